//! PyPI: documents of the Python Package Index and its clients.
//!
//! Invariant: a version is text, however YAML would read it.

mod advisory;
mod availability;
pub mod core_metadata;
mod dependencies;
mod direct_reference;
pub mod direct_url;
pub mod entry_points;
pub mod file_name;
mod hashes;
mod import_names;
mod ini_lints;
pub mod journal;
pub mod json_api;
pub mod json_vulnerabilities;
mod licenses;
mod metadata;
mod people;
mod places;
mod project_urls;
pub mod provenance;
pub mod publisher;
pub mod pylock;
pub mod pypa_yaml;
pub mod pyproject;
pub mod requirement;
pub mod requirements_txt;
pub mod setup_cfg;
mod shared_fields;
pub mod simple_html;
pub mod simple_json;
mod snapshot;
mod takedown;
mod unsaid;
pub mod wheel_file;
pub mod wheel_record;
mod words;

pub use core_metadata::{CoreMetadata, CoreMetadataJson};
pub use direct_url::DirectUrl;
pub use entry_points::{EntryPointsTxt, ObjectReference};
pub use file_name::FileName;
pub use journal::PypiJournal;
pub use json_api::PypiJsonApi;
pub use json_vulnerabilities::JsonVulnerabilities;
pub use publisher::{
    ActiveStatePublisher, CircleCiPublisher, GitHubPublisher, GitLabPublisher, GooglePublisher,
};
pub use pylock::Pylock;
pub use pypa_yaml::PypaYaml;
pub use pyproject::Pyproject;
pub use requirement::Requirement;
pub use requirements_txt::RequirementsTxt;
pub use setup_cfg::SetupCfg;
pub use simple_html::SimpleHtml;
pub use simple_json::SimpleJson;
pub use wheel_file::WheelFile;
pub use wheel_record::WheelRecord;
