//! Purls over generated inputs.
//!
//! `PURL_CASES=1000000 cargo test --release --test purl_properties` runs a million cases of each
//! property; 2,000 are the default.

use pkgschema::{ParseError, identity::Purl};
use pkgschema_testkit::strategies::purl::{Components, components, text};
use proptest::{
    prelude::*,
    test_runner::{TestCaseError, TestRunner},
};

fn check<T: std::fmt::Debug>(
    strategy: impl Strategy<Value = T>,
    test: impl Fn(T) -> Result<(), TestCaseError>,
) {
    let cases = std::env::var("PURL_CASES").ok().and_then(|cases| cases.parse().ok());
    let config = ProptestConfig { cases: cases.unwrap_or(2_000), ..ProptestConfig::default() };
    let config = ProptestConfig { failure_persistence: None, ..config };
    if let Err(error) = TestRunner::new(config).run(&strategy, test) {
        panic!("{error}");
    }
}

/// What holds for every purl, however it came to be.
fn sound(purl: &Purl) -> Result<(), TestCaseError> {
    let text = purl.as_str();
    let permitted = |byte: u8| byte.is_ascii_alphanumeric() || b".-_~%:/@?=&#".contains(&byte);
    prop_assert!(text.bytes().all(permitted), "{text} holds what ECMA-427 5.2 does not permit");
    for again in [Purl::parse(text), Purl::parse_strict(text), purl.to_builder().build()] {
        let again = again.map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?;
        prop_assert_eq!(&again, purl);
        prop_assert_eq!(parts(&again), parts(purl));
    }
    prop_assert_eq!(Purl::parse(&with_all_escaped(purl)).map(String::from), Ok(text.to_owned()));
    Ok(())
}

type Parts =
    (String, Option<String>, String, Option<String>, Vec<(String, String)>, Option<String>);

fn parts(purl: &Purl) -> Parts {
    (
        purl.package_type().name().to_owned(),
        purl.namespace().map(Into::into),
        purl.name().into(),
        purl.version().map(Into::into),
        purl.qualifiers().map(|(key, value)| (key.to_owned(), value.into())).collect(),
        purl.subpath().map(Into::into),
    )
}

/// The same purl, written with every byte of every value escaped: never canonical, so never read
/// the short way.
fn with_all_escaped(purl: &Purl) -> String {
    let escaped =
        |value: &str| value.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
    let segments = |path: &str| path.split('/').map(escaped).collect::<Vec<_>>().join("/");
    let mut text = format!("pkg:{}/", purl.package_type());
    if let Some(namespace) = purl.namespace() {
        text += &format!("{}/", segments(&namespace));
    }
    text += &escaped(&purl.name());
    if let Some(version) = purl.version() {
        text += &format!("@{}", escaped(&version));
    }
    for (index, (key, value)) in purl.qualifiers().enumerate() {
        text += &format!("{}{key}={}", if index == 0 { '?' } else { '&' }, escaped(&value));
    }
    if let Some(subpath) = purl.subpath() {
        text += &format!("#{}", segments(&subpath));
    }
    text
}

#[test]
fn every_purl_that_can_be_built_reads_back() {
    check(components(), |components| match components.build() {
        Ok(purl) => {
            sound(&purl)?;
            as_given(&components, &purl)
        }
        Err(error) => blames(&error),
    });
}

/// A type without rules keeps the components as they were given.
fn as_given(components: &Components, purl: &Purl) -> Result<(), TestCaseError> {
    if purl.package_type().is_registered() {
        return Ok(());
    }
    prop_assert_eq!(purl.name(), components.name.as_str());
    prop_assert_eq!(purl.version().unwrap_or_default(), components.version.as_str());
    let kept = |segment: &&str| !segment.is_empty();
    let namespace: Vec<_> = components.namespace.split('/').filter(kept).collect();
    prop_assert_eq!(purl.namespace_segments().collect::<Vec<_>>(), namespace);
    for (key, value) in &components.qualifiers {
        prop_assert_eq!(purl.qualifier(key).unwrap_or_default(), value.as_str());
    }
    Ok(())
}

#[test]
fn every_text_that_reads_is_a_fixed_point() {
    check(text(), |text| match (Purl::parse(&text), Purl::parse_strict(&text)) {
        (Ok(purl), Ok(strict)) => {
            prop_assert_eq!(&purl, &strict);
            sound(&purl)
        }
        (Ok(purl), Err(error)) => sound(&purl).and_then(|()| blames(&error)),
        (Err(_), Ok(strict)) => Err(TestCaseError::fail(format!("only strict: {strict}"))),
        (Err(error), Err(_)) => {
            let place = error.offset().unwrap_or_default();
            prop_assert!(place <= text.len(), "{error}");
            blames(&error)
        }
    });
}

/// Whether it is a refusal that the pattern cannot express, as its documentation tells.
fn is_silent(text: &str, refusal: &ParseError) -> bool {
    // type git splits its name at encoded slashes too
    let named = ["decode to UTF-8", "an encoded `/`", "there twice", "white space", "type \""];
    named.iter().any(|words| refusal.detail().contains(words))
        || refusal.detail().starts_with("name ") && (text.contains('@') || text.contains("%2"))
}

#[test]
fn the_schema_accepts_what_reads_and_little_else() {
    let schema = schemars::schema_for!(Purl);
    let judge = jsonschema::validator_for(schema.as_value()).expect("a schema");
    check(text(), |text| {
        let valid = judge.is_valid(&serde_json::json!(text));
        match Purl::parse(&text) {
            Ok(_) => prop_assert!(valid, "{text} reads, and the schema refuses it"),
            Err(error) if is_silent(&text, &error) => (),
            Err(error) => prop_assert!(!valid, "the schema accepts {text}: {error}"),
        }
        Ok(())
    });
}

/// The properties above say nothing if nothing gets through.
#[test]
fn enough_is_accepted() {
    let counts = std::cell::Cell::new((0_u32, 0_u32, 0_u32));
    check((components(), text()), |(components, text)| {
        let (all, built, read) = counts.get();
        let built = built + u32::from(components.build().is_ok());
        counts.set((all + 1, built, read + u32::from(Purl::parse(&text).is_ok())));
        Ok(())
    });
    let (all, built, read) = counts.get();
    assert!(built * 5 > all && read * 10 > all, "{built} built and {read} read of {all}");
    println!("{built} built and {read} read of {all}");
}

fn blames(error: &ParseError) -> Result<(), TestCaseError> {
    prop_assert!(!error.detail().is_empty());
    Ok(())
}
