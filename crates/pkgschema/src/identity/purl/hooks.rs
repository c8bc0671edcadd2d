//! Rules of registered types that their definitions state only in prose.
//!
//! Invariant: a hook changes nothing in a value that it has normalised before.

use std::borrow::Cow;

use super::{octet, parts::Parts};
use crate::ParseError;

/// The rule in prose that a type has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hook {
    /// No such rule.
    None,
    /// pypi, normalisation rules of the name: `_` becomes `-`. (The other rule, for dots, speaks
    /// of file names, not of purls.)
    Pypi,
    /// cpan, notes: a distribution name holds no `::`, an author is upper case.
    Cpan,
    /// mlflow, note of the name: a Databricks server does not distinguish case.
    Mlflow,
    /// git, native names: the namespace is the host alone, and the name the whole path on it, with
    /// its slashes. Host names have no case, and neither have the paths on GitHub and Bitbucket.
    Git,
}

impl Hook {
    /// Whether a purl that is canonical apart from the hook is canonical with it. May say no too
    /// often: then the long way is taken.
    pub(super) fn leaves(
        self,
        namespace: Option<&str>,
        name_holds: u8,
        qualifiers: Option<&str>,
    ) -> bool {
        match self {
            Self::None => true,
            Self::Pypi => name_holds & octet::UNDERSCORE == 0,
            Self::Cpan => {
                let lower = |author: &str| author.bytes().any(|byte| byte.is_ascii_lowercase());
                name_holds & octet::MARK == 0 && !namespace.is_some_and(lower)
            }
            Self::Mlflow => {
                name_holds & octet::UPPER == 0 || !qualifiers.is_some_and(names_databricks)
            }
            Self::Git => false,
        }
    }

    /// Normalises the parts, or refuses them.
    pub(super) fn apply(self, parts: &mut Parts<'_>) -> Result<(), ParseError> {
        match self {
            Self::None => Ok(()),
            Self::Pypi => {
                replace_underscores(&mut parts.name.value);
                Ok(())
            }
            Self::Cpan => cpan(parts),
            Self::Mlflow => {
                if parts.qualifier("repository_url").is_some_and(is_databricks) {
                    super::parts::lowercase(&mut parts.name.value);
                }
                Ok(())
            }
            Self::Git => {
                split_at_host(parts);
                Ok(())
            }
        }
    }
}

fn replace_underscores(name: &mut Cow<'_, str>) {
    if name.contains('_') {
        *name = Cow::Owned(name.replace('_', "-"));
    }
}

fn cpan(parts: &mut Parts<'_>) -> Result<(), ParseError> {
    if parts.name.value.contains("::") {
        let detail = "name holds `::`, which a distribution of type \"cpan\" never does";
        return Err(parts.rule_broken(detail.to_owned(), &parts.name));
    }
    if parts.namespace.value.bytes().any(|byte| byte.is_ascii_lowercase()) {
        parts.namespace.value = Cow::Owned(parts.namespace.value.to_ascii_uppercase());
    }
    Ok(())
}

/// Whether the word stands anywhere, in any ASCII case.
fn names_databricks(qualifiers: &str) -> bool {
    qualifiers.as_bytes().windows(10).any(|word| word.eq_ignore_ascii_case(b"databricks"))
}

/// Whether the host of a repository's URL is a Databricks server.
fn is_databricks(url: &str) -> bool {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = after_scheme.split(['/', '?', '#']).next().unwrap_or_default();
    host.to_ascii_lowercase().contains("databricks")
}

/// The first segment is the namespace, all others are the name.
fn split_at_host(parts: &mut Parts<'_>) {
    let path = format!("{}/{}", parts.namespace.value, parts.name.value);
    let path = super::parts::segments(&path).collect::<Vec<_>>().join("/");
    let (host, name) = path.split_once('/').unwrap_or(("", &path));
    let host = host.to_lowercase();
    let folds = matches!(&*host, "github" | "github.com" | "bitbucket" | "bitbucket.org");
    let name = if folds { name.to_lowercase() } else { name.to_owned() };
    parts.namespace.value = Cow::Owned(host);
    parts.name.value = Cow::Owned(name);
}
