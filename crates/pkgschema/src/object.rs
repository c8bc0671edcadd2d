//! The object model: records and native documents that keep what they do not know.
//!
//! Every JSON object is declared with [`object!`](crate::object!): ordinary struct syntax, from
//! which the readers, the writer, the checks and the member schemas come. Members are
//!
//! - `T` where the object is no such object without it,
//! - `Option<T>` where it may be absent ([`Nullable<T>`] where its format writes null for none),
//! - [`List<T>`] for arrays ([`NullableList<T>`] where a standard lets null stand for one) and
//!   [`Map<T>`] for objects with names of their own, both of which know whether they were there.
//!
//! Whatever does not fit stays in `rest`, verbatim: unknown members, null, wrong kinds, and the
//! second of two members of one name. Array elements that do not fit stay in their list
//! ([`Items::odd`]), so that one bad element costs no good one.
//!
//! Reading is strict first, tolerant second: a single pass that stops at anything odd, and only
//! then a second one that looks at each member's raw text.
//!
//! Invariant: reading and writing a document gives an equal JSON value, in which the first of
//! duplicate members counts and numbers are compared by their text.

mod canonical;
mod declare;
mod differ;
mod list;
mod map;
mod nullable;
mod nullable_list;
mod one_of;
pub mod raw;
mod read;
mod rest;
mod scalar;
#[cfg(feature = "json-schema")]
mod schema;
mod walk;
mod write;

pub use canonical::canonical;
pub use differ::{Differences, Differing, differences};
pub use list::{Items, List};
pub use map::{Entries, Map};
pub use nullable::Nullable;
pub use nullable_list::NullableList;
pub use raw::{Raw, RawObject};
pub use read::{Member, Object, Value, parse, parse_tolerant};
pub use rest::Rest;
pub use walk::{Walk, check};
pub use write::{Members, Writer, write};

/// How deep a document may nest before the checks say so; what lies deeper is kept, not read.
pub const MAX_DEPTH: usize = 128;

/// A count as documents have it.
#[cfg(any(feature = "takedown", feature = "json-schema"))]
pub(crate) fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// What the macros need at their place of use; no part of the API.
#[doc(hidden)]
pub mod private {
    pub use super::read::{Slot, StrictMember, odd};
    pub use super::rest::name_of;
    #[cfg(feature = "json-schema")]
    pub use super::schema::{ObjectSchema, describe, vocabulary};
    #[cfg(feature = "json-schema")]
    pub use schemars;
    pub use serde_core;
    pub use serde_json;
}
