//! Where two values of one type differ, without writing them as JSON first.
//!
//! Invariant: a place is named exactly if the JSON of the two values differs there; what stands
//! below it is looked into where both have the same shape.

use super::{MAX_DEPTH, Member, Raw, Rest, Value};
use crate::Pointer;
use std::collections::{HashMap, HashSet};

/// Longest pointer of a place that is looked into, in bytes: the pointers of what lies below
/// repeat it.
const LONGEST: usize = 512;

/// A place where two values differ.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Differing {
    /// Where.
    pub pointer: Pointer,
    /// What the left one says there. Absent if nothing.
    pub left: Option<Raw>,
    /// What the right one says there. Absent if nothing.
    pub right: Option<Raw>,
}

impl Differing {
    /// A place with what stands there on both sides.
    pub fn new(pointer: Pointer, left: Option<Raw>, right: Option<Raw>) -> Self {
        Self { pointer, left, right }
    }
}

/// Every place where the JSON of two values differs, as deep down as both have the same shape.
/// Arrays of different length differ as a whole, and so does raw JSON.
///
/// ```
/// use pkgschema::{advisory::Advisory, object::differences};
/// let left = Advisory::parse(r#"{"id": "X-1", "summary": "a", "odd": 1, "aliases": ["A"]}"#)?;
/// let right = Advisory::parse(r#"{"id": "X-1", "summary": "b", "aliases": ["A"]}"#)?;
/// let found = differences(&left, &right);
/// assert_eq!((found[0].pointer.as_str(), found[1].pointer.as_str()), ("/summary", "/odd"));
/// assert_eq!((found.len(), &found[1].right), (2, &None));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
pub fn differences<T: Value>(left: &T, right: &T) -> Vec<Differing> {
    let mut walk = Differences::default();
    left.differ(right, &mut walk);
    walk.found
}

/// The place a comparison has come to, and what differs so far.
#[derive(Debug, Default)]
pub struct Differences {
    place: Pointer,
    level: usize,
    found: Vec<Differing>,
}

impl Differences {
    /// Compares what may stand at the member or element `token` on both sides.
    pub fn values<T: Value>(&mut self, token: &str, left: Option<&T>, right: Option<&T>) {
        match (left, right) {
            (Some(left), Some(right)) if left != right => {
                self.at(token, |walk| match walk.is_deep() {
                    true => walk.whole(left, right),
                    false => left.differ(right, walk),
                });
            }
            (Some(_), Some(_)) | (None, None) => {}
            (left, right) => {
                self.at(token, |walk| walk.report(left.map(T::to_raw), right.map(T::to_raw)))
            }
        }
    }

    /// Compares a member that the type knows; what does not fit it stands in the remainders.
    pub fn member<M: Member>(&mut self, name: &str, left: (&M, &Rest), right: (&M, &Rest)) {
        let ((left, beside_left), (right, beside_right)) = (left, right);
        match (left.is_absent(), right.is_absent()) {
            (true, true) => {}
            (false, false) if left == right => {}
            (false, false) => self.at(name, |walk| match walk.is_deep() {
                true => walk.report(member_json(left), member_json(right)),
                false => left.differ_member(right, walk),
            }),
            (false, true) => {
                let right = beside_right.get(name).cloned();
                self.at(name, |walk| walk.report(member_json(left), right));
            }
            (true, false) => {
                let left = beside_left.get(name).cloned();
                self.at(name, |walk| walk.report(left, member_json(right)));
            }
        }
    }

    /// Compares remainders; `typed` tells which members have been compared already.
    pub fn rest(&mut self, left: &Rest, right: &Rest, typed: impl Fn(&str) -> bool) {
        if left.is_empty() && right.is_empty() {
            return;
        }
        let mut others: HashMap<&str, &Raw> = HashMap::new();
        for (name, raw) in right.iter().filter(|(name, _)| !typed(name)) {
            others.entry(name).or_insert(raw);
        }
        let mut seen = HashSet::new();
        for (name, raw) in left.iter() {
            if !typed(name) && seen.insert(name) {
                let other = others.remove(name);
                self.values(name, Some(raw), other);
            }
        }
        for (name, _) in right.iter() {
            if let Some(other) = others.remove(name) {
                self.values(name, None, Some(other));
            }
        }
    }

    /// Reports that the values at this place differ as wholes.
    pub fn whole<T: Value>(&mut self, left: &T, right: &T) {
        self.report(Some(left.to_raw()), Some(right.to_raw()));
    }

    /// As [`whole`](Self::whole), for members.
    pub fn whole_members<M: Member>(&mut self, left: &M, right: &M) {
        self.report(member_json(left), member_json(right));
    }

    fn report(&mut self, left: Option<Raw>, right: Option<Raw>) {
        self.found.push(Differing::new(self.place.clone(), left, right));
    }

    fn is_deep(&self) -> bool {
        self.level > MAX_DEPTH || self.place.as_str().len() > LONGEST
    }

    fn at(&mut self, token: &str, look: impl FnOnce(&mut Self)) {
        self.place.push(token);
        self.level += 1;
        look(self);
        self.level -= 1;
        self.place.pop();
    }
}

fn member_json<M: Member>(member: &M) -> Option<Raw> {
    Some(Raw::written(|to| member.write_member(to)))
}
