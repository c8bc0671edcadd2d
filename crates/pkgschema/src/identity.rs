//! What identifies packages and their files: package URL, ecosystem, name, digests.
//!
//! Invariant: the spelling of the source is what is stored, but for a [`Purl`], which is
//! canonical; two spellings are the same thing only where a rule of the ecosystem says so.

mod artifact;
mod digest;
mod ecosystem;
mod name;
mod publish_time;
pub mod purl;
mod purl_parts;

pub use artifact::{Artifact, ArtifactKind};
pub use digest::{Digest, DigestAlgorithm, DigestComparison, DigestSet, SriHash};
pub use ecosystem::{Ecosystem, EcosystemName};
pub use name::PackageName;
pub use publish_time::{PublishTime, TimeOrigin};
pub use purl::{
    ComponentDefinition, PermittedCharacters, Purl, PurlBuilder, PurlText, PurlType,
    QualifierDefinition, Requirement, TypeDefinition,
};
pub use purl_parts::PurlParts;
