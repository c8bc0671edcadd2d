//! `pkgschema takedown to-cle`, `from-cle`, `to-osv`, `from-osv`.

use crate::run::{Folder, run, run_with};
use crate::takedown::URL;
use pkgschema::takedown::TakedownNotice;

fn notice(status: &str, reason: &str) -> String {
    format!(
        r#"{{"schemaVersion": "1.0", "id": "urn:x:1", "noticeType": "decision",
            "registry": {{"url": "{URL}"}}, "subjects": [{{"purl": "pkg:npm/left-margin"}}],
            "status": "{status}", "reason": {{"category": "{reason}"}}, "issuedAt": "2026-05-04T10:00:00Z"}}"#
    )
}

#[test]
fn a_planned_end_goes_to_cle_and_back() {
    let folder = Folder::new("to-cle");
    let file = folder.file("notice.json", notice("deprecated", "unmaintained"));
    let made =
        run(&["takedown", "to-cle", &file]).exits(0).tells("/0/registry").tells("prefer-cle");
    assert_eq!(made.printed()["events"][0]["type"], "endOfSupport");
    let file = folder.file("cle.json", &made.out);
    run(&["inspect", &file]).exits(0).prints("CLE document");
    let own = ["takedown", "from-cle", &file, "--registry", URL, "--at", "2026-06-01T00:00:00Z"];
    let back = run(&[&own[..], &["--format", "json"]].concat()).exits(0);
    let notice = TakedownNotice::parse(&back.out).unwrap();
    assert_eq!(notice.status.as_str(), "deprecated");
    assert!(back.told()["losses"].as_array().is_some_and(|losses| !losses.is_empty()));
    run(&["takedown", "from-cle", &file, "--registry", "here"]).exits(2);
}

#[test]
fn what_is_unsafe_is_no_matter_of_cle() {
    let input = notice("deleted", "malware");
    run_with(&["takedown", "to-cle", "-"], input.as_bytes()).exits(1).tells("security-status");
    run_with(&["takedown", "to-osv", "-"], input.as_bytes()).exits(1).tells("no-identifier");
    run_with(&["takedown", "from-cle", "-", "--registry", URL], b"{}").exits(1).tells("events");
}

#[test]
fn malware_goes_to_osv_and_back() {
    let folder = Folder::new("to-osv");
    let file = folder.file("notice.json", notice("deleted", "malware"));
    let made = run(&["takedown", "to-osv", &file, "--id", "MAL-2026-1"]).exits(0).tells("/status");
    assert_eq!(made.printed()["id"], "MAL-2026-1");
    assert_eq!(made.printed()["affected"][0]["ranges"][0]["events"][0]["introduced"], "0");
    let file = folder.file("advisory.json", &made.out);
    let own = ["takedown", "from-osv", &file, "--registry", URL, "--at", "2026-06-01T00:00:00Z"];
    let back = run(&own).exits(0).tells("/database_specific");
    assert_eq!(TakedownNotice::parse(&back.out).unwrap().status.as_str(), "unknown");
    let weak = r#"{"id": "X-1", "modified": "2026-05-04T10:00:00Z", "affected": []}"#;
    run_with(&["takedown", "from-osv", "-", "--registry", URL], weak.as_bytes())
        .exits(1)
        .tells("not-malware");
}
