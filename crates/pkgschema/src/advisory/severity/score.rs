//! Scores: numbers and ratings of severities.
//!
//! Numbers are computed by the `cvss` crate; the text of the severity stays what it is.
//!
//! Invariant: only a vector with every base metric has a number.

use super::vector::{self, Shape};
use super::{Severity, SeverityByPackage, SeverityType};
use crate::Pointer;
use crate::advisory::{Advisory, Affected, PackageVersion};
use cvss::Cvss;
use std::borrow::Cow;
use std::fmt;

/// How severe, in words (CVSS 3.1 section 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Rating {
    /// Not at all.
    None,
    /// Below 4.0; Ubuntu's `negligible` too.
    Low,
    /// Below 7.0.
    Medium,
    /// Below 9.0.
    High,
    /// From 9.0 on.
    Critical,
}

impl Rating {
    /// The word in lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// The rating that a word stands for, in any case: CVSS's own words, GitHub's `moderate`,
    /// Red Hat's `important`, Ubuntu's `negligible`.
    pub fn of_word(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "none" => Self::None,
            "negligible" | "low" => Self::Low,
            "medium" | "moderate" => Self::Medium,
            "high" | "important" => Self::High,
            "critical" => Self::Critical,
            _ => return None,
        })
    }
}

impl fmt::Display for Rating {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a severity comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Score {
    /// The base score, 0.0 to 10.0 (for version 4 the score of all metrics that are given);
    /// `None` for methods without numbers.
    pub value: Option<f64>,
    /// The same in words. CVSS 2 has none of its own; these are those of the NVD.
    pub rating: Rating,
    /// Version of CVSS times ten: 20, 30, 31 or 40; 0 for other methods.
    pub method: u8,
    /// Whether the text had to be put right to be read: lower case, a slash at the end,
    /// parentheses, or the vector of another version than the type says.
    pub repaired: bool,
}

/// The severity that counts, and where it stands.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct BestSeverity {
    /// What it comes to.
    pub score: Score,
    /// Where it stands in the advisory.
    pub pointer: Pointer,
}

impl Severity {
    /// What the severity comes to; `None` where the text is no vector with every base metric, and
    /// no word of a known method.
    ///
    /// ```
    /// use pkgschema::advisory::{Rating, Severity, SeverityType};
    /// let vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
    /// let score = Severity::new(SeverityType::CvssV3, vector).score().unwrap();
    /// assert_eq!((score.value, score.rating, score.method), (Some(9.8), Rating::Critical, 31));
    /// ```
    pub fn score(&self) -> Option<Score> {
        let (kind, text) = (self.severity_type.as_ref()?, self.score.as_deref()?);
        if *kind == SeverityType::Ubuntu {
            let rating = Rating::of_word(text)?;
            return Some(Score { value: None, rating, method: 0, repaired: false });
        }
        let listed = kind.is_listed();
        let (cvss, repaired) = match whole(text) {
            Some(cvss) => (cvss, false),
            None => (whole(&repair(text)).filter(|_| listed)?, true),
        };
        let (method, of_type) = match cvss {
            Cvss::CvssV20(_) => (20, SeverityType::CvssV2),
            Cvss::CvssV30(_) => (30, SeverityType::CvssV3),
            Cvss::CvssV31(_) => (31, SeverityType::CvssV3),
            Cvss::CvssV40(_) => (40, SeverityType::CvssV4),
            _ => return None,
        };
        let rating = Rating::of_word(cvss.severity().as_str())?;
        let repaired = repaired || of_type != *kind;
        Some(Score { value: Some(cvss.score()), rating, method, repaired })
    }
}

/// A vector with every base metric.
fn whole(text: &str) -> Option<Cvss> {
    let shape = match text.get(..7) {
        Some("CVSS:3.") => vector::v3(text),
        Some("CVSS:4.") => vector::v4(text),
        _ => vector::v2(text),
    };
    if shape == Shape::Whole { text.parse().ok() } else { None }
}

/// The text as it was meant: upper case where only that is a metric, nothing around it.
fn repair(text: &str) -> Cow<'_, str> {
    let text = text.trim().trim_end_matches('/');
    let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let text = inner.unwrap_or(text);
    if text.len() > 500 || !text.bytes().any(|byte| byte.is_ascii_lowercase()) {
        return Cow::Borrowed(text);
    }
    let upper = text.to_ascii_uppercase();
    // the one metric of version 2 with a small letter; in version 4 its name is another metric
    Cow::Owned(if upper.starts_with("CVSS:") { upper } else { upper.replace("AU:", "Au:") })
}

impl Advisory {
    /// The severity that counts, for a package or for the advisory as a whole.
    ///
    /// What the entries about the package say goes before what the advisory says for all. Among
    /// several the newest version of CVSS decides, then the highest score, then the first; words
    /// without a number come last. Without a package the advisory's own severities are taken, and
    /// only where there are none those of all entries. What cannot be read never counts.
    ///
    /// ```
    /// use pkgschema::advisory::{Advisory, Rating};
    /// let advisory = Advisory::parse(r#"{"id": "X-1", "severity": [
    ///     {"type": "CVSS_V2", "score": "AV:N/AC:L/Au:N/C:P/I:P/A:P"},
    ///     {"type": "CVSS_V3", "score": "CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N"}]}"#)?;
    /// let best = advisory.best_severity(None).unwrap();
    /// assert_eq!((best.pointer.as_str(), best.score.rating), ("/severity/1", Rating::Low));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn best_severity(&self, package: Option<&PackageVersion>) -> Option<BestSeverity> {
        if let Some(package) = package {
            return SeverityByPackage::new(self).best(package);
        }
        let all = || self.affected.indexed().filter_map(of_entry).reduce(better);
        best(self.severity.indexed(), &Pointer::root()).or_else(all)
    }
}

/// The severity that counts of those of an entry.
pub(super) fn of_entry((index, entry): (usize, &Affected)) -> Option<BestSeverity> {
    best(entry.severity.indexed(), &Pointer::root().child("affected").index(index))
}

/// The severity that counts of those at a place.
pub(super) fn best<'a>(
    severities: impl Iterator<Item = (usize, &'a Severity)>,
    place: &Pointer,
) -> Option<BestSeverity> {
    let scored = severities.filter_map(|(index, severity)| {
        let score = severity.score()?;
        Some(BestSeverity { score, pointer: place.child("severity").index(index) })
    });
    scored.reduce(better)
}

pub(super) fn better(first: BestSeverity, second: BestSeverity) -> BestSeverity {
    let rank =
        |it: &BestSeverity| (it.score.method, it.score.value.unwrap_or(0.0), it.score.rating);
    if rank(&second) > rank(&first) { second } else { first }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_texts_are_put_right_or_have_no_score() {
        let v4 = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N";
        let v3 = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
        let table = [
            (SeverityType::CvssV3, v3.to_owned(), Some((9.8, false))),
            (SeverityType::CvssV3, format!("{v3}/"), Some((9.8, true))),
            (SeverityType::CvssV3, v3.to_lowercase(), Some((9.8, true))),
            (SeverityType::CvssV4, v3.to_owned(), Some((9.8, true))),
            (SeverityType::CvssV4, v4.to_owned(), Some((9.3, false))),
            (SeverityType::CvssV4, format!("{v4}/"), Some((9.3, true))),
            (SeverityType::CvssV2, "(av:n/ac:l/au:n/c:p/i:p/a:p)".to_owned(), Some((7.5, true))),
            (SeverityType::CvssV4, "CVSS:4.0/AV:N".to_owned(), None),
            (SeverityType::CvssV3, "CVSS:3.1/AV:N".to_owned(), None),
            (SeverityType::CvssV3, "9.8".to_owned(), None),
            (SeverityType::CvssV3, String::new(), None),
            (SeverityType::CvssV3, "CVSS:3.\u{e9}/".to_owned(), None),
        ];
        for (kind, text, expected) in table {
            let score = Severity::new(kind, text.as_str()).score();
            let found = score.and_then(|score| Some((score.value?, score.repaired)));
            assert_eq!(found, expected, "{text}");
        }
    }
}
