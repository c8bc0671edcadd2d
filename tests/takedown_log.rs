//! Logs of notices: an intact one has no findings, and whatever was changed, taken out or moved
//! is found at its line.

use pkgschema::Severity;
use pkgschema::identity::DigestSet;
use pkgschema::takedown::{
    Checkpoint, Erased, Erasure, Log, LogCondition, LogReport, LogState, Previous, TakedownNotice,
};
use pkgschema::text::{Link, Timestamp};
use serde_json::{Value, json};

const NOW: &str = "2026-05-05T00:00:00Z";

fn time(text: &str) -> Timestamp {
    Timestamp::new(text).unwrap()
}

fn id(number: usize) -> Link {
    Link::new(&format!("https://registry.example/notices/{number}")).unwrap()
}

/// A notice with a member of each kind in it.
fn notice(number: usize) -> TakedownNotice {
    let document = json!({
        "schemaVersion": "1.0", "id": id(number).as_str(), "noticeType": "decision",
        "registry": {"url": "https://registry.example", "purlType": "npm"},
        "subjects": [{"purl": format!("pkg:npm/left-margin@1.4.{number}")}],
        "status": "quarantined", "issuedAt": "2026-05-04T10:00:00Z",
        "reason": {"category": "malware", "message": format!("Reported by user {number}.")},
        "exposure": {"downloads": 12},
        "replacements": [{"purl": "pkg:npm/right-margin", "dropIn": true}],
        "added": [null, 1.50, {}]
    });
    TakedownNotice::parse(&document.to_string()).unwrap()
}

fn digests(notice: &TakedownNotice) -> DigestSet {
    DigestSet::from_iter([notice.digest().unwrap()])
}

/// Puts the notices in a chain.
fn chained(mut notices: Vec<TakedownNotice>) -> Vec<TakedownNotice> {
    for at in 1..notices.len() {
        notices[at].previous =
            Some(Previous::new(notices[at - 1].id.clone(), digests(&notices[at - 1])));
    }
    notices
}

fn chain(count: usize) -> Vec<TakedownNotice> {
    chained((1..=count).map(notice).collect())
}

fn lines(notices: &[TakedownNotice]) -> Vec<String> {
    notices.iter().map(TakedownNotice::to_json).collect()
}

fn text(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn log(lines: &[String]) -> Log {
    Log::parse(&text(lines))
}

/// A checkpoint for these notices, current at [`NOW`].
fn checkpoint(notices: &[TakedownNotice]) -> Checkpoint {
    let head = notices.last().map(digests).unwrap_or_default();
    let log = Link::new("https://registry.example/notices.jsonl").unwrap();
    let size = u64::try_from(notices.len()).unwrap();
    let (issued, expires) = (time("2026-05-04T12:00:00Z"), time("2026-05-06T12:00:00Z"));
    Checkpoint::new("1.0", log, size, head, issued, expires)
}

/// Pointer and code of each finding.
fn found(log: &Log, checkpoint: Option<&Checkpoint>) -> Vec<(String, &'static str)> {
    let findings = log.verify(checkpoint);
    findings.iter().map(|it| (it.pointer.as_str().to_owned(), it.code)).collect()
}

fn has_error(log: &Log, checkpoint: Option<&Checkpoint>) -> bool {
    log.verify(checkpoint).iter().any(|it| it.severity == Severity::Error)
}

#[track_caller]
fn finds(text: &str, checkpoint: Option<&Checkpoint>, expected: &[(&str, &str)]) {
    let found = found(&Log::parse(text), checkpoint);
    let found: Vec<_> = found.iter().map(|(pointer, code)| (pointer.as_str(), *code)).collect();
    assert_eq!(found, expected, "{text:.3000}");
}

#[test]
fn an_intact_chain_has_no_findings() {
    for count in [0, 1, 2, 6, 50] {
        let notices = chain(count);
        let log = log(&lines(&notices));
        assert_eq!((log.len(), log.unreadable(), log.is_empty()), (count, 0, count == 0));
        assert_eq!(log.head(), notices.last().map(|last| last.digest().unwrap()));
        assert_eq!(log.verify(None), [], "{count}");
        assert_eq!(log.verify(Some(&checkpoint(&notices))), [], "{count}");
    }
}

#[test]
fn each_code_at_its_line() {
    let notices = chain(4);
    let whole = lines(&notices);
    let [a, b, c, d] = [0, 1, 2, 3].map(|at| whole[at].as_str());
    finds(&format!("{a}\nnot a notice\n{b}\n"), None, &[("/1", "unreadable"), ("/2", "gap")]);
    finds(&format!("{a}\n{b}\n{}", &c[..90]), None, &[("/2", "half-written")]);
    finds(&format!("{a}\n{b}\n{}\n", &c[..90]), None, &[("/2", "unreadable")]);
    let surrogate = b.replace("Reported", r"\ud800");
    finds(
        &format!("{a}\n{surrogate}\n{c}\n"),
        None,
        &[("/1", "no-canonical-form"), ("/2", "edited")],
    );
    let mut unvouched = notices[1].clone();
    unvouched.erased = Some(Erased::new(DigestSet::new(), vec!["/reason".into()]));
    let unvouched = unvouched.to_json();
    let expected = [("/1", "no-canonical-form"), ("/1", "erased-unvouched")];
    finds(&format!("{a}\n{unvouched}\n"), None, &expected);
    let free = lines(&[notice(1), notice(2), notice(1)]);
    finds(&text(&free), None, &[("/1", "unchained"), ("/2", "repeated")]);
    let mut other = notice(1);
    other.mechanism = Some("hold".into());
    let reused = chained(vec![notice(1), notice(2), other]);
    finds(&text(&lines(&reused)), None, &[("/2", "id-reused")]);
    finds(&format!("{b}\n{c}\n"), None, &[("/0", "gap")]);
    finds(&format!("{a}\n{b}\n{d}\n"), None, &[("/2", "gap")]);
    let mut rival = notice(9);
    rival.previous = notices[1].previous.clone();
    let rival = rival.to_json();
    finds(&format!("{a}\n{b}\n{rival}\n"), None, &[("/2", "fork")]);
    let mut early = notice(9);
    early.previous = Some(Previous::new(id(1), digests(&notices[0])));
    let free = [notice(1), notice(2), early];
    finds(&text(&lines(&free)), None, &[("/1", "unchained"), ("/2", "out-of-order")]);
    let nowhere = a.replace("pkg:npm/left-margin@1.4.1", "left-margin");
    finds(&format!("{nowhere}\n"), None, &[("/0", "reaches-nothing")]);
    let edited = b.replace("malware", "spam");
    finds(&format!("{a}\n{edited}\n{c}\n"), None, &[("/2", "edited")]);
    let three = checkpoint(&notices[..3]);
    finds(&format!("{a}\n{b}\n"), Some(&three), &[("", "rolled-back")]);
    finds(&format!("{a}\n{b}\n{}\n", c.replace("12", "13")), Some(&three), &[("", "forked")]);
    finds(&text(&whole), Some(&three), &[("/3", "behind-checkpoint")]);
    finds(&text(&whole), Some(&checkpoint(&[])), &[("/0", "behind-checkpoint")]);
}

/// The severities are those of the table at `Log::verify`, and every code of it was tried here.
#[test]
fn severities_are_those_of_the_table() {
    let root = env!("CARGO_MANIFEST_DIR");
    let source = std::fs::read_to_string(format!("{root}/crates/pkgschema/src/takedown/log.rs"));
    let source = source.unwrap();
    let rows = source.lines().filter_map(|line| line.trim().strip_prefix("/// | `"));
    let table: Vec<(&str, &str)> = rows
        .map(|row| row.split_once("` | ").unwrap())
        .map(|(code, rest)| (code, rest.split(' ').next().unwrap()))
        .collect();
    assert_eq!(table.len(), 16, "{table:?}");
    let own = include_str!("takedown_log.rs");
    for (code, _) in &table {
        assert!(own.contains(&format!("\"{code}\"")), "{code} untried");
    }
    let notices = chain(3);
    let whole = text(&lines(&notices));
    let logs = [
        (whole.replace("malware", "spam"), None),
        (text(&lines(&[notice(1), notice(2), notice(1)])), None),
        (whole.clone(), Some(checkpoint(&notices[..1]))),
        (whole[..40].to_owned(), Some(checkpoint(&notices))),
        (text(&lines(&erasure(true))), None),
    ];
    for (text, checkpoint) in logs {
        for finding in Log::parse(&text).verify(checkpoint.as_ref()) {
            let row = table.iter().find(|(code, _)| *code == finding.code);
            assert_eq!(row.map(|row| row.1), Some(finding.severity.as_str()), "{finding}");
        }
    }
}

/// Five notices; the second has lost its message, for which the last one vouches or does not.
fn erasure(vouched: bool) -> Vec<TakedownNotice> {
    let mut notices = chain(5);
    let original = digests(&notices[1]);
    notices[1].reason.as_mut().unwrap().message = None;
    notices[1].erased = Some(Erased::new(original, vec!["/reason/message".into()]));
    let left = digests(&notices[1]);
    if vouched {
        notices[4].notice_type = "amendment".into();
        notices[4].targets.push(id(2));
        notices[4].erases = Some(Erasure::new(id(2), left));
    }
    notices
}

#[test]
fn an_erasure_is_vouched_for() {
    let notices = erasure(true);
    let check = checkpoint(&notices);
    let whole = lines(&notices);
    finds(&text(&whole), Some(&check), &[("/1", "erased")]);
    finds(&text(&lines(&erasure(false))), None, &[("/1", "erased-unvouched")]);
    assert_eq!(log(&whole).report(Some(&check), Some(&time(NOW))).coverage, LogState::Complete);
    // Whatever else is changed in the line is found, and so is what the amendment says.
    for at in [1, 4] {
        for (place, changed) in changes(&serde_json::from_str(&whole[at]).unwrap()) {
            let mut tampered = whole.clone();
            tampered[at] = changed;
            assert!(has_error(&log(&tampered), Some(&check)), "{place}: {}", tampered[at]);
        }
    }
    // The last line may be erased too: the checkpoint goes by the original.
    let mut last = chain(2);
    let check = checkpoint(&last);
    last[1].erased = Some(Erased::new(digests(&last[1]), vec!["/reason".into()]));
    last[1].reason = None;
    finds(&text(&lines(&last)), Some(&check), &[("/1", "erased-unvouched")]);
}

/// The document with each of its leaves changed, and with each left out.
fn changes(document: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for place in leaves(document, "") {
        let mut changed = document.clone();
        let leaf = changed.pointer_mut(&place).unwrap();
        *leaf = match &*leaf {
            Value::String(text) => json!(format!("{text}x")),
            Value::Number(number) => json!(number.as_f64().unwrap() + 1.0),
            Value::Bool(it) => json!(!it),
            Value::Null => json!(false),
            _ => json!({"x": []}),
        };
        found.push((place.clone(), changed.to_string()));
        let mut without = document.clone();
        let (parent, last) = place.rsplit_once('/').unwrap();
        match without.pointer_mut(parent).unwrap() {
            Value::Object(members) => drop(members.remove(last)),
            Value::Array(items) => drop(items.remove(last.parse().unwrap())),
            _ => unreachable!(),
        }
        found.push((place, without.to_string()));
    }
    found
}

fn leaves(value: &Value, place: &str) -> Vec<String> {
    let below: Vec<(String, &Value)> = match value {
        Value::Array(items) => {
            items.iter().enumerate().map(|(at, it)| (at.to_string(), it)).collect()
        }
        Value::Object(members) => members.iter().map(|(name, it)| (name.clone(), it)).collect(),
        _ => Vec::new(),
    };
    if below.is_empty() {
        return vec![place.to_owned()];
    }
    below.iter().flat_map(|(token, it)| leaves(it, &format!("{place}/{token}"))).collect()
}

#[test]
fn each_changed_value_is_found() {
    let notices = chain(6);
    let (whole, check) = (lines(&notices), checkpoint(&notices));
    let mut tried = 0;
    for (at, line) in whole.iter().enumerate() {
        let last = at + 1 == whole.len();
        for (place, changed) in changes(&serde_json::from_str(line).unwrap()) {
            let mut tampered = whole.clone();
            tampered[at] = changed;
            let tampered = log(&tampered);
            assert!(has_error(&tampered, Some(&check)), "line {at} {place}");
            assert!(last || has_error(&tampered, None), "line {at} {place}");
            tried += 1;
        }
    }
    assert!(tried > 6 * 30, "{tried}");
}

/// Every byte of the text, line ends included.
#[test]
fn each_changed_byte_is_found() {
    let notices = chain(3);
    let (whole, check) = (text(&lines(&notices)), checkpoint(&notices));
    assert!(whole.is_ascii());
    for at in 0..whole.len() {
        for replacement in ["~", "0", ""] {
            let mut changed = whole.clone();
            changed.replace_range(at..=at, replacement);
            // The last line may end with the file, and nothing is nothing.
            if changed == whole || (replacement.is_empty() && at + 1 == whole.len()) {
                continue;
            }
            let found = has_error(&Log::parse(&changed), Some(&check));
            assert!(found, "byte {at} as {replacement:?}: {changed}");
        }
    }
}

#[test]
fn taking_out_and_swapping_lines_is_found() {
    let notices = chain(6);
    let (whole, check) = (lines(&notices), checkpoint(&notices));
    for at in 0..whole.len() {
        let mut shorter = whole.clone();
        shorter.remove(at);
        assert_eq!(has_error(&log(&shorter), None), at != 5, "without line {at}");
        assert!(has_error(&log(&shorter), Some(&check)), "without line {at}");
        for other in at + 1..whole.len() {
            let mut swapped = whole.clone();
            swapped.swap(at, other);
            assert!(has_error(&log(&swapped), None), "lines {at} and {other}");
        }
        for to in at..=whole.len() {
            let mut doubled = whole.clone();
            doubled.insert(to, whole[at].clone());
            assert_ne!(log(&doubled).verify(None), [], "line {at} again at {to}");
        }
    }
}

type Reported<'a> = (&'a str, String, Option<Checkpoint>, LogState, &'a [LogCondition]);

#[test]
fn reports() {
    use LogCondition as Is;
    use LogState::{Complete, Partial, Unknown};
    let notices = chain(4);
    let whole = text(&lines(&notices));
    let half = format!("{whole}{}", &whole[..60]);
    let all = checkpoint(&notices);
    let (mut expired, mut future) = (all.clone(), all.clone());
    expired.expires = time(NOW);
    future.issued_at = time("2026-05-05T00:00:00.001Z");
    let (mut undated, mut another) = (all.clone(), all.clone());
    undated.expires = Timestamp::from_document("tomorrow");
    another.head_digest = digests(&notice(9));
    let first = text(&lines(&notices[..1]));
    let damaged = whole.replacen("malware", "spam", 1);
    let cases: &[Reported] = &[
        ("whole", whole.clone(), Some(all.clone()), Complete, &[]),
        ("no checkpoint", whole.clone(), None, Unknown, &[Is::NoCheckpoint]),
        ("expired", whole.clone(), Some(expired.clone()), Unknown, &[Is::CheckpointExpired]),
        ("future", whole.clone(), Some(future), Unknown, &[Is::CheckpointExpired]),
        ("undated", whole.clone(), Some(undated), Unknown, &[Is::CheckpointExpired]),
        ("empty", String::new(), None, Unknown, &[Is::Empty, Is::NoCheckpoint]),
        ("blank", "\n \r\n".into(), None, Unknown, &[Is::Empty, Is::NoCheckpoint]),
        ("empty as it should be", String::new(), Some(checkpoint(&[])), Complete, &[Is::Empty]),
        ("emptied", String::new(), Some(all.clone()), Partial, &[Is::Empty, Is::RolledBack]),
        ("half behind", half, Some(all.clone()), Complete, &[]),
        ("rolled back", first, Some(all.clone()), Partial, &[Is::RolledBack]),
        ("forked", whole.clone(), Some(another), Unknown, &[Is::Forked]),
        ("damaged", damaged.clone(), Some(all.clone()), Partial, &[Is::Damaged]),
        ("both", damaged, Some(expired), Unknown, &[Is::CheckpointExpired, Is::Damaged]),
        ("garbage behind", format!("{whole}x\n"), Some(all), Complete, &[]),
    ];
    for (name, text, checkpoint, coverage, conditions) in cases {
        let log = Log::parse(text);
        let report = log.report(checkpoint.as_ref(), Some(&time(NOW)));
        assert_eq!((&report.coverage, &*report.conditions), (coverage, *conditions), "{name}");
        assert_eq!(report.findings.len(), log.verify(checkpoint.as_ref()).len(), "{name}");
        assert_eq!(report.size, checkpoint.as_ref().map(|it| it.size), "{name}");
        // Without a time no checkpoint is current.
        let timeless = log.report(checkpoint.as_ref(), None);
        assert_eq!((timeless.coverage, timeless.as_of), (Unknown, None), "{name}");
    }
}

/// The last line has no end, and the checkpoint counts it or one more.
fn half_written(size: usize) -> LogReport {
    let whole = text(&lines(&chain(4)));
    let half = Log::parse(&whole[..whole.len() - 30]);
    assert_eq!((half.len(), half.unreadable()), (4, 1));
    half.report(Some(&checkpoint(&chain(size))), Some(&time(NOW)))
}

#[test]
fn half_written_within_the_checkpoint() {
    let report = half_written(5);
    assert_eq!(report.coverage, LogState::Partial);
    assert_eq!(&*report.conditions, [LogCondition::RolledBack, LogCondition::HalfWritten]);
}

#[test]
fn a_half_written_last_line_is_no_fork() {
    let report = half_written(4);
    assert_eq!(&*report.conditions, [LogCondition::HalfWritten]);
    assert_eq!(report.coverage, LogState::Partial);
}

#[test]
fn line_ends_blank_lines_and_byte_order_mark() {
    let notices = chain(3);
    let (whole, check) = (lines(&notices), checkpoint(&notices));
    for text in [
        whole.join("\n"),
        whole.join("\r\n") + "\r\n",
        format!("\u{feff}{}", whole.join("\n")),
        format!("\u{feff}\n\n{}\n\n\t\n", whole.join("\n \r\n")),
    ] {
        let log = Log::parse(&text);
        assert_eq!((log.len(), log.unreadable()), (3, 0), "{text:?}");
        assert_eq!(log.verify(Some(&check)), [], "{text:?}");
    }
    // Numbers of lines are those of the file.
    let [a, b, c] = [0, 1, 2].map(|at| whole[at].as_str());
    finds(&format!("\n{a}\n\nx\n{b}\n"), None, &[("/3", "unreadable"), ("/4", "gap")]);
    finds(&format!("{a}\n\n\n{c}\n"), None, &[("/3", "gap")]);
    // Only a line feed ends a line.
    for end in ["\r", "\u{2028}", "\u{85}", "\u{b}"] {
        let log = Log::parse(&format!("{a}{end}{b}"));
        assert_eq!((log.len(), log.unreadable()), (1, 1), "{end:?}");
    }
}

/// Quadratic work on either would take hours.
#[test]
fn long_logs_and_long_messages() {
    let share = if cfg!(debug_assertions) { 16 } else { 1 };
    let mut log = Log::default();
    let mut before: Option<Previous> = None;
    for number in 0..100_000 / share {
        let mut notice = notice(number);
        notice.previous = before.take();
        before = Some(Previous::new(notice.id.clone(), digests(&notice)));
        log.push(notice);
    }
    assert_eq!(log.verify(None), []);
    let mut long = notice(2);
    long.reason.as_mut().unwrap().message =
        Some("\"\\é\u{1}x".repeat(10_000_000 / 6 / share).into());
    let notices = chained(vec![notice(1), long, notice(3)]);
    finds(&text(&lines(&notices)), Some(&checkpoint(&notices)), &[]);
}

#[test]
fn blank_lines_do_not_matter() {
    let notices = chain(2);
    let line = notices[0].to_json();
    finds(&format!("{line}\n{}\n  ", &line[..50]), None, &[("/1", "unreadable")]);
    finds(
        &format!("\n\n{}", text(&lines(&notices))),
        Some(&checkpoint(&notices[..1])),
        &[("/3", "behind-checkpoint")],
    );
}

/// Readers that take the last of two members of one name see another notice.
#[test]
fn a_doubled_member_is_found() {
    let notices = chain(3);
    let (whole, check) = (lines(&notices), checkpoint(&notices));
    let mut tampered = whole.clone();
    tampered[1] = whole[1].replace(r#""quarantined""#, r#""quarantined","status":"active""#);
    assert_ne!(tampered, whole);
    assert!(has_error(&log(&tampered), Some(&check)), "{}", tampered[1]);
}

#[test]
fn only_a_later_amendment_vouches() {
    // A decision vouches for nothing (lint erasure-without-amendment).
    let mut decision = erasure(true);
    decision[4].notice_type = "decision".into();
    finds(&text(&lines(&decision)), None, &[("/1", "erased-unvouched")]);
    // Neither does a line that stands before the one that was erased.
    let mut notices = vec![notice(1), notice(2)];
    let original = digests(&notices[1]);
    notices[1].erased = Some(Erased::new(original, vec!["/reason".into()]));
    notices[1].reason = None;
    notices[0].notice_type = "amendment".into();
    notices[0].erases = Some(Erasure::new(id(2), digests(&notices[1])));
    let found = found(&log(&lines(&notices)), None);
    assert!(found.contains(&("/1".into(), "erased-unvouched")), "{found:?}");
}

/// Who can add a line behind the checkpoint must not be able to change those that it counts.
#[test]
fn a_line_behind_the_checkpoint_vouches_for_nothing_that_it_counts() {
    let notices = erasure(true);
    let check = checkpoint(&notices[..4]);
    let report = log(&lines(&notices)).report(Some(&check), Some(&time(NOW)));
    assert_ne!(report.coverage, LogState::Complete, "{:?}", report.findings);
}

/// The same line twice, as after an interrupted delivery, is a note and no fork.
#[test]
fn a_repeated_line_is_no_fork() {
    let whole = lines(&chain(3));
    let [a, b, c] = [0, 1, 2].map(|at| whole[at].as_str());
    let log = Log::parse(&format!("{a}\n{b}\n{b}\n{c}\n"));
    let found = found(&log, None);
    assert!(!has_error(&log, None), "{found:?}");
    assert!(found.contains(&("/2".into(), "repeated")), "{found:?}");
}
