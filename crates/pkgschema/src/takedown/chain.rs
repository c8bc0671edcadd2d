//! How notices hang together in a log.
//!
//! Invariant: a digest here is one of a notice's canonical form, and of nothing else.

use crate::Text;
use crate::identity::DigestSet;
use crate::object::{Items, List};
use crate::text::Link;

crate::object! {
    /// The notice before this one in its log, so that a reader notices what is missing or was
    /// changed.
    pub struct Previous {
        required {
            /// Its identifier.
            pub id: Link,
            /// The digests of its canonical form (RFC 8785); `sha256` at least.
            pub digest: DigestSet,
        }
    }

    /// What was taken out of a notice after it was issued, as personal data may have to be. The
    /// chain goes by the digest that is kept here; a later amendment in the same log vouches for
    /// what is left.
    pub struct Erased {
        required {
            /// The digests of the notice's canonical form before anything was taken out.
            pub digest: DigestSet,
            /// What was taken out, as JSON pointers (RFC 6901).
            pub members: Items<Text>,
        }
    }

    /// An amendment's word that another notice in its log was erased in part, and what is left.
    pub struct Erasure {
        required {
            /// The identifier of the notice that was erased in part.
            pub id: Link,
            /// The digests of the canonical form of what is left.
            pub digest: DigestSet,
        }
        /// Why it was erased: `personal-data`, `court-order`.
        pub reasons: List<Text>,
    }
}
