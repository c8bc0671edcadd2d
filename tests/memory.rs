//! Memory and work that reading and converting take: bounded by the size of the input.

use std::hint::black_box;

use pkgschema::advisory::Advisory;
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::{check, write};
use pkgschema_convert::detect::detect;
use pkgschema_convert::format::{self, Format};
use pkgschema_convert::source::decode;
use pkgschema_testkit::alloc::{Counting, measure};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const MB: usize = 1_000_000;

/// Runs every step on a document and holds the most memory it takes, the text itself included,
/// against six times the text and some slack. What the TOML crate alone takes to read the text is
/// beyond our reach and allowed where it is more.
#[track_caller]
fn bounded(what: &str, name: &str, text: &str, slack: usize) {
    let format = Format::find(name).expect(name);
    let parse = || black_box(toml::de::DeTable::parse(text).is_ok());
    let reader = if name == "cargo" { measure(parse).1.peak_extra_bytes } else { 0 };
    let bound = (6 * text.len() + slack).max(text.len() + reader + text.len() / 4);
    let hold = |step: &str, peak: usize| {
        let peak = text.len() + peak;
        let times = peak as f64 / text.len() as f64;
        println!("{what:24} {name:6} {step:12} {:6.1} MB {times:5.1}x", peak as f64 / 1e6);
        assert!(peak <= bound, "{what} {name} {step}: {peak} bytes, {times:.1}x, bound {bound}");
    };
    let bytes = text.as_bytes().to_vec();
    let decoded = || decode(bytes).is_ok_and(|(text, _)| detect(&text).is_some());
    let (known, stats) = measure(decoded);
    assert!(known, "{what}");
    hold("detect", stats.peak_extra_bytes);
    let (record, stats) = measure(|| format.read(text).expect(what).record);
    hold("read", stats.peak_extra_bytes);
    let (back, stats) = measure(|| format.write(&record).value.len());
    assert!(back > 0, "{what}");
    hold("write", stats.peak_extra_bytes + text.len());
    drop(record);
    hold("rewrite", measure(|| format.rewrite(text).is_ok()).1.peak_extra_bytes);
    for target in format::ALL {
        let (conversion, stats) = measure(|| format.convert(text, target));
        assert!(conversion.is_ok(), "{what}");
        hold(&format!("to {}", target.name()), stats.peak_extra_bytes);
    }
}

#[track_caller]
fn bounded_record(what: &str, members: &str) {
    let bound = |text: &str| 6 * text.len() + (16 << 20);
    let advisory = format!(r#"{{"id":"X-1",{members}}}"#);
    let work = || {
        let record = Advisory::parse(&advisory).expect(what);
        black_box(check(&record));
        record.to_json().len()
    };
    let (_, stats) = measure(work);
    let peak = advisory.len() + stats.peak_extra_bytes;
    println!(
        "{what:24} advisory {:6.1} MB {:5.1}x",
        peak as f64 / 1e6,
        peak as f64 / advisory.len() as f64
    );
    assert!(peak <= bound(&advisory), "{what} advisory: {peak}");
    let metadata = format!(r#"{{"schemaVersion":"1.0","ecosystem":"npm",{members}}}"#);
    let work = || {
        let record = PackageMetadata::parse(&metadata).expect(what);
        black_box(check(&record));
        write(&record).len()
    };
    let (_, stats) = measure(work);
    let peak = metadata.len() + stats.peak_extra_bytes;
    println!(
        "{what:24} metadata {:6.1} MB {:5.1}x",
        peak as f64 / 1e6,
        peak as f64 / metadata.len() as f64
    );
    assert!(peak <= bound(&metadata), "{what} metadata: {peak}");
}

#[test]
fn fifty_megabytes() {
    let long = "x".repeat(50 * MB);
    bounded_record("50 MB summary", &format!(r#""summary":"{long}""#));
    bounded_record("50 MB unknown member", &format!(r#""x":"{long}""#));
    let npm = Format::find("npm").expect("npm");
    let text = format!(r#"{{"description":"{long}"}}"#);
    drop(long);
    let (conversion, stats) = measure(|| npm.convert(&text, npm));
    assert!(conversion.is_ok());
    let peak = text.len() + stats.peak_extra_bytes;
    println!("50 MB description npm to npm {:6.1} MB", peak as f64 / 1e6);
    assert!(peak <= 6 * text.len() + (16 << 20), "{peak}");
}

/// A smaller string with as small a slack shows the same, without keeping a debug build busy.
#[test]
fn long_strings() {
    let long = "x".repeat(2 * MB);
    let slack = long.len() / 3;
    bounded("description", "npm", &format!(r#"{{"name":"a","description":"{long}"}}"#), slack);
    bounded(
        "description",
        "cargo",
        &format!("[package]\nname=\"a\"\ndescription=\"{long}\"\n"),
        slack,
    );
    bounded("unknown member", "npm", &format!(r#"{{"name":"a","x":"{long}"}}"#), slack);
    bounded("unknown member", "cargo", &format!("[package]\nname=\"a\"\nx=\"{long}\"\n"), slack);
    bounded("member name", "npm", &format!(r#"{{"name":"a","{long}":1}}"#), slack);
    bounded("member name", "cargo", &format!("[package]\nname=\"a\"\n\"{long}\"=1\n"), slack);
    bounded("dependency name", "npm", &format!(r#"{{"dependencies":{{"{long}":"1"}}}}"#), slack);
    bounded(
        "dependency name",
        "cargo",
        &format!("[package]\n[dependencies]\n{long}=\"1\"\n"),
        slack,
    );
    bounded_record("member name", &format!(r#""{long}":1"#));
}

#[test]
fn many_parts() {
    let members: Vec<String> =
        (0..15_000).map(|at| format!(r#""member-{at:09}":"value-{at:09}""#)).collect();
    let members = members.join(",");
    bounded("small members", "npm", &format!(r#"{{"name":"a",{members}}}"#), 16 << 20);
    bounded(
        "small members",
        "cargo",
        &format!("[package]\nx={{{}}}\n", members.replace(':', "=")),
        16 << 20,
    );
    bounded_record("small members", &members);
    let empty = vec!["[]"; 150_000].join(",");
    bounded("empty arrays", "npm", &format!(r#"{{"name":"a","x":[{empty}]}}"#), 16 << 20);
    bounded_record("empty arrays", &format!(r#""x":[{empty}]"#));
    bounded("wrong elements", "npm", &format!(r#"{{"name":"a","keywords":[{empty}]}}"#), 16 << 20);
    bounded_record("wrong elements", &format!(r#""aliases":[{empty}],"keywords":[{empty}]"#));
}

/// What there is much of, the format, and a document with so much of it.
type Shape = (&'static str, &'static str, fn(usize) -> String);

/// Twice as many parts take about twice as many requests for memory.
#[test]
fn linear() {
    let shapes: [Shape; 7] = [
        ("dependencies", "npm", |n| {
            let all: Vec<_> = (0..n).map(|at| format!(r#""d{at}":"1""#)).collect();
            format!(r#"{{"dependencies":{{{}}}}}"#, all.join(","))
        }),
        ("peers", "npm", |n| {
            let all: Vec<_> = (0..n).map(|at| format!(r#""d{at}":"1""#)).collect();
            let meta: Vec<_> = (0..n).map(|at| format!(r#""d{at}":{{"optional":true}}"#)).collect();
            let (all, meta) = (all.join(","), meta.join(","));
            format!(r#"{{"peerDependencies":{{{all}}},"peerDependenciesMeta":{{{meta}}}}}"#)
        }),
        ("extensions", "npm", |n| {
            let all: Vec<_> = (0..n).map(|at| format!(r#""x{at}":1"#)).collect();
            format!(r#"{{"name":"a",{}}}"#, all.join(","))
        }),
        ("duplicates", "npm", |n| format!(r#"{{"name":"a",{}}}"#, vec![r#""x":1"#; n].join(","))),
        ("elements", "npm", |n| format!(r#"{{"keywords":[{}]}}"#, vec![r#""x""#; n].join(","))),
        ("dependencies", "cargo", |n| {
            let all: String = (0..n).map(|at| format!("d{at}=\"1\"\n")).collect();
            format!("[package]\n[dependencies]\n{all}")
        }),
        ("extensions", "cargo", |n| {
            let all: String = (0..n).map(|at| format!("x{at}=1\n")).collect();
            format!("[package]\n{all}")
        }),
    ];
    for (what, name, text) in shapes {
        let source = Format::find(name).expect(name);
        for target in format::ALL {
            let work = |n: usize| {
                let text = text(n);
                let (conversion, stats) = measure(|| source.convert(&text, target));
                assert!(conversion.is_ok(), "{what}");
                (stats.allocations, stats.peak_extra_bytes)
            };
            let (once, twice) = (work(2_000), work(4_000));
            let grows = |once: usize, twice: usize| twice * 10 <= once * 25;
            assert!(
                grows(once.0, twice.0),
                "{what} {name} to {}: {once:?} {twice:?}",
                target.name()
            );
            assert!(
                grows(once.1, twice.1),
                "{what} {name} to {}: {once:?} {twice:?}",
                target.name()
            );
        }
    }
}

/// Work that asks for no memory does not show above: a hundred thousand parts would take minutes
/// if any step looked at all of them for each.
#[test]
fn a_hundred_thousand_dependencies() {
    let all: Vec<_> = (0..100_000).map(|at| format!(r#""d{at}":"1""#)).collect();
    let text = format!(r#"{{"name":"a","dependencies":{{{}}}}}"#, all.join(","));
    let npm = Format::find("npm").expect("npm");
    let conversion = npm.convert(&text, npm).expect("a document");
    assert_eq!((conversion.losses, conversion.record.dependencies.len()), (vec![], 100_000));
}
