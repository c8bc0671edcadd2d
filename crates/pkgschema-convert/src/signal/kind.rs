//! A kind of signal: one row of the table of signals.
//!
//! Invariant: its name is unique among all kinds, and its mechanism, if it has one, is one of the
//! shipped profile of its purl type, if there is one.

use std::fmt;

/// A kind of signal.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignalKind {
    /// Its name: the ecosystem, then what it is: `npm-deprecated`.
    pub name: &'static str,
    /// The purl type of what it is about.
    pub purl_type: &'static str,
    /// The document's usual name.
    pub document: &'static str,
    /// Where it stands in the document's JSON view, `*` for any name or number.
    pub place: &'static str,
    /// What it is about.
    pub grain: Grain,
    /// The mechanism of the registry's profile that it tells of, by its name; empty where the
    /// document's words are open and no mechanism is known.
    pub mechanism: &'static str,
    /// What the package is afterwards, by the word of the notice.
    pub status: &'static str,
    /// How the notice comes about: `native-signal`, `inferred-absence` or `third-party`.
    pub method: &'static str,
    /// The kind of reason that it always has.
    pub reason: Option<&'static str>,
    /// Whether it lifts what another signal did.
    pub lifts: bool,
    /// Whether a notice is written back into the document.
    pub written: bool,
    /// Where it is specified or, where nothing is published, how it was found.
    pub source: &'static str,
}

/// What a signal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Grain {
    /// A name that no package needs to have.
    Name,
    /// A package with all its versions.
    Package,
    /// One version, or a range of them.
    Version,
    /// Single files of a version.
    File,
}

impl Grain {
    /// The grain in one word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Package => "package",
            Self::Version => "version",
            Self::File => "file",
        }
    }
}

impl fmt::Display for Grain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl SignalKind {
    /// What kinds have in common: a native signal about a version that is read and not written.
    pub(crate) const PLAIN: Self = Self {
        name: "",
        purl_type: "",
        document: "",
        place: "",
        grain: Grain::Version,
        mechanism: "",
        status: "",
        method: "native-signal",
        reason: None,
        lifts: false,
        written: false,
        source: "",
    };
}
