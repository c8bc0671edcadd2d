//! `pkgschema version`.
//!
//! Invariant: the answer stands on standard output and in the exit code, and both agree.

use crate::args::{Operator, PrereleaseRule, Question, ReportFormat, Version as Args};
use crate::failure::Failure;
use crate::input;
use crate::output;
use crate::report::{self, plain};
use pkgschema::version::{
    Prereleases, RangeAnswer, RangeQuestion, Scheme, Vers, Version, VersionComparison,
    VersionOrder, VersionRange,
};
use pkgschema_convert::source::decode;
use std::cmp::Ordering;
use std::path::Path;

/// Longest line of standard input that is looked at, in bytes.
const LONGEST: u64 = 1 << 20;

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    match args {
        Args::Compare { scheme, left, right, is, format } => {
            compare(*scheme, (left, right), *is, *format)
        }
        Args::Satisfies(question) => ask(question, Kind::Satisfies),
        Args::Contains(question) => ask(question, Kind::Contains),
        Args::Sort { scheme, versions } => sort(*scheme, versions),
    }
}

fn read(scheme: Scheme, name: &str, text: &str) -> Result<Version, Failure> {
    Version::parse(scheme, text).map_err(|error| Failure::argument(name, text, error))
}

/// Reads a native range.
pub(super) fn range(
    scheme: Scheme,
    text: &str,
    rule: PrereleaseRule,
) -> Result<VersionRange, Failure> {
    let prereleases = match rule {
        PrereleaseRule::Default => Prereleases::Default,
        PrereleaseRule::Include => Prereleases::Include,
        PrereleaseRule::Exclude => Prereleases::Exclude,
    };
    let range = VersionRange::parse_with(scheme, text, prereleases);
    range.map_err(|error| Failure::argument("range", text, error))
}

fn compare(
    scheme: Scheme,
    (left, right): (&str, &str),
    is: Option<Operator>,
    format: ReportFormat,
) -> Result<(), Failure> {
    let versions = (read(scheme, "left", left)?, read(scheme, "right", right)?);
    // Versions of one scheme always have an order.
    let order = versions.0.compare(&versions.1).unwrap_or(Ordering::Equal);
    let sign = VersionOrder::from(order);
    let holds = is.map(|operator| stands(order, operator));
    output::print(&match format {
        ReportFormat::Text => format!("{} {sign} {}\n", plain(left), plain(right)),
        ReportFormat::Json => {
            let mut record = VersionComparison::new("1.0", scheme.name(), left, right, sign);
            record.holds = holds;
            report::record(&record)
        }
    })?;
    if holds == Some(false) { Err(Failure::No) } else { Ok(()) }
}

fn stands(order: Ordering, operator: Operator) -> bool {
    match operator {
        Operator::Less => order.is_lt(),
        Operator::LessOrEqual => order.is_le(),
        Operator::Equal => order.is_eq(),
        Operator::NotEqual => order.is_ne(),
        Operator::GreaterOrEqual => order.is_ge(),
        Operator::Greater => order.is_gt(),
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Satisfies,
    Contains,
}

fn ask(question: &Question, kind: Kind) -> Result<(), Failure> {
    let Question { scheme, range: text, version, prereleases, format } = question;
    let candidate = read(*scheme, "version", version)?;
    let (yes, asked) = match kind {
        Kind::Satisfies => {
            let yes = native(*scheme, text, *prereleases)?.satisfies(&candidate);
            (yes, RangeQuestion::Satisfies)
        }
        Kind::Contains => (contains(*scheme, text, &candidate)?, RangeQuestion::Contains),
    };
    output::print(&match format {
        ReportFormat::Text => sentence(kind, yes, text, version),
        ReportFormat::Json => {
            let (text, version) = (text.as_str(), version.as_str());
            report::record(&RangeAnswer::new("1.0", scheme.name(), text, version, asked, yes))
        }
    })?;
    if yes { Ok(()) } else { Err(Failure::No) }
}

/// The order's answer. A VERS is asked itself, since a native notation may not be able to say it.
fn contains(scheme: Scheme, text: &str, candidate: &Version) -> Result<bool, Failure> {
    if !text.starts_with("vers:") {
        return Ok(range(scheme, text, PrereleaseRule::Default)?.contains(candidate));
    }
    vers(text)?.contains(candidate).ok_or_else(|| not_of(scheme, text))
}

/// The range for a resolver, which may be given as a VERS that its notation can say exactly.
fn native(scheme: Scheme, text: &str, rule: PrereleaseRule) -> Result<VersionRange, Failure> {
    if !text.starts_with("vers:") {
        return range(scheme, text, rule);
    }
    let set = vers(text)?.versions_as(scheme).ok_or_else(|| not_of(scheme, text))?;
    let written = VersionRange::of_versions(&set)
        .map_err(|error| Failure::Inexpressible(error.to_string()))?;
    let nearest = range(scheme, written.value.as_str(), rule)?;
    if nearest.versions() != set {
        let nearest = plain(nearest.as_str());
        let reason = format!("{}: {scheme} has no such range, but {nearest}", plain(text));
        return Err(Failure::Inexpressible(reason));
    }
    Ok(nearest)
}

fn vers(text: &str) -> Result<Vers, Failure> {
    Vers::parse(text).map_err(|error| Failure::argument("range", text, error))
}

fn not_of(scheme: Scheme, text: &str) -> Failure {
    Failure::Inexpressible(format!("{} is no range of {scheme} versions", plain(text)))
}

fn sentence(kind: Kind, yes: bool, range: &str, version: &str) -> String {
    let (range, version) = (plain(range), plain(version));
    match (kind, yes) {
        (Kind::Satisfies, true) => format!("yes: {version} satisfies {range}\n"),
        (Kind::Satisfies, false) => format!("no: {version} does not satisfy {range}\n"),
        (Kind::Contains, true) => format!("yes: {range} contains {version}\n"),
        (Kind::Contains, false) => format!("no: {range} does not contain {version}\n"),
    }
}

fn sort(scheme: Scheme, texts: &[String]) -> Result<(), Failure> {
    let mut versions = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        match text.as_str() {
            "-" => input::lines(Path::new("-"), LONGEST, |line| {
                let name = format!("stdin:{}", line.number);
                let (text, _) = decode(line.text.to_vec())
                    .map_err(|error| Failure::argument(&name, "", error))?;
                versions.push(read(scheme, &name, text.trim())?);
                Ok(())
            })?,
            text => versions.push(read(scheme, &format!("argument {}", index + 1), text)?),
        }
    }
    Version::sort(&mut versions);
    let lines: String = versions.iter().map(|version| plain(version.as_str()) + "\n").collect();
    output::print(&lines)
}
