//! The package of a purl as an advisory names it, and the purl of an advisory's package.
//!
//! Source: OSV schema 1.7.5, `affected[].package`; the purl types' definitions.
//!
//! Invariant: a purl whose ecosystem OSV does not list is no package, never another one.

use pkgschema::Text;
use pkgschema::advisory::Package;
use pkgschema::identity::{Ecosystem, PackageName, Purl};

/// Longest name or purl of an advisory that is written once for each version, in bytes.
const LONGEST: usize = 1 << 11;

/// A package, and the version that the purl has.
#[derive(Debug, Clone)]
pub(crate) struct PurlPackage {
    pub(crate) package: Package,
    pub(crate) ecosystem: Ecosystem,
    pub(crate) version: Option<Text>,
    /// Whether the purl says more than the package's name: where it is from, for what machine.
    pub(crate) is_qualified: bool,
}

/// The package of a purl.
///
/// # Errors
/// Why there is none, in words.
pub(crate) fn of_purl(text: &str) -> Result<PurlPackage, &'static str> {
    let purl = Purl::parse(text).map_err(|_| "the purl cannot be read")?;
    let name = PackageName::of_purl(&purl)
        .ok_or("the purl's type and namespace are no ecosystem of OSV")?;
    let ecosystem = name.ecosystem().clone();
    let mut package = Package::of(&name);
    let unversioned = without_version(&purl);
    package.purl = Some(Text::from(unversioned.as_str()));
    let is_qualified = unversioned.len() > purl.without_version().len();
    Ok(PurlPackage { package, ecosystem, version: version(&purl), is_qualified })
}

/// The version as the ecosystem spells it: rpm keeps the epoch apart in the purl.
fn version(purl: &Purl) -> Option<Text> {
    let version = purl.version()?;
    match purl.qualifier("epoch") {
        Some(epoch) if purl.package_type() == "rpm" && epoch != "0" => {
            Some(Text::from(format!("{epoch}:{version}")))
        }
        _ => Some(Text::from(version)),
    }
}

/// The purl without its version, of which rpm's epoch is a part.
pub(crate) fn without_version(purl: &Purl) -> String {
    let kind = purl.package_type().name();
    let mut builder = Purl::builder(kind, purl.name())
        .namespace(purl.namespace().unwrap_or_default())
        .subpath(purl.subpath().unwrap_or_default());
    for (key, value) in purl.qualifiers().filter(|(key, _)| kind != "rpm" || *key != "epoch") {
        builder = builder.qualifier(key, value);
    }
    let plain = || purl.without_version().to_owned();
    builder.build().map_or_else(|_| plain(), |purl| purl.as_str().to_owned())
}

/// The purl of an advisory's package with a version: the one it has, or the one that its
/// ecosystem and name give. With it, whether the purl spells the version as it is given: some
/// types have no upper case.
pub(crate) fn with_version(package: &Package, version: &str) -> Option<(String, bool)> {
    let purl = Purl::parse(&purl_of(package)?).ok()?;
    let (epoch, plain) = match version.split_once(':') {
        Some((epoch, plain)) if purl.package_type() == "rpm" => (epoch, plain),
        _ => ("", version),
    };
    let purl = purl.to_builder().version(plain).qualifier("epoch", epoch).build().ok()?;
    let is_same = self::version(&purl).as_deref() == Some(version);
    Some((purl.as_str().to_owned(), is_same))
}

/// The purl of an advisory's package, without a version.
pub(crate) fn purl_of(package: &Package) -> Option<String> {
    let given = package.purl.as_deref().filter(|text| text.len() <= LONGEST);
    let given = given.and_then(|text| Purl::parse(text).ok());
    if let Some(purl) = given {
        return Some(without_version(&purl));
    }
    let name = package.name.as_deref().filter(|name| name.len() <= LONGEST)?;
    let ecosystem = package.ecosystem.clone()?;
    let package = Package::of(&PackageName::from_document(ecosystem, name));
    package.purl.map(|purl| purl.as_str().to_owned())
}

/// What of a package its purl says, by the names of the members; with a note where another member
/// says the same, so that the purl would not be another one without it.
pub(crate) fn said_by_purl(package: &Package) -> Vec<(&'static str, Option<&'static str>)> {
    let mut said = Vec::new();
    let given = package.purl.as_deref().filter(|text| text.len() <= LONGEST);
    let is_read = given.is_some_and(|text| Purl::parse(text).is_ok());
    if is_read {
        let mut unnamed = package.clone();
        unnamed.purl = None;
        let follows = purl_of(&unnamed).is_some_and(|purl| purl_of(package) == Some(purl));
        said.push(("purl", follows.then_some("it follows from ecosystem and name")));
    }
    let note = is_read.then_some("the purl says it");
    let read = given.and_then(|text| of_purl(text).ok());
    let Some(ecosystem) = &package.ecosystem else { return said };
    if ecosystem.suffix().is_none() && read.as_ref().is_none_or(|it| it.ecosystem == *ecosystem) {
        said.push(("ecosystem", note));
    }
    let name = package.name.as_deref().unwrap_or_default();
    let name = PackageName::from_document(ecosystem.clone(), name);
    let read = read.and_then(|it| it.package.name);
    if !is_read || read.is_some_and(|read| *read == *name.normalized()) {
        said.push(("name", note));
    }
    said
}
