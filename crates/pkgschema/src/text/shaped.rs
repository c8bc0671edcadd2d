//! The `shaped_text!` macro: text types with a shape.
//!
//! Invariant: read from a document such a text may be anything and says whether it is
//! well-formed; built from code it is well-formed.

/// Declares a text type: its schema pattern, its own check (equal to the pattern), and the code
/// of the finding for a malformed one. The check takes `&str` and gives `bool`; examples for the
/// schema may stand before it.
macro_rules! shaped_text {
    (
        $(#[doc = $doc:expr])*
        pub struct $Name:ident {
            code: $code:literal,
            expected: $expected:literal,
            pattern: $pattern:expr,
            $(examples: $examples:expr,)?
            check: $check:expr $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $Name($crate::Text);

        impl $Name {
            /// The shape, as an ECMA-262 regular expression: what the JSON Schema says.
            pub const PATTERN: &'static str = $pattern;

            /// A well-formed text.
            ///
            /// # Errors
            /// If the text is not well-formed.
            pub fn new(text: &str) -> Result<Self, $crate::ParseError> {
                let kind = match text {
                    "" => $crate::ParseErrorKind::Empty,
                    _ => $crate::ParseErrorKind::Syntax,
                };
                let expected = concat!("expected ", $expected);
                match $check(text) {
                    true => Ok(Self::from_document(text)),
                    false => Err($crate::ParseError::new(kind, expected, text)),
                }
            }

            /// A text as it stands in a document, well-formed or not.
            pub fn from_document(text: impl Into<$crate::Text>) -> Self {
                Self(text.into())
            }

            /// The source text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Whether the text has its shape.
            pub fn is_well_formed(&self) -> bool {
                $check(self.as_str())
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl AsRef<str> for $Name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl PartialEq<str> for $Name {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<&str> for $Name {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl std::str::FromStr for $Name {
            type Err = $crate::ParseError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::new(text)
            }
        }

        impl TryFrom<&str> for $Name {
            type Error = $crate::ParseError;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                Self::new(text)
            }
        }

        impl serde_core::Serialize for $Name {
            fn serialize<S: serde_core::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> serde_core::Deserialize<'de> for $Name {
            fn deserialize<D: serde_core::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                <$crate::Text as $crate::object::Value>::strict(from).map(Self)
            }
        }

        impl $crate::object::Value for $Name {
            fn strict<'de, D: serde_core::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                <$crate::Text as $crate::object::Value>::strict(from).map(Self)
            }

            fn write(&self, to: &mut $crate::object::Writer) {
                to.string(self.as_str());
            }

            fn walk(&self, walk: &mut $crate::object::Walk) {
                if !self.is_well_formed() {
                    let words = format!(concat!("expected ", $expected, ", found {:?}"), self.0);
                    walk.report($code, $crate::Severity::Error, words);
                }
            }

            $crate::__object_subschema!();
        }

        #[cfg(feature = "json-schema")]
        $crate::__named_schema! { $Name, _generator => {
            let pattern = Self::PATTERN;
            let mut schema = schemars::json_schema!({ "type": "string", "pattern": pattern });
            $( schema.insert("examples".to_owned(), $examples.into()); )?
            $crate::object::private::describe(&mut schema, &[$($doc),*]);
            schema
        } }
    };
}

pub(crate) use shaped_text;
