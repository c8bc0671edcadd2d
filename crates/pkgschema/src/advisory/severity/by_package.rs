//! The severities that count for the packages of an advisory, read once for many questions.
//!
//! Invariant: what the entries about a package say goes before what the advisory says for all.

use super::BestSeverity;
use super::score::{best, better, of_entry};
use crate::Pointer;
use crate::advisory::matcher::About;
use crate::advisory::{Advisory, PackageVersion};
use std::collections::HashMap;

/// Every severity of an advisory.
#[derive(Debug, Clone)]
pub(crate) struct SeverityByPackage {
    own: Option<BestSeverity>,
    /// Of each entry that says something, which package it is about, and what.
    entries: Vec<(About, BestSeverity)>,
    /// Places in these, by the keys of the packages.
    by_key: HashMap<String, Vec<usize>>,
}

impl SeverityByPackage {
    pub(crate) fn new(advisory: &Advisory) -> Self {
        let own = best(advisory.severity.indexed(), &Pointer::root());
        let mut this = Self { own, entries: Vec::new(), by_key: HashMap::new() };
        for (index, entry) in advisory.affected.indexed() {
            let Some(severity) = of_entry((index, entry)) else { continue };
            let about = About::of(entry);
            for key in about.keys() {
                this.by_key.entry(key.to_owned()).or_default().push(this.entries.len());
            }
            this.entries.push((about, severity));
        }
        this
    }

    /// How severe it is for the package.
    pub(crate) fn best(&self, package: &PackageVersion) -> Option<BestSeverity> {
        let places = self.by_key.get(package.key()).into_iter().flatten();
        let entries = places.filter_map(|place| self.entries.get(*place));
        let about = entries.filter(|(about, _)| about.may_be_about(package));
        about.map(|(_, severity)| severity.clone()).reduce(better).or_else(|| self.own.clone())
    }
}
