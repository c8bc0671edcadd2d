//! Ecosystems by OSV's names.
//!
//! Invariant: a name behind the first colon is a suffix, whatever it holds; the text before it
//! alone says which ecosystem it is.

mod name;
mod purl;

pub use name::EcosystemName;

use crate::Text;
use crate::text::shaped::shaped_text;

shaped_text! {
    /// A package ecosystem by OSV's name, with a suffix behind the first colon where it has one:
    /// `npm`, `PyPI`, `Debian:12`, `Ubuntu:Pro:18.04:LTS`, `Maven:` and a repository's URL (OSV
    /// schema, `affected[].package.ecosystem`). Names are case-sensitive. The vocabulary is open:
    /// [`is_listed`](Self::is_listed) tells what OSV lists.
    ///
    /// Equality and order are those of the text: `Debian` and `Debian:12` are two.
    ///
    /// ```
    /// use pkgschema::identity::{Ecosystem, EcosystemName};
    /// let ubuntu = Ecosystem::new("Ubuntu:Pro:18.04:LTS")?;
    /// assert_eq!(ubuntu.base(), EcosystemName::Ubuntu);
    /// assert_eq!(ubuntu.suffix(), Some("Pro:18.04:LTS"));
    /// assert_eq!((ubuntu.purl_type(), ubuntu.purl_namespace()), (Some("deb"), Some("ubuntu")));
    /// assert!(!Ecosystem::new("Homebrew")?.is_listed());
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct Ecosystem {
        code: "malformed-ecosystem",
        expected: "an ecosystem's name, and behind a colon a suffix",
        pattern: r"^[^:\n\r\u2028\u2029]+(:[^\n\r\u2028\u2029]+)?$",
        examples: EcosystemName::LISTED,
        check: is_ecosystem,
    }
}

impl Ecosystem {
    /// The npm registry: JavaScript packages.
    pub const NPM: Self = Self(Text::from_static("npm"));
    /// The Python Package Index.
    pub const PYPI: Self = Self(Text::from_static("PyPI"));
    /// The Rust community's registry.
    pub const CRATES_IO: Self = Self(Text::from_static("crates.io"));
    /// Maven repositories: `groupId:artifactId`.
    pub const MAVEN: Self = Self(Text::from_static("Maven"));

    /// The ecosystem's name without a suffix.
    pub fn base(&self) -> EcosystemName {
        EcosystemName::from(self.split().0)
    }

    /// What stands behind the first colon. `Maven:` has the empty suffix, which is malformed;
    /// `Maven` has none.
    pub fn suffix(&self) -> Option<&str> {
        self.split().1
    }

    /// Whether OSV lists the name before the suffix.
    pub fn is_listed(&self) -> bool {
        self.base().is_listed()
    }

    /// The listed ecosystem that the name is but for the case of its letters, suffix included;
    /// the same if there is none.
    #[cfg(feature = "advisory")]
    pub(crate) fn in_listed_case(&self) -> Self {
        let (base, suffix) = self.split();
        let listed = EcosystemName::LISTED.iter().find(|listed| listed.eq_ignore_ascii_case(base));
        match (listed, suffix) {
            (Some(listed), _) if *listed == base => self.clone(),
            (Some(listed), None) => Self::from_document(*listed),
            (Some(listed), Some(suffix)) => Self::from_document(format!("{listed}:{suffix}")),
            (None, _) => self.clone(),
        }
    }

    fn split(&self) -> (&str, Option<&str>) {
        match self.as_str().split_once(':') {
            Some((base, suffix)) => (base, Some(suffix)),
            None => (self.as_str(), None),
        }
    }
}

impl From<EcosystemName> for Ecosystem {
    /// The ecosystem without a suffix. A name that is not listed is taken as it stands.
    fn from(name: EcosystemName) -> Self {
        Self::from_document(name.as_str())
    }
}

fn is_ecosystem(text: &str) -> bool {
    let (base, suffix) = text.split_once(':').unwrap_or((text, "none"));
    let line_end = |c: char| matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}');
    !base.is_empty() && !suffix.is_empty() && !text.contains(line_end)
}
