//! Notices and their issuers.
//!
//! Invariant: a role that a notice claims counts only as far as its issuer has it.

use super::clocks::{Moment, moment};
use crate::takedown::registry::normalized;
use crate::takedown::{NoticeType, Role, Status, TakedownNotice, TrustTable, TrustedIssuer};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// An issuer by its number, whether a checkpoint counts the notice, and an identifier.
pub(super) type Name<'a> = (usize, bool, &'a str);

/// A notice, its issuer, and what the fold goes by.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) notice: &'a TakedownNotice,
    /// The most severe status that the notice states; one that stands there twice may be either.
    pub(super) status: Cow<'a, Status>,
    pub(super) issuer: usize,
    pub(super) issued: Option<Moment>,
    /// The registry in its one spelling.
    pub(super) registry: Cow<'a, str>,
    /// Whether the issuer speaks for the registry.
    pub(super) speaks: bool,
    /// The rank that somebody needs who wants to lift the notice.
    pub(super) rank: u8,
    /// The rank that the notice has where it lifts another one.
    pub(super) lifting_rank: u8,
    /// Whether it stands in a part of its log that a checkpoint counts, if there is one.
    pub(super) counted: bool,
}

impl<'a> Entry<'a> {
    pub(super) fn new(notice: &'a TakedownNotice, issuer: usize, issuers: &Issuers<'_>) -> Self {
        let ranks = issuers.ranks(issuer);
        let claimed = notice.authority.as_ref().and_then(|authority| authority.role.as_ref());
        let known = claimed.filter(|role| role.rank() > 0);
        // A claim that cannot be read lifts nothing.
        let authority = notice.authority.as_ref();
        let odd = notice.rest.get("authority").is_some()
            || authority.is_some_and(|authority| authority.rest.get("role").is_some());
        let lifting = claimed.map_or(ranks.lifting, |role| role.rank().min(ranks.lifting));
        let registry = normalized(notice.registry.url.as_str());
        Self {
            notice,
            status: status(notice),
            issuer,
            issued: moment(&notice.issued_at),
            speaks: issuers.speaks_for(issuer, &registry),
            registry,
            rank: known.map_or(ranks.protecting, |role| role.rank().min(ranks.protecting)),
            lifting_rank: if odd { 0 } else { lifting },
            counted: true,
        }
    }

    /// Whether the notice can lift others at all, by what it is and where it stands.
    pub(super) fn can_act(&self) -> bool {
        let kinds = [NoticeType::Amendment, NoticeType::Reversal, NoticeType::Retraction];
        let clear = ["status", "noticeType", "targets"].iter().all(|name| {
            self.notice.rest.get(name).is_none() // said twice, or in a way that cannot be read
        });
        kinds.contains(&self.notice.notice_type) && clear && self.counted && self.issued.is_some()
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

fn status(notice: &TakedownNotice) -> Cow<'_, Status> {
    let other = notice.rest.get("status");
    let other = other.map(|raw| Status::from(raw.to::<String>().unwrap_or_default().as_str()));
    match other {
        Some(other) if other.severity() > notice.status.severity() => Cow::Owned(other),
        _ => Cow::Borrowed(&notice.status),
    }
}

/// The issuers that were met, by number.
#[derive(Debug)]
pub(super) struct Issuers<'a> {
    trust: &'a TrustTable,
    /// Whether something in the table cannot be read.
    pub(super) unreadable: bool,
    numbers: HashMap<String, usize>,
    rows: Vec<Row<'a>>,
}

#[derive(Debug)]
struct Row<'a> {
    name: String,
    row: Option<&'a TrustedIssuer>,
    ranks: Ranks,
    /// The registries that it speaks for, in their one spelling.
    registries: HashSet<Cow<'a, str>>,
}

/// What an issuer's role is worth.
#[derive(Debug, Clone, Copy)]
struct Ranks {
    lifting: u8,
    protecting: u8,
}

impl Ranks {
    const OBSERVER: Self = Self { lifting: 1, protecting: 1 };

    /// One that speaks for a registry in a role that nobody knows lifts nothing, and what it states
    /// is not lifted by that.
    fn of(row: &TrustedIssuer) -> Self {
        if row.has_unclear_role() {
            return Self { lifting: 0, protecting: Role::PublicAuthority.rank() };
        }
        row.role
            .as_ref()
            .map(Role::rank)
            .map_or(Self::OBSERVER, |rank| Self { lifting: rank, protecting: rank })
    }
}

impl<'a> Issuers<'a> {
    pub(super) fn of(trust: &'a TrustTable) -> Self {
        let unreadable = trust.is_unreadable();
        Self { trust, unreadable, numbers: HashMap::new(), rows: Vec::new() }
    }

    /// The issuer's number.
    pub(super) fn number(&mut self, name: &str) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.rows.len();
        // Of two rows for one issuer the first counts.
        let row = self.trust.issuers.iter().find(|row| row.issuer == name);
        let registries = row.into_iter().flat_map(|row| row.registries.iter());
        let registries = registries.map(|url| normalized(url.as_str())).collect();
        let ranks = row.map_or(Ranks::OBSERVER, Ranks::of);
        self.rows.push(Row { name: name.to_owned(), row, ranks, registries });
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

    fn ranks(&self, number: usize) -> Ranks {
        self.rows.get(number).map_or(Ranks::OBSERVER, |row| row.ranks)
    }

    /// Whether the issuer speaks for a registry, which is given in its one spelling.
    fn speaks_for(&self, number: usize, registry: &str) -> bool {
        self.rows.get(number).is_some_and(|row| row.registries.contains(registry))
    }

    /// Whether what a notice says counts in full.
    pub(super) fn counts(&self, entry: &Entry<'_>) -> bool {
        let trusted = self.row(entry.issuer).is_some_and(|row| row.trusted == Some(true));
        trusted || entry.speaks
    }

    /// Whether a notice may lift another one, which has to be about the same registry; and whether
    /// only the consumer's table says so.
    pub(super) fn may(&self, lifter: &Entry<'_>, other: &Entry<'_>) -> Option<bool> {
        if lifter.lifting_rank == 0 || lifter.registry != other.registry {
            return None;
        }
        let same = lifter.issuer == other.issuer;
        if lifter.lifting_rank >= other.rank && (same || lifter.speaks && other.speaks) {
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
