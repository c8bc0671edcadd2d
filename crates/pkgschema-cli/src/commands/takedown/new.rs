//! `pkgschema takedown new`.
//!
//! Invariant: a notice with an error in it is not printed.

mod parts;

use super::profile::profile;
use super::{is_wrong, tell, values};
use crate::args::ReportFormat;
use crate::args::takedown::{ActKind, New};
use crate::failure::Failure;
use crate::input::Source;
use crate::output;
use crate::report;
use pkgschema::takedown::{
    Log, NoticeType, Previous, Registry, RegistryProfile, SchemaVersion, Subject, TakedownNotice,
};
use pkgschema::text::Timestamp;
use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer};

/// Makes the notice, tells what is odd about it, prints it.
pub(super) fn run(args: &New) -> Result<(), Failure> {
    let mut notice = begun(args)?;
    parts::act(&mut notice, &args.act)?;
    parts::circumstances(&mut notice, &args.circumstances)?;
    let log = args.after.as_deref().map(Source::read_lines).transpose()?;
    if args.id.is_none() {
        notice = notice.named_by_content();
    }
    notice.previous = log.as_ref().map(previous).transpose()?.flatten();
    let mut findings = notice.check();
    findings.extend(log.iter().flat_map(|log| in_log(log, &notice)));
    tell(&findings, "the notice", args.format);
    if is_wrong(&findings) {
        return Err(Failure::Misled);
    }
    output::print(&report::inert(&match args.format {
        ReportFormat::Text if !args.compact => notice.to_pretty_json(),
        _ => notice.to_json() + "\n",
    }))
}

/// The notice with its required members.
fn begun(args: &New) -> Result<TakedownNotice, Failure> {
    let registry = values::link("registry", &args.registry)?;
    let subjects = parts::subjects(&args.subjects)?;
    let at = values::time_or_now("at", args.at.as_deref())?;
    let id = args.id.as_deref().map(|id| values::link("id", id)).transpose()?;
    let kind = args.act.kind.map(notice_type);
    if let Some(name) = &args.act.profile {
        let word = args.act.mechanism.as_deref().unwrap_or_default();
        let mut notice = of_profile(&profile(name, registry)?, word, subjects, &at)?;
        notice.id = id.unwrap_or(notice.id);
        notice.notice_type = kind.unwrap_or(notice.notice_type);
        return Ok(notice);
    }
    // Without a profile the arguments have both.
    let id = id.ok_or_else(|| values::refused("id", "", "an identifier is required"))?;
    let status = args.act.status.as_deref().unwrap_or_default();
    let kind = kind.unwrap_or(NoticeType::Decision);
    let (version, registry) = (SchemaVersion::CURRENT, Registry::new(registry));
    Ok(TakedownNotice::new(version, id, kind, registry, subjects, status, at))
}

fn notice_type(kind: ActKind) -> NoticeType {
    match kind {
        ActKind::Decision => NoticeType::Decision,
        ActKind::Amendment => NoticeType::Amendment,
        ActKind::Reversal => NoticeType::Reversal,
        ActKind::Retraction => NoticeType::Retraction,
    }
}

/// The notice of a registry's own row, which a profile makes of one subject: that of the first,
/// with the other subjects beside it.
fn of_profile(
    profile: &RegistryProfile,
    word: &str,
    subjects: Vec<Subject>,
    at: &Timestamp,
) -> Result<TakedownNotice, Failure> {
    let one = |subject| {
        let notice = profile.notice(word, subject, at.clone());
        notice.map_err(|error| {
            let error = ParseError::new(ParseErrorKind::TypeRule, error.to_string(), word);
            Failure::argument("mechanism", word, error)
        })
    };
    let mut subjects = subjects.into_iter();
    let mut notice = one(subjects.next().unwrap_or_default())?;
    for subject in subjects {
        one(subject)?.subjects.into_vec().into_iter().for_each(|it| notice.subjects.push(it));
    }
    Ok(notice)
}

/// The last notice of a log, as the one that comes after it names it. An empty log has none.
fn previous(source: &Source) -> Result<Option<Previous>, Failure> {
    let log = Log::parse(&source.text);
    if log.is_empty() {
        return Ok(None);
    }
    let named = log.last_as_previous();
    named.map(Some).ok_or_else(|| {
        let words = "the last line is no notice that another one could name";
        let error = ParseError::new(ParseErrorKind::NotThisDocument, words, "");
        Failure::unreadable(&source.name, String::new(), error)
    })
}

/// What the log would say of the notice as its next line.
fn in_log(log: &Source, notice: &TakedownNotice) -> Vec<Finding> {
    let text = log.text.trim_ascii_end();
    let longer = Log::parse(&format!("{text}\n{}\n", notice.to_json()));
    // An empty text leaves a blank line before the notice.
    let place = Pointer::root().index(text.split('\n').count());
    let about = |finding: Finding| {
        let words = format!("in {}: {}", log.name, finding.message);
        Finding::new(Pointer::root(), finding.code, finding.severity, words)
    };
    longer.verify(None).into_iter().filter(|it| it.pointer == place).map(about).collect()
}
