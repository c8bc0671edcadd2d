//! A report as a SARIF log (OASIS SARIF 2.1.0).
//!
//! Written member by member: the one crate that models SARIF in Rust does not build with the
//! features that it declares, and generates its model with crates that nobody keeps.
//!
//! Invariant: a rule is a reason's code, which never changes; what nobody can tell is an open
//! result and no failure.

use super::inventories::Inventories;
use pkgschema::exchange::{
    CheckReason, CheckVerdict, CheckedPackage, InventoryReport, PackagePlace, ReasonCode,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The log: one run, one result a reason that asks for anything.
pub(super) fn log(report: &InventoryReport, inventories: &Inventories) -> Value {
    let told = report.packages.iter().flat_map(|package| {
        let open = package.reasons.iter().filter(|it| it.verdict != CheckVerdict::Allow);
        open.map(move |reason| (package, reason))
    });
    let told: Vec<(&CheckedPackage, &CheckReason)> = told.collect();
    let codes: BTreeSet<&ReasonCode> = told.iter().map(|(_, reason)| &reason.code).collect();
    let rules: Vec<Value> = codes.iter().map(|code| rule(code)).collect();
    let place = |code: &ReasonCode| codes.iter().position(|it| *it == code).unwrap_or_default();
    let results: Vec<Value> = told
        .iter()
        .map(|(package, reason)| result(package, reason, place(&reason.code), inventories))
        .collect();
    let failed = report.conditions.iter().map(|condition| {
        json!({"level": "error", "message": {"text": condition.as_str()}, "descriptor": {"id": condition.as_str()}})
    });
    let failed: Vec<Value> = failed.collect();
    let driver = json!({
        "name": "pkgschema",
        "version": env!("CARGO_PKG_VERSION"),
        "informationUri": env!("CARGO_PKG_REPOSITORY"),
        "rules": rules,
    });
    let invocation =
        json!({"executionSuccessful": failed.is_empty(), "toolExecutionNotifications": failed});
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "invocations": [invocation], "results": results}],
    })
}

fn rule(code: &ReasonCode) -> Value {
    json!({"id": code.as_str(), "shortDescription": {"text": code.words()}})
}

fn result(
    package: &CheckedPackage,
    reason: &CheckReason,
    rule: usize,
    inventories: &Inventories,
) -> Value {
    let (kind, level) = match &reason.verdict {
        CheckVerdict::Unknown => ("open", "none"),
        CheckVerdict::Warn => ("fail", "warning"),
        _ => ("fail", "error"),
    };
    let purl = package.purl.as_ref().map(|purl| purl.as_str());
    let name = purl.or(package.name.as_deref()).unwrap_or("?");
    let actions: Vec<String> = package.actions.iter().map(ToString::to_string).collect();
    let text = format!("{name}: {reason}. To do: {}.", actions.join("; "));
    let subject = [reason.advisory.as_deref(), reason.notice.as_ref().map(|it| it.as_str())];
    let subject = subject.into_iter().flatten().next().unwrap_or_default();
    let locations: Vec<Value> = package.places.iter().map(|it| location(it, inventories)).collect();
    json!({
        "ruleId": reason.code.as_str(),
        "ruleIndex": rule,
        "kind": kind,
        "level": level,
        "message": {"text": text},
        "locations": locations,
        "partialFingerprints": {"package/v1": format!("{name} {} {subject}", reason.code)},
        "properties": properties(reason, purl),
    })
}

/// What only this tool tells; a member that says nothing is left out.
fn properties(reason: &CheckReason, purl: Option<&str>) -> Value {
    let members = [
        ("verdict", Some(reason.verdict.as_str())),
        ("purl", purl),
        ("advisory", reason.advisory.as_deref()),
        ("notice", reason.notice.as_ref().map(|it| it.as_str())),
        ("security-severity", reason.score.as_deref()),
    ];
    let told =
        members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.into())));
    Value::Object(told.collect())
}

/// The file, and the line where that is known.
fn location(place: &PackagePlace, inventories: &Inventories) -> Value {
    let uri = uri(place.inventory.as_deref().unwrap_or_default());
    let artifact = json!({"uri": uri});
    let physical = match inventories.line(place) {
        Some(line) => json!({"artifactLocation": artifact, "region": {"startLine": line}}),
        None => json!({"artifactLocation": artifact}),
    };
    let logical = json!([{"fullyQualifiedName": place.pointer.as_str()}]);
    json!({"physicalLocation": physical, "logicalLocations": logical})
}

/// A path as a relative or absolute reference (RFC 3986): with `/`, and what is no part of a path
/// percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'/' | b'-' | b'.' | b'_' | b'~' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                uri.push(char::from(byte));
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}
