//! `pkgschema advisory affects`.
//!
//! Invariant: what nobody can tell is told, and never counts as "no".

use super::documents;
use crate::args::ReportFormat;
use crate::args::advisory::Affects;
use crate::failure::Failure;
use crate::output;
use crate::report::{self, count, plain};
use pkgschema::Pointer;
use pkgschema::advisory::{
    Advisory, AdvisoryAnswer, AffectsReport, Assessment, PackageVersion, Verdict,
};
use pkgschema::identity::{Ecosystem, PackageName, Purl};
use pkgschema::object::List;
use pkgschema::{ParseError, ParseErrorKind};

/// Asks every advisory.
pub(super) fn run(args: &Affects) -> Result<(), Failure> {
    let package = package(args)?;
    let mut answers = Vec::new();
    for document in documents(&args.inputs)? {
        for mut advisory in document.advisories {
            if args.include_withdrawn {
                advisory.withdrawn = None;
            }
            let assessment = advisory.assess(&package);
            answers.push((advisory, assessment));
        }
    }
    let told = match args.format {
        ReportFormat::Text => text(&answers, args.verbose),
        ReportFormat::Json => json(&answers),
    };
    let clean = answers.iter().all(|(_, found)| found.verdict.is_not_affected());
    output::answered(output::print(&told), clean)
}

/// What is asked about.
fn package(args: &Affects) -> Result<PackageVersion, Failure> {
    if let Some(text) = &args.purl {
        let purl = Purl::parse(text).map_err(|error| Failure::argument("purl", text, error))?;
        return PackageVersion::of_purl(&purl).ok_or_else(|| {
            let words = "packages of this type belong to no ecosystem that advisories name";
            let error = ParseError::new(ParseErrorKind::TypeRule, words, text);
            Failure::argument("purl", text, error)
        });
    }
    let text = args.ecosystem.as_deref().unwrap_or_default();
    let ecosystem =
        Ecosystem::new(text).map_err(|error| Failure::argument("ecosystem", text, error))?;
    let name = args.name.as_deref().unwrap_or_default();
    if !PackageVersion::new(ecosystem.clone(), name, "").name().ecosystem().is_listed() {
        report::warn(&[format!("{text} is no ecosystem that OSV lists")], args.format);
    }
    let package = PackageVersion::of_package(PackageName::from_document(ecosystem, name));
    Ok(match &args.version {
        Some(version) => package.at(version),
        None => package,
    })
}

fn text(answers: &[(Advisory, Assessment)], verbose: bool) -> String {
    let shown = |answer: &&(Advisory, Assessment)| {
        verbose || answers.len() == 1 || !answer.1.verdict.is_not_affected()
    };
    let mut text: String = answers.iter().filter(shown).map(|(a, found)| one(a, found)).collect();
    let number =
        |is: fn(&Verdict) -> bool| answers.iter().filter(|(_, it)| is(&it.verdict)).count();
    let affected = number(|verdict| verdict.is_affected());
    let unknown = number(|verdict| matches!(verdict, Verdict::Unknown(_)));
    if answers.len() != 1 {
        let all = count(answers.len(), "advisory").replace("advisorys", "advisories");
        text.push_str(&format!("{all}: {affected} affected, {unknown} unknown\n"));
    }
    text
}

fn one(advisory: &Advisory, found: &Assessment) -> String {
    let mut text = format!("{}: {}\n", plain(&advisory.id), found.verdict);
    if let Some(summary) = &advisory.summary {
        text.push_str(&format!("  {}\n", plain(summary)));
    }
    if found.verdict.is_not_affected() {
        return text;
    }
    for place in &found.places {
        text.push_str(&format!("  {}\n", decider(advisory, place)));
    }
    if !found.fixes.is_empty() {
        let fix = |fix: &pkgschema::advisory::Fix| match fix.same_branch {
            true => format!("{} (same branch)", fix.version),
            false => fix.version.to_string(),
        };
        let fixes: Vec<String> = found.fixes.iter().map(fix).collect();
        text.push_str(&format!("  fixed in {}\n", plain(&fixes.join(", "))));
    } else if found.verdict.is_affected() {
        text.push_str("  no fixed version above it is known\n");
    }
    text
}

/// The element that fits at an index of the source, without going through those before it.
fn element<T>(list: &List<T>, index: usize) -> Option<&T> {
    let odd = list.items()?.odd().filter(|(place, _)| *place < index).count();
    list.get(index.checked_sub(odd)?)
}

/// What stands at the place, in words.
fn decider(advisory: &Advisory, place: &Pointer) -> String {
    let tokens: Vec<String> = place.tokens().collect();
    let number = |at: usize| tokens.get(at).and_then(|token| token.parse::<usize>().ok());
    let entry = number(1).and_then(|at| element(&advisory.affected, at));
    let says = entry.and_then(|entry| match tokens.get(2).map(String::as_str) {
        Some("ranges") => {
            let range = element(&entry.ranges, number(3)?)?;
            let events = range.line().ok()?;
            let events = events
                .iter()
                .map(|event| format!("{} {}", event.name().replace('_', " "), event.version()));
            Some(events.collect::<Vec<_>>().join(", "))
        }
        Some("versions") => Some("listed".to_owned()),
        _ => None,
    });
    match says {
        Some(says) => format!("{} ({place})", plain(&says)),
        None => format!("see {place}"),
    }
}

fn json(answers: &[(Advisory, Assessment)]) -> String {
    let mut report = AffectsReport::new("1.0");
    let one = |(advisory, found): &(Advisory, Assessment)| AdvisoryAnswer::of(advisory, found);
    report.answers = answers.iter().map(one).collect();
    report::record(&report)
}
