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

use crate::Loss;
use crate::loss::LossKind;
use crate::signal::{Grain, Saying, Signal, SignalKind};
use pkgschema::Pointer;
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

/// The signals that are found, and what they cannot say.
#[derive(Debug, Default)]
struct Found {
    signals: Vec<Signal>,
    losses: Vec<Loss>,
}

impl Found {
    /// A signal about the package or version, or a loss where no purl can name it.
    fn signal(
        &mut self,
        kind: &'static SignalKind,
        place: Pointer,
        about: (Option<&str>, Option<&str>),
    ) -> Option<&mut Signal> {
        let Some(purl) = purl(about.0, about.1) else {
            self.losses.push(Loss::new(place, LossKind::Dropped, NO_PURL));
            return None;
        };
        self.signals.push(Signal::new(kind, place, purl));
        self.signals.last_mut()
    }
}

/// What is written for notices: a deprecation warns and leaves everything installable.
fn saying(document: &'static str) -> Saying {
    Saying::new(document, (Status::Deprecated, Resolution::Normal))
}

/// Why a signal is lost.
const NO_PURL: &str = "no purl can name what it is about";

/// The package, or a version of it. Scopes are the purl's namespace. An empty version is none of
/// its versions, and not the package.
fn purl(name: Option<&str>, version: Option<&str>) -> Option<Purl> {
    let version = match version {
        Some("") => return None,
        version => version,
    };
    let purl = PackageName::from_document(Ecosystem::NPM, name?).purl(version)?.ok()?;
    // an empty version would make it the whole package
    (purl.version().is_some() == version.is_some()).then_some(purl)
}
