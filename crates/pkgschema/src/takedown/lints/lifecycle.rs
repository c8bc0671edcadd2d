//! The lint about notices that say a planned step in the life of a package and nothing else.
//!
//! Invariant: it stands only where a lifecycle event would hold the whole notice.

use crate::finding::Lints;
use crate::object::raw;
use crate::takedown::{Authority, Lifecycle, Reason, TakedownNotice};
use serde_json::value::RawValue;

/// Members whose meaning an event has, or that the document around it has.
const HELD: [&str; 11] = [
    "schemaVersion",
    "id",
    "noticeType",
    "registry",
    "subjects",
    "status",
    "issuedAt",
    "effectiveFrom",
    "reason",
    "authority",
    "replacements",
];

pub(super) fn lint(notice: &TakedownNotice, lints: &mut Lints) {
    if notice.lifecycle().is_ok_and(|step| is_whole(notice, step)) {
        let words = "a planned step of the package's life is said in CLE (ECMA-428), which is \
                     where readers look for it";
        lints.note("/status", "prefer-cle", words);
    }
}

/// Whether an event holds everything that the notice says. Its place in a log says nothing.
fn is_whole(notice: &TakedownNotice, step: Lifecycle) -> bool {
    let json = notice.to_json();
    let root = serde_json::from_str::<&RawValue>(&json).ok();
    let members = root.and_then(raw::members).unwrap_or_default();
    members.iter().all(|(name, _)| HELD.contains(&&**name) || name == "previous")
        && notice.reason.as_ref().is_none_or(|it| reason(it, step))
        && notice.authority.as_ref().is_none_or(authority)
        && (step != Lifecycle::EndOfSupport || !notice.replacements.is_present())
        && notice.replacements.iter().all(|it| it.drop_in.is_none() && it.rest.is_empty())
        && notice.subjects.iter().all(|it| it.rest.is_empty())
}

/// A renaming has a description.
fn reason(reason: &Reason, step: Lifecycle) -> bool {
    let plain = !reason.keywords.is_present() && reason.language.is_none();
    let told = reason.message.is_none() || step == Lifecycle::Renamed;
    plain && told && reason.rest.is_empty()
}

fn authority(authority: &Authority) -> bool {
    let nameless = authority.name.is_none() && authority.id.is_none();
    nameless && authority.on_behalf_of.is_none() && authority.rest.is_empty()
}
