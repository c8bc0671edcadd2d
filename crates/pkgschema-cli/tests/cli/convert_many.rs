//! `pkgschema convert` of several documents.

use crate::run::{Folder, Run, command, example, run, run_with};
use serde_json::json;
use std::fs;
use std::process::Stdio;

fn package(name: &str) -> String {
    format!("{{\"name\": \"{name}\"}}\n")
}

/// Files below a folder of the test's own, of which one cannot be read.
fn packages(test: &str) -> Folder {
    let folder = Folder::new(test);
    folder.file("in/a.json", package("a"));
    folder.file("in/b/broken.json", "{\"name\": }");
    folder.file("in/b/package.json", package("b"));
    folder.file("in/c.json", package("c"));
    folder
}

/// Every file below a folder, with `/` between the names.
fn below(folder: &Folder, name: &str) -> Vec<String> {
    let (mut found, mut folders) = (Vec::new(), vec![name.to_owned()]);
    while let Some(place) = folders.pop() {
        for entry in fs::read_dir(folder.path(&place)).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{place}/{}", entry.file_name().into_string().unwrap());
            match entry.file_type().unwrap().is_dir() {
                true => folders.push(path),
                false => found.push(path[name.len() + 1..].to_owned()),
            }
        }
    }
    found.sort();
    found
}

fn convert(paths: &[&str], to: &str, more: &[&str]) -> Run {
    run(&[&["convert"], paths, &["--to", to], more].concat())
}

#[test]
fn json_is_one_document_a_line() {
    let folder = packages("many-lines");
    let (a, c) = (folder.path("in/a.json"), folder.path("in/c.json"));
    let done = convert(&[&c, &a, &a], "npm", &[]).exits(0);
    assert_eq!(done.out, "{\"name\":\"c\"}\n{\"name\":\"a\"}\n{\"name\":\"a\"}\n");
    assert_eq!(done.err, "");
    let records = convert(&[&c, &a], "record", &["-o", "-"]).exits(0).printed_lines();
    assert_eq!((&records[0]["name"], &records[1]["name"]), (&json!("c"), &json!("a")));
    let input = ["convert", &a, "-", "--to", "npm"];
    let done =
        run_with(&input, b"{\"name\": \"b\", \"description\": \" \\\\\\\" : [1, 2]\"}").exits(0);
    let description = "{\"name\":\"b\",\"description\":\" \\\\\\\" : [1, 2]\"}\n";
    assert_eq!(done.out, format!("{{\"name\":\"a\"}}\n{description}"));
}

#[test]
fn what_is_no_json_needs_a_folder() {
    let folder = packages("many-toml");
    for to in ["cargo", "rustsec", "pypa-yaml"] {
        let done = convert(&[&folder.path("in")], to, &[]).exits(2).tells("-o DIR");
        assert_eq!(done.out, "");
    }
    let target = folder.file("file", "old");
    convert(&[&folder.path("in")], "npm", &["-o", &target]).exits(2).tells("is no folder");
    assert_eq!(folder.read("file"), "old");
}

#[test]
fn a_failing_file_costs_no_other() {
    let folder = packages("many-failing");
    let done = convert(&[&folder.path("in")], "npm", &[]).exits(1);
    assert_eq!(done.out, "{\"name\":\"a\"}\n{\"name\":\"b\"}\n{\"name\":\"c\"}\n");
    let broken = folder.path("in/b/broken.json");
    let expected = format!("pkgschema: {broken}:1:10: syntax error: expected value\n");
    assert_eq!(done.err, expected + "pkgschema: 1 of 4 files failed\n");
    let missing = folder.path("missing.json");
    let done = convert(&[&missing, &folder.path("in/a.json")], "npm", &[]).exits(1);
    assert_eq!(done.out, "{\"name\":\"a\"}\n");
    done.tells("missing.json: cannot read: ").tells("1 of 2 files failed");
}

#[test]
fn a_folder_becomes_a_folder() {
    let folder = packages("many-folder");
    folder.file("in/.hidden/a.json", package("no"));
    let out = folder.path("new/out/");
    convert(&[&folder.path("in")], "cargo", &["-o", &out]).exits(1);
    assert_eq!(below(&folder, "new/out"), ["a.toml", "b/Cargo.toml", "c.toml"]);
    assert_eq!(folder.read("new/out/b/Cargo.toml"), "[package]\nname = \"b\"\n");
    convert(&[&folder.path("in")], "record", &["-o", &folder.path("records")]).exits(1);
    let records = ["a.record.json", "b/package.record.json", "c.record.json"];
    assert_eq!(below(&folder, "records"), records);
    convert(&[&folder.path("records")], "npm", &["-o", &folder.path("back")]).exits(0);
    assert_eq!(below(&folder, "back"), ["a.json", "b/package.json", "c.json"]);
    assert_eq!(folder.read("back/a.json"), "{\n  \"name\": \"a\"\n}\n");
}

#[test]
fn results_keep_the_folders_below_the_one_they_share() {
    let folder = packages("many-shared");
    let (a, b) = (folder.file("x/package.json", package("x")), folder.path("in/b/package.json"));
    let around = folder.path("in/b/../../in/./a.json");
    convert(&[&a, &b, &around], "cargo", &["-o", &folder.path("out")]).exits(0);
    assert_eq!(below(&folder, "out"), ["in/a.toml", "in/b/Cargo.toml", "x/Cargo.toml"]);
    let mut command = command(&["convert", "../in/b/package.json", "../in/a.json", "--to", "npm"]);
    command.args(["-o", "results"]).current_dir(folder.path("x"));
    assert!(command.status().unwrap().success());
    assert_eq!(below(&folder, "x/results"), ["a.json", "b/package.json"]);
}

#[test]
fn names_that_collide_are_numbered() {
    let folder = Folder::new("many-collide");
    folder.file("in/a-2.json", package("second"));
    folder.file("in/a.json", package("json"));
    folder.file("in/a.toml", "[package]\nname = \"toml\"\n");
    folder.file("in/a.record.json", "{\"schemaVersion\": \"1.0\", \"name\": \"record\"}");
    folder.file("in/A.txt", package("upper"));
    let (source, out) = (folder.path("in"), folder.path("out"));
    convert(&[&source, &folder.path("in/a.json")], "cargo", &["-o", &out]).exits(0);
    let found = below(&folder, "out");
    let names = ["A.toml", "a-2.toml", "a-3.toml", "a-4.toml", "a-5.toml", "a-6.toml"];
    assert_eq!(found, names);
    let mut said: Vec<_> = found.iter().map(|name| folder.read(&format!("out/{name}"))).collect();
    said.sort();
    let name = |name: &str| format!("[package]\nname = \"{name}\"\n");
    assert_eq!(said, ["json", "json", "record", "second", "toml", "upper"].map(name));
    // the same names again
    convert(&[&source, &folder.path("in/a.json")], "cargo", &["-o", &out]).exits(0);
    assert_eq!(below(&folder, "out"), found);
}

#[test]
fn dotted_names_stay_whole() {
    let folder = Folder::new("many-dotted");
    for name in ["a-1.0", "a-1.1", "b-1.2.JSON", "c.d.json", "stdin.json"] {
        folder.file(&format!("in/{name}"), package("a"));
    }
    let (out, source) = (folder.path("out"), folder.path("in"));
    let arguments = ["convert", "-", &source, "--to", "npm", "-o", &out];
    run_with(&arguments, package("input").as_bytes()).exits(0);
    let names =
        ["a-1.0.json", "a-1.1.json", "b-1.2.json", "c.d.json", "stdin-2.json", "stdin.json"];
    assert_eq!(below(&folder, "out"), names);
    assert!(folder.read("out/stdin.json").contains("input"));
}

#[test]
fn sources_and_earlier_results_are_left_alone() {
    let folder = packages("many-sources");
    let source = folder.path("in");
    let done = convert(&[&source], "npm", &["-o", &source]).exits(1);
    done.tells("a.json: cannot write: it is a source").tells("4 of 4 files failed");
    assert_eq!(folder.read("in/a.json"), package("a"));
    for _ in 0..2 {
        convert(&[&source], "npm", &["-o", &folder.path("in/out")]).exits(1);
        assert_eq!(below(&folder, "in/out"), ["a.json", "b/package.json", "c.json"]);
    }
}

#[cfg(unix)]
#[test]
fn links_lead_nowhere_else() {
    use std::os::unix::fs::symlink;
    let folder = packages("many-links");
    fs::create_dir_all(folder.path("out")).unwrap();
    fs::create_dir_all(folder.path("elsewhere")).unwrap();
    let old = folder.file("old.json", "old");
    folder.file("in/b/deep/d.json", package("d"));
    symlink(folder.path("elsewhere"), folder.path("out/b")).unwrap();
    symlink(&old, folder.path("out/a.json")).unwrap();
    symlink(folder.path("gone.json"), folder.path("out/c.json")).unwrap();
    symlink(folder.path("in"), folder.path("in/again")).unwrap();
    let done = convert(&[&folder.path("in")], "npm", &["-o", &folder.path("out")]).exits(1);
    let done = done.tells("in/again: cannot read: it is a link to a folder");
    done.tells("out/b/package.json: cannot write: a link leads out").tells("out/a.json: cannot");
    assert!(fs::read_dir(folder.path("elsewhere")).unwrap().next().is_none());
    assert!(fs::metadata(folder.path("gone.json")).is_err());
    assert_eq!(folder.read("old.json"), "old");
    assert!(fs::symlink_metadata(folder.path("out/c.json")).unwrap().is_file());
}

#[test]
fn denied_losses_keep_back_one_file() {
    let folder = packages("many-denied");
    let lossy = folder.file("in/b/lossy.json", "{\"name\": \"@x/y\", \"os\": [\"linux\"]}");
    let (a, out) = (folder.path("in/a.json"), folder.path("out"));
    let done = convert(&[&lossy, &a], "cargo", &["-o", &out, "--deny-losses"]).exits(3);
    assert_eq!(below(&folder, "out"), ["a.toml"]);
    let words = "2 losses are denied, nothing is written\npkgschema: 1 of 2 files denied\n";
    assert_eq!(done.err, format!("pkgschema: {lossy}: {words}"));
    let source = folder.path("in");
    let done = convert(&[&source], "cargo", &["-o", &out, "--deny-losses", "-q"]).exits(1);
    done.tells("1 of 5 files failed, 1 denied\n").tells(words.lines().next().unwrap());
}

#[test]
fn losses_are_counted_named_or_left_out() {
    let folder = packages("many-told");
    let lossy = folder.file("x/lossy.json", "{\"name\": \"@x/y\", \"os\": null}");
    let (a, out) = (folder.path("in/a.json"), folder.path("out"));
    let with = |more: &[&str]| {
        convert(&[&a, &lossy], "cargo", &[&["-o", &out], more].concat()).exits(0).err
    };
    assert_eq!(with(&[]), format!("{lossy}: 2 losses, 1 finding\n"));
    assert_eq!(with(&["--quiet"]), "");
    let verbose = with(&["--verbose"]);
    assert!(verbose.starts_with(&format!("pkgschema: {lossy}: 2 losses from ")), "{verbose}");
    assert!(verbose.contains("  changed    /name: crates have no namespace\n"), "{verbose}");
    assert!(verbose.contains(&format!("pkgschema: 1 finding in {lossy}\n")), "{verbose}");
    run(&["convert", &a, &lossy, "--to", "npm", "-q", "-v"]).exits(2);
    let quiet = run(&["convert", &lossy, "--to", "cargo", "-q"]).exits(0);
    assert_eq!(quiet.err, "");
}

#[test]
fn a_line_of_json_a_file() {
    let folder = packages("many-json");
    let lossy = folder.file("in/lossy.json", "{\"name\": \"@x/y\"}");
    let (source, out) = (folder.path("in"), folder.path("out"));
    let json = ["-o", &out, "--format", "json", "--deny-losses"];
    let done = convert(&[&source], "cargo", &json).exits(1);
    let told = done.told_lines();
    assert_eq!(told.len(), 5, "{}", done.err);
    let a = json!({"file": folder.path("in/a.json"), "output": folder.path("out/a.toml"),
        "losses": [], "findings": [], "denied": false});
    assert_eq!(told[0], a);
    assert_eq!(told[1]["file"], folder.path("in/b/broken.json"));
    assert_eq!((&told[1]["error"]["line"], &told[1]["error"]["column"]), (&json!(1), &json!(10)));
    assert_eq!((&told[4]["file"], &told[4]["denied"]), (&json!(lossy), &json!(true)));
    assert_eq!(told[4]["losses"][0]["pointer"], "/name");
    assert_eq!(told[4].get("output"), None);
    let quiet = convert(&[&source], "cargo", &[&json[..], &["-q"]].concat()).exits(1);
    assert_eq!(quiet.told_lines(), [told[1].clone(), told[4].clone()]);
}

#[cfg(unix)]
#[test]
fn hostile_names_are_shown_harmlessly() {
    let folder = Folder::new("many-hostile");
    folder.file("in/\u{1b}[2J\n\u{202e}.json", "{");
    folder.file("in/\u{1b}]0;x\u{7}.json", "{\"name\": \"@x/y\", \"version\": null}");
    let (source, out) = (folder.path("in"), folder.path("out"));
    for more in [&[][..], &["--verbose"], &["--format", "json"]] {
        let done = convert(&[&source], "cargo", &[&["-o", &out], more].concat()).exits(1);
        let obeyed = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        assert!(!done.err.contains(obeyed), "{:?}", done.err);
        assert!(done.err.contains("\\u{1b}") || done.err.contains("\\u001b"), "{:?}", done.err);
    }
    assert_eq!(below(&folder, "out"), ["\u{1b}]0;x\u{7}.toml"]);
}

#[test]
fn a_reader_that_leaves_ends_the_run() {
    let folder = packages("many-closed");
    let a = folder.path("in/a.json");
    let mut command = command(&["convert", &a, &a, "--to", "npm"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn advisories_and_their_extensions() {
    let folder = Folder::new("many-advisories");
    let advisory = fs::read_to_string(example("advisory.json")).unwrap();
    folder.file("in/one.json", &advisory);
    let mut json = Vec::new();
    for to in ["osv", "rustsec", "pypa-yaml", "openvex", "ghsa", "cyclonedx", "npm-audit"] {
        let done = convert(&[&folder.path("in")], to, &["-o", &folder.path(to), "-q"]);
        if done.code == 0 {
            let name = below(&folder, to).remove(0);
            let text = folder.read(&format!("{to}/{name}"));
            let parsed = serde_json::from_str::<serde_json::Value>(&text);
            assert_eq!(name == "one.json", parsed.is_ok(), "{to}: {name}");
            json.push(parsed.is_ok());
        }
    }
    assert!(json.contains(&true) && json.contains(&false), "{json:?}");
}

#[test]
fn an_empty_folder_is_no_failure() {
    let folder = Folder::new("many-empty");
    fs::create_dir(folder.path("in")).unwrap();
    let done = convert(&[&folder.path("in")], "npm", &[]).exits(0);
    assert_eq!((done.out.as_str(), done.err.as_str()), ("", ""));
}
