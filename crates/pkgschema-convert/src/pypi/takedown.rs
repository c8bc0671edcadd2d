//! Signals of PyPI: what is yanked, archived, deprecated, quarantined or removed.
//!
//! | document | signal | notice | rule |
//! |---|---|---|---|
//! | Simple API, JSON and HTML | `yanked` of a file | `yanked` | that file; the empty text and `true` give no reason |
//! | Simple API, JSON and HTML | the project's status | its word | the package; a word that nobody knows stays one |
//! | JSON API | `info.yanked` | `yanked` | the release |
//! | JSON API | `yanked` of a file | `yanked` | that file, once where it is listed twice |
//! | journal | removals, yanks, quarantines, archiving | by the action | since the row's time |
//! | journal | their reversals | a reversal | of the earlier rows that it lifts |
//!
//! A release that is quarantined is missing in all of them but the journal.
//!
//! Source: the specifications "Simple repository API" and "Project status markers" (PEP 592, 691,
//! 792); PyPI's documentation, "JSON API" and "XML-RPC".
//!
//! Invariant: a status word that is not listed is a signal, and never taken for `active`.

mod back;
mod files;
mod journal;
mod json_api;
mod kinds;
mod simple_html;
mod simple_json;
mod skim;
mod status;

use crate::pypi::requirement::normalized;
use crate::signal;
use pkgschema::identity::{Ecosystem, PackageName, Purl};

/// The project, or a version of it. The name is normalised as the index does it, which is more
/// than purl asks for.
fn purl(name: Option<&str>, version: Option<&str>) -> Option<Purl> {
    let name = PackageName::from_document(Ecosystem::PYPI, normalized(name?));
    signal::purl(name, version)
}
