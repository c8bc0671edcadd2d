//! Laws that hold for every document.

use pkgschema::Text;
use pkgschema::advisory::Advisory;
use pkgschema::object::{Entries, Items, check, write};
use pkgschema_testkit::json::{Json, diff};
use pkgschema_testkit::strategies::advisory::{any_text, clean, odd};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError};

/// Reading and writing loses nothing, both passes agree, both writers agree.
fn holds(document: &Json) -> Result<Advisory, TestCaseError> {
    let text = document.to_text();
    let advisory =
        Advisory::parse(&text).map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert_eq!(Ok(advisory.clone()), Advisory::parse_tolerant(&text), "{}", text);
    let written = advisory.to_json();
    prop_assert_eq!(&written, &serde_json::to_string(&advisory).unwrap(), "{}", text);
    let back = Json::parse(&written).map_err(TestCaseError::fail)?;
    let source = Json::parse(&text).map_err(TestCaseError::fail)?;
    let lost: Vec<_> = diff(&source, &back).iter().map(ToString::to_string).collect();
    prop_assert!(lost.is_empty(), "{:?} in {}", lost, text);
    let again = Advisory::parse(&written).unwrap();
    prop_assert_eq!(again.to_json(), written, "{}", text);
    Ok(advisory)
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

    #[test]
    fn clean_documents(document in clean()) {
        let advisory = holds(&document)?;
        let strict: Result<Advisory, _> = serde_json::from_str(&document.to_text());
        prop_assert_eq!(strict.ok(), Some(advisory.clone()));
        let findings = check(&advisory);
        let structural = findings.iter().find(|finding| !finding.code.starts_with("malformed-"));
        prop_assert_eq!(structural, None);
    }

    #[test]
    fn odd_documents(document in odd()) {
        holds(&document)?;
    }

    #[test]
    fn written_text_is_json(words in prop::collection::vec(any_text(), 0..5)) {
        let items: Items<Text> = words.iter().map(|word| Text::from(word.as_str())).collect::<Vec<_>>().into();
        let written = write(&items);
        prop_assert_eq!(&written, &serde_json::to_string(&items).unwrap());
        prop_assert_eq!(serde_json::from_str::<Vec<String>>(&written).unwrap(), words.clone());
        let named: Entries<Text> = words.iter().map(|word| (word.as_str(), Text::from("x"))).collect();
        prop_assert_eq!(write(&named), serde_json::to_string(&named).unwrap());
    }
}

/// Every byte at every place of a string of every length around the writer's strides.
#[test]
fn every_character_at_every_place() {
    let characters = (0..0x100).filter_map(char::from_u32).chain(['\u{2028}', '\u{10ffff}']);
    for character in characters {
        for length in 0..36 {
            let mut text = "a".repeat(length);
            for place in [0, 1, 7, 8, 15, 16, 17, 31, 32, 35] {
                if place <= length {
                    text.insert(place, character);
                    let written = write(&Text::from(text.as_str()));
                    assert_eq!(written, serde_json::to_string(&text).unwrap());
                    text.remove(place);
                }
            }
        }
    }
}
