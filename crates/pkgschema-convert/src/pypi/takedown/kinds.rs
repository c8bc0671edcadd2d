//! The kinds of PyPI's signals.
//!
//! Invariant: a mechanism of the journal bears the word that the shipped profile has for it.

use crate::signal::{Grain, SignalKind};

const JSON: &str = "Simple API JSON";
const HTML: &str = "Simple API HTML";
const API: &str = "PyPI JSON";
const JOURNAL: &str = "PyPI journal";

const PYPI: SignalKind = SignalKind { purl_type: "pypi", ..SignalKind::PLAIN };

/// A yanked file.
const YANKED: SignalKind = SignalKind {
    grain: Grain::File,
    mechanism: "yank",
    status: "yanked",
    source: "PEP 592",
    ..PYPI
};

pub(super) static JSON_YANKED: SignalKind = SignalKind {
    name: "pypi-simple-yanked",
    document: JSON,
    place: "/files/*/yanked",
    written: true,
    source: "PEP 592, 691",
    ..YANKED
};
pub(super) static HTML_YANKED: SignalKind = SignalKind {
    name: "pypi-html-yanked",
    document: HTML,
    place: "/anchors/*/data-yanked",
    written: true,
    ..YANKED
};
pub(super) static API_YANKED: SignalKind = SignalKind {
    name: "pypi-api-yanked",
    document: API,
    place: "/info/yanked",
    grain: Grain::Version,
    source: "PyPI documentation, JSON API",
    ..YANKED
};
pub(super) static API_FILE_YANKED: SignalKind = SignalKind {
    name: "pypi-api-file-yanked",
    document: API,
    place: "/urls/*/yanked",
    source: "PyPI documentation, JSON API",
    ..YANKED
};

/// The kinds of a project's status in one document.
pub(super) struct Statuses {
    pub(super) archived: &'static SignalKind,
    pub(super) deprecated: &'static SignalKind,
    pub(super) quarantined: &'static SignalKind,
    /// Any other word.
    pub(super) other: &'static SignalKind,
}

const fn status(
    name: &'static str,
    html: bool,
    mechanism: &'static str,
    status: &'static str,
) -> SignalKind {
    SignalKind {
        name,
        document: if html { HTML } else { JSON },
        place: if html { "/meta/*" } else { "/project-status" },
        grain: Grain::Package,
        mechanism,
        status,
        written: true,
        source: "PEP 792",
        ..PYPI
    }
}

pub(super) static JSON_ARCHIVED: SignalKind =
    status("pypi-simple-archived", false, "archive", "archived");
pub(super) static JSON_DEPRECATED: SignalKind =
    status("pypi-simple-deprecated", false, "deprecate", "deprecated");
pub(super) static JSON_QUARANTINED: SignalKind =
    status("pypi-simple-quarantined", false, "project-quarantine", "quarantined");
pub(super) static JSON_OTHER: SignalKind = status("pypi-simple-other-status", false, "", "unknown");
pub(super) static HTML_ARCHIVED: SignalKind =
    status("pypi-html-archived", true, "archive", "archived");
pub(super) static HTML_DEPRECATED: SignalKind =
    status("pypi-html-deprecated", true, "deprecate", "deprecated");
pub(super) static HTML_QUARANTINED: SignalKind =
    status("pypi-html-quarantined", true, "project-quarantine", "quarantined");
pub(super) static HTML_OTHER: SignalKind = status("pypi-html-other-status", true, "", "unknown");

pub(super) static IN_JSON: Statuses = Statuses {
    archived: &JSON_ARCHIVED,
    deprecated: &JSON_DEPRECATED,
    quarantined: &JSON_QUARANTINED,
    other: &JSON_OTHER,
};
pub(super) static IN_HTML: Statuses = Statuses {
    archived: &HTML_ARCHIVED,
    deprecated: &HTML_DEPRECATED,
    quarantined: &HTML_QUARANTINED,
    other: &HTML_OTHER,
};

/// A row of the journal that does something.
const fn row(
    name: &'static str,
    grain: Grain,
    mechanism: &'static str,
    status: &'static str,
) -> SignalKind {
    SignalKind {
        name,
        document: JOURNAL,
        place: "/*/3",
        grain,
        mechanism,
        status,
        source: "PyPI documentation, XML-RPC, changelog",
        ..PYPI
    }
}

/// A row of the journal that lifts what another one did.
const fn lifting(name: &'static str, grain: Grain, mechanism: &'static str) -> SignalKind {
    SignalKind { lifts: true, ..row(name, grain, mechanism, "active") }
}

pub(super) static REMOVE_PROJECT: SignalKind =
    row("pypi-journal-remove-project", Grain::Package, "remove-project", "deleted");
pub(super) static REMOVE_RELEASE: SignalKind =
    row("pypi-journal-remove-release", Grain::Version, "remove-release", "deleted");
pub(super) static REMOVE_FILE: SignalKind =
    row("pypi-journal-remove-file", Grain::File, "remove-file", "deleted");
pub(super) static YANK: SignalKind = row("pypi-journal-yank", Grain::Version, "yank", "yanked");
pub(super) static UNYANK: SignalKind = lifting("pypi-journal-unyank", Grain::Version, "unyank");
pub(super) static ARCHIVE: SignalKind =
    row("pypi-journal-archived", Grain::Package, "archive", "archived");
pub(super) static UNARCHIVE: SignalKind =
    lifting("pypi-journal-unarchived", Grain::Package, "unarchive");
pub(super) static QUARANTINE: SignalKind =
    row("pypi-journal-quarantined", Grain::Package, "project-quarantine", "quarantined");
pub(super) static CLEARED: SignalKind =
    lifting("pypi-journal-quarantine-cleared", Grain::Package, "project-quarantine-cleared");
pub(super) static RELEASE_QUARANTINE: SignalKind =
    row("pypi-journal-release-quarantined", Grain::Version, "release-quarantine", "quarantined");
pub(super) static RELEASE_CLEARED: SignalKind = lifting(
    "pypi-journal-release-quarantine-cleared",
    Grain::Version,
    "release-quarantine-cleared",
);
