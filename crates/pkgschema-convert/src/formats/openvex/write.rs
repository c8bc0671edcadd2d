//! OpenVEX documents of advisories.
//!
//! Source: OpenVEX specification 0.2.0; OSV schema 1.7.5.
//!
//! Invariant: a version that any entry of the advisory lists as affected is never written as
//! fixed.

use super::{
    OpenVex, VexAuthor, VexIdentifiers, VexProduct, VexProductObject, VexStatement,
    VexVulnerability, VexVulnerabilityObject,
};
use crate::convert::Refusal;
use crate::formats::{advisory_list, purl_package};
use crate::leftovers::Leftovers;
use crate::{Converted, LossKind};
use pkgschema::advisory::{Advisory, Affected, Package};
use pkgschema::identity::PurlText;
use pkgschema::{Pointer, Text};
use std::collections::HashSet;

/// The vocabulary of the version that is written.
const CONTEXT: Text = Text::from_static("https://openvex.dev/ns/v0.2.0");
/// What stands where nothing can be done yet; the status demands a word.
const NO_FIX: &str = "no fixed version is known";
/// The most text that is written of advisories beside what they list, in bytes.
const MOST_COPIED: usize = 1 << 26;

/// The document.
pub(super) fn of(advisories: &[Advisory], by: &VexAuthor) -> Result<Converted<OpenVex>, Refusal> {
    let mut writing = Writing::default();
    for (index, advisory) in advisories.iter().enumerate() {
        writing.advisory(advisory, &Pointer::root().index(index))?;
    }
    if writing.statements.is_empty() {
        let detail = "no advisory that stands names a version of a package with a purl";
        return Err(Refusal::new("no-concrete-version", detail));
    }
    let Writing { statements, left, .. } = writing;
    let losses = left.finish_by(advisory_list::view(advisories).as_raw(), &why);
    let mut vex = OpenVex::default();
    vex.context = Some(CONTEXT);
    vex.id = Some(by.id.clone());
    vex.author = Some(by.author.clone());
    vex.role.clone_from(&by.role);
    vex.timestamp = Some(by.timestamp.clone());
    vex.version = Some(by.version);
    vex.statements = statements.into();
    Ok(Converted::new(vex, losses))
}

#[derive(Default)]
struct Writing {
    statements: Vec<VexStatement>,
    left: Leftovers,
    /// Entries whose package stands in a product.
    named: HashSet<Pointer>,
    copied: usize,
}

impl Writing {
    fn advisory(&mut self, advisory: &Advisory, at: &Pointer) -> Result<(), Refusal> {
        if advisory.is_withdrawn() {
            let note = "it is withdrawn, and a statement would make it stand again";
            self.left.lose(at, LossKind::Dropped, note);
            return Ok(());
        }
        if advisory.schema_version.is_some() {
            let note = "it is the version of whatever writes OSV";
            self.left.lose(&at.child("schema_version"), LossKind::Normalized, note);
        }
        let before = self.statements.len();
        let mut affected = HashSet::new();
        let mut entries = Vec::new();
        for (index, entry) in advisory.affected.indexed() {
            let place = at.child("affected").index(index);
            let fixed = advisory_list::fixed(entry, &place);
            let products = self.listed(entry, &place, &mut affected);
            entries.push((entry, place, fixed, products));
        }
        for (entry, place, fixed, products) in entries {
            let name = entry.package.as_ref().and_then(|package| package.name.as_deref());
            let advice = advisory_list::advice(name.unwrap_or("the package"), &fixed);
            let fixed = self.fixed(entry, &place, fixed, &affected);
            if !products.is_empty() {
                let mut statement = self.statement(advisory, at, before, "affected", products)?;
                let advice = advice.map_or(Text::from_static(NO_FIX), Text::from);
                statement.action_statement = Some(advice);
                self.statements.push(statement);
            }
            if !fixed.is_empty() {
                let statement = self.statement(advisory, at, before, "fixed", fixed)?;
                self.statements.push(statement);
            }
        }
        Ok(())
    }

    /// The versions that an entry lists, as products; those that stand already are left out.
    fn listed(
        &mut self,
        entry: &Affected,
        at: &Pointer,
        affected: &mut HashSet<String>,
    ) -> Vec<VexProduct> {
        let Some(package) = &entry.package else { return Vec::new() };
        let mut products = Vec::new();
        for (index, version) in entry.versions.indexed() {
            let place = at.child("versions").index(index);
            let Some(purl) = self.versioned(package, version, &place) else { continue };
            if products.is_empty() {
                self.package(package, at);
            }
            if affected.insert(purl.clone()) {
                products.push(product(&purl));
            }
        }
        products
    }

    fn fixed(
        &mut self,
        entry: &Affected,
        at: &Pointer,
        fixed: Vec<(Text, Pointer)>,
        affected: &HashSet<String>,
    ) -> Vec<VexProduct> {
        let Some(package) = &entry.package else { return Vec::new() };
        let mut products = Vec::new();
        let mut seen = HashSet::new();
        for (version, place) in fixed {
            let Some(purl) = self.versioned(package, &version, &place) else { continue };
            if affected.contains(&purl) {
                let note = "the version is listed as affected too, which counts";
                self.left.say(&place, LossKind::Dropped, note);
                continue;
            }
            if products.is_empty() {
                self.package(package, at);
            }
            if seen.insert(purl.clone()) {
                products.push(product(&purl));
            }
        }
        products
    }

    /// The purl of a version that stands at a place.
    fn versioned(&mut self, package: &Package, version: &str, at: &Pointer) -> Option<String> {
        let (purl, is_same) = purl_package::with_version(package, version)?;
        self.left.take(at);
        if !is_same {
            let note = "purls of this type spell versions otherwise";
            self.left.say(at, LossKind::Normalized, note);
        }
        Some(purl)
    }

    /// The purl says which package it is.
    fn package(&mut self, package: &Package, at: &Pointer) {
        let said = purl_package::said_by_purl(package);
        if !self.named.insert(at.clone()) {
            return;
        }
        for (name, note) in said {
            let place = at.child("package").child(name);
            match note {
                None => self.left.take(&place),
                Some(note) => self.left.lose(&place, LossKind::Normalized, note),
            }
        }
    }

    fn statement(
        &mut self,
        advisory: &Advisory,
        at: &Pointer,
        first: usize,
        status: &'static str,
        products: Vec<VexProduct>,
    ) -> Result<VexStatement, Refusal> {
        let mut vulnerability = VexVulnerabilityObject::default();
        vulnerability.name = Some(advisory.id.clone());
        if advisory.aliases.is_present() {
            let mut seen = HashSet::new();
            let aliases = advisory.aliases.iter().filter(|alias| seen.insert(alias.as_str()));
            vulnerability.aliases = aliases.cloned().collect();
        }
        // the account stands once, however many statements there are
        let account = [("details", &advisory.details), ("summary", &advisory.summary)];
        let account = account.into_iter().find_map(|(name, text)| Some((name, text.as_ref()?)));
        if let Some((name, text)) = account.filter(|_| self.statements.len() == first) {
            vulnerability.description = Some(text.clone());
            self.left.take(&at.child(name));
        }
        self.left.take(&at.child("id"));
        self.left.take_each(&advisory.aliases, &at.child("aliases"));
        let names = advisory.aliases.iter().map(|alias| alias.len() + 4);
        self.copied += names.sum::<usize>() + advisory.id.len();
        if self.copied > MOST_COPIED {
            return Err(Refusal::new("too-large", "the document would be many times as long"));
        }
        let mut statement = VexStatement::default();
        statement.vulnerability = Some(VexVulnerability::Object(vulnerability));
        statement.status = Some(Text::from_static(status));
        statement.products = products.into();
        if let Some(modified) = advisory.modified.as_ref().filter(|time| time.is_well_formed()) {
            self.left.take(&at.child("modified"));
            statement.timestamp = Some(modified.clone());
        }
        Ok(statement)
    }
}

fn product(purl: &str) -> VexProduct {
    let mut identifiers = VexIdentifiers::default();
    identifiers.purl = Some(PurlText::from_document(purl));
    let mut product = VexProductObject::default();
    product.id = Some(Text::from(purl));
    product.identifiers = Some(identifiers);
    VexProduct::Object(product)
}

/// Why a document does not hold what stands at a place of the advisories.
fn why(place: &Pointer) -> &'static str {
    let tokens: Vec<String> = place.tokens().skip(1).take(3).collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    match tokens[..] {
        ["affected", _, "ranges", ..] => "a statement is about single versions, not about ranges",
        ["affected", _] => "no version with a purl is named, and a statement is about versions",
        ["affected", _, "package", ..] => "the purl does not say this of the package",
        _ => "a statement has no place for it",
    }
}
