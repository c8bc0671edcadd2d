//! The tree of `dependencies`, as version 1 has it.
//!
//! Invariant: the way down is as deep as the document was read, which is bounded.

use super::entry::{Flags, dependency, named};
use super::{Requires, TreeEntry, resolved};
use crate::npm::dependencies::alias;
use crate::npm::places;
use pkgschema::metadata::{InventoryPackage, SourceKind};
use pkgschema::object::{List, Map};
use pkgschema::{Pointer, Text};

/// Longest folder that is put together; no file system has longer ones.
pub(super) const LONGEST: usize = 4096;

/// Hands every entry to `look`, each before those in its folder.
pub(super) fn each<'a>(tree: &'a Map<TreeEntry>, look: &mut dyn FnMut(Node<'_, 'a>)) {
    let mut walk = Walk { place: Pointer::root(), folder: String::new(), look };
    walk.tree(tree);
}

/// An entry in its place.
pub(super) struct Node<'n, 'a> {
    /// Where it stands in the document.
    pub(super) place: &'n Pointer,
    /// Its folder; `None` if that is longer than any.
    pub(super) folder: Option<&'n str>,
    pub(super) name: &'a Text,
    pub(super) entry: &'a TreeEntry,
}

struct Walk<'w, 'a> {
    place: Pointer,
    folder: String,
    look: &'w mut dyn FnMut(Node<'_, 'a>),
}

impl<'a> Walk<'_, 'a> {
    fn tree(&mut self, tree: &'a Map<TreeEntry>) {
        self.place.push("dependencies");
        let length = self.folder.len();
        for (name, entry) in tree.iter() {
            self.place.push(name);
            let lead = if length == 0 { "" } else { "/" };
            self.folder.extend([lead, "node_modules/", name.as_str()]);
            let folder = (self.folder.len() <= LONGEST).then_some(self.folder.as_str());
            (self.look)(Node { place: &self.place, folder, name, entry });
            self.tree(&entry.dependencies);
            self.folder.truncate(length);
            self.place.pop();
        }
        self.place.pop();
    }
}

/// What version 1 says of a package.
pub(super) fn package(node: &Node<'_, '_>) -> InventoryPackage {
    let Node { folder, name, entry, .. } = *node;
    let version = entry.version.as_deref();
    let real = version.and_then(alias);
    let own = real.map(|(real, _)| Text::from(real));
    let mut package = named(name, own.as_ref());
    let place = version.filter(|_| real.is_none()).and_then(places::source);
    let place = place.filter(|source| source.kind != SourceKind::Tag);
    package.version = match (real, &place) {
        (Some((_, version)), _) => Some(Text::from(version)),
        (None, None) => entry.version.clone(),
        (None, Some(_)) => None,
    };
    let from = entry.resolved.as_deref().or(version.filter(|_| place.is_some()));
    package.source = from.and_then(resolved::source).or(place);
    let artifact = resolved::artifact(from, entry.integrity.as_deref());
    package.artifacts = List::unless_empty(artifact.into_iter().collect());
    package.location = folder.map(Text::from);
    let set = |flag: Option<bool>| flag == Some(true);
    let flags = Flags {
        dev: set(entry.dev),
        optional: set(entry.optional),
        peer: set(entry.peer),
        undecided: false,
        bundled: set(entry.bundled),
    };
    flags.set(&mut package);
    if let Some(Requires::Names(names)) = &entry.requires {
        package.dependencies = names.iter().map(|(name, range)| dependency(name, range)).collect();
    }
    package
}
