//! What a mirror makes of feeds that roll back, freeze, fork or grow, of more removals than its
//! guard allows, and that it does not matter in how many steps it follows a log.

use std::time::{Duration, Instant};

use pkgschema::takedown::{
    Checkpoint, FeedCondition, FeedCopy, HeldFile, HeldState, MirrorOutcome, MirrorPolicy,
    MirrorPosition, MirrorReport, Proposal, TakedownNotice, Withholding,
};
use pkgschema::text::{Link, Timestamp};
use pkgschema_testkit::feeds::{
    Files, Mirror, chained, checkpoint, copy, delta, held, in_state, laid_out, position, read, time,
};
use pkgschema_testkit::notices::{about, decision, notice, urn};
use proptest::prelude::*;
use serde_json::json;

/// A log of which the mirror knows the first three, and what it holds: one is hidden by the first
/// and restored by the fourth, another hidden by the fifth.
fn five() -> (Vec<TakedownNotice>, Vec<HeldFile>) {
    let other = json!({"subjects": [{"purl": "pkg:npm/a@2.0.0"}]});
    let notices = vec![
        decision(1, "deleted", 4, json!({})),
        decision(2, "yanked", 4, json!({"subjects": [{"purl": "pkg:npm/b"}]})),
        decision(3, "yanked", 5, json!({"subjects": [{"purl": "pkg:npm/b"}]})),
        about(4, "reversal", "active", 6, &[1]),
        notice(5, "decision", "deleted", 7, other),
    ];
    (notices, vec![held("1.0.0"), held("2.0.0")])
}

/// Outcome, what is proposed, and what is withheld.
fn summary(report: &MirrorReport) -> (String, String) {
    let actions = |list: &[Proposal]| {
        let words: Vec<String> = list
            .iter()
            .map(|it| match &it.withheld {
                Some(why) => format!("{}:{why}", it.action),
                None => it.action.to_string(),
            })
            .collect();
        words.join(" ")
    };
    let shown = format!("{} / {}", actions(&report.proposals), actions(&report.withheld));
    (format!("{} {}", report.outcome, report.position), shown)
}

#[test]
fn feeds_that_cannot_be_relied_on() {
    let (notices, holds) = five();
    let lines = chained(&notices);
    let text = lines.concat();
    let before = position(&notices[..3]);
    let sound = laid_out(&text, &checkpoint(&text));
    let mirror = Mirror::default();
    let told = |change: &dyn Fn(&mut Files), position: &MirrorPosition| {
        let mut files = sound.clone();
        change(&mut files);
        let report = mirror.delta(&read(&files), Some(position), &holds);
        let told = matches!(report.outcome, MirrorOutcome::Nothing | MirrorOutcome::Proposals);
        let next = if told { 5 } else { position.checkpoint.size };
        assert_eq!(
            report.next.as_ref().map(|it| it.size),
            Some(next),
            "a mirror goes on only from what was told"
        );
        summary(&report)
    };
    let pair = |left: &str, right: &str| (left.to_owned(), right.to_owned());
    let put = |name: &'static str, text: String| {
        move |files: &mut Files| drop(files.insert(name.into(), text.clone().into()))
    };
    let kept = |checkpoint: &Checkpoint| put("checkpoint", checkpoint.to_json());

    assert_eq!(told(&|_| {}, &before), pair("proposals ahead", "restore hide / "));
    // Rolled back: the mirror has seen more, or a newer checkpoint.
    let seen = position(&notices);
    let short = lines[..4].concat();
    let shorter = put("all.jsonl", short.clone());
    assert_eq!(told(&shorter, &seen).0, "unknown rolled-back");
    let older = |files: &mut Files| *files = laid_out(&short, &checkpoint(&short));
    assert_eq!(told(&older, &seen).0, "unknown rolled-back");
    let mut newer = before.clone();
    newer.checkpoint.issued_at = time("2026-05-10T11:00:00Z");
    assert_eq!(told(&|_| {}, &newer), pair("unknown rolled-back", "hide / restore:loosens"));
    // Forked: another notice where the mirror stood.
    let mut other = before.clone();
    other.checkpoint.head_digest = checkpoint(&lines[..2].concat()).head_digest;
    assert_eq!(told(&|_| {}, &other), pair("stopped forked", " / hide:feed"));
    let mut bare = before.clone();
    bare.checkpoint.head_digest = Default::default();
    assert_eq!(told(&|_| {}, &bare).0, "stopped forked");
    // Another log.
    let mut other = checkpoint(&text);
    other.log = Link::from_document("https://mirror.example/all.jsonl");
    assert_eq!(
        told(&kept(&other), &before),
        pair("stopped other-log", " / restore:feed hide:feed")
    );
    // Frozen, expired, from the future, without a time, without a checkpoint.
    let mut old = checkpoint(&text);
    old.issued_at = time("2026-05-03T11:59:59Z");
    assert_eq!(told(&kept(&old), &before).0, "unknown rolled-back", "and it is frozen too");
    let mut aged = before.clone();
    aged.checkpoint.issued_at = time("2026-05-03T00:00:00Z");
    aged.as_of = Some(time("2026-05-10T09:00:00Z"));
    assert_eq!(told(&kept(&old), &aged), pair("unknown frozen", "hide / restore:loosens"));
    old.issued_at = time("2026-05-03T12:00:00Z");
    assert_eq!(told(&kept(&old), &aged), pair("proposals ahead", "restore hide / "));
    let mut expired = checkpoint(&text);
    expired.expires = time("2026-05-10T11:00:00Z");
    assert_eq!(told(&kept(&expired), &before), pair("unknown ahead", "hide / restore:loosens"));
    let mut odd = checkpoint(&text);
    odd.issued_at = Timestamp::from_document("yesterday");
    assert_eq!(told(&kept(&odd), &before), pair("unknown unknown", "hide / restore:loosens"));
    let gone = |name: &'static str| move |files: &mut Files| drop(files.remove(name));
    assert_eq!(
        told(&gone("checkpoint"), &before),
        pair("unknown unknown", "hide / restore:loosens")
    );
    assert_eq!(told(&gone("all.jsonl"), &before), pair("unknown unknown", " / "));
    assert_eq!(
        told(&gone("modified_id.csv"), &before),
        pair("unknown ahead", "hide / restore:loosens")
    );
    // Lines that cannot be read, are missing or edited; half-written exports.
    let unreadable = text.replace(&lines[1], "no notice\n");
    assert_eq!(told(&put("all.jsonl", unreadable), &before).1, "hide / restore:loosens");
    let edited = text.replacen("yanked", "deprecated", 1);
    assert_eq!(
        told(&put("all.jsonl", edited), &before),
        pair("unknown ahead", "hide / restore:loosens")
    );
    let half = |files: &mut Files| {
        drop(files.insert("checkpoint".into(), checkpoint(&lines[..3].concat()).to_json().into()))
    };
    assert_eq!(told(&half, &before), pair("unknown same", "look-by-hand / "));
}

#[test]
fn growth_beyond_bounds_stops() {
    let (notices, holds) = five();
    let text = chained(&notices).concat();
    let files = laid_out(&text, &checkpoint(&text));
    let mut mirror = Mirror::default();
    let bytes = u64::try_from(text.len()).unwrap();
    for (lines, bytes, condition) in [
        (5, bytes, None),
        (4, bytes, Some(FeedCondition::TooManyLines)),
        (5, bytes - 1, Some(FeedCondition::TooLarge)),
    ] {
        (mirror.policy.max_lines, mirror.policy.max_bytes) = (Some(lines), Some(bytes));
        let limits = mirror.policy.limits();
        let feed = FeedCopy::read(|name, _| files.get(name).cloned(), limits);
        let report = mirror.delta(&feed, None, &holds);
        assert_eq!(report.conditions.first(), condition.as_ref());
        assert_eq!(report.proposals.is_empty(), condition.is_some());
        // A copy that was read without the bounds is judged by them all the same.
        let report = mirror.delta(&read(&files), None, &holds);
        assert_eq!(report.proposals.is_empty(), condition.is_some());
        assert_eq!(report.outcome == MirrorOutcome::Unknown, condition.is_some());
    }
}

#[test]
fn the_guard_stops_at_its_border() {
    let notices = [decision(1, "deleted", 4, json!({"subjects": [{"purl": "pkg:npm/a"}]}))];
    let holds = |gone: usize, all: usize| -> Vec<HeldFile> {
        let other = |at| HeldFile::parse(&format!(r#"{{"purl": "pkg:npm/b@{at}.0.0"}}"#)).unwrap();
        (0..gone).map(|at| held(&format!("{at}.0.0"))).chain((gone..all).map(other)).collect()
    };
    let feed = copy(&notices);
    let mut mirror = Mirror::default();
    for (removals, share, gone, all, stopped) in [
        (3, 1_000_000, 3, 10, false),
        (3, 1_000_000, 4, 10, true),
        (10, 300_000, 3, 10, false),
        (10, 299_999, 3, 10, true),
        (10, 333_333, 1, 3, true),
        (10, 333_334, 1, 3, false),
        (0, 1_000_000, 0, 3, false),
        (0, 1_000_000, 1, 3, true),
        (10, 0, 1, 3, true),
    ] {
        (mirror.policy.max_removals, mirror.policy.max_share) = (Some(removals), Some(share));
        let report = mirror.delta(&feed, None, &holds(gone, all));
        let guard = report.guard.as_ref().unwrap();
        let whole = |number| u64::try_from(number).unwrap();
        assert_eq!(
            (guard.removals, guard.held, guard.exceeded),
            (whole(gone), whole(all), stopped)
        );
        assert_eq!(report.outcome == MirrorOutcome::Stopped, stopped, "{gone} of {all}");
        let withheld = if stopped { gone } else { 0 };
        assert_eq!((report.proposals.len(), report.withheld.len()), (gone - withheld, withheld));
        assert!(report.withheld.iter().all(|it| it.withheld == Some(Withholding::Guard)));
        assert_eq!(report.next.is_none(), stopped, "what was stopped is told again");
    }
    // What cannot be read lets nothing through.
    mirror.policy =
        MirrorPolicy::parse(r#"{"maxRemovals": "all", "maxSharePerMillion": -1}"#).unwrap();
    assert_eq!(mirror.delta(&feed, None, &holds(1, 3)).outcome, MirrorOutcome::Stopped);
    assert_eq!(mirror.policy.check().len(), 2);
}

/// Notices about three versions: decisions of every weight, and what lifts them.
fn any_log() -> impl Strategy<Value = Vec<TakedownNotice>> {
    let status =
        prop::sample::select(vec!["yanked", "deleted", "quarantined", "deprecated", "odd"]);
    let method =
        prop::sample::select(vec!["issued", "native-signal", "third-party", "inferred-absence"]);
    let one = (0..3_u8, status, method, any::<bool>(), any::<prop::sample::Index>());
    prop::collection::vec(one, 1..12).prop_map(|rows| {
        let mut notices: Vec<TakedownNotice> = Vec::new();
        for (at, (version, status, method, lifts, target)) in rows.into_iter().enumerate() {
            let (id, day) = (u32::try_from(at).unwrap(), u32::try_from(at).unwrap() / 2 + 1);
            let subjects = json!([{"purl": format!("pkg:npm/a@{version}.0.0")}]);
            let made = match notices.is_empty() || !lifts {
                true => decision(
                    id,
                    status,
                    day,
                    json!({"subjects": subjects, "provenance": {"method": method}}),
                ),
                false => {
                    let target = target.get(&notices);
                    let subjects: serde_json::Value =
                        serde_json::from_str(&target.to_json()).unwrap();
                    let changes =
                        json!({"targets": [target.id.as_str()], "subjects": subjects["subjects"]});
                    notice(id, "reversal", "active", day, changes)
                }
            };
            notices.push(made);
        }
        notices
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn it_does_not_matter_in_how_many_steps(notices in any_log(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..4)) {
        let mut steps: Vec<usize> = cuts.iter().map(|cut| cut.index(notices.len() + 1)).collect();
        steps.extend([0, notices.len()]);
        steps.sort_unstable();
        let fresh = || -> Vec<HeldFile> { (0..3).map(|at| in_state(&format!("{at}.0.0"), HeldState::Served)).collect() };
        let apply = |holds: &mut Vec<HeldFile>, report: &MirrorReport| {
            for proposal in &report.proposals {
                let held = holds.iter_mut().find(|held| held.purl == proposal.purl).unwrap();
                held.state = proposal.to.clone();
            }
        };
        let (mut holds, mut position) = (fresh(), None);
        for step in steps {
            let report = delta(&copy(&notices[..step]), position.as_ref(), &holds);
            prop_assert!(report.withheld.is_empty());
            apply(&mut holds, &report);
            position = report.next_position();
        }
        let mut whole = fresh();
        let at_once = delta(&copy(&notices), None, &whole);
        apply(&mut whole, &at_once);
        prop_assert_eq!(&holds, &whole);
        // Nothing is left to do, and a mirror that keeps no states is told of none either.
        let again = delta(&copy(&notices), position.as_ref(), &holds);
        prop_assert_eq!(again.outcome, MirrorOutcome::Nothing);
        let bare: Vec<HeldFile> = (0..3).map(|at| held(&format!("{at}.0.0"))).collect();
        let again = delta(&copy(&notices), position.as_ref(), &bare);
        prop_assert_eq!(again.outcome, MirrorOutcome::Nothing);
    }
}

#[test]
fn export_and_delta_are_linear() {
    let lines = |count: usize| -> String {
        let line = |at: usize| {
            decision(
                u32::try_from(at).unwrap(),
                "yanked",
                4,
                json!({"subjects": [{"purl": format!("pkg:npm/p{at}@1.0.0")}]}),
            )
            .to_json()
                + "\n"
        };
        (0..count).map(line).collect()
    };
    let round = |count: usize| -> Duration {
        let text = lines(count);
        let checkpoint = checkpoint(&text);
        let holds: Vec<HeldFile> = (0..count)
            .map(|at| HeldFile::parse(&format!(r#"{{"purl": "pkg:npm/p{at}@1.0.0"}}"#)).unwrap())
            .collect();
        let start = Instant::now();
        let feed = read(&laid_out(&text, &checkpoint));
        let report = delta(&feed, None, &holds);
        assert_eq!(report.proposals.len(), count);
        start.elapsed()
    };
    let (few, many) = (round(500), round(4_000));
    assert!(many < few * 32, "eight times as many took {few:?} and {many:?}");
}

#[test]
fn one_package_with_very_many_notices_is_not_looked_at_for_ever() {
    // 300 versions of one package, and 300 notices about it: 90,000 pairs.
    let count = 300;
    let line = |at: usize| {
        decision(
            u32::try_from(at).unwrap(),
            "yanked",
            4,
            json!({"subjects": [{"purl": format!("pkg:npm/a@{at}.0.0")}]}),
        )
        .to_json()
            + "\n"
    };
    let text: String = (0..count).map(line).collect();
    let feed = read(&laid_out(&text, &checkpoint(&text)));
    let holds: Vec<HeldFile> = (0..count).map(|at| held(&format!("{at}.0.0"))).collect();
    let mut mirror = Mirror::default();
    assert_eq!(mirror.delta(&feed, None, &holds).proposals.len(), count);
    mirror.policy.max_comparisons = Some(0);
    let report = mirror.delta(&feed, None, &holds);
    let unjudged = usize::try_from(report.unjudged.unwrap()).unwrap();
    assert_eq!((report.outcome.as_str(), unjudged + report.proposals.len()), ("unknown", count));
    assert!(report.next.is_none() && unjudged > 0);
    assert_eq!(report.proposals[0].evidence[0].notice.as_str(), urn(0));
}
