//! Readers and writers of syntaxes that several documents share.
//!
//! Invariant: a syntax knows no record.

#[cfg(any(feature = "cargo", feature = "pypi"))]
pub(crate) mod csv;
#[cfg(feature = "pypi")]
pub(crate) mod headers;
#[cfg(feature = "pypi")]
pub(crate) mod html;
#[cfg(feature = "pypi")]
pub(crate) mod ini;
#[cfg(feature = "maven")]
pub(crate) mod jar_manifest;
pub(crate) mod json;
#[cfg(feature = "maven")]
pub(crate) mod properties;
#[cfg(any(feature = "cargo", feature = "pypi"))]
pub(crate) mod toml;
#[cfg(feature = "maven")]
pub(crate) mod xml;
#[cfg(feature = "pypi")]
pub(crate) mod yaml;
