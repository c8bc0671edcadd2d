//! What is asked of an advisory: a version of a package.
//!
//! Invariant: the version is read once, however many advisories are asked.

use crate::Text;
use crate::identity::{Ecosystem, PackageName, Purl};
use crate::version::{Scheme, Version};

/// A version of a package, ready to be held against advisories.
///
/// ```
/// use pkgschema::advisory::PackageVersion;
/// use pkgschema::identity::{Ecosystem, Purl};
/// let purl = PackageVersion::of_purl(&Purl::parse("pkg:pypi/jinja2@2.4.1")?).unwrap();
/// assert_eq!(purl, PackageVersion::new(Ecosystem::PYPI, "Jinja2", "2.4.1"));
/// assert_eq!(purl.version(), Some("2.4.1"));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone)]
pub struct PackageVersion {
    name: PackageName,
    key: String,
    version: Option<Text>,
    own: Option<Version>,
    semver: Option<Version>,
    /// What this is a local build of.
    public: Option<Box<Self>>,
}

impl PackageVersion {
    /// A version of the package that an ecosystem knows by this name. A listed ecosystem is
    /// known in any case of its letters.
    pub fn new(ecosystem: Ecosystem, name: &str, version: &str) -> Self {
        Self::of_package(PackageName::from_document(ecosystem, name)).at(version)
    }

    /// A package without saying which version.
    pub fn of_package(name: PackageName) -> Self {
        let name = match name.ecosystem() {
            ecosystem if ecosystem.is_listed() => name,
            other => PackageName::from_document(other.in_listed_case(), name.as_source()),
        };
        let key = name.package_key();
        Self { name, key, version: None, own: None, semver: None, public: None }
    }

    /// The package and version that a purl is about. `None` if its type belongs to no ecosystem.
    pub fn of_purl(purl: &Purl) -> Option<Self> {
        let package = Self::of_package(PackageName::of_purl(purl)?);
        Some(match purl.version() {
            Some(version) => package.at(&version),
            None => package,
        })
    }

    /// The same package in this version.
    #[must_use]
    pub fn at(mut self, version: &str) -> Self {
        let own = Scheme::of_ecosystem(self.name.ecosystem());
        self.own = own.and_then(|scheme| read(scheme, version));
        self.semver = match own {
            Some(Scheme::Npm | Scheme::Cargo | Scheme::Semver) => None,
            _ => read(Scheme::Semver, version),
        };
        self.public = match &self.own {
            Some(Version::Pypi(own)) if !own.local().is_empty() => {
                let public = version.split_once('+').map(|(public, _)| public);
                public.map(|public| Box::new(Self::of_package(self.name.clone()).at(public)))
            }
            _ => None,
        };
        self.version = Some(Text::from(version));
        self
    }

    /// The package.
    pub fn name(&self) -> &PackageName {
        &self.name
    }

    /// The version as it was asked for.
    pub fn version(&self) -> Option<&str> {
        self.version.as_deref()
    }

    /// Equal for all spellings of the package.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// Whether the text is the same version by the ecosystem's own order.
    pub(super) fn equals(&self, text: &str) -> bool {
        let other = self.own.as_ref().and_then(|own| read(own.scheme(), text));
        let order = self.own.as_ref().zip(other).and_then(|(own, other)| own.compare(&other));
        order.is_some_and(std::cmp::Ordering::is_eq)
    }

    /// The public version that this is a local build of.
    pub(super) fn public(&self) -> Option<&Self> {
        self.public.as_deref()
    }

    /// The version by the rules of a scheme, if it is one.
    pub(super) fn by(&self, scheme: Scheme) -> Option<&Version> {
        let both = [self.own.as_ref(), self.semver.as_ref()];
        both.into_iter().flatten().find(|version| version.scheme() == scheme)
    }
}

/// The version, if it is one. Semantic versions may have a `v` before them, as Go's and the tags
/// of repositories do.
pub(crate) fn read(scheme: Scheme, text: &str) -> Option<Version> {
    let text = match scheme {
        Scheme::Semver => text.strip_prefix('v').unwrap_or(text),
        _ => text,
    };
    Version::parse(scheme, text).ok()
}

impl PartialEq for PackageVersion {
    fn eq(&self, other: &Self) -> bool {
        let packages = (&self.key, self.name.ecosystem().suffix());
        packages == (&other.key, other.name.ecosystem().suffix()) && self.version == other.version
    }
}
