//! The simple repository API in HTML: the same records, findings and losses as in JSON.

use pkgschema::Finding;
use pkgschema::metadata::PackageMetadata;
use pkgschema_convert::detect::{DocumentKind, detect};
use pkgschema_convert::pypi::{SimpleHtml, SimpleJson};
use pkgschema_convert::readable::{RELEASES, Readable};
use pkgschema_convert::{Document, ToRecord};
use pkgschema_testkit::timing::assert_linear;
use proptest::prelude::*;
use std::time::Instant;

const A: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const B: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

/// The records of a page, after its view came back as it was.
#[track_caller]
fn read(text: &str) -> (Vec<PackageMetadata>, Vec<String>, Vec<Finding>) {
    let reading = Readable::find(RELEASES, "pypi-simple-html").unwrap().read(text).expect(text);
    let page = SimpleHtml::parse(text).unwrap();
    let written = page.render();
    let again = SimpleHtml::parse(&written.value).expect(&written.value);
    assert_eq!(again.view(), page.view(), "{}", written.value);
    assert_eq!(SimpleHtml::from_view(&page.view()).unwrap().view(), page.view());
    let losses = reading.losses.iter().map(|loss| format!("{} {}", loss.pointer, loss.kind));
    (reading.value, losses.collect(), reading.findings)
}

fn codes(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|one| format!("{} {}", one.code, one.pointer)).collect()
}

fn page(body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html><head><title>Links <a href='no'></title></head><body>{body}</body></html>"
    )
}

#[test]
fn a_page_and_its_json() {
    let text = format!(
        "<!DOCTYPE html>
<html>
  <head>
    <meta name=\"pypi:repository-version\" content=\"1.4\">
    <META NAME='pypi:project-status' CONTENT=deprecated>
    <meta name=\"pypi:project-status-reason\" content=\"use &quot;edge&quot;\">
    <meta name=\"viewport\" content=\"width\">
    <title>Links for margin</title>
  </head>
  <body>
    <h1>Links for margin</h1>
    <!-- <a href=\"no-1.zip\">no</a> -->
    <a href=\"https://files.example/margin-1.0.tar.gz#sha256={A}\" data-requires-python=\"&gt;=3.9\" data-yanked>margin-1.0.tar.gz</a><br />
    <a href='https://files.example/margin-1.0-py3-none-any.whl#sha256={B}' data-requires-python='&gt;=3.9' data-yanked='too
 wide' data-core-metadata='sha256={A}' data-dist-info-metadata='sha256={A}' data-provenance='https://files.example/p' data-gpg-sig=true>
      margin-1.0-py3-none-any.whl
    </a><br/>
    <A HREF=https://files.example/margin-2.0.zip data-gpg-sig=false rel=internal>margin-2.0.zip</A>
  </body>
</html>"
    );
    assert_eq!(detect(&text), Some(DocumentKind::SimpleHtml));
    let (releases, losses, findings) = read(&text);
    assert_eq!(codes(&findings), ["no-digest /anchors/2/href", "legacy-extension /anchors/2/href"]);
    let json = format!(
        r#"{{"meta": {{"api-version": "1.4"}}, "project-status": {{"status": "deprecated", "reason": "use \"edge\""}}, "files": [
        {{"filename": "margin-1.0.tar.gz", "url": "https://files.example/margin-1.0.tar.gz", "hashes": {{"sha256": "{A}"}},
          "requires-python": ">=3.9", "yanked": true}},
        {{"filename": "margin-1.0-py3-none-any.whl", "url": "https://files.example/margin-1.0-py3-none-any.whl", "hashes": {{"sha256": "{B}"}},
          "requires-python": ">=3.9", "yanked": "too\n wide", "core-metadata": {{"sha256": "{A}"}}, "dist-info-metadata": {{"sha256": "{A}"}},
          "gpg-sig": true, "provenance": "https://files.example/p"}},
        {{"filename": "margin-2.0.zip", "url": "https://files.example/margin-2.0.zip", "hashes": {{}}, "gpg-sig": false}}]}}"#
    );
    let json = SimpleJson::parse(&json).unwrap();
    let same = SimpleHtml::parse(&text).unwrap().to_simple_json(None);
    assert_eq!(same.value, json);
    assert_eq!(releases, json.to_record().value);
    assert_eq!(
        losses,
        [
            "/anchors/2/rel dropped",
            "/anchors/1/data-core-metadata dropped",
            "/anchors/1/data-dist-info-metadata dropped",
            "/anchors/2/data-gpg-sig dropped",
            "/meta/1 dropped",
            "/meta dropped",
        ]
    );
}

#[test]
fn addresses_are_the_callers() {
    let text =
        page("<a href='../../f/margin-1.0.zip#md5=x'>m</a><a href=//cdn.example/margin-2.zip>");
    let read = SimpleHtml::parse(&text).unwrap();
    let url = |address| {
        let project = read.to_simple_json(address).value;
        let urls = project.files.iter().map(|it| it.url.clone().unwrap().as_str().to_owned());
        (urls.collect::<Vec<_>>(), project.name.map(|it| it.as_str().to_owned()))
    };
    let relative =
        vec!["../../f/margin-1.0.zip".to_owned(), "//cdn.example/margin-2.zip".to_owned()];
    assert_eq!(url(None), (relative, None));
    let (urls, name) = url(Some("https://registry.example/simple/margin/"));
    assert_eq!(
        urls,
        ["https://registry.example/f/margin-1.0.zip", "https://cdn.example/margin-2.zip"]
    );
    assert_eq!(name.as_deref(), Some("margin"));
    let (_, name) = url(Some("https://registry.example/simple/margin/index.html?x=/y/"));
    assert_eq!(name.as_deref(), Some("margin"));
    let based = "<html><base href='/files/x'><base href='/no/'><a href='margin-1.zip'>m</a>";
    let based = SimpleHtml::parse(based).unwrap();
    let project = based.to_simple_json(Some("https://registry.example/simple/margin/"));
    assert_eq!(
        project.value.files[0].url.as_deref(),
        Some("https://registry.example/files/margin-1.zip")
    );
    assert_eq!(based.to_simple_json(None).losses[0].pointer.as_str(), "/base");
    let long =
        format!("<base href='https://files.example/{}/'><a href=margin-1.zip>", "x".repeat(300));
    let project =
        SimpleHtml::parse(&long).unwrap().to_simple_json(Some("https://registry.example/"));
    assert_eq!(
        (project.value.files[0].url.as_deref(), project.losses.len()),
        (Some("margin-1.zip"), 1)
    );
}

#[test]
fn what_is_odd() {
    let cases = [
        ("<a href='margin-1.zip#sha256=x'>margin-1.zip</a>", "malformed-digest /anchors/0/href"),
        ("<a href='margin-1.zip'>edge-1.zip</a>", "name-mismatch /anchors/0/text"),
        ("<a href='x%2Fmargin-1.zip'></a>", "path-in-name /anchors/0/href"),
        ("<a href='margin-1%00.zip'></a>", "hidden-character /anchors/0/href"),
        ("<a href='../'>up</a>", "odd-file-name /anchors/0/href"),
        (
            "<a href='margin-1.zip'></a><a href='b/margin-1.zip'></a>",
            "duplicate-file /anchors/1/href",
        ),
        (
            "<a href='margin-1.zip' data-yanked='' data-yanked='x'>",
            "duplicate-member /anchors/0/data-yanked",
        ),
        (
            "<a href='margin-1.zip' data-core-metadata=true data-dist-info-metadata='md5=00'>",
            "metadata-mismatch /anchors/0/data-dist-info-metadata",
        ),
        ("<a href='margin-1.zip'>margin-1.zip</a><a href='", "unfinished the root"),
        ("<a href='margin-1.zip'>margin-1.zip</a><!-- ", "unfinished the root"),
        (
            "<meta name='pypi:repository-version' content='2.0'><a href=margin-1.zip>",
            "unknown-api-version /meta/0",
        ),
    ];
    for (body, expected) in cases {
        let found = codes(&read(&page(body)).2);
        assert!(found.iter().any(|it| it == expected), "{body}: {found:?}");
    }
    let (releases, losses, _) = read(&page(
        "<a name=top>x</a><a href='margin-1.zip#egg=margin' data-gpg-sig=maybe data-core-metadata=no>margin-1.zip</a>",
    ));
    assert_eq!(releases.len(), 1);
    for place in
        ["/anchors/0 dropped", "/anchors/1/href changed", "/anchors/1/data-gpg-sig dropped"]
    {
        assert!(losses.iter().any(|it| it == place), "{place}: {losses:?}");
    }
}

#[test]
fn what_is_no_page() {
    for text in [
        "",
        "<html></html>",
        "plain",
        "{}",
        "<!-- <a href=x-1.zip> -->",
        "<script><a href=x-1.zip></script>",
    ] {
        assert!(SimpleHtml::parse(text).is_err(), "{text}");
        assert_ne!(detect(text), Some(DocumentKind::SimpleHtml), "{text}");
    }
    for text in [
        "<html><a href='/about'>About</a></html>",
        "<a href='a-1.zip'>a</a>",
        "<!doctype htm><a href=a-1.zip>",
    ] {
        assert_ne!(detect(text), Some(DocumentKind::SimpleHtml), "{text}");
    }
    let empty = "<!doctype html><meta name=pypi:repository-version content=1.0>";
    assert_eq!(detect(empty), Some(DocumentKind::SimpleHtml));
    assert!(read(empty).0.is_empty());
}

/// Ten times the page takes not much more than ten times as long, whatever is left open in it.
#[test]
fn hostile_pages() {
    let time = |piece: &str, count: usize| {
        let text = format!("<html><a href=a-1.zip>{}", piece.repeat(count));
        let start = Instant::now();
        let page = SimpleHtml::parse(&text).unwrap();
        let _ = (page.to_record(), page.check(), detect(&text));
        start.elapsed()
    };
    let pieces = [
        "<a href='a-1.zip' data-yanked>a-1.zip</a>\n",
        "<a ",
        "<a href='",
        "<!--",
        "<!-- --",
        "<!-",
        "</",
        "<script>",
        "<",
        "&",
        "&#",
        "a='",
        "<a x=1 x=2 y>",
        "<base href=https://files.example/x/><a href=../a-1.zip>",
        "<a href=a-1.zip#sha256=0&sha256=1&>",
    ];
    for piece in pieces {
        assert_linear(piece, 1_000, |count| time(piece, count));
    }
    let long = format!("<a href='a-1.zip' {}='{}'>x</a>", "y".repeat(1 << 20), "z".repeat(1 << 20));
    assert_eq!(SimpleHtml::parse(&long).unwrap().anchors.len(), 1);
    let many = format!(
        "<a href=a-1.zip {}>",
        (0..100_000).map(|at| format!("x{at} ")).collect::<String>()
    );
    assert_eq!(SimpleHtml::parse(&many).unwrap().anchors[0].rest.iter().count(), 100_000);
}

proptest! {
    #[test]
    fn any_page_comes_back(parts in prop::collection::vec(
        prop::sample::select(vec![
            "<a href='a-1.zip'>", "<a ", "href=", "'", "\"", ">", "</a>", "<!--", "-->", "<script>", "</script>",
            "&lt;", "&amp", "&#62;", "data-yanked", "=", " ", "\r\n", "x", "text=y", "<meta name=pypi:x content=y>", "<base href=b>",
            "#sha256=0", "\0", "é", "\u{b}",
        ]),
        0..24,
    )) {
        let text = format!("<a href=a-1.zip>{}", parts.concat());
        read(&text);
    }
}
