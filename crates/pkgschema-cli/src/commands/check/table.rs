//! A report for people.
//!
//! Invariant: every package that is not clean is told of, by name or counted with those of which
//! the same is to be said.

use super::inventories::Inventories;
use crate::report::{Paint, count, plain};
use pkgschema::exchange::{
    CheckReason, CheckVerdict, CheckedPackage, InventoryReport, PackagePlace,
};
use std::collections::HashMap;

/// How many packages are told of one by one of which the same cannot be told.
const ALIKE: usize = 3;

/// How many places of a package are named.
const PLACES: usize = 3;

/// The table: worst first, and a summary at the end.
pub(super) fn text(report: &InventoryReport, inventories: &Inventories) -> String {
    let paint = Paint::stdout();
    let mut text = String::new();
    let mut open: Vec<(String, Vec<&CheckedPackage>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for package in &report.packages {
        if package.verdict == CheckVerdict::Unknown {
            let words = reasons(package);
            let place = *places.entry(words.clone()).or_insert(open.len());
            match open.get_mut(place) {
                Some((_, alike)) => alike.push(package),
                None => open.push((words, vec![package])),
            }
        } else if package.verdict != CheckVerdict::Allow {
            text.push_str(&one(package, inventories, paint));
        }
    }
    for (words, alike) in open {
        text.push_str(&match alike.len() > ALIKE {
            true => many(&words, &alike, paint),
            false => alike.iter().map(|package| one(package, inventories, paint)).collect(),
        });
    }
    text + &summary(report)
}

/// A package: verdict and name, and below them why, where and what to do.
fn one(package: &CheckedPackage, inventories: &Inventories, paint: Paint) -> String {
    let mut text = format!("{} {}\n", word(&package.verdict, paint), name(package));
    text.push_str(&reasons(package));
    let named = package.places.iter().take(PLACES).map(|it| place(it, inventories));
    let named: Vec<String> = named.collect();
    let more = package.places.len().saturating_sub(PLACES);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    text.push_str(&format!("         at {}{more}\n", named.join(", ")));
    let actions: Vec<String> = package.actions.iter().map(ToString::to_string).collect();
    text + &format!("         do {}\n", actions.join("; "))
}

/// Packages of which the same cannot be told.
fn many(words: &str, alike: &[&CheckedPackage], paint: Paint) -> String {
    let named: Vec<String> = alike.iter().take(ALIKE).map(|it| name(it)).collect();
    let more = alike.len() - named.len();
    let word = word(&CheckVerdict::Unknown, paint);
    format!(
        "{word} {}: {} and {more} more\n{words}",
        count(alike.len(), "package"),
        named.join(", ")
    )
}

fn reasons(package: &CheckedPackage) -> String {
    let open = package.reasons.iter().filter(|it| it.verdict != CheckVerdict::Allow);
    open.map(|reason: &CheckReason| format!("         {reason}\n")).collect()
}

fn word(verdict: &CheckVerdict, paint: Paint) -> String {
    let word = format!("{:<8}", plain(verdict.as_str()));
    match verdict {
        CheckVerdict::Warn => paint.warning(&word),
        CheckVerdict::Unknown | CheckVerdict::Allow => paint.note(&word),
        _ => paint.error(&word),
    }
}

fn name(package: &CheckedPackage) -> String {
    let bare = || {
        let parts = [package.ecosystem.as_ref().map(|it| it.as_str()), package.name.as_deref()];
        let parts: Vec<&str> =
            parts.into_iter().flatten().chain(package.version.as_deref()).collect();
        if parts.is_empty() { "?".to_owned() } else { parts.join(" ") }
    };
    plain(&package.purl.as_ref().map_or_else(bare, |purl| purl.as_str().to_owned()))
}

fn place(place: &PackagePlace, inventories: &Inventories) -> String {
    let file = place.inventory.as_deref().unwrap_or_default();
    plain(&match inventories.line(place) {
        Some(line) => format!("{file}:{line}"),
        None => format!("{file} {}", place.pointer),
    })
}

/// What was asked, and how many of what there are.
fn summary(report: &InventoryReport) -> String {
    let counts = &report.counts;
    let many = |number: u64, thing: &str| {
        format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
    };
    let mut text = format!(
        "{}: {}, {} unknown, {} clean\n",
        many(counts.packages, "package"),
        many(counts.hits, "hit"),
        counts.unknown,
        counts.clean
    );
    if let Some(advisories) = counts.advisories {
        let all = if advisories == 1 { "advisory" } else { "advisories" };
        let without = counts.advisories_without_package.unwrap_or_default();
        let without = if without > 0 {
            format!(", {without} about no package that can be read")
        } else {
            String::new()
        };
        text.push_str(&format!("asked {advisories} {all}{without}\n"));
    }
    if let Some((notices, log)) = counts.notices.zip(report.log.as_ref()) {
        let fresh = log.expires.as_ref().map(|it| format!(", until {it}")).unwrap_or_default();
        let odd: Vec<&str> = log.conditions.iter().map(|it| it.as_str()).collect();
        let odd = if odd.is_empty() { String::new() } else { format!(" ({})", odd.join(", ")) };
        let line =
            format!("asked {}, coverage {}{fresh}{odd}", many(notices, "notice"), log.coverage);
        text.push_str(&(plain(&line) + "\n"));
    }
    let odd = report
        .conditions
        .iter()
        .map(|it| format!("not clean as a whole: {}\n", plain(it.as_str())));
    text + &odd.collect::<String>()
}
