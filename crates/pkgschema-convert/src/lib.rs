#![doc = include_str!("../README.md")]
// not every ecosystem uses all of what they share
#![cfg_attr(
    not(all(
        feature = "npm",
        feature = "pypi",
        feature = "cargo",
        feature = "maven",
        feature = "formats"
    )),
    allow(dead_code)
)]

pub mod advisory_format;
mod affected_ranges;
#[cfg(feature = "cargo")]
pub mod cargo;
mod carry;
pub mod convert;
pub mod detect;
mod escapes;
pub mod format;
#[cfg(feature = "formats")]
pub mod formats;
mod found;
pub mod grid;
pub mod identifiers;
mod leftovers;
mod licensing;
#[cfg(feature = "formats")]
pub mod lifecycle;
mod loss;
#[cfg(feature = "maven")]
pub mod maven;
mod names;
#[cfg(feature = "npm")]
pub mod npm;
mod osv_remains;
mod paths;
mod people;
mod places;
pub mod publisher_format;
mod publishing;
#[cfg(feature = "pypi")]
pub mod pypi;
pub mod readable;
mod recovered;
pub mod served;
pub mod signal;
pub mod signals;
pub mod snapshot;
pub mod snapshots;
pub mod source;
mod specific;
mod syntax;
#[cfg(any(feature = "maven", feature = "pypi"))]
mod unsaid;
pub mod view;
pub mod whole;
pub mod writable;

pub use convert::{
    Converted, Document, FromAdvisories, FromRecord, Refusal, ToAdvisories, ToRecord,
    WorkspaceResolver, WorkspaceRoot,
};
pub use loss::{Loss, LossKind};
