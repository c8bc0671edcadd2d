//! The version of the notice's schema.
//!
//! Invariant: every `1.x` is well-formed, so that a later minor version reads.

use crate::text::shaped::shaped_text;

shaped_text! {
    /// The version of the takedown notice schema: `1.0`, or any later `1.x`. Minor versions add
    /// and never change.
    pub struct SchemaVersion {
        code: "malformed-schema-version",
        expected: "version 1 of the schema, such as 1.0",
        pattern: r"^1\.(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*))?$",
        check: is_one,
    }
}

impl SchemaVersion {
    /// The version that is described here.
    pub const CURRENT: Self = Self(crate::Text::from_static("1.0"));

    /// Whether it is a minor version after the one that is described here.
    pub fn is_later(&self) -> bool {
        let minor = self.as_str().split('.').nth(1);
        self.is_well_formed() && minor.is_some_and(|minor| minor != "0")
    }
}

fn is_one(text: &str) -> bool {
    let number = |part: &str| {
        let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        digits && (part == "0" || !part.starts_with('0'))
    };
    let mut parts = text.split('.');
    let (major, minor, patch) = (parts.next(), parts.next(), parts.next());
    major == Some("1")
        && minor.is_some_and(number)
        && patch.is_none_or(number)
        && parts.next().is_none()
}
