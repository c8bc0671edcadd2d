//! Names of files in a Maven repository, their paths, and the files beside them.

use pkgschema::ParseErrorKind;
use pkgschema::identity::{ArtifactKind, DigestAlgorithm};
use pkgschema_convert::maven::{
    FileName, RepositoryPath, SideFile, SideKind, side_of, signature_of,
};

const MD5: &str = "d41d8cd98f00b204e9800998ecf8427e";
const SHA1: &str = "da39a3ee5e6b4b0d3255bfef95601890afd80709";

#[track_caller]
fn told(text: &str, version: &str, classifier: Option<&str>, extension: &str) -> FileName {
    let name = FileName::parse_for(text, "a-b", version).expect(text);
    assert_eq!((name.classifier(), name.extension()), (classifier, extension), "{text}");
    assert_eq!((name.artifact(), name.version()), ("a-b", version), "{text}");
    assert_eq!(name.to_string(), text);
    let again = FileName::new("a-b", name.file_version(), name.classifier(), extension).unwrap();
    assert_eq!(again, name, "{text}");
    name
}

#[test]
fn names_by_their_coordinates() {
    told("a-b-1.0.jar", "1.0", None, "jar");
    told("a-b-1.0.tar.gz", "1.0", None, "tar.gz");
    told("a-b-1.0-bin.tar.gz", "1.0", Some("bin"), "tar.gz");
    told("a-b-1.0-jdk1.5.jar", "1.0", Some("jdk1.5"), "jar");
    told("a-b-1.0-linux-x86_64.exe", "1.0", Some("linux-x86_64"), "exe");
    told("a-b-1.0-sources.jar.asc", "1.0", Some("sources"), "jar.asc");
    told("a-b-1.0-bin.tar.gz.asc.sha512", "1.0", Some("bin"), "tar.gz.asc.sha512");
    told("a-b-1.0-rc-1.pom", "1.0-rc-1", None, "pom");
    // the version decides where the classifier begins
    told("a-b-1.0-rc-1.pom", "1.0-rc", Some("1"), "pom");
    told("a-b-1.0-rc-1.pom", "1.0", Some("rc-1"), "pom");
    let build = told("a-b-1.0-20260131.120000-12-tests.jar", "1.0-SNAPSHOT", Some("tests"), "jar");
    assert_eq!(build.build().unwrap().number, 12);
    assert_eq!(build.file_version(), "1.0-20260131.120000-12");
    assert_eq!(told("a-b-1.0-SNAPSHOT.jar", "1.0-SNAPSHOT", None, "jar").build(), None);
}

#[test]
fn kinds() {
    let kind = |rest: &str| FileName::parse_for(&format!("a-1{rest}"), "a", "1").unwrap().kind();
    assert_eq!(kind(".jar"), Some(ArtifactKind::Jar));
    assert_eq!(kind(".pom"), Some(ArtifactKind::Pom));
    assert_eq!(kind("-javadoc.jar"), Some(ArtifactKind::Javadoc));
    assert_eq!(kind(".pom.asc"), Some(ArtifactKind::Signature));
    assert_eq!(kind(".module"), Some(ArtifactKind::Module));
    assert_eq!(kind(".jar.sha1"), None);
    assert_eq!(kind("-features.xml"), None);
}

#[test]
fn what_is_no_name() {
    for text in [
        "a-1",
        "a-1.",
        "a-1-.jar",
        "a-1-x",
        "b-1.jar",
        "a-10.jar",
        "a-1-../x.jar",
        "a-1.0.jar/..",
        "a-1.j\u{202e}ar",
        "a-1-${x}.jar",
        "",
    ] {
        let name = FileName::parse_for(text, "a", "1");
        // `0.jar` is an extension, if an odd one
        assert!(name.is_err() || text == "a-1.0.jar", "{text}: {name:?}");
    }
    for part in ["", ".", "..", "a/b", "a\\b", "${a}", "a\nb", "a b", "C:"] {
        assert!(FileName::new(part, "1", None, "jar").is_err(), "{part}");
        assert!(FileName::new("a", part, None, "jar").is_err(), "{part}");
        assert!(FileName::new("a", "1", None, part).is_err(), "{part}");
        assert_eq!(FileName::new("a", "1", Some(part), "jar").is_ok(), part.is_empty(), "{part}");
    }
    let long = "a".repeat(2000);
    let error = FileName::parse_for(&long, "a", "1").unwrap_err();
    assert_eq!(error.kind(), ParseErrorKind::TooLong);
    assert!(FileName::new(&long, "1", None, "jar").is_err());
}

#[test]
fn paths() {
    let text = "org/example/a-b/1.0-SNAPSHOT/a-b-1.0-20260131.120000-1.pom";
    let path = RepositoryPath::parse(text).unwrap();
    assert_eq!((path.group(), path.file().version()), ("org.example", "1.0-SNAPSHOT"));
    assert_eq!(path.to_string(), text);
    assert_eq!(path.folder(), "org/example/a-b/1.0-SNAPSHOT");
    let made = FileName::new("a-b", "1.0-20260131.120000-1", None, "pom").unwrap();
    assert_eq!(RepositoryPath::new("org.example", made).unwrap(), path);
    for odd in [
        "a/1/a-1.jar",
        "/g/a/1/a-1.jar",
        "../a/1/a-1.jar",
        "g//a/1/a-1.jar",
        "g/a/../a-...jar",
        "g.h/a/1/a-1.jar",
        "g/${a}/1/${a}-1.jar",
        "g\\h/a/1/a-1.jar",
    ] {
        assert!(RepositoryPath::parse(odd).is_err(), "{odd}");
    }
    for group in ["", "a..b", ".a", "a.", "a/b", "${g}"] {
        let file = FileName::new("a", "1", None, "jar").unwrap();
        assert!(RepositoryPath::new(group, file).is_err(), "{group}");
    }
}

#[test]
fn digests_as_they_are_found() {
    let upper = SHA1.to_ascii_uppercase();
    let grouped = "DA39 A3EE 5E6B 4B0D 3255\n          BFEF 9560 1890 AFD8 0709";
    for (text, file) in [
        (SHA1.to_owned(), None),
        (format!("\u{feff}{upper}\r\n\n"), None),
        (format!("\n {SHA1}\0"), None),
        (format!("{SHA1}  a-1.jar\n"), Some("a-1.jar")),
        (format!("{SHA1} *target/a=1.jar"), Some("target/a=1.jar")),
        (format!("SHA1(a-1.jar)= {upper}"), Some("a-1.jar")),
        (format!("SHA-1 (a: 1.jar) = {SHA1}\n"), Some("a: 1.jar")),
        (format!("a-1.jar: {SHA1}"), Some("a-1.jar")),
        (format!("a-1.jar:\n          {grouped}\n"), Some("a-1.jar")),
        (grouped.to_owned(), None),
    ] {
        let side = SideFile::parse("sha1", &text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!((side.digest.to_hex().as_str(), side.file.as_deref()), (SHA1, file), "{text}");
    }
}

#[test]
fn what_is_no_digest() {
    let twice = format!("{SHA1}  a\n{SHA1}  b\n");
    let long = "0".repeat(5000);
    for (text, kind) in [
        ("", ParseErrorKind::Empty),
        (" \n\0", ParseErrorKind::Empty),
        (MD5, ParseErrorKind::TypeRule),
        ("d41d8cd98f00b204e9800998ecf8427e  a.jar", ParseErrorKind::TypeRule),
        ("MD5 (a) = da39a3ee5e6b4b0d3255bfef95601890afd80709", ParseErrorKind::TypeRule),
        ("<html>not found</html>", ParseErrorKind::Syntax),
        ("<a href=\"x\">", ParseErrorKind::Syntax),
        ("a.jar:", ParseErrorKind::Syntax),
        (&twice, ParseErrorKind::Syntax),
        (&long, ParseErrorKind::TooLong),
    ] {
        let error = SideFile::parse("sha1", text).unwrap_err();
        assert_eq!(error.kind(), kind, "{text}: {error}");
    }
    assert!(SideFile::parse("sha3", SHA1).is_err());
    assert!(SideFile::parse("md5", &format!("MD5 ({MD5}) = {MD5}")).is_ok());
}

#[test]
fn files_beside_files() {
    assert_eq!(side_of("a.jar.sha256"), Some(("a.jar", SideKind::Digest(DigestAlgorithm::Sha256))));
    assert_eq!(
        side_of("a.jar.asc.md5"),
        Some(("a.jar.asc", SideKind::Digest(DigestAlgorithm::Md5)))
    );
    assert_eq!(side_of(".md5"), None);
    assert_eq!(signature_of("a.jar.asc").unwrap().kind.as_deref(), Some("openpgp"));
    assert_eq!(signature_of("a.jar.sha1"), None);
}
