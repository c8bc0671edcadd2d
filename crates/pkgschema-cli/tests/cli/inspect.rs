//! `pkgschema inspect`.

use crate::run::{Folder, example, run, run_with};

#[test]
fn documents_in_a_few_lines() {
    let cases: [(&str, &[&str]); 3] = [
        (
            "package.json",
            &[
                "kind          package.json\n",
                "ecosystem     npm\n",
                "namespace     @example\n",
                "license       MIT OR Apache-2.0\n",
                "purl          pkg:npm/%40example/left-margin@1.4.0\n",
                "dependencies  2 runtime: ",
                "dependencies  1 development: ",
                "runs code     at install: yes; at build: unknown\n",
            ],
        ),
        (
            "Cargo.toml",
            &[
                "kind          Cargo.toml\n",
                "version       2.1.0\n",
                "dependencies  2 runtime: ",
                "dependencies  1 development: ",
            ],
        ),
        (
            "advisory.json",
            &[
                "kind          OSV advisory\n",
                "id            x_example-2026-1\n",
                "severity      CVSS_V3 CVSS:3.1/",
                "affected      npm @example/left-margin; introduced 1.2.0, fixed 1.4.1; 3 versions listed\n",
            ],
        ),
    ];
    for (file, lines) in cases {
        let mut done = run(&["inspect", &example(file)]).exits(0);
        assert_eq!(done.err, "", "{file}");
        for line in lines {
            done = done.prints(line);
        }
    }
}

#[test]
fn json_has_view_record_and_findings() {
    let cases = [
        ("package.json", "/view/name", "@example/left-margin", true),
        ("Cargo.toml", "/view/package/name", "line-walker", true),
        ("advisory.json", "/view/id", "x_example-2026-1", false),
    ];
    for (file, pointer, value, has_record) in cases {
        let printed = run(&["inspect", &example(file), "--format", "json"]).exits(0).printed();
        assert_eq!(printed.pointer(pointer).unwrap(), value, "{file}");
        assert_eq!(printed.get("record").is_some(), has_record, "{file}");
        assert!(printed["findings"].as_array().unwrap().is_empty(), "{file}");
    }
}

/// Documents that no record holds are shown with what is odd in them, and have no record.
#[test]
fn documents_that_no_record_holds() {
    let list = "../a.py,md5=1B2M2Y8AsgTpgAmY7PhCfg,0\nmargin-1.dist-info/RECORD,,\n";
    let done =
        run_with(&["inspect", "-"], list.as_bytes()).exits(0).prints("kind          RECORD\n");
    done.prints("(path-out-of-tree)").prints("(weak-digest)");
    let json = ["inspect", "-", "--format", "json"];
    let printed = run_with(&json, list.as_bytes()).exits(0).printed();
    assert_eq!((&printed["kind"], printed.get("record")), (&"RECORD".into(), None));
    let wheel = "Wheel-Version: 2.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n";
    let done =
        run_with(&["inspect", "-"], wheel.as_bytes()).exits(0).prints("kind          WHEEL\n");
    done.prints("(unsupported-format)");
}

#[test]
fn small_files_of_python_packages() {
    let setup = "[metadata]\nname = left-margin\nversion = attr: margin.VERSION\n";
    let json = ["inspect", "-", "--format", "json"];
    let printed = run_with(&json, setup.as_bytes()).exits(0).printed();
    assert_eq!(printed["kind"], "setup.cfg");
    assert_eq!(printed["record"][0]["name"], "left-margin");
    assert_eq!(printed["record"][0].get("version"), None);
    let entry_points = "[console_scripts]\nmargin = margin.cli:main\n[x]\nleft = margin.left\n";
    let done = run_with(&["inspect", "-"], entry_points.as_bytes()).exits(0);
    let done = done.prints("kind          entry_points.txt\n").prints("commands      margin\n");
    done.prints("plugins       left\n");
    let origin = r#"{"url": "https://ada:secret@h.example/margin.zip", "archive_info": {}}"#;
    let done = run_with(&["inspect", "-"], origin.as_bytes()).exits(0);
    let done = done.prints("kind          direct_url.json\n").prints("(credentials)");
    assert!(!done.out.contains("secret"), "{}", done.out);
}

#[test]
fn a_record_is_its_own_view() {
    let record = run(&["convert", &example("package.json"), "--to", "record"]).exits(0).out;
    let printed =
        run_with(&["inspect", "-", "--format", "json"], record.as_bytes()).exits(0).printed();
    assert_eq!(printed["kind"], "package metadata record");
    assert_eq!(printed["view"]["name"], "left-margin");
    run_with(&["inspect", "-"], record.as_bytes()).exits(0).prints("name          left-margin\n");
}

#[test]
fn findings_are_part_of_the_answer() {
    let advisory = br#"{"id": "X-1", "modified": "yesterday", "aliases": ["A", 7]}"#;
    let done = run_with(&["inspect", "-"], advisory).exits(0).prints("findings\n");
    done.prints("  error      /aliases/1: ").prints("/modified: ");
    let printed = run_with(&["inspect", "-", "--format", "json"], advisory).exits(0).printed();
    let codes: Vec<_> =
        printed["findings"].as_array().unwrap().iter().map(|it| it["code"].clone()).collect();
    let lints = ["id-prefix", "schema-version-missing", "no-text"];
    assert_eq!(codes, [&["malformed-timestamp", "wrong-type"], &lints[..]].concat());
}

#[test]
fn numbers_of_the_view_stay_as_written() {
    let package = br#"{"name": "a", "config": {"x": 1.0e400, "y": 100000000000000000000001}}"#;
    let done = run_with(&["inspect", "-", "--format", "json"], package).exits(0);
    done.prints("\"x\": 1.0e400").prints("\"y\": 100000000000000000000001");
}

#[test]
fn documents_do_not_steer_the_terminal() {
    let package = b"{\"name\": \"a\\u001b[2J\\u202eb\", \"version\": null, \"dependencies\": {\"\\u001b]0;x\\u0007\": 7}}";
    let done = run_with(&["inspect", "-"], package).exits(0).prints("a\\u{1b}[2J\\u{202e}b");
    assert!(!done.out.contains('\u{1b}'), "{:?}", done.out);
    let done = run_with(&["convert", "-", "--to", "cargo"], package).exits(0);
    assert!(!done.err.contains('\u{1b}'), "{:?}", done.err);
    let done = run_with(&["inspect", "-"], b"\x1b[31m{").exits(1);
    assert!(!done.err.contains('\u{1b}'), "{:?}", done.err);
}

#[test]
fn unknown_documents_are_refused() {
    let cases: [(&[u8], &str); 4] = [
        (b"[1, 2]", "<stdin>: not this kind of document: no document that is known here"),
        (b"{\"a\": 1}", "<stdin>: not this kind of document: no document that is known here"),
        (b"[settings]\nname = \"a\"\n", "<stdin>: not this kind of document: "),
        (b"<setting/>", "<stdin>: not this kind of document: an XML document <setting>"),
    ];
    for (input, expected) in cases {
        let done = run_with(&["inspect", "-"], input).exits(1);
        assert!(done.err.starts_with(&format!("pkgschema: {expected}")), "{input:?}: {}", done.err);
    }
}

#[test]
fn deep_nesting_is_no_danger() {
    let deep = format!("{{\"name\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let done = run_with(&["inspect", "-"], deep.as_bytes());
    assert!([0, 1].contains(&done.code), "{}", done.code);
}

#[test]
fn a_takedown_notice_says_what_was_done_to_what() {
    let folder = Folder::new("inspect-notice");
    let notice = r#"{"schemaVersion": "1.0", "id": "urn:x:1", "noticeType": "decision",
        "registry": {"url": "https://registry.example"}, "status": "frozen",
        "subjects": [{"purl": "pkg:npm/a", "versions": ["1.0.0", "1.0.1"]}],
        "issuedAt": "2026-05-04T10:00:00Z", "reason": {"category": "malware", "message": "a\u001b[2J"}}"#;
    let path = folder.file("notice.json", notice);
    let done = run(&["inspect", &path]).exits(0);
    let done = done.prints("kind          takedown notice\n").prints("status        frozen\n");
    let done = done.prints("subject       pkg:npm/a; 1.0.0, 1.0.1\n").prints("a\\u{1b}[2J");
    done.prints("(unknown-status)");
    let done = run(&["inspect", &path, "--format", "json"]).exits(0);
    assert_eq!(done.printed()["kind"], "takedown notice");
}

#[test]
fn core_metadata_in_every_form() {
    let old = b"Metadata-Version: 1.0\nName: margin\nVersion: 1\nAuthor: Bj\xf6rn\n";
    let done = run_with(&["inspect", "-"], old).exits(0);
    done.prints("kind          METADATA\n").prints("name          margin\n").prints("(not-utf-8)");
    let printed = run_with(&["inspect", "-", "--format", "json"], old).exits(0).printed();
    assert_eq!(printed["view"]["Author"][0], "Bj\u{f6}rn");
    let json = br#"{"metadata_version": "2.1", "name": "margin", "version": "1.0"}"#;
    run_with(&["inspect", "-"], json).exits(0).prints("kind          core metadata in JSON\n");
    let other = b"Name: margin\nAuthor: Bj\xf6rn\n";
    run_with(&["inspect", "-"], other).exits(1);
}
