//! The specification page of takedown notices says what the schemas and the code say.
//!
//! `UPDATE_SCHEMAS=1 cargo test --test specification` writes the generated blocks of the page
//! anew: what stands between `<!-- generated: … -->` and `<!-- end -->`.

use pkgschema::exchange::{NOTICE_PREDICATE, attest, attested_notice, unsigned_envelope};
use pkgschema::identity::{Artifact, Purl};
use pkgschema::object::parse;
use pkgschema::provenance::Statement;
use pkgschema::schema::Entry;
use pkgschema::takedown::{
    Checkpoint, Clocks, InstallDecision, InstallPolicy, InstallRequest, Log, LogCondition,
    LogReport, PackageStatus, Query, RegistryProfile, RequestKind, Role, Status, StatusIndex,
    TakedownNotice, TrustTable, decide,
};
use pkgschema::text::{Link, Timestamp};
use pkgschema::{Finding, Severity};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::{env, fs};

const PAGE: &str = "schemas/takedown-notice/specification.md";
const INCIDENT: &str = "schemas/vectors/takedown/incident.jsonl";
const SOURCES: &str = "crates/pkgschema/src/takedown";
const UPDATE: &str = "UPDATE_SCHEMAS=1 cargo test --test specification";

const REGISTRY: &str = "https://registry.example";
/// The identity under which the incident's log is verified.
const ISSUER: &str = "https://registry.example/notices.jsonl";

fn text(below: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(below);
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{below}: {error}"))
}

fn time(text: &str) -> Timestamp {
    Timestamp::new(text).unwrap()
}

fn link(text: &str) -> Link {
    Link::new(text).unwrap()
}

/// The blocks of JSON.
fn blocks(page: &str) -> impl Iterator<Item = &str> {
    page.split("```json\n").skip(1).filter_map(|rest| Some(rest.split_once("\n```")?.0))
}

#[test]
fn generated_blocks_are_those_of_the_code() {
    let page = text(PAGE);
    let mut anew = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        anew += &format!("{line}\n");
        let name = line.strip_prefix("<!-- generated: ").and_then(|it| it.strip_suffix(" -->"));
        if let Some(name) = name {
            anew += &format!("\n{}\n<!-- end -->\n", generated(name));
            assert!(lines.any(|line| line == "<!-- end -->"), "{name} does not end");
        }
    }
    if env::var_os("UPDATE_SCHEMAS").is_some() {
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE), &anew).unwrap();
    } else {
        let differs = anew.lines().zip(page.lines()).find(|(left, right)| left != right);
        assert_eq!(differs, None, "{PAGE} is out of date; run `{UPDATE}`");
        assert_eq!(anew.len(), page.len(), "{PAGE} is out of date; run `{UPDATE}`");
    }
}

fn generated(block: &str) -> String {
    match block.split_once(' ').unwrap_or((block, "")) {
        ("words", name) => words(name),
        ("members", name) => members(name),
        ("shapes", _) => shapes(),
        ("algorithms", _) => algorithms(),
        ("severity", _) => severity(),
        ("ranks", _) => ranks(),
        ("decision-table", _) => decision_table(),
        ("log-codes", _) => log_codes(),
        ("log-conditions", _) => log_conditions(),
        ("row", name) => json_block(&from_row(name).to_pretty_json()),
        ("fuller", _) => json_block(&incident().notices().last().unwrap().to_pretty_json()),
        ("checkpoint", _) => json_block(&checkpoint(&incident()).to_json()),
        ("incident-log", _) => incident_log(),
        ("incident", _) => incident_table(),
        _ => panic!("nobody knows how to generate {block:?}"),
    }
}

fn json_block(text: &str) -> String {
    format!("```json\n{}\n```\n", text.trim_end())
}

/// The schema of a definition: `Status`, of another record `install-decision/Flag`, or the record
/// itself, `checkpoint`.
fn definition(name: &str) -> Value {
    let (record, name) = match name.split_once('/') {
        Some((record, name)) => (record, name),
        None if Entry::find(name).is_some() => (name, ""),
        None => ("takedown-notice", name),
    };
    let root = Value::from(Entry::find(record).expect(record).schema(None));
    let found = if name.is_empty() { &root } else { &root["$defs"][name] };
    assert!(found.is_object(), "{record} has no {name}");
    found.clone()
}

/// The description in one line of a table.
fn cell(schema: &Value) -> String {
    about(schema).replace("\n\n", " ").replace('\n', " ").replace('|', "\\|")
}

fn words(name: &str) -> String {
    let about = about(&definition(name));
    let (about, listed) = about.split_once("\n\nListed words:\n").expect(name);
    let mut table = format!("{about}\n\n| word | meaning |\n|---|---|\n");
    for line in listed.lines() {
        let (word, meaning) = line.strip_prefix("- ").unwrap().split_once(": ").expect(line);
        table += &format!("| {word} | {meaning} |\n");
    }
    table
}

fn members(name: &str) -> String {
    let schema = definition(name);
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let all = schema["properties"].as_object().expect(name);
    let optional = all.keys().map(String::as_str).filter(|name| !required.contains(name));
    let mut table = format!("{}\n\n| member | value | meaning |\n|---|---|---|\n", about(&schema));
    for name in required.iter().copied().chain(optional) {
        let member = &all[name];
        let mark = if required.contains(&name) { " (required)" } else { "" };
        table += &format!("| `{name}`{mark} | {} | {} |\n", kind(member), cell(member));
    }
    table
}

fn about(schema: &Value) -> String {
    schema["description"].as_str().unwrap_or_default().to_owned()
}

fn kind(schema: &Value) -> String {
    // a reference stands alone behind `anyOf`
    if let Some(name) = schema["$ref"].as_str().or_else(|| schema["anyOf"][0]["$ref"].as_str()) {
        return name.rsplit('/').next().unwrap().to_owned();
    }
    match schema["type"].as_str().expect("a type") {
        "array" => format!("list of {}", kind(&schema["items"])),
        "integer" => "whole number".to_owned(),
        "boolean" => "true or false".to_owned(),
        "string" => "text".to_owned(),
        other => other.to_owned(),
    }
}

/// The texts with a shape of their own.
fn shapes() -> String {
    let mut table = String::from("| shape | meaning |\n|---|---|\n");
    let root = definition("takedown-notice");
    for (name, schema) in root["$defs"].as_object().unwrap() {
        if schema["type"] == "string" && schema.get("examples").is_none() {
            table += &format!("| {name} | {} |\n", cell(schema));
        }
    }
    table
}

fn algorithms() -> String {
    let schema = definition("DigestSet");
    let names = schema["properties"].as_object().unwrap().keys();
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    format!("{} Listed: {}.\n", about(&schema), names.join(", "))
}

/// The listed words of a vocabulary and one that is not, each with its rank.
fn ranked(name: &str, rank: fn(&str) -> u8) -> Vec<(u8, String)> {
    let examples = definition(name)["examples"].as_array().expect(name).clone();
    let words = examples.iter().filter_map(Value::as_str);
    let listed = words.map(|word| (rank(word), format!("`{word}`")));
    listed.chain([(rank("x-other"), "any word that is not listed".to_owned())]).collect()
}

fn severity() -> String {
    let mut all = ranked("Status", |word| Status::from(word).severity());
    all.sort();
    let words: Vec<String> = all.into_iter().map(|(_, word)| word).collect();
    words.join(" < ") + "\n"
}

fn ranks() -> String {
    let all = ranked("Role", |word| Role::from(word).rank());
    let rows = all.into_iter().map(|(rank, word)| format!("| {word} | {rank} |\n"));
    "| role | rank |\n|---|---|\n".to_owned() + &rows.collect::<String>()
}

fn decision_table() -> String {
    let groups: [_; InstallDecision::TABLE.len()] =
        ["status", "resolution", "download", "reason", "other facts"];
    let mut table = String::new();
    for (group, rows) in groups.iter().zip(InstallDecision::TABLE) {
        let head = format!("| row by {group} | new | exact | locked | installed |");
        table += &format!("{head}\n|---|---|---|---|---|\n");
        for row in rows {
            let cells: Vec<String> = (0..4).map(|at| row.verdict(at).as_str().to_owned()).collect();
            table += &format!("| `{}` | {} |\n", row.name, cells.join(" | "));
        }
        table.push('\n');
    }
    table.trim_end().to_owned() + "\n"
}

/// The table of codes in the documentation of `Log::verify`.
fn log_codes() -> String {
    let source = text(&format!("{SOURCES}/log.rs"));
    let rows = source.lines().filter_map(|line| line.trim().strip_prefix("/// |"));
    let table: Vec<String> = rows.map(|row| format!("|{row}\n")).collect();
    assert!(table.len() > 10, "the table is gone");
    table.concat()
}

/// A notice made of a registry's own row, in one call.
fn from_row(name: &str) -> TakedownNotice {
    let (purl_type, word, subject, at) = match name {
        "pypi" => ("pypi", "remove release", "pkg:pypi/left-margin@2.5.0", "2026-05-04T14:00:00Z"),
        "cargo" => ("cargo", "deleted_crates", "pkg:cargo/left-margin", "2026-05-04T14:00:00Z"),
        "gem" => ("gem", "deletions", "pkg:gem/left-margin@2.5.0", "2026-05-04T14:00:00Z"),
        "npm" => ("npm", "unpublished", "pkg:npm/left-margin", "2026-05-04T14:00:00.000Z"),
        _ => panic!("no row {name:?}"),
    };
    let profile = RegistryProfile::shipped(purl_type, link(REGISTRY)).unwrap();
    profile.notice(word, Purl::parse(subject).unwrap(), time(at)).unwrap()
}

fn worse_than_a_note(notice: &TakedownNotice) -> Option<Finding> {
    notice.check().into_iter().find(|finding| finding.severity != Severity::Note)
}

#[test]
fn a_row_makes_a_short_notice() {
    for name in ["pypi", "cargo", "gem", "npm"] {
        let notice = from_row(name);
        assert_eq!(worse_than_a_note(&notice), None, "{name}");
        assert!(notice.to_pretty_json().lines().count() < 15, "{name}");
        assert!(text(PAGE).contains(&format!("<!-- generated: row {name} -->")), "{name}");
    }
}

/// Every vocabulary, record and shape of the notice's schema has its block in the page.
#[test]
fn the_whole_schema_is_in_the_page() {
    let page = text(PAGE);
    assert!(page.contains("<!-- generated: members takedown-notice -->"));
    for (name, schema) in definition("takedown-notice")["$defs"].as_object().unwrap() {
        let block = match (schema.get("examples"), schema["type"].as_str()) {
            (Some(_), _) => format!("<!-- generated: words {name} -->"),
            _ if name == "DigestSet" => "<!-- generated: algorithms -->".to_owned(),
            (_, Some("object")) => format!("<!-- generated: members {name} -->"),
            _ => "<!-- generated: shapes -->".to_owned(),
        };
        assert!(page.contains(&block), "{PAGE} lacks {block}");
    }
}

#[test]
fn notices_in_the_page_are_valid() {
    let schema = definition("takedown-notice");
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let mut notices = 0;
    for block in blocks(&text(PAGE)) {
        let document: Value =
            serde_json::from_str(block).unwrap_or_else(|e| panic!("{e}\n{block}"));
        if document.get("schemaVersion").is_none() || document.get("noticeType").is_none() {
            continue;
        }
        notices += 1;
        assert!(validator.is_valid(&document), "{block}");
        let notice = TakedownNotice::parse(block).unwrap();
        assert_eq!(worse_than_a_note(&notice), None, "{block}");
    }
    assert!(notices >= 6, "{notices}");
}

/// The table of lints has every code of the source, with its severity, and no other.
#[test]
fn lints_in_the_page_are_those_of_the_source() {
    let mut source = BTreeSet::new();
    for file in ["content", "lifecycle", "subjects", "times"] {
        let text = text(&format!("{SOURCES}/lints/{file}.rs"));
        for severity in ["error", "warning", "note"] {
            for call in text.split(&format!("lints.{severity}(")).skip(1) {
                let plain = |word: &&str| {
                    !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
                };
                let code = call.split('"').skip(1).step_by(2).find(plain).expect(call);
                source.insert((code.to_owned(), severity.to_owned()));
            }
        }
    }
    let page = text(PAGE);
    let table = page.split("<!-- checked: lints -->").nth(1).unwrap();
    let table = table.split("<!-- end -->").next().unwrap();
    let mut stated = BTreeSet::new();
    for row in table.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        for severity in cells[2].split(" or ") {
            stated.insert((cells[1].trim_matches('`').to_owned(), severity.to_owned()));
        }
    }
    assert_eq!(stated, source);
}

#[test]
fn the_statement_in_the_page_is_the_notices_own() {
    let page = text(PAGE);
    let block = blocks(&page).find(|it| it.contains("\"predicateType\"")).expect("a statement");
    assert!(page.contains(&format!("`{NOTICE_PREDICATE}`")));
    let statement = Statement::parse(block).unwrap();
    let notice = attested_notice(&statement).unwrap();
    let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(value(&attest(&notice).unwrap().to_json()), value(block));
    let pae = unsigned_envelope(&notice).unwrap().pae().unwrap();
    let head = format!("DSSEv1 28 {} ", Statement::MEDIA_TYPE);
    assert!(pae.starts_with(head.as_bytes()) && page.contains(&head), "{head}");
}

fn incident() -> Log {
    Log::parse(&text(INCIDENT))
}

fn checkpoint(log: &Log) -> Checkpoint {
    let (from, to) = (time("2026-05-06T00:00:00Z"), time("2026-05-07T00:00:00Z"));
    log.checkpoint(link(ISSUER), from, to)
}

const NOW: &str = "2026-05-06T12:00:00Z";

fn report(log: &Log, checkpoint: &Checkpoint) -> LogReport {
    log.report(Some(checkpoint), Some(&time(NOW)))
}

fn fold(log: &Log, report: &LogReport, purl: &str, known: &str, effect: &str) -> PackageStatus {
    let trust = TrustTable::of_registry(ISSUER, link(REGISTRY));
    let mut index = StatusIndex::new(&trust);
    index.add_log(log, ISSUER, None);
    let (purl, registry) = (Purl::parse(purl).unwrap(), link(REGISTRY));
    index.status(&Query::of(&purl).on(&registry), &Clocks::new(time(known), time(effect)), report)
}

/// What a client does about a package that no notice is about, by the state of the log.
fn log_conditions() -> String {
    let whole = incident();
    let full = text(INCIDENT);
    let lines: Vec<&str> = full.lines().collect();
    let some = |lines: &[&str]| Log::parse(&(lines.join("\n") + "\n"));
    let current = checkpoint(&whole);
    let (five, none) = (some(&lines[..5]), Log::default());
    let edited = full.replacen("only-exact", "only-locked", 1);
    let other = full.replacen("What the deletion notice said", "Something else", 1);
    let mut bare = Log::default();
    whole.notices().cloned().for_each(|mut notice| {
        notice.previous = None;
        bare.push(notice);
    });
    let half = Log::parse(&full[..full.len() - 40]);
    let (later, sooner) = (time("2026-05-07T00:00:00Z"), time("2026-05-05T00:00:00Z"));
    let at = |log: &Log, now| log.report(Some(&current), Some(now));
    let rows = [
        ("It matches a current checkpoint.", report(&whole, &current)),
        ("It goes on behind what a current checkpoint counts.", report(&whole, &checkpoint(&five))),
        ("It does, and its last line is half-written.", report(&half, &checkpoint(&five))),
        ("It is empty, and a current checkpoint counts none.", report(&none, &checkpoint(&none))),
        ("It is empty, and a current checkpoint counts some.", report(&none, &current)),
        ("It is empty, without a checkpoint.", none.report(None, Some(&time(NOW)))),
        ("It could not be fetched.", LogReport::absent(LogCondition::Unreachable)),
        ("There is none.", LogReport::absent(LogCondition::Missing)),
        ("It came without a checkpoint.", whole.report(None, Some(&time(NOW)))),
        ("The checkpoint has expired.", at(&whole, &later)),
        ("The checkpoint is dated in the future.", at(&whole, &sooner)),
        ("It ends early, between two lines (rolled back).", report(&five, &current)),
        ("It ends early, within a line.", report(&Log::parse(&full[..full.len() / 2]), &current)),
        ("Its last line is half-written, and the checkpoint counts it.", report(&half, &current)),
        ("Its last line is another one (forked).", report(&Log::parse(&other), &current)),
        ("A line was edited.", report(&Log::parse(&edited), &current)),
        ("A line is missing.", report(&some(&[&lines[..2], &lines[3..]].concat()), &current)),
        ("No line names the one before it.", report(&bare, &checkpoint(&bare))),
    ];
    let mut table =
        String::from("| the log | coverage | conditions | decision |\n|---|---|---|---|\n");
    for (state, report) in rows {
        let status = fold(&Log::default(), &report, "pkg:pypi/other@1.0.0", NOW, NOW);
        let request = InstallRequest::new(RequestKind::NewResolution);
        let decision = decide(&status, &request, &InstallPolicy::default());
        let conditions: Vec<&str> = report.conditions.iter().map(|it| it.as_str()).collect();
        let (coverage, conditions) = (report.coverage.as_str(), conditions.join(", "));
        table += &format!("| {state} | {coverage} | {conditions} | {decision} |\n");
    }
    table
}

#[test]
fn the_incident_is_a_sound_log() {
    let log = incident();
    assert_eq!((log.len(), log.unreadable()), (6, 0));
    assert_eq!(log.verify(Some(&checkpoint(&log))), []);
    for notice in log.notices() {
        assert_eq!(worse_than_a_note(notice), None, "{}", notice.id.as_str());
    }
}

fn incident_log() -> String {
    let head = "| notice | issued | what | about | role |\n|---|---|---|---|---|\n";
    text(INCIDENT).lines().fold(head.to_owned(), |table, line| {
        let notice: Value = serde_json::from_str(line).unwrap();
        let word = |pointer: &str| notice.pointer(pointer).and_then(Value::as_str).unwrap_or("");
        let number = |pointer: &str| word(pointer).rsplit('/').next().unwrap().to_owned();
        let list = notice["subjects"][0]["versions"].as_array().into_iter().flatten();
        let versions: String = list.map(|it| format!(" {}", it.as_str().unwrap())).collect();
        let of = if notice["targets"].is_array() { " of " } else { "" };
        let (id, target) = (number("/id"), number("/targets/0"));
        let (kind, status) = (word("/noticeType"), word("/status"));
        let (purl, role) = (word("/subjects/0/purl"), word("/authority/role"));
        let what = format!("{kind}{of}{target}: {status}");
        table
            + &format!("| {id} | {} | {what} | `{purl}`{versions} | {role} |\n", word("/issuedAt"))
    })
}

/// A request about the incident: a lock verifies, and the bad version is two hours old at most.
fn request(kind: &str, now: &str) -> InstallRequest {
    let mut request = InstallRequest::new(RequestKind::from(kind));
    request.at = Some(time(now));
    request.published_at = Some(time("2026-05-04T09:50:00Z"));
    if kind == "locked" {
        let json = json!({"filename": "a.whl", "digests": {"sha256": "0".repeat(64)}});
        let file: Artifact = parse(&json.to_string()).unwrap();
        (request.locked, request.found) = (Some(file.clone()), Some(file));
    }
    request
}

fn incident_table() -> String {
    let (hijacked, held) = ("2026-05-04T10:30:00Z", "2026-05-04T11:45:00Z");
    let (cleared, later) = ("2026-05-04T13:30:00Z", "2026-05-06T12:00:00Z");
    let rows: [(_, _, _, &[_]); 10] = [
        (hijacked, hijacked, "@2.4.1", &["new", "exact", "locked"]),
        (hijacked, hijacked, "@2.5.0", &["new", "new, at least a day old"]),
        (held, held, "@2.4.1", &["new"]),
        (held, held, "@2.5.0", &["new", "installed"]),
        (cleared, cleared, "@2.4.1", &["new"]),
        (cleared, cleared, "@2.5.0", &["exact"]),
        (later, later, "@2.4.1", &["new"]),
        (later, later, "@2.5.0", &["new", "locked", "installed"]),
        (later, hijacked, "@2.4.1", &["new"]),
        (later, later, "", &["new"]),
    ];
    let log = incident();
    let complete = report(&log, &checkpoint(&log));
    let mut table =
        "| known at | in effect at | asked | request | status | decision |\n".to_owned();
    table += "|---|---|---|---|---|---|\n";
    for (known, effect, version, requests) in rows {
        let purl = format!("pkg:pypi/left-margin{version}");
        let status = fold(&log, &complete, &purl, known, effect);
        let told = status.status.as_ref().map_or("unknown", |status| status.as_str());
        for wanted in requests {
            let (kind, aged) = wanted.split_once(',').map_or((*wanted, false), |it| (it.0, true));
            let mut policy = InstallPolicy::default();
            policy.minimum_age = aged.then_some(86_400);
            let decision = decide(&status, &request(kind, effect), &policy);
            table +=
                &format!("| {known} | {effect} | `{purl}` | {wanted} | {told} | {decision} |\n");
        }
    }
    table
}

/// What the page says in words about the incident.
#[test]
fn the_incident_turns_out_as_told() {
    let log = incident();
    let complete = report(&log, &checkpoint(&log));
    let id = |number: u32| format!("{REGISTRY}/notices/{number}");
    let told = |version: &str| {
        let purl = format!("pkg:pypi/left-margin@{version}");
        let status = fold(&log, &complete, &purl, NOW, NOW);
        serde_json::from_str::<Value>(&status.to_json()).unwrap()
    };
    let (bad, good) = (told("2.5.0"), told("2.4.1"));
    let measures: Vec<_> = (0..3).map(|at| bad["measures"][at]["notice"].clone()).collect();
    assert_eq!(measures, [json!(id(2)), json!(id(6)), Value::Null]);
    assert_eq!(bad["lifted"], json!([{"notice": id(5), "by": id(6), "how": "amendment"}]));
    let refused = json!([{"notice": id(3), "why": "not-authorized", "target": id(2)}]);
    assert_eq!(bad["refused"], refused);
    assert_eq!(bad["replacements"][0]["purl"], "pkg:pypi/left-margin@2.4.1");
    assert!(good.get("measures").is_none());
    assert_eq!(good["lifted"], json!([{"notice": id(1), "by": id(4), "how": "retraction"}]));
}
