//! Signals of npm: what is deprecated, unpublished or held.
//!
//! | document | signal | notice | rule |
//! |---|---|---|---|
//! | packument, version manifest | `deprecated` | `deprecated` | `""` and `false` say that it is not; `true` gives no words |
//! | packument | `time.unpublished` | `deleted` | the package; its name can be had again 24 hours later |
//! | packument | a key of `time` that is no version | `deleted` | that version, concluded from its absence |
//! | packument | the placeholder as only version | `security-held` | by its number and its repository |
//!
//! Proxies strip members: what is not there says nothing. An abbreviated packument has no `time`,
//! so it says nothing of what is gone. A packument without `versions` says what is gone only
//! where it was unpublished.
//!
//! Source: npm CLI documentation, "npm-deprecate" and "npm-unpublish"; the registry's
//! documentation of package metadata; README of the holding packages.
//!
//! Invariant: words are never taken for a replacement, a reason's kind or a date.

mod back;
mod deprecated;
mod manifest;
mod packument;
mod skim;

use crate::signal::{self, Grain, Saying, SignalKind};
use pkgschema::identity::{Ecosystem, PackageName, Purl};
use pkgschema::takedown::{Resolution, Status};

/// A deprecated version, in a packument.
pub(crate) static DEPRECATED: SignalKind = SignalKind {
    name: "npm-deprecated",
    document: "packument",
    place: "/versions/*/deprecated",
    mechanism: "deprecate",
    status: "deprecated",
    written: true,
    source: "npm CLI documentation, npm-deprecate",
    ..NPM
};

/// A deprecated version, in its own manifest.
pub(crate) static MANIFEST_DEPRECATED: SignalKind = SignalKind {
    name: "npm-manifest-deprecated",
    document: "version manifest",
    place: "/deprecated",
    mechanism: "deprecate",
    status: "deprecated",
    written: true,
    source: "npm CLI documentation, npm-deprecate",
    ..NPM
};

/// A package that was unpublished.
pub(crate) static UNPUBLISHED: SignalKind = SignalKind {
    name: "npm-unpublished",
    document: "packument",
    place: "/time/unpublished",
    grain: Grain::Package,
    mechanism: "unpublish",
    status: "deleted",
    written: true,
    source: "npm unpublish policy; what npm view reads",
    ..NPM
};

/// A version whose time of publication is left, and nothing else.
pub(crate) static GONE: SignalKind = SignalKind {
    name: "npm-version-gone",
    document: "packument",
    place: "/time/*",
    mechanism: "unpublish-version",
    status: "deleted",
    method: "inferred-absence",
    reason: Some("unspecified"),
    source: "npm unpublish policy; times outlive their versions",
    ..NPM
};

/// A package of which the registry's placeholder is left.
pub(crate) static HELD: SignalKind = SignalKind {
    name: "npm-security-holder",
    document: "packument",
    place: "/versions/*",
    grain: Grain::Package,
    mechanism: "security-hold",
    status: "security-held",
    source: "README of the holding packages",
    ..NPM
};

const NPM: SignalKind = SignalKind { purl_type: "npm", ..SignalKind::PLAIN };

/// What is written for notices: a deprecation warns and leaves everything installable.
fn saying(document: &'static str) -> Saying {
    const SAID: &[&str] = &["/effects", "/reason/message", "/registrySpecific/deprecated"];
    Saying::new(document, (Status::Deprecated, Resolution::Normal), SAID)
}

/// The package, or a version of it. Scopes are the purl's namespace.
fn purl(name: Option<&str>, version: Option<&str>) -> Option<Purl> {
    signal::purl(PackageName::from_document(Ecosystem::NPM, name?), version)
}
