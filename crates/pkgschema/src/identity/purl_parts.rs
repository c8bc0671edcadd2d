//! A package URL taken apart.
//!
//! Invariant: the parts are decoded, and together they are the package URL that stands beside them.

use super::{Purl, PurlText};
use crate::Text;
use crate::object::Map;

crate::object! {
    /// A package URL taken apart (ECMA-427): its components, decoded.
    ///
    /// ```
    /// use pkgschema::identity::{Purl, PurlParts};
    /// let parts = PurlParts::from(&Purl::parse("pkg:npm/%40margin/left@1.4.0?os=linux#lib")?);
    /// assert_eq!(parts.namespace.as_deref(), Some("@margin"));
    /// assert_eq!(parts.qualifiers.get("os").map(|os| os.as_str()), Some("linux"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct PurlParts {
        required {
            /// The version of this schema, `1.0`.
            pub schema_version: Text = "schemaVersion",
            /// The package URL in canonical form.
            pub purl: PurlText,
            /// The type, in lower case.
            pub package_type: Text = "type",
            /// The name.
            pub name: Text,
        }
        /// The namespace, its segments joined by slashes. Absent means that there is none.
        pub namespace: Option<Text>,
        /// The version. Absent means that no one version is named.
        pub version: Option<Text>,
        /// The qualifiers by key. Empty means that there are none.
        pub qualifiers: Map<Text>,
        /// The path within the package, its segments joined by slashes. Absent means the package
        /// itself.
        pub subpath: Option<Text>,
    }
}

impl From<&Purl> for PurlParts {
    fn from(purl: &Purl) -> Self {
        let text = |text: Option<std::borrow::Cow<'_, str>>| text.map(|text| Text::from(&*text));
        let (kind, name) = (purl.package_type().name(), purl.name());
        let mut parts = Self::new("1.0", purl, kind, &*name);
        parts.namespace = text(purl.namespace());
        parts.version = text(purl.version());
        parts.qualifiers =
            purl.qualifiers().map(|(key, value)| (key, Text::from(&*value))).collect();
        parts.subpath = text(purl.subpath());
        parts
    }
}
