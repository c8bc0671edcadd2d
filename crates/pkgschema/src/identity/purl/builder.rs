//! Purls from components.
//!
//! Invariant: `build` gives a purl that reads back as itself, or an error.

use std::borrow::Cow;

use super::{
    Purl,
    parts::{Part, Parts, Qualifier, type_problem},
};
use crate::{ParseError, ParseErrorKind};

/// Components to build a [`Purl`] of, as plain values: nothing here is percent-encoded.
///
/// ```
/// use pkgschema::identity::Purl;
/// let purl = Purl::builder("npm", "core").namespace("@babel").version("7.0.0+x").build()?;
/// assert_eq!(purl.as_str(), "pkg:npm/%40babel/core@7.0.0%2Bx");
/// let error = Purl::builder("cargo", "serde").namespace("dtolnay").build().unwrap_err();
/// assert_eq!(error.detail(), "namespace is prohibited for type \"cargo\"");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "a builder makes a purl only when `build` is called"]
pub struct PurlBuilder<'a> {
    package_type: Cow<'a, str>,
    namespace: Cow<'a, str>,
    name: Cow<'a, str>,
    version: Cow<'a, str>,
    qualifiers: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    subpath: Cow<'a, str>,
}

impl<'a> PurlBuilder<'a> {
    pub(super) fn new(package_type: Cow<'a, str>, name: Cow<'a, str>) -> Self {
        Self {
            package_type,
            namespace: Cow::Borrowed(""),
            name,
            version: Cow::Borrowed(""),
            qualifiers: Vec::new(),
            subpath: Cow::Borrowed(""),
        }
    }

    /// Sets the namespace, its segments separated by `/`. Empty segments are dropped; the empty
    /// namespace is none.
    pub fn namespace(mut self, namespace: impl Into<Cow<'a, str>>) -> Self {
        self.namespace = namespace.into();
        self
    }

    /// Sets the version. The empty version is none.
    pub fn version(mut self, version: impl Into<Cow<'a, str>>) -> Self {
        self.version = version.into();
        self
    }

    /// Adds a qualifier. An empty value is as if the qualifier were not there; a key that is there
    /// twice is an error of [`build`](Self::build).
    pub fn qualifier(
        mut self,
        key: impl Into<Cow<'a, str>>,
        value: impl Into<Cow<'a, str>>,
    ) -> Self {
        self.qualifiers.push((key.into(), value.into()));
        self
    }

    /// Sets the subpath, its segments separated by `/`. The segments `.` and `..` and empty ones
    /// are dropped; the empty subpath is none.
    pub fn subpath(mut self, subpath: impl Into<Cow<'a, str>>) -> Self {
        self.subpath = subpath.into();
        self
    }

    /// The purl of these components, normalised as its type demands.
    ///
    /// # Errors
    ///
    /// [`Syntax`](crate::ParseErrorKind::Syntax) for a type, name or qualifier key that no purl
    /// can have, and for more than [`Purl::MAX_LENGTH`] bytes;
    /// [`TypeRule`](crate::ParseErrorKind::TypeRule) if the type refuses a component.
    pub fn build(self) -> Result<Purl, ParseError> {
        if let Some((_, detail)) = type_problem(&self.package_type) {
            return Err(ParseError::new(ParseErrorKind::Syntax, detail, &self.package_type));
        }
        let part = |value| Part { value, at: None };
        let qualifiers = self.qualifiers.into_iter();
        let parts = Parts {
            source: None,
            package_type: part(self.package_type),
            namespace: part(self.namespace),
            name: part(self.name),
            version: part(self.version),
            qualifiers: qualifiers.map(|(key, value)| Qualifier { key, value, at: None }).collect(),
            subpath: part(self.subpath),
        };
        parts.assemble()
    }
}
