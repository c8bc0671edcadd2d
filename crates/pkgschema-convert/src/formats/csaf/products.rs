//! The packages behind the products of a CSAF document.
//!
//! Source: CSAF 2.0 and 2.1, clauses 3.1.2, 3.1.3 and 3.2.2.
//!
//! Invariant: each product is looked at once, however often it is referred to; of two products of
//! one name the first counts.

use super::tree::{Branch, FullProductName, IdentificationHelper, ProductTree};
use crate::formats::vex::Product;
use pkgschema::Pointer;
use pkgschema::identity::PurlText;
use std::collections::HashMap;

/// How deep the hierarchy is followed: deeper than documents are read.
const DEEPEST: usize = 64;
/// How many relationships in a row are followed.
const LONGEST_CHAIN: usize = 16;
/// How many purls of one product are read.
const MOST_PURLS: usize = 32;

/// The products by their names within the document.
#[derive(Debug, Default)]
pub(super) struct Products<'a> {
    by_id: HashMap<&'a str, Known<'a>>,
}

#[derive(Debug)]
struct Known<'a> {
    packages: Vec<Product>,
    /// Places that say what the packages say.
    marks: Vec<Pointer>,
    problem: &'static str,
    /// Where a relationship leads on to.
    part: Option<&'a str>,
}

/// What a name within the document stands for.
#[derive(Debug)]
pub(super) struct Found<'p, 'a> {
    pub(super) packages: &'p [Product],
    chain: Vec<&'p Known<'a>>,
}

impl Found<'_, '_> {
    /// Places that say what the packages say.
    pub(super) fn marks(&self) -> impl Iterator<Item = &Pointer> {
        self.chain.iter().flat_map(|known| &known.marks)
    }
}

/// The branch that says which versions are meant.
#[derive(Debug, Clone)]
struct VersionBranch<'a> {
    name: &'a str,
    is_range: bool,
    place: Pointer,
}

impl<'a> Products<'a> {
    pub(super) fn of(tree: Option<&'a ProductTree>) -> Self {
        let mut products = Self::default();
        let Some(tree) = tree else { return products };
        let root = Pointer::root().child("product_tree");
        products.branches(&tree.branches, &root, None, DEEPEST);
        for (index, product) in tree.full_product_names.indexed() {
            let place = root.child("full_product_names").index(index);
            products.add(product, &place, None, None);
        }
        for (index, relationship) in tree.relationships.indexed() {
            let place = root.child("relationships").index(index);
            let part = relationship.product_reference.as_deref();
            if let Some(product) = &relationship.full_product_name {
                products.add(product, &place.child("full_product_name"), None, part);
            }
        }
        products
    }

    /// Whether any product is a package.
    pub(super) fn has_packages(&self) -> bool {
        self.by_id.values().any(|known| !known.packages.is_empty())
    }

    /// The packages of a name within the document.
    ///
    /// # Errors
    /// Why there are none, in words.
    pub(super) fn find<'p>(&'p self, id: &str) -> Result<Found<'p, 'a>, &'static str> {
        let mut chain = Vec::new();
        let mut next = self.by_id.get(id);
        while let Some(known) = next {
            chain.push(known);
            if !known.packages.is_empty() {
                return Ok(Found { packages: &known.packages, chain });
            }
            if chain.len() > LONGEST_CHAIN {
                return Err("the relationships of the product lead on and on");
            }
            next = known.part.and_then(|part| self.by_id.get(part));
        }
        Err(chain.last().map_or("the product tree has no such product", |known| known.problem))
    }

    fn branches(
        &mut self,
        branches: &'a pkgschema::object::List<Branch>,
        above: &Pointer,
        version: Option<&VersionBranch<'a>>,
        room: usize,
    ) {
        let Some(room) = room.checked_sub(1) else { return };
        for (index, branch) in branches.indexed() {
            let place = above.child("branches").index(index);
            let own = VersionBranch::of(branch, &place);
            let version = own.as_ref().or(version);
            if let Some(product) = &branch.product {
                self.add(product, &place.child("product"), version, None);
            }
            self.branches(&branch.branches, &place, version, room);
        }
    }

    fn add(
        &mut self,
        product: &'a FullProductName,
        place: &Pointer,
        version: Option<&VersionBranch<'a>>,
        part: Option<&'a str>,
    ) {
        let Some(id) = product.product_id.as_deref() else { return };
        if self.by_id.contains_key(id) {
            return;
        }
        let mut known = Known::of(product, place, part);
        if let Some(version) = version {
            known.specify(version);
        }
        self.by_id.insert(id, known);
    }
}

impl<'a> Known<'a> {
    fn of(product: &'a FullProductName, place: &Pointer, part: Option<&'a str>) -> Self {
        let problem = "the product has no purl";
        let mut known = Self { packages: Vec::new(), marks: Vec::new(), problem, part };
        known.marks.push(place.child("product_id"));
        if let Some(helper) = &product.product_identification_helper {
            known.read_all(helper, &place.child("product_identification_helper"));
        }
        if known.packages.is_empty() && part.is_some() {
            let end = place.as_str().rfind('/').unwrap_or(0);
            let relationship = place.as_str().get(..end).and_then(Pointer::parse);
            known.marks.extend(relationship.map(|it| it.child("product_reference")));
        }
        known
    }

    fn read_all(&mut self, helper: &IdentificationHelper, below: &Pointer) {
        let one = helper.purl.iter().map(|purl| (below.child("purl"), purl));
        let many = helper.purls.indexed();
        let many = many.map(|(index, purl)| (below.child("purls").index(index), purl));
        one.chain(many).take(MOST_PURLS).for_each(|(place, purl)| self.read(place, purl));
    }

    fn read(&mut self, place: Pointer, purl: &PurlText) {
        match Product::of_purl(purl.as_str()) {
            Ok(product) => {
                self.marks.push(place);
                if !self.packages.iter().any(|known| known.purl() == product.purl()) {
                    self.packages.push(product);
                }
            }
            Err(problem) => self.problem = problem,
        }
    }

    /// A purl stands for one version, a branch may stand for a range of them.
    fn specify(&mut self, version: &VersionBranch<'_>) {
        let is_stated = self.packages.iter().all(Product::has_version);
        if is_stated && !version.is_range {
            return;
        }
        for product in &mut self.packages {
            match version.is_range {
                true if version.name.starts_with("vers:") => product.set_range(version.name),
                true => product.set_unread_range(),
                false => product.or_version(version.name),
            }
        }
        // a version of the purl's own counts first: then the branch says nothing more
        if self.packages.iter().any(|product| version.is_range || product.is(version.name)) {
            let names = ["name", "category"];
            self.marks.extend(names.iter().map(|name| version.place.child(name)));
        }
    }
}

impl<'a> VersionBranch<'a> {
    fn of(branch: &'a Branch, place: &Pointer) -> Option<Self> {
        let name = branch.name.as_deref()?;
        let is_range = match branch.category.as_deref()? {
            "product_version" => false,
            "product_version_range" => true,
            _ => return None,
        };
        Some(Self { name, is_range, place: place.clone() })
    }
}
