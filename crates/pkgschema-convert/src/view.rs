//! JSON views: comparing and printing them.
//!
//! Invariant: numbers are compared by their text, objects without regard to order, and of
//! duplicate members the first counts.

use pkgschema::Pointer;
use pkgschema::object::{MAX_DEPTH, raw};
use raw::Kind;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// A place where two views differ.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Difference<'a> {
    /// Where.
    pub pointer: Pointer,
    /// What stands there on the left, if anything.
    pub left: Option<&'a RawValue>,
    /// What stands there on the right, if anything.
    pub right: Option<&'a RawValue>,
}

/// Every place where two views differ, as deep down as both have the same shape. Arrays of
/// different length differ as a whole.
///
/// ```
/// use pkgschema::object::Raw;
/// use pkgschema_convert::view::differences;
/// let (left, right) = (r#"{"a": {"b": 1.0, "c": []}}"#, r#"{"a": {"c": [], "b": 1}}"#);
/// let (left, right) = (Raw::parse(left).unwrap(), Raw::parse(right).unwrap());
/// let found = differences(left.as_raw(), right.as_raw());
/// assert_eq!(found[0].pointer.as_str(), "/a/b");
/// assert_eq!(found.len(), 1);
/// ```
pub fn differences<'a>(left: &'a RawValue, right: &'a RawValue) -> Vec<Difference<'a>> {
    let mut walk = Walk { place: Vec::new(), found: Vec::new() };
    walk.compare(left, right);
    walk.found
}

/// Whether two views are equal.
pub fn equal(left: &RawValue, right: &RawValue) -> bool {
    differences(left, right).is_empty()
}

/// A JSON text with two spaces of indentation; numbers and strings stay as they are written.
///
/// ```
/// assert_eq!(pkgschema_convert::view::pretty(r#"{"a":[1.0,{}]}"#), "{\n  \"a\": [\n    1.0,\n    {}\n  ]\n}");
/// ```
pub fn pretty(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    let (mut depth, mut rest) = (0_usize, json.trim_start());
    while let Some(first) = rest.chars().next() {
        let token = match first {
            '"' => string_end(rest),
            _ => first.len_utf8(),
        };
        let (text, behind) = rest.split_at_checked(token).unwrap_or((rest, ""));
        rest = behind.trim_start_matches([' ', '\n', '\r', '\t']);
        out.push_str(text);
        match first {
            '{' | '[' if rest.starts_with(['}', ']']) => {
                out.push_str(rest.get(..1).unwrap_or_default());
                rest = rest.get(1..).unwrap_or_default().trim_start();
            }
            '{' | '[' => {
                depth += 1;
                new_line(&mut out, depth);
            }
            ',' => new_line(&mut out, depth),
            ':' => out.push(' '),
            _ => {}
        }
        if rest.starts_with(['}', ']']) {
            depth = depth.saturating_sub(1);
            new_line(&mut out, depth);
        }
    }
    out
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

/// Length of the string that `text` begins with, quotes included.
fn string_end(text: &str) -> usize {
    let mut escaped = true;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

struct Walk<'a> {
    place: Vec<Cow<'a, str>>,
    found: Vec<Difference<'a>>,
}

impl<'a> Walk<'a> {
    fn compare(&mut self, left: &'a RawValue, right: &'a RawValue) {
        if left.get() == right.get() {
            return;
        }
        let deep = self.place.len() >= MAX_DEPTH;
        match (raw::kind(left), raw::kind(right)) {
            (Kind::Object, Kind::Object) if !deep => self.objects(left, right),
            (Kind::Array, Kind::Array) if !deep => self.arrays(left, right),
            (Kind::String, Kind::String) if same_string(left, right) => {}
            _ => self.differ(Some(left), Some(right)),
        }
    }

    fn objects(&mut self, left: &'a RawValue, right: &'a RawValue) {
        let (Some(lefts), Some(rights)) = (raw::members(left), raw::members(right)) else {
            return self.differ(Some(left), Some(right));
        };
        let mut others: HashMap<Cow<'a, str>, &'a RawValue> = HashMap::new();
        let mut order = Vec::with_capacity(rights.len());
        for (name, value) in rights {
            others.entry(name.clone()).or_insert_with(|| {
                order.push(name);
                value
            });
        }
        let mut seen = HashSet::new();
        for (name, value) in lefts {
            if seen.insert(name.clone()) {
                self.place.push(name.clone());
                match others.remove(&name) {
                    Some(other) => self.compare(value, other),
                    None => self.differ(Some(value), None),
                }
                self.place.pop();
            }
        }
        for name in order {
            if let Some(other) = others.remove(&name) {
                self.place.push(name);
                self.differ(None, Some(other));
                self.place.pop();
            }
        }
    }

    fn arrays(&mut self, left: &'a RawValue, right: &'a RawValue) {
        match (raw::elements(left), raw::elements(right)) {
            (Some(lefts), Some(rights)) if lefts.len() == rights.len() => {
                for (index, (left, right)) in lefts.into_iter().zip(rights).enumerate() {
                    self.place.push(Cow::Owned(index.to_string()));
                    self.compare(left, right);
                    self.place.pop();
                }
            }
            _ => self.differ(Some(left), Some(right)),
        }
    }

    fn differ(&mut self, left: Option<&'a RawValue>, right: Option<&'a RawValue>) {
        let mut pointer = Pointer::root();
        for token in &self.place {
            pointer.push(token);
        }
        self.found.push(Difference { pointer, left, right });
    }
}

fn same_string(left: &RawValue, right: &RawValue) -> bool {
    matches!((raw::string(left), raw::string(right)), (Some(left), Some(right)) if left == right)
}
