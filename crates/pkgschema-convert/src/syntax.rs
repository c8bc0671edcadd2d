//! Readers and writers of syntaxes that several documents share.
//!
//! Invariant: a syntax knows no record.

pub(crate) mod json;
#[cfg(any(feature = "cargo", feature = "pypi"))]
pub(crate) mod toml;
#[cfg(feature = "pypi")]
pub(crate) mod yaml;
