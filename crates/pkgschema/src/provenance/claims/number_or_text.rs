//! Identifiers that some providers write as numbers and others as text.
//!
//! Invariant: the kind that was read is the kind that is written.

use crate::Text;
use crate::object::Value;
use serde_core::de::{Deserializer, Visitor};
use serde_core::{Serialize, Serializer};
use std::fmt;

/// A number without sign, or a text: identifiers of accounts, repositories and runs are texts at
/// GitHub and partly numbers elsewhere.
///
/// ```
/// use pkgschema::provenance::GitLabClaims;
/// let claims = GitLabClaims::parse(r#"{"runner_id": 1, "namespace_id": "72"}"#)?;
/// assert_eq!(claims.runner_id.as_ref().unwrap().to_string(), "1");
/// assert_eq!(claims.namespace_id.as_ref().unwrap().to_string(), "72");
/// assert_eq!(claims.to_json(), r#"{"namespace_id":"72","runner_id":1}"#);
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NumberOrText {
    /// A number.
    Number(u64),
    /// A text.
    Text(Text),
}

impl NumberOrText {
    /// The identifier as text.
    pub fn to_text(&self) -> Text {
        match self {
            Self::Number(number) => Text::from(number.to_string()),
            Self::Text(text) => text.clone(),
        }
    }
}

impl From<&str> for NumberOrText {
    fn from(text: &str) -> Self {
        Self::Text(Text::from(text))
    }
}

impl fmt::Display for NumberOrText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl Serialize for NumberOrText {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => to.serialize_u64(*number),
            Self::Text(text) => to.serialize_str(text),
        }
    }
}

impl Value for NumberOrText {
    const NEVER_ODD: bool = true;

    fn strict<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Take;
        impl Visitor<'_> for Take {
            type Value = NumberOrText;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number or a string")
            }
            fn visit_u64<E>(self, number: u64) -> Result<NumberOrText, E> {
                Ok(NumberOrText::Number(number))
            }
            fn visit_str<E>(self, text: &str) -> Result<NumberOrText, E> {
                Ok(NumberOrText::Text(Text::from(text)))
            }
        }
        deserializer.deserialize_any(Take)
    }

    crate::__object_subschema!();
}

#[cfg(feature = "json-schema")]
crate::__named_schema! { NumberOrText, generator => {
    let kinds = vec![<Text as Value>::schema(generator), <u64 as Value>::schema(generator)];
    let mut schema = schemars::json_schema!({ "anyOf": kinds });
    let doc = ["A number without sign, or a text."];
    crate::object::private::describe(&mut schema, &doc);
    schema
} }
