//! The values without parts: text, booleans, whole numbers, raw JSON.
//!
//! Invariant: a scalar is taken only if writing it gives the same JSON text back, else it stays
//! raw in the remainder.

use super::raw::{Kind, Raw, RawObject};
use super::{Value, Walk, Writer, private::odd};
use crate::Text;
use serde_core::de::{Deserialize, Deserializer, Visitor};
use serde_core::{Serialize, Serializer};
use std::fmt;

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl Value for Text {
    const NEVER_ODD: bool = true;

    fn strict<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Take;
        impl Visitor<'_> for Take {
            type Value = Text;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_str<E>(self, text: &str) -> Result<Text, E> {
                Ok(Text::from(text))
            }
            fn visit_string<E>(self, text: String) -> Result<Text, E> {
                Ok(Text::from(text))
            }
        }
        deserializer.deserialize_str(Take)
    }

    fn write(&self, to: &mut Writer) {
        to.string(self);
    }

    #[cfg(feature = "json-schema")]
    fn schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string" })
    }
}

impl Value for bool {
    const NEVER_ODD: bool = true;

    fn strict<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        bool::deserialize(deserializer)
    }

    #[cfg(feature = "json-schema")]
    fn schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "boolean" })
    }
}

impl Value for u64 {
    const NEVER_ODD: bool = true;

    fn strict<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Take;
        impl Visitor<'_> for Take {
            type Value = u64;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number")
            }
            fn visit_u64<E>(self, number: u64) -> Result<u64, E> {
                Ok(number)
            }
            // TOML has signed numbers only
            fn visit_i64<E: serde_core::de::Error>(self, number: i64) -> Result<u64, E> {
                u64::try_from(number).map_err(E::custom)
            }
        }
        deserializer.deserialize_u64(Take)
    }

    #[cfg(feature = "json-schema")]
    fn schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "minimum": 0, "maximum": u64::MAX })
    }
}

impl Value for Raw {
    fn strict<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Raw::deserialize(deserializer)
    }

    fn write(&self, to: &mut Writer) {
        to.raw(self.as_str());
    }

    fn to_raw(&self) -> Raw {
        self.clone()
    }

    fn walk(&self, walk: &mut Walk) {
        walk.depth(self);
    }

    #[cfg(feature = "json-schema")]
    fn schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::Schema::from(true)
    }
}

impl Value for RawObject {
    fn strict<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        RawObject::new(Raw::deserialize(deserializer)?).ok_or_else(odd)
    }

    fn write(&self, to: &mut Writer) {
        to.raw(self.as_str());
    }

    fn walk(&self, walk: &mut Walk) {
        walk.depth(self.as_raw());
    }

    #[cfg(feature = "json-schema")]
    fn schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "object" })
    }
}

impl Walk {
    fn depth(&mut self, raw: &Raw) {
        let nests = matches!(raw.kind(), Kind::Array | Kind::Object);
        // a level takes a bracket at both ends
        let may_be_deep = self.level() + raw.as_str().len() / 2 > super::MAX_DEPTH;
        if nests && may_be_deep && self.level() + super::raw::depth(raw.as_raw()) > super::MAX_DEPTH
        {
            self.too_deep();
        }
    }
}
