//! PyPI: documents of the Python Package Index and its clients.
//!
//! Invariant: a version is text, however YAML would read it.

mod advisory;
pub mod file_name;
mod hashes;
pub mod json_api;
pub mod json_vulnerabilities;
mod places;
pub mod pylock;
pub mod pypa_yaml;
pub mod requirement;
pub mod requirements_txt;
pub mod simple_json;

pub use file_name::FileName;
pub use json_api::PypiJsonApi;
pub use json_vulnerabilities::JsonVulnerabilities;
pub use pylock::Pylock;
pub use pypa_yaml::PypaYaml;
pub use requirement::Requirement;
pub use requirements_txt::RequirementsTxt;
pub use simple_json::SimpleJson;
