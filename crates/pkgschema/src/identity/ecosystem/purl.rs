//! Ecosystems and purl types.
//!
//! Invariant: no two rows of the table have the same type and namespace, so that the way back is
//! a function.

use super::{Ecosystem, EcosystemName};
use EcosystemName as Name;

/// Ecosystem, registered purl type, and the namespace that tells distributions of one type apart.
/// Absent are ecosystems without a registered type, those that patch others, and distributions
/// whose namespace no published table names: a guessed purl would be another package's.
const TABLE: &[(Name, &str, Option<&str>)] = &[
    (Name::AlmaLinux, "rpm", Some("almalinux")),
    (Name::Alpine, "apk", Some("alpine")),
    (Name::Bitnami, "bitnami", None),
    (Name::Chainguard, "apk", Some("chainguard")),
    (Name::ConanCenter, "conan", None),
    (Name::Cran, "cran", None),
    (Name::CratesIo, "cargo", None),
    (Name::Debian, "deb", Some("debian")),
    (Name::GitHubActions, "github", None),
    (Name::Go, "golang", None),
    (Name::Hackage, "hackage", None),
    (Name::Hex, "hex", None),
    (Name::Julia, "julia", None),
    (Name::Mageia, "rpm", Some("mageia")),
    (Name::Maven, "maven", None),
    (Name::MinimOs, "apk", Some("minimos")),
    (Name::Npm, "npm", None),
    (Name::NuGet, "nuget", None),
    (Name::Opam, "opam", None),
    (Name::OpenSuse, "rpm", Some("opensuse")),
    (Name::OssFuzz, GENERIC, None),
    (Name::Packagist, "composer", None),
    (Name::Pub, "pub", None),
    (Name::PyPi, "pypi", None),
    (Name::RedHat, "rpm", Some("redhat")),
    (Name::RockyLinux, "rpm", Some("rocky-linux")),
    (Name::RubyGems, "gem", None),
    (Name::Suse, "rpm", Some("suse")),
    (Name::SwiftUrl, "swift", None),
    (Name::Ubuntu, "deb", Some("ubuntu")),
    (Name::VsCode, "vscode-extension", None),
    (Name::Wolfi, "apk", Some("wolfi")),
];

/// Stands for packages of any origin, so that nothing can be concluded from it.
const GENERIC: &str = "generic";

impl Ecosystem {
    /// The registered purl type of the ecosystem's packages. `None` where there is none, where
    /// the ecosystem patches others (`Root`, `TuxCare`), where no published table names the
    /// distribution's namespace (`Azure Linux`, `Photon OS`), and where the name is not listed.
    pub fn purl_type(&self) -> Option<&'static str> {
        row(&self.base()).map(|(purl_type, _)| purl_type)
    }

    /// The namespace that a distribution's purls have: `debian`, `alpine`. `None` for ecosystems
    /// whose namespace, if any, is part of the package's name.
    pub fn purl_namespace(&self) -> Option<&'static str> {
        row(&self.base())?.1
    }

    /// The ecosystem, without a suffix, that a purl of this type and namespace belongs to. Upper
    /// and lower case are the same in both, as purl has it.
    ///
    /// For `rpm`, `deb` and `apk` the namespace decides; for other types it is not looked at.
    /// `github` gives `GitHub Actions`, the only ecosystem of repositories there; `generic` gives
    /// nothing, since it stands for any origin.
    ///
    /// ```
    /// use pkgschema::identity::Ecosystem;
    /// assert_eq!(Ecosystem::from_purl_type("cargo", None), Some(Ecosystem::CRATES_IO));
    /// let wolfi = Ecosystem::from_purl_type("apk", Some("wolfi"));
    /// assert_eq!(wolfi, Some(Ecosystem::new("Wolfi")?));
    /// assert_eq!(Ecosystem::from_purl_type("apk", None), None);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn from_purl_type(purl_type: &str, namespace: Option<&str>) -> Option<Self> {
        let fits = |(_, row_type, row_namespace): &&(Name, &str, Option<&str>)| {
            row_type.eq_ignore_ascii_case(purl_type)
                && *row_type != GENERIC
                && row_namespace.is_none_or(|expected| {
                    namespace.is_some_and(|given| given.eq_ignore_ascii_case(expected))
                })
        };
        TABLE.iter().find(fits).map(|(name, ..)| Self::from(name.clone()))
    }
}

fn row(name: &EcosystemName) -> Option<(&'static str, Option<&'static str>)> {
    let (_, purl_type, namespace) = TABLE.iter().find(|(row, ..)| row == name)?;
    Some((purl_type, *namespace))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_type_and_namespace_stands_once() {
        let mut seen = HashSet::new();
        for (name, purl_type, namespace) in TABLE {
            assert!(seen.insert((purl_type, namespace)), "{name}: {purl_type} {namespace:?}");
        }
    }
}
