//! What is odd in a requirements file.
//!
//! Invariant: one pass over the lines, and what is listed is bounded.

use super::direct::{Meant, digest};
use super::inventory::hash;
use super::options::{self, Of};
use super::{LineKind, RequirementsLine, RequirementsTxt, pins};
use crate::found::Found;
use crate::pypi::file_name::Release;
use crate::pypi::places::{check_path, check_url};
use crate::pypi::requirement::{Marker, Requirement};
use pkgschema::identity::{Digest, DigestAlgorithm, Ecosystem, PackageName};
use pkgschema::text::is_obeyed;
use pkgschema::{Finding, Pointer, Severity};
use std::collections::{HashMap, HashSet};

/// The algorithms that pip takes.
const STRONG: [DigestAlgorithm; 3] =
    [DigestAlgorithm::Sha256, DigestAlgorithm::Sha384, DigestAlgorithm::Sha512];

pub(super) fn of(file: &RequirementsTxt) -> Vec<Finding> {
    let hashed = file.lines().iter().any(|line| {
        let all = line.options().iter();
        all.into_iter().any(|it| {
            let of_line = it.name == options::HASH && line.kind() == LineKind::Requirement;
            of_line || it.name == options::REQUIRE_HASHES
        })
    });
    let mut lints = Lints { hashed, pins: HashMap::new(), found: Found::default() };
    for (index, line) in file.lines().iter().enumerate() {
        lints.line(line, &Pointer::root().index(index));
    }
    lints.found.done()
}

struct Lints {
    /// Whether pip demands a hash of everything.
    hashed: bool,
    /// What each name was pinned to first, by its condition.
    pins: HashMap<(String, Option<String>), Pin>,
    found: Found,
}

impl Lints {
    fn say(&mut self, place: &Pointer, code: &'static str, severity: Severity, words: &str) {
        self.found.add(|| place.clone(), code, severity, words);
    }

    fn line(&mut self, line: &RequirementsLine, place: &Pointer) {
        let hidden = |c: char| c != '\t' && c != '\n' && c != '\r' && is_obeyed(c);
        // what ends a line for Python may stand in one that is continued
        if line.text().contains(hidden) {
            let words = "expected only characters that can be seen";
            self.say(&place.child("text"), "hidden-character", Severity::Error, words);
        }
        match line.kind() {
            LineKind::Blank | LineKind::Comment => {}
            LineKind::Other => {
                let why = line.refusal().unwrap_or("no requirement and no option");
                let words = format!("pip refuses the line: {why}");
                self.say(&place.child("text"), "malformed-line", Severity::Error, &words);
            }
            LineKind::Options => self.options(line, place),
            LineKind::Requirement => {
                self.options(line, place);
                self.requirement(line, place);
            }
        }
        if line.names_variable() {
            let words = "what the variable stands for is known only where the file is used";
            let at = place.child("requirement");
            self.say(&at, "environment-variable", Severity::Note, words);
        }
    }

    fn options(&mut self, line: &RequirementsLine, place: &Pointer) {
        let is_requirement = line.kind() == LineKind::Requirement;
        let list = place.child("options");
        for (index, option) in line.options().iter().enumerate() {
            let (at, of) = (list.index(index), options::known(&option.name).map(|it| it.of));
            match (of, is_requirement) {
                (Some(Of::Gone), _) => {
                    let words = "pip no longer knows the option, and refuses the file";
                    self.say(&at, "retired-option", Severity::Warning, words);
                }
                (Some(Of::File), true) => {
                    let words = "pip ignores the option beside a requirement";
                    self.say(&at, "ignored-option", Severity::Warning, words);
                }
                (Some(Of::Requirement), false) => {
                    let words = "pip ignores the option: there is no requirement in the line";
                    self.say(&at, "ignored-option", Severity::Warning, words);
                }
                _ => {}
            }
            let Some(value) = option.value.as_deref() else { continue };
            let at = at.child("value");
            match option.name.as_str() {
                options::HASH => self.hash(value, &at),
                options::REQUIREMENT | options::CONSTRAINT | options::FIND_LINKS => {
                    place_of(value, &at, &mut self.found);
                }
                options::INDEX | options::EXTRA_INDEX => check_url(value, &at, &mut self.found),
                _ => {}
            }
        }
    }

    fn hash(&mut self, value: &str, at: &Pointer) {
        let (algorithm, digits) = value.split_once(':').unwrap_or((value, ""));
        let algorithm = DigestAlgorithm::from(algorithm);
        if !STRONG.contains(&algorithm) {
            let words = "pip takes sha256, sha384 and sha512, and refuses the file";
            return self.say(at, "hash-algorithm", Severity::Error, words);
        }
        if Digest::from_hex(algorithm, digits).is_err() {
            let words = "expected as many hexadecimal digits as the algorithm has";
            self.say(at, "malformed-digest", Severity::Error, words);
        }
    }

    fn requirement(&mut self, line: &RequirementsLine, place: &Pointer) {
        let at = place.child("requirement");
        match line.meant() {
            Some(Meant::Named(named)) => self.named(line, &named, place),
            Some(Meant::Direct(direct)) => {
                if let Some(Err(error)) = direct.marker.map(Marker::parse) {
                    self.say(&at, "malformed-marker", Severity::Error, error.detail());
                }
                place_of(direct.place, &at, &mut self.found);
                let certain = direct.is_file() && digest(direct.place).is_some();
                self.hash_wanted(line, certain, &at);
            }
            Some(Meant::Nothing) | None => {
                if !line.names_variable() {
                    let words = "neither a requirement nor an address or a path";
                    self.say(&at, "malformed-requirement", Severity::Error, words);
                }
            }
        }
    }

    fn named(&mut self, line: &RequirementsLine, named: &Requirement, place: &Pointer) {
        let at = place.child("requirement");
        let variable = line.names_variable();
        let check = named.check().into_iter();
        let told = |it: &Finding| !(variable && it.code == "requirement-specifier");
        self.found.extend(check.filter(told).collect(), &at);
        let certain = named.url().is_some_and(|url| digest(url).is_some());
        self.hash_wanted(line, certain, &at);
        let version = pins::version(named);
        if self.hashed && version.is_none() && named.url().is_none() {
            let words = "where hashes are demanded, a version has to be named by \"==\"";
            self.say(&at, "unpinned-version", Severity::Error, words);
        }
        if let Some(url) = named.url() {
            check_url(url, &at, &mut self.found);
        }
        if let Some(version) = version {
            self.pinned(line, named, Release::of(&version), place);
        }
    }

    /// Where one hash is demanded, all are.
    fn hash_wanted(&mut self, line: &RequirementsLine, certain: bool, at: &Pointer) {
        if self.hashed && !certain && line.values(options::HASH).next().is_none() {
            let words = "no hash, where they are demanded of every requirement";
            self.say(at, "missing-hash", Severity::Error, words);
        }
    }

    /// Holds a pinned version against what was said of the name before under the same condition.
    fn pinned(
        &mut self,
        line: &RequirementsLine,
        named: &Requirement,
        release: Release,
        place: &Pointer,
    ) {
        let own = line.values(options::HASH).filter_map(|(_, value)| hash(value)).collect();
        let by_url = named.url().and_then(digest).into_iter().collect();
        let mut own = Pin::of(release, own);
        let mut torn = own.contradicts(&by_url);
        own.hashes.extend(by_url);
        let name = PackageName::from_document(Ecosystem::PYPI, named.name());
        let key = (name.normalized().into_owned(), named.marker().map(ToString::to_string));
        match self.pins.get(&key) {
            Some(first) if first.release != own.release => {
                let words = "a line before asks for another version of the package";
                let at = place.child("requirement");
                self.say(&at, "contradictory-version", Severity::Error, words);
            }
            Some(first) => torn |= first.contradicts(&own.hashes),
            None => {
                self.pins.insert(key, Pin::of(own.release, own.hashes));
            }
        }
        if torn {
            let words = "no hash agrees with those that are said elsewhere of the same release";
            self.say(place, "contradictory-digest", Severity::Error, words);
        }
    }
}

/// What a name was pinned to.
struct Pin {
    release: Release,
    hashes: HashSet<Digest>,
    algorithms: HashSet<DigestAlgorithm>,
}

impl Pin {
    fn of(release: Release, hashes: HashSet<Digest>) -> Self {
        let algorithms = hashes.iter().map(|digest| digest.algorithm().clone()).collect();
        Self { release, hashes, algorithms }
    }

    /// Whether others have digests of an algorithm that is known here, and none in common.
    fn contradicts(&self, others: &HashSet<Digest>) -> bool {
        let comparable = others.iter().any(|it| self.algorithms.contains(it.algorithm()));
        comparable && !others.iter().any(|it| self.hashes.contains(it))
    }
}

/// An address, or a path that should stay where the file is.
fn place_of(text: &str, at: &Pointer, found: &mut Found) {
    match text.contains("://") || text.starts_with("file:") {
        true => check_url(text, at, found),
        false => check_path(text, at, found),
    }
}
