//! Signals: what a registry's own documents say of whether a package can still be had and used.
//!
//! ```text
//! document --signals--> Signal --notice--> TakedownNotice --with_notices--> document
//! ```
//!
//! A signal is what stands in the document; the notice made of it adds what the registry's
//! profile says that the signal does. Where nobody knows what it does, the effect is absent.
//!
//! Invariant: a notice says no more than the document, the profile and the observation do; what
//! was concluded is listed in `provenance.inferredFields`.

mod absence;
mod back;
#[cfg(any(
    feature = "npm",
    feature = "pypi",
    feature = "cargo",
    feature = "maven",
    feature = "formats"
))]
mod gathered;
mod kind;
mod notice;
mod observation;
mod saying;
#[cfg(any(feature = "npm", feature = "pypi", feature = "cargo"))]
pub(crate) mod skim;

pub use kind::{Grain, SignalKind};
pub use notice::notices;
pub use observation::Observation;

pub(crate) use back::{About, Standing};
#[cfg(feature = "cargo")]
pub(crate) use back::{Decisions, standing};
#[cfg(any(
    feature = "npm",
    feature = "pypi",
    feature = "cargo",
    feature = "maven",
    feature = "formats"
))]
pub(crate) use gathered::Gathered;
#[cfg(any(feature = "cargo", feature = "formats"))]
pub(crate) use gathered::NO_PURL;
#[cfg(any(feature = "npm", feature = "pypi", feature = "cargo", feature = "formats"))]
pub(crate) use gathered::purl;
#[cfg(any(feature = "npm", feature = "pypi", feature = "cargo"))]
pub(crate) use saying::Saying;

use crate::convert::{Converted, Document};
use pkgschema::identity::{Artifact, Purl};
use pkgschema::object::RawObject;
use pkgschema::takedown::{Authority, Category, Replacement, Status, TakedownNotice};
use pkgschema::text::Timestamp;
use pkgschema::version::VersText;
use pkgschema::{ParseError, Pointer, Text};

/// One thing that a native document says of a package, a version or a file.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Signal {
    /// What kind of signal it is.
    pub kind: &'static SignalKind,
    /// Where it stands in the document's JSON view.
    pub pointer: Pointer,
    /// The package, or with a version that version.
    pub purl: Purl,
    /// Versions of the package, where the signal is about a range of them.
    pub version_range: Option<VersText>,
    /// What the package is, where the document has a word of its own for it; else what the
    /// [kind](SignalKind::status) says.
    pub status: Option<Status>,
    /// Places, in the list of the document's signals, of those that it lifts.
    pub lifts: Vec<usize>,
    /// Files that the signal is about, or that are known of what it is about.
    pub artifacts: Vec<Artifact>,
    /// What it tells users, as the document has it. Hostile input to whoever shows it.
    pub message: Option<Text>,
    /// The kind of reason, where the document or the kind of signal tells it.
    pub category: Option<Category>,
    /// Since when, where the document tells it.
    pub since: Option<Timestamp>,
    /// Who did it, where the document tells it.
    pub authority: Option<Authority>,
    /// When the name can be had again, where the document tells it.
    pub available_at: Option<Timestamp>,
    /// What the document names to be used instead.
    pub replacements: Vec<Replacement>,
    /// Identifiers of the same matter.
    pub aliases: Vec<Text>,
    /// Members of the notice that were concluded, with dots between the names.
    pub inferred: Vec<&'static str>,
    /// The native members, verbatim, where the notice alone would not give them back.
    pub native: Option<RawObject>,
}

impl Signal {
    /// A signal about a package or version, which says nothing beside its kind.
    pub fn new(kind: &'static SignalKind, pointer: Pointer, purl: Purl) -> Self {
        Self {
            kind,
            pointer,
            purl,
            version_range: None,
            status: None,
            lifts: Vec::new(),
            artifacts: Vec::new(),
            message: None,
            category: kind.reason.map(Category::from),
            since: None,
            authority: None,
            available_at: None,
            replacements: Vec::new(),
            aliases: Vec::new(),
            inferred: Vec::new(),
            native: None,
        }
    }
}

/// A document that has signals.
pub trait ToSignals: Document {
    /// The kinds of signals that it can have.
    const SIGNALS: &'static [&'static SignalKind];

    /// Its signals in the order of the document, with what a signal cannot say: a value of the
    /// wrong kind where one is expected, a name that no purl can have.
    fn signals(&self) -> Converted<Vec<Signal>>;

    /// The signals of a text, as those of the [document](Self::signals); a document that is large
    /// around its signals reads nothing else.
    ///
    /// # Errors
    /// Only for text that is no such document at all.
    fn signals_in(text: &str) -> Result<Converted<Vec<Signal>>, ParseError> {
        Ok(Self::parse(text)?.signals())
    }

    /// A notice for each signal.
    fn notices(&self, seen: &Observation) -> Converted<Vec<TakedownNotice>> {
        let Converted { value, losses } = self.signals();
        Converted::new(notices(&value, seen), losses)
    }
}

/// A document that notices are written into.
pub trait FromNotices: ToSignals {
    /// The same document without any signal, as if nothing had happened to the package.
    #[must_use]
    fn without_signals(self) -> Self;

    /// The document with what the notices say of it. Notices about other packages are passed
    /// over. Losses point into the list of notices: `/0/reason/category`.
    ///
    /// A notice that lifts others takes away what its targets among the notices have said.
    fn with_notices(self, notices: &[TakedownNotice]) -> Converted<Self>;
}
