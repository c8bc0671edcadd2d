//! What people are shown of a record: statements and links for three levels of detail.
//!
//! Source: the style guide for attestations of the OpenSSF's working group on securing software
//! repositories (October 2025), levels A, AA and AAA. It asks for few warnings, for words that
//! promise no safety, and for the same labels wherever a thing is shown.
//!
//! Invariant: nothing is called confirmed that nobody checked; nothing in a text is obeyed by a
//! terminal or browser, and links are `https` only.

mod integrity;
mod rows;
mod sidebar;
mod signatures;
mod statement;

use super::{BuildProvenance, Fact, FactOrigin, FactTrust};
use crate::object::{List, check, parse, write};
use crate::text::{Link, plain};
use crate::{Finding, ParseError, Text};

crate::object! {
    /// What is shown of a record.
    ///
    /// ```
    /// use pkgschema::provenance::*;
    /// let mut record = BuildProvenance::new(BuildProvenance::SCHEMA_VERSION);
    /// record.source_repository = Some(Fact::new("https://github.com/left/margin",
    ///     FactOrigin::Certificate, FactTrust::Unverified));
    /// let shown = record.display(&DisplayLevel::A, &DisplayTerms::default());
    /// assert_eq!(shown.heading, "Build attested");
    /// assert_eq!(shown.rows[0].label, "Source repository");
    /// assert_eq!(shown.rows[0].value, "github.com/left/margin");
    /// assert_eq!(shown.rows[0].link.as_ref().unwrap().as_str(), "https://github.com/left/margin");
    /// ```
    pub struct ProvenanceDisplay {
        required {
            /// The version of this schema, `1.0`.
            pub schema_version: Text = "schemaVersion",
            /// The level of detail.
            pub level: DisplayLevel,
            /// What the statement stands under, in a few words.
            pub heading: Text,
            /// What is said of the build, in one sentence. It is always shown in full.
            pub statement: Text,
        }
        /// What is shown, section by section, in the order of showing.
        pub rows: List<DisplayRow>,
        /// The short form beside a page, which leads to the sections. Level AAA only.
        pub sidebar: List<DisplayRow>,
    }

    /// A line: what it is, what it says, where it leads.
    pub struct DisplayRow {
        required {
            /// The section that it stands in.
            pub section: DisplaySection,
            /// What it is.
            pub label: Text,
            /// What it says, as plain text.
            pub value: Text,
        }
        /// Where it leads, an `https` address.
        pub link: Option<Link>,
        /// Where what it says comes from. Absent where it is the registry's own page.
        pub origin: Option<FactOrigin>,
        /// How far it is to be trusted. Absent where it is the registry's own page.
        pub trust: Option<FactTrust>,
    }

    /// Addresses of the registry's own that rows lead to; those that are not `https` lead nowhere.
    pub struct DisplayTerms {
        /// What an entry's index in the transparency log is put behind, for a page on that entry.
        pub log_search: Option<Link> = "logSearch",
        /// The page that explains checksums and attestations.
        pub documentation: Option<Link>,
        /// The package's security page, of which the sections are `#source`, `#build`, ….
        pub page: Option<Link>,
        /// The package's advisories. Absent where the registry has none to show.
        pub advisories: Option<Link>,
    }
}

crate::open_enum! {
    /// How much is shown.
    pub enum DisplayLevel {
        /// The least: one statement with links to source, build and log.
        A = "A",
        /// The same in cards, with checksums.
        Aa = "AA",
        /// A page of its own, with a short form beside the package's page.
        Aaa = "AAA",
    }

    /// A part of what is shown.
    pub enum DisplaySection {
        /// What was built, and where its log is.
        Build = "build",
        /// What it was built from.
        Source = "source",
        /// Checksums of what was built.
        Integrity = "integrity",
        /// Who signed, and where that is logged.
        Attestation = "attestation",
        /// What else may help to judge.
        Signals = "signals",
        /// Known problems; last, because people look at nothing else once they see it.
        Advisories = "advisories",
    }
}

/// The order of sections on a page: what people know already comes before what builds on it.
const PAGE: [DisplaySection; 6] = [
    DisplaySection::Build,
    DisplaySection::Source,
    DisplaySection::Integrity,
    DisplaySection::Attestation,
    DisplaySection::Signals,
    DisplaySection::Advisories,
];

/// The order of cards and panels.
const CARDS: [DisplaySection; 4] = [
    DisplaySection::Source,
    DisplaySection::Build,
    DisplaySection::Attestation,
    DisplaySection::Integrity,
];

impl DisplaySection {
    /// The heading of the section.
    pub fn heading(&self) -> &str {
        match self {
            Self::Build => "Build",
            Self::Source => "Source",
            Self::Integrity => "Integrity",
            Self::Attestation => "Attestation",
            Self::Signals => "Other signals",
            Self::Advisories => "Security advisories",
            Self::Unlisted(word) => word.as_str(),
        }
    }
}

impl DisplayLevel {
    /// 0 for A up to 2 for AAA. A word that nobody knows is taken for the least.
    fn rank(&self) -> u8 {
        match self {
            Self::Aaa => 2,
            Self::Aa => 1,
            Self::A | Self::Unlisted(_) => 0,
        }
    }
}

impl ProvenanceDisplay {
    /// The version of the schema that is described here.
    pub const SCHEMA_VERSION: &'static str = "1.0";

    /// Reads display data in JSON.
    ///
    /// # Errors
    /// Only for text that is no such document at all: empty, no JSON, no object, or without a
    /// required member.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The display data as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// What is odd in the display data.
    pub fn check(&self) -> Vec<Finding> {
        check(self)
    }
}

impl DisplayRow {
    fn of(section: DisplaySection, label: &str, value: &str) -> Self {
        Self::new(section, plain(label), plain(value))
    }

    fn leading(mut self, link: Option<Link>) -> Self {
        self.link = link.filter(|link| super::build_provenance::is_web(link.as_str()));
        self
    }

    fn sourced(mut self, origin: FactOrigin, trust: FactTrust) -> Self {
        self.origin = Some(origin);
        self.trust = Some(trust);
        self
    }

    fn sourced_as(self, fact: &Fact) -> Self {
        self.sourced(fact.origin.clone(), fact.trust.clone())
    }
}

impl BuildProvenance {
    /// What people are shown of the record at a level. Facts that are not stated have no row;
    /// those of which nobody can tell say so.
    pub fn display(&self, level: &DisplayLevel, terms: &DisplayTerms) -> ProvenanceDisplay {
        let (heading, statement) = statement::statement(self);
        let version = ProvenanceDisplay::SCHEMA_VERSION;
        let mut shown = ProvenanceDisplay::new(version, level.clone(), heading, statement);
        let mut rows = rows::rows(self, level);
        rows.extend(signatures::rows(self, terms));
        if level.rank() >= DisplayLevel::Aa.rank() {
            rows.extend(integrity::rows(self, terms));
        }
        let order: &[DisplaySection] = match level {
            DisplayLevel::Aaa => {
                rows.extend(sidebar::signals(self, terms));
                &PAGE
            }
            _ => &CARDS,
        };
        let place = |row: &DisplayRow| order.iter().position(|section| *section == row.section);
        rows.retain(|row| place(row).is_some());
        rows.sort_by_key(place);
        if *level == DisplayLevel::Aaa {
            shown.sidebar = sidebar::sidebar(&shown, &rows, terms).into();
        }
        shown.rows = rows.into();
        shown
    }
}
