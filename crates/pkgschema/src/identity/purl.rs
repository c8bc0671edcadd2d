//! Package URLs, ECMA-427 (first edition), with the registered types' rules.
//!
//! Invariant: a [`Purl`] holds canonical text, and that text reads back as the same value.

mod builder;
mod canonical;
mod definition;
mod hooks;
mod octet;
mod outline;
mod package;
mod parse;
mod parts;
mod percent;
mod rewrite;
#[cfg(feature = "json-schema")]
mod schema;
mod text;
mod type_table;

use std::{
    borrow::{Borrow, Cow},
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
};

use self::parse::Mode;
pub use self::{
    builder::PurlBuilder,
    definition::{
        ComponentDefinition, PermittedCharacters, PurlType, QualifierDefinition, Requirement,
        TypeDefinition,
    },
    text::PurlText,
};
use crate::{ParseError, Text};

const MAX_LENGTH: usize = u16::MAX as usize;

/// A package URL in canonical form: `pkg:type/namespace/name@version?qualifiers#subpath`.
///
/// The value is one text and the places of its components; accessors give decoded values, borrowed
/// wherever nothing is encoded. Equality, order and hash are those of the canonical text.
///
/// Reading is tolerant ([`parse`](Self::parse), `FromStr`, serde) or strict
/// ([`parse_strict`](Self::parse_strict)); both normalise. Where text can be read in two ways
/// (a key twice, a second unencoded `?` or `#`, a stray `%`, a name that begins with `@`, an
/// encoded slash within a segment of namespace or subpath), both refuse it.
///
/// ```
/// use pkgschema::identity::Purl;
/// let purl: Purl = "pkg:PYPI/Django_REST@1.0?b=2&a=x%20y".parse()?;
/// assert_eq!(purl.as_str(), "pkg:pypi/django-rest@1.0?a=x%20y&b=2");
/// assert_eq!(purl.name(), "django-rest");
/// assert_eq!(purl.qualifier("a").as_deref(), Some("x y"));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Clone)]
pub struct Purl {
    text: Text,
    layout: Layout,
}

/// Where the components of a canonical purl end, in bytes.
#[derive(Debug, Clone, Copy, Default)]
struct Layout {
    type_index: Option<u8>,
    type_end: u16,
    name_start: u16,
    name_end: u16,
    version_end: u16,
    qualifiers_end: u16,
}

impl Purl {
    /// The longest purl that is read or built, as text and in canonical form: 65,535 bytes.
    pub const MAX_LENGTH: usize = MAX_LENGTH;

    /// Reads a purl as the standard asks parsers to: case of scheme, type and keys, order of
    /// qualifiers, characters that should have been encoded, and empty segments are put right.
    ///
    /// # Errors
    ///
    /// [`Empty`](crate::ParseErrorKind::Empty), [`Syntax`](crate::ParseErrorKind::Syntax) or
    /// [`TypeRule`](crate::ParseErrorKind::TypeRule), with the offset of what is wrong.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse::parse(text, Mode::Tolerant)
    }

    /// Reads a purl, refusing what the standard says shall not be: uppercase scheme or qualifier
    /// keys, empty pairs and segments, relative segments in the subpath, `@` and `/` that have to
    /// be encoded in namespace, name or version, and characters that no URL holds.
    ///
    /// What the standard calls insignificant (slashes after the scheme and around a path, case
    /// where the type has none, order of qualifiers, empty values) passes and is normalised.
    ///
    /// # Errors
    ///
    /// As [`parse`](Self::parse).
    pub fn parse_strict(text: &str) -> Result<Self, ParseError> {
        parse::parse(text, Mode::Strict)
    }

    /// Begins a purl of its components, given as plain values.
    pub fn builder<'a>(
        package_type: impl Into<Cow<'a, str>>,
        name: impl Into<Cow<'a, str>>,
    ) -> PurlBuilder<'a> {
        PurlBuilder::new(package_type.into(), name.into())
    }

    /// A builder that holds this purl's components.
    pub fn to_builder(&self) -> PurlBuilder<'_> {
        let mut builder = Self::builder(self.package_type().name(), self.name())
            .namespace(self.namespace().unwrap_or_default())
            .version(self.version().unwrap_or_default())
            .subpath(self.subpath().unwrap_or_default());
        for (key, value) in self.qualifiers() {
            builder = builder.qualifier(key, value);
        }
        builder
    }

    /// The canonical text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The package type, lower case.
    pub fn package_type(&self) -> PurlType<'_> {
        let name = self.slice((4, usize::from(self.layout.type_end)));
        PurlType::new(name, self.layout.type_index)
    }

    /// The namespace, its segments separated by `/`.
    pub fn namespace(&self) -> Option<Cow<'_, str>> {
        self.layout.namespace().map(|place| decoded(self.slice(place)))
    }

    /// The namespace's segments, outermost first; none if there is no namespace.
    pub fn namespace_segments(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let place = self.layout.namespace();
        place.into_iter().flat_map(|place| self.slice(place).split('/')).map(decoded)
    }

    /// The name. For type `git` it is a path with slashes.
    pub fn name(&self) -> Cow<'_, str> {
        decoded(self.slice(self.layout.name()))
    }

    /// The version, which is never empty.
    pub fn version(&self) -> Option<Cow<'_, str>> {
        self.layout.version().map(|place| decoded(self.slice(place)))
    }

    /// The qualifiers, by key; no value is empty.
    pub fn qualifiers(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let place = self.layout.qualifiers();
        let pairs = place.into_iter().flat_map(|place| self.slice(place).split('&'));
        pairs.filter_map(|pair| pair.split_once('=')).map(|(key, value)| (key, decoded(value)))
    }

    /// The value of a qualifier, its key in any ASCII case.
    pub fn qualifier(&self, key: &str) -> Option<Cow<'_, str>> {
        let mut all = self.qualifiers();
        all.find(|(candidate, _)| candidate.eq_ignore_ascii_case(key)).map(|(_, value)| value)
    }

    /// The subpath, its segments separated by `/`; relative to the package's root.
    pub fn subpath(&self) -> Option<Cow<'_, str>> {
        self.layout.subpath(self.text.len()).map(|place| decoded(self.slice(place)))
    }

    fn slice(&self, (start, end): (usize, usize)) -> &str {
        self.text.get(start..end).unwrap_or_default()
    }
}

impl Layout {
    fn namespace(&self) -> Option<(usize, usize)> {
        between(self.type_end, self.name_start.saturating_sub(1))
    }

    fn name(&self) -> (usize, usize) {
        (usize::from(self.name_start), usize::from(self.name_end))
    }

    fn version(&self) -> Option<(usize, usize)> {
        between(self.name_end, self.version_end)
    }

    fn qualifiers(&self) -> Option<(usize, usize)> {
        between(self.version_end, self.qualifiers_end)
    }

    fn subpath(&self, length: usize) -> Option<(usize, usize)> {
        let start = usize::from(self.qualifiers_end);
        (length > start).then_some((start + 1, length))
    }
}

impl FromStr for Purl {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        Self::parse(text)
    }
}

impl TryFrom<&str> for Purl {
    type Error = ParseError;

    fn try_from(text: &str) -> Result<Self, ParseError> {
        Self::parse(text)
    }
}

impl From<Purl> for String {
    fn from(purl: Purl) -> Self {
        purl.text.into()
    }
}

impl AsRef<str> for Purl {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl Borrow<str> for Purl {
    fn borrow(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Purl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Purl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Purl").field(&self.as_str()).finish()
    }
}

impl PartialEq for Purl {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Purl {}

impl PartialOrd for Purl {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Purl {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Hash for Purl {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl serde_core::Serialize for Purl {
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> serde_core::Deserialize<'de> for Purl {
    fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Visitor)
    }
}

struct Visitor;

impl serde_core::de::Visitor<'_> for Visitor {
    type Value = Purl;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a package URL")
    }

    fn visit_str<E: serde_core::de::Error>(self, text: &str) -> Result<Purl, E> {
        Purl::parse(text).map_err(E::custom)
    }
}

/// What lies between two places and behind a separator, if anything does.
fn between(start: u16, end: u16) -> Option<(usize, usize)> {
    (end > start).then_some((usize::from(start) + 1, usize::from(end)))
}

/// The value of a component of canonical text, in which every escape is sound.
fn decoded(text: &str) -> Cow<'_, str> {
    percent::decode(text).unwrap_or(Cow::Borrowed(text))
}
