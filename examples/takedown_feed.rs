//! A registry backend emits notices from rows that it stores already; a client decides by them.
//!
//! `cargo run --example takedown_feed`

use std::error::Error;

use pkgschema::identity::Purl;
use pkgschema::takedown::{
    Clocks, InstallPolicy, InstallRequest, Log, Query, RegistryProfile, RequestKind, StatusIndex,
    TrustTable, decide,
};
use pkgschema::text::{Link, Timestamp};

/// The registry's journal: project, version, what was done, and when.
const JOURNAL: [(&str, &str, &str, &str); 2] = [
    ("left-margin", "1.4.1", "yank release", "2026-05-04T08:00:00Z"),
    ("left-margin", "1.4.2", "release quarantined", "2026-05-04T10:00:00Z"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let url = Link::new("https://registry.example/simple/")?;

    // The registry: a row is a notice, and notices are a log with a checkpoint.
    let profile = RegistryProfile::shipped("pypi", url.clone()).ok_or("no profile")?;
    let mut log = Log::default();
    for (name, version, action, at) in JOURNAL {
        let release = Purl::builder("pypi", name).version(version).build()?;
        let mut notice = profile.notice(action, release, Timestamp::new(at)?)?;
        notice.previous = log.last_as_previous();
        log.push(notice);
    }
    let text: String = log.notices().map(|notice| notice.to_json() + "\n").collect();
    let address = Link::new("https://registry.example/notices.jsonl")?;
    let time = Timestamp::new("2026-05-04T11:00:00Z")?;
    let checkpoint = log.checkpoint(address, time, Timestamp::new("2026-05-05T11:00:00Z")?);
    print!("{text}");

    // The client: it reads, trusts the registry about its own packages, and asks.
    let log = Log::parse(&text);
    let now = Timestamp::new("2026-05-04T12:00:00Z")?;
    let report = log.report(Some(&checkpoint), Some(&now));
    let trust = TrustTable::of_registry("notices.jsonl", url);
    let mut index = StatusIndex::new(&trust);
    index.add_log(&log, "notices.jsonl", Some(&checkpoint));
    for version in ["1.4.0", "1.4.1", "1.4.2"] {
        let purl = Purl::builder("pypi", "Left_Margin").version(version).build()?;
        let status = index.status(&Query::of(&purl), &Clocks::at(now.clone()), &report);
        let request = InstallRequest::new(RequestKind::ExactPin);
        let decision = decide(&status, &request, &InstallPolicy::default());
        println!("{status}: {decision}");
    }
    Ok(())
}
