//! Whether there still is provenance, how far it was checked, and who published.
//!
//! Invariant: provenance and trusted publishing are looked at each for itself; neither stands in
//! for the other.

use super::baseline::Baseline;
use super::changes::Changes;
use super::evidence::{Known, State, has_failed, rank};
use super::{ChangeCode, ChangeSeverity};

/// What the release's attestations as a whole lack. `false` where facts need no comparison,
/// because there is nothing that states any.
pub(super) fn provenance(new: &Known<'_>, earlier: &Baseline<'_>, changes: &mut Changes) -> bool {
    if new.release.provenance.iter().any(has_failed) {
        changes.add(ChangeCode::VerificationFailed, ChangeSeverity::Error, None);
    }
    let Some(before) = earlier.nearest(|known| known.state == State::Attested) else {
        if let Some(unknown) = earlier.nearest(|known| known.state == State::Unknown) {
            let (code, severity) = (ChangeCode::HistoryUnknown, ChangeSeverity::Note);
            changes.add(code, severity, Some(unknown.version()));
        }
        return true;
    };
    let (code, severity) = match new.state {
        State::Attested => {
            trust(new, earlier, changes);
            return true;
        }
        State::None => (ChangeCode::ProvenanceLost, ChangeSeverity::Error),
        State::Unknown => (ChangeCode::ProvenanceUnknown, ChangeSeverity::Warning),
    };
    changes.add(code, severity, Some(before.version()));
    false
}

/// Whether an earlier release was checked further.
fn trust(new: &Known<'_>, earlier: &Baseline<'_>, changes: &mut Changes) {
    let Some(after) = new.status() else { return };
    let checked = earlier.iter().filter_map(|known| Some((known.version(), known.status()?)));
    // of several that were checked equally far, the nearest
    let furthest = checked.reduce(|best, next| match rank(&next.1) > rank(&best.1) {
        true => next,
        false => best,
    });
    if let Some((version, before)) = furthest.filter(|(_, before)| rank(before) > rank(&after)) {
        changes.status(version, [before, after]);
    }
}

/// Whether a trusted publisher still publishes.
pub(super) fn publisher(new: &Known<'_>, earlier: &Baseline<'_>, changes: &mut Changes) {
    let trusted = |known: &Known<'_>| known.release.trusted_publisher == Some(true);
    let Some(before) = earlier.nearest(trusted) else { return };
    let (code, severity) = match new.release.trusted_publisher {
        Some(true) => return,
        Some(false) => (ChangeCode::TrustedPublishingLost, ChangeSeverity::Error),
        None => (ChangeCode::TrustedPublishingUnknown, ChangeSeverity::Warning),
    };
    changes.add(code, severity, Some(before.version()));
}
