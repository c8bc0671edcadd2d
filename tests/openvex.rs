//! OpenVEX documents: what is one, which advisories are made of it, and it of advisories.

use pkgschema::ParseErrorKind;
use pkgschema::advisory::Advisory;
use pkgschema::text::Timestamp;
use pkgschema_convert::formats::{OpenVex, VexAuthor};
use pkgschema_convert::{Converted, Document, FromAdvisories, Loss, ToAdvisories};
use serde_json::{Value, json};

fn vex(statements: Value) -> OpenVex {
    let text = json!({
        "@context": "https://openvex.dev/ns/v0.2.0",
        "@id": "https://db.example/vex-1",
        "author": "Ann",
        "timestamp": "2026-01-01T00:00:00Z",
        "version": 1,
        "statements": statements,
    });
    OpenVex::parse(&text.to_string()).unwrap()
}

fn says(status: &str, purl: &str, time: &str) -> Value {
    json!({"vulnerability": {"name": "CVE-2026-0001"}, "status": status, "timestamp": time,
        "products": [{"@id": purl}]})
}

fn advisories(vex: &OpenVex) -> (Vec<Value>, Vec<Loss>) {
    let Converted { value, losses, .. } = vex.to_advisories().unwrap();
    (value.iter().map(|it| serde_json::from_str(&it.to_json()).unwrap()).collect(), losses)
}

fn has(losses: &[Loss], loss: &str) -> bool {
    losses.iter().any(|it| it.to_string().starts_with(loss))
}

fn advisory(text: Value) -> Advisory {
    Advisory::parse(&text.to_string()).unwrap()
}

fn value(vex: &OpenVex) -> Value {
    serde_json::from_str(vex.view().as_str()).unwrap()
}

#[test]
fn the_context_tells_a_document() {
    for text in ["{}", r#"{"@context": "https://schema.example"}"#, r#"{"@context": 1}"#, "[]"] {
        let error = OpenVex::parse(text).unwrap_err();
        assert_eq!(error.kind(), ParseErrorKind::NotThisDocument, "{text}");
    }
    let text = r#"{"@context":"https://openvex.dev/ns","version":"1","odd":1.10}"#;
    let old = OpenVex::parse(text).unwrap();
    let rendered = OpenVex::parse(&old.render().value).unwrap();
    assert_eq!(value(&rendered), serde_json::from_str::<Value>(text).unwrap());
}

#[test]
fn statements_become_advisories_by_vulnerability() {
    let vex = vex(json!([
        {
            "vulnerability": {"@id": "https://db.example/1", "name": "CVE-2026-0001", "description": "Bad.", "aliases": ["GHSA-1"]},
            "status": "affected", "last_updated": "2026-03-01T01:00:00+01:00",
            "products": [
                {"@id": "https://db.example/a", "identifiers": {"purl": "pkg:npm/a@1.0.0", "cpe23": "cpe:x"}},
                {"@id": "pkg:maven/g/b@2"}, {"@id": "pkg:npm/c"}, {"@id": "pkg:oci/d@1"}, {"@id": "e"},
            ],
            "action_statement": "update",
        },
        {"vulnerability": {"name": "CVE-2026-0002"}, "status": "affected", "products": ["pkg:npm/x@1.0.0"]},
        {"vulnerability": {"name": "CVE-2026-0001", "aliases": ["GHSA-1", "GHSA-2"]}, "status": "not_affected",
         "justification": "component_not_present", "products": [{"@id": "pkg:npm/z@1.0.0"}]},
        {"vulnerability": "CVE-2026-0003", "status": "under_investigation", "products": [{"@id": "pkg:npm/a@1.0.0"}]},
        {"status": "affected"},
    ]));
    let (found, losses) = advisories(&vex);
    assert_eq!(found.len(), 2);
    assert_eq!(
        found[0],
        json!({
            "id": "CVE-2026-0001",
            "schema_version": "1.7.5",
            "published": "2026-01-01T00:00:00Z",
            "modified": "2026-03-01T00:00:00Z",
            "aliases": ["GHSA-1", "GHSA-2"],
            "details": "Bad.",
            "affected": [
                {"package": {"ecosystem": "npm", "name": "a", "purl": "pkg:npm/a"}, "versions": ["1.0.0"]},
                {"package": {"ecosystem": "Maven", "name": "g:b", "purl": "pkg:maven/g/b"}, "versions": ["2"]},
                {"package": {"ecosystem": "npm", "name": "c", "purl": "pkg:npm/c"}},
            ],
            "database_specific": {"openvex": {
                "author": "Ann",
                "document": "https://db.example/vex-1",
                "product_status": {"not_affected": [{"purl": "pkg:npm/z@1.0.0"}]},
            }},
        })
    );
    let mut losses: Vec<String> = losses.iter().map(ToString::to_string).collect();
    losses.iter_mut().for_each(|it| it.truncate(it.find(": ").unwrap()));
    losses.sort();
    assert_eq!(
        losses,
        [
            "changed /statements/2/products/0",
            "dropped /statements/0/action_statement",
            "dropped /statements/0/products/0/@id",
            "dropped /statements/0/products/0/identifiers/cpe23",
            "dropped /statements/0/products/3",
            "dropped /statements/0/products/4",
            "dropped /statements/0/vulnerability/@id",
            "dropped /statements/2/justification",
            "dropped /statements/3",
            "dropped /statements/4",
            "dropped /version",
        ]
    );
}

#[test]
fn only_a_later_word_about_the_same_product_takes_back_an_earlier_one() {
    let (early, late) = ("2026-01-02T00:00:00Z", "2026-01-02T00:00:00.5Z");
    let a = "pkg:npm/a@1.0.0";
    let cases = [
        (vec![says("affected", a, early), says("fixed", a, late)], false),
        (vec![says("fixed", a, late), says("affected", a, early)], false),
        (vec![says("affected", a, late), says("fixed", a, early)], true),
        (vec![says("affected", a, early), says("not_affected", a, early)], true),
        (vec![says("affected", a, early), says("under_investigation", a, late)], true),
        (vec![says("affected", a, early), says("not_affected", "pkg:npm/a@1.0.1", late)], true),
        (vec![says("affected", a, early), says("not_affected", a, "soon")], true),
    ];
    for (statements, is_affected) in cases {
        let vex = vex(json!(statements));
        let versions = vex.to_advisories().map(|it| it.value[0].affected[0].versions.len());
        assert_eq!(versions.unwrap_or(0) == 1, is_affected, "{statements:?}");
    }
    // said of a part alone, it is not said of the whole
    let mut part = says("not_affected", a, late);
    part["products"][0]["subcomponents"] = json!([{"@id": "pkg:npm/part@1"}]);
    let (found, losses) = advisories(&vex(json!([says("affected", a, early), part])));
    assert_eq!(found[0]["affected"][0]["versions"], json!(["1.0.0"]));
    assert!(has(&losses, "dropped /statements/1/products/0/subcomponents"));
}

#[test]
fn a_status_that_nobody_knows_leaves_open_which_versions_are_affected() {
    let mut without = says("", "pkg:npm/b@1.0.0", "2026-01-02T00:00:00Z");
    without.as_object_mut().unwrap().remove("status");
    let vex = vex(json!([says("exploited", "pkg:npm/a@1.0.0", "2026-01-02T00:00:00Z"), without]));
    let (found, losses) = advisories(&vex);
    assert_eq!(found[0]["affected"].as_array().unwrap().len(), 2);
    assert_eq!(found[0]["affected"][0].get("versions"), None);
    assert!(has(&losses, "changed /statements/0/products/0: a status that is not known here"));
}

#[test]
fn refusals_have_names() {
    let code = |statements: Value| vex(statements).to_advisories().unwrap_err().code;
    assert_eq!(code(json!([])), "no-package");
    let (time, name) = ("2026-01-02T00:00:00Z", "pkg:npm/a@1.0.0");
    assert_eq!(code(json!([says("affected", "a", time)])), "no-package");
    assert_eq!(code(json!([says("not_affected", name, time)])), "nothing-affected");
}

#[test]
fn advisories_become_statements_about_versions() {
    let it = advisory(json!({
        "id": "GHSA-1", "modified": "2026-02-01T00:00:00Z", "aliases": ["CVE-2026-0001"], "summary": "Bad",
        "severity": [{"type": "CVSS_V3", "score": "x"}],
        "affected": [
            {"package": {"ecosystem": "PyPI", "name": "Zope.Interface"}, "versions": ["1.0", "1.1"],
             "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.2"}]}]},
            {"package": {"ecosystem": "npm", "name": "a"}, "versions": ["1.0.0"]},
            {"package": {"ecosystem": "npm", "name": "b"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "1.0.0"}]}]},
            {"package": {"ecosystem": "Homebrew", "name": "c"}, "versions": ["1"]},
        ],
    }));
    let withdrawn = advisory(
        json!({"id": "X-2", "modified": "2026-01-01T00:00:00Z", "withdrawn": "2026-01-01T00:00:00Z",
        "affected": [{"package": {"ecosystem": "npm", "name": "a"}, "versions": ["1.0.0"]}]}),
    );
    let mut author = VexAuthor::new(
        "https://db.example/v",
        "Ann",
        Timestamp::new("2026-03-01T00:00:00Z").unwrap(),
    );
    author.role = Some("vendor".into());
    let written = OpenVex::of(&[it, withdrawn], &author).unwrap();
    let product = |purl: &str| json!({"@id": purl, "identifiers": {"purl": purl}});
    let vulnerability = json!({"name": "GHSA-1", "aliases": ["CVE-2026-0001"]});
    let first = json!({"name": "GHSA-1", "aliases": ["CVE-2026-0001"], "description": "Bad"});
    let time = "2026-02-01T00:00:00Z";
    assert_eq!(
        value(&written.value),
        json!({
            "@context": "https://openvex.dev/ns/v0.2.0",
            "@id": "https://db.example/v",
            "author": "Ann", "role": "vendor", "timestamp": "2026-03-01T00:00:00Z", "version": 1,
            "statements": [
                {"vulnerability": first, "status": "affected", "timestamp": time,
                 "products": [product("pkg:pypi/zope.interface@1.0"), product("pkg:pypi/zope.interface@1.1")],
                 "action_statement": "update Zope.Interface to 1.2"},
                {"vulnerability": vulnerability, "status": "fixed", "timestamp": time,
                 "products": [product("pkg:pypi/zope.interface@1.2")]},
                {"vulnerability": vulnerability, "status": "affected", "timestamp": time,
                 "products": [product("pkg:npm/a@1.0.0")], "action_statement": "no fixed version is known"},
            ],
        })
    );
    let mut losses: Vec<String> = written.losses.iter().map(ToString::to_string).collect();
    losses.iter_mut().for_each(|it| it.truncate(it.find(": ").unwrap()));
    losses.sort();
    assert_eq!(
        losses,
        [
            "dropped /0/affected/0/ranges/0/events/0",
            "dropped /0/affected/0/ranges/0/type",
            "dropped /0/affected/2",
            "dropped /0/affected/3",
            "dropped /0/severity",
            "dropped /1",
        ]
    );
}

#[test]
fn listed_versions_come_back() {
    let it = advisory(json!({"id": "X-1", "modified": "2026-02-01T00:00:00Z", "affected": [
        {"package": {"ecosystem": "npm", "name": "@a/b", "purl": "pkg:npm/%40a/b"}, "versions": ["1.0.0", "1.0.0+x"]},
        {"package": {"ecosystem": "Maven", "name": "g:a", "purl": "pkg:maven/g/a"}, "versions": ["1.0"]},
        {"package": {"ecosystem": "Red Hat", "name": "r", "purl": "pkg:rpm/redhat/r?arch=src"}, "versions": ["1:1.0-2"]}]}));
    let written = OpenVex::from_advisories(std::slice::from_ref(&it)).unwrap();
    let (back, _) = advisories(&written.value);
    let original: Value = serde_json::from_str(&it.to_json()).unwrap();
    for member in ["id", "modified", "affected"] {
        assert_eq!(back[0][member], original[member]);
    }
    let text = written.value.view();
    assert!(text.as_str().contains("pkg:rpm/redhat/r@1.0-2?arch=src&epoch=1"), "{text}");
    let defaults = written.losses.iter().filter(|it| it.kind.as_str() == "defaulted").count();
    assert_eq!(defaults, 4);
    assert_eq!(written.value.id.as_deref(), Some("https://openvex.dev/docs/public/vex-X-1"));
    assert_eq!(written.value.timestamp.as_ref().unwrap().as_str(), "2026-02-01T00:00:00Z");
}

#[test]
fn what_is_listed_is_never_written_as_fixed() {
    let package = json!({"ecosystem": "npm", "name": "a"});
    let it = advisory(json!({"id": "X-1", "modified": "2026-02-01T00:00:00Z", "affected": [
        {"package": package, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.0.0"}]}]},
        {"package": package, "versions": ["1.0.0"]}]}));
    let written = OpenVex::from_advisories(&[it]).unwrap();
    assert_eq!(written.value.statements.len(), 1);
    assert_eq!(written.value.statements[0].status.as_deref(), Some("affected"));
    assert!(has(
        &written.losses,
        "dropped /0/affected/0/ranges/0/events/1/fixed: the version is listed"
    ));
}

#[test]
fn what_the_purl_does_not_say_is_told() {
    let entry = |package: Value| json!({"package": package, "versions": ["1.0RC"]});
    let it = advisory(json!({"id": "X-1", "modified": "2026-02-01T00:00:00Z", "affected": [
        entry(json!({"ecosystem": "PyPI", "name": "a"})),
        entry(json!({"ecosystem": "npm", "name": "a", "purl": "pkg:npm/b"})),
        entry(json!({"ecosystem": "npm", "name": "c", "purl": "nonsense"})),
        entry(json!({"ecosystem": "Debian:12", "name": "d"}))]}));
    let written = OpenVex::from_advisories(&[it]).unwrap();
    let mut losses: Vec<String> = written.losses.iter().map(ToString::to_string).collect();
    losses.iter_mut().for_each(|it| it.truncate(it.find(": ").unwrap()));
    losses.retain(|it| !it.starts_with("defaulted"));
    assert_eq!(
        losses,
        [
            "normalized /0/affected/0/versions/0",
            "normalized /0/affected/1/package/ecosystem",
            "dropped /0/affected/1/package/name",
            "dropped /0/affected/2/package/purl",
            "dropped /0/affected/3/package/ecosystem",
        ]
    );
}

#[test]
fn what_cannot_be_said_is_refused() {
    let code = |all: &[Advisory]| OpenVex::from_advisories(all).unwrap_err().code;
    let time = "2026-02-01T00:00:00Z";
    assert_eq!(code(&[]), "no-time");
    assert_eq!(code(&[advisory(json!({"id": "X-1"}))]), "no-time");
    assert_eq!(code(&[advisory(json!({"id": "X-1", "modified": time}))]), "no-concrete-version");
}

#[test]
fn hostile_documents_cost_nothing() {
    let deep = format!("{}{}", r#"{"subcomponents":["#.repeat(2_000), "]}".repeat(2_000));
    for products in ["7".to_owned(), format!("[{deep}, null, [], \"pkg:\", \"pkg:npm/\\u0000\"]")] {
        let text = format!(
            r#"{{"@context": "https://openvex.dev/ns", "statements": [1, {{"vulnerability": {{"name": ""}}}},
                {{"vulnerability": "X", "status": [], "products": {products}}}]}}"#
        );
        if let Ok(vex) = OpenVex::parse(&text) {
            assert!(vex.to_advisories().is_err());
            vex.check();
        }
    }
    let many: Vec<Value> = (0..5_000)
        .map(|n| says("affected", &format!("pkg:npm/a@{n}.0.0"), "2026-01-02T00:00:00Z"))
        .collect();
    let (found, _) = advisories(&vex(json!(many)));
    assert_eq!(found[0]["affected"][0]["versions"].as_array().unwrap().len(), 5_000);
}

#[test]
fn what_is_no_moment_withdraws_nothing() {
    let author =
        VexAuthor::new("urn:example:v", "Ann", Timestamp::new("2026-03-01T00:00:00Z").unwrap());
    for withdrawn in [json!(null), json!("soon"), json!(1)] {
        let it = advisory(json!({"id": "X-1", "modified": "2026-01-01T00:00:00Z",
            "withdrawn": withdrawn,
            "affected": [{"package": {"ecosystem": "npm", "name": "a"}, "versions": ["1.0.0"]}]}));
        let written = OpenVex::of(&[it], &author).unwrap();
        assert_eq!(value(&written.value)["statements"][0]["status"], "affected", "{withdrawn}");
        assert!(has(&written.losses, "dropped /0/withdrawn"), "{:?}", written.losses);
    }
}
