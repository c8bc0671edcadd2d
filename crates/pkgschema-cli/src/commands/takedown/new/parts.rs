//! From arguments to the members of a notice.
//!
//! Invariant: an argument that is not given leaves its member absent, or as the profile has it.

use super::values;
use crate::args::takedown::{Act, Circumstances, Subjects};
use crate::failure::Failure;
use pkgschema::Text;
use pkgschema::object::{List, Object};
use pkgschema::takedown::{
    Authority, Category, Effects, Reason, Replacement, Role, Subject, TakedownNotice,
};
use pkgschema::version::{Vers, VersText};

/// What the notice is about.
pub(super) fn subjects(args: &Subjects) -> Result<Vec<Subject>, Failure> {
    if let Some(text) = &args.namespace {
        let parts =
            text.split_once('/').filter(|(kind, name)| !kind.is_empty() && !name.is_empty());
        let words = "expected a purl type and a namespace, such as npm/@scope";
        let (kind, name) = parts.ok_or_else(|| values::refused("namespace", text, words))?;
        return Ok(vec![Subject::of_namespace(kind, name)]);
    }
    let purls = args.purls.iter().map(|text| values::purl("purl", text).map(Subject::from));
    let mut subjects = purls.collect::<Result<Vec<_>, _>>()?;
    let narrowed = !args.versions.is_empty() || args.range.is_some() || !args.artifacts.is_empty();
    if narrowed {
        if let Some(second) = args.purls.get(1) {
            let words = "versions, ranges and artifacts belong to one package";
            return Err(values::refused("purl", second, words));
        }
        let subject = subjects.pop().unwrap_or_default();
        subjects.push(narrow(subject, args)?);
    }
    Ok(subjects)
}

/// The subject with its versions and files.
fn narrow(mut subject: Subject, args: &Subjects) -> Result<Subject, Failure> {
    if args.versions.iter().any(String::is_empty) {
        let words = "expected versions with commas between them";
        return Err(values::refused("versions", &args.versions.join(","), words));
    }
    subject.versions = texts(&args.versions);
    if let Some(text) = &args.range {
        Vers::parse(text).map_err(|error| Failure::argument("range", text, error))?;
        subject.version_range = Some(VersText::from_document(text.as_str()));
    }
    for file in values::artifacts("artifact", &args.artifacts)? {
        subject.artifacts.push(file);
    }
    Ok(subject)
}

/// What is done.
pub(super) fn act(notice: &mut TakedownNotice, args: &Act) -> Result<(), Failure> {
    for target in &args.targets {
        notice.targets.push(values::link("target", target)?);
    }
    notice.mechanism = args.mechanism.as_deref().map(Text::from);
    for text in &args.effects {
        effect(notice.effects.get_or_insert_default(), text)?;
    }
    notice.effective_from = values::maybe_time("from", args.from.as_deref())?;
    notice.effective_until = values::maybe_time("until", args.until.as_deref())?;
    Ok(())
}

/// One effect, `NAME=WORD`.
fn effect(effects: &mut Effects, text: &str) -> Result<(), Failure> {
    let (name, word) = text.split_once('=').unwrap_or((text, ""));
    if word.is_empty() {
        return Err(values::refused("effect", text, "expected NAME=WORD"));
    }
    match name {
        "resolution" => effects.resolution = Some(word.into()),
        "download" => effects.download = Some(word.into()),
        "publish" => effects.publish = Some(word.into()),
        "nameReuse" => effects.name_reuse = Some(word.into()),
        "nameAvailableAt" => effects.name_available_at = Some(values::time("effect", word)?),
        "versionReuse" => effects.version_reuse = Some(word.into()),
        _ => {
            let words = format!("expected one of {}", Effects::MEMBERS.join(", "));
            return Err(values::refused("effect", text, words));
        }
    }
    Ok(())
}

/// Why, by whom, and what instead.
pub(super) fn circumstances(
    notice: &mut TakedownNotice,
    args: &Circumstances,
) -> Result<(), Failure> {
    notice.reason = reason(args);
    if args.role.is_some() || args.authority.is_some() {
        let mut authority = Authority::default();
        authority.role = args.role.as_deref().map(Role::from);
        authority.name = args.authority.as_deref().map(Text::from);
        notice.authority = Some(authority);
    }
    notice.aliases = texts(&args.aliases);
    for text in &args.replacements {
        let mut replacement = Replacement::default();
        replacement.purl = Some(values::purl("replacement", text)?.into());
        notice.replacements.push(replacement);
    }
    Ok(())
}

fn reason(args: &Circumstances) -> Option<Reason> {
    let given = args.reason.is_some() || !args.keywords.is_empty() || args.message.is_some();
    let mut reason = Reason::default();
    reason.category = args.reason.as_deref().map(Category::from);
    reason.keywords = texts(&args.keywords);
    reason.message = args.message.as_deref().map(Text::from);
    given.then_some(reason)
}

/// A list of texts, absent if there are none.
fn texts(texts: &[String]) -> List<Text> {
    match texts {
        [] => List::absent(),
        texts => texts.iter().map(|text| Text::from(text.as_str())).collect(),
    }
}
