//! Where the document that a record was made of says what the record says.
//!
//! Invariant: every place that is given stands in the document's view; where a loss is about
//! something that the document does not say at all, it is the nearest place above.

use super::Mapping;
use super::extension::{Carried, Extension};
use crate::view::differences;
use crate::{Loss, LossKind};
use pkgschema::Pointer;
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::{List, Object, Raw, parse, raw};
use serde_json::value::RawValue;
use std::any::Any;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};

/// No mapping makes up a longer place: it holds a name of the document's own, and is not copied
/// once more to be looked up.
const LONG: usize = 512;

/// A record, and what its extension keeps of the document that it was made of.
pub(crate) struct Source<'a> {
    /// The record.
    pub(crate) record: &'a PackageMetadata,
    /// The view of the document.
    view: &'a RawValue,
    parsed: OnceCell<Option<Box<dyn Any>>>,
    key: &'static str,
    kept: OnceCell<Kept>,
}

/// What the extension keeps, read once.
struct Kept {
    carried: List<Carried>,
    /// Indices of the entries in the order of their pointers.
    sorted: Vec<usize>,
}

impl<'a> Source<'a> {
    fn of<D: Mapping>(record: &'a PackageMetadata, view: &'a RawValue) -> Self {
        Self { record, view, parsed: OnceCell::new(), key: D::KEY, kept: OnceCell::new() }
    }

    fn extension(&self) -> &Kept {
        self.kept.get_or_init(|| {
            let extension = self.record.extensions.get(self.key);
            let extension = extension.and_then(|raw| Extension::read(raw.as_raw()));
            let carried = extension.map_or_else(List::absent, |extension| extension.carried);
            let mut sorted: Vec<usize> = (0..carried.len()).collect();
            sorted.sort_by_key(|index| carried.get(*index).map(|entry| entry.pointer.as_str()));
            Kept { carried, sorted }
        })
    }

    /// The members of the document, read once.
    pub(crate) fn document<T: Object + Any>(&self) -> Option<&T> {
        let read = || parse::<T>(self.view.get()).ok().map(|it| Box::new(it) as Box<dyn Any>);
        self.parsed.get_or_init(read).as_ref()?.downcast_ref()
    }

    /// Whether the document says something there that its common members do not.
    pub(crate) fn keeps(&self, pointer: &str) -> bool {
        self.kept(pointer).is_some()
    }

    /// What the document says there that its common members do not.
    pub(crate) fn kept(&self, pointer: &str) -> Option<&Raw> {
        self.entry(pointer)?.source.as_ref()
    }

    fn entry(&self, pointer: &str) -> Option<&Carried> {
        let Kept { carried, sorted } = self.extension();
        let place = |index: &usize| carried.get(*index).map(|entry| entry.pointer.as_str());
        let found = sorted.binary_search_by(|index| place(index).cmp(&Some(pointer)));
        carried.get(*sorted.get(found.ok()?)?)
    }

    /// The entry of the extension that a pointer into the record is about.
    fn kept_at(&self, pointer: &Pointer) -> Option<&Carried> {
        let mut tokens = pointer.tokens();
        let own = tokens.next()? == "extensions" && tokens.next()? == self.key;
        let index = own.then(|| tokens.nth(1))?;
        self.extension().carried.get(index?.parse::<usize>().ok()?)
    }

    /// The other name under which the document has what stands at `pointer` in the usual one.
    fn other_name<D: Mapping>(&self, pointer: &Pointer) -> Option<Pointer> {
        let (parent, last) = pointer.as_str().rsplit_once('/')?;
        let usual_only = self.entry(pointer.as_str())?.source.is_none();
        let others = D::OTHER_NAMES.iter().filter(|(usual, _)| usual_only && *usual == last);
        let mut others = others.map(|(_, other)| format!("{parent}/{other}"));
        others.find(|other| self.is_alone(other)).and_then(|other| Pointer::parse(&other))
    }

    /// Whether only the document says something there, and not its common members.
    fn is_alone(&self, pointer: &str) -> bool {
        self.keeps(pointer) && self.entry(pointer).is_some_and(|entry| entry.common.is_none())
    }

    /// The place of a mapping, under the name that the document uses.
    fn renamed<D: Mapping>(&self, place: Pointer) -> Pointer {
        if D::OTHER_NAMES.is_empty() {
            return place;
        }
        let other = |usual: Pointer| Some((self.other_name::<D>(&usual)?, usual));
        let Some((other, usual)) = place.ancestors().find_map(other) else { return place };
        let below = place.as_str().strip_prefix(usual.as_str()).unwrap_or_default();
        Pointer::parse(&format!("{other}{below}")).unwrap_or(place)
    }
}

/// The losses of a record, at their places in the document with this view that it was made of.
pub(crate) fn at_source<D: Mapping>(
    record: &PackageMetadata,
    view: &RawValue,
    losses: Vec<Loss>,
) -> Vec<Loss> {
    if losses.is_empty() {
        return losses;
    }
    let source = Source::of::<D>(record, view);
    let mut placed = Vec::with_capacity(losses.len());
    for loss in losses {
        match source.kept_at(&loss.pointer) {
            Some(entry) => {
                placed.extend(of_entry::<D>(&source, entry, loss).into_iter().map(Placed::found));
            }
            None => of_member::<D>(&source, loss, &mut placed),
        }
    }
    settle(view, &mut placed);
    let losses = placed.into_iter().map(|one| one.loss);
    // Another spelling of what the document has no place for is none of its own.
    losses.filter(|loss| loss.kind.loses_meaning() || !loss.pointer.is_root()).collect()
}

/// A loss for every place that says what is lost. Where only a part of it is lost, and the part
/// has no place of its own, less stands in the target.
fn of_member<D: Mapping>(source: &Source<'_>, loss: Loss, placed: &mut Vec<Placed>) {
    let partial = is_part(&loss.pointer) && loss.kind == LossKind::Dropped;
    let places = D::origins(source, &loss.pointer);
    if places.is_empty() {
        let note = format!("{} of the record: {}", loss.pointer, loss.note);
        return placed.push(Placed::whole(Loss::new(Pointer::root(), loss.kind, note)));
    }
    for place in places {
        let loss = Loss::new(source.renamed::<D>(place), loss.kind, loss.note.clone());
        placed.push(Placed { loss, partial, found: false });
    }
}

/// Whether a place of the record is within a member or within an element of a list.
fn is_part(pointer: &Pointer) -> bool {
    let mut tokens = pointer.tokens();
    let member = tokens.next();
    let element = tokens.next().is_some_and(|token| token.parse::<usize>().is_ok());
    let within_element = tokens.next().is_some();
    let member_of_object = pointer.tokens().nth(1).is_some() && !element;
    within_element || member_of_object || member.is_some_and(|member| member == "namespace")
}

/// What is lost of an entry: all of it, or what the usual name for it does not hold.
fn of_entry<D: Mapping>(source: &Source<'_>, entry: &Carried, loss: Loss) -> Vec<Loss> {
    let Some(place) = Pointer::parse(&entry.pointer) else { return vec![loss] };
    let kept = entry.source.as_ref();
    let told = kept.and_then(|text| D::kept(source, &place, text));
    if let Some(told) = told {
        return told;
    }
    if loss.kind == LossKind::Normalized {
        let more = beyond_one_line::<D>(entry, &place);
        return [vec![Loss::new(place, loss.kind, loss.note)], more].concat();
    }
    let last = place.tokens().last().unwrap_or_default();
    let is_empty = entry
        .source
        .as_ref()
        .is_some_and(|text| super::is_empty(text.as_raw()) || text.kind() == raw::Kind::Null);
    if is_empty && entry.common.is_none() && D::NOTHING_IF_EMPTY.contains(&last.as_str()) {
        return vec![Loss::new(place, LossKind::Normalized, super::EMPTY)];
    }
    let why = entry.source.as_ref().and_then(|text| D::why_kept(&place, text));
    if let Some(why) = why {
        return vec![Loss::new(place, loss.kind, why)];
    }
    let usual = usual_name::<D>(source, &entry.pointer);
    let (Some(text), Some(usual)) = (&entry.source, usual.and_then(|one| one.common.as_ref()))
    else {
        return vec![Loss::new(place, loss.kind, loss.note)];
    };
    let spelling = "written under the usual name";
    let mut losses = vec![Loss::new(place.clone(), LossKind::Normalized, spelling)];
    for difference in differences(text.as_raw(), usual.as_raw()) {
        if difference.left.is_some() && difference.right.is_none() {
            let below = format!("{place}{}", difference.pointer.as_str());
            let below = Pointer::parse(&below).unwrap_or_else(|| place.clone());
            let why = difference.left.and_then(|left| D::why_kept(&below, &Raw::from(left)));
            let note = why.map_or_else(|| loss.note.clone(), str::to_owned);
            losses.push(Loss::new(below, loss.kind, note));
        }
    }
    losses
}

/// What an object says that is written in one line and that the line has no room for.
fn beyond_one_line<D: Mapping>(entry: &Carried, place: &Pointer) -> Vec<Loss> {
    let (Some(text), Some(line)) = (&entry.source, &entry.common) else { return Vec::new() };
    if line.kind() == raw::Kind::Object || D::leaves(text.as_raw()) {
        return Vec::new();
    }
    let members = raw::members(text.as_raw()).unwrap_or_default().into_iter();
    let lost = members.filter(|(name, _)| !D::IN_ONE_LINE.contains(&&**name));
    let note = "no place for it beside the others";
    lost.map(|(name, _)| Loss::new(place.child(&name), LossKind::Dropped, note)).collect()
}

/// The entry for the usual name of what stands at `pointer` under another.
fn usual_name<'s, D: Mapping>(source: &'s Source<'_>, pointer: &str) -> Option<&'s Carried> {
    let (parent, last) = pointer.rsplit_once('/').filter(|_| source.is_alone(pointer))?;
    let usual = D::OTHER_NAMES.iter().filter(|(_, other)| *other == last);
    let entries = usual.filter_map(|(usual, _)| source.entry(&format!("{parent}/{usual}")));
    entries.into_iter().find(|entry| entry.source.is_none())
}

/// A loss on its way to its place.
struct Placed {
    loss: Loss,
    /// Whether it is about a part of what stands at the nearest place.
    partial: bool,
    /// Whether its place is known to stand in the view, since it was taken from there.
    found: bool,
}

impl Placed {
    fn whole(loss: Loss) -> Self {
        Self { loss, partial: false, found: false }
    }

    fn found(loss: Loss) -> Self {
        Self { loss, partial: false, found: true }
    }

    /// Moves the loss to the nearest place there is.
    fn settle(&mut self, place: &Pointer) {
        if self.loss.pointer == *place {
            return;
        }
        if self.partial {
            self.loss.kind = LossKind::Changed;
        }
        self.loss.pointer = place.clone();
    }
}

/// Takes every loss to the nearest place that stands in the view.
fn settle(view: &RawValue, placed: &mut [Placed]) {
    let mut root = Wanted::default();
    let unsure = |one: &Placed| !one.found && one.loss.pointer.as_str().len() <= LONG;
    for (index, one) in placed.iter().enumerate().filter(|(_, one)| unsure(one)) {
        let mut node = &mut root;
        for token in one.loss.pointer.tokens() {
            node = node.below.entry(token).or_default();
        }
        node.here.push(index);
    }
    root.settle(Some(view), &Pointer::root(), placed);
}

/// Places by their steps, with the losses there.
#[derive(Default)]
struct Wanted {
    here: Vec<usize>,
    below: BTreeMap<String, Wanted>,
}

impl Wanted {
    /// `value` is what stands at `place`; nothing if `place` is only the nearest one.
    fn settle(&self, value: Option<&RawValue>, place: &Pointer, placed: &mut [Placed]) {
        for index in &self.here {
            placed.get_mut(*index).into_iter().for_each(|one| one.settle(place));
        }
        if self.below.is_empty() {
            return;
        }
        let mut parts: HashMap<Cow<'_, str>, &RawValue> = HashMap::new();
        for (name, part) in value.and_then(raw::members).unwrap_or_default() {
            parts.entry(name).or_insert(part);
        }
        let elements = value.and_then(raw::elements).unwrap_or_default().into_iter().enumerate();
        parts.extend(elements.map(|(index, part)| (Cow::Owned(index.to_string()), part)));
        for (token, wanted) in &self.below {
            match parts.get(token.as_str()) {
                Some(part) => wanted.settle(Some(part), &place.child(token), placed),
                None => wanted.settle(None, place, placed),
            }
        }
    }
}
