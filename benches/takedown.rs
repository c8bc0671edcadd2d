//! What a log of notices costs: reading it, folding it, and deciding about packages.
//!
//! `cargo bench --bench takedown [-- NOTICES]` (a million by default) prints
//! `<case> <figure> <unit>`, tab-separated. The fold is what comes after reading: an index over all
//! notices and the status of every package in it. A tenth of the notices is laid out as a feed.

use std::collections::HashMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use pkgschema::takedown::{
    Clocks, DeltaRequest, Feed, FeedCopy, FeedLimits, FeedOptions, HeldFile, InstallPolicy,
    InstallRequest, Log, LogReport, MirrorPolicy, PackageStatus, Query, RequestKind, StatusIndex,
    TrustTable, Verdict, decide, mirror_delta,
};
use pkgschema::text::{Link, Timestamp};

/// Of ten notices nine are decisions about a version each, and one lifts one of them.
fn text(notices: usize) -> String {
    let mut text = String::with_capacity(notices * 420);
    for at in 0..notices {
        let minutes = at * 40_000 / notices; // all of May, oldest first
        let (day, hour, minute) = (1 + minutes / 1440, minutes / 60 % 24, minutes % 60);
        let (kind, status, target, about) = match at % 10 {
            9 => ("reversal", "active", format!(r#""targets":["urn:n:{}"],"#, at - 1), at - 1),
            _ => ("decision", "yanked", String::new(), at),
        };
        let package = about / 3;
        text.push_str(&format!(
            concat!(
                r#"{{"schemaVersion":"1.0","id":"urn:n:{}","noticeType":"{}","registry":{{"url":"https://registry.example"}},"#,
                r#""subjects":[{{"purl":"pkg:npm/package-{}@1.0.{}"}}],"status":"{}","issuedAt":"2026-05-{:02}T{:02}:{:02}:00Z",{}"#,
                r#""mechanism":"yank","effects":{{"resolution":"only-exact","download":"available"}},"#,
                r#""reason":{{"category":"defect","message":"breaks on load"}}}}"#,
                "\n"
            ),
            at, kind, package, about % 3, status, day, hour, minute, target
        ));
    }
    text
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    let count = arguments.first().and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    for notices in [count / 4, count] {
        one_log(notices);
    }
    for notices in [count / 40, count / 10] {
        one_feed(notices);
    }
    decisions();
}

/// A log laid out as a feed, and what a mirror of everything in it could do.
fn one_feed(notices: usize) {
    let text = text(notices);
    let time = |day: u8| Timestamp::from_document(format!("2026-06-{day:02}T00:00:00Z"));
    let address = Link::from_document("https://registry.example/all.jsonl");
    let checkpoint = Log::parse(&text).checkpoint(address, time(1), time(3));
    let options = FeedOptions::default();
    let (export, feed) = timed(|| Feed::of_log(&text, &checkpoint, &options).expect("a feed"));
    let files: HashMap<&str, &[u8]> =
        feed.files().iter().map(|file| (&*file.name, &*file.bytes)).collect();
    let get = |name: &str, _| Some(files.get(name)?.to_vec());
    let (read, copy) = timed(|| FeedCopy::read(get, FeedLimits::default()));
    let held = |at: usize| format!(r#"{{"purl":"pkg:npm/package-{}@1.0.{}"}}"#, at / 3, at % 3);
    let holds: Vec<HeldFile> =
        (0..notices).map(|at| HeldFile::parse(&held(at)).expect("a file")).collect();
    let trust = TrustTable::of_registry("log", Link::from_document("https://registry.example"));
    let request = DeltaRequest {
        feed: &copy,
        issuer: "log",
        trust: &trust,
        position: None,
        holds: &holds,
        policy: &MirrorPolicy::default(),
        at: &time(2),
    };
    let (delta, report) = timed(|| mirror_delta(&request));
    assert_eq!(report.withheld.len(), notices / 10 * 8, "each that is yanked and not lifted");
    for (case, seconds) in [("export", export), ("fetch", read), ("delta", delta)] {
        let each = seconds * 1e9 / notices as f64;
        println!("takedown/feed {case} {notices}\t{each:.0}\tns/notice");
    }
}

/// The median of three rounds for reading and for folding, and their ratio.
fn one_log(notices: usize) {
    let text = text(notices);
    let mut rounds: Vec<[f64; 3]> = (0..3).map(|_| round(&text, notices)).collect();
    rounds.sort_by(|left, right| left[2].total_cmp(&right[2]));
    let [read, fold, ratio] = rounds[1];
    let each = |seconds: f64| seconds * 1e9 / notices as f64;
    println!("takedown/read {notices}\t{:.0}\tns/notice", each(read));
    println!("takedown/fold {notices}\t{:.0}\tns/notice", each(fold));
    println!("takedown/fold {notices}\t{ratio:.2}\ttimes reading");
}

fn round(text: &str, notices: usize) -> [f64; 3] {
    let (read, log) = timed(|| Log::parse(text));
    assert_eq!(log.notices().count(), notices);
    let (fold, lifted) = timed(|| fold(&log));
    assert_eq!(lifted, notices / 10 * 2, "each reversal, asked for by both of its notices");
    [read, fold, fold / read]
}

/// The status of every package that the log names; gives how often one was lifted.
fn fold(log: &Log) -> usize {
    let trust = TrustTable::of_registry("log", Link::from_document("https://registry.example"));
    let mut index = StatusIndex::new(&trust);
    index.add_log(log, "log", None);
    let clocks = Clocks::at(Timestamp::from_document("2026-06-01T00:00:00Z"));
    let report = LogReport::unknown();
    let mut lifted = 0;
    for notice in log.notices() {
        let purl =
            notice.subjects.first().and_then(|subject| subject.purl.as_ref()?.to_purl().ok());
        let Some(purl) = purl else { continue };
        lifted += black_box(index.status(&Query::of(&purl), &clocks, &report)).lifted.len();
    }
    lifted
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let value = work();
    (start.elapsed().as_secs_f64(), value)
}

/// A decision about a status that was made before.
fn decisions() {
    let active = r#"{"schemaVersion":"1.0","purl":"pkg:npm/a@1.0.0","coverage":"complete","status":"active"}"#;
    let yanked = r#"{"schemaVersion":"1.0","purl":"pkg:npm/a@1.0.0","coverage":"complete","status":"yanked","measures":[
        {"notice":"urn:x:1","status":"yanked","issuer":"r","weight":"full","effects":{"resolution":"only-exact"}}]}"#;
    let policy = InstallPolicy::default();
    for (case, text, verdict) in
        [("active", active, Verdict::Allow), ("yanked", yanked, Verdict::Warn)]
    {
        let status = PackageStatus::parse(text).expect("a status");
        let request = InstallRequest::new(RequestKind::ExactPin);
        assert_eq!(decide(&status, &request, &policy).verdict, verdict);
        let (mut calls, start) = (0_u32, Instant::now());
        while start.elapsed() < Duration::from_millis(200) {
            for _ in 0..64 {
                black_box(decide(black_box(&status), black_box(&request), black_box(&policy)));
            }
            calls += 64;
        }
        let each = start.elapsed().as_nanos() as f64 / f64::from(calls);
        println!("takedown/decide {case}\t{each:.0}\tns/decision");
    }
}
