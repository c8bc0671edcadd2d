//! Values of every wrong kind at every place of documents about statuses: nothing panics, and
//! what was said to be affected is never gone without a word.

use pkgschema::advisory::Advisory;
use pkgschema_convert::advisory_format::AdvisoryFormat;
use pkgschema_testkit::schema_cases::changes::places;
use serde_json::{Value, json};

/// The document with each odd value at each place.
fn mutations(document: &Value) -> impl Iterator<Item = (String, Value)> {
    let odd = json!([null, true, -1, 1e300, "", "\u{0}\u{202e}", "vers:npm/", "pkg:", [], {}, [[]], {"": null}]);
    let odd = odd.as_array().unwrap().clone();
    let document = document.clone();
    places(&document).into_iter().flat_map(move |place| {
        let document = document.clone();
        odd.clone().into_iter().map(move |value| {
            let mut mutated = document.clone();
            *mutated.pointer_mut(&place).unwrap() = value;
            (place.clone(), mutated)
        })
    })
}

/// Every mutation of a document that is read gives advisories with the packages or a loss at the
/// place of the mutation, or above or below it.
fn hold(format: &str, document: &Value) {
    let format = AdvisoryFormat::find(format).unwrap();
    let whole = format.read(&document.to_string()).unwrap();
    let packages = |all: &[Advisory]| all.iter().map(|it| it.affected.len()).sum::<usize>();
    let expected = packages(&whole.advisories);
    for (place, mutated) in mutations(document) {
        let Ok(reading) = format.read(&mutated.to_string()) else { continue };
        for advisory in &reading.advisories {
            assert_eq!(Advisory::parse(&advisory.to_json()).as_ref(), Ok(advisory), "{mutated}");
        }
        if packages(&reading.advisories) < expected {
            let named = reading.losses.len() > whole.losses.len()
                || reading.losses.iter().any(|it| {
                    let at = it.pointer.as_str();
                    at.starts_with(&place) || place.starts_with(at)
                });
            let is_empty = match mutated.pointer(&place) {
                Some(Value::Array(it)) => it.is_empty(),
                Some(Value::Object(it)) => it.is_empty(),
                _ => false,
            };
            assert!(named || is_empty, "{place} {mutated} {:?}", reading.losses);
        }
    }
}

#[test]
fn csaf() {
    let product = |id: &str, purl: &str| {
        json!({"name": id, "product_id": id,
        "product_identification_helper": {"purl": purl, "purls": [purl], "cpe": "x", "hashes": [{"filename": "f"}]}})
    };
    hold(
        "csaf",
        &json!({
            "document": {"category": "csaf_withdrawn", "csaf_version": "2.0", "title": "T",
                "publisher": {"name": "P"}, "references": [{"category": "self", "url": "https://db.example"}],
                "tracking": {"id": "T-1", "current_release_date": "2026-01-01T00:00:00Z", "initial_release_date": "2026-01-01T00:00:00+01:00"}},
            "product_tree": {
                "branches": [{"category": "vendor", "name": "V", "branches": [
                    {"category": "product_version_range", "name": "vers:npm/<2.0.0", "product": product("A", "pkg:npm/a")},
                    {"category": "product_version", "name": "1.0", "product": product("B", "pkg:pypi/b")}]}],
                "full_product_names": [product("C", "pkg:cargo/c@1.0.0")],
                "relationships": [{"category": "installed_on", "product_reference": "C",
                    "relates_to_product_reference": "A", "full_product_name": {"name": "CA", "product_id": "CA"}}]},
            "vulnerabilities": [{
                "cve": "CVE-2026-0001", "title": "T", "cwe": {"id": "CWE-1"}, "cwes": [{"id": "CWE-2"}],
                "ids": [{"system_name": "s", "text": "GHSA-1"}],
                "notes": [{"category": "summary", "text": "t"}],
                "references": [{"category": "external", "url": "https://db.example"}],
                "acknowledgments": [{"names": ["n"], "urls": ["https://db.example"]}],
                "scores": [{"cvss_v3": {"vectorString": "CVSS:3.1/E:P"}, "products": ["A"]}],
                "metrics": [{"content": {"cvss_v4": {"vectorString": "CVSS:4.0/E:P"}}, "products": ["B"]}],
                "product_status": {"known_affected": ["A", "CA"], "first_affected": ["B"], "fixed": ["C"],
                    "known_not_affected": ["C"], "under_investigation": ["C"]}}],
        }),
    );
}

#[test]
fn openvex() {
    hold(
        "openvex",
        &json!({
            "@context": "https://openvex.dev/ns/v0.2.0", "@id": "urn:x", "author": "A", "role": "r",
            "timestamp": "2026-01-01T00:00:00Z", "last_updated": "2026-01-02T00:00:00Z", "version": 1,
            "statements": [
                {"vulnerability": {"@id": "urn:y", "name": "CVE-2026-0001", "description": "d", "aliases": ["GHSA-1"]},
                 "timestamp": "2026-01-01T00:00:00Z", "status": "affected", "action_statement": "a",
                 "products": [{"@id": "pkg:npm/a@1.0.0", "identifiers": {"purl": "pkg:npm/a@1.0.0"}, "hashes": {"md5": "0"},
                     "subcomponents": [{"@id": "pkg:npm/p@1.0.0"}]}, "pkg:npm/b"]},
                {"vulnerability": "CVE-2026-0001", "status": "fixed", "products": [{"@id": "pkg:npm/c@1.0.0"}]}],
        }),
    );
}

#[test]
fn advisories() {
    let document = json!({
        "id": "X-1", "modified": "2026-01-01T00:00:00Z", "published": "2026-01-01T00:00:00Z", "aliases": ["Y-1"],
        "summary": "s", "details": "d", "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N"}],
        "affected": [{"package": {"ecosystem": "npm", "name": "a", "purl": "pkg:npm/a"}, "versions": ["1.0.0"],
            "severity": [{"type": "Ubuntu", "score": "low"}],
            "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "2.0.0"}]}]}],
        "references": [{"type": "WEB", "url": "https://db.example"}],
        "credits": [{"name": "n", "type": "FINDER", "contact": ["mailto:n@db.example"]}],
        "database_specific": {"cwe_ids": ["CWE-1"]},
    });
    for (_, mutated) in mutations(&document) {
        let Ok(advisory) = Advisory::parse(&mutated.to_string()) else { continue };
        let advisories = [advisory.clone(), advisory];
        for name in ["cyclonedx", "openvex"] {
            let format = AdvisoryFormat::find(name).unwrap();
            if let Ok(written) = format.write(&advisories) {
                assert!(serde_json::from_str::<Value>(&written.value).is_ok());
            }
        }
    }
}

#[test]
fn one_way_documents_say_so() {
    let find = |name: &str| AdvisoryFormat::find(name).unwrap();
    assert!(find("csaf").reads() && !find("csaf").writes());
    assert!(!find("CycloneDX document").reads() && find("CycloneDX document").writes());
    assert!(find("openvex").reads() && find("openvex").writes());
    assert_eq!(find("csaf").write(&[]).unwrap_err().code, "one-way");
}
