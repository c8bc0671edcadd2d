//! How severe a vulnerability is.
//!
//! Invariant: the score is text as published; what is computed from it stands beside it.

#[cfg(feature = "cvss")]
mod by_package;
#[cfg(feature = "cvss")]
mod score;
pub(super) mod vector;

#[cfg(feature = "cvss")]
pub(crate) use by_package::SeverityByPackage;
#[cfg(feature = "cvss")]
pub use score::{BestSeverity, Rating, Score};

use crate::Text;

crate::object! {
    /// A severity by one scoring method (OSV `severity[]`).
    pub struct Severity {
        /// The method.
        pub severity_type: Option<SeverityType> = "type",
        /// The score in the method's own notation: a CVSS vector, never a number.
        pub score: Option<Text>,
    }
}

impl Severity {
    /// A severity.
    pub fn new(severity_type: SeverityType, score: impl Into<Text>) -> Self {
        let (severity_type, score) = (Some(severity_type), Some(score.into()));
        Self { severity_type, score, ..Self::default() }
    }
}

impl SeverityType {
    /// The method of a CVSS vector, by what it begins with: version 2 has no sign of its own but
    /// its first metric.
    ///
    /// ```
    /// use pkgschema::advisory::SeverityType;
    /// assert_eq!(SeverityType::of_vector("CVSS:3.1/AV:N"), Some(SeverityType::CvssV3));
    /// assert_eq!(SeverityType::of_vector("9.8"), None);
    /// ```
    pub fn of_vector(vector: &str) -> Option<Self> {
        let signs = [("CVSS:4.", Self::CvssV4), ("CVSS:3.", Self::CvssV3), ("AV:", Self::CvssV2)];
        signs.into_iter().find(|(sign, _)| vector.starts_with(sign)).map(|(_, method)| method)
    }
}

crate::open_enum! {
    /// A scoring method (OSV `severity[].type`).
    pub enum SeverityType {
        /// A CVSS 2.0 vector.
        CvssV2 = "CVSS_V2",
        /// A CVSS 3.0 or 3.1 vector.
        CvssV3 = "CVSS_V3",
        /// A CVSS 4.0 vector.
        CvssV4 = "CVSS_V4",
        /// Ubuntu's priority: negligible, low, medium, high or critical.
        Ubuntu = "Ubuntu",
    }
}
