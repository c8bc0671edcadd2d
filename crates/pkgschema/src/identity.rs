//! Who a package is: package URLs and what their types demand.
//!
//! Invariant: a value of this module that exists is well-formed and in canonical form.

pub mod purl;

pub use purl::{
    ComponentDefinition, PermittedCharacters, Purl, PurlBuilder, PurlType, QualifierDefinition,
    Requirement, TypeDefinition,
};
