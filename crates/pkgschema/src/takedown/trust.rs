//! Whom a consumer believes.
//!
//! Invariant: an issuer's role comes from this table, which the consumer fills with what it has
//! verified, and never from a notice.

use super::Role;
use crate::object::{List, parse, write};
use crate::text::Link;
use crate::{ParseError, Text};

crate::object! {
    /// Whom a consumer believes, and how far. Who is not in it counts as an observer: what such an
    /// issuer says makes a consumer warn, and lifts nothing but its own.
    pub struct TrustTable {
        /// The issuers.
        pub issuers: List<TrustedIssuer>,
    }

    /// One issuer, by the identity under which its signatures or its log were verified.
    pub struct TrustedIssuer {
        required {
            /// The identity: a key, a certificate's subject, or the address of a log.
            pub issuer: Text,
        }
        /// The highest role that the issuer may speak in. Absent means observer.
        pub role: Option<Role>,
        /// The registries that it speaks for, by their addresses.
        pub registries: List<Link>,
        /// Whether it is believed about packages of every other registry too.
        pub trusted: Option<bool>,
        /// Other issuers whose notices it may lift, though it has no authority over them.
        pub lifts: List<Text>,
    }
}

impl TrustTable {
    /// A table with one issuer in it: a registry that speaks about itself.
    pub fn of_registry(issuer: impl Into<Text>, registry: Link) -> Self {
        let mut operator = TrustedIssuer::new(issuer);
        operator.role = Some(Role::RegistryOperator);
        operator.registries.push(registry);
        let mut table = Self::default();
        table.issuers.push(operator);
        table
    }

    /// Reads a table in JSON.
    ///
    /// # Errors
    /// Only for text that is no JSON object.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The table as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }
}
