#![doc = include_str!("../README.md")]

pub mod error;
pub mod finding;
pub mod identity;
pub mod text;

pub use error::{ParseError, ParseErrorKind};
pub use finding::{Finding, Pointer, Severity};
pub use text::Text;
