//! Answers about versions and ranges, as records.
//!
//! Invariant: an answer names the scheme by whose rules it was found, and repeats what was asked.

use super::{Change, RangeEvent, Translation, VersText};
use crate::Text;
use crate::object::{Items, List};
use std::cmp::Ordering;

crate::open_enum! {
    /// How one version stands to another.
    pub enum VersionOrder {
        /// It is lower.
        Lower = "<",
        /// They are the same version, however they are spelt.
        Equal = "=",
        /// It is higher.
        Higher = ">",
    }

    /// What was asked about a range and a version.
    pub enum RangeQuestion {
        /// Whether the ecosystem's own resolver would take the version for the range.
        Satisfies = "satisfies",
        /// Whether the version lies in the range by the order alone, as advisories mean it.
        Contains = "contains",
    }

    /// How a range in another notation differs from its source.
    pub enum ChangeWord {
        /// It takes versions that the source does not.
        Widened = "widened",
        /// It leaves out versions that the source takes.
        Narrowed = "narrowed",
        /// It takes the same versions, but something else that the source says is gone.
        Dropped = "dropped",
    }
}

crate::object! {
    /// How two versions stand to each other.
    ///
    /// ```
    /// use pkgschema::version::{VersionComparison, VersionOrder};
    /// let answer = VersionComparison::new("1.0", "pypi", "1.0", "1.0.0", VersionOrder::Equal);
    /// assert_eq!((answer.order.as_str(), answer.holds), ("=", None));
    /// ```
    pub struct VersionComparison {
        required {
            /// The version of this schema, `1.0`.
            pub schema_version: Text = "schemaVersion",
            /// By whose rules: the scheme's name, such as `npm` or `maven-4`.
            pub scheme: Text,
            /// The version that is compared.
            pub left: Text,
            /// The version that it is compared with.
            pub right: Text,
            /// How `left` stands to `right`.
            pub order: VersionOrder,
        }
        /// Whether they stand as was asked. Absent means that nobody asked whether they do.
        pub holds: Option<bool>,
    }

    /// Whether a range takes a version.
    ///
    /// ```
    /// use pkgschema::{object::parse, version::{RangeAnswer, RangeQuestion}};
    /// let answer: RangeAnswer = parse(r#"{"schemaVersion": "1.0", "scheme": "npm", "range": "^1.2",
    ///     "version": "1.3.0-b", "question": "contains", "answer": true}"#)?;
    /// assert!(answer.answer && answer.question == RangeQuestion::Contains);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct RangeAnswer {
        required {
            /// The version of this schema, `1.0`.
            pub schema_version: Text = "schemaVersion",
            /// By whose rules: the scheme's name, such as `npm` or `maven-4`.
            pub scheme: Text,
            /// The range, in the scheme's own notation or as a VERS.
            pub range: Text,
            /// The version.
            pub version: Text,
            /// What was asked.
            pub question: RangeQuestion,
            /// Whether it does.
            pub answer: bool,
        }
    }

    /// A range of versions in another notation. One of `vers`, `ranges` and `range` is there.
    ///
    /// ```
    /// use pkgschema::version::{RangeTranslation, Scheme, VersionRange};
    /// let told = VersionRange::parse(Scheme::Pypi, ">1")?.versions().to_events();
    /// let record = RangeTranslation::of_events(&told);
    /// assert_eq!(record.ranges[0][0].introduced.as_deref(), Some("1"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct RangeTranslation {
        required {
            /// The version of this schema, `1.0`.
            pub schema_version: Text = "schemaVersion",
        }
        /// The range as a VERS.
        pub vers: Option<VersText>,
        /// The range as the events of OSV ranges, a list for each.
        pub ranges: List<Items<RangeEventRecord>>,
        /// The range in the notation of its ecosystem.
        pub range: Option<Text>,
        /// How it differs from the source. Empty means that it takes the very same versions.
        pub changes: List<RangeChange>,
    }

    /// One thing that happens on the line of versions (OSV `affected[].ranges[].events[]`). One of
    /// the members is there.
    pub struct RangeEventRecord {
        /// From this version on affected; `0` stands before every version.
        pub introduced: Option<Text>,
        /// From this version on not affected any more.
        pub fixed: Option<Text>,
        /// The last version that is affected.
        pub last_affected: Option<Text>,
        /// Nothing is said about this version and later ones; `*` is no limit.
        pub limit: Option<Text>,
    }

    /// One difference between a range and its translation.
    pub struct RangeChange {
        required {
            /// How they differ.
            pub kind: ChangeWord,
            /// In which versions and why, in words.
            pub note: Text,
        }
    }
}

impl From<Ordering> for VersionOrder {
    fn from(order: Ordering) -> Self {
        match order {
            Ordering::Less => Self::Lower,
            Ordering::Equal => Self::Equal,
            Ordering::Greater => Self::Higher,
        }
    }
}

impl From<&RangeEvent> for RangeEventRecord {
    fn from(event: &RangeEvent) -> Self {
        let (mut record, version) = (Self::default(), Some(event.version().clone()));
        match event {
            RangeEvent::Introduced(_) => record.introduced = version,
            RangeEvent::Fixed(_) => record.fixed = version,
            RangeEvent::LastAffected(_) => record.last_affected = version,
            RangeEvent::Limit(_) => record.limit = version,
        }
        record
    }
}

impl From<&Change> for RangeChange {
    fn from(change: &Change) -> Self {
        Self::new(change.kind.as_str(), change.note.as_str())
    }
}

impl RangeTranslation {
    /// A translation that changes so much; the range itself is still to be put in.
    pub fn changing(changes: &[Change]) -> Self {
        let mut record = Self::new("1.0");
        record.changes = changes.iter().map(RangeChange::from).collect();
        record
    }

    /// A range as events.
    pub fn of_events(told: &Translation<Vec<Vec<RangeEvent>>>) -> Self {
        let list = |events: &Vec<RangeEvent>| {
            let events: Vec<_> = events.iter().map(RangeEventRecord::from).collect();
            Items::from(events)
        };
        let mut record = Self::changing(&told.changes);
        record.ranges = told.value.iter().map(list).collect();
        record
    }
}
