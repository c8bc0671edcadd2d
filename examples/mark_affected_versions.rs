//! A registry backend marks the versions of one of its packages that advisories affect: the
//! database is read once, the package's versions are asked in one go.
//!
//! `cargo run --example mark_affected_versions`

use pkgschema::advisory::{Advisory, AdvisoryIndex, Matcher, PackageVersion, Verdict};
use pkgschema::identity::{Ecosystem, PackageName};

/// What the registry shows beside a version.
#[derive(Debug, PartialEq)]
struct Mark<'a> {
    version: &'a str,
    affected_by: Vec<&'a str>,
    unclear: Vec<&'a str>,
}

fn mark<'a>(index: &'a AdvisoryIndex, name: &PackageName, versions: &[&'a str]) -> Vec<Mark<'a>> {
    let package = PackageVersion::of_package(name.clone());
    let advisories: Vec<&Matcher> = index.about(name).collect();
    let of = |version: &&'a str| {
        let asked = package.clone().at(version);
        let ids = |is: fn(Verdict) -> bool| {
            let hits = advisories.iter().filter(|advisory| is(advisory.affects(&asked)));
            hits.map(|advisory| advisory.id()).collect()
        };
        Mark {
            version,
            affected_by: ids(Verdict::is_affected),
            unclear: ids(|verdict| matches!(verdict, Verdict::Unknown(_))),
        }
    };
    versions.iter().map(of).collect()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let database = [include_str!("data/advisory.json")];
    let advisories = database.map(Advisory::parse).into_iter().collect::<Result<Vec<_>, _>>()?;
    let index = AdvisoryIndex::from_iter(&advisories);

    let name = PackageName::new(Ecosystem::NPM, "@example/left-margin")?;
    let marks = mark(&index, &name, &["1.1.9", "1.2.0", "1.4.1", "unreleased"]);
    for Mark { version, affected_by, unclear } in &marks {
        println!("{version:<12} affected by {affected_by:?}, unclear {unclear:?}");
    }
    let affected: Vec<bool> = marks.iter().map(|mark| !mark.affected_by.is_empty()).collect();
    assert_eq!(affected, [false, true, false, false]);
    assert_eq!(marks[3].unclear, ["x_example-2026-1"]); // no version that npm knows
    Ok(())
}
