//! How a document becomes a record and a record a document, without a word being lost silently.
//!
//! An ecosystem supplies two plain functions: `read` (document to record) and `write` (record to
//! document). The rest follows by comparison and is the same for all:
//!
//! - What `write(read(document))` does not give back is kept in the record's extension, place by
//!   place, with what the common members give instead. Back in the same ecosystem it is put in
//!   its place again, unless the record has changed there.
//! - What `read(write(record))` does not give back is what the target cannot say: a loss each.
//!
//! Invariant: no mapping has to list its own losses, so none can be forgotten.

mod extension;
mod origin;
mod restore;
mod shortfall;

use crate::view::differing;
use crate::{Converted, Document, Loss, LossKind, WorkspaceResolver, licensing};
use extension::{Carried, Extension, remainder};
pub(crate) use origin::{Source, at_source};
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::{Differing, Raw, Rest, raw::Kind};
use pkgschema::{Pointer, Text};
use restore::restore;
use serde_json::value::RawValue;
use shortfall::shortfall;
use std::collections::HashSet;

/// What an ecosystem supplies for one of its documents.
pub(crate) trait Mapping: Document {
    /// The extension's key: the purl type.
    const KEY: &'static str;
    /// How the names of files with such a document end: that of its syntax.
    const EXTENSION: &'static str = "json";
    /// The name that the document goes by. The ecosystem's main one goes by the key.
    const FORMAT: Option<&'static str> = None;
    /// The ecosystem of the records.
    const ECOSYSTEM: Ecosystem;
    /// Why the document cannot say something: prefix of a record pointer, and the reason.
    const REASONS: &'static [(&'static str, &'static str)];
    /// Members with a second name: the usual one, and the other.
    const OTHER_NAMES: &'static [(&'static str, &'static str)];
    /// Members of objects that one line of text can say as well.
    const IN_ONE_LINE: &'static [&'static str];
    /// Members that say nothing if they are empty.
    const NOTHING_IF_EMPTY: &'static [&'static str];

    /// The record's common members.
    fn read(&self) -> PackageMetadata;
    /// The document as far as the common members say it.
    fn write(record: &PackageMetadata) -> Self;
    /// The document of a record that only is compared with another: it may borrow long texts of the
    /// record, which [`return_to`](Self::return_to) gives back.
    fn write_lent(record: &mut PackageMetadata) -> Self {
        Self::write(record)
    }
    /// Gives back what was borrowed.
    fn return_to(self, _: &mut PackageMetadata) {}
    /// Whether it can be seen at a glance that writing what was read gives the document again, so
    /// that nothing is left to be kept.
    fn is_usual(&self) -> bool {
        false
    }
    /// The record of the document in its workspace, to whose root it may leave something.
    fn to_record_in(&self, _: &dyn WorkspaceResolver) -> Converted<PackageMetadata> {
        to_record(self)
    }
    /// The document in the spelling that its ecosystem's client publishes, if it has one. Losses
    /// point into this document.
    fn published(&self, _: &dyn WorkspaceResolver) -> Option<Converted<Self>> {
        None
    }
    /// Where the document says, by its usual names, what stands in the record at `pointer`. A
    /// place deeper than the document has stands for the nearest one.
    fn origins(source: &Source<'_>, pointer: &Pointer) -> Vec<Pointer>;
    /// What the document says of how it is written, which no other document has to say.
    fn about_itself(&self) -> Vec<Loss> {
        Vec::new()
    }
    /// Whether what another document of the ecosystem says at `place` beyond the common members
    /// means the same here.
    fn shares(_format: Option<&str>, _place: &Pointer) -> bool {
        false
    }
    /// Which dependency of a record is which of those read back from the document, where the
    /// document has an order or a choice of its own.
    fn pairs(_record: &PackageMetadata, _back: &PackageMetadata) -> Option<Vec<Option<usize>>> {
        None
    }
    /// Whether two texts of a dependency mean the same and are only spelt differently; `member` is
    /// their place in the dependency. Asked of dependencies that [`pairs`](Self::pairs) names.
    fn same_meaning(_member: &str, _left: &str, _right: &str) -> bool {
        false
    }
    /// Why the record does not hold what the document says at `place`, if there is more to say
    /// than that the target has no place for it.
    fn why_kept(_place: &Pointer, _value: &Raw) -> Option<&'static str> {
        None
    }
    /// The losses of what the document says at `place` and the record's extension keeps, where more
    /// is to be said of them than a comparison shows.
    fn kept(_: &Source<'_>, _place: &Pointer, _said: &Raw) -> Option<Vec<Loss>> {
        None
    }
    /// Whether the document leaves it to another one to say the value (Cargo's
    /// `workspace = true`). Such a value means something only with all its members.
    fn leaves(_value: &RawValue) -> bool {
        false
    }
}

/// The record of a document.
pub(crate) fn to_record<D: Mapping>(document: &D) -> Converted<PackageMetadata> {
    let mut record = document.read();
    if document.is_usual() {
        return Converted::lossless(record);
    }
    let common = D::write_lent(&mut record);
    let beyond = document.differences(&common);
    common.return_to(&mut record);
    completed(document, record, beyond)
}

/// The record of a document that leaves something to another one: the common members are those of
/// `complete`, in which that stands. Back comes the document itself, which leaves it to the other
/// again wherever the record has not changed.
pub(crate) fn to_record_of<D: Mapping>(document: &D, complete: &D) -> Converted<PackageMetadata> {
    let record = complete.read();
    let common = D::write(&record).view();
    let beyond = differing(&document.view(), &common, D::leaves);
    completed(document, record, beyond)
}

/// The record with what the document says beyond it.
fn completed<D: Mapping>(
    document: &D,
    mut record: PackageMetadata,
    beyond: Vec<Differing>,
) -> Converted<PackageMetadata> {
    let mut extension = remainder(beyond);
    extension.text_scalars = texts(document.text_scalars());
    if !extension.is_empty() {
        extension.document = D::FORMAT.map(Text::from_static);
        extension.insert_into(&mut record, D::KEY);
    }
    let repairs = record.license.as_ref().map(licensing::repairs).unwrap_or_default();
    let losses = match repairs.is_empty() {
        true => repairs,
        false => at_source::<D>(&record, document.view().as_raw(), repairs),
    };
    Converted::new(record, losses)
}

/// The document of a record.
pub(crate) fn from_record<D: Mapping>(record: &PackageMetadata) -> Converted<D> {
    let (mut restored, mut back, mut beside) = (None, None, Vec::new());
    for (key, extension) in record.extensions.iter() {
        let extension = Extension::read(extension.as_raw());
        let place = Pointer::root().child("extensions").child(key);
        match (key == D::KEY, extension) {
            (true, Some(extension)) => {
                let shared = extension.shared::<D>();
                beside.extend(extension.losses(&place, D::NAME, |entry| !shared(entry)));
                restored = restored_document(record, &extension, &place, &mut beside);
                back = said_by_another::<D>(record, &extension, &place);
            }
            (false, Some(extension)) => {
                beside.extend(extension.losses(&place, D::NAME, |_| true));
            }
            (_, None) => beside.push(unreadable(place)),
        }
    }
    let document: D = restored.unwrap_or_else(|| D::write(record));
    let back = back.unwrap_or_else(|| document.read());
    let mut losses = shortfall::<D>(record, &back);
    losses.append(&mut beside);
    Converted::new(document, losses)
}

/// The losses of what only one ecosystem says, in a document that no ecosystem owns.
pub(crate) fn extension_losses(record: &PackageMetadata, target: &str) -> Vec<Loss> {
    let mut losses = Vec::new();
    for (key, extension) in record.extensions.iter() {
        let place = Pointer::root().child("extensions").child(key);
        match Extension::read(extension.as_raw()) {
            Some(extension) => losses.extend(extension.losses(&place, target, |_| true)),
            None => losses.push(unreadable(place)),
        }
    }
    losses
}

/// Lists members of the record as unknown that the document has in a shape nobody can read: those
/// in its remainder by one of these names. Null says nothing.
pub(crate) fn note_unread(
    record: &mut PackageMetadata,
    rest: &Rest,
    names: &'static [(&'static str, &'static str)],
) {
    let said = rest.iter().filter(|(_, raw)| raw.kind() != Kind::Null);
    let unread = said.filter_map(|(name, _)| names.iter().find(|(native, _)| *native == name));
    record.mark_unknown_if_absent(unread.map(|(_, member)| *member));
}

/// What is read from the document together with the one that it leaves something to: there stands
/// what the common members give.
fn said_by_another<D: Mapping>(
    record: &PackageMetadata,
    extension: &Extension,
    place: &Pointer,
) -> Option<PackageMetadata> {
    let left: HashSet<String> = extension.left::<D>();
    if left.is_empty() {
        return None;
    }
    let shared = extension.shared::<D>();
    let meant = |entry: &Carried| shared(entry) && !left.contains(entry.pointer.as_str());
    let view = D::write(record).view();
    let whole = restore(view.as_raw(), &extension.carried, meant, place, &mut Vec::new());
    Some(D::from_view(&Raw::from_string(whole)?).ok()?.read())
}

fn restored_document<D: Mapping>(
    record: &PackageMetadata,
    extension: &Extension,
    place: &Pointer,
    losses: &mut Vec<Loss>,
) -> Option<D> {
    let view = D::write(record).view();
    let meant = extension.shared::<D>();
    let restored = restore(view.as_raw(), &extension.carried, meant, place, losses);
    drop(view);
    let restored = Raw::from_string(restored).and_then(|view| D::from_view(&view).ok());
    let Some(mut restored) = restored else {
        losses.push(unreadable(place.clone()));
        return None;
    };
    let places = extension.text_scalars.iter().filter_map(|text| Pointer::parse(text));
    restored.set_text_scalars(places.collect());
    Some(restored)
}

/// The reason where there is no better one.
pub(crate) fn no_place(target: &str) -> String {
    format!("{target} has no place for it")
}

/// The reason for an empty list or object.
const EMPTY: &str = "empty, and left out";

fn is_empty(raw: &RawValue) -> bool {
    matches!(raw.get(), "[]" | "{}")
}

fn unreadable(place: Pointer) -> Loss {
    Loss::new(place, LossKind::Dropped, "not an extension that this version writes")
}

fn texts(places: &[Pointer]) -> pkgschema::object::List<pkgschema::Text> {
    match places {
        [] => pkgschema::object::List::absent(),
        places => places.iter().map(|place| place.as_str().into()).collect(),
    }
}
