//! Puts a remainder back into a document.
//!
//! Invariant: one walk over the document, whatever the number of entries; an entry that does not
//! fit any more is a loss, never an overwrite.

use super::extension::Carried;
use crate::view::equal;
use crate::{Loss, LossKind};
use pkgschema::Pointer;
use pkgschema::object::raw::{self, Kind};
use pkgschema::object::{MAX_DEPTH, Writer};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The view of the document with every entry that is meant and fits in its place; `place` is the
/// extension's.
pub(super) fn restore(
    common: &RawValue,
    carried: &[Carried],
    meant: impl Fn(&Carried) -> bool,
    place: &Pointer,
    losses: &mut Vec<Loss>,
) -> String {
    let mut root = Node::default();
    for (index, entry) in carried.iter().enumerate().filter(|(_, entry)| meant(entry)) {
        match Pointer::parse(&entry.pointer) {
            Some(pointer) if pointer.tokens().count() <= MAX_DEPTH => {
                root.insert(&pointer, index, entry);
            }
            _ => losses.push(stale(place, index)),
        }
    }
    let more = carried.iter().map(|entry| {
        entry.pointer.len() + entry.source.as_ref().map_or(0, |source| source.as_str().len() + 8)
    });
    let room = common.get().len() + more.sum::<usize>();
    let mut walk = Walk { out: String::with_capacity(room), stale: Vec::new() };
    if !walk.value(Some(common), Some(&root)) {
        walk.out.push_str("null");
    }
    losses.extend(walk.stale.into_iter().map(|index| stale(place, index)));
    walk.out
}

fn stale(place: &Pointer, index: usize) -> Loss {
    let note = "the record has changed there since the document was read";
    Loss::new(place.child("carried").index(index), LossKind::Dropped, note)
}

/// Entries by the steps of their pointers.
#[derive(Default)]
struct Node<'a> {
    here: Option<(usize, &'a Carried)>,
    below: BTreeMap<String, Node<'a>>,
}

impl<'a> Node<'a> {
    fn insert(&mut self, pointer: &Pointer, index: usize, entry: &'a Carried) {
        let mut node = self;
        for token in pointer.tokens() {
            node = node.below.entry(token).or_default();
        }
        node.here = Some((index, entry));
    }
}

struct Walk {
    out: String,
    stale: Vec<usize>,
}

impl Walk {
    /// Writes what is to stand at a place; `false` if that is nothing.
    fn value(&mut self, common: Option<&RawValue>, node: Option<&Node<'_>>) -> bool {
        let Some(node) = node else { return self.verbatim(common) };
        if let Some((index, entry)) = node.here {
            let fits = match (&entry.common, common) {
                (None, None) => true,
                (Some(expected), Some(found)) => equal(expected.as_raw(), found),
                _ => false,
            };
            if fits {
                return self.verbatim(entry.source.as_ref().map(|source| source.as_raw()));
            }
            self.stale.push(index);
        }
        match common.map(raw::kind) {
            Some(Kind::Object) if !node.below.is_empty() => self.object(common, node),
            Some(Kind::Array) if !node.below.is_empty() => self.array(common, node),
            _ => {
                self.all_stale(node);
                self.verbatim(common)
            }
        }
    }

    fn verbatim(&mut self, value: Option<&RawValue>) -> bool {
        self.out.push_str(value.map(RawValue::get).unwrap_or_default());
        value.is_some()
    }

    fn object(&mut self, common: Option<&RawValue>, node: &Node<'_>) -> bool {
        let members = common.and_then(raw::members).unwrap_or_default();
        let mut left: BTreeMap<&str, &Node<'_>> =
            node.below.iter().map(|(name, node)| (name.as_str(), node)).collect();
        self.out.push('{');
        let mut lead = "";
        for (name, value) in &members {
            let below = left.remove(&**name);
            self.member(&mut lead, name, Some(value), below);
        }
        for (name, below) in left {
            self.member(&mut lead, name, None, Some(below));
        }
        self.out.push('}');
        true
    }

    fn member(
        &mut self,
        lead: &mut &str,
        name: &str,
        value: Option<&RawValue>,
        node: Option<&Node<'_>>,
    ) {
        let start = self.out.len();
        self.out.push_str(lead);
        let mut json = Writer::from(std::mem::take(&mut self.out));
        json.string(name);
        self.out = json.into_text();
        self.out.push(':');
        if self.value(value, node) {
            *lead = ",";
        } else {
            self.out.truncate(start);
        }
    }

    fn array(&mut self, common: Option<&RawValue>, node: &Node<'_>) -> bool {
        let elements = common.and_then(raw::elements).unwrap_or_default();
        let mut left: BTreeMap<&str, &Node<'_>> =
            node.below.iter().map(|(name, node)| (name.as_str(), node)).collect();
        self.out.push('[');
        let mut lead = "";
        for (index, value) in elements.iter().enumerate() {
            let start = self.out.len();
            self.out.push_str(lead);
            if self.value(Some(value), left.remove(index.to_string().as_str())) {
                lead = ",";
            } else {
                self.out.truncate(start);
            }
        }
        self.out.push(']');
        left.into_values().for_each(|node| self.all_stale(node));
        true
    }

    fn all_stale(&mut self, node: &Node<'_>) {
        for below in node.below.values() {
            self.stale.extend(below.here.map(|(index, _)| index));
            self.all_stale(below);
        }
    }
}
