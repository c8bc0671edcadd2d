//! Lints about what the notice says.
//!
//! Invariant: no lint asks for a fact that the issuer may not have.

use crate::finding::Lints;
use crate::takedown::{Category, Ground, GroundType, Method, NoticeType, Status, TakedownNotice};
use crate::text::is_obeyed;

/// Longest message that need not be cut, in characters.
const LONGEST: usize = 10_000;

pub(super) fn lint(notice: &TakedownNotice, lints: &mut Lints) {
    if notice.schema_version.is_later() {
        let words = "what a later version adds is kept and not understood";
        lints.note("/schemaVersion", "later-version", words);
    }
    targets(notice, lints);
    status(notice, lints);
    reason(notice, lints);
    words(notice, lints);
    territory(notice, lints);
    absence(notice, lints);
    if notice.erases.is_some() && notice.notice_type != NoticeType::Amendment {
        lints.error("/erases", "erasure-without-amendment", "only an amendment vouches for one");
    }
    if let Err(error) = notice.canonical() {
        lints.error("", "no-canonical-form", error.to_string());
    }
}

fn targets(notice: &TakedownNotice, lints: &mut Lints) {
    match notice.notice_type {
        NoticeType::Decision if notice.targets.is_present() => {
            lints.error("/targets", "decision-with-targets", "a decision stands by itself");
        }
        NoticeType::Amendment | NoticeType::Reversal | NoticeType::Retraction
            if notice.targets.is_empty() =>
        {
            let words = "it names no other notice, so that nothing is lifted";
            lints.warning("/noticeType", "lifts-nothing", words);
        }
        NoticeType::Unlisted(_) => {
            let words = "nobody knows what such a notice does; its status counts";
            lints.warning("/noticeType", "unknown-notice-type", words);
        }
        _ => {}
    }
    if let Some((index, _)) = notice.targets.indexed().find(|(_, target)| **target == notice.id) {
        let place = format!("/targets/{index}");
        lints.error(&place, "targets-itself", "a notice cannot lift itself");
    }
}

fn status(notice: &TakedownNotice, lints: &mut Lints) {
    let lifts = matches!(notice.notice_type, NoticeType::Reversal | NoticeType::Retraction);
    let active = notice.status == Status::Active;
    if lifts && !active {
        let words = "it lifts something and still says that the subjects are not active";
        lints.warning("/status", "lifted-but-not-active", words);
    }
    if notice.notice_type == NoticeType::Decision && active {
        lints.warning("/status", "decision-without-measure", "nothing is done to the subjects");
    }
    if !notice.status.is_listed() {
        let words = "a word that nobody knows is taken for more severe than \"yanked\"";
        lints.warning("/status", "unknown-status", words);
    }
    if notice.status == Status::Relocated && notice.replacements.is_empty() {
        lints.warning("/status", "relocated-to-nowhere", "the new coordinates are missing");
    }
}

fn reason(notice: &TakedownNotice, lints: &mut Lints) {
    let law = |ground: &&Ground| ground.ground_type == Some(GroundType::Law);
    if notice.ground.as_ref().filter(law).is_some_and(|ground| ground.reference.is_none()) {
        lints.warning("/ground", "law-without-reference", "which law is not said");
    }
    let Some(message) = notice.reason.as_ref().and_then(|reason| reason.message.as_ref()) else {
        return;
    };
    if message.len() > LONGEST && message.chars().nth(LONGEST).is_some() {
        let words = format!("more than {LONGEST} characters; readers cut it");
        lints.warning("/reason/message", "message-too-long", words);
    }
    if message.contains(|c| is_obeyed(c) && c != '\n' && c != '\t') {
        let words = "characters that a terminal obeys or that reorder text; readers spell them out";
        lints.warning("/reason/message", "message-with-controls", words);
    }
}

/// Words of effects, reason and role that are not listed; a misspelt one is weaker than the one
/// that was meant.
fn words(notice: &TakedownNotice, lints: &mut Lints) {
    let mut look = |place: &str, word: Option<(&str, bool)>| {
        if let Some((word, false)) = word {
            let words = format!("nobody knows {word:?}; readers warn at least");
            lints.warning(place, "unknown-word", words);
        }
    };
    if let Some(effects) = &notice.effects {
        let word = effects.resolution.as_ref().map(|it| (it.as_str(), it.is_listed()));
        look("/effects/resolution", word);
        let word = effects.download.as_ref().map(|it| (it.as_str(), it.is_listed()));
        look("/effects/download", word);
        let word = effects.publish.as_ref().map(|it| (it.as_str(), it.is_listed()));
        look("/effects/publish", word);
        let word = effects.name_reuse.as_ref().map(|it| (it.as_str(), it.is_listed()));
        look("/effects/nameReuse", word);
        let word = effects.version_reuse.as_ref().map(|it| (it.as_str(), it.is_listed()));
        look("/effects/versionReuse", word);
    }
    let category = notice.reason.as_ref().and_then(|it| it.category.as_ref());
    look("/reason/category", category.map(|it| (it.as_str(), it.is_listed())));
    let role = notice.authority.as_ref().and_then(|it| it.role.as_ref());
    look("/authority/role", role.map(|it| (it.as_str(), it.is_listed())));
}

fn territory(notice: &TakedownNotice, lints: &mut Lints) {
    for (index, code) in notice.territory.indexed() {
        if code.len() != 2 || !code.bytes().all(|letter| letter.is_ascii_uppercase()) {
            let words = format!("expected an ISO 3166-1 alpha-2 code, found {code:?}");
            lints.error(&format!("/territory/{index}"), "no-territory", words);
        }
    }
    if notice.territory.is_present() && notice.territory.is_empty() {
        let words = "an empty list leaves open where it applies; readers take it for everywhere";
        lints.error("/territory", "territory-empty", words);
    }
}

/// An absence was seen and asserts nothing else.
fn absence(notice: &TakedownNotice, lints: &mut Lints) {
    let Some(provenance) = &notice.provenance else { return };
    if provenance.method != Some(Method::InferredAbsence) {
        return;
    }
    if provenance.source.is_none() || provenance.observed_at.is_none() {
        let words = "an absence is something that was seen: where, and when?";
        lints.error("/provenance", "absence-without-observation", words);
    }
    let category = notice.reason.as_ref().and_then(|reason| reason.category.as_ref());
    if category.is_some_and(|category| *category != Category::Unspecified) {
        lints.error("/reason/category", "absence-with-reason", "an absence tells no reason");
    }
}
