//! Logs of notices that act on each other in every way.
//!
//! Invariant: the values are few, so that identifiers, times and targets meet often.

use pkgschema::takedown::TakedownNotice;
use proptest::collection::vec;
use proptest::option::{self, weighted};
use proptest::prelude::{Just, Strategy, prop_oneof};
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};

/// The registry that most notices are about.
pub const REGISTRY: &str = "https://registry.example";
/// Another one.
pub const OTHER_REGISTRY: &str = "https://mirror.example";
/// Those who issue notices; [`TRUST`] says what they may.
pub const ISSUERS: [&str; 6] = ["registry", "scanner", "owner", "database", "our-team", "stranger"];
/// A consumer's trust table.
pub const TRUST: &str = r#"{"issuers": [
    {"issuer": "registry", "role": "registry-operator", "registries": ["https://registry.example"]},
    {"issuer": "scanner", "role": "registry-automation", "registries": ["https://registry.example"]},
    {"issuer": "owner", "role": "maintainer", "registries": ["https://registry.example"]},
    {"issuer": "database", "role": "third-party-database", "trusted": true},
    {"issuer": "our-team", "role": "observer", "trusted": true, "lifts": ["database", "scanner"]}
]}"#;

const STATUSES: &[&str] =
    &["active", "deprecated", "yanked", "frozen", "deleted", "security-held", "quarantined"];
const ROLES: &[&str] = &[
    "public-authority",
    "registry-operator",
    "registry-automation",
    "maintainer",
    "third-party-database",
    "observer",
    "unknown",
    "steward",
];

/// A notice and its issuer.
pub type Issued = (TakedownNotice, &'static str);

/// Up to `most` notices about packages `a` and `b`, each with its issuer.
pub fn log(most: usize) -> impl Strategy<Value = Vec<Issued>> {
    vec((notice(), select(&ISSUERS[..])), 0..most)
}

/// One notice.
pub fn notice() -> impl Strategy<Value = TakedownNotice> {
    let kinds = prop_oneof![
        5 => Just("decision"), 2 => Just("amendment"), 3 => Just("reversal"),
        2 => Just("retraction"), 1 => Just("suspension"),
    ];
    let targets = subsequence(vec![0_u32, 1, 2, 3, 4, 5], 0..3);
    let parts = (0..6_u32, kinds, targets, subject(), select(STATUSES), hour());
    let more = (
        weighted(0.2, select(ROLES)),
        weighted(0.2, hour()),
        weighted(0.2, hour()),
        weighted(0.1, Just(OTHER_REGISTRY)),
    );
    (parts, more).prop_map(|(parts, more)| document(parts, more)).prop_map(|document| {
        TakedownNotice::parse(&document.to_string()).expect("a document with all seven members")
    })
}

type Parts = (u32, &'static str, Vec<u32>, Value, &'static str, String);
type More = (Option<&'static str>, Option<String>, Option<String>, Option<&'static str>);

fn document(parts: Parts, more: More) -> Value {
    let (id, kind, targets, subject, status, issued) = parts;
    let (role, from, until, registry) = more;
    let mut document = json!({
        "schemaVersion": "1.0",
        "id": format!("urn:x:{id}"),
        "noticeType": kind,
        "registry": {"url": registry.unwrap_or(REGISTRY)},
        "subjects": [subject],
        "status": status,
        "issuedAt": issued,
    });
    if !targets.is_empty() && kind != "decision" {
        document["targets"] = targets.iter().map(|id| format!("urn:x:{id}")).collect();
    }
    let role = role.map(|role| json!({"role": role}));
    let members = [
        ("authority", role),
        ("effectiveFrom", from.map(Value::from)),
        ("effectiveUntil", until.map(Value::from)),
    ];
    for (name, value) in members {
        if let Some(value) = value {
            document[name] = value;
        }
    }
    document
}

/// One of few hours, and sometimes no time at all.
pub fn hour() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => (0..6_u32).prop_map(|hour| format!("2026-05-01T{hour:02}:00:00Z")),
        1 => Just("soon".to_owned()),
    ]
}

fn subject() -> impl Strategy<Value = Value> {
    let purl = select(&["pkg:npm/a", "pkg:npm/a", "pkg:npm/b"][..]);
    let rest = prop_oneof![
        3 => Just(json!({})),
        1 => Just(json!({"versions": ["1.0.0", "2.0.0"]})),
        1 => Just(json!({"versionRange": "vers:npm/>=1.0.0|<2.0.0"})),
        1 => Just(json!({"versions": []})),
        1 => Just(json!({"scope": "organization"})),
    ];
    let version = option::of(select(&["1.0.0", "2.0.0"][..]));
    (purl, rest, version).prop_map(|(purl, mut subject, version)| {
        let exact = version.filter(|_| subject.as_object().is_some_and(|it| it.is_empty()));
        subject["purl"] = match exact {
            Some(version) => json!(format!("{purl}@{version}")),
            None => json!(purl),
        };
        subject
    })
}
