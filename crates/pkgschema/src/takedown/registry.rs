//! Which registry.
//!
//! Invariant: two addresses that only differ in spelling are one registry, every other two are
//! two.

use crate::Text;
use crate::text::Link;
use std::borrow::Cow;

crate::object! {
    /// A registry, known by its address.
    pub struct Registry {
        required {
            /// The registry's base address, as its clients are configured with it.
            pub url: Link,
        }
        /// The purl type of what it holds: `npm`, `pypi`. Absent means that the subjects say it.
        pub purl_type: Option<Text> = "purlType",
        /// What people call it.
        pub name: Option<Text>,
    }
}

impl Registry {
    /// Whether two addresses are one registry: scheme and host in any case, with or without the
    /// scheme's own port, with or without slashes at the end. Nothing else is folded.
    ///
    /// ```
    /// use pkgschema::{takedown::Registry, text::Link};
    /// let url = |text: &str| Link::from_document(text);
    /// assert!(Registry::is_same(&url("HTTPS://Registry.example:443/npm/"), &url("https://registry.example/npm")));
    /// assert!(!Registry::is_same(&url("https://registry.example/npm"), &url("https://registry.example/NPM")));
    /// ```
    pub fn is_same(left: &Link, right: &Link) -> bool {
        left == right || normalized(left.as_str()) == normalized(right.as_str())
    }
}

/// The one spelling of an address.
pub(super) fn normalized(address: &str) -> Cow<'_, str> {
    let trimmed = address.trim_end_matches('/');
    let Some((scheme, rest)) = trimmed.split_once("://") else { return Cow::Borrowed(trimmed) };
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let port = match scheme.to_ascii_lowercase().as_str() {
        "https" => ":443",
        "http" => ":80",
        _ => "",
    };
    let short = host.strip_suffix(port).unwrap_or(host);
    let upper = |text: &str| text.bytes().any(|byte| byte.is_ascii_uppercase());
    if short.len() == host.len() && !upper(scheme) && !upper(host) {
        return Cow::Borrowed(trimmed);
    }
    // What stands before an @ is no host and has a case of its own.
    let (user, host) = short.rsplit_once('@').map_or(("", short), |(user, host)| (user, host));
    let at = if user.is_empty() { "" } else { "@" };
    let (scheme, host) = (scheme.to_ascii_lowercase(), host.to_ascii_lowercase());
    Cow::Owned(format!("{scheme}://{user}{at}{host}{path}"))
}
