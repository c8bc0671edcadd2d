//! Where replacements lead.
//!
//! Invariant: a trail ends, however replacements point at each other.

use super::{Clocks, Query, StatusIndex};
use crate::identity::Purl;
use crate::takedown::LogReport;
use std::collections::HashSet;

/// The longest way that is gone.
const LONGEST: usize = 64;

/// The packages that replacements lead to, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Trail {
    /// The packages, without the one that was asked about.
    pub purls: Vec<Purl>,
    /// How it ends.
    pub end: TrailEnd,
}

/// How a trail ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TrailEnd {
    /// At a package that nothing replaces.
    Reached,
    /// Where it has been before: there is no replacement.
    Circular,
    /// At a replacement that is no purl.
    Unreadable,
    /// After 64 packages.
    TooLong,
}

impl StatusIndex<'_> {
    /// Goes from a package to what replaces it, by the first replacement of each status, as long
    /// as there is one. Only measures that count in full lead on.
    ///
    /// ```
    /// use pkgschema::{identity::Purl, takedown::{Clocks, Query, StatusIndex, TrailEnd, TrustTable}};
    /// use pkgschema::text::Timestamp;
    /// let trust = TrustTable::default();
    /// let index = StatusIndex::new(&trust);
    /// let purl = Purl::parse("pkg:npm/a@1.0.0")?;
    /// let trail = index.follow(&Query::of(&purl), &Clocks::at(Timestamp::new("2026-05-04T10:00:00Z")?));
    /// assert_eq!((trail.purls.len(), trail.end), (0, TrailEnd::Reached));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn follow(&self, query: &Query<'_>, clocks: &Clocks) -> Trail {
        let mut seen = HashSet::from([query.purl.clone()]);
        let mut trail = Trail { purls: Vec::new(), end: TrailEnd::Reached };
        while trail.purls.len() < LONGEST {
            let at = trail.purls.last().unwrap_or(query.purl);
            let here = query.at(at);
            let status = self.status(&here, clocks, &LogReport::unknown());
            let named = status.replacements.iter().find_map(|it| it.purl.as_ref());
            let Some(named) = named else { return trail };
            let Ok(purl) = named.to_purl() else {
                trail.end = TrailEnd::Unreadable;
                return trail;
            };
            if !seen.insert(purl.clone()) {
                trail.end = TrailEnd::Circular;
                return trail;
            }
            trail.purls.push(purl);
        }
        trail.end = TrailEnd::TooLong;
        trail
    }
}
