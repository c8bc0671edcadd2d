#![doc = include_str!("../README.md")]

#[cfg(feature = "advisory")]
pub mod advisory;
pub mod error;
pub mod finding;
pub mod object;
pub mod open_enum;
#[cfg(feature = "json-schema")]
pub mod schema;
pub mod text;

pub use error::{ParseError, ParseErrorKind};
pub use finding::{Finding, Pointer, Severity};
pub use text::Text;
