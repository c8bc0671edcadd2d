//! Notices and their issuers.
//!
//! Invariant: a role that a notice claims counts only as far as its issuer has it.

use super::clocks::{Moment, moment};
use crate::takedown::registry::normalized;
use crate::takedown::{NoticeType, Registry, Role, TakedownNotice, TrustTable, TrustedIssuer};
use crate::text::Link;
use std::collections::HashMap;

/// An issuer by its number, whether a checkpoint counts the notice, and an identifier.
pub(super) type Name<'a> = (usize, bool, &'a str);

/// A notice, its issuer, and what the fold goes by.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) notice: &'a TakedownNotice,
    pub(super) issuer: usize,
    pub(super) issued: Option<Moment>,
    /// The rank that somebody needs who wants to lift the notice.
    pub(super) rank: u8,
    /// The rank that the notice has where it lifts another one.
    pub(super) lifting_rank: u8,
    /// Whether it stands in a part of its log that a checkpoint counts, if there is one.
    pub(super) counted: bool,
}

impl<'a> Entry<'a> {
    pub(super) fn new(notice: &'a TakedownNotice, issuer: usize, issuers: &Issuers<'_>) -> Self {
        let own = issuers.rank(issuer);
        let claimed = notice.authority.as_ref().and_then(|authority| authority.role.as_ref());
        let known = claimed.filter(|role| role.rank() > 0);
        let rank = known.map_or(own, |role| role.rank().min(own));
        // A claim that cannot be read lifts nothing.
        let authority = notice.authority.as_ref();
        let odd = notice.rest.get("authority").is_some()
            || authority.is_some_and(|authority| authority.rest.get("role").is_some());
        let lifting_rank = match claimed {
            _ if odd => 0,
            claimed => claimed.map_or(own, |role| role.rank().min(own)),
        };
        let issued = moment(&notice.issued_at);
        Self { notice, issuer, issued, rank, lifting_rank, counted: true }
    }

    /// Whether the notice may lift others: it is no decision.
    pub(super) fn lifts(&self) -> bool {
        self.notice.notice_type != NoticeType::Decision
    }

    /// What the notice is known by: identifiers are each issuer's own, and what anybody may have
    /// put behind a checkpoint takes none of them away.
    pub(super) fn name(&self) -> Name<'a> {
        (self.issuer, self.counted, self.notice.id.as_str())
    }

    /// Older before newer, a decision before what lifts something, then by identifier.
    pub(super) fn key(&self) -> (Option<Moment>, bool, &'a str) {
        (self.issued, self.lifts(), self.notice.id.as_str())
    }

    /// The role in which the issuer speaks.
    pub(super) fn role(&self, issuers: &Issuers<'_>) -> Role {
        let own = issuers.role(self.issuer);
        let claimed = self.notice.authority.as_ref().and_then(|authority| authority.role.clone());
        claimed.filter(|role| role.rank() > 0 && role.rank() < own.rank()).unwrap_or(own)
    }
}

/// The issuers that were met, by number.
#[derive(Debug)]
pub(super) struct Issuers<'a> {
    trust: &'a TrustTable,
    numbers: HashMap<String, usize>,
    rows: Vec<Row<'a>>,
}

#[derive(Debug)]
struct Row<'a> {
    name: String,
    row: Option<&'a TrustedIssuer>,
}

impl<'a> Issuers<'a> {
    pub(super) fn of(trust: &'a TrustTable) -> Self {
        Self { trust, numbers: HashMap::new(), rows: Vec::new() }
    }

    /// The issuer's number.
    pub(super) fn number(&mut self, name: &str) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.rows.len();
        // Of two rows for one issuer the first counts.
        let row = self.trust.issuers.iter().find(|row| row.issuer == name);
        self.rows.push(Row { name: name.to_owned(), row });
        self.numbers.insert(name.to_owned(), number);
        number
    }

    pub(super) fn name(&self, number: usize) -> &str {
        self.rows.get(number).map_or("", |row| row.name.as_str())
    }

    fn row(&self, number: usize) -> Option<&'a TrustedIssuer> {
        self.rows.get(number)?.row
    }

    fn role(&self, number: usize) -> Role {
        self.row(number).and_then(|row| row.role.clone()).unwrap_or(Role::Observer)
    }

    fn rank(&self, number: usize) -> u8 {
        self.role(number).rank().max(Role::Observer.rank())
    }

    /// Whether the issuer speaks for a registry.
    pub(super) fn speaks_for(&self, number: usize, registry: &Link) -> bool {
        let own = |row: &TrustedIssuer| {
            let wanted = normalized(registry.as_str());
            row.registries.iter().any(|own| normalized(own.as_str()) == wanted)
        };
        self.row(number).is_some_and(own)
    }

    /// Whether what the issuer says about a registry's packages counts in full.
    pub(super) fn counts(&self, number: usize, registry: &Link) -> bool {
        let trusted = self.row(number).is_some_and(|row| row.trusted == Some(true));
        trusted || self.speaks_for(number, registry)
    }

    /// Whether a notice may lift another one, which has to be about the same registry; and whether
    /// only the consumer's table says so.
    pub(super) fn may(&self, lifter: &Entry<'_>, other: &Entry<'_>) -> Option<bool> {
        let (ours, theirs) = (&lifter.notice.registry.url, &other.notice.registry.url);
        if !Registry::is_same(ours, theirs) {
            return None;
        }
        let same = lifter.issuer == other.issuer;
        let within =
            || self.speaks_for(lifter.issuer, theirs) && self.speaks_for(other.issuer, theirs);
        if lifter.lifting_rank >= other.rank && (same || within()) {
            return Some(false);
        }
        (!same && self.overrules(lifter.issuer, other.issuer)).then_some(true)
    }

    /// Whether the consumer lets one issuer lift another one's notices.
    fn overrules(&self, lifter: usize, other: usize) -> bool {
        let name = self.name(other);
        self.row(lifter).is_some_and(|row| row.lifts.iter().any(|listed| listed == name))
    }
}
