//! Ecosystems, names, digests and files through the public API.

use pkgschema::identity::{
    Artifact, Digest, DigestAlgorithm, DigestComparison, DigestSet, Ecosystem, EcosystemName,
    PackageName, SriHash, TimeOrigin,
};
use pkgschema::object::{check, parse, write};
use pkgschema::version::{RequirementText, VersionText};
use pkgschema::{ParseErrorKind, Severity};
use std::collections::HashSet;

const EMPTY_SHA256: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const EMPTY_SHA256_BASE64: &str = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

fn ecosystem(text: &str) -> Ecosystem {
    Ecosystem::from_document(text)
}

/// Reads a digest set as the member of an object, as records hold it.
fn digests(json: &str) -> DigestSet {
    let artifact: Artifact = parse(&format!(r#"{{"digests": {json}}}"#)).expect(json);
    artifact.digests.expect(json)
}

#[test]
fn ecosystems_split_at_the_first_colon() {
    let table = [
        ("npm", EcosystemName::Npm, None, true),
        ("Debian:12", EcosystemName::Debian, Some("12"), true),
        ("Ubuntu:Pro:18.04:LTS", EcosystemName::Ubuntu, Some("Pro:18.04:LTS"), true),
        (
            "Maven:https://repo.example/m2",
            EcosystemName::Maven,
            Some("https://repo.example/m2"),
            true,
        ),
        (
            "Red Hat:enterprise_linux:9::appstream",
            EcosystemName::RedHat,
            Some("enterprise_linux:9::appstream"),
            true,
        ),
        ("Root:PyPI", EcosystemName::Root, Some("PyPI"), true),
        ("Maven", EcosystemName::Maven, None, true),
        ("Maven:", EcosystemName::Maven, Some(""), false),
        ("GIT", EcosystemName::Git, None, true),
        ("pypi", EcosystemName::from("pypi"), None, true),
        ("Homebrew:x", EcosystemName::from("Homebrew"), Some("x"), true),
        (":x", EcosystemName::from(""), Some("x"), false),
        ("", EcosystemName::from(""), None, false),
        ("npm\n", EcosystemName::from("npm\n"), None, false),
        ("npm:a\u{2028}", EcosystemName::Npm, Some("a\u{2028}"), false),
    ];
    let pattern = serde_json::json!({ "pattern": Ecosystem::PATTERN });
    let judge = jsonschema::validator_for(&pattern).unwrap();
    for (text, base, suffix, well_formed) in table {
        assert_eq!(judge.is_valid(&text.into()), well_formed, "{text:?}");
        let found = ecosystem(text);
        assert_eq!(found.base(), base, "{text:?}");
        assert_eq!(found.suffix(), suffix, "{text:?}");
        assert_eq!(found.is_well_formed(), well_formed, "{text:?}");
        assert_eq!(found.as_str(), text);
        assert_eq!(found.is_listed(), base.is_listed(), "{text:?}");
    }
    assert_ne!(ecosystem("Maven"), ecosystem("Maven:"));
    assert!(!ecosystem("pypi").is_listed());
}

#[test]
fn every_official_name_is_listed() {
    assert_eq!(EcosystemName::LISTED.len(), 49);
    assert_eq!(EcosystemName::LISTED.iter().collect::<HashSet<_>>().len(), 49);
}

/// Ecosystems whose purl type does not lead back: `generic` stands for any origin.
const ONE_WAY: [&str; 1] = ["OSS-Fuzz"];

/// Ecosystems without a purl type of their own.
const WITHOUT_TYPE: [&str; 17] = [
    "Alpaquita",
    "Android",
    "Azure Linux",
    "BellSoft Hardened Containers",
    "Bioconductor",
    "CleanStart",
    "Docker Hardened Images",
    "Echo",
    "FreeBSD",
    "GHC",
    "GIT",
    "Kubernetes",
    "Linux",
    "Photon OS",
    "Root",
    "TuxCare",
    "openEuler",
];

#[test]
fn purl_types_lead_back_to_their_ecosystem() {
    for name in EcosystemName::LISTED {
        let there = ecosystem(name);
        let back = there
            .purl_type()
            .and_then(|purl_type| Ecosystem::from_purl_type(purl_type, there.purl_namespace()));
        let expected = !ONE_WAY.contains(name) && !WITHOUT_TYPE.contains(name);
        assert_eq!(back, expected.then_some(there.clone()), "{name}");
        assert_eq!(there.purl_type().is_none(), WITHOUT_TYPE.contains(name), "{name}");
    }
    let table = [
        ("npm", Some("@scope"), Some("npm")),
        ("PyPI", None, Some("PyPI")),
        ("RPM", Some("RedHat"), Some("Red Hat")),
        ("rpm", Some("fedora"), None),
        ("deb", None, None),
        ("generic", None, None),
        ("golang", Some("github.example/a"), Some("Go")),
        ("", None, None),
    ];
    for (purl_type, namespace, expected) in table {
        let found = Ecosystem::from_purl_type(purl_type, namespace);
        assert_eq!(found.as_ref().map(Ecosystem::as_str), expected, "{purl_type} {namespace:?}");
    }
    assert_eq!(ecosystem("Debian:12").purl_namespace(), Some("debian"));
    assert_eq!(Ecosystem::from(EcosystemName::Npm), Ecosystem::NPM);
}

#[test]
fn names_have_their_forms() {
    // ecosystem, source, normalised, key of the registry, namespace, base name
    let table = [
        ("npm", "left-pad", "left-pad", "left-pad", None, "left-pad"),
        ("npm", "@babel/core", "@babel/core", "@babel/core", Some("@babel"), "core"),
        ("npm", "JSONStream", "JSONStream", "JSONStream", None, "JSONStream"),
        ("PyPI", "Zope.Interface", "zope-interface", "zope-interface", None, "Zope.Interface"),
        ("PyPI", "a_.-b", "a-b", "a-b", None, "a_.-b"),
        ("crates.io", "Serde_json", "Serde_json", "serde-json", None, "Serde_json"),
        (
            "Maven",
            "org.example:lib_1",
            "org.example:lib_1",
            "org.example:lib_1",
            Some("org.example"),
            "lib_1",
        ),
        ("Maven:https://repo.example", "g:a", "g:a", "g:a", Some("g"), "a"),
        (
            "Go",
            "github.example/a/b",
            "github.example/a/b",
            "github.example/a/b",
            Some("github.example/a"),
            "b",
        ),
        ("Go", "stdlib", "stdlib", "stdlib", None, "stdlib"),
        ("Packagist", "Vendor/Pack", "Vendor/Pack", "vendor/pack", Some("Vendor"), "Pack"),
        ("NuGet", "Newtonsoft.Json", "Newtonsoft.Json", "newtonsoft.json", None, "Newtonsoft.Json"),
        ("GitHub Actions", "Own/act", "Own/act", "own/act", Some("Own"), "act"),
        ("Debian:12", "curl", "curl", "curl", None, "curl"),
        ("Homebrew", "A_b", "A_b", "A_b", None, "A_b"),
    ];
    for (eco, source, normalized, key, namespace, base) in table {
        let name = PackageName::from_document(ecosystem(eco), source);
        assert_eq!(name.as_source(), source);
        assert_eq!(name.normalized(), normalized, "{eco} {source}");
        assert_eq!(name.registry_key(), key, "{eco} {source}");
        assert_eq!(name.namespace(), namespace, "{eco} {source}");
        assert_eq!(name.base_name(), base, "{eco} {source}");
        assert!(name.validate().is_ok(), "{eco} {source}: {:?}", name.check());
    }
}

#[test]
fn names_have_parts_of_a_purl() {
    let table = [
        ("npm", "@babel/core", Some("@babel"), "core"),
        ("PyPI", "Zope.Interface_X", None, "zope.interface-x"),
        ("crates.io", "Serde_json", None, "Serde_json"),
        ("Maven", "g:a", Some("g"), "a"),
        ("Debian:12", "curl", Some("debian"), "curl"),
        ("SwiftURL", "https://git.example/own/repo.git", Some("git.example/own"), "repo"),
        ("VSCode", "pub/ext", Some("pub"), "ext"),
        ("VSCode", "pub.ext", Some("pub"), "ext"),
    ];
    for (eco, source, namespace, base) in table {
        let name = PackageName::from_document(ecosystem(eco), source);
        let (found_namespace, found) = name.purl_parts();
        assert_eq!((found_namespace, found.as_ref()), (namespace, base), "{eco} {source}");
    }
}

#[test]
fn names_are_equal_by_ecosystem_and_normalised_form() {
    let table = [
        (("PyPI", "A.b"), ("PyPI", "a-B"), true),
        (("PyPI", "a"), ("npm", "a"), false),
        (("PyPI", "a"), ("PyPI:x", "a"), false),
        (("npm", "A"), ("npm", "a"), false),
        (("crates.io", "a_b"), ("crates.io", "a-b"), false),
    ];
    for ((left_eco, left), (right_eco, right), equal) in table {
        let left = PackageName::from_document(ecosystem(left_eco), left);
        let right = PackageName::from_document(ecosystem(right_eco), right);
        assert_eq!(left == right, equal, "{left:?} {right:?}");
        let both: HashSet<_> = [left.clone(), right.clone()].into();
        assert_eq!(both.len() == 1, equal, "{left:?} {right:?}");
    }
}

#[test]
fn names_that_break_a_rule_are_found() {
    use Severity::{Error, Warning};
    let (long, longest) = ("a".repeat(215), "a".repeat(214));
    let (long_crate, longest_crate) = ("a".repeat(65), "a".repeat(64));
    let table = [
        ("npm", longest.as_str(), None),
        ("npm", &long, Some(("npm-name", Error))),
        ("npm", ".a", Some(("npm-name", Error))),
        ("npm", "_a", Some(("npm-name", Error))),
        ("npm", "@s/_a", None),
        ("npm", "@s/a/b", Some(("npm-name", Error))),
        ("npm", "@s", Some(("npm-name", Error))),
        ("npm", "@/a", Some(("npm-name", Error))),
        ("npm", "@s/", Some(("npm-name", Error))),
        ("npm", "a/b", Some(("npm-name", Error))),
        ("npm", " a", Some(("npm-name", Error))),
        ("npm", "a?b", Some(("npm-name", Error))),
        ("npm", "node_modules", Some(("npm-name", Error))),
        ("npm", "JSONStream", Some(("npm-name-legacy", Warning))),
        ("npm", "crazy!", Some(("npm-name-legacy", Warning))),
        ("npm", "l\u{435}ft-pad", Some(("npm-name", Error))),
        ("PyPI", "a", None),
        ("PyPI", "A.b_c-9", None),
        ("PyPI", "-a", Some(("pypi-name", Error))),
        ("PyPI", "a.", Some(("pypi-name", Error))),
        ("PyPI", "a b", Some(("pypi-name", Error))),
        ("PyPI", "\u{212a}ey", Some(("pypi-name", Error))),
        ("crates.io", longest_crate.as_str(), None),
        ("crates.io", &long_crate, Some(("crates-io-name", Error))),
        ("crates.io", "9a", Some(("crates-io-name", Error))),
        ("crates.io", "_a", Some(("crates-io-name", Error))),
        ("crates.io", "a.b", Some(("crates-io-name", Error))),
        ("crates.io", "s\u{435}rde", Some(("crates-io-name", Error))),
        ("Maven", "g.h:a-b_c.d", None),
        ("Maven", "a", Some(("maven-name", Error))),
        ("Maven", "g:a:1", Some(("maven-name", Error))),
        ("Maven", "g:", Some(("maven-name", Error))),
        ("Maven", "${project.groupId}:a", Some(("maven-name", Error))),
        ("Maven", "...:a", Some(("maven-name", Error))),
        ("Maven", "..:a", Some(("path-in-name", Error))),
        ("Go", "a/../b", Some(("path-in-name", Error))),
        ("npm", "@s/..", Some(("path-in-name", Error))),
        ("npm", "../a", Some(("path-in-name", Error))),
        ("npm", "a%2F..", Some(("path-in-name", Error))),
        ("Hex", "..\\a", Some(("path-in-name", Error))),
        ("Hex", "/etc", Some(("path-in-name", Error))),
        ("Hex", "a\0", Some(("hidden-character", Error))),
        ("PyPI", "a\u{202e}b", Some(("hidden-character", Error))),
        ("Hex", "a\u{200b}", Some(("hidden-character", Error))),
        ("Hex", "a\u{e0041}", Some(("hidden-character", Error))),
        ("Hex", "a\n", Some(("hidden-character", Error))),
        ("Hex", "\u{430}", Some(("non-ascii-name", Warning))),
        ("Hex", "", Some(("empty-name", Error))),
        ("PyPI", "", Some(("empty-name", Error))),
    ];
    for (eco, source, expected) in table {
        let name = PackageName::from_document(ecosystem(eco), source);
        let findings = name.check();
        let found: Vec<_> = findings.iter().map(|found| (found.code, found.severity)).collect();
        assert_eq!(found, Vec::from_iter(expected), "{eco} {source:?}");
        let refused = expected.is_some_and(|(_, severity)| severity == Error);
        assert_eq!(PackageName::new(ecosystem(eco), source).is_err(), refused, "{eco} {source:?}");
    }
}

#[test]
fn digests_go_through_all_notations() {
    let digest = Digest::from_hex(DigestAlgorithm::Sha256, EMPTY_SHA256).unwrap();
    assert_eq!(digest.to_base64(), EMPTY_SHA256_BASE64);
    assert_eq!(digest.to_sri(), format!("sha256-{EMPTY_SHA256_BASE64}"));
    assert_eq!(digest.to_bytes().len(), 32);
    let upper = Digest::from_hex(DigestAlgorithm::Sha256, &EMPTY_SHA256.to_uppercase()).unwrap();
    assert_eq!(upper.as_source(), EMPTY_SHA256.to_uppercase());
    let all = [
        upper,
        Digest::from_base64(DigestAlgorithm::Sha256, EMPTY_SHA256_BASE64).unwrap(),
        Digest::from_sri(&format!("sha256-{EMPTY_SHA256_BASE64}?a=b")).unwrap(),
        Digest::from_bytes(DigestAlgorithm::Sha256, &digest.to_bytes()).unwrap(),
    ];
    for other in &all {
        assert_eq!(*other, digest);
        assert_eq!(other.to_hex(), EMPTY_SHA256);
    }
    assert_eq!(HashSet::<Digest>::from_iter(all).len(), 1);
}

#[test]
fn malformed_digests_are_refused() {
    let hex = [
        ("", ParseErrorKind::Empty),
        ("zz", ParseErrorKind::Syntax),
        ("abc", ParseErrorKind::Syntax),
        ("0x00", ParseErrorKind::Syntax),
        ("00 ", ParseErrorKind::Syntax),
        ("00ff", ParseErrorKind::TypeRule),
    ];
    for (text, kind) in hex {
        let error = Digest::from_hex(DigestAlgorithm::Sha256, text).unwrap_err();
        assert_eq!(error.kind(), kind, "{text:?}: {error}");
    }
    let sri = [
        ("", ParseErrorKind::Empty),
        ("sha256", ParseErrorKind::Syntax),
        ("sha256-", ParseErrorKind::Empty),
        ("sha256-AA==", ParseErrorKind::TypeRule),
        ("SHA256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", ParseErrorKind::TypeRule),
        ("sha3_256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", ParseErrorKind::TypeRule),
        ("sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU", ParseErrorKind::Syntax),
        ("sha256-47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=", ParseErrorKind::Syntax),
        ("sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=", ParseErrorKind::Syntax),
    ];
    for (text, kind) in sri {
        let error = SriHash::parse(text).unwrap_err();
        assert_eq!(error.kind(), kind, "{text:?}: {error}");
    }
    assert_eq!(SriHash::parse_list(" \t").unwrap_err().kind(), ParseErrorKind::Empty);
    let two = format!("  sha256-{EMPTY_SHA256_BASE64}?o\n md5-1B2M2Y8AsgTpgAmY7PhCfg== ");
    let names: Vec<String> =
        SriHash::parse_list(&two).unwrap().iter().map(|h| h.to_string()).collect();
    assert_eq!(names.join(" "), two.split_whitespace().collect::<Vec<_>>().join(" "));
    assert_eq!(DigestSet::from_sri(&two).unwrap().len(), 2);
    let clash = "md5-1B2M2Y8AsgTpgAmY7PhCfg== md5-AAAAAAAAAAAAAAAAAAAAAA==";
    assert_eq!(DigestSet::from_sri(clash).unwrap_err().kind(), ParseErrorKind::TypeRule);
}

#[test]
fn lengths_follow_the_algorithm() {
    let table: [(&str, &[usize]); 27] = [
        ("sha256", &[32]),
        ("sha224", &[28]),
        ("sha384", &[48]),
        ("sha512", &[64]),
        ("sha512_224", &[28]),
        ("sha512_256", &[32]),
        ("sha3_224", &[28]),
        ("sha3_256", &[32]),
        ("sha3_384", &[48]),
        ("sha3_512", &[64]),
        ("shake128", &[1, 16, 32, 70]),
        ("shake256", &[1, 32, 64, 70]),
        ("blake2b", &[1, 32, 64]),
        ("blake2b_256", &[32]),
        ("blake2s", &[1, 32]),
        ("ripemd160", &[20]),
        ("sm3", &[32]),
        ("gost", &[32]),
        ("sha1", &[20]),
        ("md5", &[16]),
        ("dirHash", &[32]),
        ("dirHash1", &[32]),
        ("gitCommit", &[20, 32]),
        ("gitTree", &[20, 32]),
        ("gitBlob", &[20, 32]),
        ("gitTag", &[20, 32]),
        ("unheard-of", &[1, 70]),
    ];
    let sizes = [0, 1, 16, 20, 28, 32, 48, 64, 70];
    let open = ["shake128", "shake256", "blake2b", "blake2s", "unheard-of"];
    for (name, fitting) in table {
        let algorithm = DigestAlgorithm::from(name);
        assert_eq!(algorithm.is_listed(), name != "unheard-of", "{name}");
        assert_eq!(algorithm.is_weak(), matches!(name, "md5" | "sha1"), "{name}");
        for size in sizes {
            let fits = algorithm.fits(size);
            assert!(fits || !fitting.contains(&size), "{name} {size}");
            assert!(!fits || fitting.contains(&size) || open.contains(&name), "{name} {size}");
            let digest = Digest::from_bytes(algorithm.clone(), &vec![0; size]);
            assert_eq!(digest.is_ok(), fits, "{name} {size}");
        }
    }
    assert_eq!(DigestAlgorithm::LISTED.len(), 26);
}

#[test]
fn digest_sets_compare_only_what_they_share() {
    use DigestComparison::{Different, Equal, NotComparable};
    let (md5, other_md5) = ("d41d8cd98f00b204e9800998ecf8427e", "d41d8cd98f00b204e9800998ecf8427f");
    let sha = EMPTY_SHA256;
    let commit = "a".repeat(40);
    let one = |name: &str, text: &str| format!(r#"{{"{name}": "{text}"}}"#);
    let both = |md5: &str, sha: &str| format!(r#"{{"md5": "{md5}", "sha256": "{sha}"}}"#);
    let table = [
        (one("md5", md5), one("md5", md5), Equal),
        (one("md5", md5), one("md5", &md5.to_uppercase()), Equal),
        (one("md5", md5), one("md5", other_md5), Different),
        (one("md5", md5), one("sha256", sha), NotComparable),
        (both(md5, sha), one("sha256", sha), Equal),
        (both(md5, sha), both(other_md5, sha), Different),
        (both("zz", sha), both("zz", sha), Equal),
        (one("md5", "zz"), one("md5", "zz"), NotComparable),
        (one("md5", ""), one("md5", ""), NotComparable),
        (one("md5", sha), one("md5", sha), NotComparable),
        (one("x-sum", "00"), one("x-sum", "00"), NotComparable),
        (one("SHA256", sha), one("SHA256", sha), NotComparable),
        (one("gitCommit", &commit), one("gitCommit", &"b".repeat(64)), NotComparable),
        (one("gitCommit", &commit), one("gitCommit", &commit), Equal),
        ("{}".to_owned(), "{}".to_owned(), NotComparable),
        (r#"{"md5": 7}"#.to_owned(), r#"{"md5": 7}"#.to_owned(), NotComparable),
    ];
    for (left, right, expected) in table {
        let (a, b) = (digests(&left), digests(&right));
        assert_eq!(a.compare(&b), expected, "{left} {right}");
        assert_eq!(b.compare(&a), expected, "{right} {left}");
    }
    let set = digests(&both(md5, sha));
    assert_eq!(set.without_weak().compare(&digests(&both(other_md5, sha))), Equal);
}

#[test]
fn digest_sets_keep_what_they_do_not_know() {
    let json = format!(
        r#"{{"x-sum":"?","sha256":"{}","md5":"zz","sha1":[1.10],"gost":null}}"#,
        EMPTY_SHA256.to_uppercase()
    );
    let set = digests(&json);
    assert_eq!(write(&set), json);
    assert_eq!(serde_json::to_string(&set).unwrap(), json);
    assert_eq!(serde_json::from_str::<DigestSet>(&json).unwrap(), set);
    assert!(serde_json::from_str::<DigestSet>("[]").is_err());
    let found: Vec<_> = check(&set).into_iter().map(|f| (f.pointer.to_string(), f.code)).collect();
    let expected = [
        ("/sha1", "wrong-type"),
        ("/gost", "null-member"),
        ("/sha256", "digest-case"),
        ("/md5", "malformed-digest"),
    ];
    assert_eq!(found, expected.map(|(pointer, code)| (pointer.to_owned(), code)));
    assert_eq!(set.digests().count(), 1);
    let twice = digests(r#"{"md5": "zz", "md5": "d41d8cd98f00b204e9800998ecf8427e"}"#);
    assert_eq!(twice.get(&DigestAlgorithm::Md5), None);
    assert_eq!(twice.odd().iter().count(), 1);
}

#[test]
fn digest_patterns_say_what_the_reader_says() {
    for name in DigestAlgorithm::LISTED {
        let pattern = DigestAlgorithm::from(*name).pattern().expect(name);
        let judge = jsonschema::validator_for(&serde_json::json!({ "pattern": pattern })).unwrap();
        for size in [0, 2, 31, 32, 40, 41, 56, 64, 66, 96, 128, 130, 140] {
            for letter in ["0", "F", "g"] {
                let text = letter.repeat(size);
                let set = digests(&format!(r#"{{"{name}":"{text}"}}"#));
                let ours = check(&set).iter().all(|found| found.severity < Severity::Error);
                assert_eq!(judge.is_valid(&text.as_str().into()), ours, "{name} {text:?}");
                assert_eq!(set.digests().count() == 1, ours, "{name} {text:?}");
            }
        }
    }
    assert_eq!(DigestAlgorithm::from("unheard-of").pattern(), None);
}

#[test]
fn artifacts_keep_their_members() {
    let json = r#"{"filename":"a-1.0.tar.gz","url":"https://registry.example/a-1.0.tar.gz","size":12,"unpackedSize":40,"kind":"sdist","mediaType":"application/gzip","digests":{"md5":"d41d8cd98f00b204e9800998ecf8427e"},"publishTimes":[{"time":"2026-01-31T12:00:00Z","origin":"log"},{"time":"2026-02-01T12:00:00Z","origin":"hearsay"}],"odd":1.10}"#;
    let artifact: Artifact = parse(json).unwrap();
    assert_eq!(write(&artifact), json);
    assert!(check(&artifact).is_empty(), "{:?}", check(&artifact));
    assert_eq!(artifact.publish_times[0].origin, TimeOrigin::Log);
    assert!(!artifact.publish_times[1].origin.is_listed());
    let sizes: Artifact =
        parse(r#"{"size": -1, "publishTimes": [{"time": "2026-01-31T12:00:00Z"}]}"#).unwrap();
    assert_eq!((sizes.size, sizes.publish_times.len()), (None, 0));
    let codes: Vec<_> = check(&sizes).iter().map(|f| f.pointer.to_string()).collect();
    assert_eq!(codes, ["/publishTimes/0", "/size"]);
}

#[test]
fn texts_of_versions_need_their_ecosystem() {
    let json = r#"{"ecosystem":"npm","text":"^1.0"}"#;
    assert_eq!(write(&parse::<RequirementText>(json).unwrap()), json);
    assert_eq!(write(&parse::<VersionText>(json).unwrap()), json);
    for json in [r#"{"ecosystem":"npm"}"#, r#"{"text":"1"}"#, r#"{"ecosystem":null,"text":"1"}"#] {
        assert!(parse::<VersionText>(json).is_err(), "{json}");
        assert!(parse::<RequirementText>(json).is_err(), "{json}");
    }
    let odd: VersionText = parse(r#"{"ecosystem":"Maven:","text":""}"#).unwrap();
    assert_eq!(check(&odd)[0].code, "malformed-ecosystem");
}
