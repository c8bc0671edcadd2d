//! Every published schema shows examples: several, different, and what they are examples of.

use pkgschema::identity::Purl;
use pkgschema::schema::{ALL, Entry};
use pkgschema_testkit::json::Json;
use pkgschema_testkit::records;
use serde_json::Value;
use std::collections::BTreeSet;

/// The examples in a schema, as the schema shows them.
fn examples(entry: &Entry) -> Vec<Value> {
    let schema = entry.schema(None);
    schema.get("examples").and_then(Value::as_array).cloned().unwrap_or_default()
}

#[test]
fn every_schema_has_three_different_examples() {
    for entry in ALL {
        let examples = examples(entry);
        let file = format!("crates/pkgschema/schema-examples/{}.json", entry.name);
        assert!(
            examples.len() >= 3,
            "{}: {} examples; write at least three into {file} and list the file in \
             crates/pkgschema/src/schema/examples.rs",
            entry.name,
            examples.len()
        );
        let different: BTreeSet<_> = examples.iter().map(Value::to_string).collect();
        assert_eq!(different.len(), examples.len(), "{file} repeats an example");
        let smallest = examples.iter().map(|example| example.to_string().len()).min();
        assert_eq!(smallest, Some(examples[0].to_string().len()), "{file}: the smallest first");
    }
}

#[test]
fn schemas_accept_their_examples() {
    for entry in ALL {
        let schema = jsonschema::draft202012::new(&Value::from(entry.schema(None)));
        let schema = schema.expect(entry.name);
        for example in examples(entry) {
            let errors: Vec<_> = schema.iter_errors(&example).map(|e| e.to_string()).collect();
            assert!(errors.is_empty(), "{}: {errors:?} in {example}", entry.name);
        }
    }
}

/// Parts that are texts or maps.
const PLAIN: [&str; 3] = ["purl", "version-range", "digest-set"];

/// The words and members of their own that some examples show are nothing odd.
#[test]
fn readers_find_nothing_odd_in_examples() {
    for entry in ALL.iter().filter(|entry| !PLAIN.contains(&entry.name)) {
        let record = records::ALL.iter().find(|record| record.name == entry.name);
        let record = record.expect(entry.name);
        for example in examples(entry) {
            let text = example.to_string();
            let reading = record.read(&text).expect(entry.name);
            assert!(reading.passes_agree, "{}: {text}", entry.name);
            assert!(reading.findings.is_empty(), "{}: {:?}", entry.name, reading.findings);
            let (read, written) = (Json::parse(&text), Json::parse(&reading.written));
            assert_eq!(read, written, "{}", entry.name);
        }
    }
}

#[test]
fn purls_of_examples_read() {
    let entry = Entry::find("purl").expect("purl");
    for example in examples(entry) {
        let text = example.as_str().expect("a text");
        let purl: Purl = text.parse().expect(text);
        assert_eq!(purl.to_string(), text);
    }
}

#[test]
fn examples_show_most_members_together() {
    for entry in ALL.iter().filter(|entry| !PLAIN.contains(&entry.name)) {
        let schema = Value::from(entry.schema(None));
        let members: BTreeSet<_> =
            schema["properties"].as_object().into_iter().flat_map(|all| all.keys()).collect();
        let examples = examples(entry);
        let shown = examples.iter().filter_map(Value::as_object).flat_map(|all| all.keys());
        let shown: BTreeSet<_> = shown.filter(|name| members.contains(name)).collect();
        let lacking: Vec<_> = members.difference(&shown).collect();
        assert!(shown.len() * 5 >= members.len() * 4, "{}: {lacking:?}", entry.name);
    }
}

/// Names that formats fix: of predicates, build types and those who issue identity tokens.
const FIXED: &[&str] = &[
    "in-toto.io",
    "slsa.dev",
    "docs.pypi.org",
    "token.actions.githubusercontent.com",
    "gitlab.com",
    "oidc.circleci.com",
    "accounts.google.com",
    "platform.activestate.com",
    "agent.buildkite.com",
];

#[test]
fn examples_lead_to_no_real_host() {
    for entry in ALL {
        for example in examples(entry) {
            let text = example.to_string();
            for address in text.split("://").skip(1) {
                let host = address.split(['/', '"', '@', '#']).next().unwrap_or_default();
                let known = host.ends_with(".example") || FIXED.contains(&host);
                assert!(known, "{}: {host}", entry.name);
            }
        }
    }
}
