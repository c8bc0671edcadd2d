//! RustSec advisories: read, kept, written, and on their way to OSV and back.

use pkgschema::advisory::{Advisory, Affected, Package, Range, RangeType};
use pkgschema::identity::Ecosystem;
use pkgschema::object::{Raw, raw};
use pkgschema::version::{Bound, Interval, Scheme, Version, VersionSet};
use pkgschema_convert::advisory_format::AdvisoryFormat;
use pkgschema_convert::cargo::RustsecAdvisory;
use pkgschema_convert::{Document, FromAdvisories, Loss, ToAdvisories, view};

const WHOLE: &str = r##"```toml
[advisory]
id = "RUSTSEC-2026-9001"
package = "base_thing"
date = "2026-02-28"
url = "https://thing.example/issues/1"
references = ["https://thing.example/blog"]
categories = ["memory-corruption"]
keywords = ["heap"]
aliases = ["CVE-2026-99991"]
related = ["GHSA-aaaa-bbbb-cccc"]
license = "CC0-1.0"
cvss = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"

[affected]
arch = ["x86"]
os = ["windows"]

[affected.functions]
"base_thing::Heap::grow" = [">= 1.0.0, < 1.2.3"]

[versions]
patched = [">= 1.2.3, < 2.0.0", ">= 2.0.1"]
unaffected = ["< 1.0.0"]
```

# Heap grows wrong

    let code = true;

It *does*.
"##;

fn parse(text: &str) -> RustsecAdvisory {
    RustsecAdvisory::parse(text).expect(text)
}

fn to_osv(document: &RustsecAdvisory) -> (Advisory, Vec<String>) {
    let mut converted = document.to_advisories().unwrap();
    assert_eq!(converted.value.len(), 1);
    (converted.value.remove(0), shown(&converted.losses))
}

fn from_osv(text: &str) -> (RustsecAdvisory, Vec<String>) {
    let advisory = Advisory::parse(text).expect(text);
    let converted = RustsecAdvisory::from_advisories(&[advisory]).unwrap();
    (converted.value, shown(&converted.losses))
}

/// Kind and place of each loss.
fn shown(losses: &[Loss]) -> Vec<String> {
    losses.iter().map(|loss| format!("{} {}", loss.kind, loss.pointer)).collect()
}

fn front(keys: &str) -> String {
    format!(
        "```toml\n[advisory]\nid = \"RUSTSEC-0000-0000\"\npackage = \"base\"\n{keys}\n```\n\n# T\n"
    )
}

fn same(left: &VersionSet, right: &VersionSet) -> bool {
    left.is_subset(right) && right.is_subset(left)
}

#[test]
fn a_whole_advisory_is_read_and_kept() {
    let document = parse(WHOLE);
    assert_eq!(document.title.as_deref(), Some("Heap grows wrong"));
    assert_eq!(document.description.as_deref(), Some("    let code = true;\n\nIt *does*."));
    assert_eq!(document.advisory.keywords[0], "heap");
    let functions = document.affected.as_ref().map(|affected| affected.functions.len());
    assert_eq!(functions, Some(1));
    assert_eq!(document.check(), []);
    assert_eq!(document.render().value, WHOLE);
    assert_eq!(document.render_canonical().value, WHOLE);
    let again = RustsecAdvisory::from_view(&document.view()).unwrap();
    assert_eq!(again, document);
    assert_eq!(again.render().value, WHOLE);
}

#[test]
fn what_is_not_changed_stays_as_it_was_spelt() {
    let text = "\u{feff}````TOML\n# first\n[advisory]\nid   = 'RUSTSEC-0000-0000'\npackage='a'\n\
                ````  \n#  Odd title\n\n\n\nText  \n\n";
    let mut document = parse(text);
    assert_eq!(document.title.as_deref(), Some("Odd title"));
    assert_eq!(document.render().value, text);
    document.title = Some("Other".into());
    let written = document.render();
    assert_eq!(parse(&written.value), document);
    assert!(written.value.contains("# first\n") && written.value.contains("\n# Other\n\nText\n"));
    let mut document = parse(text);
    document.advisory.date = Some("2026-01-01".into());
    let written = document.render();
    assert_eq!(parse(&written.value), document);
    assert!(written.value.ends_with("```\n#  Odd title\n\n\n\nText  \n\n"), "{}", written.value);
    document.advisory.date = None;
    assert_eq!(document.render().value, text);
}

#[test]
fn other_forms_are_read() {
    let headless = "```toml\nid = \"RUSTSEC-0000-0000\"\npackage = \"a\"\n\n[versions]\n\
                    patched = []\n```\n# T\n";
    let document = parse(headless);
    assert_eq!(document.advisory.package.as_deref(), Some("a"));
    assert_eq!(document.description.as_deref(), Some(""));
    assert_eq!(document.render().value, headless);
    let alone = "[advisory]\nid = \"RUSTSEC-0000-0000\"\npackage = \"a\"\ndate = 2026-01-31\n\
                 title = \"T\"\ndescription = \"\"\"\nD\n\"\"\"\npatched_versions = [\">= 2\"]\n";
    let document = parse(alone);
    assert_eq!((&document.title, &document.description), (&None, &None));
    assert_eq!(document.advisory.date.as_deref(), Some("2026-01-31"));
    assert_eq!(parse(&document.render_canonical().value), document);
    assert!(document.render_canonical().value.contains("date = 2026-01-31\n"));
    let (advisory, losses) = to_osv(&document);
    assert_eq!(advisory.summary.as_deref(), Some("T"));
    assert_eq!(advisory.details.as_deref(), Some("D\n"));
    assert_eq!(losses[2..], ["normalized /advisory/patched_versions"]);
    let version = Version::parse(Scheme::Cargo, "1.9.9").unwrap();
    assert!(advisory.affected[0].to_version_set().unwrap().contains(&version));
}

#[test]
fn a_whole_advisory_goes_to_osv_and_back() {
    let document = parse(WHOLE);
    let (advisory, losses) = to_osv(&document);
    assert_eq!(losses, ["defaulted /advisory/date"; 2]);
    let written = Raw::parse(
        r#"{"id":"RUSTSEC-2026-9001","schema_version":"1.7.5","modified":"2026-02-28T00:00:00Z",
        "published":"2026-02-28T00:00:00Z","aliases":["CVE-2026-99991"],
        "related":["GHSA-aaaa-bbbb-cccc"],"summary":"Heap grows wrong",
        "details":"    let code = true;\n\nIt *does*.",
        "severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
        "affected":[{"package":{"ecosystem":"crates.io","name":"base_thing",
        "purl":"pkg:cargo/base_thing"},"ranges":[{"type":"SEMVER","events":[
        {"introduced":"1.0.0"},{"fixed":"1.2.3"},{"introduced":"2.0.0"},{"fixed":"2.0.1"}]}],
        "ecosystem_specific":{"affects":{"arch":["x86"],"functions":["base_thing::Heap::grow"],
        "os":["windows"]}},"database_specific":{"categories":["memory-corruption"],
        "cvss":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H","keywords":["heap"],
        "functions":{"base_thing::Heap::grow":[">= 1.0.0, < 1.2.3"]}}}],
        "references":[{"type":"ADVISORY","url":"https://thing.example/issues/1"},
        {"type":"WEB","url":"https://thing.example/blog"}],
        "database_specific":{"license":"CC0-1.0"}}"#,
    );
    let found = Raw::parse(&advisory.to_json()).unwrap();
    let differences = pkgschema_convert::view::differences(
        found.as_raw(),
        written.as_ref().map(Raw::as_raw).unwrap(),
    );
    assert!(differences.is_empty(), "{differences:?}");
    let back = RustsecAdvisory::from_advisories(&[advisory]).unwrap();
    assert!(back.losses.iter().all(|loss| !loss.kind.loses_meaning()), "{:?}", back.losses);
    assert_eq!(back.value, document);
    assert_eq!(back.value.render().value, WHOLE);
}

#[test]
fn what_osv_cannot_hold_is_named() {
    let text = "```toml\nown = 1\n[advisory]\nid = \"RUSTSEC-0000-0000\"\npackage = \"base\"\n\
                date = \"yesterday\"\nwithdrawn = \"2026-03-01\"\ncollection = \"crates\"\nodd = true\n\
                aliases = [\"A-1\", 7]\n[versions]\npatched = [\">= 1\", \"soon\", 3]\nelse = 1\n```\n";
    let document = parse(text);
    let codes: Vec<_> = document.check().iter().map(|f| (f.code, f.pointer.to_string())).collect();
    assert!(codes.contains(&("malformed-date", "/advisory/date".to_owned())), "{codes:?}");
    assert!(codes.contains(&("malformed-requirement", "/versions/patched/1".to_owned())));
    assert!(codes.contains(&("missing-member", "/title".to_owned())));
    let (advisory, mut losses) = to_osv(&document);
    losses.sort();
    assert_eq!(advisory.modified.as_ref().map(|time| time.as_str()), Some("2026-03-01T00:00:00Z"));
    assert_eq!((&advisory.published, advisory.withdrawn.is_some()), (&None, true));
    assert_eq!(
        losses,
        [
            "changed /advisory/aliases",
            "changed /versions/patched/1",
            "changed /versions/patched/2",
            "defaulted /advisory/withdrawn",
            "defaulted /advisory/withdrawn",
            "dropped /advisory/date",
            "dropped /advisory/odd",
            "dropped /own",
            "dropped /versions/else",
            "normalized /advisory/collection",
            "normalized /versions/patched",
        ]
    );
}

#[test]
fn unknown_versions_are_affected() {
    let all = ["", "[versions]\npatched = [\"when it is done\"]", "[versions]\nunaffected = 1"];
    for keys in all {
        let (advisory, losses) = to_osv(&parse(&front(keys)));
        assert!(advisory.affected[0].to_version_set().unwrap().is_all(), "{keys}");
        assert!(losses.iter().any(|loss| !loss.starts_with("defaulted /advisory")), "{keys}");
    }
    let (advisory, losses) = to_osv(&parse(&front("[versions]\npatched = []")));
    assert!(advisory.affected[0].to_version_set().unwrap().is_all());
    assert_eq!(losses, ["defaulted /advisory/date", "normalized /versions/patched"]);
    let (advisory, _) = to_osv(&parse(&front("[versions]\npatched = [\"*\"]")));
    assert!(advisory.affected[0].to_version_set().unwrap().is_empty());
    let back = RustsecAdvisory::from_advisories(&[advisory]).unwrap().value;
    assert!(back.affected_versions().is_empty());
    for affected in [
        r#"{"package":{"ecosystem":"crates.io","name":"a"}}"#,
        r#"{"package":{"ecosystem":"crates.io","name":"a"},"versions":["one"]}"#,
        r#"{"package":{"ecosystem":"crates.io","name":"a"},"ranges":[{"type":"SEMVER","events":[]}]}"#,
        r#"{"package":{"ecosystem":"crates.io","name":"a"},"ranges":[{"type":"LATER","events":[]}]}"#,
        r#"{"package":{"ecosystem":"crates.io","name":"a"},"ranges":[{"type":"GIT","events":[]}]}"#,
    ] {
        let (document, losses) = from_osv(&format!(r#"{{"id":"X-1","affected":[{affected}]}}"#));
        assert!(document.affected_versions().is_all(), "{affected}");
        assert!(losses.contains(&"changed /0/affected/0".to_owned()), "{affected}");
    }
}

#[test]
fn documents_that_say_too_little_or_too_much_are_refused() {
    let refused = |text: &str| parse(text).to_advisories().unwrap_err().code;
    assert_eq!(refused("[advisory]\npackage = \"a\"\n"), "no-id");
    assert_eq!(refused("[advisory]\nid = \"A\"\n"), "no-package");
    assert_eq!(refused(&front("collection = \"rust\"")), "other-collection");
    let code = |advisories: &[&str]| {
        let read = advisories.iter().map(|text| Advisory::parse(text).unwrap());
        RustsecAdvisory::from_advisories(&read.collect::<Vec<_>>()).unwrap_err().code
    };
    let entry = |name| format!(r#"{{"package":{{"ecosystem":"crates.io","name":"{name}"}}}}"#);
    assert_eq!(code(&[]), "no-advisory");
    assert_eq!(code(&[r#"{"id":"A"}"#; 2]), "several-advisories");
    assert_eq!(
        code(&[r#"{"id":"A","affected":[{"package":{"ecosystem":"npm","name":"a"}}]}"#]),
        "no-package"
    );
    let two = format!(r#"{{"id":"A","affected":[{},{}]}}"#, entry("a"), entry("b"));
    assert_eq!(code(&[&two]), "several-packages");
}

#[test]
fn what_rustsec_cannot_hold_is_named() {
    let (document, mut losses) = from_osv(
        r#"{"id":"GHSA-1","schema_version":"1.4.0","modified":"2026-05-05T05:05:05Z",
        "published":"2026-04-04T04:04:04Z","upstream":["U-1"],"summary":"S","details":"D\n",
        "severity":[{"type":"CVSS_V2","score":"AV:N"},{"type":"CVSS_V3","score":"CVSS:3.1/AV:N"},
        {"type":"CVSS_V4","score":"CVSS:4.0/AV:N"}],
        "affected":[{"package":{"ecosystem":"npm","name":"a"}},
        {"package":{"ecosystem":"crates.io","name":"a"},"ranges":[
        {"type":"SEMVER","events":[{"introduced":"0"},{"last_affected":"1.2.3","by":"x"}],
        "database_specific":{"last_known":"x"}},{"type":"GIT","events":[]}],"versions":["1.0.0"],
        "ecosystem_specific":{"affected_functions":["f"]},"database_specific":{"own":1}}],
        "references":[{"type":"FIX","url":"https://a.example/1"},
        {"type":"ADVISORY","url":"https://a.example/2"},{"type":"WEB"}],
        "credits":[{"name":"N"}],"database_specific":{"cwe_ids":["CWE-79"]}}"#,
    );
    losses.sort();
    assert_eq!(
        losses,
        [
            "changed /0/published",
            "dropped /0/affected/0",
            "dropped /0/affected/1/database_specific/own",
            "dropped /0/affected/1/ranges/0/database_specific",
            "dropped /0/affected/1/ranges/0/events/1/by",
            "dropped /0/affected/1/ranges/1",
            "dropped /0/credits",
            "dropped /0/database_specific",
            "dropped /0/modified",
            "dropped /0/references/0/type",
            "dropped /0/references/2",
            "dropped /0/severity/0",
            "dropped /0/severity/1",
            "dropped /0/upstream",
            "normalized /0/affected/1/ecosystem_specific/affected_functions",
            "normalized /0/affected/1/versions",
            "normalized /0/details",
            "normalized /0/schema_version",
        ]
    );
    let written = document.render().value;
    assert_eq!(
        written,
        "```toml\n[advisory]\nid = \"GHSA-1\"\npackage = \"a\"\ndate = \"2026-04-04\"\n\
         url = \"https://a.example/2\"\nreferences = [\"https://a.example/1\"]\n\
         cvss = \"CVSS:4.0/AV:N\"\n\n[affected.functions]\nf = [\"<= 1.2.3\"]\n\n\
         [versions]\npatched = [\"> 1.2.3\"]\n```\n\n# S\n\nD\n"
    );
    assert_eq!(parse(&written).view(), document.view());
}

#[test]
fn affected_sets_survive_both_ways() {
    let mut state = 7_u64;
    let mut below = |bound: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let pres = ["", "", "", "-0", "-alpha", "-alpha.1", "-rc.2", "+build"];
    for _ in 0..2000 {
        let mut bound = || {
            let [a, b, c, pre] = [below(3), below(3), below(3), below(pres.len() as u64)];
            let text = format!("{a}.{b}.{c}{}", pres[pre as usize]);
            let version = Version::parse(Scheme::Cargo, &text).unwrap();
            (below(6) > 0).then(|| Bound { version, inclusive: below(2) == 0 })
        };
        let intervals: Vec<Interval> =
            (0..3).map(|_| Interval { lower: bound(), upper: bound() }).collect();
        let set = VersionSet::of(Scheme::Cargo, intervals);
        let events = set.to_events().value;
        let mut affected = Affected::default();
        let mut package = Package::default();
        package.ecosystem = Some(Ecosystem::CRATES_IO);
        package.name = Some("a".into());
        affected.package = Some(package);
        for list in events {
            affected.ranges.push(Range::of(RangeType::Semver, list));
        }
        let mut advisory = Advisory::new("X-1");
        advisory.affected.push(affected);
        if set.is_empty() {
            continue; // OSV has no range for it
        }
        let document = RustsecAdvisory::from_advisories(&[advisory]).unwrap().value;
        assert!(same(&document.affected_versions(), &set), "{set:?}\n{}", document.render().value);
        let read = parse(&document.render().value);
        let (back, _) = to_osv(&read);
        let there = back.affected[0].to_version_set().unwrap();
        assert!(same(&there, &set), "{set:?}");
    }
}

#[test]
fn odd_text_is_refused_or_kept() {
    for text in [
        "",
        "  \n",
        "# Title\n",
        "```toml\n[advisory]\n",
        "```json\n{}\n```\n",
        "a = 1",
        "[package]\nname = \"a\"\n",
        "cargo-features = []\n",
        "```toml\nkey = 1\n```\n# Readme\n",
    ] {
        assert!(RustsecAdvisory::parse(text).is_err(), "{text}");
    }
    let deep = format!("[advisory]\nid = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(RustsecAdvisory::parse(&deep).is_err());
    let many = ">= 1, ".repeat(100_000);
    let list = format!("\"{many}\", ").repeat(3) + &"\"< 1.0.0\", ".repeat(20_000);
    let text = front(&format!("odd = \"\\u0000\\u001b\"\n[versions]\npatched = [{list}]"));
    let document = parse(&text);
    assert_eq!(document.check().len(), 4); // no date, and three requirements too long
    let (advisory, losses) = to_osv(&document);
    assert!(losses.contains(&"dropped /advisory/odd".to_owned()));
    let back = RustsecAdvisory::from_advisories(&[advisory]).unwrap().value;
    assert!(same(&back.affected_versions(), &document.affected_versions()));
}

#[test]
fn bodies_that_would_read_otherwise_are_named() {
    let mut document = parse(&front(""));
    document.title = Some("two\nlines ".into());
    document.description = Some("\n\nD".into());
    let written = document.render();
    assert_eq!(shown(&written.losses), ["changed /title", "normalized /description"]);
    assert_eq!(parse(&written.value).title.as_deref(), Some("two lines"));
    document.title = None;
    document.description = Some("# D".into());
    assert_eq!(shown(&document.render().losses), ["changed /description"]);
    document.advisory.license = Some("a\n```\nb".into());
    document.description = Some("D".into());
    let written = document.render_canonical();
    assert_eq!(parse(&written.value), document);
}

#[test]
fn wrong_kinds_everywhere_are_kept_and_named() {
    let odd =
        ["null", "7", "1e400", "true", "\"\"", "\"\\u0000\\n\"", "[]", "[null,{}]", "{\"a\":{}}"];
    let whole = parse(WHOLE).view();
    let members = |raw: &Raw| -> Vec<(String, Raw)> {
        let members = raw::members(raw.as_raw()).unwrap_or_default();
        members.into_iter().map(|(name, value)| (name.into_owned(), value.into())).collect()
    };
    let join = |members: &[(String, Raw)]| {
        let members = members.iter().map(|(name, value)| format!("\"{name}\":{value}"));
        format!("{{{}}}", members.collect::<Vec<_>>().join(","))
    };
    let tables = members(&whole);
    for (at, (name, table)) in tables.iter().enumerate() {
        let mut places = vec![None];
        places.extend((0..members(table).len()).map(Some));
        for place in places {
            for value in odd {
                let mut tables = tables.clone();
                let mut inner = members(table);
                tables[at].1 = match place {
                    None => Raw::parse(value).unwrap(),
                    Some(member) => {
                        inner[member].1 = Raw::parse(value).unwrap();
                        Raw::parse(&join(&inner)).unwrap()
                    }
                };
                let view = Raw::parse(&join(&tables)).unwrap();
                let Ok(document) = RustsecAdvisory::from_view(&view) else {
                    assert_eq!(name, "advisory");
                    continue;
                };
                assert!(view::equal(document.view().as_raw(), view.as_raw()), "{view}");
                let _ = (
                    document.check(),
                    document
                        .to_advisories()
                        .map(|there| RustsecAdvisory::from_advisories(&there.value).unwrap()),
                );
                let written = document.render();
                let back = parse(&written.value);
                let same = view::equal(back.view().as_raw(), view.as_raw());
                assert!(same || !written.losses.is_empty(), "{view}\n{}", written.value);
            }
        }
    }
}

#[test]
fn it_goes_by_its_name() {
    let format = AdvisoryFormat::find("rustsec").unwrap();
    assert!(format.reads() && format.writes());
    let reading = format.read(WHOLE).unwrap();
    assert_eq!(format.write(&reading.advisories).unwrap().value, WHOLE);
}
