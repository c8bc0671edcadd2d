//! Answers of advisories, as records.
//!
//! Invariant: every advisory that was asked has its answer, and "unknown" is never left out.

use super::{Advisory, AliasGroups, Assessment, Fix};
use crate::Text;
use crate::object::{Items, List};

crate::open_enum! {
    /// Whether an advisory affects a version.
    pub enum VerdictWord {
        /// It does.
        Affected = "affected",
        /// It does not, which is more than not known to.
        NotAffected = "not-affected",
        /// Nobody can tell.
        Unknown = "unknown",
    }
}

crate::object! {
    /// What advisories say of a version of a package, advisory by advisory.
    ///
    /// ```
    /// use pkgschema::{object::parse, advisory::{AffectsReport, VerdictWord}};
    /// let report: AffectsReport = parse(r#"{"schemaVersion": "1.0", "answers": [
    ///     {"id": "X-1", "verdict": "affected", "fixes": [{"version": "1.2.0"}]}]}"#)?;
    /// assert_eq!(report.answers[0].verdict, VerdictWord::Affected);
    /// assert_eq!(report.answers[0].fixes[0].version, "1.2.0");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct AffectsReport {
        required {
            /// The version of this schema, `1.0`.
            pub schema_version: Text = "schemaVersion",
        }
        /// The answers, in the order in which the advisories were read.
        pub answers: List<AdvisoryAnswer>,
    }

    /// What one advisory says of a version.
    pub struct AdvisoryAnswer {
        required {
            /// The advisory's identifier.
            pub id: Text,
            /// Whether the version is affected.
            pub verdict: VerdictWord,
        }
        /// Why, in one word: of a version that is not affected `other-package`, `not-in-range` or
        /// `withdrawn`, of an unknown one what is in the way. Absent means that it is affected.
        pub reason: Option<Text>,
        /// Where the advisory says so, as JSON pointers (RFC 6901) into it.
        pub places: List<Text>,
        /// Fixed versions above the one that was asked for, lowest first.
        pub fixes: List<FixRecord>,
    }

    /// A version in which the vulnerability is fixed.
    pub struct FixRecord {
        required {
            /// The fixed version, spelt as the advisory spells it.
            pub version: Text,
        }
        /// Where the affected stretch begins that it ends. Absent means the beginning of all
        /// versions.
        pub introduced: Option<Text>,
        /// Whether that is the stretch in which the version lies that was asked for.
        pub same_branch: Option<bool> = "sameBranch",
    }

    /// Identifiers that are aliases of each other.
    ///
    /// ```
    /// use pkgschema::advisory::{Advisory, AliasGroups, AliasReport, GroupLimits};
    /// let records = [Advisory::parse(r#"{"id": "GHSA-1", "aliases": ["CVE-1"]}"#)?];
    /// let report = AliasReport::from(&AliasGroups::of(&records, GroupLimits::default()));
    /// assert_eq!(report.groups[0][..], ["CVE-1", "GHSA-1"]);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct AliasReport {
        required {
            /// The version of this schema, `1.0`.
            pub schema_version: Text = "schemaVersion",
        }
        /// The groups, each sorted, in the order of their first identifiers. One without aliases is
        /// a group of its own.
        pub groups: List<Items<Text>>,
        /// Records with so many aliases that theirs were not followed.
        pub too_many_aliases: List<Text> = "tooManyAliases",
        /// Groups that would have been too large; each of their identifiers is a group of its own.
        pub too_large: List<Items<Text>> = "tooLarge",
    }
}

impl AdvisoryAnswer {
    /// What the advisory says.
    pub fn of(advisory: &Advisory, found: &Assessment) -> Self {
        let mut answer = Self::new(advisory.id.clone(), found.verdict.as_str());
        answer.reason = found.verdict.reason().map(Text::from);
        answer.places = found.places.iter().map(|place| Text::from(place.as_str())).collect();
        answer.fixes = found.fixes.iter().map(FixRecord::from).collect();
        answer
    }
}

impl From<&Fix> for FixRecord {
    fn from(fix: &Fix) -> Self {
        let mut record = Self::new(fix.version.clone());
        record.introduced.clone_from(&fix.introduced);
        record.same_branch = Some(fix.same_branch);
        record
    }
}

impl From<&AliasGroups> for AliasReport {
    fn from(groups: &AliasGroups) -> Self {
        let items = |ids: &[Text]| Items::from(ids.to_vec());
        let mut report = Self::new("1.0");
        report.groups = groups.iter().map(items).collect();
        report.too_many_aliases = groups.too_many_aliases().to_vec().into();
        report.too_large = groups.too_large().iter().map(|ids| items(ids)).collect();
        report
    }
}
