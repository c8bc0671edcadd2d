//! What of a source does not come back from what it was converted into.
//!
//! Converting there and back again shows more than a list of members could: whatever the way back
//! does not say as the source does has a loss, without anybody having thought of it.
//!
//! Invariant: a place where the source says something, and the way back something else or
//! nothing, has a loss.

use crate::loss::SAYS_NOTHING;
use crate::view::differences;
use crate::{Loss, LossKind};
use pkgschema::object::Raw;
use pkgschema::object::raw::{self, Kind};
use serde_json::value::RawValue;

/// A place of the source that did not come back.
pub(crate) struct Missing<'a> {
    /// Its pointer.
    pub(crate) place: &'a str,
    /// Whether nothing at all stands there on the way back.
    pub(crate) gone: bool,
}

/// What became of a place: `None` where the conversion named its loss itself, or has none.
pub(crate) type Judgement = Option<(LossKind, &'static str)>;

/// The losses of a source, by the view of the document that the way back gives.
pub(crate) fn losses(
    source: &Raw,
    back: &Raw,
    judge: impl Fn(&Missing<'_>) -> Judgement,
) -> Vec<Loss> {
    let found = differences(source.as_raw(), back.as_raw()).into_iter();
    let named = found.filter_map(|difference| {
        let left = difference.left?;
        let place = difference.pointer.as_str();
        let judged = judge(&Missing { place, gone: difference.right.is_none() })?;
        let (kind, note) = match says_nothing(left) && difference.right.is_none() {
            true => (LossKind::Normalized, SAYS_NOTHING),
            false => judged,
        };
        Some(Loss::new(difference.pointer, kind, note))
    });
    named.collect()
}

/// Whether a value is null, empty, or an object of such values.
fn says_nothing(value: &RawValue) -> bool {
    match raw::kind(value) {
        Kind::Null => true,
        Kind::Array => raw::elements(value).is_some_and(|elements| elements.is_empty()),
        Kind::Object => raw::members(value).is_some_and(|members| {
            members.iter().all(|(_, value)| match raw::kind(value) {
                Kind::Object => raw::members(value).is_some_and(|inner| {
                    inner.iter().all(|(_, v)| ["null", "[]", "{}"].contains(&v.get()))
                }),
                _ => says_nothing(value),
            })
        }),
        _ => false,
    }
}
