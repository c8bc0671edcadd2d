//! The severities that count for the packages of an advisory, for many questions.
//!
//! Invariant: what is answered is what [`Advisory::best_severity`] answers.

use super::BestSeverity;
use super::score::{best, better, of_entry};
use crate::Pointer;
use crate::advisory::matcher::About;
use crate::advisory::{Advisory, PackageVersion};
use std::collections::HashMap;

/// Every severity of an advisory, read once.
#[derive(Debug, Clone)]
pub(crate) struct SeverityByPackage {
    own: Option<BestSeverity>,
    /// What entries say, by the keys of the packages that they may be about.
    by_key: HashMap<String, Vec<(usize, BestSeverity)>>,
    about: Vec<About>,
}

impl SeverityByPackage {
    pub(crate) fn new(advisory: &Advisory) -> Self {
        let own = best(advisory.severity.indexed(), &Pointer::root());
        let mut this = Self { own, by_key: HashMap::new(), about: Vec::new() };
        for (index, entry) in advisory.affected.indexed() {
            let Some(severity) = of_entry((index, entry)) else { continue };
            let about = About::of(entry);
            for key in about.keys() {
                let known = this.by_key.entry(key.to_owned()).or_default();
                known.push((this.about.len(), severity.clone()));
            }
            this.about.push(about);
        }
        this
    }

    /// How severe it is for the package.
    pub(crate) fn best(&self, package: &PackageVersion) -> Option<BestSeverity> {
        let entries = self.by_key.get(package.key()).into_iter().flatten();
        let about = entries.filter(|(place, _)| {
            self.about.get(*place).is_some_and(|about| about.may_be_about(package))
        });
        about.map(|(_, severity)| severity.clone()).reduce(better).or_else(|| self.own.clone())
    }
}
