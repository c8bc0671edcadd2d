//! Versions and requirements on versions.
//!
//! Invariant: a version is text of an ecosystem; without its ecosystem it means nothing.

mod requirement;
mod text;

pub use requirement::RequirementText;
pub use text::VersionText;
