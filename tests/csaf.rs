//! CSAF documents: what is one, and which advisories are made of it.

use pkgschema::ParseErrorKind;
use pkgschema::advisory::Advisory;
use pkgschema_convert::formats::Csaf;
use pkgschema_convert::{Document, Loss, ToAdvisories};
use serde_json::{Value, json};

fn csaf(tree: Value, vulnerabilities: Value) -> Csaf {
    let text = json!({
        "document": {
            "category": "csaf_security_advisory",
            "csaf_version": "2.0",
            "title": "Example",
            "publisher": {"category": "vendor", "name": "Example Inc", "namespace": "https://db.example"},
            "tracking": {
                "id": "EX-2026-7",
                "current_release_date": "2026-02-01T01:00:00+01:00",
                "initial_release_date": "2026-01-31T12:00:00Z",
            },
        },
        "product_tree": tree,
        "vulnerabilities": vulnerabilities,
    });
    Csaf::parse(&text.to_string()).unwrap()
}

fn product(id: &str, purl: &str) -> Value {
    json!({"name": id, "product_id": id, "product_identification_helper": {"purl": purl}})
}

fn products(all: &[(&str, &str)]) -> Value {
    let all: Vec<Value> = all.iter().map(|(id, purl)| product(id, purl)).collect();
    json!({ "full_product_names": all })
}

fn advisories(csaf: &Csaf) -> (Vec<Advisory>, Vec<Loss>) {
    let converted = csaf.to_advisories().unwrap();
    (converted.value, converted.losses)
}

fn affected(advisory: &Advisory) -> Value {
    let advisory: Value = serde_json::from_str(&advisory.to_json()).unwrap();
    advisory["affected"].clone()
}

fn has(losses: &[Loss], loss: &str) -> bool {
    losses.iter().any(|it| it.to_string().starts_with(loss))
}

fn refusal(csaf: &Csaf) -> &'static str {
    csaf.to_advisories().unwrap_err().code
}

#[test]
fn a_provider_s_other_files_are_no_csaf_documents() {
    for text in [
        r#"{"aggregator": {"category": "lister"}}"#,
        r#"{"feed": {"id": "x"}}"#,
        r#"{"canonical_url": "https://db.example/x.json", "publisher": {}}"#,
        r#"{"document": {"category": "csaf_vex"}}"#,
        r#"{"document": []}"#,
        "[]",
    ] {
        let error = Csaf::parse(text).unwrap_err();
        assert_eq!(error.kind(), ParseErrorKind::NotThisDocument, "{text}");
    }
    assert_eq!(Csaf::parse("{").unwrap_err().kind(), ParseErrorKind::Syntax);
    let odd = Csaf::parse(r#"{"document": {"csaf_version": "9.9"}}"#).unwrap();
    assert_eq!(odd.check()[0].code, "unknown-version");
}

#[test]
fn a_vulnerability_becomes_an_advisory() {
    let tree = products(&[("A", "pkg:npm/%40a/b@1.0.0"), ("B", "pkg:npm/%40a/b@1.1.0")]);
    let csaf = csaf(
        tree,
        json!([{
            "cve": "CVE-2026-0001",
            "title": "Too much",
            "cwe": {"id": "CWE-79", "name": "XSS"},
            "ids": [{"system_name": "GitHub", "text": "GHSA-xxxx-xxxx-xxxx"},
                    {"system_name": "Tracker", "text": "4711"}],
            "notes": [{"category": "description", "text": "One."}, {"category": "legal_disclaimer", "text": "No."}],
            "product_status": {"known_affected": ["A"], "fixed": ["B"]},
            "scores": [{"cvss_v3": {"version": "3.1", "vectorString": "CVSS:3.1/AV:N/E:P", "baseScore": 5.0},
                        "products": ["A"]}],
            "references": [{"category": "external", "summary": "s", "url": "https://db.example/r"}],
            "acknowledgments": [{"names": ["Ann"], "urls": ["https://ann.example"]}, {"organization": "Org"}],
        }]),
    );
    let (found, losses) = advisories(&csaf);
    let expected = json!({
        "id": "CVE-2026-0001",
        "schema_version": "1.7.5",
        "modified": "2026-02-01T00:00:00Z",
        "published": "2026-01-31T12:00:00Z",
        "aliases": ["GHSA-xxxx-xxxx-xxxx"],
        "related": ["EX-2026-7"],
        "summary": "Too much",
        "details": "One.",
        "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/E:P"}],
        "affected": [{
            "package": {"ecosystem": "npm", "name": "@a/b", "purl": "pkg:npm/%40a/b"},
            "versions": ["1.0.0"],
        }],
        "references": [{"type": "WEB", "url": "https://db.example/r"}],
        "credits": [{"name": "Ann", "contact": ["https://ann.example"]}, {"name": "Org"}],
        "database_specific": {
            "cwe_ids": ["CWE-79"],
            "csaf": {
                "publisher": "Example Inc",
                "tracking_id": "EX-2026-7",
                "product_status": {"fixed": [{"purl": "pkg:npm/%40a/b@1.1.0"}]},
            },
        },
    });
    assert_eq!(serde_json::from_str::<Value>(&found[0].to_json()).unwrap(), expected);
    let losses: Vec<String> = losses.iter().map(ToString::to_string).collect();
    let places: Vec<&str> = losses.iter().map(|it| it.split(": ").next().unwrap()).collect();
    assert_eq!(
        places,
        [
            "normalized /document/tracking/current_release_date",
            "changed /vulnerabilities/0/product_status/fixed/0",
            "changed /vulnerabilities/0/scores/0/products/0",
            "dropped /document/category",
            "dropped /document/title",
            "dropped /document/publisher/category",
            "dropped /document/publisher/namespace",
            "dropped /product_tree/full_product_names/0/name",
            "dropped /product_tree/full_product_names/1/name",
            "dropped /vulnerabilities/0/cwe/name",
            "dropped /vulnerabilities/0/ids/0/system_name",
            "dropped /vulnerabilities/0/ids/1",
            "dropped /vulnerabilities/0/notes/1",
            "dropped /vulnerabilities/0/scores/0/cvss_v3/baseScore",
            "dropped /vulnerabilities/0/scores/0/cvss_v3/version",
            "dropped /vulnerabilities/0/references/0/category",
            "dropped /vulnerabilities/0/references/0/summary",
        ],
        "{losses:#?}"
    );
}

#[test]
fn identifiers_are_a_cve_s_only_once() {
    let tree = products(&[("A", "pkg:npm/a@1.0.0")]);
    let status = json!({"known_affected": ["A"]});
    let csaf = csaf(
        tree,
        json!([
            {"cve": "CVE-2026-0001", "product_status": status},
            {"cve": "CVE-2026-0001", "product_status": status},
            {"product_status": status},
            {"cve": "nonsense", "product_status": status},
        ]),
    );
    let (found, losses) = advisories(&csaf);
    let ids: Vec<&str> = found.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["CVE-2026-0001", "x_EX-2026-7_2", "x_EX-2026-7_3", "x_EX-2026-7_4"]);
    assert_eq!(found[1].aliases[0], "CVE-2026-0001");
    assert!(has(&losses, "dropped /vulnerabilities/3/cve"));
    // the document's title stands in where there is none
    assert_eq!(found[0].summary.as_deref(), Some("Example"));
}

#[test]
fn branches_and_relationships_say_versions() {
    let tree = json!({
        "branches": [{"category": "vendor", "name": "V", "branches": [
            {"category": "product_version", "name": "4.0", "product": product("V", "pkg:pypi/Zope.Interface")},
            {"category": "product_version_range", "name": "vers:npm/>=1.0.0|<2.0.0", "product": product("R", "pkg:npm/r")},
            {"category": "product_version_range", "name": "<= 2", "product": product("U", "pkg:npm/u@1.0.0")},
            {"category": "product_version_range", "name": "vers:deb/>=1.2|<1.3-2|1.5", "product": product("D", "pkg:deb/debian/d?arch=source")},
        ]}],
        "relationships": [{
            "category": "default_component_of",
            "full_product_name": {"name": "R in X", "product_id": "RX"},
            "product_reference": "R",
            "relates_to_product_reference": "X",
        }],
    });
    let csaf = csaf(
        tree,
        json!([{"cve": "CVE-2026-0001", "product_status": {
        "known_affected": ["V", "RX", "U", "D", "nowhere"], "fixed": ["F"]}}]),
    );
    let (found, losses) = advisories(&csaf);
    assert_eq!(
        affected(&found[0]),
        json!([
            {"package": {"ecosystem": "PyPI", "name": "zope-interface", "purl": "pkg:pypi/zope.interface"}, "versions": ["4.0"]},
            {"package": {"ecosystem": "npm", "name": "r", "purl": "pkg:npm/r"},
             "ranges": [{"type": "SEMVER", "events": [{"introduced": "1.0.0"}, {"fixed": "2.0.0"}]}]},
            {"package": {"ecosystem": "npm", "name": "u", "purl": "pkg:npm/u"}},
            {"package": {"ecosystem": "Debian", "name": "d", "purl": "pkg:deb/debian/d?arch=source"},
             "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "1.2"}, {"fixed": "1.3-2"}]}],
             "versions": ["1.5"]},
        ])
    );
    let status = "/vulnerabilities/0/product_status/known_affected";
    assert!(has(&losses, &format!("changed {status}/2: the range is no VERS")));
    assert!(has(&losses, &format!("changed {status}/3: qualifiers and subpath")));
    assert!(has(&losses, &format!("dropped {status}/4: the product tree has no such product")));
    assert!(has(&losses, "dropped /product_tree/relationships/0/relates_to_product_reference"));
    assert!(!has(&losses, "dropped /product_tree/relationships/0/product_reference"));
}

#[test]
fn first_and_last_versions_are_events() {
    let tree = products(&[
        ("1.0", "pkg:npm/a@1.0.0"),
        ("1.9", "pkg:npm/a@1.9.0"),
        ("2.0", "pkg:npm/a@2.0.0"),
        ("b", "pkg:npm/b@3.0.0"),
    ]);
    let csaf = csaf(
        tree,
        json!([
            {"cve": "CVE-2026-0001", "product_status": {"first_affected": ["1.0"], "first_fixed": ["2.0"]}},
            {"cve": "CVE-2026-0002", "product_status": {"first_affected": ["1.0"], "last_affected": ["1.9"], "fixed": ["2.0"]}},
            {"cve": "CVE-2026-0003", "product_status": {"last_affected": ["1.9"]}},
            {"cve": "CVE-2026-0004", "product_status": {"first_affected": ["1.0"]}},
            {"cve": "CVE-2026-0005", "product_status": {"known_affected": ["1.0"], "first_fixed": ["2.0", "b"]}},
        ]),
    );
    let (found, losses) = advisories(&csaf);
    let events: Vec<Value> = found
        .iter()
        .map(|it| {
            let all = affected(it);
            json!(
                all.as_array()
                    .unwrap()
                    .iter()
                    .map(|it| it["ranges"][0]["events"].clone())
                    .collect::<Vec<_>>()
            )
        })
        .collect();
    assert_eq!(
        events,
        [
            json!([[{"introduced": "1.0.0"}, {"fixed": "2.0.0"}]]),
            json!([[{"introduced": "1.0.0"}, {"last_affected": "1.9.0"}]]),
            json!([[{"introduced": "0"}, {"last_affected": "1.9.0"}]]),
            json!([[{"introduced": "1.0.0"}]]),
            json!([null, null]),
        ]
    );
    assert_eq!(found[4].affected[0].versions[0], "1.0.0");
    // of the package that is only fixed nothing is said about versions
    assert!(found[4].affected[1].versions.is_empty());
    let status = |vulnerability| format!("/vulnerabilities/{vulnerability}/product_status");
    assert!(!has(&losses, &format!("changed {}", status(0))));
    assert!(has(&losses, &format!("changed {}/fixed/0", status(1))));
    assert!(has(&losses, &format!("changed {}/last_affected/0: where it begins", status(2))));
    assert!(has(&losses, &format!("changed {}/first_fixed/1", status(4))));
}

#[test]
fn a_range_says_where_it_is_fixed() {
    let tree = json!({"branches": [
        {"category": "product_version_range", "name": "vers:npm/<2.0.0", "product": product("R", "pkg:npm/a")},
        {"category": "product_version", "name": "2.0.0", "product": product("F", "pkg:npm/a")},
    ]});
    let csaf = csaf(tree, json!([{"product_status": {"known_affected": ["R"], "fixed": ["F"]}}]));
    let (found, losses) = advisories(&csaf);
    assert_eq!(
        affected(&found[0])[0]["ranges"][0]["events"],
        json!([{"introduced": "0"}, {"fixed": "2.0.0"}])
    );
    assert!(!has(&losses, "changed /vulnerabilities"), "{losses:?}");
}

#[test]
fn what_nobody_can_read_is_never_not_affected() {
    let tree = products(&[("A", "pkg:npm/a@1.0.0"), ("P", "pkg:npm/a"), ("B", "pkg:npm/b@1.0.0")]);
    let csaf = csaf(
        tree,
        json!([
            {"cve": "CVE-2026-0001", "product_status": {"known_affected": ["A", "P"]}},
            {"cve": "CVE-2026-0002", "product_status": {"surely_affected": ["A"], "known_affected": "B"}},
            {"cve": "CVE-2026-0003", "product_status": {"under_investigation": ["A"], "unknown": ["B"]}},
            {"cve": "CVE-2026-0004", "product_status": {"known_affected": ["A"], "known_not_affected": ["B"]}},
        ]),
    );
    let (found, losses) = advisories(&csaf);
    assert_eq!(found.len(), 3);
    let counts: Vec<(usize, bool)> =
        found.iter().map(|it| (it.affected.len(), it.affected[0].versions.is_empty())).collect();
    assert_eq!(counts, [(2, true), (2, true), (1, false)]);
    assert!(has(&losses, "changed /vulnerabilities/1/product_status/surely_affected"));
    assert!(has(&losses, "dropped /vulnerabilities/2: no package of it is affected or fixed"));
    assert!(has(&losses, "changed /vulnerabilities/3/product_status/known_not_affected/0"));
    let own = found[2].database_specific.as_ref().unwrap().as_str();
    assert!(own.contains(r#""known_not_affected":[{"purl":"pkg:npm/b@1.0.0"}]"#), "{own}");
}

#[test]
fn documents_of_version_2_1_have_other_names() {
    let tree = json!({"full_product_names": [{"name": "A", "product_id": "A",
        "product_identification_helper": {"purls": ["pkg:npm/a@1.0.0", "pkg:cargo/a@1.0.0", "pkg:generic/a@1"]}}]});
    let csaf = csaf(
        tree,
        json!([{
            "cwes": [{"id": "CWE-1", "name": "x", "version": "4.15"}],
            "metrics": [{"content": {"cvss_v4": {"vectorString": "CVSS:4.0/AV:N"}, "epss": {}}, "products": ["A"]}],
            "product_status": {"known_affected": ["A"]},
        }]),
    );
    let (found, losses) = advisories(&csaf);
    let names: Vec<&str> =
        found[0].affected.iter().map(|it| it.ecosystem().unwrap().as_str()).collect();
    assert_eq!(names, ["npm", "crates.io"]);
    assert_eq!(found[0].severity[0].score.as_deref(), Some("CVSS:4.0/AV:N"));
    assert!(
        found[0].database_specific.as_ref().unwrap().as_str().contains(r#""cwe_ids":["CWE-1"]"#)
    );
    let purls = "/product_tree/full_product_names/0/product_identification_helper/purls";
    assert!(has(&losses, &format!("dropped {purls}/2")));
    assert!(!has(&losses, &format!("dropped {purls}/1")));
}

#[test]
fn severities_stand_with_packages_where_they_differ() {
    let tree =
        products(&[("A", "pkg:npm/a@1.0.0"), ("A2", "pkg:npm/a@2.0.0"), ("B", "pkg:npm/b@1.0.0")]);
    let score =
        |vector: &str, ids: &[&str]| json!({"cvss_v2": {"vectorString": vector}, "products": ids});
    let csaf = csaf(
        tree,
        json!([{
            "scores": [score("AV:N", &["A", "B"]), score("AV:L", &["A2"])],
            "product_status": {"known_affected": ["A", "A2", "B"]},
        }]),
    );
    let (found, losses) = advisories(&csaf);
    assert!(!found[0].severity.is_present());
    assert_eq!(found[0].affected[0].severity.len(), 2);
    assert_eq!(found[0].affected[1].severity[0].score.as_deref(), Some("AV:N"));
    assert!(has(&losses, "changed /vulnerabilities/0/scores/1/cvss_v2/vectorString"));
}

#[test]
fn refusals_have_names() {
    let none = csaf(products(&[]), json!([]));
    assert_eq!(refusal(&none), "no-package");
    let generic = csaf(products(&[("A", "pkg:generic/a@1"), ("B", "nonsense")]), json!([]));
    assert_eq!(refusal(&generic), "no-package");
    let status = json!([{"product_status": {"known_not_affected": ["A"]}}]);
    let safe = csaf(products(&[("A", "pkg:npm/a@1.0.0")]), status);
    assert_eq!(refusal(&safe), "nothing-affected");
}

#[test]
fn a_document_cannot_make_itself_many_times_as_long() {
    let long = format!("pkg:npm/{}@1", "a".repeat(60_000));
    let many: Vec<Value> =
        (0..2000).map(|_| json!({"product_status": {"known_affected": ["A"]}})).collect();
    assert_eq!(refusal(&csaf(products(&[("A", &long)]), json!(many))), "too-large");
}

#[test]
fn hostile_documents_cost_nothing() {
    let deep = |name: &str, depth| {
        format!("{}{}", format!(r#"{{"{name}":["#).repeat(depth), "]}".repeat(depth))
    };
    for tree in [deep("branches", 60), deep("branches", 2_000), "[]".to_owned(), "7".to_owned()] {
        let text = format!(
            r#"{{"document": {{"csaf_version": null}}, "product_tree": {tree}, "vulnerabilities": [[], 1, {{"ids": 3}}]}}"#
        );
        if let Ok(csaf) = Csaf::parse(&text) {
            assert!(csaf.to_advisories().is_err());
            csaf.check();
        }
    }
    // products that are made of each other
    let relationship = |id: &str, part: &str| json!({"product_reference": part, "full_product_name": {"product_id": id}});
    let mut tree = products(&[("A", "pkg:npm/a@1.0.0\u{0}")]);
    tree["relationships"] = json!([relationship("X", "Y"), relationship("Y", "X")]);
    tree["full_product_names"][0]["product_identification_helper"]["purls"] =
        json!(["pkg:npm/a@1", 7, null]);
    let csaf = csaf(
        tree,
        json!([{"product_status": {"known_affected": ["X", "A", 3]}, "scores": [{}, 1], "title": "\u{0}"}]),
    );
    let (found, losses) = advisories(&csaf);
    assert_eq!(found[0].affected.len(), 1);
    assert!(has(
        &losses,
        "dropped /vulnerabilities/0/product_status/known_affected/0: the relationships"
    ));
    assert!(has(&losses, "dropped /vulnerabilities/0/product_status/known_affected/2"));
}

#[test]
fn much_is_read_in_time() {
    let all: Vec<Value> =
        (0..5_000).map(|n| product(&format!("p{n}"), &format!("pkg:npm/a{n}@1.0.0"))).collect();
    let ids: Vec<String> = (0..5_000).map(|n| format!("p{n}")).collect();
    let score = json!({"cvss_v3": {"vectorString": "CVSS:3.1/AV:N"}, "products": ids});
    let csaf = csaf(
        json!({"full_product_names": all}),
        json!([{"scores": [score], "product_status": {"known_affected": ids, "fixed": ids}}]),
    );
    let (found, _) = advisories(&csaf);
    assert_eq!(found[0].affected.len(), 5_000);
}
