//! Package names.
//!
//! Invariant: two names are equal exactly if their ecosystems are, and their normalised forms.

mod of_purl;
mod parts;
mod rules;

use super::{Ecosystem, EcosystemName, Purl};
use crate::{Finding, ParseError, ParseErrorKind, Pointer, Severity, Text};
use std::borrow::Cow;
use std::hash::{Hash, Hasher};

/// A package's name in an ecosystem, spelt as in the source.
///
/// There is no `Display`: whether a reader wants the name as it was spelt, as the ecosystem
/// normalises it, or as a purl has it, only the caller knows.
///
/// ```
/// use pkgschema::identity::{Ecosystem, PackageName};
/// let name = PackageName::new(Ecosystem::PYPI, "Zope.Interface")?;
/// assert_eq!(name.as_source(), "Zope.Interface");
/// assert_eq!(name.normalized(), "zope-interface");
/// assert_eq!(name.purl_parts().1, "zope.interface");
/// assert_eq!(name, PackageName::new(Ecosystem::PYPI, "zope_interface")?);
/// assert!(PackageName::new(Ecosystem::NPM, "../left-pad").is_err());
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone)]
pub struct PackageName {
    ecosystem: Ecosystem,
    source: Text,
}

impl PackageName {
    /// A name that keeps the rules of its ecosystem.
    ///
    /// # Errors
    /// As [`validate`](Self::validate).
    pub fn new(ecosystem: Ecosystem, name: &str) -> Result<Self, ParseError> {
        let name = Self::from_document(ecosystem, name);
        name.validate().map(|()| name)
    }

    /// A name as it stands in a document, whatever it is.
    pub fn from_document(ecosystem: Ecosystem, name: impl Into<Text>) -> Self {
        Self { ecosystem, source: name.into() }
    }

    /// The ecosystem.
    pub fn ecosystem(&self) -> &Ecosystem {
        &self.ecosystem
    }

    /// The name as the source spells it.
    pub fn as_source(&self) -> &str {
        &self.source
    }

    /// The name as the ecosystem normalises names. PyPI: lower case, and `-` for each run of
    /// `-`, `_` and `.` (PEP 503). The source elsewhere: npm, crates.io and Maven take a name
    /// only as it is spelt.
    pub fn normalized(&self) -> Cow<'_, str> {
        match self.ecosystem.base() {
            EcosystemName::PyPi => parts::pep503(&self.source),
            _ => Cow::Borrowed(&self.source),
        }
    }

    /// What the registry tells names apart by: of two names with one key it holds one at most.
    /// crates.io: lower case, `-` for `_`. NuGet, Packagist, GitHub Actions and VSCode: lower
    /// case. The normalised name elsewhere.
    ///
    /// ```
    /// use pkgschema::identity::{Ecosystem, PackageName};
    /// let name = PackageName::new(Ecosystem::CRATES_IO, "Inflector_2")?;
    /// assert_eq!((name.normalized(), name.registry_key()), ("Inflector_2".into(), "inflector-2".into()));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn registry_key(&self) -> Cow<'_, str> {
        match self.ecosystem.base() {
            EcosystemName::CratesIo => parts::lower_with_hyphens(&self.source),
            EcosystemName::NuGet
            | EcosystemName::Packagist
            | EcosystemName::GitHubActions
            | EcosystemName::VsCode => parts::lower(&self.source),
            _ => self.normalized(),
        }
    }

    /// The part that names an owner: npm's scope with its `@`, Maven's groupId, the vendor of a
    /// Packagist package, the path before a Go module's last element.
    pub fn namespace(&self) -> Option<&str> {
        parts::split(&self.ecosystem.base(), &self.source).0
    }

    /// The name without its [`namespace`](Self::namespace).
    pub fn base_name(&self) -> &str {
        parts::split(&self.ecosystem.base(), &self.source).1
    }

    /// Namespace and name of the package's purl, not percent-encoded: a distribution's namespace,
    /// and PyPI's name in purl's form, which is lower case with `-` for `_` and keeps the dots
    /// that PEP 503 replaces. What else a purl type folds is left to the purl.
    pub fn purl_parts(&self) -> (Option<&str>, Cow<'_, str>) {
        let base = self.ecosystem.base();
        let source = parts::without_git_url(&base, &self.source);
        let (namespace, name) = parts::split(&base, source);
        let name = match base {
            EcosystemName::PyPi => parts::lower_with_hyphens(name),
            _ => Cow::Borrowed(name),
        };
        (self.ecosystem.purl_namespace().or(namespace), name)
    }

    /// The package URL of a version of the package, or of the package. `None` if the ecosystem
    /// has no purl type.
    ///
    /// ```
    /// use pkgschema::identity::{Ecosystem, PackageName};
    /// let name = PackageName::new(Ecosystem::NPM, "@example/thing")?;
    /// assert_eq!(name.purl(Some("1.0.0")).unwrap()?.as_str(), "pkg:npm/%40example/thing@1.0.0");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    ///
    /// # Errors
    /// If a rule of the purl type forbids the name or version.
    pub fn purl(&self, version: Option<&str>) -> Option<Result<Purl, ParseError>> {
        let (namespace, name) = self.purl_parts();
        let mut builder = Purl::builder(self.ecosystem.purl_type()?, name);
        if let Some(namespace) = namespace {
            builder = builder.namespace(namespace);
        }
        if let Some(version) = version {
            builder = builder.version(version);
        }
        Some(builder.build())
    }

    /// What is odd about the name, at the root pointer. Errors: what no package of the ecosystem
    /// is called, hidden characters, paths. Warnings: what only old packages are called, letters
    /// beyond ASCII where the ecosystem may allow them.
    pub fn check(&self) -> Vec<Finding> {
        let found = rules::broken(&self.ecosystem.base(), &self.source);
        let finding = |broken: rules::Broken| {
            let words = format!("{}, found {:?}", broken.words, self.source);
            Finding::new(Pointer::root(), broken.code, broken.severity, words)
        };
        found.into_iter().map(finding).collect()
    }

    /// Whether the name keeps the rules of its ecosystem; warnings do not count.
    ///
    /// # Errors
    /// The first error that [`check`](Self::check) finds.
    pub fn validate(&self) -> Result<(), ParseError> {
        let found = rules::broken(&self.ecosystem.base(), &self.source);
        match found.into_iter().find(|broken| broken.severity == Severity::Error) {
            None => Ok(()),
            Some(_) if self.source.is_empty() => {
                Err(ParseError::new(ParseErrorKind::Empty, "a package has a name", ""))
            }
            Some(broken) => {
                Err(ParseError::new(ParseErrorKind::TypeRule, broken.words, &self.source))
            }
        }
    }
}

impl PartialEq for PackageName {
    fn eq(&self, other: &Self) -> bool {
        self.ecosystem == other.ecosystem && self.normalized() == other.normalized()
    }
}

impl Eq for PackageName {}

impl Hash for PackageName {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.ecosystem.hash(state);
        self.normalized().hash(state);
    }
}
