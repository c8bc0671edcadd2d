//! What decides whether a version is affected, and where a user could move to.
//!
//! Invariant: the verdict is that of [`Advisory::affects`]; this only explains it.

use super::matcher::Entry;
use super::{Advisory, Affected, Matcher, PackageVersion, Verdict};
use crate::identity::Ecosystem;
use crate::version::{Version, VersionSet};
use crate::{Pointer, Text};

/// Whether a version is affected, by what, and which versions are not.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Assessment {
    /// Whether it is.
    pub verdict: Verdict,
    /// Where the advisory says so: the ranges and entries of lists that hold an affected version,
    /// else the entries about the package. Pointers into the advisory.
    pub places: Vec<Pointer>,
    /// The fixed versions above the one that was asked for, lowest first; none where no version
    /// was asked for. A version that is affected itself is no fix.
    pub fixes: Vec<Fix>,
}

/// A version in which the vulnerability is fixed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fix {
    /// The fixed version, spelt as the advisory spells it.
    pub version: Text,
    /// Where the affected stretch begins that it ends; `None` for the beginning of all versions.
    pub introduced: Option<Text>,
    /// Whether the stretch is the one that the version asked for lies in: its own branch.
    pub same_branch: bool,
}

impl Advisory {
    /// Whether a version is affected, by what, and which fixed versions a user could move to, one
    /// for each affected branch.
    ///
    /// ```
    /// use pkgschema::advisory::{Advisory, PackageVersion};
    /// use pkgschema::identity::Ecosystem;
    /// let advisory = Advisory::parse(r#"{"id": "X-1", "affected": [{"package":
    ///     {"ecosystem": "npm", "name": "a"}, "ranges": [{"type": "SEMVER", "events":
    ///     [{"introduced": "1.0.0"}, {"fixed": "1.2.0"}, {"introduced": "2.0.0"}, {"fixed": "2.0.3"}]}]}]}"#)?;
    /// let found = advisory.assess(&PackageVersion::new(Ecosystem::NPM, "a", "1.1.0"));
    /// assert_eq!(found.places[0].as_str(), "/affected/0/ranges/0");
    /// let fixes: Vec<_> = found.fixes.iter().map(|fix| (&*fix.version, fix.same_branch)).collect();
    /// assert_eq!(fixes, [("1.2.0", true), ("2.0.3", false)]);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn assess(&self, package: &PackageVersion) -> Assessment {
        let matcher = Matcher::new(self);
        let verdict = matcher.affects(package);
        let about: Vec<(usize, &Affected, &Entry)> =
            (self.affected.indexed().zip(&matcher.entries))
                .map(|((index, entry), ready)| (index, entry, ready))
                .filter(|(.., ready)| ready.is_about(package))
                .collect();
        let mut places: Vec<Pointer> = Vec::new();
        if verdict.is_affected() {
            places = about
                .iter()
                .flat_map(|(index, entry, _)| deciding(&place(*index), entry, package))
                .collect();
        }
        if places.is_empty() {
            places = about.iter().map(|(index, ..)| place(*index)).collect();
        }
        let entries: Vec<&Entry> = about.into_iter().map(|(.., ready)| ready).collect();
        Assessment { verdict, places, fixes: fixes(&entries, package) }
    }
}

fn place(index: usize) -> Pointer {
    Pointer::root().child("affected").index(index)
}

/// The range or the element of the list that holds the version.
fn deciding(place: &Pointer, entry: &Affected, package: &PackageVersion) -> Vec<Pointer> {
    let fallback = Ecosystem::from_document("");
    let ecosystem = entry.ecosystem().unwrap_or(&fallback);
    let holds = |set: VersionSet| match package.version() {
        Some(_) => package.by(set.scheme()).is_some_and(|version| set.contains(version)),
        None => set.is_all(),
    };
    let ranges =
        entry.ranges.indexed().filter(|(_, range)| range.versions(ecosystem).is_ok_and(holds));
    let ranges = ranges.map(|(index, _)| place.child("ranges").index(index));
    let listed =
        entry.versions.indexed().find(|(_, text)| Some(text.as_str()) == package.version());
    let listed = listed.map(|(index, _)| place.child("versions").index(index));
    ranges.chain(listed).collect()
}

fn fixes(entries: &[&Entry], package: &PackageVersion) -> Vec<Fix> {
    let sets = || entries.iter().flat_map(|entry| entry.sets());
    let affected = |version: &Version| sets().any(|set| set.contains(version));
    let mut found: Vec<(Version, Fix)> = Vec::new();
    for set in sets() {
        let Some(asked) = package.by(set.scheme()) else { continue };
        for interval in set.intervals() {
            let Some(upper) = interval.upper.as_ref().filter(|upper| !upper.inclusive) else {
                continue;
            };
            let above = asked.compare(&upper.version).is_some_and(std::cmp::Ordering::is_lt);
            if above && !affected(&upper.version) {
                let text = |version: &Version| Text::from(version.as_str());
                let fix = Fix {
                    version: text(&upper.version),
                    introduced: interval.lower.as_ref().map(|lower| text(&lower.version)),
                    same_branch: interval.contains(asked),
                };
                found.push((upper.version.clone(), fix));
            }
        }
    }
    found.sort_by(|left, right| left.0.compare(&right.0).unwrap_or(std::cmp::Ordering::Equal));
    found.dedup_by(|later, first| {
        let same = later.1.version == first.1.version;
        first.1.same_branch |= same && later.1.same_branch;
        same
    });
    found.into_iter().map(|(_, fix)| fix).collect()
}
