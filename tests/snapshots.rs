//! Snapshots: what was listed and is not any more, what is no absence, and what is refused.

use pkgschema::takedown::TakedownNotice;
use pkgschema::text::{Link, Timestamp};
use pkgschema_convert::Document;
use pkgschema_convert::cargo::IndexFile;
use pkgschema_convert::maven::MavenMetadata;
use pkgschema_convert::npm::Packument;
use pkgschema_convert::pypi::{SimpleHtml, SimpleJson};
use pkgschema_convert::signal::Observation;
use pkgschema_convert::snapshot::{Snapshot, back, diff, gone};
use proptest::prelude::*;

fn seen(purl_type: &str) -> Observation {
    let url = Link::new("https://registry.example/").unwrap();
    Observation::of_registry(purl_type, url, Timestamp::new("2026-11-22T13:46:00Z").unwrap())
}

fn index(versions: &[&str]) -> IndexFile {
    let line = |version: &&str| {
        let cksum = format!("{:064x}", version.len() * 77);
        format!(
            r#"{{"name":"margin","vers":"{version}","deps":[],"cksum":"{cksum}","features":{{}}}}"#
        )
    };
    IndexFile::parse(&versions.iter().map(line).collect::<Vec<_>>().join("\n")).unwrap()
}

fn purls(notices: &[TakedownNotice]) -> Vec<String> {
    let purl = |notice: &TakedownNotice| {
        let subject = notice.subjects.last().unwrap();
        let purl = subject.purl.as_ref().unwrap().as_str().to_owned();
        match subject.artifacts.first().and_then(|file| file.filename.clone()) {
            Some(file) => format!("{purl} {file}"),
            None => purl,
        }
    };
    notices.iter().map(purl).collect()
}

fn found<O: Snapshot, N: Snapshot>(old: &O, new: &N) -> Result<Vec<String>, &'static str> {
    let of = diff(old, new, &[], &seen("pypi")).map_err(|refusal| refusal.code)?;
    Ok(purls(&of.value))
}

#[test]
fn an_absence_says_no_more_than_that() {
    let found = diff(&index(&["1.0.0", "1.0.1"]), &index(&["1.0.1"]), &[], &seen("cargo")).unwrap();
    let [notice] = found.value.as_slice() else { panic!("{found:?}") };
    let text = notice.to_json();
    assert!(text.contains(r#""status":"deleted""#) && text.contains(r#""category":"unspecified""#));
    assert!(text.contains(r#""method":"inferred-absence","source":"index file","observedAt""#));
    assert!(text.contains(r#""inferredFields":["status","effects.resolution"]"#));
    assert!(text.contains(r#""filename":"margin-1.0.0.crate","digests":{"sha256":"#), "{text}");
    assert!(notice.mechanism.is_none() && notice.authority.is_none());
    assert_eq!((notice.effective_from.as_ref(), notice.check()), (None, vec![]));
}

#[test]
fn only_what_can_be_compared_is() {
    let old = index(&["1.0.0", "1.0.1"]);
    assert_eq!(found(&old, &old), Ok(vec![]));
    assert_eq!(found(&index(&["1.0.1"]), &old), Ok(vec![]));
    let read = |text: &str| IndexFile::parse(text).unwrap();
    let line = r#"{"name":"margin","vers":"1.0.1","deps":[]}"#;
    assert_eq!(found(&old, &read(&format!("{line}\nbroken"))), Err("unread-parts"));
    assert_eq!(found(&old, &read(&line.replace("margin", "Margin"))), Err("other-package"));
    assert_eq!(found(&old, &read(&line.replace("name", "nom"))), Err("no-package"));
    // what tools are to ignore is listed nevertheless
    let unknown = read(&format!("{line}\n{}", line.replace("1.0.1\"", "1.0.0\",\"v\":9")));
    assert_eq!(found(&old, &unknown), Ok(vec![]));
}

fn packument(more: &str) -> Packument {
    Packument::parse(&format!(r#"{{"name":"@m/argin",{more}}}"#)).unwrap()
}

#[test]
fn packuments_that_are_stripped_are_no_absence() {
    let versions = r#""versions":{"1.0.0":{"dist":{"shasum":"da39a3ee5e6b4b0d3255bfef95601890afd80709","tarball":"https://registry.example/a-1.tgz"}},"1.1.0":{}}"#;
    let times = r#""time":{"created":"2026-01-01T00:00:00Z","1.0.0":"2026-01-01T00:00:00Z","1.1.0":"2026-01-01T00:00:00Z"}"#;
    let old = packument(&format!("{versions},{times}"));
    let fewer = r#""versions":{"v1.1.0+b":{}}"#;
    let of = |more: &str| found(&old, &packument(more));
    assert_eq!(
        of(&format!("{fewer},{}", r#""time":{"created":"2026-01-01T00:00:00Z"}"#)),
        Ok(vec!["pkg:npm/%40m/argin@1.0.0 a-1.tgz".into()])
    );
    assert_eq!(of(&format!("{fewer},{times}")), Ok(vec![]), "time says so itself");
    assert_eq!(of(&format!(r#"{fewer},"modified":"2026-01-01T00:00:00Z""#)), Err("lists-less"));
    assert_eq!(of(times), Err("lists-less"));
    assert_eq!(of(&format!(r#""versions":{{}},{times}"#)), Err("lists-nothing"));
    assert_eq!(of(&format!(r#""versions":{{"1.0.0":7}},{times}"#)), Err("unread-parts"));
    let holder = r#""versions":{"0.0.1-security":{"repository":"npm/security-holder"}}"#;
    assert_eq!(of(&format!("{holder},{times}")), Err("told-otherwise"));
    assert_eq!(
        of(r#""versions":{},"time":{"unpublished":{"name":"x","time":"2026-01-01T00:00:00Z"}}"#),
        Err("told-otherwise")
    );
}

fn simple(files: &[&str], more: &str) -> SimpleJson {
    let file = |name: &&str| {
        let sha = format!("{:064x}", name.bytes().map(u128::from).sum::<u128>());
        format!(r#"{{"filename":"{name}","url":"{name}","hashes":{{"sha256":"{sha}"}}}}"#)
    };
    let files = files.iter().map(file).collect::<Vec<_>>().join(",");
    let text =
        format!(r#"{{"meta":{{"api-version":"1.0"}},"name":"mar.gin","files":[{files}]{more}}}"#);
    SimpleJson::parse(&text).unwrap()
}

#[test]
fn files_and_versions_of_a_project() {
    let (old_wheel, sdist) = ("mar_gin-1.0-py3-none-any.whl", "mar_gin-1.0.tar.gz");
    let old = simple(&[old_wheel, sdist, "mar_gin-2.0.tar.gz"], "");
    assert_eq!(
        found(&old, &simple(&[old_wheel], "")),
        Ok(vec![
            "pkg:pypi/mar.gin@1.0 mar_gin-1.0.tar.gz".into(),
            "pkg:pypi/mar.gin@2.0 mar_gin-2.0.tar.gz".into(),
        ])
    );
    let respelt = ["Mar.Gin-1.0-py3-none-any.whl", sdist, "mar_gin-2.0.0.tar.gz"];
    let names = found(&old, &simple(&respelt, "")).unwrap();
    assert_eq!(names, ["pkg:pypi/mar.gin@2.0 mar_gin-2.0.tar.gz"], "another file of the version");
    let newer = r#","versions":["1.0","2.0"]"#;
    let full = simple(&[old_wheel, sdist], newer);
    assert_eq!(found(&full, &simple(&[old_wheel, sdist], "")), Err("lists-less"));
    assert_eq!(found(&full, &simple(&[], newer)), Err("lists-nothing"));
    assert_eq!(
        found(&full, &simple(&[old_wheel, sdist], r#","versions":["1"]"#)),
        Ok(vec!["pkg:pypi/mar.gin@2.0".into()])
    );
    for (status, expected) in [
        (r#"{"status":"quarantined"}"#, Err("told-otherwise")),
        (r#"{"status":"vanished"}"#, Err("told-otherwise")),
        (r#""quarantined""#, Err("unread-parts")),
        (r#"{"status":"archived"}"#, Ok(vec![])),
    ] {
        let new = simple(
            &[old_wheel, sdist, "mar_gin-2.0.tar.gz"],
            &format!(",\"project-status\":{status}"),
        );
        assert_eq!(found(&old, &new), expected, "{status}");
    }
    let mut later = simple(&[old_wheel], "");
    later.meta.as_mut().unwrap().api_version = Some("2.0".into());
    assert_eq!(found(&old, &later), Err("unread-parts"));
}

#[test]
fn pages_tell_their_project_by_the_files() {
    let page = |names: &[&str]| {
        let anchors: String =
            names.iter().map(|name| format!("<a href=\"{name}\">{name}</a>")).collect();
        SimpleHtml::parse(&format!("<!DOCTYPE html><html><body>{anchors}</body></html>")).unwrap()
    };
    let old = page(&["margin-1.0.tar.gz", "margin-2.0.tar.gz"]);
    let one = || page(&["margin-2.0.tar.gz"]);
    assert_eq!(found(&old, &one()), Ok(vec!["pkg:pypi/margin@1.0".into()]));
    assert_eq!(found(&old, &page(&["margin-2.0.tar.gz", "gutter-1.0.tar.gz"])), Err("no-package"));
    let json = simple(&["margin-2.0.tar.gz"], "");
    assert_eq!(found(&old, &json), Err("other-package"));
}

#[test]
fn versions_of_a_maven_repository_are_texts() {
    let metadata = |versions: &[&str]| {
        let versions: String =
            versions.iter().map(|it| format!("<version>{it}</version>")).collect();
        MavenMetadata::parse(&format!(
            "<metadata><groupId>g</groupId><artifactId>a</artifactId><versioning>\
             <versions>{versions}</versions></versioning></metadata>"
        ))
        .unwrap()
    };
    let old = metadata(&["1.0", "1"]);
    assert_eq!(found(&old, &metadata(&["1.0"])), Ok(vec!["pkg:maven/g/a@1".into()]));
    assert_eq!(found(&old, &metadata(&[])), Err("lists-nothing"));
}

#[test]
fn what_is_listed_again_is_a_reversal_where_the_notice_is_given() {
    let (both, one) = (index(&["1.0.0", "1.0.10"]), index(&["1.0.0"]));
    let absent = diff(&both, &one, &[], &seen("cargo")).unwrap().value;
    assert_eq!(diff(&one, &both, &[], &seen("cargo")).unwrap().value, []);
    let again = diff(&one, &both, &absent, &seen("cargo")).unwrap();
    let [reversal] = again.value.as_slice() else { panic!("{again:?}") };
    assert_eq!((reversal.notice_type.as_str(), reversal.status.as_str()), ("reversal", "active"));
    assert_eq!(reversal.targets[0], absent[0].id);
    assert_eq!(reversal.subjects[0].purl.as_ref().unwrap().as_str(), "pkg:cargo/margin@1.0.10");
    assert_eq!(reversal.check(), []);
    // lifted once, it is not lifted again
    let all = [absent.clone(), again.value.clone()].concat();
    assert_eq!(diff(&one, &both, &all, &seen("cargo")).unwrap().value, []);
    // the same version with other bytes is another thing
    let text = both.render().value.replace(&format!("{:064x}", 77 * 6), &"ab".repeat(32));
    let other = diff(&one, &IndexFile::parse(&text).unwrap(), &absent, &seen("cargo")).unwrap();
    assert_eq!(other.value, []);
    assert!(other.losses[0].note.contains("other bytes"));
}

#[test]
fn a_package_that_is_gone_and_comes_back() {
    let both = index(&["1.0.0", "1.0.10"]);
    let notice = gone(&both, &seen("cargo")).unwrap();
    assert_eq!(notice.subjects[0].purl.as_ref().unwrap().as_str(), "pkg:cargo/margin");
    assert_eq!(notice.subjects[1].artifacts.len(), 2);
    assert_eq!(notice.check(), []);
    let again =
        back(&index(&["20.0.1000"]), std::slice::from_ref(&notice), &seen("cargo")).unwrap();
    assert_eq!(again.value, [], "other bytes under the old name");
    let again = back(&both, std::slice::from_ref(&notice), &seen("cargo")).unwrap().value;
    assert_eq!((again.len(), &again[0].targets[0]), (1, &notice.id));
    let empty = packument(r#""versions":{}"#);
    assert_eq!(gone(&empty, &seen("npm")).unwrap_err().code, "lists-nothing");
}

proptest! {
    #[test]
    fn nothing_is_absent_that_was_not_there(
        old in prop::collection::btree_set(0..30_u8, 1..20),
        new in prop::collection::btree_set(0..30_u8, 1..20),
    ) {
        let file = |numbers: &std::collections::BTreeSet<u8>| {
            let texts: Vec<String> = numbers.iter().map(|it| format!("1.{it}.0")).collect();
            index(&texts.iter().map(String::as_str).collect::<Vec<_>>())
        };
        let absent = diff(&file(&old), &file(&new), &[], &seen("cargo")).unwrap().value;
        let expected = old.difference(&new).map(|it| format!("pkg:cargo/margin@1.{it}.0"));
        let expected: Vec<String> = expected.collect();
        let purl = |it: &TakedownNotice| it.subjects[0].purl.as_ref().unwrap().as_str().to_owned();
        prop_assert_eq!(absent.iter().map(purl).collect::<Vec<_>>(), expected);
        let again = diff(&file(&new), &file(&old), &absent, &seen("cargo")).unwrap().value;
        let reversed = again.iter().filter(|it| it.notice_type.as_str() == "reversal").count();
        prop_assert_eq!(reversed, absent.len());
    }
}
