//! The [`one_of!`](crate::one_of!) macro: values that documents spell in several kinds.
//!
//! Invariant: the JSON kind alone chooses the variant.

/// Declares an enum whose variants are told apart by JSON kind (`string`, `object`, `array`,
/// `boolean`).
///
/// ```
/// use pkgschema::{Text, object::{Entries, List, parse}};
/// pkgschema::one_of! {
///     /// A command, or commands by name.
///     pub enum Commands {
///         /// One command.
///         One(Text) = string,
///         /// Commands by name.
///         Named(Entries<Text>) = object,
///     }
/// }
/// pkgschema::object! {
///     /// A tool.
///     pub struct Tool {
///         /// Its commands.
///         pub bin: Option<Commands>,
///     }
/// }
/// let tool: Tool = parse(r#"{"bin": "./cli.js"}"#)?;
/// assert_eq!(tool.bin, Some(Commands::One("./cli.js".into())));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[macro_export]
macro_rules! one_of {
    ($(
        $(#[doc = $doc:expr])*
        pub enum $Name:ident {
            $( $(#[doc = $vdoc:expr])* $Variant:ident($ty:ty) = $kind:ident ),+ $(,)?
        }
    )+) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum $Name { $( $(#[doc = $vdoc])* $Variant($ty) ),+ }

        const _: () = {
            use $crate::object::{Differences, Value, Walk, Writer, raw};
            use $crate::object::private::{serde_core, serde_json};
            use serde_core::de::{Deserializer, Visitor};

            struct Strict;
            impl<'de> Visitor<'de> for Strict {
                type Value = $Name;
                fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str("one of several kinds")
                }
                $( $crate::__one_of_visit! { $kind $Name $Variant($ty) } )+
            }

            impl Value for $Name {
                fn strict<'de, D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
                    value.deserialize_any(Strict)
                }

                fn tolerant(value: &serde_json::value::RawValue, room: usize) -> Option<Self> {
                    match raw::kind(value) {
                        $( $crate::__one_of_kind!($kind) => {
                            <$ty as Value>::tolerant(value, room).map(Self::$Variant)
                        } )+
                        #[allow(unreachable_patterns)]
                        _ => None,
                    }
                }

                fn write(&self, to: &mut Writer) {
                    match self { $( Self::$Variant(value) => value.write(to), )+ }
                }

                fn walk(&self, walk: &mut Walk) {
                    match self {
                        $( Self::$Variant(value) => <$ty as Value>::walk(value, walk), )+
                    }
                }

                fn differ(&self, other: &Self, walk: &mut Differences) {
                    match (self, other) {
                        $( (Self::$Variant(value), Self::$Variant(other)) => {
                            <$ty as Value>::differ(value, other, walk);
                        } )+
                        #[allow(unreachable_patterns)]
                        _ => walk.whole(self, other),
                    }
                }

                $crate::__object_subschema!();
            }

            impl serde_core::Serialize for $Name {
                fn serialize<S: serde_core::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                    match self { $( Self::$Variant(value) => value.serialize(to), )+ }
                }
            }

            $crate::__one_of_schema! { [$($doc)*] $Name $($ty),+ }
        };
    )+};
}

/// A JSON kind as a pattern.
#[doc(hidden)]
#[macro_export]
macro_rules! __one_of_kind {
    (string) => {
        $crate::object::raw::Kind::String
    };
    (object) => {
        $crate::object::raw::Kind::Object
    };
    (array) => {
        $crate::object::raw::Kind::Array
    };
    (boolean) => {
        $crate::object::raw::Kind::Boolean
    };
}

/// The visitor's method for a kind.
#[doc(hidden)]
#[macro_export]
macro_rules! __one_of_visit {
    (string $Name:ident $Variant:ident($ty:ty)) => {
        fn visit_str<E: serde_core::de::Error>(self, text: &str) -> Result<$Name, E> {
            let value = serde_core::de::value::StrDeserializer::new(text);
            <$ty as Value>::strict(value).map($Name::$Variant)
        }
    };
    (object $Name:ident $Variant:ident($ty:ty)) => {
        fn visit_map<A: serde_core::de::MapAccess<'de>>(self, map: A) -> Result<$Name, A::Error> {
            let value = serde_core::de::value::MapAccessDeserializer::new(map);
            <$ty as Value>::strict(value).map($Name::$Variant)
        }
    };
    (array $Name:ident $Variant:ident($ty:ty)) => {
        fn visit_seq<A: serde_core::de::SeqAccess<'de>>(self, seq: A) -> Result<$Name, A::Error> {
            let value = serde_core::de::value::SeqAccessDeserializer::new(seq);
            <$ty as Value>::strict(value).map($Name::$Variant)
        }
    };
    (boolean $Name:ident $Variant:ident($ty:ty)) => {
        fn visit_bool<E: serde_core::de::Error>(self, flag: bool) -> Result<$Name, E> {
            let value = serde_core::de::value::BoolDeserializer::new(flag);
            <$ty as Value>::strict(value).map($Name::$Variant)
        }
    };
}

/// `JsonSchema`: any of the variants'.
#[cfg(feature = "json-schema")]
#[doc(hidden)]
#[macro_export]
macro_rules! __one_of_schema {
    ([$($doc:expr)*] $Name:ident $($ty:ty),+) => {
        $crate::__named_schema! { $Name, generator => {
            let kinds = vec![$( <$ty as Value>::schema(generator) ),+];
            let mut schema = $crate::object::private::schemars::json_schema!({ "anyOf": kinds });
            $crate::object::private::describe(&mut schema, &[$($doc),*]);
            schema
        } }
    };
}

/// Without the feature there is no schema.
#[cfg(not(feature = "json-schema"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __one_of_schema {
    ($($any:tt)*) => {};
}
