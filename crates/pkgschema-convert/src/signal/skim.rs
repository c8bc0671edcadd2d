//! Looking for signals in a JSON text without building what is not asked for.
//!
//! Invariant: one pass over the text; whatever does not have the expected kind ends it.

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use std::borrow::Cow;
use std::fmt;

/// What is looked at of an object.
pub(crate) trait Fields<'t> {
    /// Reads the value of the member `name`, be it by [`skip`].
    fn field<A: MapAccess<'t>>(&mut self, name: Cow<'t, str>, map: &mut A) -> Result<(), A::Error>;
}

/// Looks at the object that a text is; `None` where something is not as it is expected.
pub(crate) fn look<'t, F: Fields<'t>>(text: &'t str, fields: &mut F) -> Option<()> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    Object(fields).deserialize(&mut deserializer).ok()?;
    deserializer.end().ok()
}

/// Passes over a value.
pub(crate) fn skip<'t, A: MapAccess<'t>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(|_| ())
}

/// Keeps a value that may be there once.
pub(crate) fn once<T, E: Error>(slot: &mut Option<T>, value: T) -> Result<(), E> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(odd()),
    }
}

/// What ends the look.
pub(crate) fn odd<E: Error>() -> E {
    E::custom("left to the whole reading")
}

/// An object, and nothing else.
pub(crate) struct Object<'f, F>(pub(crate) &'f mut F);

impl<'t, F: Fields<'t>> DeserializeSeed<'t> for Object<'_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'t, F: Fields<'t>> Visitor<'t> for Object<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<Words<'t>>()? {
            self.0.field(name.0, &mut map)?;
        }
        Ok(())
    }
}

/// A list of objects.
pub(crate) struct Objects<'f, F>(pub(crate) &'f mut Vec<F>);

impl<'t, F: Fields<'t> + Default> DeserializeSeed<'t> for Objects<'_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'t, F: Fields<'t> + Default> Visitor<'t> for Objects<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<(), A::Error> {
        let mut object = F::default();
        while list.next_element_seed(Object(&mut object))?.is_some() {
            self.0.push(std::mem::take(&mut object));
        }
        Ok(())
    }
}

/// A string, borrowed where it holds no escapes.
pub(crate) struct Words<'t>(pub(crate) Cow<'t, str>);

impl<'t> Deserialize<'t> for Words<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        struct Take;
        impl<'t> Visitor<'t> for Take {
            type Value = Words<'t>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E>(self, text: &'t str) -> Result<Words<'t>, E> {
                Ok(Words(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Words<'t>, E> {
                Ok(Words(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Take)
    }
}
