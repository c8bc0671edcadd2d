//! Package URLs through the public API.

use std::collections::HashMap;

use pkgschema::{
    ParseErrorKind::{self, Empty, Syntax, TypeRule},
    identity::{PermittedCharacters, Purl, PurlType, Requirement},
};

#[track_caller]
fn reads(text: &str) -> Purl {
    Purl::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Text, canonical form, and whether the strict reader takes the text.
const ACCEPTED: &[(&str, &str, bool)] = &[
    ("pkg:npm/left-pad", "pkg:npm/left-pad", true),
    ("pkg:NPM/Left-Pad", "pkg:npm/Left-Pad", true),
    ("PKG:npm/a", "pkg:npm/a", false),
    ("pkg:///npm//a/", "pkg:npm/a", true),
    ("pkg:npm/%40scope/a@1", "pkg:npm/%40scope/a@1", true),
    ("pkg:npm/@scope/a", "pkg:npm/%40scope/a", false),
    ("pkg:npm/@scope/a@1", "pkg:npm/%40scope/a@1", false),
    ("pkg:generic/a@b@c", "pkg:generic/a%40b@c", false),
    ("pkg:generic/a@", "pkg:generic/a", false),
    ("pkg:generic/a@x/y", "pkg:generic/a@x%2Fy", false),
    ("pkg:generic/a@x%2Fy", "pkg:generic/a@x%2Fy", true),
    ("pkg:generic/a%2fb", "pkg:generic/a%2Fb", true),
    ("pkg:generic/%61%2D%3A%7E", "pkg:generic/a-:~", true),
    ("pkg:generic/a!*'()$,+", "pkg:generic/a%21%2A%27%28%29%24%2C%2B", true),
    ("pkg:generic/a b[c", "pkg:generic/a%20b%5Bc", false),
    ("pkg:generic/é", "pkg:generic/%C3%A9", false),
    ("pkg:generic/x//y/a", "pkg:generic/x/y/a", false),
    ("pkg:generic/./a", "pkg:generic/./a", true),
    ("pkg:generic/..", "pkg:generic/..", true),
    ("pkg:generic/a?", "pkg:generic/a", false),
    ("pkg:generic/a?b=2&&a=1&", "pkg:generic/a?a=1&b=2", false),
    ("pkg:generic/a?b=2&a=1", "pkg:generic/a?a=1&b=2", true),
    ("pkg:generic/a?b=&a=x=y", "pkg:generic/a?a=x%3Dy", true),
    ("pkg:generic/a?B=2", "pkg:generic/a?b=2", false),
    ("pkg:generic/a?u=git+https://h/p@1", "pkg:generic/a?u=git%2Bhttps:%2F%2Fh%2Fp%401", true),
    ("pkg:generic/a#/x/y/", "pkg:generic/a#x/y", true),
    ("pkg:generic/a#x/./y/../z", "pkg:generic/a#x/y/z", false),
    ("pkg:generic/a#%2E%2E/x", "pkg:generic/a#x", false),
    ("pkg:generic/a#", "pkg:generic/a", true),
    ("pkg:generic/a#x?y", "pkg:generic/a#x%3Fy", true),
    ("pkg:unheard-of.x9/N/a", "pkg:unheard-of.x9/N/a", true),
];

#[test]
fn texts_are_put_in_canonical_form() {
    for (text, canonical, strict) in ACCEPTED {
        assert_eq!(reads(text).as_str(), *canonical, "{text}");
        let outcome = Purl::parse_strict(text);
        assert_eq!(outcome.is_ok(), *strict, "{text}: {outcome:?}");
        assert_eq!(reads(canonical).to_string(), *canonical, "{text}");
    }
}

/// Texts that both readers refuse: kind, offset and words.
const REFUSED: &[(&str, ParseErrorKind, Option<usize>, &str)] = &[
    ("", Empty, None, "no purl"),
    (" \n", Empty, None, "no purl"),
    ("npm/a", Syntax, Some(0), "a purl begins with `pkg:`"),
    ("pkg%3Anpm/a", Syntax, Some(0), "a purl begins with `pkg:`"),
    ("pkg:", Syntax, Some(4), "type is missing"),
    ("pkg:/", Syntax, Some(5), "type is missing"),
    ("pkg:3d/a", Syntax, Some(4), "type does not begin with an ASCII letter"),
    ("pkg:a+b/c", Syntax, Some(5), "'+' is not permitted in a type"),
    ("pkg:np%6D/c", Syntax, Some(6), "'%' is not permitted in a type"),
    ("pkg:npm", Syntax, Some(7), "name is missing"),
    ("pkg:npm/", Syntax, Some(8), "name is missing"),
    ("pkg:npm/@1.0", Syntax, Some(8), "name is missing"),
    ("pkg:npm/@scope/", Syntax, Some(8), "name is missing"),
    ("pkg:npm/@a@1", Syntax, Some(8), "name begins with `@`, not percent-encoded"),
    ("pkg:generic/x/@1.0", Syntax, Some(14), "name is missing"),
    ("pkg:generic/a%", Syntax, Some(13), "`%` not followed by two hexadecimal digits"),
    ("pkg:generic/a%4", Syntax, Some(13), "`%` not followed by two hexadecimal digits"),
    ("pkg:generic/a@1%zz", Syntax, Some(15), "`%` not followed by two hexadecimal digits"),
    ("pkg:generic/é%FF", Syntax, Some(14), "percent-escapes that do not decode to UTF-8"),
    ("pkg:generic/a?k=%C3", Syntax, Some(16), "percent-escapes that do not decode to UTF-8"),
    ("pkg:generic/a%2Fb/c", Syntax, Some(13), "a segment of the namespace holds an encoded `/`"),
    ("pkg:generic/a#b%2fc", Syntax, Some(15), "a segment of the subpath holds an encoded `/`"),
    ("pkg:generic/a?k", Syntax, Some(14), "a qualifier without `=`"),
    (
        "pkg:generic/a?=1",
        Syntax,
        Some(14),
        "qualifier key \"\" does not begin with an ASCII letter",
    ),
    ("pkg:generic/a?k%20=1", Syntax, Some(14), "'%' is not permitted in a qualifier key"),
    ("pkg:generic/a?k=1&k=2", Syntax, Some(18), "qualifier \"k\" is there twice"),
    ("pkg:generic/a?k=1&k=", Syntax, Some(18), "qualifier \"k\" is there twice"),
    ("pkg:generic/a?k=1?l=2", Syntax, Some(17), "a second `?`, not percent-encoded"),
    ("pkg:generic/a#b#c", Syntax, Some(15), "a second `#`, not percent-encoded"),
    ("pkg:generic/a\tb", Syntax, Some(13), "a control character, not percent-encoded"),
    ("pkg:cargo/x/serde", TypeRule, Some(10), "namespace is prohibited for type \"cargo\""),
    ("pkg:Maven/junit@4", TypeRule, Some(10), "namespace is required for type \"maven\""),
    ("pkg:julia/Dates", TypeRule, Some(10), "qualifier \"uuid\" is required for type \"julia\""),
    ("pkg:julia/D?uuid=", TypeRule, Some(10), "qualifier \"uuid\" is required for type \"julia\""),
    ("pkg:git/host", TypeRule, Some(8), "namespace is required for type \"git\""),
    (
        "pkg:cpan/URI::URL",
        TypeRule,
        Some(9),
        "name holds `::`, which a distribution of type \"cpan\" never does",
    ),
    (
        "pkg:chrome-extension/dogs",
        TypeRule,
        Some(21),
        "name does not match ^[a-p]{32}$ for type \"chrome-extension\"",
    ),
    ("pkg:pub/-x", TypeRule, Some(8), "name does not match ^[a-z0-9_] for type \"pub\""),
];

#[test]
fn refusals_name_kind_place_and_reason() {
    for (text, kind, offset, detail) in REFUSED {
        let error = Purl::parse(text).expect_err(text);
        assert_eq!(
            (error.kind(), error.offset(), error.detail()),
            (*kind, *offset, *detail),
            "{text}"
        );
        assert_eq!(error.input(), *text);
        assert!(Purl::parse_strict(text).is_err(), "{text}");
    }
}

#[test]
fn white_space_at_the_end_is_no_part_of_a_version() {
    let error = Purl::parse("pkg:npm/a@1 ").expect_err("space");
    assert_eq!(
        error.to_string(),
        "syntax error: white space at the end at byte 11 in \"pkg:npm/a@1 \""
    );
}

#[test]
fn strictness_has_a_place_too() {
    for (text, offset) in [
        ("pkg:gem/a@1?Platform=java", 12),
        ("pkg:npm/@scope/a", 8),
        ("pkg:generic/a@x/y", 15),
        ("pkg:generic/a b", 13),
        ("pkg:generic/a?b=1&", 18),
    ] {
        let error = Purl::parse_strict(text).expect_err(text);
        assert_eq!((error.kind(), error.offset()), (Syntax, Some(offset)), "{text}");
    }
}

#[test]
fn limits_are_kept() {
    let longest = format!("pkg:generic/{}", "a".repeat(Purl::MAX_LENGTH - 12));
    assert_eq!(reads(&longest).as_str().len(), Purl::MAX_LENGTH);
    let error = Purl::parse(&format!("{longest}a")).expect_err("too long");
    assert_eq!(error.detail(), "a purl of more than 65535 bytes");
    let grows = format!("pkg:generic/{}", "+".repeat(30_000));
    assert_eq!(Purl::parse(&grows).expect_err("too long").detail(), error.detail());
}

#[test]
fn components_come_decoded() {
    let purl = reads("pkg:maven/org.x/a%2Fb@1%2B2?classifier=x%20y&type=jar#src/m%C3%A4in");
    assert_eq!(purl.package_type(), "maven");
    assert_eq!(purl.namespace().as_deref(), Some("org.x"));
    assert_eq!(purl.name(), "a/b");
    assert_eq!(purl.version().as_deref(), Some("1+2"));
    let qualifiers: Vec<_> =
        purl.qualifiers().map(|(key, value)| (key, value.into_owned())).collect();
    assert_eq!(qualifiers, [("classifier", "x y".to_owned()), ("type", "jar".to_owned())]);
    assert_eq!(purl.qualifier("TYPE").as_deref(), Some("jar"));
    assert_eq!(purl.subpath().as_deref(), Some("src/mäin"));
    let bare = reads("pkg:generic/a");
    assert_eq!((bare.namespace(), bare.version(), bare.subpath()), (None, None, None));
    assert_eq!((bare.qualifiers().count(), bare.namespace_segments().count()), (0, 0));
}

#[test]
fn values_without_escapes_are_borrowed() {
    let purl = reads("pkg:deb/debian/curl@7.50.3-1?arch=i386#usr/bin");
    let values = [
        purl.namespace(),
        Some(purl.name()),
        purl.version(),
        purl.qualifier("arch"),
        purl.subpath(),
    ];
    for value in values {
        assert!(matches!(value, Some(std::borrow::Cow::Borrowed(_))), "{value:?}");
    }
}

/// Rules that definitions state in prose: text and canonical form.
const HOOKED: &[(&str, &str)] = &[
    ("pkg:pypi/Zope.Interface_x@1.0RC1", "pkg:pypi/zope.interface-x@1.0rc1"),
    ("pkg:cpan/drolsky/DateTime@1.55", "pkg:cpan/DROLSKY/DateTime@1.55"),
    ("pkg:mlflow/Model@3", "pkg:mlflow/Model@3"),
    (
        "pkg:mlflow/Model?repository_url=https://adb-1.AzureDatabricks.example/api",
        "pkg:mlflow/model?repository_url=https:%2F%2Fadb-1.AzureDatabricks.example%2Fapi",
    ),
    (
        "pkg:mlflow/Model?repository_url=https://h.example/databricks",
        "pkg:mlflow/Model?repository_url=https:%2F%2Fh.example%2Fdatabricks",
    ),
    ("pkg:git/Code.Example/Own/Er/Repo@v1", "pkg:git/code.example/Own/Er/Repo@v1"),
    ("pkg:git/GitHub.com/Own/Repo", "pkg:git/github.com/own/repo"),
    ("pkg:git/code.example/own%2Frepo", "pkg:git/code.example/own/repo"),
];

#[test]
fn prose_rules_of_types_are_applied() {
    for (text, canonical) in HOOKED {
        assert_eq!(reads(text).as_str(), *canonical, "{text}");
        assert_eq!(reads(canonical).as_str(), *canonical, "{text}");
    }
    let git = reads("pkg:git/code.example/own/er/repo");
    assert_eq!(git.namespace().as_deref(), Some("code.example"));
    assert_eq!(git.name(), "own/er/repo");
    let built = Purl::builder("git", "repo").namespace("code.example/own/er").build();
    assert_eq!(built.as_ref(), Ok(&git));
}

#[test]
fn case_folds_by_the_full_unicode_mapping() {
    for (name, folded) in [("İ", "i\u{307}"), ("ΑΣ", "ας"), ("ẞ", "ß"), ("K", "k")] {
        let purl = Purl::builder("github", name).namespace("o").build().expect(name);
        assert_eq!(purl.name(), folded, "{name}");
        assert_eq!(reads(purl.as_str()), purl, "{name}");
    }
}

#[test]
fn the_builder_takes_any_value() {
    let build =
        |name: &str| Purl::builder("generic", name).namespace("/a//b/").version(name).build();
    for name in ["/", "a/b", "@", "a@b", "?", "#", "%", "%41", "..", " ", "\u{0}", "a\nb", "&=+"] {
        let purl = build(name).expect(name);
        assert_eq!((purl.name().as_ref(), purl.version().as_deref()), (name, Some(name)));
        assert_eq!(purl.namespace().as_deref(), Some("a/b"));
        assert_eq!(reads(purl.as_str()), purl, "{name}");
    }
    let changed = reads("pkg:npm/%40s/a@1?x=y#z").to_builder().version("2").build();
    assert_eq!(changed.expect("rebuilt").as_str(), "pkg:npm/%40s/a@2?x=y#z");
}

#[test]
fn the_builder_refuses_what_no_purl_can_hold() {
    let generic = |name| Purl::builder("generic", name);
    for (builder, detail, input) in [
        (Purl::builder("", "a"), "type is missing", ""),
        (Purl::builder("a/b", "a"), "'/' is not permitted in a type", "a/b"),
        (generic(""), "name is missing", ""),
        (
            generic("a").qualifier("k", "1").qualifier("K", "2"),
            "qualifier \"k\" is there twice",
            "k",
        ),
        (generic("a").qualifier("a b", "1"), "' ' is not permitted in a qualifier key", "a b"),
        (Purl::builder("git", "/").namespace("h"), "namespace is required for type \"git\"", "h"),
        (
            Purl::builder("vcpkg", "a").namespace("b"),
            "namespace is prohibited for type \"vcpkg\"",
            "b",
        ),
    ] {
        let error = builder.build().expect_err(detail);
        assert_eq!((error.detail(), error.input(), error.offset()), (detail, input, None));
    }
}

#[test]
fn serde_reads_a_checked_string_and_writes_the_canonical_one() {
    let purl: Purl = serde_json::from_str(r#""pkg:Nuget\/A?b=1\u0026a=2""#).expect("a purl");
    assert_eq!(serde_json::to_string(&purl).expect("a string"), r#""pkg:nuget/A?a=2&b=1""#);
    let error =
        serde_json::from_str::<Purl>(r#""pkg:cargo/x/y""#).expect_err("refused").to_string();
    assert!(error.contains("namespace is prohibited for type \"cargo\""), "{error}");
    assert!(serde_json::from_str::<Purl>(r#"{"type": "npm", "name": "a"}"#).is_err());
}

#[test]
fn equality_order_and_hash_are_those_of_the_text() {
    let mut seen = HashMap::new();
    seen.insert(reads("pkg:NPM/a@1?y=2&x=1"), 7);
    assert_eq!(seen.get(&reads("pkg:npm/a@1?x=1&y=2")), Some(&7));
    assert_eq!(seen.get("pkg:npm/a@1?x=1&y=2"), Some(&7));
    assert!(reads("pkg:npm/a@1") < reads("pkg:npm/b"));
}

#[test]
fn types_tell_what_they_demand() {
    assert_eq!(PurlType::all().len(), 42);
    for known in PurlType::all() {
        assert_eq!(PurlType::registered(&known.name().to_uppercase()), Some(known), "{known}");
        assert_eq!(known.definition().map(|definition| definition.name), Some(known.name()));
    }
    assert!(PurlType::registered("gitlab").is_none());
    assert!(!reads("pkg:gitlab/a/b").package_type().is_registered());
    let maven = PurlType::registered("maven").and_then(PurlType::definition).expect("maven");
    assert_eq!(maven.namespace.requirement, Requirement::Required);
    assert_eq!(maven.package_name.native_name, Some("artifactId"));
    let kind = maven.qualifiers.iter().find(|qualifier| qualifier.key == "type").expect("type");
    assert_eq!(kind.default_value, Some("jar"));
    let chrome = PurlType::registered("chrome-extension").and_then(PurlType::definition);
    let permitted = chrome.and_then(|definition| definition.version.permitted);
    assert_eq!(permitted, Some(PermittedCharacters::OneToFourNumbers));
}

#[test]
fn restrictions_match_as_their_patterns_do() {
    let id = "abcdefghijklmnopabcdefghijklmnop";
    for restriction in [
        PermittedCharacters::ThirtyTwoLettersAToP,
        PermittedCharacters::OneToFourNumbers,
        PermittedCharacters::WordCharacterFirst,
    ] {
        let schema = serde_json::json!({ "pattern": restriction.pattern() });
        let judge = jsonschema::validator_for(&schema).expect("a schema");
        for value in [
            id,
            &id[1..],
            "q",
            "",
            "1",
            "1.2.3.4",
            "1.2.3.4.5",
            "1.",
            ".1",
            "1.a",
            "_",
            "-",
            "A",
            "é",
        ] {
            let expected = judge.is_valid(&serde_json::json!(value));
            assert_eq!(restriction.matches(value), expected, "{value} {restriction:?}");
        }
    }
}

#[test]
fn the_schema_accepts_what_the_tolerant_reader_accepts() {
    let schema = schemars::schema_for!(Purl);
    let judge = jsonschema::validator_for(schema.as_value()).expect("a schema");
    for (text, canonical, _) in ACCEPTED {
        assert!(judge.is_valid(&serde_json::json!(text)), "{text}");
        assert!(judge.is_valid(&serde_json::json!(canonical)), "{canonical}");
    }
    // what a pattern cannot say, as its documentation tells
    let silent = ["decode to UTF-8", "encoded `/`", "there twice", "for type"];
    for (text, .., detail) in REFUSED {
        let expected = silent.iter().any(|words| detail.contains(words));
        let detail_of_cpan = detail.contains("\"cpan\"");
        assert_eq!(judge.is_valid(&serde_json::json!(text)), expected || detail_of_cpan, "{text}");
    }
}
