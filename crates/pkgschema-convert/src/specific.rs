//! OSV's members without a shape of their own: `database_specific`, `ecosystem_specific`.
//!
//! Invariant: what does not have the kind that is asked for is not there.

use pkgschema::Text;
use pkgschema::object::{Items, List, Raw, RawObject, Value, Writer};

/// An object of the members that are there; `None` if none is.
pub(crate) fn object<'a>(
    members: impl IntoIterator<Item = (&'a str, Option<Raw>)>,
) -> Option<RawObject> {
    let mut writer = Writer::default();
    let mut object = writer.object();
    let mut any = false;
    for (name, value) in members {
        if let Some(value) = value {
            object.member(name, |to| to.raw(value.as_str()));
            any = true;
        }
    }
    object.end();
    let raw = any.then(|| Raw::from_string(writer.into_text()))??;
    RawObject::new(raw)
}

/// The member of an object as a value of a type; `None` if it is not there or of another kind.
pub(crate) fn member<T: Value>(object: Option<&RawObject>, name: &str) -> Option<T> {
    T::read(object?.get(name)?.as_raw())
}

/// The texts of a list; absent if nothing there is one.
pub(crate) fn texts(object: Option<&RawObject>, name: &str) -> List<Text> {
    match member::<Items<Text>>(object, name) {
        None => List::absent(),
        Some(items) => List::from(items.to_vec()),
    }
}

/// The elements of a list that fit; an absent list stays absent.
pub(crate) fn fitting<T: Clone>(list: &List<T>) -> List<T> {
    match list.is_present() {
        true => List::from(list.to_vec()),
        false => List::absent(),
    }
}
