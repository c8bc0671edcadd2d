//! Why a value does not fit.
//!
//! Invariant: the place of a cause is the value that was found not to fit, or lies within it.

use super::expected::Expectation;
use super::found;
use super::positions::Place;
use crate::Pointer;
use crate::object::raw::{elements, kind, members};
use serde_json::Value;
use serde_json::value::RawValue;

/// How deep a cause is looked for below the value that does not fit.
const DEPTH: usize = 32;

/// What was expected at a place, and what stands there.
#[derive(Debug)]
pub(super) struct Cause {
    pub(super) pointer: Pointer,
    pub(super) expected: String,
    pub(super) found: String,
}

impl Cause {
    /// Why the value at a place of the text is not what the schema expects there; `None` if the
    /// schema says nothing of it.
    pub(super) fn of(
        schema: &Value,
        pointer: &Pointer,
        text: &str,
        place: Option<Place>,
    ) -> Option<Self> {
        let here =
            pointer.tokens().try_fold(Expectation::root(schema), |at, token| at.below(&token))?;
        let rest = text.get(place?.offset..)?;
        let first = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>().next();
        match first {
            Some(Ok(raw)) => Some(within(here, pointer.clone(), raw, DEPTH)),
            _ => {
                let (expected, found) = (here.words(), found(rest));
                Some(Self { pointer: pointer.clone(), expected, found })
            }
        }
    }
}

/// The required member or the element that keeps a value from being what is expected, or else the
/// value itself.
fn within(here: Expectation<'_>, pointer: Pointer, raw: &RawValue, room: usize) -> Cause {
    let itself = |pointer: Pointer| Cause {
        pointer,
        expected: here.words(),
        found: Expectation::found(raw),
    };
    let Some(room) = room.checked_sub(1).filter(|_| here.takes(kind(raw)) != Some(false)) else {
        return itself(pointer);
    };
    let Some(members) = members(raw) else {
        return match odd_element(here, raw) {
            Some((at, below, element)) => within(below, pointer.index(at), element, room),
            None => itself(pointer),
        };
    };
    for name in here.required() {
        let Some((_, value)) = members.iter().find(|(key, _)| key == name) else {
            return Cause {
                expected: format!("{} with the member `{name}`", here.words()),
                found: format!("{} without it", Expectation::found(raw)),
                pointer,
            };
        };
        let Some(below) = here.below(name) else { continue };
        if below.takes(kind(value)) == Some(false) {
            return within(below, pointer.child(name), value, room);
        }
    }
    // it may be a member further down
    let required = here.required();
    let objects = members
        .iter()
        .filter(|(name, value)| required.contains(&name.as_ref()) && value.get().starts_with('{'));
    for (name, value) in objects {
        let Some(below) = here.below(name) else { continue };
        let cause = within(below, pointer.child(name), value, room);
        if cause.pointer != pointer.child(name) || cause.found.ends_with("without it") {
            return cause;
        }
    }
    itself(pointer)
}

/// The first element of an array that is of a kind that the schema does not take.
fn odd_element<'s, 'r>(
    here: Expectation<'s>,
    raw: &'r RawValue,
) -> Option<(usize, Expectation<'s>, &'r RawValue)> {
    let below = here.below("0")?;
    let mut elements = elements(raw)?.into_iter().enumerate();
    let (at, odd) = elements.find(|(_, element)| below.takes(kind(element)) == Some(false))?;
    Some((at, below, odd))
}
