//! Ranges in VERS as an advisory has them.
//!
//! Source: vers-spec, clause 5; OSV schema 1.7.5, `affected[].ranges[]`.
//!
//! Invariant: a range whose versions are of another kind than the package's is not read.

use crate::affected_ranges;
use pkgschema::Text;
use pkgschema::advisory::{Range, RangeType};
use pkgschema::identity::Ecosystem;
use pkgschema::version::vers::{Comparator, Constraint};
use pkgschema::version::{Interval, RangeEvent, Scheme, Vers, Version, VersionSet};

/// Longest range that is read, in bytes.
const LONGEST: usize = 1 << 12;

/// What a range says.
#[derive(Debug, Clone, Default)]
pub(crate) struct VersRanges {
    pub(crate) ranges: Vec<Range>,
    pub(crate) versions: Vec<Text>,
    /// Versions at which a range ends that are not in it any more.
    pub(crate) ends: Vec<Text>,
    /// What changed, in words.
    pub(crate) notes: Vec<String>,
}

/// The ranges of a VERS for packages of an ecosystem.
///
/// # Errors
/// Why nobody can tell, in words.
pub(crate) fn of_vers(ecosystem: &Ecosystem, text: &str) -> Result<VersRanges, &'static str> {
    if text.len() > LONGEST {
        return Err("the range is longer than 4096 bytes");
    }
    let vers = Vers::parse(text).map_err(|_| "the range cannot be read")?;
    match vers.vers_type() {
        "all" => return Ok(of_set(&VersionSet::all(scheme_of(ecosystem)))),
        "none" => return Err("the range holds no version"),
        _ => {}
    }
    match vers.scheme() {
        Some(scheme)
            if scheme == Scheme::Semver || Scheme::of_ecosystem(ecosystem) == Some(scheme) =>
        {
            let set = vers.versions().ok_or("a version of the range is none of its type")?;
            Ok(of_set(&set))
        }
        None if ecosystem.purl_type() == Some(vers.vers_type()) => of_constraints(&vers),
        _ => Err("the range's type is not the package's"),
    }
}

fn scheme_of(ecosystem: &Ecosystem) -> Scheme {
    Scheme::of_ecosystem(ecosystem).unwrap_or(Scheme::Lexicographic)
}

/// Single versions are listed, everything else is events.
fn of_set(set: &VersionSet) -> VersRanges {
    let points = set.intervals().iter().filter_map(Interval::as_point);
    let versions = points.map(|version| Text::from(version.as_str())).collect();
    let wide = set.intervals().iter().filter(|interval| interval.as_point().is_none());
    let wide = VersionSet::of(set.scheme(), wide.cloned());
    let ends = wide.intervals().iter().filter_map(|interval| interval.upper.as_ref());
    let ends = ends.filter(|bound| !bound.inclusive).map(|bound| text_of(&bound.version));
    let ends = ends.collect();
    let affected_ranges::Ranges { ranges, notes } = affected_ranges::of_set(&wide);
    VersRanges { ranges, versions, ends, notes }
}

fn text_of(version: &Version) -> Text {
    Text::from(version.as_str())
}

/// The ranges of a type whose order is not known here: VERS lists constraints in order, so that
/// the events follow without one.
fn of_constraints(vers: &Vers) -> Result<VersRanges, &'static str> {
    let mut out = VersRanges::default();
    let mut open = vers.is_star().then_some(RangeEvent::BEGINNING);
    let mut is_first = true;
    for Constraint { comparator, version, .. } in vers.constraints() {
        let version = version.clone();
        match comparator {
            Comparator::Equal => out.versions.push(version),
            Comparator::GreaterOrEqual if open.is_none() => {
                open = Some(RangeEvent::Introduced(version));
            }
            Comparator::Greater if open.is_none() => {
                out.notes.push(format!("{version} itself is in it; events have no \"after\""));
                open = Some(RangeEvent::Introduced(version));
            }
            Comparator::Less | Comparator::LessOrEqual => {
                let begin = open.take().or(is_first.then_some(RangeEvent::BEGINNING));
                let begin = begin.ok_or("the bounds of the range do not alternate")?;
                out.close(begin, *comparator == Comparator::Less, version);
            }
            _ => return Err("events cannot leave out a single version"),
        }
        is_first &= *comparator == Comparator::Equal;
    }
    out.ranges.extend(open.map(|begin| Range::of(RangeType::Ecosystem, [begin])));
    Ok(out)
}

impl VersRanges {
    fn close(&mut self, begin: RangeEvent, is_fixed: bool, end: Text) {
        let event = match is_fixed {
            true => RangeEvent::Fixed(end.clone()),
            false => RangeEvent::LastAffected(end.clone()),
        };
        if is_fixed {
            self.ends.push(end);
        }
        self.ranges.push(Range::of(RangeType::Ecosystem, [begin, event]));
    }
}
