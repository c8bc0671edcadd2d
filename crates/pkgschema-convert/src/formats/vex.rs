//! What a VEX document says of products, as advisories say it of packages.
//!
//! VEX tells the status of single products; an advisory tells which versions of a package are
//! affected. Only what is affected has a home there. Every other status is kept under
//! `product_status` in the advisory's `database_specific`, and named as changed.
//!
//! Invariant: a package that is affected without a version that can be read stays an entry of
//! its own that says nothing about versions.

use super::purl_package::{self, PurlPackage};
use super::vers_ranges::{self, VersRanges};
use crate::{Loss, LossKind, affected_ranges};
use pkgschema::advisory::{Affected, Package, Range, RangeType};
use pkgschema::identity::Ecosystem;
use pkgschema::object::List;
use pkgschema::version::{RangeEvent, Scheme};
use pkgschema::{Pointer, Text};
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};

/// A status of a product, as far as it bears on advisories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Affected,
    FirstAffected,
    LastAffected,
    Fixed,
    FirstFixed,
    /// Anything else that has a meaning: that the product was ever affected is not said.
    Other,
    /// A word that nobody knows, so the product may be affected.
    Unread,
}

/// A product that has a purl.
#[derive(Debug, Clone)]
pub(crate) struct Product {
    pub(crate) package: Package,
    ecosystem: Ecosystem,
    purl: Text,
    versions: Versions,
    /// Why something of it is not read, in words.
    pub(crate) notes: Vec<String>,
}

/// Which versions a product stands for.
#[derive(Debug, Clone)]
enum Versions {
    Unstated,
    One(Text),
    Range(Text, Box<VersRanges>),
}

impl Product {
    /// The product of a purl.
    ///
    /// # Errors
    /// Why it is no package, in words.
    pub(crate) fn of_purl(text: &str) -> Result<Self, &'static str> {
        let PurlPackage { package, ecosystem, version, is_qualified } =
            purl_package::of_purl(text)?;
        let mut notes = Vec::new();
        if is_qualified {
            notes.push("qualifiers and subpath stand only in the package's purl".to_owned());
        }
        let versions = version.map_or(Versions::Unstated, Versions::One);
        Ok(Self { package, ecosystem, purl: Text::from(text), versions, notes })
    }

    /// The product with a version that stands elsewhere; a purl's own version counts first.
    pub(crate) fn or_version(&mut self, version: &str) {
        if matches!(self.versions, Versions::Unstated) && !version.is_empty() {
            self.versions = Versions::One(Text::from(version));
        }
    }

    /// Whether it is one version.
    pub(crate) fn has_version(&self) -> bool {
        matches!(self.versions, Versions::One(_))
    }

    /// Whether it is this very version.
    pub(crate) fn is(&self, version: &str) -> bool {
        matches!(&self.versions, Versions::One(own) if *own == *version)
    }

    /// The product as a range of versions, which counts before the purl's version. A range that
    /// cannot be read leaves open which versions are meant.
    pub(crate) fn set_range(&mut self, range: &str) {
        self.versions = match vers_ranges::of_vers(&self.ecosystem, range) {
            Ok(ranges) => {
                self.notes.extend(ranges.notes.iter().cloned());
                Versions::Range(Text::from(range), Box::new(ranges))
            }
            Err(why) => {
                self.notes.push(format!("{why}: which versions are meant is left open"));
                Versions::Unstated
            }
        };
    }

    /// The product as a range in a notation that is not read.
    pub(crate) fn set_unread_range(&mut self) {
        self.versions = Versions::Unstated;
        self.notes.push("the range is no VERS: which versions are meant is left open".to_owned());
    }

    /// The purl as the document spells it.
    pub(crate) fn purl(&self) -> &str {
        &self.purl
    }

    /// What tells packages apart.
    pub(crate) fn key(&self) -> &str {
        self.package.purl.as_deref().unwrap_or_default()
    }

    /// About how much text an advisory with the product has more, in bytes.
    pub(crate) fn size(&self) -> usize {
        let range = if let Versions::Range(text, _) = &self.versions { 4 * text.len() } else { 0 };
        64 + 3 * self.purl.len() + range
    }

    fn to_json(&self) -> Value {
        match &self.versions {
            Versions::Range(range, _) => json!({"purl": self.key(), "range": range.as_str()}),
            Versions::One(version) => {
                let purl = purl_package::with_version(&self.package, version);
                json!({"purl": purl.map_or_else(|| self.purl.to_string(), |(purl, _)| purl)})
            }
            Versions::Unstated => json!({"purl": self.key()}),
        }
    }
}

/// What is said of the packages of one vulnerability.
#[derive(Debug, Default)]
pub(crate) struct Statements {
    /// By package, with the place in the order of their first naming.
    entries: HashMap<Text, (usize, Entry)>,
    kept: Map<String, Value>,
    losses: Vec<Loss>,
}

#[derive(Debug)]
struct Entry {
    package: Package,
    ecosystem: Ecosystem,
    versions: Vec<Text>,
    seen: HashSet<Text>,
    ranges: Vec<Range>,
    ends: HashSet<Text>,
    first: Vec<Text>,
    last: Vec<(Text, Pointer)>,
    first_fixed: Vec<Text>,
    /// What the ranges may or may not say, until all is known.
    fixed: Vec<(Status, &'static str, Product, Pointer)>,
    unstated: bool,
}

/// What became of the statements.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) affected: Vec<Affected>,
    /// The products of every other status by status.
    pub(crate) kept: Map<String, Value>,
    pub(crate) losses: Vec<Loss>,
}

impl Statements {
    /// Adds that a product has a status, which the document calls `word` and says at `place`.
    pub(crate) fn say(
        &mut self,
        status: Status,
        word: &'static str,
        product: &Product,
        place: &Pointer,
    ) {
        for note in &product.notes {
            self.losses.push(Loss::new(place.clone(), LossKind::Changed, note.clone()));
        }
        if status == Status::Other {
            return self.keep(word, product, place);
        }
        let entry = self.entry(product);
        match (status, &product.versions) {
            (Status::Fixed | Status::FirstFixed, _) => {
                if let (Status::FirstFixed, Versions::One(version)) = (status, &product.versions) {
                    entry.first_fixed.push(version.clone());
                }
                entry.fixed.push((status, word, product.clone(), place.clone()));
            }
            (Status::FirstAffected, Versions::One(version)) => entry.first.push(version.clone()),
            (Status::LastAffected, Versions::One(version)) => {
                entry.last.push((version.clone(), place.clone()));
            }
            (Status::Unread, _) => {
                entry.unstated = true;
                let note =
                    "a status that is not known here: which versions are affected is left open";
                self.losses.push(Loss::new(place.clone(), LossKind::Changed, note));
            }
            (_, Versions::One(version)) => entry.list(version),
            (_, Versions::Range(_, ranges)) => {
                ranges.versions.iter().for_each(|version| entry.list(version));
                entry.ranges.extend(ranges.ranges.iter().cloned());
                entry.ends.extend(ranges.ends.iter().cloned());
            }
            (_, Versions::Unstated) => entry.unstated = true,
        }
    }

    fn entry(&mut self, product: &Product) -> &mut Entry {
        let next = self.entries.len();
        let key = Text::from(product.key());
        let (_, entry) = self.entries.entry(key).or_insert_with(|| (next, Entry::of(product)));
        entry
    }

    fn keep(&mut self, word: &'static str, product: &Product, place: &Pointer) {
        let list = self.kept.entry(word).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(list) = list {
            list.push(product.to_json());
        }
        let note = format!("kept in database_specific: nothing else of an advisory says `{word}`");
        self.losses.push(Loss::new(place.clone(), LossKind::Changed, note));
    }

    /// The entries of the advisory, in the order in which packages were first named.
    pub(crate) fn finish(mut self) -> Outcome {
        let mut affected = Vec::new();
        let mut entries: Vec<_> = std::mem::take(&mut self.entries).into_values().collect();
        entries.sort_by_key(|(order, _)| *order);
        for (_, mut entry) in entries {
            for (status, word, product, place) in std::mem::take(&mut entry.fixed) {
                if !entry.says_fixed(status, &product) {
                    self.keep(word, &product, &place);
                } else if status == Status::Fixed {
                    let note = "a range that is affected ends there";
                    self.losses.push(Loss::new(place, LossKind::Normalized, note));
                }
            }
            self.losses.extend(entry.events());
            affected.extend(entry.into_affected());
        }
        Outcome { affected, kept: self.kept, losses: self.losses }
    }
}

impl Entry {
    fn of(product: &Product) -> Self {
        Self {
            package: product.package.clone(),
            ecosystem: product.ecosystem.clone(),
            versions: Vec::new(),
            seen: HashSet::new(),
            ranges: Vec::new(),
            ends: HashSet::new(),
            first: Vec::new(),
            last: Vec::new(),
            first_fixed: Vec::new(),
            fixed: Vec::new(),
            unstated: false,
        }
    }

    fn list(&mut self, version: &Text) {
        if self.seen.insert(version.clone()) {
            self.versions.push(version.clone());
        }
    }

    /// Whether the ranges say that a product is fixed: it is where one of them ends, or the end
    /// of the one that first affected versions begin.
    fn says_fixed(&self, status: Status, product: &Product) -> bool {
        match &product.versions {
            Versions::One(version) => {
                let ends = status == Status::FirstFixed && !self.first.is_empty();
                ends || self.ends.contains(version)
            }
            _ => false,
        }
    }

    /// Ranges of first and last affected versions. Without a first one a range begins before
    /// every version; without an end it has none.
    fn events(&mut self) -> Vec<Loss> {
        let (first, last) = (std::mem::take(&mut self.first), std::mem::take(&mut self.last));
        let mut losses = Vec::new();
        if first.is_empty() {
            for (_, place) in &last {
                let note = "where it begins is not said: taken from the beginning";
                losses.push(Loss::new(place.clone(), LossKind::Changed, note));
            }
        }
        let is_open = !first.is_empty() && last.is_empty();
        let mut begins: Vec<_> = first.into_iter().map(RangeEvent::Introduced).collect();
        let scheme = Scheme::of_ecosystem(&self.ecosystem);
        let of_type = scheme.map_or(RangeType::Ecosystem, affected_ranges::range_type);
        let fixed: Vec<_> = self.first_fixed.iter().cloned().map(RangeEvent::Fixed).collect();
        if !begins.is_empty() && (!fixed.is_empty() || is_open) {
            let events = begins.iter().cloned().chain(fixed);
            self.ranges.push(Range::of(of_type.clone(), events));
        }
        if !last.is_empty() {
            if begins.is_empty() {
                begins.push(RangeEvent::BEGINNING);
            }
            let ends = last.into_iter().map(|(version, _)| RangeEvent::LastAffected(version));
            self.ranges.push(Range::of(of_type, begins.into_iter().chain(ends)));
        }
        losses
    }

    /// One entry for what is said of versions, one for what is not.
    fn into_affected(self) -> Vec<Affected> {
        let Self { package, versions, ranges, unstated, .. } = self;
        let of = |package: Package| {
            let mut affected = Affected::default();
            affected.package = Some(package);
            affected
        };
        let is_stated = !versions.is_empty() || !ranges.is_empty();
        let mut entries = Vec::new();
        if unstated || !is_stated {
            entries.push(of(package.clone()));
        }
        if is_stated {
            let mut stated = of(package);
            stated.ranges = List::unless_empty(ranges);
            stated.versions = List::unless_empty(versions);
            entries.push(stated);
        }
        entries
    }
}
