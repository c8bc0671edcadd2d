//! A registry lays its log of notices out as files; a mirror asks what it could do about them.
//!
//! `cargo run --example takedown_mirror`

use std::collections::BTreeMap;
use std::error::Error;

use pkgschema::identity::Purl;
use pkgschema::takedown::{
    DeltaRequest, Feed, FeedCopy, FeedOptions, HeldFile, Log, MirrorAction, MirrorOutcome,
    MirrorPolicy, RegistryProfile, TrustTable, mirror_delta,
};
use pkgschema::text::{Link, Timestamp};

fn main() -> Result<(), Box<dyn Error>> {
    let registry = Link::new("https://registry.example/simple/")?;

    // The registry: one notice, laid out as a feed. Files are names and bytes.
    let profile = RegistryProfile::shipped("pypi", registry.clone()).ok_or("no profile")?;
    let release = Purl::builder("pypi", "left-margin").version("1.4.2").build()?;
    let issued = Timestamp::new("2026-05-04T10:00:00Z")?;
    let text = profile.notice("release quarantined", release, issued)?.to_json() + "\n";
    let address = Link::new("https://registry.example/notices/all.jsonl")?;
    let (time, end) = ("2026-05-04T11:00:00Z", "2026-05-05T11:00:00Z");
    let times = (Timestamp::new(time)?, Timestamp::new(end)?);
    let checkpoint = Log::parse(&text).checkpoint(address, times.0, times.1);
    let feed = Feed::of_log(&text, &checkpoint, &FeedOptions::default())?;
    let files: BTreeMap<&str, &[u8]> =
        feed.files().iter().map(|file| (&*file.name, &*file.bytes)).collect();
    println!("{}", files.keys().copied().collect::<Vec<_>>().join("\n"));

    // The mirror: it fetches within its bounds, says what it holds, and is told what it could do.
    let policy = MirrorPolicy::parse(r#"{"maxRemovals": 10, "maxSharePerMillion": 500000}"#)?;
    let copy = FeedCopy::read(|name, _most| Some(files.get(name)?.to_vec()), policy.limits());
    let holds = ["1.4.1", "1.4.2"].map(|version| {
        HeldFile::parse(&format!(r#"{{"purl": "pkg:pypi/left-margin@{version}"}}"#))
    });
    let holds: Vec<HeldFile> = holds.into_iter().collect::<Result<_, _>>()?;
    let trust = TrustTable::of_registry("feed", registry);
    let report = mirror_delta(&DeltaRequest {
        feed: &copy,
        issuer: "feed",
        trust: &trust,
        position: None,
        holds: &holds,
        policy: &policy,
        at: &Timestamp::new("2026-05-04T12:00:00Z")?,
    });
    assert_eq!(report.outcome, MirrorOutcome::Proposals);
    assert_eq!(report.proposals[0].action, MirrorAction::Quarantine);
    println!("{}", report.to_json());
    Ok(())
}
