//! What a reference of a CVE record leads to.
//!
//! Invariant: of several tags the one that says most about the page counts; tags about access to
//! it say nothing about what it is.

use pkgschema::Text;
use pkgschema::advisory::ReferenceType;

/// Tags with the type that each is, the most telling first.
const TAGS: [(&str, ReferenceType); 12] = [
    ("patch", ReferenceType::Fix),
    ("exploit", ReferenceType::Evidence),
    ("issue-tracking", ReferenceType::Report),
    ("vendor-advisory", ReferenceType::Advisory),
    ("third-party-advisory", ReferenceType::Advisory),
    ("vdb-entry", ReferenceType::Advisory),
    ("government-resource", ReferenceType::Advisory),
    ("signature", ReferenceType::Detection),
    ("mailing-list", ReferenceType::Discussion),
    ("technical-description", ReferenceType::Article),
    ("media-coverage", ReferenceType::Article),
    ("product", ReferenceType::Package),
];

/// The type of a reference by its tags, and whether it says all that they say.
pub(super) fn reference_type(tags: &[Text]) -> (ReferenceType, bool) {
    let found = TAGS.iter().find(|(tag, _)| tags.iter().any(|one| one == tag));
    match found {
        Some((_, of_type)) => (of_type.clone(), tags.len() == 1),
        None => (ReferenceType::Web, tags.is_empty()),
    }
}
