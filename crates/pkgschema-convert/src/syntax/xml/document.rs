//! XML documents declared with [`xml_document!`].
//!
//! Invariant: everything that a [`Document`](crate::Document) has follows from the elements and
//! the shape.

use super::{Shape, oddities};
use pkgschema::Finding;
use pkgschema::object::Object;

/// What a document holds: its elements, and names of entities that XML does not have.
pub(crate) type Parts<T> = (T, Vec<String>);

pub(crate) fn check<T: Object>(elements: &T, entities: &[String], shape: &Shape) -> Vec<Finding> {
    let mut found = pkgschema::object::check(elements);
    let view = crate::syntax::json::view(elements);
    found.extend(oddities::of(view.as_raw(), entities, shape));
    found
}

/// Declares an XML document, which derefs to its elements. `shape` says how its view is written,
/// `refusal` why the elements are no such document, and `lints` what is odd beyond what is odd
/// in any XML.
macro_rules! xml_document {
    (
        $(#[doc = $doc:expr])+
        pub struct $Name:ident($Elements:ty) = $document:literal {
            shape: $shape:expr,
            refusal: $refusal:expr,
            lints: $lints:expr,
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct $Name {
            elements: $Elements,
            /// Names of entities in the text that XML does not have.
            entities: Vec<String>,
        }

        impl $Name {
            fn of_parts(
                (elements, entities): $crate::syntax::xml::document::Parts<$Elements>,
                text: &str,
            ) -> Result<Self, pkgschema::ParseError> {
                let refusal: fn(&$Elements) -> Option<&'static str> = $refusal;
                match refusal(&elements) {
                    None => Ok(Self { elements, entities }),
                    Some(why) => Err(pkgschema::ParseError::new(
                        pkgschema::ParseErrorKind::NotThisDocument,
                        why,
                        text,
                    )),
                }
            }
        }

        impl std::ops::Deref for $Name {
            type Target = $Elements;

            fn deref(&self) -> &$Elements {
                &self.elements
            }
        }

        impl std::ops::DerefMut for $Name {
            fn deref_mut(&mut self) -> &mut $Elements {
                &mut self.elements
            }
        }

        impl From<$Elements> for $Name {
            fn from(elements: $Elements) -> Self {
                Self { elements, entities: Vec::new() }
            }
        }

        impl $crate::Document for $Name {
            const NAME: &'static str = $document;

            fn parse(text: &str) -> Result<Self, pkgschema::ParseError> {
                Self::of_parts($crate::syntax::xml::read(text, $shape)?, text)
            }

            fn view(&self) -> pkgschema::object::Raw {
                $crate::syntax::json::view(&self.elements)
            }

            fn from_view(view: &pkgschema::object::Raw) -> Result<Self, pkgschema::ParseError> {
                let elements = pkgschema::object::parse(view.as_str())?;
                Self::of_parts((elements, Vec::new()), view.as_str())
            }

            fn render(&self) -> $crate::Converted<String> {
                let view = self.view();
                let (text, losses) = $crate::syntax::xml::render(view.as_raw(), $shape);
                $crate::Converted::new(text, losses)
            }

            fn differences(&self, other: &Self) -> Vec<pkgschema::object::Differing> {
                pkgschema::object::differences(&self.elements, &other.elements)
            }

            fn check(&self) -> Vec<pkgschema::Finding> {
                let (elements, entities) = (&self.elements, &self.entities);
                let mut found = $crate::syntax::xml::document::check(elements, entities, $shape);
                found.extend($lints(self));
                found
            }
        }
    };
}
pub(crate) use xml_document;
