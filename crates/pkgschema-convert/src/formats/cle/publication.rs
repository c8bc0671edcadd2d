//! What a CLE document says that no notice does.
//!
//! Invariant: no clock is read; a default is named as one.

use super::CleSupport;
use crate::{Loss, LossKind};
use pkgschema::text::Timestamp;
use pkgschema::{Pointer, Text};

/// What the writer of a CLE document knows beside the notices.
///
/// ```
/// use pkgschema::text::Timestamp;
/// use pkgschema_convert::formats::ClePublication;
/// let mut publication = ClePublication::default();
/// publication.updated_at = Some(Timestamp::new("2026-05-04T10:00:00Z")?);
/// assert!(publication.support.is_none());
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct ClePublication {
    /// When the document is written. Without it, when the last of the notices was issued.
    pub updated_at: Option<Timestamp>,
    /// The support policy that ends with the package's support. An event has to name one, and
    /// notices know none; without it, one stands there that promises nothing.
    pub support: Option<CleSupport>,
}

impl ClePublication {
    /// The support policy, its identifier, and the loss if it is a default.
    pub(super) fn support(&self) -> (CleSupport, Text, Option<Loss>) {
        let given = self.support.as_ref().and_then(|it| Some((it.clone(), it.id.clone()?, None)));
        given.unwrap_or_else(|| {
            let mut support = CleSupport::default();
            support.id = Some(UNSTATED.into());
            support.description = Some("no support policy was stated".into());
            let note = "an event has to name a support policy: one stands there that says nothing";
            let loss = Loss::new(Pointer::root(), LossKind::Defaulted, note);
            (support, UNSTATED.into(), Some(loss))
        })
    }
}

/// The identifier of the policy that nobody stated.
const UNSTATED: &str = "unstated";
