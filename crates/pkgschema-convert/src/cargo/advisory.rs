//! RustSec advisories and OSV.
//!
//! | RustSec | OSV | rule |
//! |---|---|---|
//! | `advisory.id`, `aliases`, `related` | the same | |
//! | `advisory.package` | `affected[0].package` | with its purl |
//! | `versions` | `affected[0].ranges` | what is neither patched nor unaffected, as `SEMVER` |
//! | `advisory.date` | `published` | the day's first moment, as for the other dates |
//! | `advisory.withdrawn` | `withdrawn` | |
//! | the later of both | `modified` | RustSec does not say when an advisory changed |
//! | title, description | `summary`, `details` | |
//! | `advisory.url` | `references[0]` | as `ADVISORY` |
//! | `advisory.references` | `references` | as `WEB` |
//! | `advisory.cvss` | `severity` | by its prefix |
//! | `advisory.license` | `database_specific.license` | |
//! | `categories`, `cvss`, `informational` | `affected[0].database_specific` | as in the database's own export |
//! | `keywords`, `expect-deleted`, `source` | `affected[0].database_specific` | by the same names |
//! | `affected.arch`, `os`, names of `functions` | `affected[0].ecosystem_specific.affects` | as in the database's own export |
//! | `affected.functions` | `affected[0].database_specific.functions` | with their requirements |
//!
//! On the way back the versions that are not affected become `unaffected` below the first affected
//! one, and `patched` above it.
//!
//! Invariant: a version that is affected on one side is affected on the other; where nobody can
//! tell, it is.

mod from_osv;
mod to_osv;

use super::rustsec::{RustsecAdvisory, same_versions};
use crate::convert::{FromAdvisories, Refusal, ToAdvisories};
use crate::osv_remains::{at_source, bare, in_list};
use crate::recovered::{self, Judgement, Missing};
use crate::{Converted, Document, Loss, LossKind};
use pkgschema::Pointer;
use pkgschema::advisory::Advisory;

impl ToAdvisories for RustsecAdvisory {
    fn to_advisories(&self) -> Result<Converted<Vec<Advisory>>, Refusal> {
        let Converted { value: advisory, mut losses } = to_osv::build(self)?;
        let back = from_osv::build(&advisory)?.document;
        let (here, there) = (self.requirements(), back.requirements());
        let same = same_versions(&here.patched, &there.patched)
            && same_versions(&here.unaffected, &there.unaffected);
        let judge = |missing: &Missing<'_>| self.judged(missing, same);
        losses.extend(recovered::losses(&self.view(), &back.view(), judge));
        // the way back writes the list however few it has
        let patched = self.versions.as_ref().map(|versions| &versions.patched);
        if patched.is_some_and(|list| list.is_present() && list.is_empty() && !list.has_odd()) {
            let place = Pointer::root().child("versions").child("patched");
            losses.push(Loss::of_nothing(place));
        }
        Ok(Converted::new(vec![advisory], losses))
    }
}

impl RustsecAdvisory {
    /// What became of a place that OSV does not give back.
    fn judged(&self, missing: &Missing<'_>, same_versions: bool) -> Judgement {
        let markdown = self.title.is_some() || self.description.is_some();
        let mut steps = missing.place.split('/').skip(1);
        let (table, key) = (steps.next().unwrap_or_default(), steps.next().unwrap_or_default());
        match (table, key) {
            ("advisory", "title" | "description") if !markdown => None,
            ("versions", "patched" | "unaffected")
            | ("advisory", "patched_versions" | "unaffected_versions") => {
                Some(match same_versions {
                    true => (LossKind::Normalized, "the same versions, spelt in another way"),
                    false => (
                        LossKind::Changed,
                        "of the versions that are not affected, OSV does not say which have a fix",
                    ),
                })
            }
            ("advisory", "date" | "withdrawn") => Some((LossKind::Dropped, "it is no day")),
            ("advisory", "collection") => {
                Some((LossKind::Normalized, "OSV says so by the ecosystem"))
            }
            ("title" | "description", "") => {
                Some((LossKind::Normalized, "without the white space around it"))
            }
            _ if missing.gone => Some((LossKind::Dropped, "OSV has no place for it")),
            _ => Some((LossKind::Changed, "OSV does not hold all of it")),
        }
    }
}

impl FromAdvisories for RustsecAdvisory {
    fn from_advisories(advisories: &[Advisory]) -> Result<Converted<Self>, Refusal> {
        let [advisory] = advisories else {
            let detail = format!("{} advisories, and a document holds one", advisories.len());
            let code = if advisories.is_empty() { "no-advisory" } else { "several-advisories" };
            return Err(Refusal::new(code, detail));
        };
        let from_osv::Built { document, entry, mut remains } = from_osv::build(advisory)?;
        let back = to_osv::build(&document)?.value;
        let source = advisory.affected.indexed().find(|(index, _)| *index == entry);
        if let (Some(source), Some(back)) = (source, back.affected.first()) {
            remains.versions_respelt(source, back);
        }
        remains.implied(advisory, &[entry]);
        let mut losses = remains.losses;
        losses.iter_mut().for_each(|loss| loss.pointer = in_list(&loss.pointer, 0));
        let (source, back) = (bare(advisory, &[entry]), bare(&back, &[0]));
        let mut others = recovered::losses(&source, &back, judged_of_osv);
        others.iter_mut().for_each(|loss| loss.pointer = at_source(&loss.pointer, 0, &[entry]));
        losses.extend(others);
        Ok(Converted::new(document, losses))
    }
}

/// What became of a place that RustSec does not give back.
fn judged_of_osv(missing: &Missing<'_>) -> Judgement {
    let first = missing.place.split('/').nth(1).unwrap_or_default();
    Some(match first {
        "schema_version" => return None,
        "modified" => (LossKind::Dropped, "RustSec does not say when an advisory last changed"),
        "published" | "withdrawn" => (LossKind::Changed, "RustSec has days, without their times"),
        "summary" | "details" => (LossKind::Normalized, "without the white space around it"),
        _ if missing.place.ends_with("/ecosystem_specific/affected_functions") => {
            (LossKind::Normalized, "its names stand among the functions")
        }
        _ if missing.gone => (LossKind::Dropped, "RustSec has no place for it"),
        _ => (LossKind::Changed, "RustSec does not hold all of it"),
    })
}

fn loss(place: Pointer, kind: LossKind, note: &str) -> Loss {
    Loss::new(place, kind, note)
}
