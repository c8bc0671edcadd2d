//! JSON views: comparing and printing them.
//!
//! Invariant: numbers are compared by their text, objects without regard to order, and of
//! duplicate members the first counts.

use pkgschema::Pointer;
use pkgschema::object::{Differing, MAX_DEPTH, Raw, Writer, raw};
use raw::Kind;
use serde_json::value::RawValue;
use std::collections::{HashMap, HashSet};

/// Longest pointer of a place that is looked into, in bytes: the pointers of what lies below
/// repeat it.
const LONGEST: usize = 512;

/// Deepest level that [`pretty`] indents; what lies deeper stands in one line.
const DEEPEST: usize = 16;

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
/// different length differ as a whole, and so does what lies below a place with a very long
/// pointer.
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
    differences_but(left, right, |_| false)
}

/// The same, but that what is `whole` on the left differs as a whole.
pub(crate) fn differences_but<'a>(
    left: &'a RawValue,
    right: &'a RawValue,
    whole: Whole,
) -> Vec<Difference<'a>> {
    let mut walk = Walk { place: Pointer::root(), level: 0, whole, found: Vec::new() };
    walk.compare(left, right);
    walk.found
}

/// The same, with copies of what stands there.
pub(crate) fn differing(left: &Raw, right: &Raw, whole: Whole) -> Vec<Differing> {
    let found = differences_but(left.as_raw(), right.as_raw(), whole).into_iter();
    let copied = |one: Difference<'_>| {
        Differing::new(one.pointer, one.left.map(Raw::from), one.right.map(Raw::from))
    };
    found.map(copied).collect()
}

/// Whether an object means something only with all its members.
pub(crate) type Whole = fn(&RawValue) -> bool;

/// Whether two views are equal.
pub fn equal(left: &RawValue, right: &RawValue) -> bool {
    differences(left, right).is_empty()
}

/// A JSON object's text as its own view, without a copy. `None` for any other text.
pub(crate) fn of_json(text: &str) -> Option<&RawValue> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let own: &RawValue = serde_json::from_str(body).ok()?;
    (raw::kind(own) == Kind::Object).then_some(own)
}

/// A JSON text with two spaces of indentation; numbers and strings stay as they are written.
/// Below 16 levels nothing is indented, so that depth does not make the text much longer.
///
/// ```
/// assert_eq!(pkgschema_convert::view::pretty(r#"{"a":[1.0,{}]}"#), "{\n  \"a\": [\n    1.0,\n    {}\n  ]\n}");
/// ```
pub fn pretty(json: &str) -> String {
    let (mut out, mut depth) = (Writer::default(), 0_usize);
    let mut tokens = tokens(json).peekable();
    while let Some(token) = tokens.next() {
        out.raw(token);
        let closes = matches!(tokens.peek(), Some(&("}" | "]")));
        match token {
            "{" | "[" if closes => out.raw(tokens.next().unwrap_or_default()),
            "{" | "[" => {
                depth += 1;
                new_line(&mut out, depth);
            }
            "," => new_line(&mut out, depth),
            ":" => out.raw(" "),
            _ => {}
        }
        if matches!(tokens.peek(), Some(&("}" | "]"))) {
            let inline = depth > DEEPEST;
            depth = depth.saturating_sub(1);
            if !inline {
                new_line(&mut out, depth);
            }
        }
    }
    out.into_text()
}

/// A JSON text without white space between its tokens; numbers and strings stay as they are
/// written.
#[cfg(feature = "npm")]
pub(crate) fn compact(json: &str) -> String {
    tokens(json).collect()
}

/// The strings of a JSON text whole, and everything else a character at a time, without white
/// space.
fn tokens(json: &str) -> impl Iterator<Item = &str> {
    let mut rest = json.trim_start();
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = if first == '"' { string_end(rest) } else { first.len_utf8() };
        let (token, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        rest = behind.trim_start_matches([' ', '\n', '\r', '\t']);
        Some(token)
    })
}

fn new_line(out: &mut Writer, depth: usize) {
    if depth <= DEEPEST {
        out.raw("\n");
        (0..depth).for_each(|_| out.raw("  "));
    }
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
    place: Pointer,
    level: usize,
    whole: Whole,
    found: Vec<Difference<'a>>,
}

impl<'a> Walk<'a> {
    fn compare(&mut self, left: &'a RawValue, right: &'a RawValue) {
        if left.get() == right.get() {
            return;
        }
        let deep = self.level >= MAX_DEPTH || self.place.as_str().len() > LONGEST;
        match (raw::kind(left), raw::kind(right)) {
            (Kind::Object, Kind::Object) if !deep && !(self.whole)(left) => {
                self.objects(left, right)
            }
            (Kind::Array, Kind::Array) if !deep => self.arrays(left, right),
            (Kind::String, Kind::String) if same_string(left, right) => {}
            _ => self.differ(Some(left), Some(right)),
        }
    }

    fn objects(&mut self, left: &'a RawValue, right: &'a RawValue) {
        let (Some(lefts), Some(rights)) = (raw::members(left), raw::members(right)) else {
            return self.differ(Some(left), Some(right));
        };
        let mut others: HashMap<&str, &'a RawValue> = HashMap::with_capacity(rights.len());
        for (name, value) in &rights {
            others.entry(name).or_insert(value);
        }
        let mut seen: HashSet<&str> = HashSet::with_capacity(lefts.len());
        for (name, value) in &lefts {
            if seen.insert(name) {
                let other = others.remove(&**name);
                self.at(name, |walk| match other {
                    Some(other) => walk.compare(value, other),
                    None => walk.differ(Some(value), None),
                });
            }
        }
        for (name, _) in &rights {
            if let Some(other) = others.remove(&**name) {
                self.at(name, |walk| walk.differ(None, Some(other)));
            }
        }
    }

    fn arrays(&mut self, left: &'a RawValue, right: &'a RawValue) {
        match (raw::elements(left), raw::elements(right)) {
            (Some(lefts), Some(rights)) if lefts.len() == rights.len() => {
                for (index, (left, right)) in lefts.into_iter().zip(rights).enumerate() {
                    self.at(&index.to_string(), |walk| walk.compare(left, right));
                }
            }
            _ => self.differ(Some(left), Some(right)),
        }
    }

    fn differ(&mut self, left: Option<&'a RawValue>, right: Option<&'a RawValue>) {
        self.found.push(Difference { pointer: self.place.clone(), left, right });
    }

    fn at(&mut self, token: &str, look: impl FnOnce(&mut Self)) {
        self.place.push(token);
        self.level += 1;
        look(self);
        self.level -= 1;
        self.place.pop();
    }
}

fn same_string(left: &RawValue, right: &RawValue) -> bool {
    matches!((raw::string(left), raw::string(right)), (Some(left), Some(right)) if left == right)
}
