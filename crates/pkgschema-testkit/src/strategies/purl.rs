//! Purl components and texts that look like purls.
//!
//! Invariant: every rule of the grammar has inputs on both sides of it.

use pkgschema::{
    ParseError,
    identity::{Purl, PurlType},
};
use proptest::{collection::vec, prelude::*, sample::select};

/// Components as a caller may hand them to the builder, sound or not.
#[derive(Debug, Clone)]
pub struct Components {
    /// A registered type in any case, a well-formed one, or neither.
    pub package_type: String,
    /// Segments, some of them empty.
    pub namespace: String,
    /// Any text.
    pub name: String,
    /// Any text.
    pub version: String,
    /// Keys may be there twice.
    pub qualifiers: Vec<(String, String)>,
    /// Segments, some of them empty or relative.
    pub subpath: String,
}

impl Components {
    /// What the builder makes of them.
    pub fn build(&self) -> Result<Purl, ParseError> {
        let mut builder = Purl::builder(&self.package_type, &self.name)
            .namespace(&self.namespace)
            .version(&self.version)
            .subpath(&self.subpath);
        for (key, value) in &self.qualifiers {
            builder = builder.qualifier(key, value);
        }
        builder.build()
    }
}

/// Components of all kinds.
pub fn components() -> impl Strategy<Value = Components> {
    let qualifiers = vec((key(), value(4)), 0..4);
    (package_type(), value(5), value(4), value(4), qualifiers, value(6)).prop_map(
        |(package_type, namespace, name, version, qualifiers, subpath)| Components {
            package_type,
            namespace,
            name,
            version,
            qualifiers,
            subpath,
        },
    )
}

/// Texts made of pieces of purls, most of them with the scheme in front.
pub fn text() -> impl Strategy<Value = String> {
    let start = prop_oneof![8 => Just("pkg:"), 1 => Just("PKG://"), 1 => Just("")];
    let wild = vec(select(PIECES), 0..14).prop_map(|pieces| pieces.concat());
    let shaped = (package_type(), vec(select(PIECES), 1..12))
        .prop_map(|(kind, pieces)| format!("{kind}/{}", pieces.concat()));
    (start, prop_oneof![1 => wild, 3 => shaped]).prop_map(|(start, rest)| format!("{start}{rest}"))
}

fn package_type() -> impl Strategy<Value = String> {
    let registered: Vec<_> = PurlType::all().map(|known| known.name().to_owned()).collect();
    prop_oneof![
        6 => select(registered.clone()),
        2 => select(registered).prop_map(|name| name.to_uppercase()),
        2 => "[a-z][a-z0-9.-]{0,6}",
        1 => "[a-zA-Z0-9+%é]{0,4}",
    ]
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => select(&["uuid", "tag_id", "arch", "repository_url", "Checksum", "a.b-c_d"][..])
            .prop_map(str::to_owned),
        3 => "[a-zA-Z][a-z0-9._-]{0,5}",
        1 => "[a-z=&%~ ]{0,2}",
    ]
}

fn value(pieces: usize) -> impl Strategy<Value = String> {
    vec(select(VALUES), 0..pieces).prop_map(|pieces| pieces.concat())
}

/// Pieces of decoded values.
const VALUES: &[&str] = &[
    "a",
    "Left",
    "pad",
    "0",
    "1.2.3",
    "_",
    "-",
    ".",
    "..",
    "/",
    "//",
    "/",
    "@",
    "?",
    "#",
    "%",
    "%2F",
    "%41",
    "&",
    "=",
    "+",
    ":",
    "::",
    "~",
    " ",
    "!*'()$,[",
    "\"",
    "\\",
    "\u{0}",
    "\n",
    "\u{7f}",
    "é",
    "İ",
    "Σ",
    "ΑΣ",
    "ß",
    "ẞ",
    "ſ",
    "K",
    "日本",
    "😀",
    "e\u{301}",
    "github",
    "https://x.databricks.example/y",
    "dlpngalgnefjeiefhmpklpfiohadpglk",
];

/// Pieces of purl texts.
const PIECES: &[&str] = &[
    "a",
    "Left",
    "pad",
    "0",
    "1.2.3",
    "_",
    "-",
    ".",
    "..",
    "/",
    "/",
    "/",
    "//",
    "@",
    "@",
    "@1.0",
    "?",
    "?a=1",
    "?uuid=1",
    "?tag_id=1",
    "&",
    "&b=2",
    "&B=2",
    "a=",
    "=",
    "#",
    "#sub/path",
    "%",
    "%2",
    "%2F",
    "%2f",
    "%40",
    "%41",
    "%3a",
    "%25",
    "%00",
    "%C3%A9",
    "%c3%a9",
    "%FF",
    "%C4%B0",
    "+",
    ":",
    "::",
    "~",
    " ",
    "!*'()$,[",
    "é",
    "İ",
    "Σ",
    "日本",
    "😀",
    "\n",
    "\u{7f}",
    "npm/",
    "github.com/",
    "repository_url=https://x.databricks.example/y",
    "dlpngalgnefjeiefhmpklpfiohadpglk",
];
