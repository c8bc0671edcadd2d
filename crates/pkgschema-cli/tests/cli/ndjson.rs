//! `pkgschema convert --ndjson`.

use crate::run::{Folder, Run, command, example, run, run_with};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

fn convert(to: &str, more: &[&str], input: &[u8]) -> Run {
    run_with(&[&["convert", "--ndjson", "--to", to], more].concat(), input)
}

fn done(value: Value) -> Value {
    json!({"value": value, "losses": [], "findings": []})
}

#[test]
fn one_answer_a_line() {
    let input = b"{\"name\": \"a\"}\n\n \t\r\n{\"name\": \"b\", \"version\": \"1.0.0\"}\r\n{\"name\":\"c\"}";
    let run = convert("npm", &[], input).exits(0);
    let expected = [
        done(json!({"name": "a"})),
        done(json!({"name": "b", "version": "1.0.0"})),
        done(json!({"name": "c"})),
    ];
    assert_eq!((run.printed_lines(), run.err.as_str()), (expected.to_vec(), ""));
    let records = convert("record", &[], input).exits(0).printed_lines();
    assert_eq!(records[1]["value"]["version"], "1.0.0");
    assert_eq!(records[1]["value"]["schemaVersion"], "1.0");
}

#[test]
fn toml_travels_in_strings() {
    let toml = "[package]\nname = \"a\"\n";
    let input = serde_json::to_string(toml).unwrap();
    let out = convert("npm", &[], input.as_bytes()).exits(0);
    assert_eq!(out.printed_lines(), [done(json!({"name": "a"}))]);
    let back = convert("cargo", &[], out.out.as_bytes()).exits(0);
    assert_eq!(back.printed_lines(), [done(json!(toml))]);
    let again = convert("cargo", &[], back.out.as_bytes()).exits(0);
    assert_eq!(again.out, back.out);
    let text = serde_json::to_string("{\"name\": \"a\"}").unwrap();
    assert_eq!(convert("cargo", &[], text.as_bytes()).exits(0).out, back.out);
}

#[test]
fn losses_and_findings_stand_in_the_answer() {
    let run = convert("cargo", &[], b"{\"name\": \"@x/y\", \"os\": null}").exits(0);
    let line = &run.printed_lines()[0];
    assert_eq!(line["value"], "[package]\nname = \"y\"\n");
    let loss = json!({"pointer": "/name", "kind": "changed", "note": "crates have no namespace"});
    assert!(line["losses"].as_array().unwrap().contains(&loss), "{line}");
    assert_eq!(line["findings"][0]["code"], "null-member");
    assert_eq!(run.err, "");
}

#[test]
fn a_broken_line_costs_no_other() {
    let input = b"{\"name\": \"a\"}\n{\"name\": }\nname = 1\n\"\xff\"\n[1]\n\"\\ud800\"\n\"x = \"\n{\"name\": \"b\"}\n";
    let run = convert("npm", &[], input).exits(1);
    let lines = run.printed_lines();
    let kind = |line: &Value| line["error"]["kind"].as_str().map(str::to_owned);
    let kinds: Vec<_> = lines.iter().map(kind).collect();
    let unknown = Some("not this kind of document".to_owned());
    let [syntax, encoding] = ["syntax error", "not UTF-8"].map(|kind| Some(kind.to_owned()));
    let expected =
        [None, syntax.clone(), syntax.clone(), encoding.clone(), unknown, encoding, syntax, None];
    assert_eq!(kinds, expected, "{}", run.out);
    assert_eq!(lines[1]["error"]["line"], 2);
    assert_eq!(lines[1]["error"]["at"], json!({"line": 1, "column": 10}));
    assert!(lines[4]["error"]["reason"].as_str().unwrap().contains("--from"), "{}", run.out);
    assert_eq!(lines[7], done(json!({"name": "b"})));
    assert_eq!(run.err, "pkgschema: 6 of 8 lines failed\n");
    assert_eq!(convert("npm", &["--format", "json"], input).exits(1).err, "");
}

#[test]
fn errors_stay_errors() {
    let first = convert("cargo", &[], b"{\n{\"name\": \"a\"}\n").exits(1);
    let second = convert("npm", &["--from", "npm"], first.out.as_bytes()).exits(1);
    assert_eq!(second.out.lines().next(), first.out.lines().next());
    let advisory = fs::read_to_string(example("advisory.json")).unwrap();
    let advisory: Value = serde_json::from_str(&advisory).unwrap();
    let refused = convert("npm", &[], advisory.to_string().as_bytes()).exits(1).printed_lines();
    assert_eq!(refused[0]["error"]["kind"], "not expressible");
}

#[test]
fn denied_lines_have_no_value() {
    let input = b"{\"name\": \"@x/y\"}\n{\"name\": \"b\"}\n";
    let run = convert("cargo", &["--deny-losses"], input).exits(3);
    let lines = run.printed_lines();
    assert_eq!(lines[0]["error"]["kind"], "denied");
    assert_eq!((lines[0].get("value"), &lines[0]["losses"][0]["kind"]), (None, &json!("changed")));
    assert_eq!(lines[1]["value"], "[package]\nname = \"b\"\n");
    assert_eq!(run.err, "pkgschema: 1 of 2 lines denied\n");
    convert("cargo", &["--deny-losses"], &[&b"{\n"[..], input].concat()).exits(1);
}

#[test]
fn files_that_are_named() {
    let folder = Folder::new("ndjson-files");
    let one = folder.file("one.ndjson", "{\"name\": \"a\"}\n{\n");
    let two = folder.file("two.ndjson", "{\"name\": \"b\"}");
    let missing = folder.path("missing.ndjson");
    let run = run(&["convert", "--ndjson", &one, &missing, &two, "--to", "npm"]).exits(1);
    let lines = run.printed_lines();
    assert_eq!(lines.len(), 3, "{}", run.out);
    assert_eq!((&lines[1]["error"]["file"], &lines[1]["error"]["line"]), (&json!(one), &json!(2)));
    assert_eq!(lines[2]["value"]["name"], "b");
    run.tells("missing.ndjson: cannot read: ").tells("1 of 3 lines failed");
}

#[test]
fn nothing_in_nothing_out() {
    for input in [&b""[..], b"\n", b" \n\r\n\n"] {
        let run = convert("npm", &[], input).exits(0);
        assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""));
    }
    run(&["convert", "--ndjson", "--to", "npm", "-o", "x"]).exits(2);
}

#[test]
fn many_lines() {
    let input = "{\"name\": \"a\"}\n".repeat(5000);
    let run = convert("npm", &[], input.as_bytes()).exits(0);
    let answer = "{\"value\":{\"name\":\"a\"},\"losses\":[],\"findings\":[]}\n";
    assert_eq!(run.out, answer.repeat(5000));
}

#[test]
fn a_line_above_the_limit_is_an_error() {
    let folder = Folder::new("ndjson-long");
    let path = folder.path("long.ndjson");
    let mut file = fs::File::create(&path).unwrap();
    file.set_len((256 << 20) + 1).unwrap();
    std::io::Seek::seek(&mut file, std::io::SeekFrom::End(0)).unwrap();
    file.write_all(b"\n{\"name\": \"a\"}\n").unwrap();
    drop(file);
    let run = run(&["convert", "--ndjson", &path, "--to", "npm"]).exits(1);
    fs::remove_file(&path).unwrap();
    let lines = run.printed_lines();
    assert_eq!(
        (&lines[0]["error"]["kind"], &lines[0]["error"]["line"]),
        (&json!("too long"), &json!(1))
    );
    assert_eq!(lines[1], done(json!({"name": "a"})));
}

#[test]
fn an_answer_comes_at_once() {
    let mut command = command(&["convert", "--ndjson", "--to", "npm"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for name in ["a", "b"] {
        input.write_all(format!("{{\"name\": \"{name}\"}}\n").as_bytes()).unwrap();
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        assert!(line.contains(&format!("\"{name}\"")), "{line}");
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let mut command = command(&["convert", "--ndjson", "--to", "npm"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let _ = child.stdin.take().unwrap().write_all(b"{\"name\": \"a\"}\n{\"name\": \"b\"}\n");
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn answers_hold_no_line_ends_and_nothing_that_is_obeyed() {
    let input = "{\"name\": \"a\", \"description\": \"x\u{2028}y\u{202e}\u{85}z\"}\n";
    let run = convert("npm", &[], input.as_bytes()).exits(0);
    assert!(run.out.is_ascii(), "{}", run.out);
    assert_eq!(run.printed_lines()[0]["value"]["description"], "x\u{2028}y\u{202e}\u{85}z");
}
