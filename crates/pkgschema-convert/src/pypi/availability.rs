//! Whether a version is yanked, by its files.
//!
//! Invariant: one file that is not yanked keeps the version; one of which nobody knows leaves it
//! open.

use pkgschema::identity::Artifact;
use pkgschema::metadata::Availability;

/// Yanked where every file is, with the reason that all of them have.
pub(super) fn yanked(artifacts: &[Artifact]) -> Option<Availability> {
    let some_free = artifacts.iter().any(|it| it.yanked == Some(false));
    let all = !artifacts.is_empty() && artifacts.iter().all(|it| it.yanked == Some(true));
    if !some_free && !all {
        return None;
    }
    let mut availability = Availability::default();
    availability.yanked = Some(all);
    if all {
        let reason = artifacts.first().and_then(|it| it.yanked_reason.clone());
        let shared = artifacts.iter().all(|it| it.yanked_reason == reason);
        availability.yanked_reason = reason.filter(|_| shared);
    }
    Some(availability)
}
