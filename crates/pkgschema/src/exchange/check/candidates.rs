//! The fixed versions of a package, of which one may be moved to.
//!
//! Invariant: of each it is asked at most once whether anything speaks against it, however many
//! versions of the package there are.

use crate::Text;
use crate::advisory::read_version;
use crate::version::{Scheme, Version, stable_sort};
use std::cell::OnceCell;
use std::cmp::Ordering;
use std::collections::HashMap;

/// Fixed versions, lowest first.
pub(super) struct Candidates {
    ordered: Vec<Candidate>,
    places: HashMap<Text, usize>,
}

/// A fixed version.
pub(super) struct Candidate {
    pub(super) version: Text,
    /// Whether no advisory speaks against it.
    pub(super) free: OnceCell<bool>,
}

impl Candidates {
    /// The texts that are versions by the scheme, each once.
    pub(super) fn new<'a>(scheme: Scheme, texts: impl Iterator<Item = &'a str>) -> Self {
        let mut texts: Vec<&str> = texts.collect();
        texts.sort_unstable();
        texts.dedup();
        let read = |text| Some((read_version(scheme, text)?, text));
        let mut read: Vec<(Version, &str)> = texts.into_iter().filter_map(read).collect();
        stable_sort(&mut read, |left, right| left.0.compare(&right.0).unwrap_or(Ordering::Equal));
        let candidate = |(_, text)| Candidate { version: Text::from(text), free: OnceCell::new() };
        let ordered: Vec<Candidate> = read.into_iter().map(candidate).collect();
        let places = ordered.iter().enumerate();
        let places = places.map(|(place, it)| (it.version.clone(), place)).collect();
        Self { ordered, places }
    }

    /// Those among these versions, lowest first, each once.
    pub(super) fn among<'c>(
        &'c self,
        versions: impl Iterator<Item = &'c Text>,
    ) -> impl Iterator<Item = &'c Candidate> {
        let places = versions.filter_map(|version| self.places.get(version).copied());
        let mut places: Vec<usize> = places.collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(|place| self.ordered.get(place))
    }
}
