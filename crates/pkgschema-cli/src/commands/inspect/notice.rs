//! A takedown notice in a few lines.
//!
//! Invariant: one line for each subject, however many versions and files it has.

use super::Fact;
use crate::report::joined;
use pkgschema::takedown::{Effects, Subject, TakedownNotice};

/// The lines.
pub(super) fn facts(notice: &TakedownNotice) -> Vec<Fact> {
    let reason = notice.reason.as_ref();
    let word = |word: Option<&str>| word.map(str::to_owned);
    let facts = [
        ("id", Some(notice.id.to_string())),
        ("act", Some(notice.notice_type.to_string())),
        ("status", Some(notice.status.to_string())),
        ("registry", Some(notice.registry.url.to_string())),
        ("issued", Some(notice.issued_at.to_string())),
        ("since", notice.effective_from.as_ref().map(ToString::to_string)),
        ("until", notice.effective_until.as_ref().map(ToString::to_string)),
        ("mechanism", word(notice.mechanism.as_deref())),
        ("effects", notice.effects.as_ref().map(effects)),
        ("reason", reason.and_then(|it| word(it.category.as_ref().map(|it| it.as_str())))),
        ("message", reason.and_then(|it| word(it.message.as_deref()))),
        (
            "role",
            notice.authority.as_ref().and_then(|it| word(it.role.as_ref().map(|it| it.as_str()))),
        ),
        ("aliases", joined(&notice.aliases)),
        ("targets", joined(&notice.targets)),
    ];
    let facts = facts.into_iter().filter_map(|(about, says)| Some((about, says?)));
    facts.chain(notice.subjects.iter().map(|it| ("subject", subject(it)))).collect()
}

/// The effects that are stated, by the names that the notice has for them.
pub(in crate::commands) fn effects(effects: &Effects) -> String {
    let words = [
        ("resolution", effects.resolution.as_ref().map(|it| it.as_str())),
        ("download", effects.download.as_ref().map(|it| it.as_str())),
        ("publish", effects.publish.as_ref().map(|it| it.as_str())),
        ("nameReuse", effects.name_reuse.as_ref().map(|it| it.as_str())),
        ("nameAvailableAt", effects.name_available_at.as_ref().map(|it| it.as_str())),
        ("versionReuse", effects.version_reuse.as_ref().map(|it| it.as_str())),
    ];
    let words = words.into_iter().filter_map(|(about, word)| Some(format!("{about} {}", word?)));
    words.collect::<Vec<_>>().join(", ")
}

fn subject(subject: &Subject) -> String {
    let package = subject.purl.as_ref().map(|purl| purl.to_string());
    let namespace = || Some(format!("namespace {}", subject.namespace.as_deref()?));
    let mut says = package.or_else(namespace).unwrap_or_else(|| "files".to_owned());
    if let Some(versions) = joined(&subject.versions) {
        says.push_str(&format!("; {versions}"));
    }
    if let Some(range) = &subject.version_range {
        says.push_str(&format!("; {range}"));
    }
    if !subject.artifacts.is_empty() {
        says.push_str(&format!("; {} files", subject.artifacts.len()));
    }
    says
}
