//! What advisories cost: reading them, making them ready, and asking them about versions.
//!
//! `cargo bench --bench advisory [-- ADVISORIES]` (100,000 by default) prints
//! `<case> <figure> <unit>`, tab-separated. The advisories are made up: two branches of versions
//! each, over a fifth as many packages of four ecosystems.

use std::hint::black_box;
use std::time::{Duration, Instant};

use pkgschema::advisory::{
    Advisory, AdvisoryIndex, AliasGroups, GroupLimits, Matcher, PackageVersion,
};
use pkgschema::identity::Ecosystem;

const ECOSYSTEMS: [(&str, &str); 4] =
    [("npm", "SEMVER"), ("PyPI", "ECOSYSTEM"), ("crates.io", "SEMVER"), ("Maven", "ECOSYSTEM")];

fn package(number: usize) -> (&'static str, &'static str, String) {
    let (ecosystem, range_type) = ECOSYSTEMS[number % ECOSYSTEMS.len()];
    let group = if ecosystem == "Maven" { "org.example:" } else { "" };
    (ecosystem, range_type, format!("{group}package-{number}"))
}

fn text(number: usize, packages: usize) -> String {
    let (ecosystem, range_type, name) = package(number % packages);
    let (minor, day) = (number % 37, 1 + number % 28);
    format!(
        concat!(
            r#"{{"schema_version":"1.7.5","id":"OSV-2026-{}","modified":"2026-05-{:02}T10:00:00Z","#,
            r#""published":"2026-05-{:02}T09:00:00Z","aliases":["CVE-2026-{}"],"summary":"a fault in {}","#,
            r#""details":"Input that is longer than the buffer is written behind it.\n\nUpdate.","#,
            r#""severity":[{{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}}],"#,
            r#""affected":[{{"package":{{"ecosystem":"{}","name":"{}"}},"ranges":[{{"type":"{}","events":["#,
            r#"{{"introduced":"1.{}.0"}},{{"fixed":"1.{}.7"}},{{"introduced":"2.0.0"}},{{"fixed":"2.{}.1"}}]}}]}}],"#,
            r#""references":[{{"type":"FIX","url":"https://git.example/a/commit/1"}}]}}"#
        ),
        number, day, day, number, name, ecosystem, name, range_type, minor, minor, minor
    )
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    let count = arguments.first().and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let packages = (count / 5).max(1);
    let texts: Vec<String> = (0..count).map(|number| text(number, packages)).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let read = || texts.iter().map(|text| Advisory::parse(text).expect("an advisory"));
    let (seconds, advisories) = timed(|| read().collect::<Vec<_>>());
    println!("advisory/read\t{:.0}\tMB/s", bytes as f64 / 1e6 / seconds);
    let each = |seconds: f64| seconds * 1e9 / count as f64;
    let (seconds, _) =
        timed(|| advisories.iter().map(Matcher::new).filter(|it| it.is_withdrawn()).count());
    println!("advisory/make-ready\t{:.0}\tns/advisory", each(seconds));
    let (seconds, errors) = timed(|| advisories.iter().map(|it| it.check().len()).sum::<usize>());
    println!("advisory/check\t{:.0}\tns/advisory", each(seconds));
    black_box(errors);
    let (seconds, groups) = timed(|| AliasGroups::of(&advisories, GroupLimits::default()));
    assert_eq!(groups.iter().count(), count);
    println!("advisory/group\t{:.0}\tns/advisory", each(seconds));
    index(&advisories, packages);
    for (ecosystem, _) in ECOSYSTEMS {
        checks(&advisories, ecosystem);
    }
}

/// All advisories into one index, and every package asked for once.
fn index(advisories: &[Advisory], packages: usize) {
    let (seconds, index) = timed(|| AdvisoryIndex::from_iter(advisories));
    println!("advisory/index-build\t{:.0}\tns/advisory", seconds * 1e9 / advisories.len() as f64);
    let (seconds, hits) = timed(|| {
        let asked = (0..packages).map(|number| {
            let (ecosystem, _, name) = package(number);
            let asked = PackageVersion::new(Ecosystem::from_document(ecosystem), &name, "2.0.0");
            index.hits(&asked).len()
        });
        asked.sum::<usize>()
    });
    assert_eq!(hits, advisories.len(), "every advisory affects 2.0.0");
    println!(
        "advisory/index-query\t{:.0}\tns/package of five advisories",
        seconds * 1e9 / packages as f64
    );
}

/// Versions held against records that are ready.
fn checks(advisories: &[Advisory], ecosystem: &str) {
    let of_it = |advisory: &&Advisory| {
        advisory.affected[0].ecosystem().is_some_and(|it| it.as_str() == ecosystem)
    };
    let ready: Vec<Matcher> = advisories.iter().filter(of_it).take(512).map(Matcher::new).collect();
    let of = ECOSYSTEMS.iter().position(|(name, _)| *name == ecosystem).unwrap_or_default();
    let packages = advisories.len() / 5;
    // one question to every record, its own package's
    let versions = ["0.9.0", "1.5.3", "1.20.6", "2.3.0", "2.36.1-rc.1", "3.0.0"];
    let questions: Vec<Vec<PackageVersion>> = (0..ready.len())
        .map(|at| {
            let (_, _, name) = package((at * ECOSYSTEMS.len() + of) % packages.max(1));
            let ask = |version: &&str| {
                PackageVersion::new(Ecosystem::from_document(ecosystem), &name, version)
            };
            versions.iter().map(ask).collect()
        })
        .collect();
    let (mut checks, mut affected, start) = (0_u64, 0_u64, Instant::now());
    while start.elapsed() < Duration::from_millis(300) {
        for (matcher, questions) in ready.iter().zip(&questions) {
            for asked in questions {
                affected += u64::from(black_box(matcher).affects(black_box(asked)).is_affected());
            }
            checks += questions.len() as u64;
        }
    }
    assert!(affected > 0 && affected < checks);
    let rate = checks as f64 / start.elapsed().as_secs_f64() / 1e6;
    println!("advisory/affects {ecosystem}\t{rate:.1}\tmillion checks/s");
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let value = work();
    (start.elapsed().as_secs_f64(), value)
}
