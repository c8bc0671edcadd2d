//! What reading a purl and looking at it allocates.

use std::hint::black_box;

use pkgschema::identity::Purl;
use pkgschema_testkit::alloc::{Counting, measure};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[track_caller]
fn reads(text: &str) -> (Purl, usize) {
    let (purl, stats) = measure(|| Purl::parse(text));
    (purl.unwrap_or_else(|error| panic!("{text}: {error}")), stats.allocations)
}

/// Texts, and how often reading them asks for memory: once for the text, unless it has at most 23
/// bytes and is kept inline.
const READ: &[(&str, usize)] = &[
    ("pkg:npm/left-pad@1.3.0", 0),
    ("pkg:NPM/left-pad@1.3.0", 0),
    ("pkg:npm/%40scope/name@1.0.0", 1),
    ("pkg:npm/@scope/name@1.0.0", 1),
    ("pkg:pypi/Django_REST_framework@1.0RC1", 1),
    ("pkg:maven/org.x/a@1?type=zip&classifier=dist#/a/b/", 1),
    ("pkg:generic/a@1%2B2?u=git+https://h.example/p%401", 1),
];

#[test]
fn reading_allocates_the_text_alone() {
    for (text, expected) in READ {
        assert_eq!(reads(text).1, *expected, "{text}");
    }
}

/// How often looking at every component asks for memory.
fn looks(purl: &Purl) -> usize {
    let look = || {
        black_box((purl.package_type().name(), purl.namespace(), purl.name(), purl.version()));
        black_box((purl.qualifiers().count(), purl.qualifier("TYPE"), purl.subpath()));
        black_box((purl.namespace_segments().count(), purl.as_str(), purl.clone()));
    };
    measure(look).1.allocations
}

#[test]
fn components_without_escapes_allocate_nothing() {
    for text in [
        "pkg:deb/debian/curl@7.50.3-1?arch=i386&type=a#usr/bin",
        "pkg:golang/google.golang.org/genproto@v0.1.0#googleapis/api",
        "pkg:generic/a",
    ] {
        assert_eq!(looks(&reads(text).0), 0, "{text}");
    }
    // the namespace, and its one segment
    assert_eq!(looks(&reads("pkg:npm/%40scope/name@1.0.0").0), 2);
}
