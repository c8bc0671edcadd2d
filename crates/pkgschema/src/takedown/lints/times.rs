//! Lints about points in time.
//!
//! Invariant: times are compared as moments, never as text.

use crate::finding::Lints;
use crate::takedown::{NameReuse, TakedownNotice};
use crate::text::Timestamp;

pub(super) fn lint(notice: &TakedownNotice, lints: &mut Lints) {
    let effects = notice.effects.as_ref();
    let exposure = notice.exposure.as_ref();
    let provenance = notice.provenance.as_ref();
    let members = [
        ("/issuedAt", Some(&notice.issued_at)),
        ("/decidedAt", notice.decided_at.as_ref()),
        ("/effectiveFrom", notice.effective_from.as_ref()),
        ("/effectiveUntil", notice.effective_until.as_ref()),
        ("/effects/nameAvailableAt", effects.and_then(|it| it.name_available_at.as_ref())),
        ("/exposure/publishedAt", exposure.and_then(|it| it.published_at.as_ref())),
        ("/exposure/removedAt", exposure.and_then(|it| it.removed_at.as_ref())),
        ("/provenance/observedAt", provenance.and_then(|it| it.observed_at.as_ref())),
    ];
    for (place, time) in members {
        if let Some(time) = time {
            one(time, place, lints);
        }
    }
    order(notice, lints);
    reuse(notice, lints);
}

fn one(time: &Timestamp, place: &str, lints: &mut Lints) {
    if !time.is_well_formed() {
        return; // told already
    }
    if time.to_datetime().is_none() {
        lints.error(place, "no-such-moment", "the month has no such day");
    } else if !time.as_str().ends_with('Z') {
        lints.warning(place, "not-utc", "notices are dated in UTC, with a Z at the end");
    }
}

fn order(notice: &TakedownNotice, lints: &mut Lints) {
    let after = |left: Option<&Timestamp>, right: Option<&Timestamp>| {
        let (left, right) = (left?.to_datetime()?, right?.to_datetime()?);
        Some(left > right)
    };
    let (until, from) = (notice.effective_until.as_ref(), Some(notice.applies_from()));
    if after(from, until) == Some(true) {
        lints.error("/effectiveUntil", "ends-before-it-begins", "it never applies");
    }
    if after(notice.decided_at.as_ref(), Some(&notice.issued_at)) == Some(true) {
        lints.warning("/decidedAt", "decided-after-it-was-issued", "it was issued before");
    }
}

fn reuse(notice: &TakedownNotice, lints: &mut Lints) {
    let Some(effects) = &notice.effects else { return };
    let after = effects.name_reuse == Some(NameReuse::After);
    if after && effects.name_available_at.is_none() {
        let words = "from when on the name can be registered anew is not said";
        lints.note("/effects/nameReuse", "reuse-without-date", words);
    }
    if !after && effects.name_available_at.is_some() {
        let words = "a date belongs to the name reuse \"after\"";
        lints.warning("/effects/nameAvailableAt", "date-without-reuse", words);
    }
}
