//! Lints about severities.
//!
//! Invariant: what the official schema's patterns refuse is an error; what they let through
//! although it is no whole vector is a warning.

use crate::advisory::severity::vector::{self, Shape};
use crate::advisory::{Advisory, Severity, SeverityType};
use crate::finding::Lints;
use crate::object::{Member, NullableList};

/// The words of Ubuntu's priority.
const PRIORITIES: [&str; 5] = ["negligible", "low", "medium", "high", "critical"];

pub(super) fn lint(advisory: &Advisory, lints: &mut Lints) {
    list(&advisory.severity, "/severity", lints);
    let stated = !advisory.severity.is_absent() || advisory.rest.get("severity").is_some();
    for (index, entry) in advisory.affected.indexed() {
        let place = format!("/affected/{index}/severity");
        list(&entry.severity, &place, lints);
        if stated && entry.severity.is_present() {
            let words = "the advisory has a severity, if only an empty list; entries have none";
            lints.error(&place, "two-severities", words);
        }
    }
}

fn list(severities: &NullableList<Severity>, place: &str, lints: &mut Lints) {
    for (index, severity) in severities.indexed() {
        one(severity, &format!("{place}/{index}"), lints);
    }
}

fn one(severity: &Severity, place: &str, lints: &mut Lints) {
    let absent = |name: &str| severity.rest.get(name).is_none();
    let Some(kind) = &severity.severity_type else {
        if absent("type") {
            lints.error(place, "missing-severity-type", "by which method is not said");
        }
        return;
    };
    if let SeverityType::Unlisted(word) = kind {
        let words = format!("{:?} is no listed method", word.as_str());
        lints.error(&format!("{place}/type"), "unlisted-severity-type", words);
    }
    let Some(score) = &severity.score else {
        if absent("score") {
            lints.error(place, "missing-score", "there is no score");
        }
        return;
    };
    let place = format!("{place}/score");
    let shape = match kind {
        SeverityType::Ubuntu => {
            let listed = PRIORITIES.contains(&score.as_str());
            if listed { Shape::Whole } else { Shape::None }
        }
        SeverityType::CvssV2 => vector::v2(score),
        SeverityType::CvssV3 => vector::v3(score),
        SeverityType::CvssV4 => vector::v4(score),
        SeverityType::Unlisted(_) => return,
    };
    match shape {
        Shape::Whole => {}
        Shape::None => {
            let words = format!("{score:?} is no score by {kind}");
            lints.error(&place, "malformed-score", words);
        }
        Shape::Twice(metric) => {
            let words = format!("the metric {metric} stands twice");
            lints.warning(&place, "duplicate-metric", words);
        }
        Shape::Without(metric) => {
            let words = format!("the metric {metric} is missing");
            lints.warning(&place, "incomplete-vector", words);
        }
    }
}
