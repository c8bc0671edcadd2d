//! Signals of the registries that are only read: what is odd in their documents is a loss at its
//! place, and nothing in them makes a notice reach further than they say.

use pkgschema_convert::LossKind;
use pkgschema_convert::signals::SignalDocument;
use std::time::{Duration, Instant};

/// No signal, and one loss, at that place.
#[track_caller]
fn dropped(document: &str, text: &str, place: &str) {
    check(document, text, &[], &[(place, Dropped)]);
}

/// A signal in one line: kind, place and subject, and in what range.
fn signals(document: &str, text: &str) -> Vec<String> {
    let document = SignalDocument::find(document).unwrap();
    let read = document.read(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let line = |it: &pkgschema_convert::signal::Signal| {
        let range =
            it.version_range.as_ref().map_or(String::new(), |it| format!(" {}", it.as_str()));
        format!("{} {} {}{range}", it.kind.name, it.pointer, it.purl.as_str())
    };
    read.value.iter().map(line).collect()
}

/// The places of losses with their kinds.
fn losses(document: &str, text: &str) -> Vec<(String, LossKind)> {
    let read = SignalDocument::find(document).unwrap().read(text).unwrap();
    read.losses.iter().map(|loss| (loss.pointer.to_string(), loss.kind)).collect()
}

#[track_caller]
fn check(document: &str, text: &str, expected: &[&str], lost: &[(&str, LossKind)]) {
    assert_eq!(signals(document, text), expected, "{text}");
    let lost: Vec<_> = lost.iter().map(|(place, kind)| ((*place).to_owned(), *kind)).collect();
    assert_eq!(losses(document, text), lost, "{text}");
}

use LossKind::{Changed, Dropped, Normalized};

/// A version without a name would make the whole package deprecated, yanked or deleted.
#[test]
fn a_version_without_a_name_is_no_package() {
    dropped("gem-details", r#"{"name": "a", "yanked": true}"#, "/yanked");
    dropped("gem-details", r#"{"name": "a", "version": "", "yanked": true}"#, "/yanked");
    dropped("gem-versions", "---\na 1.0.0,- 00\n", "/1");
    dropped("gem-versions", "---\na --java 00\n", "/1");
    dropped("gem-versions", "---\na -1.0- 00\n", "/1");
    dropped("nuget-catalog-leaf", r#"{"id": "a", "version": "", "listed": false}"#, "/listed");
    let deleted = r#"{"id": "a", "version": "", "@type": "PackageDelete"}"#;
    dropped("nuget-catalog-leaf", deleted, "/@type");
    let retired = r#"{"version": "", "retirement": {}, "url": "https://h.example/packages/a"}"#;
    dropped("hex-release", retired, "/retirement");
    dropped("hex-package", r#"{"name": "a", "retirements": {"": {}}}"#, "/retirements/");
    let retracted = r#"{"name": "a", "versions": [{"retracted": true}]}"#;
    dropped("pub-package", retracted, "/versions/0/retracted");
    let abandoned = r#"{"packages": {"a/b": [{"version": "1"}, {"abandoned": true}]}}"#;
    dropped("composer-packages", abandoned, "/packages/a~1b/1/abandoned");
}

/// An empty part of a name is left out of a purl, which would be another package's.
#[test]
fn a_name_that_no_purl_has_is_a_loss() {
    dropped("go-mod", "module \"example.org//margin\" // Deprecated: no\n", "/0");
    dropped("go-mod", "module \"example.org/a\\x\" // Deprecated: no\nretract v1.0.0\n", "/1");
    let named = |name: &str| format!(r#"{{"package": {{"name": "{name}", "abandoned": true}}}}"#);
    for name in ["", "margin", "a//b", "/b", "a/"] {
        dropped("packagist-package", &named(name), "/package/abandoned");
    }
    dropped("packagist-package", r#"{"package": {"abandoned": true}}"#, "/package/abandoned");
    dropped("pub-package", r#"{"name": "", "isDiscontinued": true}"#, "/isDiscontinued");
    for url in [
        "https://h.example/api/margin",
        "https://h.example/packages/",
        "https://h.example/packages/a%20b",
        "https://h.example/repos/a/b/packages/c",
        "https://h.example/repos//packages/c",
    ] {
        let release = format!(r#"{{"version": "1.0.0", "retirement": {{}}, "url": "{url}"}}"#);
        dropped("hex-release", &release, "/retirement");
    }
    let private = r#"{"name": "a", "repository": 7, "retirements": {"1.0.0": {}}}"#;
    let lost = [("/repository", Dropped), ("/retirements/1.0.0", Dropped)];
    check("hex-package", private, &[], &lost);
}

#[test]
fn what_is_of_the_wrong_kind_is_told() {
    let odd = r#"{"name": "a", "isDiscontinued": "yes", "versions": [{"version": "1", "retracted": 1},
        null, 7], "latest": null}"#;
    let lost = [
        ("/isDiscontinued", Dropped),
        ("/latest", Normalized),
        ("/versions/1", Normalized),
        ("/versions/2", Dropped),
        ("/versions/0/retracted", Dropped),
    ];
    check("pub-package", odd, &[], &lost);
    let odd = r#"{"items": [{"items": [{"catalogEntry": "https://n.example/1"}, {"catalogEntry":
        {"id": "A", "version": "1.0", "listed": "no", "deprecation": []}}]}, 1]}"#;
    let lost = [
        ("/items/1", Dropped),
        ("/items/0/items/0/catalogEntry", Dropped),
        ("/items/0/items/1/catalogEntry/listed", Dropped),
        ("/items/0/items/1/catalogEntry/deprecation", Dropped),
    ];
    check("nuget-registration", odd, &[], &lost);
    let odd = r#"{"packages": {"a/b": [{"version": "1", "abandoned": 1}], "c/d": 1}}"#;
    let lost = [("/packages/c~1d", Dropped), ("/packages/a~1b/0/abandoned", Dropped)];
    check("composer-packages", odd, &[], &lost);
    let odd = r#"{"version": "1.0.0", "retirement": "security"}"#;
    check("hex-release", odd, &[], &[("/retirement", Dropped)]);
    check("gem-details", r#"{"name": "a", "yanked": "true"}"#, &[], &[("/yanked", Dropped)]);
    let odd = r#"{"name": "a", "version": "1", "platform": 1, "yanked": true}"#;
    check("gem-details", odd, &[], &[("/platform", Dropped), ("/yanked", Dropped)]);
}

/// An odd member beside it does not hide a signal.
#[test]
fn a_signal_stands_beside_what_is_odd() {
    let release = r#"{"version": "1.0.0", "url": "https://h.example/api/packages/a/releases/1.0.0",
        "retirement": {"reason": 7, "message": []}, "checksum": "00"}"#;
    let lost = [("/retirement/reason", Dropped), ("/retirement/message", Dropped)];
    check("hex-release", release, &["hex-release-retired /retirement pkg:hex/a@1.0.0"], &lost);
    let leaf = r#"{"id": "A", "version": "1.0", "deprecation": {"reasons": [null, "Legacy"],
        "alternatePackage": {"id": "", "range": "*"}}}"#;
    let lost =
        [("/deprecation/alternatePackage/id", Dropped), ("/deprecation/reasons/0", Normalized)];
    check(
        "nuget-catalog-leaf",
        leaf,
        &["nuget-catalog-deprecated /deprecation pkg:nuget/A@1.0"],
        &lost,
    );
    let leaf = r#"{"id": "A", "version": "1.0", "deprecation": {"reasons": [],
        "alternatePackage": {"id": "B", "range": "1.*"}}}"#;
    let lost = [("/deprecation/alternatePackage/range", Dropped)];
    check(
        "nuget-catalog-leaf",
        leaf,
        &["nuget-catalog-deprecated /deprecation pkg:nuget/A@1.0"],
        &lost,
    );
}

#[test]
fn nuget_is_unlisted_if_anything_says_so() {
    let leaf = |members: &str| format!(r#"{{"id": "A", "version": "1.0", {members}}}"#);
    let unlisted = |place: &str| format!("nuget-catalog-unlisted {place} pkg:nuget/A@1.0");
    let in_1900 = r#""published": "1900-01-01T00:00:00Z""#;
    let check = |members: &str, place: Option<&str>, lost: &[(&str, LossKind)]| {
        let expected: Vec<String> = place.map(unlisted).into_iter().collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check("nuget-catalog-leaf", &leaf(members), &expected, lost);
    };
    check(r#""listed": true"#, None, &[]);
    check(r#""listed": null, "published": null"#, None, &[]);
    check(r#""published": "1999-01-01T00:00:00Z""#, None, &[]);
    check(in_1900, Some("/published"), &[]);
    check(&format!(r#""listed": false, {in_1900}"#), Some("/listed"), &[]);
    let both = format!(r#""listed": true, {in_1900}"#);
    check(&both, Some("/published"), &[("/listed", Changed)]);
    let deleted = |published: &str| {
        format!(
            r#"{{"@type": "PackageDelete", "id": "a", "version": "1.0", "published": {published}}}"#
        )
    };
    let lost = |published: &str| losses("nuget-catalog-leaf", &deleted(published));
    assert_eq!(lost(r#""2026-03-01T08:00:00Z""#), []);
    for published in [r#""yesterday""#, r#""1900-01-01T00:00:00Z""#, "7"] {
        assert_eq!(lost(published), [("/published".to_owned(), Dropped)], "{published}");
        let expected = ["nuget-catalog-deleted /@type pkg:nuget/a@1.0"];
        assert_eq!(signals("nuget-catalog-leaf", &deleted(published)), expected);
    }
    let elsewhere = r#"{"items": [{"@id": "https://n.example/page/1"}]}"#;
    assert_eq!(losses("nuget-registration", elsewhere), [("/items/0".to_owned(), Dropped)]);
}

#[test]
fn a_gem_that_is_listed_again_is_back() {
    let text = "created_at: x\na -0.0.1 00\n---\r\na 1.0.0,2.0.0 00\r\na -1.0.0,-2.0.0 01\n\na 1.0.0 02\nb 1\n";
    let expected = ["gem-versions-yanked /4 pkg:gem/a@2.0.0"];
    check("gem-versions", text, &expected, &[("/7", Dropped)]);
    // A platform's gem is another one.
    let text = "---\na -1.0.0-x86-mingw32,1.0.0 00\n- -1 00\n";
    let expected = [
        "gem-versions-yanked /1 pkg:gem/a@1.0.0?platform=x86-mingw32",
        "gem-versions-yanked /2 pkg:gem/-@1",
    ];
    check("gem-versions", text, &expected, &[]);
    assert!(SignalDocument::find("gem-versions").unwrap().read("a -1.0.0 00\n").is_err());
}

#[test]
fn minified_versions_have_what_those_before_had() {
    let document = |minified: &str, versions: &str| {
        format!(r#"{{{minified} "packages": {{"a/b": {versions}}}}}"#)
    };
    let known = r#""minified": "composer/2.0","#;
    let whole = "composer-abandoned /packages/a~1b/0/abandoned pkg:composer/a/b";
    let version = |index: usize, version: &str| {
        let place = format!("/packages/a~1b/{index}/abandoned");
        format!("composer-version-abandoned {place} pkg:composer/a/b@{version}")
    };
    let versions = r#"[{"version": "2", "abandoned": true}, {"version": "1"}]"#;
    check("composer-packages", &document(known, versions), &[whole], &[]);
    check("composer-packages", &document("", versions), &[&version(0, "2")], &[]);
    let unknown = document(r#""minified": "composer/3.0","#, versions);
    check("composer-packages", &unknown, &[&version(0, "2")], &[("/minified", Changed)]);
    let versions = r#"[{"version": "3", "abandoned": "c/d"}, {"version": "2", "abandoned": "__unset"},
        {"version": "1"}]"#;
    check("composer-packages", &document(known, versions), &[&version(0, "3")], &[]);
    for not in ["false", "\"\""] {
        let versions = format!(r#"[{{"version": "1", "abandoned": {not}}}]"#);
        check("composer-packages", &document(known, &versions), &[], &[]);
    }
    let named = r#"{"v1": {"version": "1", "abandoned": true}}"#;
    let place = "composer-abandoned /packages/a~1b/v1/abandoned pkg:composer/a/b";
    check("composer-packages", &document("", named), &[place], &[]);
    check("composer-packages", &document("", "[]"), &[], &[]);
}

#[test]
fn comments_belong_to_the_directive_they_stand_at() {
    let message = |text: &str| {
        let read = SignalDocument::find("go-mod").unwrap().read(text).unwrap();
        let told = read.value.into_iter().map(|it| it.message.map(|it| it.to_string()));
        told.collect::<Vec<_>>()
    };
    let told = |text: &str| message(&format!("module a.example/b\n{text}"));
    let some = |text: &str| vec![Some(text.to_owned())];
    assert_eq!(told("// one\n// two\nretract v1.0.0 // three"), some("one\ntwo\nthree"));
    assert_eq!(told("// not this\n\nretract v1.0.0"), [None]);
    assert_eq!(told("// not this\nrequire a.example/c v1.0.0\nretract v1.0.0"), [None]);
    assert_eq!(told("// block\nretract (\nv1.0.0\n// own\nv1.0.1\n)\nretract v1.0.2").len(), 3);
    let block =
        told("// block\nretract ( // not this\nv1.0.0\n// own\n\nv1.0.1\n)\nretract v1.0.2");
    assert_eq!(block, [Some("block".to_owned()), Some("own".to_owned()), None]);
    assert_eq!(told("retract (\n// not this\n)\nretract v1.0.0"), [None]);
    assert_eq!(message("// Deprecated: a\n//\n// b\nmodule a.example/b"), some("a"));
    assert_eq!(message("module a.example/b // Deprecated: a"), some("a"));
    assert_eq!(message("// Deprecated:\nmodule a.example/b"), [None]);
    assert_eq!(message("// It is not Deprecated: a\nmodule a.example/b").len(), 0);
    assert_eq!(message("// deprecated: a\nmodule a.example/b").len(), 0);
    assert_eq!(message("// Deprecated: a\n\nmodule a.example/b").len(), 0);
    assert_eq!(message("module (\n// Deprecated: a\na.example/b\n)"), some("a"));
}

#[test]
fn retracted_versions_are_single_or_an_interval() {
    let retract = |words: &str, expected: &str| {
        let text = format!("module a.example/b\nretract {words}\n");
        let expected = format!("golang-retracted /1 pkg:golang/a.example/b{expected}");
        check("go-mod", &text, &[&expected], &[]);
    };
    retract("v1.0.0", "@v1.0.0");
    retract("\"v1.0.0\"", "@v1.0.0");
    retract("[v1.0.0,v1.0.0]", "@v1.0.0");
    retract(
        "[ v1.0.0 , v2.0.0-rc.1+incompatible ]//x",
        " vers:golang/>=v1.0.0|<=v2.0.0-rc.1+incompatible",
    );
    for words in
        ["", "1.0.0", "v", "latest", "v1.0.0 v1.0.1", "[v1.0.0]", "[v1.0.0, v1.1.0", "[v1.0.0, x]"]
    {
        let text = format!("module a.example/b\nretract {words}\n");
        check("go-mod", &text, &[], &[("/1", Dropped)]);
    }
    assert!(SignalDocument::find("go-mod").unwrap().read("retract v1.0.0\n").is_err());
    let long = format!("module a.example/b\nretract v1.0.0 // {}\n", "x".repeat(2000));
    let expected = ["golang-retracted /1 pkg:golang/a.example/b@v1.0.0"];
    check("go-mod", &long, &expected, &[("/1", Dropped)]);
}

#[test]
fn the_latest_version_counts_once() {
    let package = |latest: &str| {
        format!(
            r#"{{"name": "a", "latest": {{"version": "{latest}", "retracted": true}},
            "versions": [{{"version": "1.0.0", "retracted": true}}], "replacedBy": "b"}}"#
        )
    };
    let listed = "pub-retracted /versions/0/retracted pkg:pub/a@1.0.0";
    let lost = [("/replacedBy", Dropped)];
    check("pub-package", &package("1.0.0"), &[listed], &lost);
    let latest = "pub-retracted /latest/retracted pkg:pub/a@1.1.0";
    // What one of two places says is said.
    let apart = r#"{"name": "a", "latest": {"version": "1.0.0", "retracted": true},
        "versions": [{"version": "1.0.0"}]}"#;
    check("pub-package", apart, &["pub-retracted /latest/retracted pkg:pub/a@1.0.0"], &[]);
    let nameless = r#"{"name": "a", "latest": {"retracted": true}, "versions": [{}]}"#;
    dropped("pub-package", nameless, "/latest/retracted");
    check("pub-package", &package("1.1.0"), &[listed, latest], &lost);
}

/// A second is many times what half a megabyte takes where the work is linear.
#[test]
fn long_documents_are_read_in_linear_time() {
    let gems = format!("---\n{}", "a -1.0.0,1.0.0,-1.0.1 00\n".repeat(20_000));
    let block = format!("module a.example/b\n// {}\nretract (\n", "x".repeat(100_000));
    let block = block + &"v1.0.0\n".repeat(50_000) + ")\n";
    let comments = "// a\n".repeat(100_000) + "module a.example/b\n";
    let brackets = format!("module a.example/b\nretract {}\n", "[".repeat(400_000));
    let slashes = format!("module a.example/b\nretract {}\n", "a ".repeat(200_000));
    for (document, text) in [
        ("gem-versions", gems),
        ("go-mod", block),
        ("go-mod", comments),
        ("go-mod", brackets),
        ("go-mod", slashes),
    ] {
        let begin = Instant::now();
        let read = SignalDocument::find(document).unwrap().read(&text).unwrap();
        let took = begin.elapsed();
        assert!(took < Duration::from_secs(20), "{document}: {took:?}, {}", read.value.len());
    }
}
