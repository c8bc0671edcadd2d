//! The packages of a document, what they have to do with each other, and which members were used.
//!
//! Invariant: a relationship is used only if it is between packages that have names.

use super::relations::{self, Need, Relation};
use super::{DOCUMENT, NOASSERTION, NONE, SpdxDocument, SpdxPackage, SpdxReference};
use crate::LossKind;
use crate::formats::named_package::NamedPackage;
use crate::leftovers::Leftovers;
use pkgschema::Pointer;
use std::collections::{HashMap, HashSet};

/// A package, where it stands, and which one it is.
pub(super) struct Part<'d> {
    pub(super) package: &'d SpdxPackage,
    pub(super) place: Pointer,
    /// Which of its other names is the purl.
    pub(super) purl: Option<usize>,
    pub(super) named: Result<NamedPackage, &'static str>,
}

/// Something that a package needs: the relationship's place, the other package, and how.
#[derive(Debug, Clone)]
pub(super) struct Needed {
    pub(super) place: Pointer,
    pub(super) part: usize,
    pub(super) need: Need,
}

/// A document that is read.
pub(super) struct Account<'d> {
    pub(super) document: &'d SpdxDocument,
    pub(super) left: Leftovers,
    pub(super) parts: Vec<Part<'d>>,
    /// What the document is about.
    pub(super) described: HashSet<usize>,
    /// The names of what the document is about, of packages that cannot be named too.
    subjects: HashSet<&'d str>,
    /// Packages within others: the outer, the inner, and the relationship's place.
    pub(super) within: Vec<(usize, usize, Pointer)>,
    /// Whether the document says of any package what it needs.
    pub(super) has_graph: bool,
    needs: HashMap<usize, Vec<Needed>>,
    /// Packages that need something which nobody can name, and where that is said.
    partial: HashMap<usize, Vec<Pointer>>,
    /// Relationships that say that a package needs nothing.
    nothing: HashMap<usize, Vec<Pointer>>,
    told: HashSet<usize>,
}

impl<'d> Account<'d> {
    pub(super) fn of(document: &'d SpdxDocument) -> Self {
        let list = Pointer::root().child("packages");
        let parts = document.packages.indexed();
        let parts = parts.map(|(index, package)| part(package, list.index(index)));
        let mut account = Self {
            document,
            left: Leftovers::default(),
            parts: parts.collect(),
            described: HashSet::new(),
            subjects: HashSet::new(),
            within: Vec::new(),
            has_graph: false,
            needs: HashMap::new(),
            partial: HashMap::new(),
            nothing: HashMap::new(),
            told: HashSet::new(),
        };
        account.relate();
        account
    }

    fn relate(&mut self) {
        let mut names: HashMap<&str, usize> = HashMap::with_capacity(self.parts.len());
        for (index, part) in self.parts.iter().enumerate() {
            if let Some(name) = part.package.spdx_id.as_deref().filter(|_| part.named.is_ok()) {
                names.entry(name).or_insert(index);
            }
        }
        let root = Pointer::root();
        let list = root.child("documentDescribes");
        for (index, name) in self.document.document_describes.indexed() {
            self.subjects.insert(name);
            if let Some(part) = names.get(name.as_str()) {
                self.left.take(&list.index(index));
                self.described.insert(*part);
            }
        }
        let list = root.child("relationships");
        for (index, one) in self.document.relationships.indexed() {
            let (Some(left), Some(word), Some(right)) = (&one.element, &one.kind, &one.related)
            else {
                continue;
            };
            let Some((relation, is_turned)) = relations::of(word) else { continue };
            let (from, to) = if is_turned { (right, left) } else { (left, right) };
            self.relation(relation, from, to, list.index(index), &names);
        }
    }

    fn relation(
        &mut self,
        relation: Relation,
        from: &str,
        to: &'d str,
        place: Pointer,
        names: &HashMap<&str, usize>,
    ) {
        if relation == Relation::Describes && from == DOCUMENT {
            self.subjects.insert(to);
        }
        let (from_part, to_part) = (names.get(from).copied(), names.get(to).copied());
        match (relation, from_part, to_part) {
            (Relation::Describes, _, Some(part)) if from == DOCUMENT => {
                self.used(&place);
                self.described.insert(part);
            }
            (Relation::Needs(need), Some(of), Some(part)) => {
                self.has_graph = true;
                self.needs.entry(of).or_default().push(Needed { place, part, need });
            }
            (Relation::Needs(_), Some(of), None) if to == NONE => {
                self.has_graph = true;
                self.needs.entry(of).or_default();
                self.nothing.entry(of).or_default().push(place);
            }
            (Relation::Needs(_), Some(of), None) => {
                let nameless = self.partial.entry(of).or_default();
                match to {
                    NOASSERTION => {
                        let note = "unknown, as where nothing is said";
                        self.left.lose(&place, LossKind::Normalized, note);
                    }
                    _ => nameless.push(place),
                }
            }
            (Relation::Contains, Some(of), Some(part)) => self.within.push((of, part, place)),
            _ => {}
        }
    }

    /// The relationship is used.
    pub(super) fn used(&mut self, place: &Pointer) {
        self.left.take_members(place, &["spdxElementId", "relationshipType", "relatedSpdxElement"]);
    }

    /// What a package needs, each relationship used. `None` if the document does not say.
    pub(super) fn needs(&mut self, part: usize) -> Option<Vec<Needed>> {
        for place in self.partial.get(&part).into_iter().flatten() {
            let note = "it is no package that can be named; what is needed is unknown";
            self.left.lose(place, LossKind::Changed, note);
        }
        let needs = self.needs.remove(&part)?;
        for place in self.nothing.remove(&part).unwrap_or_default() {
            self.used(&place);
        }
        for needed in &needs {
            self.used(&needed.place);
            if needed.need.is_optional {
                let at = needed.place.child("relationshipType");
                let note = "in which sense it is optional is not said";
                self.left.say(&at, LossKind::Changed, note);
            }
        }
        Some(needs)
    }

    /// Whether a package needs more than can be named.
    pub(super) fn is_partial(&self, part: usize) -> bool {
        self.partial.contains_key(&part)
    }

    /// The package that a part is. What names it is used; what names it otherwise is lost.
    pub(super) fn package(&mut self, part: usize, with_version: bool) -> Option<NamedPackage> {
        let Part { package, place, purl, named } = self.parts.get(part)?;
        let left = &mut self.left;
        let named = match named {
            Ok(named) => named.clone(),
            Err(why) => {
                let name = package.spdx_id.as_deref();
                let is_subject = name.is_some_and(|name| self.subjects.contains(name));
                match package.is_package() && !is_subject {
                    true => left.lose_package(&place.child("name"), *why),
                    false => left.lose(&place.child("name"), LossKind::Dropped, *why),
                }
                return None;
            }
        };
        if package.version_info.is_some() && with_version {
            named.version_fate().mark(&place.child("versionInfo"), left);
        }
        if !self.told.insert(part) {
            return Some(named);
        }
        let note = "a name within the document";
        left.imply(package.spdx_id.as_ref(), place, "SPDXID", note);
        if let Some(index) = purl {
            let reference = place.child("externalRefs").index(*index);
            left.take_members(&reference, &["referenceType", "referenceLocator"]);
            let note = "a purl is one";
            left.lose(&reference.child("referenceCategory"), LossKind::Normalized, note);
            if named.is_qualified {
                let note = "what the purl says beside the package has no place";
                left.say(&reference.child("referenceLocator"), LossKind::Changed, note);
            }
        }
        if package.name.is_some() {
            named.name_fate().mark(&place.child("name"), left);
        }
        Some(named)
    }
}

fn part(package: &SpdxPackage, place: Pointer) -> Part<'_> {
    let purls = package.external_refs.indexed().filter(|(_, one)| is_purl(one));
    let mut named = Err("a package without a purl is of no ecosystem");
    for (index, reference) in purls {
        let text = reference.locator.as_deref().unwrap_or_default();
        let (name, version) = (package.name.as_deref(), package.version_info.as_deref());
        let version = version.filter(|version| !matches!(*version, NONE | NOASSERTION | ""));
        match NamedPackage::of(text, None, name, version) {
            Ok(read) => return Part { package, place, purl: Some(index), named: Ok(read) },
            Err(why) => named = named.or(Err(why)),
        }
    }
    Part { package, place, purl: None, named }
}

/// Whether a name is a purl: the kind may be given by its whole address.
pub(super) fn is_purl(reference: &SpdxReference) -> bool {
    let kind = reference.kind.as_deref().unwrap_or_default();
    kind == "purl" || kind.ends_with("/purl")
}
