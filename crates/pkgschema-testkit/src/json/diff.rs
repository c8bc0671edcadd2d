//! What differs between two trees.
//!
//! Invariant: nothing is normalised; only the order of members is ignored.

use std::collections::HashMap;
use std::fmt;

use pkgschema::Pointer;

use super::Json;

/// Longest value that a difference shows, in characters.
const SHOWN: usize = 80;

/// Above this many members names are looked up in a map.
const FEW: usize = 16;

/// One place where two trees differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where.
    pub pointer: Pointer,
    /// What stands there on the left, if anything.
    pub left: Option<Json>,
    /// What stands there on the right, if anything.
    pub right: Option<Json>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pointer, left, right } = self;
        write!(f, "{pointer}: {} became {}", Shown(left.as_ref()), Shown(right.as_ref()))
    }
}

/// All places where the trees differ, as deep as can be told: order of members is ignored, order
/// of elements counts, number text is compared. Elements that only one side has are named one by
/// one. Differences come in the order of the left tree, then what only the right one has.
pub fn diff(left: &Json, right: &Json) -> Vec<Difference> {
    Differences::new(left, right).map(Difference::from).collect()
}

/// The first difference, if any, without copying values.
pub(super) fn first<'a>(left: &'a Json, right: &'a Json) -> Option<Place<'a>> {
    Differences::new(left, right).next()
}

/// A place and what stands there on both sides.
pub(super) struct Place<'a> {
    pointer: Pointer,
    left: Option<&'a Json>,
    right: Option<&'a Json>,
}

impl From<Place<'_>> for Difference {
    fn from(place: Place<'_>) -> Self {
        let Place { pointer, left, right } = place;
        Self { pointer, left: left.cloned(), right: right.cloned() }
    }
}

struct Differences<'a> {
    pending: Vec<Place<'a>>,
}

impl<'a> Differences<'a> {
    fn new(left: &'a Json, right: &'a Json) -> Self {
        let (left, right) = (Some(left), Some(right));
        Self { pending: vec![Place { pointer: Pointer::root(), left, right }] }
    }

    fn items(&mut self, place: &Pointer, left: &'a [Json], right: &'a [Json]) {
        for index in (0..left.len().max(right.len())).rev() {
            let (left, right) = (left.get(index), right.get(index));
            self.pending.push(Place { pointer: place.index(index), left, right });
        }
    }

    fn members(
        &mut self,
        place: &Pointer,
        left: &'a [(String, Json)],
        right: &'a [(String, Json)],
    ) {
        let (on_left, on_right) = (Names::new(left), Names::new(right));
        for (name, value) in right.iter().rev().filter(|(name, _)| on_left.get(name).is_none()) {
            let pointer = place.child(name);
            self.pending.push(Place { pointer, left: None, right: Some(value) });
        }
        for (name, value) in left.iter().rev() {
            let pointer = place.child(name);
            let right = on_right.get(name);
            self.pending.push(Place { pointer, left: Some(value), right });
        }
    }
}

impl<'a> Iterator for Differences<'a> {
    type Item = Place<'a>;

    fn next(&mut self) -> Option<Place<'a>> {
        while let Some(place) = self.pending.pop() {
            let same = match (place.left, place.right) {
                (Some(Json::Array(left)), Some(Json::Array(right))) => {
                    self.items(&place.pointer, left, right);
                    true
                }
                (Some(Json::Object(left)), Some(Json::Object(right))) => {
                    self.members(&place.pointer, left, right);
                    true
                }
                (Some(left), Some(right)) => same_scalar(left, right),
                _ => false,
            };
            if !same {
                return Some(place);
            }
        }
        None
    }
}

fn same_scalar(left: &Json, right: &Json) -> bool {
    match (left, right) {
        (Json::Null, Json::Null) => true,
        (Json::Bool(left), Json::Bool(right)) => left == right,
        (Json::Number(left), Json::Number(right)) => left == right,
        (Json::String(left), Json::String(right)) => left == right,
        _ => false,
    }
}

/// Members by name: a scan where they are few, a map where they are many.
struct Names<'a> {
    members: &'a [(String, Json)],
    map: HashMap<&'a str, &'a Json>,
}

impl<'a> Names<'a> {
    fn new(members: &'a [(String, Json)]) -> Self {
        let many = if members.len() > FEW { members } else { &[] };
        let map = many.iter().map(|(name, value)| (name.as_str(), value)).collect();
        Self { members, map }
    }

    fn get(&self, name: &str) -> Option<&'a Json> {
        if self.members.len() > FEW {
            return self.map.get(name).copied();
        }
        self.members.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }
}

/// A value for a message: compact, cut where long.
struct Shown<'a>(Option<&'a Json>);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(value) = self.0 else { return f.write_str("nothing") };
        let text = value.to_text();
        match text.char_indices().nth(SHOWN) {
            Some((end, _)) => write!(f, "{}…", &text[..end]),
            None => f.write_str(&text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences() {
        for (left, right, expected) in [
            (r#"{"a":1,"b":[true]}"#, r#"{"b":[true],"a":1}"#, &[][..]),
            ("1.0", "1", &["the root: 1.0 became 1"][..]),
            ("[1,2]", "[2,1]", &["/0: 1 became 2", "/1: 2 became 1"]),
            ("[1]", "[1,null]", &["/1: nothing became null"]),
            (r#"{"a":null}"#, "{}", &["/a: null became nothing"]),
            (r#"{"a":[]}"#, r#"{"a":{}}"#, &["/a: [] became {}"]),
            (r#"{"a":[]}"#, r#"{"a":null}"#, &["/a: [] became null"]),
            (r#"{"a~/":"1"}"#, r#"{"a~/":1}"#, &["/a~0~1: \"1\" became 1"]),
            (
                r#"{"a":{"b":1},"c":2}"#,
                r#"{"a":{"b":2},"d":3}"#,
                &["/a/b: 1 became 2", "/c: 2 became nothing", "/d: nothing became 3"],
            ),
        ] {
            let (a, b) = (Json::parse(left).unwrap(), Json::parse(right).unwrap());
            let found: Vec<String> = diff(&a, &b).iter().map(ToString::to_string).collect();
            assert_eq!(found, expected, "{left} and {right}");
            assert_eq!(a == b, expected.is_empty(), "{left} and {right}");
        }
    }

    #[test]
    fn many_members() {
        let members = |range: std::ops::Range<u32>| {
            let list: Vec<String> = range.map(|n| format!("\"{n}\":{n}")).collect();
            Json::parse(&format!("{{{}}}", list.join(","))).unwrap()
        };
        assert_eq!(diff(&members(0..40), &members(10..45)).len(), 15);
        assert!(diff(&members(0..40), &members(0..40)).is_empty());
    }
}
