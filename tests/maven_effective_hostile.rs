//! Effective POMs of documents that mean harm: time and size stay in bounds, and what was cut off
//! is a finding.

use std::sync::Arc;
use std::time::{Duration, Instant};

use pkgschema_convert::maven::Effective;
use pkgschema_convert::maven::effective::Context;
use pkgschema_testkit::poms::{codes, named, parent, pom};

fn import(name: &str) -> String {
    format!("<dependency>{}<type>pom</type><scope>import</scope></dependency>", named(name, ""))
}

fn managed(dependencies: &str) -> String {
    format!(
        "<dependencyManagement><dependencies>{dependencies}</dependencies></dependencyManagement>"
    )
}

/// The effective POM of `body`, where others are made by their names.
fn effective(body: &str, others: impl Fn(&str) -> Option<String>) -> Effective {
    let resolver = |_: &str, name: &str, _: &str| Some(Arc::new(pom(&named(name, &others(name)?))));
    let pom = pom(&named("start", body));
    let begun = Instant::now();
    let effective = pom.effective(&resolver, &Context::new());
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    effective
}

#[test]
fn parents_without_an_end() {
    let next = |name: &str| Some(parent(&format!("p{}", name[1..].parse::<usize>().ok()? + 1)));
    let effective = effective(&parent("p0"), next);
    assert_eq!(effective.parents.len(), 1000);
    assert_eq!(codes(&effective), ["parents-too-many"]);
}

#[test]
fn parents_in_a_circle() {
    let own = effective(&parent("start"), |_| Some(parent("start")));
    assert_eq!((codes(&own), own.parents.len()), (vec!["parent-cycle"], 0));
    let two = effective(&parent("a"), |name| Some(parent(if name == "a" { "b" } else { "a" })));
    assert_eq!((codes(&two), two.parents.len()), (vec!["parent-cycle"], 2));
}

#[test]
fn imports_of_each_other() {
    let both = managed(&[import("a"), import("b"), import("start")].concat());
    let effective = effective(&both, |_| Some(both.clone()));
    assert!(effective.findings.iter().all(|one| one.code == "import-cycle"));
    assert!(!effective.findings.is_empty() && effective.findings.len() < 20);
}

#[test]
fn imports_that_double() {
    // every one imports the next twice: 2^30 if each were read again
    let next = |name: &str| {
        let number: usize = name[1..].parse().ok()?;
        let twice = [import(&format!("l{}", number + 1)), import(&format!("r{}", number + 1))];
        (number < 30).then(|| managed(&twice.concat()))
    };
    let effective = effective(&managed(&import("l0")), next);
    assert_eq!(codes(&effective), ["import-not-found"; 2]);
}

#[test]
fn imports_within_imports() {
    let next =
        |name: &str| Some(managed(&import(&format!("i{}", name[1..].parse::<usize>().ok()? + 1))));
    let effective = effective(&managed(&import("i0")), next);
    assert_eq!(codes(&effective), ["imports-too-many"]);
}

/// Properties `p0` to `pN`, each made of the next one.
fn chain(length: usize, value: impl Fn(&str) -> String, last: &str) -> String {
    let each: String = (0..length)
        .map(|at| format!("<p{at}>{}</p{at}>", value(&format!("${{p{}}}", at + 1))))
        .collect();
    format!("<properties>{each}<p{length}>{last}</p{length}></properties>")
}

#[test]
fn values_that_double() {
    let body = chain(64, |next| format!("{next}{next}"), "0123456789") + "<name>${p0}</name>";
    let effective = effective(&body, |_| None);
    assert_eq!(effective.model.name.as_deref(), Some("${p0}"));
    assert!(codes(&effective).contains(&"expression-too-long"));
    let longest = effective.model.properties.iter().map(|(_, value)| value.len()).max();
    assert!(longest <= Some(1 << 20), "{longest:?}");
}

#[test]
fn values_that_are_used_often() {
    let large = "x".repeat(100_000);
    let each = "<developer><name>${large}</name></developer>".repeat(20_000);
    let body =
        format!("<properties><large>{large}</large></properties><developers>{each}</developers>");
    let effective = effective(&body, |_| None);
    let total: usize =
        effective.model.developers.iter().filter_map(|one| Some(one.name.as_ref()?.len())).sum();
    assert!(total < 70 << 20, "{total}");
    assert!(codes(&effective).contains(&"expression-too-long"));
}

/// Texts that come to nothing cost no more than those that come to something.
#[test]
fn values_that_are_too_long_again_and_again() {
    let large = "x".repeat(600_000);
    let each = "<developer><name>${large}${large}</name></developer>".repeat(20_000);
    let body =
        format!("<properties><large>{large}</large></properties><developers>{each}</developers>");
    let begun = Instant::now();
    let effective = effective(&body, |_| None);
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    assert_eq!(codes(&effective).len(), 20_000);
}

/// A path that is asked for is bounded, even if nobody answers.
#[test]
fn paths_of_profiles() {
    let large = "x".repeat(100_000);
    let file = format!("<file><exists>{}</exists></file>", "${large}".repeat(20_000));
    let profile = format!("<profile><id>p</id><activation>{file}</activation></profile>");
    let body =
        format!("<properties><large>{large}</large></properties><profiles>{profile}</profiles>");
    let effective = effective(&body, |_| None);
    assert_eq!(codes(&effective), ["profile-undecided"]);
    let words = effective.findings[0].message.len();
    assert!(words < 300_000, "{words}");
}

/// However much is found, what is not is known.
#[test]
fn many_findings_before_a_parent_that_is_missing() {
    let profile = "<profile><activation><jdk>17</jdk></activation></profile>".repeat(100_001);
    let body = format!("{}<profiles>{profile}</profiles>", parent("none"));
    let effective = effective(&body, |_| None);
    assert_eq!(effective.findings.len(), 100_000);
    assert_eq!(codes(&effective).last(), Some(&"findings-too-many"));
    assert!(!effective.has_all_parents());
}

#[test]
fn values_within_values() {
    let body = chain(5_000, str::to_owned, "end") + "<name>${p0}</name><url>${p4999}</url>";
    let effective = effective(&body, |_| None);
    assert_eq!(effective.model.name.as_deref(), Some("${p0}"));
    assert_eq!(effective.model.url.as_deref(), Some("end"));
    assert!(codes(&effective).contains(&"expression-too-deep"));
}

#[test]
fn values_in_a_circle() {
    let body = chain(5_000, str::to_owned, "${p0}${p1}${p2}") + "<name>${p0}</name>";
    let effective = effective(&body, |_| None);
    assert_eq!(effective.model.name.as_deref(), Some("${p0}"));
}

#[test]
fn many_dependencies() {
    let each: String = (0..100_000)
        .map(|at| {
            format!("<dependency><groupId>g</groupId><artifactId>a{at}</artifactId></dependency>")
        })
        .collect();
    let managed: String = (0..100_000)
        .map(|at| {
            format!(
                "<dependency><groupId>g</groupId><artifactId>a{at}</artifactId>
                <version>${{v}}</version></dependency>"
            )
        })
        .collect();
    let body = format!("<dependencies>{each}</dependencies>{}", parent("managing"));
    let managing = format!("<properties><v>1</v></properties>{}", self::managed(&managed));
    let effective = effective(&body, |_| Some(managing.clone()));
    assert_eq!(effective.findings, []);
    let last = effective.model.dependencies.last().unwrap();
    assert_eq!(last.version.as_deref(), Some("1"));
}

#[test]
fn many_brackets() {
    for text in ["${".repeat(200_000), "${}".repeat(200_000), "}${".repeat(200_000) + "}"] {
        let effective = effective(&format!("<description>{text}</description>"), |_| None);
        assert_eq!(effective.model.description.as_deref(), Some(&*text));
    }
    let path = format!("${{project.{}}}", "scm.".repeat(100_000));
    let effective = effective(&format!("<name>{path}</name>"), |_| None);
    assert_eq!(effective.model.name.as_deref(), Some(&*path));
}
