//! PyPI: documents of the Python Package Index and its clients.
//!
//! Invariant: a version is text, however YAML would read it.

mod advisory;
pub mod core_metadata;
mod dependencies;
pub mod file_name;
pub mod json_vulnerabilities;
mod licenses;
mod people;
mod project_urls;
pub mod pypa_yaml;
pub mod requirement;
pub mod simple_json;

pub use core_metadata::{CoreMetadata, CoreMetadataJson};
pub use file_name::FileName;
pub use json_vulnerabilities::JsonVulnerabilities;
pub use pypa_yaml::PypaYaml;
pub use requirement::Requirement;
pub use simple_json::SimpleJson;

use pkgschema::Text;
use pkgschema::object::List;

/// The text in one line: line breaks and the blanks around them become one blank.
fn one_line(text: &str) -> String {
    if !text.contains(['\n', '\r']) {
        return text.to_owned();
    }
    let lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}

/// Words to find a package by. Without any comma there are blanks between them, as PEP 314 has
/// them.
fn words(text: &str) -> List<Text> {
    let parts: Vec<&str> = match text.contains(',') {
        true => text.split(',').map(str::trim).collect(),
        false => text.split_whitespace().collect(),
    };
    let words = parts.into_iter().filter(|word| !word.is_empty()).map(Text::from);
    List::unless_empty(words.collect())
}
