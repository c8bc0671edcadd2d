//! `--format json` of every command, held against the schema that the table of outputs names.

#[path = "../../src/outputs.rs"]
mod table;

use crate::provenance::STATEMENT;
use crate::publisher::{CLAIMS, CONFIG};
use crate::run::{Folder, Run, example, run, run_with};
use crate::takedown::{URL, log};
use crate::takedown_log::checkpoint;
use jsonschema::Validator;
use pkgschema::schema::Entry;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use table::{ALL, Output, TOLD};

const AT: [&str; 2] = ["--at", "2026-05-07T10:00:00Z"];
const NOTICE: &str = r#"{"schemaVersion": "1.0", "id": "urn:x:1", "noticeType": "decision",
    "registry": {"url": "https://registry.example"}, "subjects": [{"purl": "pkg:npm/left-margin"}],
    "status": "STATUS", "reason": {"category": "REASON"}, "issuedAt": "2026-05-04T10:00:00Z"}"#;

/// What a run prints.
#[derive(Clone, Copy)]
enum Printed {
    Document(&'static str),
    Lines(&'static str),
    /// What the row has in words.
    Others,
    /// Nothing: it fails.
    Nothing,
}
use Printed::{Document, Lines, Nothing, Others};

/// Runs by command.
struct Runs {
    folder: Folder,
    done: Vec<(&'static str, Printed, Run)>,
}

impl Runs {
    /// Runs a command with `--format json`.
    fn ask(&mut self, command: &'static str, more: &[&str], input: &str, printed: Printed) -> &Run {
        let format: &[&str] = if more.contains(&"--format") { &[] } else { &["--format", "json"] };
        let words: Vec<&str> = command.split(' ').collect();
        let run = run_with(&[&words[..], more, format].concat(), input.as_bytes());
        self.done.push((command, printed, run));
        &self.done.last().unwrap().2
    }

    fn packages(&mut self) {
        let (package, lock) = (example("package.json"), example("package-lock.json"));
        self.ask(
            "check",
            &[&lock, "--min-age", "7d", AT[0], AT[1]],
            "",
            Document("inventory-report"),
        );
        self.ask("check", &[&lock, "--policy", "no-such"], "", Nothing);
        self.ask("convert", &[&package, "--to", "record"], "", Document("package-metadata"));
        self.ask("convert", &[&lock, "--to", "record"], "", Document("inventory"));
        let advisory = example("advisory.json");
        self.ask("convert", &[&advisory, "--to", "osv"], "", Document("advisory"));
        self.ask("convert", &[&package, "--to", "pypi"], "", Others);
        self.ask("convert", &[&package, "--to", "pypi", "--deny-losses"], "", Nothing);
        let (out, broken) = (self.folder.path("out"), self.folder.file("broken.json", "{"));
        let several = [&package, &broken, "--to", "record", "-o", &out];
        self.ask("convert", &several, "", Nothing);
        let lines = "{\"name\": \"a\", \"version\": \"1.0.0\", \"x\": 1}\n{\"name\": \n\n";
        let stream = ["--ndjson", "--to", "record", "--from", "npm"];
        self.ask("convert", &stream, lines, Lines("conversion-answer"));
        let denied = ["--ndjson", "--to", "pypi", "--deny-losses"];
        self.ask("convert", &denied, lines, Lines("conversion-answer"));
        let release = r#"{"info": {"name": "margin", "version": "1.0"}, "urls": [],
            "vulnerabilities": [{"id": "PYSEC-1", "fixed_in": ["2.0"]}]}"#;
        self.ask("inspect", &["-"], release, Document("inspection"));
        for document in [&package, &lock, &advisory] {
            self.ask("inspect", &[document], "", Document("inspection"));
        }
        self.ask("inspect", &["-"], STATEMENT, Document("inspection"));
        self.ask("inspect", &["no-such-file"], "", Nothing);
        self.ask("inspect", &["-"], "{\"name\": \n", Nothing);
    }

    fn schemas(&mut self) {
        let (package, advisory) = (example("package.json"), example("advisory.json"));
        let judged = Document("validation-report");
        self.ask("validate", &[&advisory, "--as", "advisory"], "", judged);
        self.ask("validate", &[&package, &advisory], "", judged);
        self.ask("validate", &["-"], r#"{"id": "X-1", "modified": 7}"#, judged);
        let old = self.folder.file("old.schema.json", r#"{"type": "string"}"#);
        let changed = Document("schema-diff");
        self.ask("schema diff", &[&old, "purl"], "", changed);
        self.ask("schema diff", &["purl", "purl"], "", changed);
        self.ask("schema diff", &["no-such-file", "purl"], "", Nothing);
    }

    fn versions(&mut self) {
        for purl in ["pkg:npm/%40a/b@1?os=x#y", "pkg:cargo/a"] {
            self.ask("purl parse", &[purl], "", Document("purl-parts"));
        }
        self.ask("purl parse", &["npm/a"], "", Nothing);
        let compared = Document("version-comparison");
        self.ask("version compare", &["npm", "1.0.0", "1.1.0", "--is", ">"], "", compared);
        self.ask("version compare", &["pypi", "1.0", "1.0.0"], "", compared);
        let asked = ["npm", "^1.2", "1.3.0-b"];
        self.ask("version satisfies", &asked, "", Document("range-answer"));
        self.ask("version contains", &asked, "", Document("range-answer"));
        self.ask("version contains", &["npm", "one", "1.0.0"], "", Nothing);
        let told = Document("range-translation");
        self.ask("range to-vers", &["pypi", "<2"], "", told);
        self.ask("range to-events", &["npm", "<1.2.0 || >=2.0.0 <=2.5.0"], "", told);
        self.ask("range from-vers", &["vers:pypi/<1.4.dev0|>=1.5.dev0"], "", told);
        self.ask("range from-vers", &["vers:none/*"], "", Nothing);
    }

    fn advisories(&mut self) {
        let file = self.folder.file(
            "advisory.json",
            r#"{"id": "GHSA-1", "aliases": ["CVE-1"], "affected": [{"package": {"ecosystem": "npm",
                "name": "a"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "1.0.0"},
                {"fixed": "1.2.0"}]}]}]}"#,
        );
        for purl in ["pkg:npm/a@1.1.0", "pkg:npm/a@3.0.0", "pkg:npm/b@1.1.0"] {
            let asked = [&file, "--purl", purl];
            self.ask("advisory affects", &asked, "", Document("affects-report"));
        }
        let nowhere = [&file, "--ecosystem", "Nowhere", "--name", "a", "--version", "1"];
        let told = self.ask("advisory affects", &nowhere, "", Document("affects-report")).told();
        assert!(told["warnings"][0].is_string(), "{told}");
        self.ask("advisory affects", &[&file, "--purl", "pkg:x"], "", Nothing);
        self.ask("advisory lint", &[&file], "", Document("lint-report"));
        let small = [&file, "--max-ids", "1", "--max-aliases", "1"];
        self.ask("advisory group", &small, "", Document("alias-report"));
        self.ask("advisory group", &[&file, "--max-aliases", "0"], "", Document("alias-report"));
        let config = self.folder.file("config.json", CONFIG);
        let asked = [&config, "-", "--at", "2026-05-04T14:00:00Z"];
        self.ask("publisher match", &asked, CLAIMS, Document("publisher-match"));
        let late = [&config, "-", AT[0], AT[1]];
        self.ask("publisher match", &late, CLAIMS, Document("publisher-match"));
    }

    fn notices(&mut self) {
        let log = log(&self.folder);
        let new =
            ["--registry", URL, "--purl", "pkg:npm/a", "--status", "yanked", "--id", "urn:x:1"];
        self.ask("takedown new", &[&new[..], &AT].concat(), "", Document("takedown-notice"));
        let odd =
            [&new[..], &AT, &["--from", "2020-01-01T00:00:00Z", "--until", "2019-01-01"]].concat();
        self.ask("takedown new", &odd, "", Nothing);
        let good = self.folder.file("good.json", notice("deprecated", "unmaintained"));
        let checked = [&good, &example("package.json")];
        let checked = checked.map(String::as_str);
        self.ask("takedown check", &checked, "", Document("check-report"));
        let counted =
            checkpoint(&self.folder, "checkpoint.json", &self.folder.read("notices.jsonl"));
        let purl = "pkg:pypi/example@1.0";
        let asked = ["--log", &log, "--purl", purl, "--checkpoint", &counted, AT[0], AT[1]];
        self.ask("takedown status", &asked, "", Document("package-status"));
        let unknown = ["--log", "no-such", "--purl", purl, AT[0], AT[1]];
        self.ask("takedown status", &unknown, "", Document("package-status"));
        let decided = [&asked[..], &["--request", "new"]].concat();
        self.ask("takedown decide", &decided, "", Document("install-decision"));
        let verified = [&log, "--checkpoint", &counted, AT[0], AT[1]];
        self.ask("takedown verify-log", &verified, "", Document("log-report"));
        self.ask("takedown profile", &[], "", Document("registry-profiles"));
        self.ask("takedown profile", &["pypi"], "", Document("registry-profile"));
        let out = self.folder.path("feed");
        let base = ["--base-url", "https://registry.example/notices/", AT[0], AT[1]];
        let export = [&[log.as_str(), "--out", &out][..], &base].concat();
        self.ask("takedown feed export", &export, "", Document("feed-report"));
        let held = self.folder.file("held.txt", "pkg:pypi/example@1.0\n");
        let delta = [&out, "--holds", &held, AT[0], AT[1]];
        self.ask("takedown feed delta", &delta, "", Document("mirror-report"));
    }

    fn exchange(&mut self) {
        let seen = ["--registry", URL, AT[0], AT[1]];
        let planned = notice("deprecated", "unmaintained");
        let cle = self.ask("takedown to-cle", &["-"], &planned, Others).out.clone();
        let from = [&["-"][..], &seen].concat();
        self.ask("takedown from-cle", &from, &cle, Lines("takedown-notice"));
        let id = ["-", "--id", "MAL-2026-1"];
        let malware = notice("deleted", "malware");
        let osv = self.ask("takedown to-osv", &id, &malware, Document("advisory")).out.clone();
        self.ask("takedown from-osv", &from, &osv, Lines("takedown-notice"));
        self.ask("takedown to-osv", &["-"], &planned, Nothing);
        let line = |version: &str, yanked: bool| {
            format!(
                r#"{{"name":"margin","vers":"{version}","deps":[],"cksum":"00","features":{{}},"yanked":{yanked}}}"#
            ) + "\n"
        };
        let index = self.folder.file("margin", line("1.0.0", true) + &line("1.0.1", false) + "x\n");
        let one = self.folder.file("one", line("1.0.1", false));
        let lines = ["--format", "jsonl"];
        let signals = [&[index.as_str()][..], &seen].concat();
        self.ask("takedown signals", &signals, "", Document("notice-list"));
        self.ask(
            "takedown signals",
            &[&signals[..], &lines].concat(),
            "",
            Lines("takedown-notice"),
        );
        let snapshot = [&[index.as_str(), &one][..], &seen].concat();
        self.ask("takedown snapshot", &snapshot, "", Document("notice-list"));
        self.ask(
            "takedown snapshot",
            &[&snapshot[..], &lines].concat(),
            "",
            Lines("takedown-notice"),
        );
        let (old, new) =
            (self.folder.file("old", STATEMENT), STATEMENT.replace("tags/v1", "tags/v2"));
        self.ask("provenance show", &["-"], STATEMENT, Document("provenance-report"));
        self.ask("provenance check", &["-"], STATEMENT, Document("lint-report"));
        self.ask("provenance diff", &[&old, "-"], &new, Document("provenance-difference"));
        self.ask("provenance show", &["-"], "{}", Nothing);
    }
}

fn notice(status: &str, reason: &str) -> String {
    NOTICE.replace("STATUS", status).replace("REASON", reason)
}

/// The schemas, each read once.
#[derive(Default)]
struct Schemas {
    ready: BTreeMap<String, (Value, Validator)>,
}

impl Schemas {
    fn get(&mut self, name: &str) -> &(Value, Validator) {
        self.ready.entry(name.to_owned()).or_insert_with(|| {
            let root = Value::from(Entry::find(name).expect(name).schema(None));
            let validator = jsonschema::draft202012::new(&root).unwrap();
            (root, validator)
        })
    }

    /// What stands in an inspection or an answer is a record too.
    #[track_caller]
    fn within(&mut self, document: &Value, run: &Run) {
        let one = |value: &Value| match value {
            Value::Array(records) => records.clone(),
            Value::Null => Vec::new(),
            record => vec![record.clone()],
        };
        for record in one(&document["record"]).into_iter().chain(one(&document["value"])) {
            let names = ["package-metadata", "inventory", "build-provenance", "advisory"];
            let fits = names.iter().any(|name| {
                let (root, validator) = self.get(name);
                validator.is_valid(&record) && known(root, root, &record)
            });
            assert!(fits, "{record} in {run:#?}");
        }
        one(&document["advisories"]).iter().for_each(|it| self.obeys("advisory", it, run));
    }

    /// The document is valid, and every member in it is known.
    #[track_caller]
    fn obeys(&mut self, name: &str, document: &Value, run: &Run) {
        let (root, validator) = self.get(name);
        let errors: Vec<_> = validator.iter_errors(document).map(|it| it.to_string()).collect();
        assert!(errors.is_empty(), "{name}: {errors:?} of {document} in {run:#?}");
        let known = known(root, root, document);
        assert!(known, "{name} does not know a member of {document} in {run:#?}");
    }
}

/// Whether the schema knows every member of a valid value.
fn known(root: &Value, schema: &Value, value: &Value) -> bool {
    if let Some(target) = schema["$ref"].as_str() {
        return known(root, root.pointer(&target[1..]).unwrap(), value);
    }
    if let Some(any) = schema["anyOf"].as_array() {
        return any.iter().any(|one| known(root, one, value));
    }
    let items = |items: &Vec<Value>| items.iter().all(|item| known(root, &schema["items"], item));
    let member = |(name, value): (&String, &Value)| match schema["properties"].get(name) {
        Some(member) => known(root, member, value),
        None if schema["properties"].is_null() => true,
        None => schema["additionalProperties"].is_object(),
    };
    let members = value.as_object().is_none_or(|members| members.iter().all(member));
    members && value.as_array().is_none_or(items)
}

#[test]
fn every_command_prints_what_its_row_names() {
    let mut runs = Runs { folder: Folder::new("outputs"), done: Vec::new() };
    runs.packages();
    runs.schemas();
    runs.versions();
    runs.advisories();
    runs.notices();
    runs.exchange();
    let (mut schemas, mut seen, mut told) = (Schemas::default(), BTreeSet::new(), 0);
    for (command, printed, run) in &runs.done {
        let row = Output::of(command).expect(command);
        assert!(!run.err.contains("panicked") && !run.err.contains("Usage:"), "{run:#?}");
        match *printed {
            Document(name) => {
                assert!(row.documents.contains(&name), "{command}: {name}");
                schemas.obeys(name, &run.printed(), run);
                schemas.within(&run.printed(), run);
                seen.insert((*command, name));
            }
            Lines(name) => {
                assert!(row.lines.contains(&name) && !run.out.is_empty(), "{name}: {run:#?}");
                for line in run.printed_lines() {
                    schemas.obeys(name, &line, run);
                    schemas.within(&line, run);
                }
                seen.insert((*command, name));
            }
            Others => assert!(row.others.is_some() && !run.out.is_empty(), "{run:#?}"),
            Nothing => assert!(run.out.is_empty() && !run.err.is_empty(), "{run:#?}"),
        }
        let documents = serde_json::Deserializer::from_str(&run.err).into_iter::<Value>();
        for document in documents {
            let document = document.unwrap_or_else(|error| panic!("{error}: {run:#?}"));
            schemas.obeys(TOLD, &document, run);
            assert!(document.as_object().is_some_and(|it| !it.is_empty()), "{run:#?}");
            told += 1;
        }
    }
    let rows = ALL
        .iter()
        .flat_map(|row| row.documents.iter().chain(row.lines).map(|name| (row.command, *name)));
    assert_eq!(seen, rows.collect(), "each schema of each row is seen");
    assert!(told > 20, "{told}");
}

#[test]
fn help_and_manual_pages_name_the_schema() {
    for row in ALL {
        let words: Vec<&str> = row.command.split(' ').collect();
        let help = run(&[&words[..], &["--help"]].concat()).exits(0).out;
        let page = run(&[&["man"], &words[..]].concat()).exits(0).out;
        for name in row.documents.iter().chain(row.lines).chain([&TOLD]) {
            assert!(help.contains(&format!("`{name}`")), "{name} in {help}");
            assert!(page.contains(&format!("`{}`", name.replace('-', "\\-"))), "{name} in {page}");
        }
    }
}

/// The same table for those who read the schemas and not the help.
#[test]
fn the_readme_of_the_schemas_has_the_table() {
    let readme = concat!(env!("CARGO_MANIFEST_DIR"), "/../../schemas/README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    for row in ALL {
        let line = format!("| `{}` | {} |", row.command, row.printed());
        assert!(readme.contains(&line), "schemas/README.md lacks {line}");
    }
}
