//! Reading, writing and converting small documents: time a document, in turns over one process.
//!
//! `cargo bench` prints `<case> <ns/document>`, tab-separated: the median of 15 rounds. Figures of
//! one machine compare with each other; beside other crates see `benches/peers`.

use pkgschema::advisory::Advisory;
use pkgschema::identity::Purl;
use pkgschema_convert::format::ALL;
use std::hint::black_box;
use std::time::{Duration, Instant};

const ADVISORY: &str = include_str!("../examples/data/advisory.json");
const PACKAGE_JSON: &str = include_str!("../examples/data/package.json");
const CARGO_TOML: &str = include_str!("../examples/data/Cargo.toml");
const PURLS: [&str; 2] = ["pkg:npm/%40scope/name@1.0.0", "pkg:PyPI/A_b@1?Z=1&a=/"];

/// How long a round runs at least.
const ROUND: Duration = Duration::from_millis(20);

fn main() {
    let advisory = Advisory::parse(ADVISORY).expect("an advisory");
    bench("advisory/read", || Advisory::parse(ADVISORY));
    bench("advisory/read-tolerant", || Advisory::parse_tolerant(ADVISORY));
    bench("advisory/write", || advisory.to_json());
    bench("purl/read-canonical", || PURLS[0].parse::<Purl>());
    bench("purl/read-other", || PURLS[1].parse::<Purl>());
    for source in ALL.iter().filter(|source| source.is_main()) {
        let text = if source.name() == "npm" { PACKAGE_JSON } else { CARGO_TOML };
        bench(&format!("{}/rewrite", source.document()), || source.rewrite(text));
        bench(&format!("{}/to-record", source.document()), || source.read(text));
        let others = ALL.iter().filter(|target| target.is_main() && target.name() != source.name());
        for target in others {
            let case = format!("{}/to-{}", source.document(), target.document());
            bench(&case, || source.convert(text, target));
        }
    }
}

/// Prints the median time of one call.
fn bench<T>(case: &str, mut work: impl FnMut() -> T) {
    let mut rounds: Vec<f64> = (0..15).map(|_| round(&mut work)).collect();
    rounds.sort_by(f64::total_cmp);
    println!("{case}\t{:.0}", rounds[rounds.len() / 2]);
}

/// Nanoseconds a call, over one round.
fn round<T>(work: &mut impl FnMut() -> T) -> f64 {
    let (start, mut calls) = (Instant::now(), 0_u32);
    while start.elapsed() < ROUND {
        for _ in 0..16 {
            black_box(work());
        }
        calls += 16;
    }
    start.elapsed().as_nanos() as f64 / f64::from(calls)
}
