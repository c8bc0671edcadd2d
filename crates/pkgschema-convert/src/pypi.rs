//! PyPI: documents of the Python Package Index and its clients.
//!
//! Invariant: a version is text, however YAML would read it.

mod advisory;
pub mod pypa_yaml;

pub use pypa_yaml::PypaYaml;
