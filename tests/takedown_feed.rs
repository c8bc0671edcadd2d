//! Feeds: what a log is laid out as, what is refused, and what a reader is told of files that do
//! not go together.

use std::collections::{BTreeMap, HashSet};

use pkgschema::identity::DigestSet;
use pkgschema::takedown::{
    Checkpoint, Erased, Erasure, Feed, FeedCondition, FeedCopy, FeedError, FeedLimits, FeedOptions,
    Log, LogState, NoticeType, Previous, TakedownNotice, Tlp, notice_name,
};
use pkgschema::text::{Link, Timestamp};
use pkgschema_testkit::notices::{about, decision, urn};
use proptest::prelude::*;
use serde_json::{Value, json};

const FOLDER: &str = "https://registry.example/notices/";

fn link(text: &str) -> Link {
    Link::from_document(text)
}

fn time(text: &str) -> Timestamp {
    Timestamp::new(text).unwrap()
}

/// The notices as a chained log.
fn log(notices: Vec<TakedownNotice>) -> String {
    let mut log = Log::default();
    let mut text = String::new();
    for mut notice in notices {
        notice.previous = log.last_as_previous();
        text += &(notice.to_json() + "\n");
        log.push(notice);
    }
    text
}

/// A checkpoint of a log, of the tenth of May.
fn checkpoint(text: &str) -> Checkpoint {
    let (issued, expires) = (time("2026-05-10T00:00:00Z"), time("2026-05-11T00:00:00Z"));
    Log::parse(text).checkpoint(link(&format!("{FOLDER}all.jsonl")), issued, expires)
}

fn feed(text: &str) -> Feed<'_> {
    Feed::of_log(text, &checkpoint(text), &FeedOptions::default()).unwrap()
}

fn refused(text: &str, highest: Tlp) -> FeedError {
    let mut options = FeedOptions::default();
    options.highest_tlp = highest;
    Feed::of_log(text, &checkpoint(text), &options).unwrap_err()
}

type Files = BTreeMap<String, Vec<u8>>;

fn files(feed: &Feed<'_>) -> Files {
    feed.files().iter().map(|file| (file.name.to_string(), file.bytes.to_vec())).collect()
}

fn read(files: &Files) -> FeedCopy {
    FeedCopy::read(get(files), FeedLimits::default())
}

fn get(files: &Files) -> impl FnMut(&str, u64) -> Option<Vec<u8>> {
    |name, most| {
        let bytes = files.get(name)?;
        Some(bytes[..bytes.len().min(usize::try_from(most).unwrap())].to_vec())
    }
}

fn three() -> Vec<TakedownNotice> {
    let reason = json!({"reason": {"category": "malware", "message": "<b>\u{1b}[2J & more"}});
    vec![
        decision(1, "yanked", 4, json!({})),
        decision(2, "quarantined", 5, reason),
        about(3, "reversal", "active", 6, &[1]),
    ]
}

#[test]
fn the_files_of_a_small_log() {
    let text = log(three());
    let feed = feed(&text);
    let names: Vec<&str> = feed.files().iter().map(|file| &*file.name).collect();
    let expected = [
        "urn_3ax_3a1.json",
        "urn_3ax_3a2.json",
        "urn_3ax_3a3.json",
        "all.jsonl",
        "modified_id.csv",
        "feed.atom",
        "checkpoint",
    ];
    assert_eq!(names, expected);
    let files = files(&feed);
    assert_eq!(files["all.jsonl"], text.as_bytes());
    assert_eq!(files["urn_3ax_3a2.json"], text.lines().nth(1).unwrap().as_bytes());
    let rows = concat!(
        "2026-05-06T12:00:00Z,urn_3ax_3a3\n",
        "2026-05-05T12:00:00Z,urn_3ax_3a2\n",
        "2026-05-04T12:00:00Z,urn_3ax_3a1\n",
    );
    assert_eq!(String::from_utf8_lossy(&files["modified_id.csv"]), rows);
    let atom = String::from_utf8(files["feed.atom"].clone()).unwrap();
    let golden = include_str!("fixtures/takedown/feed/feed.atom");
    assert_eq!(atom, golden);
    assert!(!atom.contains(['\u{1b}']) && !atom.contains("<b>"));
    let kept = Checkpoint::parse(std::str::from_utf8(&files["checkpoint"]).unwrap()).unwrap();
    assert_eq!(kept, checkpoint(&text));
}

#[test]
fn what_is_laid_out_reads_back() {
    let text = log(three());
    let files = files(&feed(&text));
    let mut copy = read(&files);
    assert_eq!((copy.text(), copy.conditions()), (text.as_str(), &[][..]));
    assert_eq!(copy.compare_files(get(&files)), 0);
    let report = copy.report(&time("2026-05-10T12:00:00Z"));
    assert_eq!(report.coverage, LogState::Complete);
    let notices: Vec<&TakedownNotice> = copy.log().unwrap().notices().collect();
    assert_eq!(notices, Log::parse(&text).notices().collect::<Vec<_>>());
    assert_eq!(files, self::files(&feed(copy.text())), "laid out again it is the same");
}

#[test]
fn what_is_marked_is_refused() {
    let marked =
        |tlp: Value| log(vec![three().remove(0), decision(2, "yanked", 5, json!({"tlp": tlp}))]);
    let order = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"];
    for (at, word) in order.iter().enumerate() {
        for (up_to, highest) in order.iter().enumerate() {
            let text = marked(json!(word));
            let mut options = FeedOptions::default();
            options.highest_tlp = Tlp::from(*highest);
            let made = Feed::of_log(&text, &checkpoint(&text), &options);
            assert_eq!(made.is_ok(), at <= up_to, "{word} up to {highest}");
        }
    }
    // What nobody knows is above all.
    for odd in [json!("WHITE"), json!("clear"), json!(""), json!(null), json!(["CLEAR"])] {
        let above = FeedError::AboveTlp { notices: vec![link(&urn(2))], highest: Tlp::Red };
        assert_eq!(refused(&marked(odd.clone()), Tlp::Red), above, "{odd}");
    }
    // And a highest marking that nobody knows is the lowest.
    assert!(matches!(
        refused(&marked(json!("GREEN")), Tlp::from("ALL")),
        FeedError::AboveTlp { .. }
    ));
    let twice = marked(json!("CLEAR")).replace(r#""tlp":"CLEAR""#, r#""tlp":"CLEAR","tlp":"RED""#);
    assert!(matches!(refused(&twice, Tlp::Green), FeedError::AboveTlp { .. }), "{twice}");
    let words = refused(&marked(json!("RED")), Tlp::Clear).to_string();
    assert_eq!(words, "marked above TLP CLEAR: urn:x:2");
}

/// A log of which the first notice was erased in part, as the last says; and the one before.
fn erased() -> (String, String) {
    let notices = three();
    let before = log(notices);
    let mut lines: Vec<TakedownNotice> = Log::parse(&before).notices().cloned().collect();
    let whole = lines[1].digest().unwrap();
    lines[1].reason = None;
    lines[1].erased = Some(Erased::new(DigestSet::from_iter([whole]), vec!["/reason".into()]));
    let mut amendment = about(4, "amendment", "quarantined", 7, &[2]);
    let left = DigestSet::from_iter([lines[1].digest().unwrap()]);
    amendment.erases = Some(Erasure::new(link(&urn(2)), left));
    let last = DigestSet::from_iter([lines[2].digest().unwrap()]);
    amendment.previous = Some(Previous::new(link(&urn(3)), last));
    lines.push(amendment);
    (before, lines.iter().map(|notice| notice.to_json() + "\n").collect())
}

#[test]
fn what_was_erased_is_shown_as_what_is_left() {
    let (before, after) = erased();
    let made = feed(&after);
    let files = files(&made);
    assert!(!String::from_utf8_lossy(&files["urn_3ax_3a2.json"]).contains("more"));
    assert!(!String::from_utf8_lossy(&files["feed.atom"]).contains("more"));
    let report = read(&files).report(&time("2026-05-10T12:00:00Z"));
    assert_eq!(report.coverage, LogState::Complete, "{report:?}");
    // Who follows the index sees that the file has changed.
    let rows = String::from_utf8(files["modified_id.csv"].clone()).unwrap();
    let rows: Vec<&str> = rows.lines().collect();
    assert_eq!(rows[..2], ["2026-05-07T12:00:00Z,urn_3ax_3a4", "2026-05-07T12:00:00Z,urn_3ax_3a2"]);
    let changed = made.since(&checkpoint(&before)).unwrap();
    let changed: Vec<&str> = changed.iter().map(|file| &*file.name).collect();
    let common = ["all.jsonl", "modified_id.csv", "feed.atom", "checkpoint"];
    assert_eq!(changed[..2], ["urn_3ax_3a2.json", "urn_3ax_3a4.json"]);
    assert_eq!(changed[2..], common);
    // The whole of it beside the word that it was erased is not shown.
    let lines: Vec<&str> = after.lines().collect();
    let whole: Vec<&str> = before.lines().collect();
    let undone = [lines[0], whole[1], lines[2], lines[3]].map(|line| format!("{line}\n")).concat();
    assert_eq!(refused(&undone, Tlp::Clear), FeedError::NotErased(vec![link(&urn(2))]));
    // Neither is it where the notice stands there twice, whole once.
    let twice = format!("{after}{}\n", whole[1]);
    assert_eq!(refused(&twice, Tlp::Clear), FeedError::NotErased(vec![link(&urn(2))]));
    // Neither is a word that nobody can read, or one in another kind of notice.
    let odd = after.replace(r#""erases":{"id""#, r#""erases":{"about""#);
    assert!(matches!(refused(&odd, Tlp::Clear), FeedError::NotErased(_)), "{odd}");
    let mut decision = Log::parse(&after).notices().last().unwrap().clone();
    decision.notice_type = NoticeType::Decision;
    let other = format!("{}{}\n", before, decision.to_json());
    assert_eq!(refused(&other, Tlp::Clear), FeedError::NotErased(vec![link(&urn(2))]));
    // A marking that was taken out could have been any.
    let taken = after.replace(r#""members":["/reason"]"#, r#""members":["/tlp"]"#);
    assert!(matches!(refused(&taken, Tlp::Red), FeedError::AboveTlp { .. }));
}

#[test]
fn logs_that_cannot_be_shown() {
    let text = log(three());
    assert_eq!(refused(&format!("{text}{{\"id\""), Tlp::Red), FeedError::Unreadable(1));
    let other = text.replace("yanked", "deleted").lines().next().unwrap().to_owned();
    assert_eq!(
        refused(&format!("{text}{other}\n"), Tlp::Clear),
        FeedError::IdReused(vec![link(&urn(1))])
    );
    let short = checkpoint(&log(three().into_iter().take(2).collect()));
    let options = FeedOptions::default();
    assert_eq!(Feed::of_log(&text, &short, &options).unwrap_err(), FeedError::CheckpointDiffers);
    assert_eq!(feed(&text).since(&short).unwrap().len(), 5);
    assert_eq!(feed(&text).since(&checkpoint(&text)).unwrap().len(), 1);
    let other = log(vec![decision(9, "yanked", 4, json!({}))]);
    assert_eq!(feed(&text).since(&checkpoint(&other)).unwrap_err(), FeedError::CheckpointDiffers);
    let longer = log([three(), three()].concat());
    assert_eq!(feed(&text).since(&checkpoint(&longer)).unwrap_err(), FeedError::CheckpointDiffers);
    // A notice that stands there twice has one file; an empty log is a feed too.
    let twice = format!("{text}{}\n", text.lines().next().unwrap());
    assert_eq!(files(&feed(&twice)).len(), 7);
    assert_eq!(files(&feed("")).len(), 4);
    assert_eq!(read(&files(&feed(""))).conditions(), []);
}

#[test]
fn hostile_identifiers_are_harmless_names() {
    let long = format!("urn:{}", "x".repeat(10_000));
    let ids = [
        "../..",
        "..",
        ".",
        "",
        "/etc/passwd",
        "a\\b",
        "urn:\u{0}",
        "urn:x:a",
        "urn:x:A",
        "URN:x:a",
        "urn:x:_61",
        "urn:x:é",
        "urn:x:e\u{301}",
        "urn:x:ﬀ",
        "con",
        "NUL",
        "all.jsonl",
        "checkpoint",
        "sha256-00",
        &long,
        "urn:x:a ",
        "urn:x:a.",
        "feed.atom",
        "modified_id.csv",
        "-rf",
        "~",
        "%2e%2e%2f",
    ];
    let mut folded = HashSet::new();
    for id in ids {
        let name = notice_name(id);
        assert!(name.len() <= 120 && !name.is_empty(), "{id:?}");
        assert!(
            name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)),
            "{name}"
        );
        assert!(
            folded.insert(name.to_lowercase() + ".json"),
            "{id:?} has the name of another: {name}"
        );
    }
    let notices = ids
        .iter()
        .filter(|id| !id.is_empty())
        .enumerate()
        .map(|(at, id)| decision(u32::try_from(at).unwrap(), "yanked", 4, json!({ "id": id })));
    let text = log(notices.collect());
    let files = files(&feed(&text));
    let mut copy = read(&files);
    assert_eq!(copy.compare_files(get(&files)), 0);
    assert_eq!(copy.conditions(), []);
}

proptest! {
    #[test]
    fn names_are_one_to_one(left in ".{0,80}", right in ".{0,80}") {
        prop_assert_eq!(left == right, notice_name(&left).eq_ignore_ascii_case(&notice_name(&right)));
    }

    #[test]
    fn whatever_a_notice_says_is_text(message in any::<String>(), purl in any::<String>()) {
        let notice = decision(1, "yanked", 4, json!({"reason": {"message": message}, "subjects": [{"purl": purl}]}));
        let text = log(vec![notice]);
        let files = files(&feed(&text));
        let atom = std::str::from_utf8(&files["feed.atom"]).unwrap();
        let document = roxmltree::Document::parse(atom).expect(atom);
        let entries = document.descendants().filter(|node| node.has_tag_name("entry")).count();
        prop_assert_eq!(entries, 1);
        prop_assert!(!atom.chars().any(|it| it != '\n' && pkgschema::text::is_obeyed(it)));
    }
}

#[test]
fn the_feed_for_people_is_bounded() {
    let notices = (0..250).map(|at| decision(at, "yanked", 4, json!({})));
    let text = log(notices.collect());
    let files = files(&feed(&text));
    let atom = std::str::from_utf8(&files["feed.atom"]).unwrap();
    assert_eq!(atom.matches("<entry>").count(), Feed::ENTRIES);
    assert!(atom.contains("<id>urn:x:249</id>") && !atom.contains("<id>urn:x:49</id>"));
}

#[test]
fn files_that_do_not_go_together_are_told() {
    let (old, new) = (log(three().into_iter().take(2).collect()), log(three()));
    let (old, new) = (files(&feed(&old)), files(&feed(&new)));
    // Whatever part of the new files has arrived, in their order: the old checkpoint stands.
    let order: Vec<String> =
        ["urn_3ax_3a3.json", "all.jsonl", "modified_id.csv", "feed.atom", "checkpoint"]
            .map(str::to_owned)
            .to_vec();
    for arrived in 0..=order.len() {
        let mut files = old.clone();
        for name in &order[..arrived] {
            files.insert(name.clone(), new[name].clone());
        }
        let mut copy = read(&files);
        copy.compare_files(get(&files));
        let half = copy.conditions().contains(&FeedCondition::HalfWritten);
        assert_eq!(half, (2..5).contains(&arrived), "{arrived} {:?}", copy.findings());
        let size = copy.checkpoint().unwrap().size;
        assert_eq!(size, if arrived == 5 { 3 } else { 2 });
        let report = copy.report(&time("2026-05-10T12:00:00Z"));
        assert_eq!(report.coverage, LogState::Complete, "what is counted is there");
    }
    let told = |change: &dyn Fn(&mut Files)| {
        let mut files = new.clone();
        change(&mut files);
        let mut copy = read(&files);
        copy.compare_files(get(&files));
        let codes: Vec<&str> = copy.findings().iter().map(|it| it.code).collect();
        (copy.conditions().to_vec(), codes.join(" "))
    };
    let index = |row: &'static str| {
        move |files: &mut Files| {
            let rows = String::from_utf8(files["modified_id.csv"].clone()).unwrap();
            files.insert(
                "modified_id.csv".into(),
                rows.replace("2026-05-05T12:00:00Z,urn_3ax_3a2", row).into(),
            );
        }
    };
    let (broken, half) = (FeedCondition::IndexBroken, FeedCondition::HalfWritten);
    let both = (vec![broken.clone(), half.clone()], "broken-row not-in-index".to_owned());
    for row in [
        "yesterday,urn_3ax_3a2",
        "2026-05-05T12:00:00Z",
        "2026-02-30T12:00:00Z,urn_3ax_3a2",
        "2026-05-05T12:00:00Z,../2",
    ] {
        assert_eq!(told(&index(row)), both, "{row}");
    }
    let late = index("2026-05-09T12:00:00Z,urn_3ax_3a2");
    assert_eq!(told(&late), (vec![broken], "not-newest-first".to_owned()));
    let differ = |name: &'static str, bytes: &'static str| {
        move |files: &mut Files| {
            files.insert(name.into(), bytes.into());
        }
    };
    assert_eq!(
        told(&differ("urn_3ax_3a1.json", "{}")),
        (vec![half.clone()], "file-differs".to_owned())
    );
    assert_eq!(told(&differ("modified_id.csv", "")).0, [half]);
    let missing = |name: &'static str| move |files: &mut Files| drop(files.remove(name));
    assert_eq!(told(&missing("all.jsonl")).0, [FeedCondition::LogMissing]);
    assert_eq!(told(&missing("modified_id.csv")).0, [FeedCondition::IndexMissing]);
    assert_eq!(told(&missing("checkpoint")).0, [FeedCondition::CheckpointMissing]);
    assert_eq!(told(&differ("checkpoint", "{}")).0, [FeedCondition::CheckpointMissing]);
    let bounds = |bytes, lines| {
        let mut limits = FeedLimits::default();
        (limits.max_bytes, limits.max_lines) = (bytes, lines);
        let copy = FeedCopy::read(get(&new), limits);
        (copy.conditions().to_vec(), copy.log().is_some())
    };
    let exact = u64::try_from(new["all.jsonl"].len()).unwrap();
    assert_eq!(bounds(exact, 3), (vec![], true));
    assert_eq!(bounds(exact - 1, 3), (vec![FeedCondition::TooLarge], false));
    assert_eq!(bounds(exact, 2), (vec![FeedCondition::TooManyLines], false));
}
