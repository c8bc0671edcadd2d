//! The tables name what there is, and every member is covered.
//!
//! Invariant: a row that names no type or no member of any schema fails a test.

// With all families: a row for a type of a family that is switched off would name nothing.
#![cfg(all(feature = "metadata", feature = "provenance", feature = "takedown", feature = "cvss"))]

use super::super::{ALL, terms};
use super::*;
use std::collections::BTreeSet;

/// Every member of every schema: the record, its type, its name, its description, whether it is
/// required.
fn members() -> Vec<(String, String, String, String, bool)> {
    let mut found = Vec::new();
    for entry in ALL {
        let root = (entry.root)();
        let title = root.get("title").and_then(Value::as_str).unwrap().to_owned();
        let mut root = root;
        complete(entry.name, &mut root);
        let parts = root.get("$defs").and_then(Value::as_object).cloned().unwrap_or_default();
        for (of, part) in parts.into_iter().chain([(title, Value::from(root))]) {
            let required = part["required"].as_array().cloned().unwrap_or_default();
            for (name, member) in part["properties"].as_object().into_iter().flatten() {
                let text = member["description"].as_str().unwrap_or_default().to_owned();
                let required = required.iter().any(|required| required == name);
                found.push((entry.name.to_owned(), of.clone(), name.clone(), text, required));
            }
        }
    }
    found
}

/// Whether a row's type is that of a record.
fn names(row: &str, record: &str, of: &str) -> bool {
    row == of || row.split_once('/') == Some((record, of))
}

#[test]
fn every_member_says_who_sets_it_and_what_absence_means() {
    let mut lacking = Vec::new();
    for (record, of, member, text, required) in members() {
        let who = says_who(&text);
        let absence = required || says_absence(&text);
        if !who || !absence || text.starts_with("Set by") {
            lacking.push(format!("{record}: {of}.{member}: {text}"));
        }
    }
    assert!(
        lacking.is_empty(),
        "add a row for the type to a table in crates/pkgschema/src/schema/members:\n{}",
        lacking.join("\n")
    );
}

#[test]
fn every_row_names_something() {
    let members = members();
    let mut seen = BTreeSet::new();
    for part in PARTS.iter().flat_map(|table| table.iter()) {
        assert!(seen.insert(part.of), "{} twice", part.of);
        let of_type: Vec<_> = members.iter().filter(|(r, of, ..)| names(part.of, r, of)).collect();
        assert!(!of_type.is_empty(), "no schema has {}", part.of);
        for (member, by, absent) in part.but {
            let found = of_type.iter().find(|(_, _, name, ..)| name == member);
            assert!(found.is_some(), "{} has no {member}", part.of);
            assert!(!by.is_empty() || !absent.is_empty(), "{}.{member} says nothing", part.of);
            let required = found.unwrap().4;
            assert!(absent.is_empty() || !required, "{}.{member} is never absent", part.of);
        }
    }
}

#[test]
fn every_term_names_a_member_and_a_vocabulary() {
    let members = members();
    let mut seen = BTreeSet::new();
    for (of, member, terms) in terms::TERMS {
        assert!(seen.insert((of, member)), "{of}.{member} twice");
        let mut named = members.iter().filter(|(r, o, name, ..)| names(of, r, o) && name == member);
        let text = named.next().map(|(_, _, _, text, _)| text);
        let text = text.unwrap_or_else(|| panic!("no schema has {of}.{member}"));
        assert!(text.ends_with(&format!("\n\nTerm: {terms}.")), "{text}");
        for term in terms.split(", ") {
            let (prefix, name) = term.split_once(':').unwrap();
            assert!(matches!(prefix, "codemeta" | "schema" | "spdx" | "cdx"), "{term}");
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
            assert!(!name.is_empty() && name.chars().all(plain), "{term}");
        }
    }
}

#[test]
fn descriptions_stay_short_and_say_nothing_twice() {
    for (record, of, member, text, _) in members() {
        let context = format!("{record}: {of}.{member}: {text}");
        assert!(text.matches("Set by ").count() <= 1, "{context}");
        assert!(text.matches("Absent").count() <= 1, "{context}");
        assert!(text.matches("Term:").count() <= 1, "{context}");
        assert!(!text.contains("..") && !text.contains("  "), "{context}");
    }
}
