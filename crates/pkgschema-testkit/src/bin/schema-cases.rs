//! `schema-cases ROOT DIR [--corpora DIR]`: writes documents of every published schema with the
//! verdict on each, for validators in other languages.
//!
//! `DIR/schemas/NAME.json` are the schemas, `DIR/cases/NAME.jsonl` the cases, one a line:
//! `{"schema", "id", "document", "valid"}`. Shapes of texts stand beside them as schemas of their
//! own. Prints the counts.
//!
//! Invariant: a verdict on which schema and reader differ, and which is not listed, ends in failure.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use pkgschema_testkit::schema_cases::generate::Generator;
use pkgschema_testkit::schema_cases::texts::Texts;
use pkgschema_testkit::schema_cases::{Judge, changes, corpora};
use serde_json::{Value, json};

const USAGE: &str = "usage: schema-cases ROOT DIR [--corpora DIR]";

/// Changes that are taken of a record's complete document.
const OF_COMPLETE: usize = 600;
/// Changes of any other document that is written by hand.
const OF_FIXTURE: usize = 12;
/// Documents made of a schema, and the changes of each.
const MADE: (usize, usize) = (40, 3);
/// Every so-manieth document of a corpus is changed, and so often.
const OF_CORPUS: (usize, usize) = (4, 2);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let written = match arguments.as_slice() {
        [root, to] => Writer::new(root, to).and_then(|writer| writer.run(None)),
        [root, to, "--corpora", from] => {
            Writer::new(root, to).and_then(|writer| writer.run(Some(Path::new(from))))
        }
        _ => Err(USAGE.to_owned()),
    };
    match written {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("schema-cases: {error}");
            ExitCode::from(2)
        }
    }
}

struct Writer {
    root: PathBuf,
    to: PathBuf,
    texts: Texts,
    /// Cases, those that are valid, and those that were changed.
    counts: [usize; 3],
    /// By the difference's name.
    differences: BTreeMap<&'static str, usize>,
    unlisted: usize,
}

impl Writer {
    fn new(root: &str, to: &str) -> Result<Self, String> {
        let (root, to) = (PathBuf::from(root), PathBuf::from(to));
        for folder in ["schemas", "cases"] {
            fs::create_dir_all(to.join(folder)).map_err(|e| format!("{}: {e}", to.display()))?;
        }
        let texts = Texts::of(&root);
        Ok(Self { root, to, texts, counts: [0; 3], differences: BTreeMap::new(), unlisted: 0 })
    }

    /// How many disagreements are not listed.
    fn run(mut self, corpora: Option<&Path>) -> Result<usize, String> {
        let mut found = corpora.map(corpora::documents).unwrap_or_default();
        found.extend(corpora::inventories(&self.root.join("tests/fixtures")));
        let judges = Judge::all()?;
        for judge in &judges {
            let documents = found.iter().filter(|(schema, ..)| *schema == judge.entry.name);
            let documents: Vec<_> = documents.map(|(_, id, it)| (id.clone(), it.clone())).collect();
            self.cases(judge, documents)?;
        }
        self.shapes()?;
        let [all, valid, changed] = self.counts;
        println!("{} schemas, {all} cases, {valid} of them valid, {changed} changed", judges.len());
        for (name, count) in &self.differences {
            println!("listed difference {name}: {count} cases");
        }
        println!("unlisted differences of schema and reader: {}", self.unlisted);
        Ok(self.unlisted)
    }

    fn cases(&mut self, judge: &Judge, corpus: Vec<(String, Value)>) -> Result<(), String> {
        let mut documents = judge.documents(&self.root);
        let mut changed = Vec::new();
        if let Some(complete) = judge.complete(&self.root)? {
            let all = changes::all(&complete);
            let step = all.len().div_ceil(OF_COMPLETE).max(1);
            changed.extend(all.into_iter().step_by(step));
        }
        let mut change = |name: &str, document: &Value, count: usize| {
            let named = |(how, it)| (format!("{name}: {how}"), it);
            changed.extend(changes::some(document, count).into_iter().map(named));
        };
        for (name, document) in &documents {
            change(name, document, OF_FIXTURE);
        }
        for number in 0..MADE.0 {
            let made = Generator::new(&judge.schema, &mut self.texts, number).document();
            let made = made.map_err(|error| format!("{}: {error}", judge.entry.name))?;
            change(&format!("made/{number}"), &made, MADE.1);
            documents.push((format!("made/{number}"), made));
        }
        for (name, document) in corpus.iter().step_by(OF_CORPUS.0) {
            change(name, document, OF_CORPUS.1);
        }
        documents.extend(corpus);
        self.counts[2] += changed.len();
        self.write_schema(&judge.file_name(), &judge.schema)?;
        let mut lines = self.open(&judge.file_name())?;
        for (id, document) in documents.iter().chain(&changed) {
            let verdict = judge.judge(document);
            if !verdict.agrees() {
                self.differ(judge, id, document);
            }
            self.write(&mut lines, &judge.file_name(), id, document, verdict.schema)?;
        }
        Ok(())
    }

    fn differ(&mut self, judge: &Judge, id: &str, document: &Value) {
        if let Some(listed) = judge.difference(document) {
            *self.differences.entry(listed.name).or_default() += 1;
            return;
        }
        self.unlisted += 1;
        if self.unlisted <= 20 {
            let verdict = judge.judge(document);
            eprintln!("{} {id}: {verdict:?}", judge.entry.name);
        }
    }

    /// The shapes of texts, each as a schema of its own, with texts that are hard for a dialect.
    fn shapes(&mut self) -> Result<(), String> {
        let texts = std::mem::take(&mut self.texts);
        for (number, shape) in texts.shapes().enumerate() {
            let name = format!("text-{number}");
            self.write_schema(&name, &shape.schema)?;
            let mut lines = self.open(&name)?;
            for text in shape.nasty() {
                let id = format!("{text:?}");
                self.write(&mut lines, &name, &id, &json!(text), shape.takes(&text))?;
            }
        }
        Ok(())
    }

    fn write_schema(&self, name: &str, schema: &Value) -> Result<(), String> {
        let path = self.to.join("schemas").join(format!("{name}.json"));
        fs::write(&path, schema.to_string()).map_err(|e| format!("{}: {e}", path.display()))
    }

    fn open(&self, name: &str) -> Result<BufWriter<File>, String> {
        let path = self.to.join("cases").join(format!("{name}.jsonl"));
        File::create(&path).map(BufWriter::new).map_err(|e| format!("{}: {e}", path.display()))
    }

    fn write(
        &mut self,
        lines: &mut impl Write,
        schema: &str,
        id: &str,
        document: &Value,
        valid: bool,
    ) -> Result<(), String> {
        self.counts[0] += 1;
        self.counts[1] += usize::from(valid);
        let line = json!({ "schema": schema, "id": id, "document": document, "valid": valid });
        writeln!(lines, "{line}").map_err(|error| format!("{id}: {error}"))
    }
}
