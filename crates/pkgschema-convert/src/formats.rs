//! Documents that no ecosystem owns.
//!
//! Invariant: each is read by its own standard, whatever the ecosystems of the packages in it.

mod advisory_list;
mod bill_inventory;
pub mod cle;
pub mod codemeta;
pub mod csaf;
pub mod cve;
pub mod cyclonedx;
pub mod cyclonedx_bom;
mod digest_names;
pub mod gem_details;
pub mod gem_versions;
mod ghsa;
pub mod ghsa_graphql;
pub mod ghsa_rest;
pub mod go_mod;
pub mod hex_release;
mod lines;
pub mod malicious_packages;
pub mod malicious_report;
mod named_package;
pub mod nuget_catalog;
pub mod nuget_registration;
mod one_or_many;
pub mod openvex;
mod order;
pub mod osv;
pub mod packagist;
pub mod provenance;
pub mod pub_package;
mod purl_package;
mod record_leftovers;
pub mod rubygems_publisher;
pub mod spdx;
mod takedown;
mod timestamps;
mod vers_ranges;
mod vex;

pub use cle::{
    Cle, CleComponent, CleDefinitions, CleEvent, CleEventType, CleIdentifier, ClePublication,
    CleSupport, CleVersions,
};
pub use codemeta::CodeMeta;
pub use csaf::Csaf;
pub use cve::{Collections, CveRecord};
pub use cyclonedx::CycloneDx;
pub use cyclonedx_bom::{BomVersion, CycloneDxBom};
pub use gem_details::GemDetails;
pub use gem_versions::GemVersions;
pub use ghsa::{PatchedObject, PatchedVersion};
pub use ghsa_graphql::GhsaGraphql;
pub use ghsa_rest::GhsaRest;
pub use go_mod::GoMod;
pub use hex_release::{HexPackage, HexRelease};
pub use malicious_packages::MaliciousPackage;
pub use malicious_report::MaliciousReport;
pub use nuget_catalog::NuGetCatalogLeaf;
pub use nuget_registration::NuGetRegistration;
pub use openvex::{OpenVex, VexAuthor};
pub use osv::OsvDocument;
pub use packagist::{ComposerPackages, PackagistPackage};
pub use provenance::{AttestationLines, GcbSummary, GithubAttestations, RubygemsAttestations};
pub use pub_package::PubPackage;
pub use rubygems_publisher::RubyGemsPublisher;
pub use spdx::{SpdxDocument, SpdxOptions};
