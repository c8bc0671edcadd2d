//! From a document to another ecosystem's and back: what differs is named.
//!
//! Invariant: a value that changed without a loss at its place, above it, or at the place where it
//! stood in between is always found.

use super::metadata::view;
use crate::json::{Json, diff};
use pkgschema::Pointer;
use pkgschema_convert::Loss;
use pkgschema_convert::format::Format;

/// The places that differ from the source after the way there and back, and that neither report of
/// losses names: on the way there in the source, on the way back in the document in between.
///
/// # Panics
/// If a document that was written cannot be read.
pub fn unnamed(from: &Format, to: &Format, text: &str) -> Vec<Pointer> {
    let there = from.convert(text, to).expect("a document");
    // nothing is written of a record that says nothing which the other document could say
    let between = Some(&there.text).filter(|text| !text.is_empty());
    let back = between.map(|text| to.convert(text, from).expect("a document in between"));
    let view_of = |format, text: Option<&str>| match text.filter(|text| !text.is_empty()) {
        Some(text) => view(format, text).expect("a view"),
        None => Json::Object(Vec::new()),
    };
    let way = Way {
        source: view_of(from, Some(text)),
        between: view_of(to, Some(&there.text)),
        again: view_of(from, back.as_ref().map(|back| back.text.as_str())),
        there: there.losses,
        back: back.map(|back| back.losses).unwrap_or_default(),
    };
    way.changed().into_iter().filter(|leaf| !way.is_named(leaf)).collect()
}

struct Way {
    source: Json,
    between: Json,
    again: Json,
    there: Vec<Loss>,
    back: Vec<Loss>,
}

impl Way {
    /// The leaves that differ.
    fn changed(&self) -> Vec<Pointer> {
        let mut found = Vec::new();
        for change in diff(&self.source, &self.again) {
            let place = change.pointer;
            let whole = self.source.get(&place).or(self.again.get(&place)).expect("a value");
            let below = |leaf: Pointer| format!("{}{}", place.as_str(), leaf.as_str());
            found.extend(whole.leaves().into_iter().map(below));
        }
        found.iter().filter_map(|leaf| Pointer::parse(leaf)).collect()
    }

    fn is_named(&self, leaf: &Pointer) -> bool {
        self.there.iter().any(|loss| loss.pointer.contains(leaf))
            || self.moved(leaf)
            || self.moved_up(leaf)
            || self.in_one_line(leaf)
            || self.lost_on_the_way_back(leaf)
    }

    fn value(&self, leaf: &Pointer) -> Option<&Json> {
        self.source.get(leaf).or(self.again.get(leaf))
    }

    fn lost_on_the_way_back(&self, leaf: &Pointer) -> bool {
        let places = self.back.iter().filter(|loss| !loss.pointer.is_root());
        let mut lost = places.filter_map(|loss| self.between.get(&loss.pointer));
        lost.any(|lost| holds(lost, self.value(leaf)))
    }

    /// Under the usual name: it stood in another place, and that one is named.
    fn moved(&self, leaf: &Pointer) -> bool {
        let value = self.value(leaf);
        let mut places = self.there.iter().filter_map(|loss| self.source.get(&loss.pointer));
        let has = |part: &Json| {
            let leaves = part.leaves();
            leaves.iter().filter_map(|at| part.get(at)).any(|old| {
                let texts = value.and_then(Json::as_str).zip(old.as_str());
                Some(old) == value || texts.is_some_and(|(new, old)| alike(new, old))
            })
        };
        self.source.get(leaf).is_none() && places.any(has)
    }

    /// In its list, of which something else is gone.
    fn moved_up(&self, leaf: &Pointer) -> bool {
        let list = leaf.as_str().rsplit_once('/').and_then(|(list, _)| Pointer::parse(list));
        let list = list.and_then(|list| self.again.get(&list)).and_then(Json::as_array);
        list.zip(self.value(leaf)).is_some_and(|(list, value)| list.contains(value))
    }

    /// Said in one line of text, where it was a member of an object or the other way round.
    fn in_one_line(&self, leaf: &Pointer) -> bool {
        let above = leaf.as_str().rsplit_once('/').and_then(|(above, _)| Pointer::parse(above));
        let above = above.and_then(|above| self.source.get(&above).zip(self.again.get(&above)));
        let value = self.value(leaf).and_then(Json::as_str);
        above.zip(value).is_some_and(|((old, new), value)| {
            [old, new].iter().any(|text| text.as_str().is_some_and(|text| text.contains(value)))
        })
    }
}

/// Whether one text holds the other, line breaks and blanks aside.
fn alike(one: &str, other: &str) -> bool {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (one, other) = (words(one), words(other));
    one.contains(&other) || other.contains(&one)
}

/// Whether what was lost of the document in between is the value, holds it, or says more.
fn holds(lost: &Json, value: Option<&Json>) -> bool {
    let Some(value) = value else { return false };
    let within = |part: &Json| {
        let texts = part.as_str().zip(value.as_str());
        part == value || texts.is_some_and(|(part, value)| part.contains(value))
    };
    within(lost)
        || lost.as_array().unwrap_or_default().iter().any(within)
        || lost.as_object().unwrap_or_default().iter().any(|(_, part)| within(part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use pkgschema_convert::LossKind;

    #[test]
    fn what_nobody_names_is_found() {
        let json = |text: &str| Json::parse(text).unwrap();
        let place = |text: &str| Pointer::parse(text).unwrap();
        let lost = |text: &str| vec![Loss::new(place(text), LossKind::Dropped, "gone")];
        let way = |there, back| Way {
            source: json(r#"{"os": ["linux"], "name": "a"}"#),
            between: json(r#"{"platform": "linux", "page": "b"}"#),
            again: json(r#"{"name": "b"}"#),
            there,
            back,
        };
        let unnamed = |way: Way| -> Vec<String> {
            let changed = way.changed().into_iter().filter(|leaf| !way.is_named(leaf));
            changed.map(|leaf| leaf.as_str().to_owned()).collect()
        };
        assert_eq!(unnamed(way(vec![], vec![])), ["/os/0", "/name"]);
        assert_eq!(unnamed(way(lost("/os"), vec![])), ["/name"]);
        assert_eq!(unnamed(way(lost("/name"), lost("/platform"))), [""; 0]);
        assert_eq!(unnamed(way(lost("/name"), lost("/page"))), ["/os/0"]);
    }
}
