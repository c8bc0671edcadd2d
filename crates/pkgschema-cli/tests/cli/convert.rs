//! `pkgschema convert`.

use crate::run::{Folder, example, run, run_with};
use serde_json::json;

#[test]
fn document_on_stdout_and_losses_on_stderr() {
    let done = run(&["convert", &example("package.json"), "--to", "cargo"]).exits(0);
    assert!(done.out.starts_with("[package]\n"), "{}", done.out);
    assert!(done.out.contains("name = \"left-margin\"\n"), "{}", done.out);
    assert!(!done.out.contains("dropped"), "{}", done.out);
    let done = done.tells(" losses from package.json to Cargo.toml\n");
    done.tells("  changed    /name: crates have no namespace\n");
}

#[test]
fn every_pair_of_names() {
    let documents = [
        ("npm", "package.json", '{'),
        ("cargo", "Cargo.toml", '['),
        ("pypi", "pyproject.toml", '['),
        ("pypi-metadata", "METADATA", 'M'),
    ];
    let folder = Folder::new("pairs");
    for (from, file, _) in documents {
        let record = run(&["convert", &example(file), "--to", "record"]).exits(0);
        assert_eq!(record.printed()["schemaVersion"], "1.0", "{}", record.out);
        assert_eq!(record.err, "", "a record loses nothing");
        let record = folder.file(&format!("{from}.record.json"), &record.out);
        for (to, _, first) in documents {
            for source in [&example(file), &record] {
                let done = run(&["convert", source, "--to", to]).exits(0);
                assert!(done.out.starts_with(first), "{}: {}", done.arguments, done.out);
            }
        }
        run(&["convert", &record, "--to", "record"]).exits(0).prints("\"schemaVersion\"");
    }
}

#[test]
fn back_through_the_record_nothing_is_lost() {
    let record = run(&["convert", &example("package.json"), "--to", "record"]).exits(0).out;
    let arguments = ["convert", "-", "--to", "npm", "--deny-losses"];
    let back = run_with(&arguments, record.as_bytes()).exits(0).printed();
    let source = std::fs::read_to_string(example("package.json")).unwrap();
    assert_eq!(back, serde_json::from_str::<serde_json::Value>(&source).unwrap());
}

#[test]
fn losses_as_json() {
    let done = run(&["convert", &example("package.json"), "--to", "cargo", "--format", "json"]);
    let told = done.exits(0).told();
    let loss = json!({"pointer": "/name", "kind": "changed", "note": "crates have no namespace"});
    assert_eq!(told["losses"][0], loss);
    assert!(told["losses"].as_array().unwrap().len() > 5, "{told}");
    assert_eq!((&told["findings"], &told["denied"]), (&json!([]), &json!(false)));
}

#[test]
fn many_alike_losses_stay_readable() {
    let names: Vec<_> = (0..40).map(|number| format!("\"d{number}\": \"1\"")).collect();
    let package = format!("{{\"name\": \"a\", \"dependencies\": {{{}}}}}", names.join(","));
    let done = run_with(&["convert", "-", "--to", "cargo"], package.as_bytes()).exits(0);
    let done = done.tells("dropped    40 in /dependencies: Cargo.toml can only name crates\n");
    assert!(done.err.lines().count() < 6, "{}", done.err);
    let verbose = run_with(&["convert", "-", "--to", "cargo", "-v"], package.as_bytes());
    verbose.exits(0).tells("/dependencies/d0, ").tells("/dependencies/d39: ");
}

#[test]
fn other_spellings_are_counted_and_named_when_asked() {
    let package = br#"{"name": "a", "keywords": "x, y"}"#;
    let done = run_with(&["convert", "-", "--to", "cargo", "--deny-losses"], package).exits(0);
    done.tells("normalized 1 only spelt in another way (see --verbose)\n");
    let done = run_with(&["convert", "-", "--to", "cargo", "--verbose"], package).exits(0);
    done.tells("  normalized /keywords: ");
}

#[test]
fn findings_of_the_source_are_told() {
    let package = br#"{"name": "a", "version": null, "dependencies": {"b": 7}}"#;
    let done = run_with(&["convert", "-", "--to", "npm"], package).exits(0);
    let done =
        done.tells("pkgschema: 2 findings in <stdin>\n").tells("  error      /dependencies/b: ");
    done.tells("  warning    /version: null is not absent (null-member)\n");
}

#[test]
fn denied_losses() {
    let folder = Folder::new("denied");
    let target = folder.file("Cargo.toml", "old");
    let arguments = ["convert", &example("package.json"), "--to", "cargo", "--deny-losses"];
    let done = run(&arguments).exits(3).tells(" losses from").tells(" losses are denied");
    assert_eq!(done.out, "");
    run(&[&arguments[..], &["-o", &target]].concat()).exits(3);
    assert_eq!(
        (folder.read("Cargo.toml").as_str(), folder.names()),
        ("old", vec!["Cargo.toml".into()])
    );
    let done = run(&[&arguments[..], &["--format", "json"]].concat()).exits(3);
    assert_eq!(done.told()["denied"], true);
}

#[test]
fn another_spelling_is_not_denied() {
    let package = br#"{"name": "a", "description": "b", "bugs": "https://a.example/"}"#;
    let arguments = ["convert", "-", "--to", "npm", "--deny-losses"];
    run_with(&arguments, package).exits(0).prints("\"bugs\"");
}

#[test]
fn what_it_is_can_be_said() {
    let empty = run_with(&["convert", "-", "--to", "cargo"], b"{}").exits(1);
    empty.tells("<stdin>: not this kind of document").tells("say what it is with --from");
    for name in ["npm", "package.json"] {
        run_with(&["convert", "-", "--to", "npm", "--from", name], b"{}").exits(0).prints("{}\n");
    }
    let refused = run_with(&["convert", "-", "--to", "npm", "--from", "record"], b"{}").exits(1);
    assert!(!refused.err.contains("--from"), "{}", refused.err);
}

#[test]
fn an_advisory_is_no_package() {
    let done = run(&["convert", &example("advisory.json"), "--to", "npm"]).exits(1);
    assert_eq!(done.out, "");
    done.tells("OSV advisory");
}

#[test]
fn syntax_errors_have_a_place() {
    let cases: [(&[u8], &str, &str); 4] = [
        (b"{\"name\": \"a\",\n  \"version\" \"1\"}", "<stdin>:2:13: syntax error: ", "  ^"),
        (b"[package]\nname = \n", "<stdin>:2:8: syntax error: ", "name ="),
        (b"", "<stdin>: empty text: ", ""),
        (b" \n\t", "<stdin>: empty text: ", ""),
    ];
    for (input, place, shown) in cases {
        let done = run_with(&["convert", "-", "--to", "npm"], input).exits(1);
        assert!(done.err.starts_with(&format!("pkgschema: {place}")), "{input:?}: {}", done.err);
        let done = done.tells(shown);
        assert_eq!(done.out, "", "{input:?}");
    }
}

#[test]
fn the_caret_points_into_long_lines() {
    let input = format!("{{\"name\": \"{}\", x}}", "é".repeat(5000));
    let done = run_with(&["convert", "-", "--to", "npm"], input.as_bytes()).exits(1);
    let lines: Vec<_> = done.err.lines().collect();
    assert_eq!(lines.len(), 3, "{}", done.err);
    let column = lines[2].chars().position(|character| character == '^').unwrap();
    assert_eq!(lines[1].chars().nth(column), Some('x'), "{}", done.err);
}

#[test]
fn errors_as_json() {
    let arguments = ["convert", "-", "--to", "npm", "--format", "json"];
    let told = run_with(&arguments, b"{\"name\": }").exits(1).told();
    assert_eq!((&told["error"]["line"], &told["error"]["column"]), (&json!(1), &json!(10)));
    assert_eq!(told["error"]["kind"], "syntax error");
    let told = run(&["convert", "missing.json", "--to", "npm", "--format", "json"]).exits(1).told();
    assert_eq!(told["error"]["file"], "missing.json");
}

#[test]
fn usage_errors() {
    let file = example("package.json");
    let cases: [&[&str]; 6] = [
        &[],
        &["convert"],
        &["convert", &file],
        &["convert", &file, "--to", "maven-central"],
        &["convert", &file, "--to", "npm", "--format", "xml"],
        &["transform"],
    ];
    for arguments in cases {
        let done = run(arguments).exits(2);
        assert!(done.out.is_empty() && !done.err.is_empty(), "{arguments:?}");
    }
}
