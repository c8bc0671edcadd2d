//! Whom a consumer believes.
//!
//! Invariant: an issuer's role comes from this table, which the consumer fills with what it has
//! verified, and never from a notice.

use super::{Log, Role};
use crate::object::{List, Object, check, parse, write};
use crate::text::Link;
use crate::{Finding, ParseError, Pointer, Severity, Text};
use std::collections::HashSet;

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

    /// Lets an issuer speak for every registry that the notices of its log name, as their operator
    /// where the table gives it no other role: for whoever vouches for a log as a whole.
    pub fn vouch(&mut self, issuer: &str, log: &Log) {
        let mut seen = HashSet::new();
        let urls = log.notices().map(|notice| &notice.registry.url);
        let urls: Vec<Link> = urls.filter(|url| seen.insert(*url)).cloned().collect();
        let mut rows: Vec<TrustedIssuer> = self.issuers.iter().cloned().collect();
        match rows.iter_mut().find(|row| row.issuer == issuer) {
            Some(row) => {
                if row.role.is_none() && row.rest.get("role").is_none() {
                    row.role = Some(Role::RegistryOperator);
                }
                urls.into_iter().for_each(|url| row.registries.push(url));
            }
            None => {
                let mut row = TrustedIssuer::new(issuer);
                row.role = Some(Role::RegistryOperator);
                row.registries = urls.into();
                rows.push(row);
            }
        }
        self.issuers = rows.into();
    }

    /// Everything odd about the table, as [`check`](crate::object::check) finds it; and members
    /// that nobody knows (`unknown-member`) and roles that are missing or unknown where an issuer
    /// speaks for a registry (`unknown-role`), which in a table of one's own are slips.
    pub fn check(&self) -> Vec<Finding> {
        let mut findings = check(self);
        unknown_members(&mut findings, self, "");
        for (index, row) in self.issuers.indexed() {
            let place = format!("/issuers/{index}");
            unknown_members(&mut findings, row, &place);
            if row.has_unclear_role() {
                let words = "in a role that nobody knows it lifts nothing, not even its own";
                let place = Pointer::parse(&place).unwrap_or_default();
                findings.push(Finding::new(place, "unknown-role", Severity::Error, words));
            }
        }
        findings
    }

    /// Whether something in the table cannot be read, so that nobody knows whom it names.
    pub(super) fn is_unreadable(&self) -> bool {
        let rows = &self.issuers;
        let odd = rows.iter().any(TrustedIssuer::is_unreadable);
        self.rest.get("issuers").is_some() || rows.has_odd() || odd
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

impl TrustedIssuer {
    /// Whether a role without a rank is given, or none for registries that it speaks for.
    pub(super) fn has_unclear_role(&self) -> bool {
        let known = self.role.as_ref().is_some_and(|role| role.rank() > 0);
        let stated = self.role.is_some() || self.rest.get("role").is_some();
        !known && (stated || self.registries.is_present())
    }

    fn is_unreadable(&self) -> bool {
        let members = ["role", "registries", "trusted", "lifts"];
        members.iter().any(|name| self.rest.get(name).is_some())
            || self.registries.has_odd()
            || self.lifts.has_odd()
    }
}

/// Reports the members of an object at a place (a pointer without escapes) that nobody knows.
pub(crate) fn unknown_members<T: Object>(findings: &mut Vec<Finding>, object: &T, place: &str) {
    let place = Pointer::parse(place).unwrap_or_default();
    let names = object.rest().iter().map(|(name, _)| name);
    for name in names.filter(|name| !T::MEMBERS.contains(name)) {
        let words = format!("{name:?} says nothing here");
        let place = place.child(name);
        findings.push(Finding::new(place, "unknown-member", Severity::Error, words));
    }
}
