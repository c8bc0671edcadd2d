//! Cargo's publish request: its JSON and its framing.

use pkgschema::ParseErrorKind;
use pkgschema_convert::cargo::publish::{join, split};
use pkgschema_convert::cargo::{CargoPublish, IndexLine};
use pkgschema_convert::detect::{DocumentKind, detect};
use pkgschema_convert::format::Format;
use pkgschema_convert::{Document, FromRecord, ToRecord};
use pkgschema_testkit::json::{Json, diff};

const COMPLETE: &str = include_str!("fixtures/cargo/cargo-publish/complete.json");

/// Reads a request and holds both round trips to its own text.
#[track_caller]
fn keeps(text: &str) {
    let format = Format::find("cargo-publish").unwrap();
    let through = format.write(&format.read(text).expect(text).record);
    for written in [format.rewrite(text).expect(text), through] {
        let views = (Json::parse(text).unwrap(), Json::parse(&written.value).unwrap());
        assert_eq!(diff(&views.0, &views.1), vec![], "{text}: {}", written.value);
        assert_eq!(written.losses, vec![], "{text}");
    }
}

#[test]
fn complete() {
    keeps(COMPLETE);
    assert_eq!(detect(COMPLETE), Some(DocumentKind::CargoPublish));
    assert_eq!(Format::find("cargo-publish").unwrap().document(), "Cargo publish payload");
    let payload = CargoPublish::parse(COMPLETE).unwrap();
    assert_eq!(payload.check(), vec![]);
    let record = payload.to_record().value;
    assert_eq!(record.summary.as_deref(), Some("Indents every line of a text by a margin"));
    let readme = record.description.as_ref().unwrap();
    assert_eq!(
        (readme.text.as_deref(), readme.file.as_deref()),
        (Some("# left-margin\n"), Some("README.md"))
    );
    assert_eq!(record.authors[0].email.as_deref(), Some("ada@left-margin.example"));
    let ruler = &record.dependencies[2];
    assert_eq!((ruler.name.as_str(), ruler.alias.as_deref()), ("ruler-ng", Some("ruler")));
    let back = CargoPublish::from_record(&record);
    assert_eq!((back.value, back.losses), (payload, vec![]));
}

/// The registry makes a line of its index of the request.
#[test]
fn to_an_index_line() {
    let record = CargoPublish::parse(COMPLETE).unwrap().to_record().value;
    let line = IndexLine::from_record(&record).value;
    let ruler = &line.deps[1];
    assert_eq!(ruler.name.as_deref(), Some("ruler"));
    assert_eq!(ruler.package.get().unwrap(), "ruler-ng");
    assert_eq!(line.v.get(), Some(&2));
    assert!(line.yanked.get().is_none(), "a request does not say it");
}

#[test]
fn odd_requests() {
    keeps(r#"{"name":"a","vers":"1.0.0","deps":[],"features":{}}"#);
    keeps(r#"{"name":null,"vers":7,"deps":[7,{"name":"b"},{"version_req":"1"}],"authors":"me"}"#);
    keeps(r#"{"vers":"1.0.0","license":"MIT/Apache-2.0","keywords":[],"badges":7,"x":null}"#);
    keeps(r#"{"vers":"1.0.0","license_file":"L","readme":"r","categories":null,"constructor":1}"#);
    let payload = CargoPublish::parse(
        r#"{"name":"../a","vers":"one","deps":[{"name":"b","version_req":"?"}]}"#,
    );
    let codes: Vec<_> = payload.unwrap().check().iter().map(|it| it.code).collect();
    assert_eq!(codes, ["path-in-name", "malformed-version", "malformed-requirement"]);
    assert!(CargoPublish::parse(r#"{"name":"a"}"#).is_err());
}

#[test]
fn bodies() {
    let body = join(COMPLETE, b"\x1f\x8b").unwrap();
    let parts = split(&body).unwrap();
    assert_eq!((parts.json, parts.crate_file), (COMPLETE, b"\x1f\x8b".as_slice()));
    for end in 0..body.len() {
        let error = split(&body[..end]).unwrap_err();
        assert!(error.kind() == ParseErrorKind::Syntax && error.offset() <= Some(end + 4), "{end}");
    }
    let longer = [body.as_slice(), b"x"].concat();
    assert_eq!(split(&longer).unwrap_err().offset(), Some(body.len()));
    assert!(split(&[0xff; 8]).is_err(), "a length of 4 GiB");
    let error = split(b"\x02\0\0\0\xff\xff\0\0\0\0").unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ParseErrorKind::Encoding, Some(4)));
    assert_eq!(split(&[0; 8]).unwrap().json, "");
}
