//! Core metadata as JSON, as tools report it and store it beside a package.
//!
//! Source: PEP 566, "JSON-compatible Metadata": names in lower case with underscores, a list for
//! what may stand several times, keywords as a list, the body as the description.
//!
//! Invariant: between the two forms nothing gets lost but what the document could not say: where
//! a value that may stand once stands twice, the first is taken.

use super::fields::rule;
use super::{CoreFields, CoreMetadata};
use crate::carry;
use crate::pypi::words;
use crate::syntax::headers;
use crate::syntax::json::JsonDocument;
use crate::{Converted, Loss, ToRecord};
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::List;
use pkgschema::{Pointer, Text};

macro_rules! json_form {
    (@type words) => { List<Text> };
    (@type many) => { List<Text> };
    (@type once) => { Option<Text> };
    ($( $(#[doc = $doc:expr])+ $field:ident $name:literal $times:ident $since:expr, )+) => {
        pkgschema::object! {
            /// Core metadata in its JSON form.
            ///
            /// ```
            /// use pkgschema_convert::{Document, pypi::{CoreMetadata, CoreMetadataJson}};
            /// let text = r#"{"metadata_version": "2.1", "name": "a", "version": "1",
            ///     "keywords": ["x", "y"], "requires_dist": ["b>=1"]}"#;
            /// let form = CoreMetadataJson::parse(text)?;
            /// let metadata = CoreMetadata::from(&form);
            /// assert_eq!(metadata.keywords[0], "x,y");
            /// assert_eq!(metadata.to_json_form(), form);
            /// # Ok::<(), pkgschema::ParseError>(())
            /// ```
            pub struct CoreMetadataJson {
                $( $(#[doc = $doc])+ pub $field: json_form!(@type $times), )+
            }
        }

        impl From<&CoreMetadataJson> for CoreMetadata {
            fn from(form: &CoreMetadataJson) -> Self {
                let mut fields = CoreFields::default();
                $( fields.$field = Values::values(&form.$field); )+
                fields.keywords = joined(&form.keywords);
                fields.body = form.description.clone().filter(|text| !text.is_empty());
                fields.description = List::absent();
                Self { fields, ..Self::default() }
            }
        }

        impl CoreMetadata {
            /// The document in its JSON form.
            pub fn to_json_form(&self) -> CoreMetadataJson {
                let mut form = CoreMetadataJson::default();
                $( form.$field = Values::of(&self.$field); )+
                form.keywords = self.keywords.first().map_or_else(List::absent, |text| words::split(text).map(Text::from).collect());
                if self.body.is_some() {
                    form.description = self.body.clone();
                }
                form
            }
        }
    };
}

super::fields::with_core_fields!(json_form);

/// What a member of the form holds of the values of a field.
trait Values {
    fn of(values: &List<Text>) -> Self;
    fn values(&self) -> List<Text>;
}

impl Values for Option<Text> {
    fn of(values: &List<Text>) -> Self {
        values.first().map(plain)
    }

    fn values(&self) -> List<Text> {
        self.as_ref().map_or_else(List::absent, |text| List::from(vec![headers::folded(text)]))
    }
}

impl Values for List<Text> {
    fn of(values: &List<Text>) -> Self {
        if values.is_present() { values.iter().map(plain).collect() } else { List::absent() }
    }

    fn values(&self) -> List<Text> {
        if self.is_present() { self.iter().map(headers::folded).collect() } else { List::absent() }
    }
}

/// The text of a value, of which several lines are folded as the specification folds them.
fn plain(value: &Text) -> Text {
    headers::unfolded(value).map_or_else(|| value.clone(), Text::from)
}

fn joined(words: &List<Text>) -> List<Text> {
    match words.is_empty() {
        true => List::absent(),
        false => List::from(vec![Text::from(words.join(","))]),
    }
}

impl JsonDocument for CoreMetadataJson {
    const DOCUMENT: &'static str = "core metadata in JSON";

    fn refusal(&self) -> Option<&'static str> {
        let none = self.name.is_none() && self.metadata_version.is_none();
        none.then_some("expected core metadata with a `name` or a `metadata_version`")
    }
}

impl ToRecord<Vec<PackageMetadata>> for CoreMetadataJson {
    fn to_record(&self) -> Converted<Vec<PackageMetadata>> {
        let read = carry::to_record(&CoreMetadata::from(self));
        let here = |loss: Loss| Loss::new(self.place(&loss.pointer), loss.kind, loss.note);
        let mut losses: Vec<Loss> = read.losses.into_iter().map(here).collect();
        let note = "core metadata has no such field";
        losses.extend(Loss::of_rest(self, &Pointer::root(), note));
        Converted::new(vec![read.value], losses)
    }
}

impl CoreMetadataJson {
    /// The place of what stands in the document of fields at `pointer`.
    fn place(&self, pointer: &Pointer) -> Pointer {
        let mut tokens = pointer.tokens();
        let name = match tokens.next().as_deref() {
            Some("body") => "description".to_owned(),
            Some(name) => name.to_lowercase().replace('-', "_"),
            None => return Pointer::root(),
        };
        let place = Pointer::root().child(&name);
        let multiple = rule(&name.replace('_', "-")).is_some_and(|rule| rule.is_multiple);
        tokens.next().filter(|_| multiple).map_or(place.clone(), |index| place.child(&index))
    }
}
