//! The [`open_enum!`](crate::open_enum!) macro: vocabularies that stay open.
//!
//! Invariant: a listed word is never held as an unlisted one, and an unlisted word keeps its
//! text.

use crate::Text;

/// A word that the vocabulary does not list. Made only by reading a word.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unlisted(Text);

impl Unlisted {
    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// For [`open_enum!`](crate::open_enum!), which has looked the word up.
    #[doc(hidden)]
    pub fn __new(word: &str) -> Self {
        Self(Text::from(word))
    }
}

/// Declares a vocabulary of words with a meaning, open for words that nobody knows yet.
///
/// ```
/// pkgschema::open_enum! {
///     /// How it went.
///     pub enum Outcome {
///         /// Well.
///         Good = "good",
///     }
/// }
/// assert_eq!(Outcome::from("good"), Outcome::Good);
/// assert_eq!(Outcome::from("odd").as_str(), "odd");
/// assert!(!Outcome::from("odd").is_listed());
/// ```
#[macro_export]
macro_rules! open_enum {
    ($(
        $(#[doc = $doc:expr])*
        pub enum $Name:ident {
            $( $(#[doc = $vdoc:expr])* $Variant:ident = $word:literal ),+ $(,)?
        }
    )+) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $Name {
            $( $(#[doc = $vdoc])* $Variant, )+
            /// A word that is not listed here.
            Unlisted($crate::open_enum::Unlisted),
        }

        impl $Name {
            /// The words that are listed.
            pub const LISTED: &'static [&'static str] = &[$($word),+];

            /// The word.
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$Variant => $word, )+
                    Self::Unlisted(word) => word.as_str(),
                }
            }

            /// Whether the word is listed.
            pub fn is_listed(&self) -> bool {
                !matches!(self, Self::Unlisted(_))
            }
        }

        impl From<&str> for $Name {
            fn from(word: &str) -> Self {
                match word {
                    $( $word => Self::$Variant, )+
                    other => Self::Unlisted($crate::open_enum::Unlisted::__new(other)),
                }
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        $crate::__word_value! { $Name [$($doc)*] [$(($word, [$($vdoc)*])),+] }
    )+};
}

/// Reading, writing and schema of a type that is a word.
#[doc(hidden)]
#[macro_export]
macro_rules! __word_value {
    ($Name:ident [$($doc:expr)*] [$(($word:literal, [$($vdoc:expr)*])),*]) => {
        const _: () = {
            use $crate::object::private::serde_core;

            impl serde_core::Serialize for $Name {
                fn serialize<S: serde_core::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                    to.serialize_str(self.as_str())
                }
            }

            impl<'de> serde_core::Deserialize<'de> for $Name {
                fn deserialize<D: serde_core::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                    <Self as $crate::object::Value>::strict(from)
                }
            }

            impl $crate::object::Value for $Name {
                fn strict<'de, D: serde_core::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                    $crate::object::private::name_of(from, |word| Self::from(word))
                }

                fn write(&self, to: &mut $crate::object::Writer) {
                    to.string(self.as_str());
                }

                $crate::__object_subschema!();
            }

            $crate::__word_schema! { $Name [$($doc)*] [$(($word, [$($vdoc)*])),*] }
        };
    };
}

/// `JsonSchema` of a vocabulary: any string, the listed words as examples with their meaning in
/// the description.
#[cfg(feature = "json-schema")]
#[doc(hidden)]
#[macro_export]
macro_rules! __word_schema {
    ($Name:ident [$($doc:expr)*] [$(($word:literal, [$($vdoc:expr)*])),*]) => {
        $crate::__named_schema! { $Name, _generator => {
            let words: &[(&str, &[&str])] = &[$(($word, &[$($vdoc),*])),*];
            $crate::object::private::vocabulary(&[$($doc),*], words)
        } }
    };
}

/// Without the feature there is no schema.
#[cfg(not(feature = "json-schema"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __word_schema {
    ($($any:tt)*) => {};
}
