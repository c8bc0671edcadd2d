//! Which ecosystem a package collection is.
//!
//! Invariant: a collection is known by its host and the beginning of its path, whole labels and
//! whole segments; one that is not known is no ecosystem.

use pkgschema::identity::{Ecosystem, EcosystemName};

/// Collections by the address that CVE records name them with.
///
/// The default knows the public registries of the ecosystems that OSV lists by the domain that
/// each is run under. A caller adds others, or begins with [`none`](Self::none).
///
/// ```
/// use pkgschema::identity::Ecosystem;
/// use pkgschema_convert::formats::Collections;
/// let known = Collections::none().with("https://registry.example/npm", Ecosystem::NPM);
/// assert_eq!(known.ecosystem("https://eu.registry.example/npm/-/"), Some(&Ecosystem::NPM));
/// assert_eq!(known.ecosystem("https://registry.example/npmx"), None);
/// assert_eq!(known.ecosystem("https://otherregistry.example/npm"), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collections {
    known: Vec<Collection>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Collection {
    host: String,
    path: String,
    ecosystem: Ecosystem,
}

/// The last labels of the hosts that an ecosystem's registry is run under.
const DOMAINS: [(&[&str], EcosystemName); 15] = [
    (&["pkg", "go", "dev"], EcosystemName::Go),
    (&["npmjs", "org"], EcosystemName::Npm),
    (&["npmjs", "com"], EcosystemName::Npm),
    (&["pypi", "org"], EcosystemName::PyPi),
    (&["pypi", "python", "org"], EcosystemName::PyPi),
    (&["crates", "io"], EcosystemName::CratesIo),
    (&["maven", "org"], EcosystemName::Maven),
    (&["maven", "apache", "org"], EcosystemName::Maven),
    (&["rubygems", "org"], EcosystemName::RubyGems),
    (&["nuget", "org"], EcosystemName::NuGet),
    (&["packagist", "org"], EcosystemName::Packagist),
    (&["hex", "pm"], EcosystemName::Hex),
    (&["pub", "dev"], EcosystemName::Pub),
    (&["hackage", "haskell", "org"], EcosystemName::Hackage),
    (&["cran", "r-project", "org"], EcosystemName::Cran),
];

impl Default for Collections {
    fn default() -> Self {
        let known = DOMAINS.map(|(labels, name)| Collection {
            host: labels.join("."),
            path: String::new(),
            ecosystem: Ecosystem::from(name),
        });
        Self { known: known.into() }
    }
}

impl Collections {
    /// No collection.
    pub fn none() -> Self {
        Self { known: Vec::new() }
    }

    /// The same with one more: every address on this host, or below it, whose path begins so. Of
    /// several that fit, the one that was added last counts.
    #[must_use]
    pub fn with(mut self, url: &str, ecosystem: Ecosystem) -> Self {
        let (host, path) = parts(url);
        let path = path.trim_matches('/').to_owned();
        self.known.push(Collection { host: host.to_ascii_lowercase(), path, ecosystem });
        self
    }

    /// The ecosystem of the collection at an address.
    pub fn ecosystem(&self, url: &str) -> Option<&Ecosystem> {
        let (host, path) = parts(url);
        let (host, path) = (host.to_ascii_lowercase(), path.trim_matches('/'));
        let found = self.known.iter().rev().find(|one| {
            ends_with(&host, &one.host) && begins_with(path, &one.path) && !one.host.is_empty()
        });
        found.map(|one| &one.ecosystem)
    }
}

/// Host and path of an address, without scheme, port, user, query and fragment.
fn parts(url: &str) -> (&str, &str) {
    let rest = url.trim().split_once("://").map_or(url.trim(), |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    (host.trim_end_matches('.'), path)
}

fn ends_with(host: &str, labels: &str) -> bool {
    let before = host.strip_suffix(labels);
    before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

fn begins_with(path: &str, segments: &str) -> bool {
    let behind = path.strip_prefix(segments);
    segments.is_empty() || behind.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
