//! What records of packages cost, beside the bare parser of the same text: time a document, in
//! turns over one process.
//!
//! `cargo bench --bench metadata -- DIR [PART]`, where DIR holds the corpora and PART is a part of
//! the names of the cases that are wanted, prints
//! `<case> <unit> <ours> <bare parser> <its time> <ratio>`, tab-separated; a ratio above 1 means
//! that we are faster. Ours reads the text, makes the record and names what the record does not
//! hold; `…/checked` looks for findings as well. The bare parser builds its tree
//! (`serde_json::Value`, `toml::Table`, the headers of `mailparse`, the elements of `roxmltree`)
//! and does nothing with it. Effective POMs stand beside a figure, since Maven's builder is Java's.
//! Each figure is the median of 15 rounds, and the ratio the median of those within a round.

use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use pkgschema_convert::cargo::{CargoManifest, IndexLine};
use pkgschema_convert::format::Format;
use pkgschema_convert::maven::Pom;
use pkgschema_convert::npm::{PackageJson, Packument};
use pkgschema_convert::pypi::CoreMetadata;
use pkgschema_convert::{Document, ToRecord};
use pkgschema_testkit::checks::metadata::maven_effective::{Pool, context};
use pkgschema_testkit::corpus::cases;
use serde_json::Value;

const ROUNDS: usize = 15;

/// How long a side runs in a round at least.
const ROUND: Duration = Duration::from_millis(60);

fn main() -> ExitCode {
    let dir = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    match dir.ok_or("say where the corpora are".to_owned()).and_then(|dir| run(Path::new(&dir))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("metadata: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(dir: &Path) -> Result<(), String> {
    let json = |text: &str| drop(black_box(serde_json::from_str::<Value>(text)));
    let toml = |text: &str| drop(black_box(toml::from_str::<toml::Table>(text)));
    let (value, table) = ("serde_json::Value", "toml::Table");
    let texts = load(dir, "npm-package-json")?;
    let record = |text: &str| drop(black_box(PackageJson::parse(text).map(|it| it.to_record())));
    compare("package.json", "ns/document", &texts, record, value, json);
    compare("package.json/checked", "ns/document", &texts, checked("npm")?, value, json);
    let texts = load(dir, "cargo-manifest")?;
    let record = |text: &str| drop(black_box(CargoManifest::parse(text).map(|it| it.to_record())));
    compare("Cargo.toml", "ns/document", &texts, record, table, toml);
    compare("Cargo.toml/checked", "ns/document", &texts, checked("cargo")?, table, toml);
    let lines: Vec<String> = load(dir, "cargo-index")?
        .iter()
        .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let record = |text: &str| drop(black_box(IndexLine::parse(text).map(|it| it.to_record())));
    compare("index line", "ns/line", &lines, record, value, json);
    compare("index line/checked", "ns/line", &lines, checked("cargo-index-line")?, value, json);
    let texts = load(dir, "pypi-metadata")?;
    let record = |text: &str| drop(black_box(CoreMetadata::parse(text).map(|it| it.to_record())));
    let bare = "mailparse, every value";
    compare("METADATA", "ns/document", &texts, record, bare, headers);
    compare("METADATA/checked", "ns/document", &texts, checked("pypi-metadata")?, bare, headers);
    poms(dir)?;
    let texts = load(dir, "npm-packument")?;
    let latest = |text: &str| {
        let packument = Packument::parse(text).ok();
        black_box(packument.as_ref().and_then(|it| Some(it.latest()?.record())));
    };
    compare("packument, latest release", "ns/document", &texts, latest, value, json);
    let all = |text: &str| drop(black_box(Packument::parse(text).map(|it| it.to_record())));
    compare("packument, all releases", "ns/document", &texts, all, value, json);
    Ok(())
}

/// POMs beside a tree of their elements, and effective ones beside Maven's own builder.
fn poms(dir: &Path) -> Result<(), String> {
    let bare = "roxmltree";
    let tree =
        |text: &str| drop(black_box(roxmltree::Document::parse(text).map(|it| it.root().id())));
    let mut texts = load(dir, "maven-pom")?;
    texts.retain(|text| roxmltree::Document::parse(text).is_ok());
    let parsed = |text: &str| drop(black_box(Pom::parse(text)));
    compare("pom.xml, read alone", "ns/document", &texts, parsed, bare, tree);
    let record = |text: &str| drop(black_box(Pom::parse(text).map(|it| it.to_record())));
    compare("pom.xml", "ns/document", &texts, record, bare, tree);
    compare("pom.xml/checked", "ns/document", &texts, checked("maven")?, bare, tree);
    if is_wanted("effective POM") {
        effective(dir, &load(dir, "maven-effective")?);
    }
    Ok(())
}

/// Effective POMs, read and built, beside the figure of Maven's own builder. Parents have been
/// read before, as in that figure.
fn effective(dir: &Path, texts: &[String]) {
    let pool = Pool::of_file(&dir.join("metadata/maven-pool.jsonl"));
    let context = context();
    let build = |text: &String| {
        drop(black_box(Pom::parse(text).map(|pom| pom.effective(&pool, &context))));
    };
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            texts.iter().for_each(build);
            start.elapsed().as_secs_f64() / texts.len().max(1) as f64
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let (ours, theirs) = (times[ROUNDS / 2], 1.0 / MAVEN);
    let name = "Maven's builder, 230/s as measured before";
    let (each, ratio) = (ours * 1e9, theirs / ours);
    println!("effective POM\tns/document\t{each:.0}\t{name}\t{:.0}\t{ratio:.2}", theirs * 1e9);
}

/// So many effective POMs a second Maven's own builder (3.8) made on a machine of this class: with
/// its parents in memory, offline, least validation, no plugins, in the best of several runs.
const MAVEN: f64 = 230.0;

/// Every header's value, decoded as the mail parser does it.
fn headers(text: &str) {
    if let Ok((headers, body)) = mailparse::parse_headers(text.as_bytes()) {
        for header in &headers {
            black_box((header.get_key_ref(), header.get_value()));
        }
        black_box(body);
    }
}

/// Reads a document, its record and its findings.
fn checked(name: &str) -> Result<impl Fn(&str), String> {
    let format = Format::find(name).ok_or(format!("built without {name}"))?;
    Ok(move |text: &str| drop(black_box(format.read(text))))
}

/// The documents of a corpus that are UTF-8.
fn load(dir: &Path, corpus: &str) -> Result<Vec<String>, String> {
    let path = dir.join(format!("metadata/{corpus}.jsonl"));
    let at = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let mut texts = Vec::new();
    for case in cases(&path).map_err(|error| at(&error))? {
        let case = case.map_err(|error| at(&error))?;
        // one in another encoding is for no bare parser beside ours
        texts.extend(case.text().map(str::to_owned));
    }
    Ok(texts)
}

fn compare(
    case: &str,
    unit: &str,
    texts: &[String],
    ours: impl Fn(&str),
    bare: &str,
    theirs: impl Fn(&str),
) {
    let pass = |work: &dyn Fn(&str)| {
        let start = Instant::now();
        texts.iter().for_each(|text| work(black_box(text)));
        start.elapsed().as_secs_f64()
    };
    if !is_wanted(case) {
        return;
    }
    let passes = (ROUND.as_secs_f64() / pass(&theirs).max(1e-9)).ceil() as usize;
    let (mut our_times, mut their_times, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (mut our_time, mut their_time) = (0.0, 0.0);
        for _ in 0..passes.max(1) {
            our_time += pass(&ours);
            their_time += pass(&theirs);
        }
        ratios.push(their_time / our_time);
        our_times.push(our_time);
        their_times.push(their_time);
    }
    let each = |times: Vec<f64>| median(times) * 1e9 / (passes.max(1) * texts.len().max(1)) as f64;
    let (ours, theirs, ratio) = (each(our_times), each(their_times), median(ratios));
    println!("{case}\t{unit}\t{ours:.0}\t{bare}\t{theirs:.0}\t{ratio:.2}");
}

/// Whether the command line asks for the case, or for none.
fn is_wanted(case: &str) -> bool {
    let part = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).nth(1);
    part.is_none_or(|part| case.contains(&part))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
