//! Schemas and readers say the same, from both sides: of documents that are made of the schemas, of
//! documents that the types write, and of documents with something changed in them.

use pkgschema_testkit::schema_cases::generate::Generator;
use pkgschema_testkit::schema_cases::texts::Texts;
use pkgschema_testkit::schema_cases::{Judge, changes, differences};
use pkgschema_testkit::strategies::{advisory, purl, takedown};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

/// Documents made of each schema.
const MADE: usize = 150;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

static JUDGES: LazyLock<Vec<Judge>> = LazyLock::new(|| Judge::all().expect("schemas"));

fn judge_of(name: &str) -> &'static Judge {
    JUDGES.iter().find(|judge| judge.entry.name == name).expect(name)
}

/// Schema and reader agree, or the difference is listed; gives whether the schema accepts.
#[track_caller]
fn agree(judge: &Judge, document: &Value, about: &str) -> bool {
    let verdict = judge.judge(document);
    let name = judge.entry.name;
    let right = verdict.agrees() || judge.difference(document).is_some();
    assert!(right, "{name}, {about}: {verdict:?}: {document}");
    verdict.schema
}

#[test]
fn documents_made_of_a_schema_are_read_with_nothing_odd() {
    let mut texts = Texts::of(root());
    for judge in JUDGES.iter() {
        let name = judge.entry.name;
        let mut kinds = BTreeSet::new();
        for number in 0..MADE {
            let made = Generator::new(&judge.schema, &mut texts, number).document();
            let made = made.unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(agree(judge, &made, &number.to_string()), "{name} {number}: {made}");
            kinds.insert(made.to_string());
        }
        assert!(kinds.len() > MADE / 10, "{name}: only {} different documents", kinds.len());
    }
}

#[test]
fn made_documents_with_a_change_are_judged_alike() {
    let mut texts = Texts::of(root());
    let (mut accepted, mut refused) = (0, 0);
    for judge in JUDGES.iter() {
        for number in 0..MADE / 3 {
            let made = Generator::new(&judge.schema, &mut texts, number).document().expect("made");
            for (how, changed) in changes::some(&made, 4) {
                let valid = agree(judge, &changed, &how);
                *(if valid { &mut accepted } else { &mut refused }) += 1;
            }
        }
    }
    assert!(accepted > 1000 && refused > 1000, "{accepted} {refused}");
}

/// Texts with a shape of their own are what mutations of kinds alone do not reach.
#[test]
fn broken_texts_are_judged_alike() {
    let mut refused = 0;
    for judge in JUDGES.iter() {
        let Some(complete) = judge.complete(root()).expect("a document") else { continue };
        let mut seen = BTreeSet::new();
        for place in changes::places(&complete) {
            // One of a list's items stands for all.
            if !seen.insert(place.replace(|c: char| c.is_ascii_digit(), "0")) {
                continue;
            }
            let Some(text) = complete.pointer(&place).and_then(Value::as_str) else { continue };
            // All of them are among the cases for other languages; here each place gets some.
            for text in changes::broken(text).into_iter().skip(seen.len() % 4).step_by(4) {
                let mut changed = complete.clone();
                *changed.pointer_mut(&place).expect("a place") = text.clone().into();
                let valid = agree(judge, &changed, &format!("{text:?} at {place:?}"));
                refused += usize::from(!valid);
            }
        }
    }
    assert!(refused > 500, "{refused}");
}

/// What a record writes of a document that is right is right.
#[test]
fn what_the_types_write_is_valid() {
    for judge in JUDGES.iter() {
        let Some(record) = judge.record else { continue };
        for (name, document) in judge.documents(root()) {
            let valid = agree(judge, &document, &name);
            let Ok(reading) = record.read(&document.to_string()) else { continue };
            let written: Value = serde_json::from_str(&reading.written).expect("JSON");
            assert_eq!(judge.judge(&written).schema, valid, "{} {name}", judge.entry.name);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn generated_notices_are_judged_alike(notice in takedown::notice()) {
        let written: Value = serde_json::from_str(&notice.to_json()).expect("JSON");
        let valid = agree(judge_of("takedown-notice"), &written, "generated");
        // Some have no time where one belongs.
        prop_assert_eq!(valid, !notice.to_json().contains("soon"));
    }

    #[test]
    fn generated_advisories_are_judged_alike(document in advisory::clean()) {
        // Not every reader of JSON takes every number.
        if let Ok(document) = serde_json::from_str::<Value>(&document.to_text()) {
            agree(judge_of("advisory"), &document, "generated");
        }
    }

    #[test]
    fn generated_purls_are_valid(components in purl::components()) {
        if let Ok(purl) = components.build() {
            prop_assert!(judge_of("purl").judge(&json!(purl.to_string())).schema, "{purl}");
        }
    }
}

#[test]
fn listed_differences_are_few_and_are_there() {
    assert!(differences::ALL.len() <= 10);
    for listed in differences::ALL {
        let (schema, text) = listed.example;
        let judge = judge_of(schema);
        let document: Value = serde_json::from_str(text).expect(listed.name);
        assert!(!judge.judge(&document).agrees(), "{} is gone; take it out", listed.name);
        let covering = judge.difference(&document).map(|it| it.name);
        assert_eq!(covering, Some(listed.name));
        assert!(listed.reason.len() > 20, "{}", listed.name);
    }
}

/// No pattern depends on the dialect: what ends it is the end of the text, and none of its words
/// mean more in one language than in another.
#[test]
fn patterns_mean_the_same_in_every_dialect() {
    for judge in JUDGES.iter() {
        patterns(&judge.schema, &mut |schema, pattern| {
            assert!(pattern.is_ascii(), "{pattern}");
            let odd = ["\\d", "\\w", "\\s", "\\b", "\\p", "\\Z", "\\A", "(?=", "(?!", "(?<", "(?i"];
            for word in odd {
                assert!(!pattern.contains(word), "{word} in {pattern}");
            }
            assert!(
                pattern == "\\n" || pattern.starts_with('^') && pattern.ends_with('$'),
                "{pattern}"
            );
            assert!(pattern == "\\n" || schema["not"] == json!({ "pattern": "\\n" }), "{schema}");
        });
    }
}

fn patterns(schema: &Value, look: &mut impl FnMut(&Value, &str)) {
    match schema {
        Value::Array(items) => items.iter().for_each(|item| patterns(item, look)),
        Value::Object(members) => {
            if let Some(pattern) = members.get("pattern").and_then(Value::as_str) {
                look(schema, pattern);
            }
            let parts = members.iter().filter(|(name, _)| *name != "examples");
            parts.for_each(|(_, member)| patterns(member, look));
        }
        _ => {}
    }
}
