//! `METADATA` and `PKG-INFO` in the shapes that packages have, and in those that nobody should
//! write.

use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{PackageMetadata, Publishing};
use pkgschema::{Finding, Severity};
use pkgschema_convert::format::Format;
use pkgschema_convert::pypi::{CoreMetadata, CoreMetadataJson};
use pkgschema_convert::{Document, FromRecord, LossKind, ToRecord};
use pkgschema_testkit::checks::metadata::pypi_metadata::view;
use pkgschema_testkit::json::{Json, diff};

const HEAD: &str = "Metadata-Version: 2.4\nName: left-margin\nVersion: 4.0.0\n";

/// The record of a text, after what is written again is held to its view.
#[track_caller]
fn record(text: &str) -> PackageMetadata {
    let metadata = CoreMetadata::parse(text).expect(text);
    let written = metadata.render();
    let views = (view(text).expect(text), view(&written.value).expect(text));
    assert!(diff(&views.0, &views.1).is_empty(), "{text}: {}", written.value);
    metadata.to_record().value
}

/// The record of the usual fields and these.
#[track_caller]
fn with(fields: &str) -> PackageMetadata {
    record(&format!("{HEAD}{fields}"))
}

/// A text, and what stands at one place in the record; `-` for nothing.
#[track_caller]
fn reads(cases: &[(&str, &str, &str)]) {
    for (fields, place, expected) in cases {
        let read = Json::parse(&with(fields).to_json()).unwrap();
        let found = read.get(&pkgschema::Pointer::parse(place).expect(place));
        let expected = (*expected != "-").then(|| Json::parse(expected).expect(expected));
        let shown = found.map_or_else(|| "-".to_owned(), Json::to_text);
        assert_eq!(found, expected.as_ref(), "{fields}: {place} is {shown}");
    }
}

/// The text that is written of a record, which reads back as the same document.
#[track_caller]
fn written(record: &PackageMetadata) -> String {
    let document = CoreMetadata::from_record(record).value;
    let text = document.render().value;
    assert_eq!(CoreMetadata::parse(&text).expect(&text).view(), document.view(), "{text}");
    text
}

fn found(text: &str) -> Vec<Finding> {
    CoreMetadata::parse(text).expect(text).check()
}

/// The errors of the usual fields and these, as `code at`.
fn errors(fields: &str) -> Vec<String> {
    let found = found(&format!("{HEAD}{fields}")).into_iter();
    let errors = found.filter(|it| it.severity == Severity::Error);
    errors.map(|it| format!("{} {}", it.code, it.pointer)).collect()
}

#[test]
fn fields_have_their_members() {
    reads(&[
        ("Summary: One line\n", "/summary", r#""One line""#),
        ("Summary: UNKNOWN\n", "/summary", "-"),
        ("Summary:\n", "/summary", "-"),
        ("Keywords: a,b c , d\n", "/keywords", r#"["a","b c","d"]"#),
        ("Keywords: a b  c\n", "/keywords", r#"["a","b","c"]"#),
        ("Home-page: https://a.example\n", "/homepage", r#""https://a.example""#),
        ("Project-URL: Docs, https://a.example\n", "/documentation", r#""https://a.example""#),
        (
            "Project-URL: Chat, https://a.example\n",
            "/links",
            r#"[{"label":"Chat","url":"https://a.example"}]"#,
        ),
        ("Platform: UNKNOWN\n", "/platforms", "-"),
        ("Platform: any\n", "/platforms", r#"{"os":["any"]}"#),
        ("Provides-Extra: x\nProvides-Extra: x\n", "/features", r#"{"x":[]}"#),
        (
            "Requires-Dist: a (>=1,<2) ; extra == 'x'\n",
            "/dependencies/0/requirement/text",
            r#"">=1,<2""#,
        ),
        ("Requires-Dist: a; extra == 'x'\n", "/dependencies/0/optionality/feature", r#""x""#),
        ("requires-dist: a\n", "/dependencies/0/name", r#""a""#),
        ("Requires-Python: >=3.8\n", "/runtimeRequirements/0/requirement/text", r#"">=3.8""#),
        ("Classifier: Private :: Do Not Upload\n", "/publishing", r#"{"allowed":false}"#),
        ("Classifier: Typing :: Typed\n", "/publishing", "-"),
        (
            "Import-Name: a; private\n",
            "/provides",
            r#"[{"kind":"import-name","name":"a","private":true}]"#,
        ),
    ]);
}

#[test]
fn people() {
    reads(&[
        (
            "Author-email: A B <a@x.example>\n",
            "/authors",
            r#"[{"name":"A B","email":"a@x.example"}]"#,
        ),
        (
            "Author-email: \"B, A\" <a@x.example>, c@x.example\n",
            "/authors",
            r#"[{"name":"B, A","email":"a@x.example"},{"email":"c@x.example"}]"#,
        ),
        ("Author: A B, C D\n", "/authors", r#"[{"name":"A B"},{"name":"C D"}]"#),
        ("Author: Example, Inc.\n", "/authors", r#"[{"name":"Example, Inc."}]"#),
        ("Author: =?utf-8?q?Bj=C3=B6rn?=\n", "/authors", r#"[{"name":"Björn"}]"#),
        (
            "Maintainer: A\nMaintainer-email: a@x\n",
            "/maintainers",
            r#"[{"name":"A","email":"a@x"}]"#,
        ),
        ("Author: UNKNOWN\nAuthor-email: UNKNOWN\n", "/authors", "-"),
    ]);
    let text = format!("{HEAD}Author: =?utf-8?q?Bj=C3=B6rn?=\n");
    assert!(found(&text).iter().any(|it| it.code == "encoded-word"));
}

#[test]
fn licences() {
    reads(&[
        ("License-Expression: MIT\n", "/license/expression", r#""MIT""#),
        ("License: MIT\n", "/license/expression", r#""MIT""#),
        (
            "License: All rights\n        reserved\n",
            "/license/declared/0/name",
            r#""All rights\nreserved""#,
        ),
        ("License-Expression: MIT\nLicense: GPL\n", "/license/declared", r#"[{"name":"MIT"}]"#),
        ("License-File: LICENSE\n", "/license", r#"{"files":["LICENSE"]}"#),
        ("License: UNKNOWN\n", "/license", "-"),
    ]);
    assert_eq!(errors("License-Expression: MIT\nLicense: x\n"), ["license-twice /License/0"]);
    // never both fields, whatever the record says
    for fields in ["License-Expression: MIT\n", "License: MIT\n", "License: My own\n"] {
        let text = written(&with(fields));
        let both = text.contains("\nLicense:") && text.contains("\nLicense-Expression:");
        assert!(!both && text.contains("\nLicense"), "{text}");
    }
}

#[test]
fn descriptions_stand_in_two_places() {
    reads(&[
        ("\nbody\n", "/description", r#"{"text":"body\n"}"#),
        (
            "Description: a\n        b\n        \n          c\n",
            "/description",
            r#"{"text":"a\nb\n\n  c"}"#,
        ),
        ("Description: a\n       |b\n       |  c\n", "/description", r#"{"text":"a\nb\n  c"}"#),
        ("Description: UNKNOWN\n", "/description", "-"),
        ("\nUNKNOWN\n", "/description", "-"),
        ("Description: header\n\nbody", "/description", r#"{"text":"body"}"#),
        ("From me\n\nbody", "/description", r#"{"text":"From me\nbody"}"#),
        ("From me\nSummary: x\n", "/description", "-"),
        ("no field\n", "/description", r#"{"text":"no field\n"}"#),
    ]);
    assert_eq!(errors("Description: header\n\nbody"), ["duplicate-description /Description/0"]);
}

#[test]
fn what_the_format_cannot_say_is_unknown() {
    let unknown = |text: &str, member: &str| record(text).is_unknown(member);
    let of = |version: &str| format!("Metadata-Version: {version}\nName: a\nVersion: 1\n");
    for (version, member, expected) in [
        ("1.0", "dependencies", true),
        ("1.1", "dependencies", true),
        ("1.2", "dependencies", false),
        ("1.0", "links", true),
        ("1.2", "features", true),
        ("2.1", "features", false),
        ("1.0", "summary", false),
    ] {
        assert_eq!(unknown(&of(version), member), expected, "{version} {member}");
    }
    let dynamic = |field: &str| format!("{}Dynamic: {field}\n", of("2.2"));
    assert!(unknown(&dynamic("Requires-Dist"), "dependencies"));
    assert!(unknown(&dynamic("requires-dist"), "dependencies"));
    assert!(unknown(&dynamic("Project-URL"), "homepage"));
    assert!(!unknown(&dynamic("Summary"), "dependencies"));
    assert!(unknown(&format!("{}Requires-Dist: a b\n", of("2.1")), "dependencies"));
}

#[test]
fn the_oldest_version_that_has_the_fields() {
    for (fields, version) in [
        ("Summary: a\n", "1.0"),
        ("Classifier: a\n", "1.1"),
        ("Requires-Dist: a\n", "1.2"),
        ("Description-Content-Type: text/plain\n", "2.1"),
        ("\nbody\n", "2.1"),
        ("License-Expression: MIT\n", "2.4"),
        ("License-File: a\n", "2.4"),
        ("Import-Name: a\n", "2.5"),
        ("Import-Namespace: a\nSummary: b\n", "2.5"),
    ] {
        let mut record = with(fields);
        record.extensions = Default::default(); // where the version that was read is kept
        let text = written(&record);
        assert!(text.starts_with(&format!("Metadata-Version: {version}\n")), "{fields}: {text}");
        let found = found(&text);
        assert!(!found.iter().any(|it| it.severity == Severity::Error), "{text}: {found:?}");
    }
    let nothing = PackageMetadata::of(Ecosystem::PYPI);
    assert_eq!(CoreMetadata::from_record(&nothing).value.render().value, "");
}

#[test]
fn fields_that_may_stand_once() {
    let text = format!("{HEAD}Summary: a\nSummary: b\nName: other\n");
    let metadata = CoreMetadata::parse(&text).unwrap();
    assert_eq!(*metadata.summary, ["a", "b"]);
    let read = metadata.to_record();
    assert_eq!(
        (read.value.name.as_deref(), read.value.summary.as_deref()),
        (Some("left-margin"), Some("a"))
    );
    let found: Vec<String> =
        metadata.check().iter().map(|it| format!("{} {}", it.code, it.pointer)).collect();
    for expected in ["duplicate-field /Name/1", "duplicate-field /Summary/1"] {
        assert!(found.iter().any(|it| it == expected), "{found:?}");
    }
    let npm = Format::find("npm").unwrap();
    let conversion = Format::find("pypi-metadata").unwrap().convert(&text, npm).unwrap();
    let lost = |at: &str| {
        conversion.losses.iter().any(|it| it.pointer.as_str() == at && it.kind == LossKind::Dropped)
    };
    assert!(lost("/Name/1") && lost("/Summary/1"), "{:?}", conversion.losses);
}

#[test]
fn values_that_packaging_refuses() {
    for (fields, expected) in [
        ("Summary: a\u{2028}b\n", "several-lines /Summary/0"),
        ("Summary: a\u{b}b\n", "several-lines /Summary/0"),
        (
            "Description-Content-Type: text/html\n",
            "description-content-type /Description-Content-Type/0",
        ),
        ("Description-Content-Type:\n", "description-content-type /Description-Content-Type/0"),
        (
            "Description-Content-Type: text/plain; a=b=c\n",
            "description-content-type /Description-Content-Type/0",
        ),
        (
            "Description-Content-Type: text/plain; charset\n",
            "description-content-type /Description-Content-Type/0",
        ),
        ("License-File: a..b\n", "license-file /License-File/0"),
        ("License-File: ./a\n", "license-file /License-File/0"),
        ("License-File: C:x\n", "license-file /License-File/0"),
        ("License-Expression: UNKNOWN\n", "license-expression /License-Expression/0"),
        ("Dynamic: Name\n", "dynamic /Dynamic/0"),
        ("Dynamic: Foo\n", "dynamic /Dynamic/0"),
        ("Project-URL: a, b\nProject-URL: a, c\n", "duplicate-label /Project-URL/1"),
        ("Requires-Python: UNKNOWN\n", "malformed-specifier /Requires-Python/0"),
        ("Provides-Extra: a-\n", "pypi-name /Provides-Extra/0"),
    ] {
        assert_eq!(errors(fields), [expected], "{fields}");
    }
    for fields in [
        "Description-Content-Type: text/markdown; charset=UTF-8; variant=\"GFM\";\n",
        "Description-Content-Type: TEXT/plain; a=\"b;c\\\"\"\n",
        "License-Expression: mit or apache-2.0\n",
        "License-File: a/b\n",
        "Requires-Dist: a\nProvides-Extra: b\n",
    ] {
        assert_eq!(errors(fields), [""; 0], "{fields}");
    }
    let of = |version: &str, fields: &str| {
        let text = format!("Metadata-Version: {version}\nName: a\nVersion: 1\n{fields}");
        found(&text).into_iter().map(|it| (it.code, it.severity)).collect::<Vec<_>>()
    };
    for (version, fields, expected) in [
        ("2.4", "Import-Name: a\n", &[("later-field", Severity::Error)][..]),
        ("2.5", "Import-Name: class\n", &[("import-name", Severity::Error)]),
        ("2.5", "Import-Name: a.b; private\n", &[]),
        ("2.5", "Import-Name:\n", &[]),
        ("2.7", "", &[("later-format", Severity::Warning)]),
        ("3.0", "", &[("format-version", Severity::Error)]),
        ("2.10", "", &[("later-format", Severity::Warning)]),
        ("02.1", "", &[("format-version", Severity::Error)]),
    ] {
        assert_eq!(of(version, fields), expected, "{version} {fields}");
    }
}

#[test]
fn the_form_in_json() {
    let text = format!(
        "{HEAD}Keywords: a,b\nRequires-Dist: c>=1\nLicense: x\n        y\nProject-URL: Docs, https://a.example\n\nbody\n"
    );
    let metadata = CoreMetadata::parse(&text).unwrap();
    let form = metadata.to_json_form();
    let expected = r#"{"metadata_version":"2.4","name":"left-margin","version":"4.0.0",
        "description":"body\n","keywords":["a","b"],"license":"x\ny","requires_dist":["c>=1"],
        "project_url":["Docs, https://a.example"]}"#;
    let view = Json::parse(form.view().as_str()).unwrap();
    assert!(diff(&Json::parse(expected).unwrap(), &view).is_empty(), "{}", view.to_text());
    let back = CoreMetadata::from(&form);
    assert_eq!(back.view(), metadata.view());
    assert_eq!(CoreMetadataJson::parse(expected).unwrap(), form);
    let read = form.to_record();
    assert_eq!(read.value, [metadata.to_record().value]);
    let odd = CoreMetadataJson::parse(r#"{"name":"a","foo":1,"requires_dist":["b"]}"#).unwrap();
    let lost = odd.to_record().losses;
    let lost: Vec<&str> = lost.iter().map(|it| it.pointer.as_str()).collect();
    assert!(lost == ["/foo"], "{lost:?}");
}

#[test]
fn private_packages_of_three_ecosystems() {
    let formats = [
        ("npm", r#"{"name":"a","version":"1.0.0","private":true}"#),
        ("cargo", "[package]\nname = \"a\"\nversion = \"1.0.0\"\npublish = false\n"),
        (
            "pypi-metadata",
            "Metadata-Version: 1.1\nName: a\nVersion: 1.0.0\nClassifier: Private :: Do Not Upload\n",
        ),
    ];
    for (from, text) in formats {
        for (to, like) in formats {
            let (from, to) = (Format::find(from).unwrap(), Format::find(to).unwrap());
            let made = from.convert(text, to).unwrap().text;
            let allowed =
                |text: &str| to.read(text).unwrap().record.publishing.and_then(|it| it.allowed);
            assert_eq!((allowed(&made), allowed(like)), (Some(false), Some(false)), "{made}");
        }
    }
    let mut open = PackageMetadata::of(Ecosystem::NPM);
    open.publishing = Some(Publishing::default());
    assert!(!CoreMetadata::from_record(&open).value.classifier.is_present());
}
