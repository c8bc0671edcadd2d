//! The components of a document in one list, and which of their members were used.
//!
//! Invariant: a component stands in the list once, behind the one that it is part of.

use super::{BomComponent, CycloneDxBom};
use crate::LossKind;
use crate::formats::named_package::NamedPackage;
use crate::leftovers::Leftovers;
use pkgschema::Pointer;
use pkgschema::object::List;
use pkgschema::version::RequirementText;
use std::collections::{HashMap, HashSet};

/// Why a name of something that is needed is lost.
const NAMELESS: &str = "it is no package that can be named; what is needed is unknown";

/// A component, where it stands, and which package it is.
pub(super) struct Part<'b> {
    pub(super) component: &'b BomComponent,
    pub(super) place: Pointer,
    /// Whether it is part of another component.
    pub(super) is_within: bool,
    pub(super) named: Result<NamedPackage, &'static str>,
}

/// What a component needs: places of the names, and the parts that they name.
pub(super) type Needs = Vec<(Pointer, usize)>;

/// A document that is read.
pub(super) struct Account<'b> {
    pub(super) bom: &'b CycloneDxBom,
    pub(super) left: Leftovers,
    /// `metadata.component` with its parts, and then the others.
    pub(super) parts: Vec<Part<'b>>,
    /// Whether the first part is what the document is about.
    pub(super) has_subject: bool,
    needs: HashMap<usize, Needs>,
    /// Parts that need something which nobody can name, and where that is said.
    partial: HashMap<usize, Vec<Pointer>>,
    /// Which entries say what a part needs, and whether by an empty list.
    stated: HashMap<usize, Vec<(usize, bool)>>,
    /// Which parts were said to be what they are, and which to be needed.
    told: (HashSet<usize>, HashSet<usize>),
}

impl<'b> Account<'b> {
    pub(super) fn of(bom: &'b CycloneDxBom) -> Self {
        let root = Pointer::root();
        let mut parts = Vec::new();
        let subject = bom.metadata.as_ref().and_then(|metadata| metadata.component.as_ref());
        if let Some(subject) = subject {
            add(subject, root.child("metadata").child("component"), false, &mut parts);
        }
        add_each(&bom.components, &root.child("components"), false, &mut parts);
        let (left, has_subject) = (Leftovers::default(), subject.is_some());
        let (needs, partial, stated, told) = Default::default();
        let mut account = Self { bom, left, parts, has_subject, needs, partial, stated, told };
        account.relate();
        let note = "it tells that the document is one";
        account.left.lose(&root.child("bomFormat"), LossKind::Normalized, note);
        account
    }

    /// Notes what each component needs, as far as the names name components. The first of two
    /// components of one name counts.
    fn relate(&mut self) {
        let mut names: HashMap<&str, usize> = HashMap::with_capacity(self.parts.len());
        for (index, part) in self.parts.iter().enumerate() {
            if let Some(name) = part.component.bom_ref.as_deref() {
                names.entry(name).or_insert(index);
            }
        }
        let find = |name: &str| names.get(name).copied();
        let root = Pointer::root().child("dependencies");
        for (index, dependency) in self.bom.dependencies.indexed() {
            let Some(of) = dependency.component.as_deref().and_then(find) else { continue };
            if !self.is_package(of) {
                continue;
            }
            let list = &dependency.depends_on;
            let is_none = list.is_present() && list.is_empty() && !list.has_odd();
            self.stated.entry(of).or_default().push((index, is_none));
            let place = root.index(index).child("dependsOn");
            let (mut needs, mut nameless) = (Needs::new(), Vec::new());
            for (index, name) in list.indexed() {
                match find(name).filter(|part| self.is_package(*part)) {
                    Some(part) => needs.push((place.index(index), part)),
                    None => nameless.push(place.index(index)),
                }
            }
            let is_odd = list.has_odd() || dependency.rest.get("dependsOn").is_some();
            if is_odd || !nameless.is_empty() {
                self.partial.entry(of).or_default().append(&mut nameless);
            }
            self.needs.entry(of).or_default().append(&mut needs);
        }
    }

    fn is_package(&self, part: usize) -> bool {
        self.parts.get(part).is_some_and(|part| part.named.is_ok())
    }

    /// What a part needs. `None` if the document does not say.
    pub(super) fn needs(&mut self, part: usize) -> Option<Needs> {
        let list = Pointer::root().child("dependencies");
        for (index, is_none) in self.stated.remove(&part).unwrap_or_default() {
            let place = list.index(index);
            self.left.take(&place.child("ref"));
            if is_none {
                let note = "as where it is not said";
                self.left.lose(&place.child("dependsOn"), LossKind::Normalized, note);
            }
        }
        for place in self.partial.get(&part).into_iter().flatten() {
            self.left.lose(place, LossKind::Changed, NAMELESS);
        }
        self.needs.remove(&part)
    }

    /// Whether a part needs more than can be named.
    pub(super) fn is_partial(&self, part: usize) -> bool {
        self.partial.contains_key(&part)
    }

    /// Whether the document says of any component what it needs.
    pub(super) fn has_graph(&self) -> bool {
        self.bom.dependencies.is_present()
    }

    /// The package that a part is. What names it is used; what names it otherwise is lost. The
    /// version is left where it is none of the package's.
    pub(super) fn package(&mut self, part: usize, with_version: bool) -> Option<NamedPackage> {
        let Part { component, place, named, .. } = self.parts.get(part)?;
        let left = &mut self.left;
        let named = match named {
            Ok(named) => named.clone(),
            Err(why) => {
                let said = if component.purl.is_some() { "purl" } else { "name" };
                let is_subject = part == 0 && self.has_subject;
                match component.is_package() && !is_subject {
                    true => left.lose_package(&place.child(said), *why),
                    false => left.lose(&place.child(said), LossKind::Dropped, *why),
                }
                return None;
            }
        };
        if component.version.is_some() && with_version {
            named.version_fate().mark(&place.child("version"), left);
        }
        if !self.told.0.insert(part) {
            return Some(named);
        }
        match named.is_qualified {
            true => {
                let note = "what the purl says beside the package has no place";
                left.lose(&place.child("purl"), LossKind::Changed, note);
            }
            false => left.take(&place.child("purl")),
        }
        if component.component_type.as_deref() == Some("library") {
            left.lose(&place.child("type"), LossKind::Normalized, "a package is one");
        }
        let note = "a name within the document";
        left.imply(component.bom_ref.as_ref(), place, "bom-ref", note);
        for (member, is_there) in
            [("group", component.group.is_some()), ("name", component.name.is_some())]
        {
            if is_there {
                named.name_fate().mark(&place.child(member), left);
            }
        }
        Some(named)
    }

    /// Whether a part is used as one that another needs for the first time.
    pub(super) fn is_newly_needed(&mut self, part: usize) -> bool {
        self.told.1.insert(part)
    }

    /// The versions that would do, of a component that names them.
    pub(super) fn requirement(&mut self, part: usize, is_new: bool) -> Option<RequirementText> {
        let Part { component, place, named, .. } = self.parts.get(part)?;
        let ecosystem = named.as_ref().ok()?.ecosystem.clone();
        let vers = component.version_range.as_ref()?.to_vers().ok()?;
        let own = pkgschema::version::Scheme::of_ecosystem(&ecosystem);
        let range = vers.to_range().filter(|_| vers.scheme() == own)?.ok()?;
        let requirement = RequirementText::new(ecosystem, range.value.as_str());
        let at = place.child("versionRange");
        self.left.take(&at);
        if !is_new {
            return Some(requirement);
        }
        for change in &range.changes {
            self.left.say(&at, LossKind::Changed, change.to_string());
        }
        if component.is_external == Some(true) {
            let note = "a package that is needed in some versions is one";
            self.left.lose(&place.child("isExternal"), LossKind::Normalized, note);
        }
        Some(requirement)
    }
}

fn add<'b>(
    component: &'b BomComponent,
    place: Pointer,
    is_within: bool,
    parts: &mut Vec<Part<'b>>,
) {
    let named = match &component.purl {
        Some(purl) => NamedPackage::of(
            purl.as_str(),
            component.group.as_deref(),
            component.name.as_deref(),
            component.version.as_deref(),
        ),
        None => Err("a component without a purl is of no ecosystem"),
    };
    let below = place.child("components");
    parts.push(Part { component, place, is_within, named });
    add_each(&component.components, &below, true, parts);
}

/// Nests no deeper than documents do.
fn add_each<'b>(
    components: &'b List<BomComponent>,
    place: &Pointer,
    is_within: bool,
    parts: &mut Vec<Part<'b>>,
) {
    for (index, component) in components.indexed() {
        add(component, place.index(index), is_within, parts);
    }
}
