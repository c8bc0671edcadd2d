//! Addresses as documents write them.
//!
//! Invariant: a link is never respelled; `url::Url` is what an accessor gives, never what is
//! stored.

use super::shaped::shaped_text;

shaped_text! {
    /// An absolute URL or other URI: a scheme, a colon, and something without white space,
    /// control characters, quotes and angle brackets (RFC 3986 section 3).
    ///
    /// ```
    /// use pkgschema::text::Link;
    /// let link = Link::new("https://project.example")?;
    /// assert_eq!(link.as_str(), "https://project.example");
    /// assert_eq!(link.scheme(), Some("https"));
    /// assert!(!Link::from_document("see the readme").is_well_formed());
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct Link {
        code: "malformed-link",
        expected: "an absolute URL",
        pattern: r#"^[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f-\x9f"<>]+$"#,
        check: is_absolute,
    }
}

impl Link {
    /// The scheme as written, of a well-formed link.
    pub fn scheme(&self) -> Option<&str> {
        let (scheme, _) = self.as_str().split_once(':')?;
        self.is_well_formed().then_some(scheme)
    }

    /// The parsed URL, where the text is one by the WHATWG URL standard. It may be spelt
    /// differently (a slash added, the host in lower case).
    #[cfg(feature = "url")]
    pub fn to_url(&self) -> Option<url::Url> {
        url::Url::parse(self.as_str()).ok()
    }
}

fn is_absolute(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let first = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    let scheme = scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+.-".contains(&b));
    let forbidden = |c: char| c <= ' ' || c.is_control() || matches!(c, '"' | '<' | '>');
    first && scheme && !rest.is_empty() && !rest.contains(forbidden)
}
