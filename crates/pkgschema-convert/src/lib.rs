#![doc = include_str!("../README.md")]
// not every ecosystem uses all of what they share
#![cfg_attr(not(all(feature = "npm", feature = "cargo")), allow(dead_code))]

#[cfg(feature = "cargo")]
pub mod cargo;
mod carry;
pub mod convert;
pub mod detect;
pub mod format;
mod licensing;
pub mod loss;
#[cfg(feature = "npm")]
pub mod npm;
mod people;
mod places;
pub mod source;
mod syntax;
pub mod view;

pub use convert::{Converted, Document, FromRecord, ToRecord};
pub use loss::{Loss, LossKind};
