//! The shipped profiles are sound, and a row of a registry's own records becomes a notice that
//! says what the row and the profile say and nothing else.

use pkgschema::Severity;
use pkgschema::identity::Purl;
use pkgschema::object::check;
use pkgschema::schema::Entry;
use pkgschema::takedown::{Grain, Mechanism, NoticeType, RegistryProfile, Subject, TakedownNotice};
use pkgschema::text::{Link, Timestamp};
use serde_json::Value;
use std::collections::BTreeSet;

const AT: &str = "2026-05-04T10:00:00Z";
const URL: &str = "https://registry.example";

fn profile(name: &str) -> RegistryProfile {
    RegistryProfile::shipped(name, Link::new(URL).unwrap()).expect(name)
}

fn at(text: &str) -> Timestamp {
    Timestamp::new(text).unwrap()
}

/// A package of the type, or one of its versions.
fn purl(name: &str, version: &str) -> Purl {
    let namespace = match name {
        "maven" => "org.example/",
        "golang" => "example.org/",
        "composer" => "example/",
        _ => "",
    };
    Purl::parse(&format!("pkg:{name}/{namespace}left-margin{version}")).unwrap()
}

fn made(name: &str, word: &str) -> TakedownNotice {
    profile(name).notice(word, purl(name, "@1.0"), at(AT)).expect(word)
}

/// Every mechanism of every shipped profile.
fn each(mut look: impl FnMut(&str, &RegistryProfile, &Mechanism)) {
    for name in RegistryProfile::SHIPPED {
        let profile = profile(name);
        profile.mechanisms.iter().for_each(|mechanism| look(name, &profile, mechanism));
    }
}

#[test]
fn profiles_are_sound() {
    let schema = Value::from(Entry::find("registry-profile").unwrap().schema(None));
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    for name in RegistryProfile::SHIPPED {
        let profile = profile(name);
        assert_eq!(check(&profile), [], "{name}");
        assert_eq!((&*profile.purl_type, profile.registry.url.as_str()), (name, URL));
        let document = serde_json::from_str(&profile.to_json()).unwrap();
        assert!(schema.is_valid(&document), "{name}");
        assert_eq!(RegistryProfile::parse(&profile.to_json()).unwrap(), profile, "{name}");
        assert!(!profile.mechanisms.is_empty(), "{name}");
        let mut called = BTreeSet::new();
        for mechanism in &profile.mechanisms {
            // One entry for each word, so that no word is read in two ways.
            let words = mechanism.words.iter().chain([&mechanism.name]);
            let words: BTreeSet<_> = words.map(|word| word.as_str()).collect();
            for word in words {
                assert!(called.insert(word), "{name}: {word} twice");
                let (found, rest) = profile.mechanism(word).expect(word);
                assert_eq!((&found.name, rest), (&mechanism.name, None), "{name}: {word}");
            }
        }
    }
    for other in ["", "NPM", "PyPI", "conan"] {
        assert_eq!(RegistryProfile::shipped(other, Link::new(URL).unwrap()), None, "{other}");
    }
}

#[test]
fn mechanisms_are_sound() {
    let mut undone = 0;
    each(|name, profile, mechanism| {
        let context = format!("{name}: {}", mechanism.name);
        let kebab = |c: char| c.is_ascii_lowercase() || c == '-';
        assert!(mechanism.name.chars().all(kebab), "{context}");
        assert!(mechanism.status.is_listed(), "{context}");
        assert!(mechanism.grains.iter().all(|it| it.is_listed()), "{context}");
        assert!(mechanism.roles.iter().all(|it| it.is_listed()), "{context}");
        assert!(!mechanism.grains.is_empty() && !mechanism.roles.is_empty(), "{context}");
        assert!(mechanism.source.is_some() && mechanism.checked.is_some(), "{context}");
        let effects = mechanism.effects.as_ref().expect(&context);
        assert!(effects.resolution.as_ref().is_none_or(|it| it.is_listed()), "{context}");
        assert!(effects.download.as_ref().is_none_or(|it| it.is_listed()), "{context}");
        assert!(effects.publish.as_ref().is_none_or(|it| it.is_listed()), "{context}");
        assert!(effects.name_reuse.as_ref().is_none_or(|it| it.is_listed()), "{context}");
        assert!(effects.version_reuse.as_ref().is_none_or(|it| it.is_listed()), "{context}");
        let lifts = mechanism.notice_type == Some(NoticeType::Reversal);
        assert_eq!(lifts, mechanism.status.as_str() == "active", "{context}");
        if let Some(other) = &mechanism.undone_by {
            let other = profile.mechanisms.iter().find(|it| it.name == *other).expect(&context);
            assert_eq!(other.notice_type, Some(NoticeType::Reversal), "{context}");
            assert_eq!(&*other.grains, &*mechanism.grains, "{context}");
            undone += 1;
        }
    });
    assert!(undone >= 6, "{undone}");
}

#[test]
fn each_mechanism_makes_a_short_and_valid_notice() {
    let schema = Value::from(Entry::find("takedown-notice").unwrap().schema(None));
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    let mut made = 0;
    each(|name, profile, mechanism| {
        let context = format!("{name}: {}", mechanism.name);
        let version = if mechanism.grains[0] == Grain::Version { "@1.0" } else { "" };
        let notice = profile.notice(&mechanism.name, purl(name, version), at(AT)).expect(&context);
        let findings = notice.check();
        assert!(findings.iter().all(|it| it.severity < Severity::Error), "{context}: {findings:?}");
        let pretty = notice.to_pretty_json();
        assert!(pretty.lines().count() < 15, "{context}: {pretty}");
        assert_eq!(TakedownNotice::parse(&pretty).unwrap(), notice, "{context}");
        let document: Value = serde_json::from_str(&pretty).unwrap();
        assert!(schema.is_valid(&document), "{context}: {pretty}");
        assert_eq!((&notice.status, &notice.effects), (&mechanism.status, &mechanism.effects));
        // Nothing is in it that neither the row nor the profile says.
        let members = document.as_object().unwrap();
        let members: Vec<&str> = members.keys().map(String::as_str).collect();
        let expected: BTreeSet<&str> = [
            "schemaVersion",
            "id",
            "noticeType",
            "registry",
            "subjects",
            "status",
            "issuedAt",
            "mechanism",
            "effects",
        ]
        .into();
        assert_eq!(BTreeSet::from_iter(members), expected, "{context}");
        assert_eq!(document["registry"], serde_json::json!({"url": URL}), "{context}");
        let subject = serde_json::json!([{"purl": purl(name, version).as_str()}]);
        assert_eq!(document["subjects"], subject, "{context}");
        made += 1;
    });
    assert!(made > 20, "{made}");
}

#[test]
fn words_of_the_records() {
    for (name, word, notice_type, status, resolution, download) in [
        ("pypi", "remove project", "decision", "deleted", "none", "unlinked"),
        ("pypi", "remove release", "decision", "deleted", "none", "unlinked"),
        ("pypi", "remove file left_margin-1.0.tar.gz", "decision", "deleted", "none", "unlinked"),
        ("pypi", "yank release", "decision", "yanked", "only-exact", "available"),
        ("pypi", "unyank release", "reversal", "active", "normal", "available"),
        ("pypi", "project quarantined", "decision", "quarantined", "none", "unlinked"),
        ("pypi", "release quarantined", "decision", "quarantined", "none", "unlinked"),
        ("pypi", "release quarantine cleared", "reversal", "active", "normal", "available"),
        ("cargo", "deleted_crates", "decision", "deleted", "none", "unavailable"),
        ("gem", "deletions", "decision", "deleted", "none", "unavailable"),
        ("npm", "unpublished", "decision", "deleted", "none", "unavailable"),
        ("nuget", "unlisted", "decision", "unlisted", "only-exact", "available"),
        ("nuget", "PackageDelete", "decision", "deleted", "none", "unavailable"),
        ("golang", "retracted", "decision", "yanked", "only-exact", "available"),
        ("composer", "abandoned", "decision", "deprecated", "normal", "available"),
        ("hex", "retired", "decision", "deprecated", "normal", "available"),
        ("pub", "isDiscontinued", "decision", "deprecated", "normal", "available"),
        ("pub", "retracted", "decision", "yanked", "only-locked", "available"),
    ] {
        let notice = made(name, word);
        assert_eq!(notice.notice_type.as_str(), notice_type, "{word}");
        assert_eq!(notice.status.as_str(), status, "{word}");
        let effects = notice.effects.as_ref().expect(word);
        assert_eq!(effects.resolution.as_ref().unwrap().as_str(), resolution, "{word}");
        assert_eq!(effects.download.as_ref().unwrap().as_str(), download, "{word}");
        assert_eq!(notice.mechanism.as_deref(), Some(word));
        assert_eq!(notice.issued_at, AT);
        let files = notice.subjects[0].artifacts.iter();
        let files: Vec<_> =
            files.map(|it| (it.filename.as_deref(), it.digests.is_some())).collect();
        let expected = word.strip_prefix("remove file ").map(|file| (Some(file), false));
        assert_eq!(files, Vec::from_iter(expected), "{word}");
    }
}

#[test]
fn unknown_words_are_errors() {
    for word in
        ["", "add owner", "yank releases", "Yank release", " yank release", "remove", "release"]
    {
        let error = profile("pypi").notice(word, purl("pypi", ""), at(AT)).expect_err(word);
        assert_eq!((&*error.registry, &*error.word), (URL, word));
        let words = format!("the profile of {URL:?} has no mechanism {word:?}");
        assert_eq!(error.to_string(), words);
        let target = made("pypi", "yank release");
        assert_eq!(profile("pypi").lift(word, &target, at(AT)).unwrap_err(), error);
    }
}

/// `urn:uuid:` and a UUID of version 8 and the RFC's variant, in lower case.
#[track_caller]
fn is_uuid(id: &Link) {
    let uuid = id.as_str().strip_prefix("urn:uuid:").expect("a UUID");
    let shape = "xxxxxxxx-xxxx-8xxx-vxxx-xxxxxxxxxxxx";
    assert_eq!(uuid.len(), shape.len(), "{uuid}");
    for (found, expected) in uuid.chars().zip(shape.chars()) {
        let fits = match expected {
            'x' => found.is_ascii_digit() || ('a'..='f').contains(&found),
            'v' => matches!(found, '8' | '9' | 'a' | 'b'),
            other => found == other,
        };
        assert!(fits, "{uuid}");
    }
}

#[test]
fn the_identifier_is_that_of_the_row() {
    let mut ids = BTreeSet::new();
    let mut take = |notice: TakedownNotice, context: &str| {
        is_uuid(&notice.id);
        assert!(ids.insert(notice.id.as_str().to_owned()), "{context}: {}", notice.id.as_str());
    };
    each(|name, profile, mechanism| {
        for version in ["", "@1.0", "@1.0.0", "@2"] {
            let subject = purl(name, version);
            let once = profile.notice(&mechanism.name, subject.clone(), at(AT)).unwrap();
            let twice = profile.notice(&mechanism.name, subject, at(AT)).unwrap();
            assert_eq!(once, twice);
            take(once, &format!("{name} {} {version}", mechanism.name));
        }
        // The registry's own word is another row than the name.
        for word in &mechanism.words {
            if *word != mechanism.name {
                take(profile.notice(word, purl(name, ""), at(AT)).unwrap(), word);
            }
        }
    });
    let elsewhere =
        RegistryProfile::shipped("pypi", Link::new("https://registry.example/2").unwrap());
    take(elsewhere.unwrap().notice("yank", purl("pypi", "@1.0"), at(AT)).unwrap(), "address");
    let later = at("2026-05-04T10:00:00.1Z");
    take(profile("pypi").notice("yank", purl("pypi", "@1.0"), later).unwrap(), "time");
    for file in ["a.whl", "a.tar.gz", "a.whl "] {
        take(made("pypi", &format!("remove file {file}")), file);
    }
    let of = |subject: Subject| profile("pypi").notice("yank", subject, at(AT)).unwrap();
    let mut listed = Subject::of_purl(purl("pypi", ""));
    listed.versions.push("1.0".into());
    take(of(listed), "versions");
    take(of(Subject::of_namespace("pypi", "x")), "namespace");
    assert!(ids.len() > 100, "{}", ids.len());
}

#[test]
fn lifting() {
    let mut lifted = 0;
    each(|name, profile, mechanism| {
        let Some(undo) = &mechanism.undone_by else { return };
        let target = profile.notice(&mechanism.name, purl(name, "@1.0"), at(AT)).unwrap();
        let later = at("2026-05-06T10:00:00Z");
        let notice = profile.lift(undo, &target, later.clone()).unwrap();
        assert_eq!(notice.notice_type, NoticeType::Reversal, "{name}: {undo}");
        assert_eq!(notice.status.as_str(), "active", "{name}: {undo}");
        assert_eq!(&*notice.targets, std::slice::from_ref(&target.id));
        assert_eq!(notice.subjects, target.subjects);
        assert_eq!((&notice.issued_at, notice.check()), (&later, Vec::new()));
        is_uuid(&notice.id);
        assert_eq!(profile.lift(undo, &target, later.clone()).unwrap(), notice);
        let other = profile.notice(&mechanism.name, purl(name, "@1.1"), at(AT)).unwrap();
        assert_ne!(profile.lift(undo, &other, later.clone()).unwrap().id, notice.id);
        let mut again = target.clone();
        again.id = Link::new("https://registry.example/notices/7").unwrap();
        let again = profile.lift(undo, &again, later).unwrap();
        assert_ne!(again.id, notice.id);
        assert!(again.to_pretty_json().lines().count() < 15, "{}", again.to_pretty_json());
        lifted += 1;
    });
    assert!(lifted >= 6, "{lifted}");
    // Files stay what is lifted.
    let removed = made("pypi", "remove file a.whl");
    let notice = profile("pypi").lift("unyank", &removed, at(AT)).unwrap();
    assert_eq!(notice.subjects, removed.subjects);
}

/// A subject that the caller has read somewhere may be no I-JSON; then there is no digest that the
/// identifier could be.
#[test]
fn subjects_without_canonical_form_keep_apart() {
    let of = |version: &str| {
        let mut subject = Subject::of_purl(purl("pypi", version));
        subject.rest.push("note", pkgschema::object::Raw::parse(r#""\ud800""#).unwrap());
        profile("pypi").notice("yank", subject, at(AT)).unwrap()
    };
    assert_ne!(of("@1.0").id, of("@2.0").id);
}

#[test]
fn a_file_has_a_name() {
    let notice = profile("pypi").notice("remove file ", purl("pypi", "@1.0"), at(AT));
    let files = notice.map(|notice| notice.subjects[0].artifacts.clone());
    assert!(files.as_ref().map_or(true, |files| files.is_empty()), "{files:?}");
}

/// What goes on behind a word names a file, and nothing else can.
#[test]
fn words_go_on_for_files_only() {
    for word in
        ["yank release note edited", "remove project collaborator", "project quarantined not"]
    {
        let found = profile("pypi").notice(word, purl("pypi", ""), at(AT));
        assert!(found.is_err(), "{word}: {:?}", found.map(|notice| notice.status));
    }
}

/// Only what undoes something lifts it; a decision with targets is an error of the lints.
#[test]
fn a_decision_lifts_nothing() {
    let target = made("pypi", "yank release");
    let found = profile("pypi").lift("yank release", &target, at(AT));
    let errors = |notice: &TakedownNotice| {
        notice.check().into_iter().any(|it| it.severity == Severity::Error)
    };
    assert!(found.as_ref().map_or(true, |notice| !errors(notice)), "{found:?}");
}
