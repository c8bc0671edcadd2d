//! The [`object!`](crate::object!) macro.
//!
//! Invariant: readers, writer, walk and schema of an object come from one declaration.

/// Declares JSON objects: structs with public members and a remainder `rest`.
///
/// Members without which there is no such object stand in a `required { … }` block and become
/// the parameters of `new`; a struct without such a block implements `Default`. A member's name
/// is its field's, unless another is given behind `=`.
///
/// ```
/// use pkgschema::{Text, object::{List, parse}};
/// pkgschema::object! {
///     /// A thing with a name.
///     pub struct Thing {
///         required {
///             /// What it is called.
///             pub name: Text,
///         }
///         /// What it is good for.
///         pub use_cases: List<Text> = "useCases",
///     }
/// }
/// let thing: Thing = parse(r#"{"name": "x", "useCases": ["y"], "odd": 1.10}"#)?;
/// assert_eq!(thing.use_cases[0], "y");
/// assert_eq!(thing.rest.get("odd").map(|raw| raw.as_str()), Some("1.10"));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[macro_export]
macro_rules! object {
    ($(
        $(#[doc = $doc:expr])*
        pub struct $Name:ident {
            $(required { $(
                $(#[doc = $rdoc:expr])*
                pub $rfield:ident : $rty:ty $(= $rname:literal)?
            ),+ $(,)? })?
            $(
                $(#[doc = $fdoc:expr])*
                pub $field:ident : $ty:ty $(= $name:literal)?
            ),* $(,)?
        }
    )+) => {$(
        $crate::__object_struct! {
            [$($doc)*] $Name
            [$($( { [$($rdoc)*] $rfield ($rty) } )+)?]
            [$( { [$($fdoc)*] $field ($ty) } )*]
        }
        $crate::__object_impl! {
            [$($doc)*] $Name
            $($( { [$($rdoc)*] $rfield ($rty) ($crate::__name!($rfield $($rname)?)) } )+)?
            $( { [$($fdoc)*] $field ($ty) ($crate::__name!($field $($name)?)) } )*
        }
    )+};
}

/// A member's name: the one given, or the field's.
#[doc(hidden)]
#[macro_export]
macro_rules! __name {
    ($field:ident $name:literal) => {
        $name
    };
    ($field:ident) => {
        stringify!($field)
    };
}

/// The struct itself, with `Default` or `new`.
#[doc(hidden)]
#[macro_export]
macro_rules! __object_struct {
    (@struct ($($derive:ident),*) [$($doc:expr)*] $Name:ident
        $( { [$($fdoc:expr)*] $field:ident ($ty:ty) } )*) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq $(, $derive)*)]
        #[non_exhaustive]
        pub struct $Name {
            $( $(#[doc = $fdoc])* pub $field: $ty, )*
            /// Everything else the object holds, verbatim.
            pub rest: $crate::object::Rest,
        }
    };
    ([$($doc:expr)*] $Name:ident [] [$($member:tt)*]) => {
        $crate::__object_struct! { @struct (Default) [$($doc)*] $Name $($member)* }
    };
    ([$($doc:expr)*] $Name:ident
        [$( { [$($rdoc:expr)*] $rfield:ident ($rty:ty) } )+]
        [$( { [$($fdoc:expr)*] $field:ident ($ty:ty) } )*]) => {
        $crate::__object_struct! { @struct () [$($doc)*] $Name
            $( { [$($rdoc)*] $rfield ($rty) } )+
            $( { [$($fdoc)*] $field ($ty) } )*
        }
        impl $Name {
            /// The object with the members it cannot do without.
            #[allow(clippy::too_many_arguments)]
            pub fn new($($rfield: impl Into<$rty>),+) -> Self {
                Self {
                    $($rfield: $rfield.into(),)+
                    $($field: <$ty>::default(),)*
                    rest: $crate::object::Rest::default(),
                }
            }
        }
    };
}

/// Readers, writer, walk.
#[doc(hidden)]
#[macro_export]
macro_rules! __object_impl {
    ([$($doc:expr)*] $Name:ident
        $( { [$($fdoc:expr)*] $field:ident ($ty:ty) ($name:expr) } )*) => {
        const _: () = {
            use $crate::object::{
                Differences, Member, Object, Raw, Rest, Value, Walk, Writer,
            };
            use $crate::object::private::{Slot, StrictMember, name_of, odd, serde_core, serde_json};
            use serde_core::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};

            #[allow(non_camel_case_types)]
            enum Key { $($field,)* Unknown($crate::Text) }

            impl Key {
                #[allow(unreachable_patterns)]
                fn of(name: &str) -> Self {
                    $( if name == $name { return Self::$field; } )*
                    Self::Unknown($crate::Text::from(name))
                }
            }

            struct KeySeed;
            impl<'de> DeserializeSeed<'de> for KeySeed {
                type Value = Key;
                fn deserialize<D: Deserializer<'de>>(self, key: D) -> Result<Key, D::Error> {
                    name_of(key, Key::of)
                }
            }

            struct Strict;
            impl<'de> Visitor<'de> for Strict {
                type Value = $Name;
                fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str("an object")
                }
                fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<$Name, A::Error> {
                    $( let mut $field: Option<$ty> = None; )*
                    let mut rest = Rest::default();
                    while let Some(key) = map.next_key_seed(KeySeed)? {
                        match key {
                            $( Key::$field => {
                                if $field.is_some() {
                                    return Err(odd());
                                }
                                $field = Some(map.next_value_seed(StrictMember::seed())?);
                            } )*
                            Key::Unknown(name) => {
                                rest.push_text(name, map.next_value::<Raw>()?);
                            }
                        }
                    }
                    Ok($Name {
                        $( $field: match $field.or_else(<$ty as Member>::absent) {
                            Some(member) => member,
                            None => return Err(odd()),
                        }, )*
                        rest,
                    })
                }
            }

            impl Value for $Name {
                fn strict<'de, D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
                    value.deserialize_map(Strict)
                }

                fn tolerant(raw: &serde_json::value::RawValue, room: usize) -> Option<Self> {
                    $( let mut $field = Slot::<$ty>::new(); )*
                    let mut rest = Rest::default();
                    for (name, value) in $crate::object::raw::members(raw)? {
                        match Key::of(&name) {
                            $( Key::$field => $field.take(&name, value, room, &mut rest), )*
                            Key::Unknown(name) => rest.push_text(name, value.into()),
                        }
                    }
                    Some($Name { $( $field: $field.done()?, )* rest })
                }

                fn write(&self, to: &mut Writer) {
                    let mut members = to.object();
                    $( members.known($name, &self.$field); )*
                    if !self.rest.is_empty() {
                        members.rest(&self.rest, |name| self.has(name));
                    }
                    members.end();
                }

                fn walk(&self, walk: &mut Walk) {
                    $( if !Member::is_absent(&self.$field) {
                        walk.at($name, |walk| Member::walk_member(&self.$field, walk));
                    } )*
                    let known = |name: &str| Self::MEMBERS.contains(&name);
                    walk.rest(&self.rest, known, |name| self.has(name));
                }

                fn differ(&self, other: &Self, walk: &mut Differences) {
                    $( walk.member(
                        $name,
                        (&self.$field, &self.rest),
                        (&other.$field, &other.rest),
                    ); )*
                    walk.rest(&self.rest, &other.rest, |name| self.has(name) || other.has(name));
                }

                $crate::__object_subschema!();
            }

            impl Object for $Name {
                const NAME: &'static str = stringify!($Name);
                const MEMBERS: &'static [&'static str] = &[$($name),*];
                fn required() -> Vec<&'static str> {
                    let all = [$(($name, <$ty as Member>::REQUIRED)),*];
                    all.into_iter().filter(|(_, required)| *required).map(|(name, _)| name).collect()
                }
                fn rest(&self) -> &Rest {
                    &self.rest
                }
                fn has(&self, name: &str) -> bool {
                    $( if name == $name { return !Member::is_absent(&self.$field); } )*
                    false
                }
                fn fits(name: &str, raw: &serde_json::value::RawValue) -> bool {
                    let room = $crate::object::MAX_DEPTH;
                    match Key::of(name) {
                        $( Key::$field => <$ty as Member>::read_member(raw, room).is_some(), )*
                        Key::Unknown(_) => true,
                    }
                }
            }

            impl serde_core::Serialize for $Name {
                fn serialize<S: serde_core::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                    use serde_core::ser::SerializeMap;
                    let mut map = to.serialize_map(None)?;
                    $( if !Member::is_absent(&self.$field) {
                        map.serialize_entry($name, &self.$field)?;
                    } )*
                    self.rest.write(&mut map, |name| self.has(name))?;
                    map.end()
                }
            }

            impl<'de> serde_core::Deserialize<'de> for $Name {
                fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                    let raw = Raw::deserialize(from)?;
                    $crate::object::parse(raw.as_str()).map_err(serde_core::de::Error::custom)
                }
            }

            $crate::__object_schema! {
                [$($doc)*] $Name $( { [$($fdoc)*] ($ty) ($name) } )*
            }
        };
    };
}

/// [`Value::schema`](crate::object::Value::schema) of an object.
#[cfg(feature = "json-schema")]
#[doc(hidden)]
#[macro_export]
macro_rules! __object_subschema {
    () => {
        fn schema(
            generator: &mut $crate::object::private::schemars::SchemaGenerator,
        ) -> $crate::object::private::schemars::Schema {
            generator.subschema_for::<Self>()
        }
    };
}

/// Without the feature there is no schema.
#[cfg(not(feature = "json-schema"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __object_subschema {
    () => {};
}

/// `JsonSchema` of a type under its own name; of two types of one name both are kept.
#[cfg(feature = "json-schema")]
#[doc(hidden)]
#[macro_export]
macro_rules! __named_schema {
    ($Name:ident, $generator:ident => $schema:expr) => {
        impl $crate::object::private::schemars::JsonSchema for $Name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($Name).into()
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($Name)).into()
            }

            fn json_schema(
                $generator: &mut $crate::object::private::schemars::SchemaGenerator,
            ) -> $crate::object::private::schemars::Schema {
                $schema
            }
        }
    };
}

/// `JsonSchema` of an object.
#[cfg(feature = "json-schema")]
#[doc(hidden)]
#[macro_export]
macro_rules! __object_schema {
    ([$($doc:expr)*] $Name:ident $( { [$($fdoc:expr)*] ($ty:ty) ($name:expr) } )*) => {
        $crate::__named_schema! { $Name, generator => {
            let mut object = $crate::object::private::ObjectSchema::new(&[$($doc),*]);
            $( object.member::<$ty>($name, &[$($fdoc),*], generator); )*
            object.finish()
        } }
    };
}

/// Without the feature there is no schema.
#[cfg(not(feature = "json-schema"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __object_schema {
    ($($any:tt)*) => {};
}
