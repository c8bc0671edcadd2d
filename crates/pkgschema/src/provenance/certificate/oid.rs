//! Object identifiers (ITU-T X.660).
//!
//! Invariant: an identifier is equal to another only by its bytes; what the reader of identifiers
//! refuses is kept and shown in hexadecimal.

use crate::text::encoding::to_hex;
use std::fmt;

/// An object identifier as its bytes are.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Oid(Box<[u8]>);

impl Oid {
    pub(super) fn of(content: &[u8]) -> Self {
        Self(content.into())
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether the bytes are an identifier.
    pub(super) fn is_well_formed(&self) -> bool {
        der::asn1::ObjectIdentifier::from_bytes(&self.0).is_ok()
    }
}

impl fmt::Display for Oid {
    /// Numbers and dots, `2.5.29.17`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match der::asn1::ObjectIdentifier::from_bytes(&self.0) {
            Ok(known) => known.fmt(f),
            Err(_) => write!(f, "#{}", to_hex(&self.0)),
        }
    }
}

impl fmt::Debug for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
