//! TOML documents declared with [`toml_document!`].
//!
//! Invariant: everything that a [`Document`](crate::Document) has follows from the keys, the size
//! that is read and the layout.

use super::{strict_within, view_within};
use pkgschema::object::{Object, parse};
use pkgschema::{ParseError, Pointer};

/// What a document holds: its keys, and the places whose text is a date-time or a float that JSON
/// lacks.
pub(crate) type Parts<T> = (T, Vec<Pointer>);

/// Reads a text of at most that many bytes.
pub(crate) fn read<T: Object>(text: &str, longest: usize) -> Result<Parts<T>, ParseError> {
    let (view, scalars) = view_within(text, longest)?;
    Ok((parse(view.as_str())?, scalars))
}

/// The same, in one pass without a view where nothing is odd.
pub(crate) fn read_fast<T: Object>(text: &str, longest: usize) -> Result<Parts<T>, ParseError> {
    match strict_within(text, longest) {
        Some(keys) => Ok((keys, Vec::new())),
        None => read(text, longest),
    }
}

/// Declares a TOML document, which derefs to its keys. `read` reads a text, `refusal` says why the
/// keys are no such document, `layout` which tables stand in one line, and `lints` what is odd
/// beyond wrong kinds and malformed texts.
macro_rules! toml_document {
    (
        $(#[doc = $doc:expr])+
        pub struct $Name:ident($Keys:ty) = $document:literal {
            read: $read:expr,
            refusal: $refusal:expr,
            layout: $layout:expr,
            lints: $lints:expr,
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct $Name {
            keys: $Keys,
            /// Places whose text is a date-time, or a float that JSON lacks.
            scalars: Vec<pkgschema::Pointer>,
        }

        impl $Name {
            fn of_parts(
                (keys, scalars): $crate::syntax::toml::document::Parts<$Keys>,
                text: &str,
            ) -> Result<Self, pkgschema::ParseError> {
                let refusal: fn(&$Keys) -> Option<&'static str> = $refusal;
                match refusal(&keys) {
                    None => Ok(Self { keys, scalars }),
                    Some(why) => Err(pkgschema::ParseError::new(
                        pkgschema::ParseErrorKind::NotThisDocument,
                        why,
                        text,
                    )),
                }
            }
        }

        impl std::ops::Deref for $Name {
            type Target = $Keys;

            fn deref(&self) -> &$Keys {
                &self.keys
            }
        }

        impl std::ops::DerefMut for $Name {
            fn deref_mut(&mut self) -> &mut $Keys {
                &mut self.keys
            }
        }

        impl $crate::Document for $Name {
            const NAME: &'static str = $document;

            fn parse(text: &str) -> Result<Self, pkgschema::ParseError> {
                Self::of_parts($read(text)?, text)
            }

            fn view(&self) -> pkgschema::object::Raw {
                $crate::syntax::json::view(&self.keys)
            }

            fn from_view(view: &pkgschema::object::Raw) -> Result<Self, pkgschema::ParseError> {
                let keys = pkgschema::object::parse(view.as_str())?;
                Self::of_parts((keys, Vec::new()), view.as_str())
            }

            fn render(&self) -> $crate::Converted<String> {
                let view = self.view();
                let (text, losses) =
                    $crate::syntax::toml::render(&view, &self.scalars, $layout);
                $crate::Converted::new(text, losses)
            }

            fn differences(&self, other: &Self) -> Vec<pkgschema::object::Differing> {
                pkgschema::object::differences(&self.keys, &other.keys)
            }

            fn check(&self) -> Vec<pkgschema::Finding> {
                let mut found = pkgschema::object::check(&self.keys);
                found.extend($lints(self));
                found
            }

            fn text_scalars(&self) -> &[pkgschema::Pointer] {
                &self.scalars
            }

            fn set_text_scalars(&mut self, places: Vec<pkgschema::Pointer>) {
                self.scalars = places;
            }
        }
    };
}
pub(crate) use toml_document;
