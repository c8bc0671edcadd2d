#![doc = include_str!("../README.md")]

#[cfg(feature = "advisory")]
pub mod advisory;
pub mod error;
#[cfg(any(
    all(feature = "takedown", any(feature = "provenance", feature = "advisory")),
    all(feature = "metadata", feature = "provenance")
))]
pub mod exchange;
pub mod finding;
pub mod identity;
#[cfg(feature = "metadata")]
pub mod metadata;
pub mod object;
pub mod open_enum;
#[cfg(feature = "provenance")]
pub mod provenance;
pub mod report;
#[cfg(feature = "json-schema")]
pub mod schema;
#[cfg(feature = "takedown")]
pub mod takedown;
pub mod text;
pub mod version;

pub use error::{ParseError, ParseErrorKind};
pub use finding::{Finding, Pointer, Severity};
pub use text::Text;
