//! The limit to what a mirror gives up at once.
//!
//! Invariant: a removal that is not counted is none; and a share is compared without rounding.

use super::{GuardReport, MirrorAction, MirrorPolicy, Proposal};
use crate::object;

/// Counts the proposals by which files stop being served as they are.
pub(super) fn count(proposals: &[Proposal], held: usize, policy: &MirrorPolicy) -> GuardReport {
    let removals = proposals.iter().filter(|proposal| is_removal(proposal)).count();
    let (held, removals) = (object::count(held), object::count(removals));
    let (most, share) = (policy.removals(), policy.share());
    let above = u128::from(removals) * 1_000_000 > u128::from(share) * u128::from(held);
    GuardReport::new(held, removals, most, share, removals > most || above)
}

/// Whether the file is served less than before, or may be.
fn is_removal(proposal: &Proposal) -> bool {
    let removing = [MirrorAction::Unlist, MirrorAction::Hide, MirrorAction::Quarantine];
    removing.contains(&proposal.action)
}
