//! Severities of packages.
//!
//! Source: CSAF 2.0, clause 3.2.3.13 (scores); CSAF 2.1, clause 3.2.4.10 (metrics); OSV schema
//! 1.7.5, `severity[]`.
//!
//! Invariant: a vector is carried as text; where packages have different ones, each has its own.

use super::{CsafVulnerability, Products};
use crate::LossKind;
use crate::formats::csaf::CvssObject;
use crate::leftovers::Leftovers;
use pkgschema::advisory::{Advisory, Affected, Severity, SeverityType};
use pkgschema::object::List;
use pkgschema::{Pointer, Text};
use std::collections::{HashMap, HashSet};

/// The vectors of packages.
pub(super) struct Scored {
    by_package: HashMap<Text, Vec<Vector>>,
    pub(super) left: Leftovers,
}

type Vector = (SeverityType, Text);

/// One score, wherever the version of the standard keeps it.
struct Score<'a> {
    place: Pointer,
    vectors: Vec<(SeverityType, Pointer, &'a Text)>,
    products: &'a List<Text>,
}

impl Scored {
    pub(super) fn of(it: &CsafVulnerability, products: &Products<'_>, at: &Pointer) -> Self {
        let mut scored = Self { by_package: HashMap::new(), left: Leftovers::default() };
        for score in scores(it, at) {
            scored.add(&score, products);
        }
        scored
    }

    fn add(&mut self, score: &Score<'_>, products: &Products<'_>) {
        let mut seen = HashSet::new();
        for (index, id) in score.products.indexed() {
            let found = products.find(id).ok().filter(|_| seen.insert(id));
            for product in found.iter().flat_map(|found| found.packages) {
                let vectors = self.by_package.entry(Text::from(product.key())).or_default();
                for (of_type, place, text) in &score.vectors {
                    let vector = (of_type.clone(), (*text).clone());
                    if vectors.contains(&vector) || vectors.len() >= MOST_VECTORS {
                        continue;
                    }
                    if vectors.iter().any(|(other, _)| other == of_type) {
                        let note = "which versions of the package have this score is not said";
                        self.left.say(place, LossKind::Changed, note);
                    }
                    vectors.push(vector);
                }
                score.vectors.iter().for_each(|(_, place, _)| self.left.take(place));
            }
            if found.is_some() {
                let place = score.place.child("products").index(index);
                let note = "the score is the package's, whichever of its versions have it";
                self.left.lose(&place, LossKind::Changed, note);
            }
        }
    }

    /// Gives the advisory its severities: for all packages alike where they have the same.
    pub(super) fn share(&mut self, advisory: &mut Advisory) {
        let mut affected: Vec<Affected> = advisory.affected.to_vec();
        let of = |entry: &Affected| {
            let purl = entry.package.as_ref().and_then(|package| package.purl.as_ref());
            purl.and_then(|purl| self.by_package.get(purl)).cloned().unwrap_or_default()
        };
        let vectors: Vec<Vec<Vector>> = affected.iter().map(of).collect();
        let is_shared = vectors.windows(2).all(|pair| matches!(pair, [a, b] if a == b));
        if is_shared {
            if let Some(first) = vectors.into_iter().next().filter(|first| !first.is_empty()) {
                advisory.severity = severities(first).into();
            }
            return;
        }
        for (entry, vectors) in affected.iter_mut().zip(vectors) {
            if !vectors.is_empty() {
                entry.severity = severities(vectors).into();
            }
        }
        advisory.affected = affected.into();
    }
}

/// How many vectors of one package are taken.
const MOST_VECTORS: usize = 16;

fn severities(vectors: Vec<Vector>) -> List<Severity> {
    vectors.into_iter().map(|(of_type, text)| Severity::new(of_type, text)).collect()
}

fn scores<'a>(it: &'a CsafVulnerability, at: &Pointer) -> Vec<Score<'a>> {
    let mut scores = Vec::new();
    for (index, score) in it.scores.indexed() {
        let place = at.child("scores").index(index);
        let objects = [("cvss_v2", &score.cvss_v2), ("cvss_v3", &score.cvss_v3)];
        let vectors = vectors(&objects, &place);
        scores.push(Score { place, vectors, products: &score.products });
    }
    for (index, metric) in it.metrics.indexed() {
        let place = at.child("metrics").index(index);
        let Some(content) = &metric.content else { continue };
        let objects = [
            ("cvss_v2", &content.cvss_v2),
            ("cvss_v3", &content.cvss_v3),
            ("cvss_v4", &content.cvss_v4),
        ];
        let vectors = vectors(&objects, &place.child("content"));
        scores.push(Score { place, vectors, products: &metric.products });
    }
    scores
}

fn vectors<'a>(
    objects: &[(&str, &'a Option<CvssObject>)],
    at: &Pointer,
) -> Vec<(SeverityType, Pointer, &'a Text)> {
    let read = |(name, object): &(&str, &'a Option<CvssObject>)| {
        let vector = object.as_ref()?.vector_string.as_ref()?;
        let of_type = match *name {
            "cvss_v2" => SeverityType::CvssV2,
            "cvss_v3" => SeverityType::CvssV3,
            _ => SeverityType::CvssV4,
        };
        Some((of_type, at.child(name).child("vectorString"), vector))
    };
    objects.iter().filter_map(read).collect()
}
