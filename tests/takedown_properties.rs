//! What holds for every log of notices.
//!
//! `TAKEDOWN_CASES=100000 cargo test --release --test takedown_properties` for a longer run.

use std::collections::BTreeSet;

use pkgschema::identity::Purl;
use pkgschema::takedown::{
    Clocks, InstallPolicy, InstallRequest, Log, LogReport, NoticeType, PackageStatus, Query,
    RequestKind, Role, Status, StatusIndex, TakedownNotice, TrustTable, decide,
};
use pkgschema::text::Timestamp;
use pkgschema_testkit::naive_fold::Naive;
use pkgschema_testkit::strategies::takedown::{
    ISSUERS, Issued, OTHER_REGISTRY, REGISTRY, TRUST, hour, log,
};
use proptest::prelude::*;

fn cases() -> ProptestConfig {
    let cases = std::env::var("TAKEDOWN_CASES").ok().and_then(|text| text.parse().ok());
    let config = ProptestConfig { cases: cases.unwrap_or(512), ..ProptestConfig::default() };
    ProptestConfig { failure_persistence: None, ..config }
}

const ASKED: &str = "pkg:npm/a@1.0.0";
const KINDS: [RequestKind; 4] = [
    RequestKind::NewResolution,
    RequestKind::ExactPin,
    RequestKind::Locked,
    RequestKind::Installed,
];

fn trust() -> TrustTable {
    TrustTable::parse(TRUST).unwrap()
}

fn complete() -> LogReport {
    LogReport::parse(r#"{"schemaVersion": "1.0", "coverage": "complete"}"#).unwrap()
}

/// The status of a purl on the registry that most notices are about.
fn fold<'a>(
    log: impl IntoIterator<Item = &'a Issued>,
    purl: &str,
    clocks: &Clocks,
) -> PackageStatus {
    let (trust, report) = (trust(), complete());
    let mut index = StatusIndex::new(&trust);
    log.into_iter().for_each(|(notice, issuer)| index.add(notice, issuer));
    let registry = pkgschema::text::Link::new(REGISTRY).unwrap();
    let purl = Purl::parse(purl).unwrap();
    index.status(&Query::of(&purl).on(&registry), clocks, &report)
}

fn ranks(status: &PackageStatus) -> [u8; 4] {
    let policy = InstallPolicy::default();
    KINDS.map(|kind| decide(status, &InstallRequest::new(kind), &policy).verdict.rank())
}

fn severity(status: &PackageStatus) -> u8 {
    status.status.as_ref().map_or(0, Status::severity)
}

/// Both clocks, at two of the hours at which notices are issued.
fn clocks() -> impl Strategy<Value = Clocks> {
    let time = |text: String| Timestamp::from_document(text);
    (hour(), hour()).prop_map(move |(known, effect)| Clocks::new(time(known), time(effect)))
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn neither_order_nor_repetition_counts(
        (log, shuffled) in log(14).prop_flat_map(|log| (Just(log.clone()), Just(log).prop_shuffle())),
        clocks in clocks(),
    ) {
        let status = fold(&log, ASKED, &clocks);
        prop_assert_eq!(&fold(&shuffled, ASKED, &clocks), &status);
        prop_assert_eq!(&fold(log.iter().chain(&shuffled), ASKED, &clocks), &status);
    }

    #[test]
    fn the_fold_is_what_the_definition_says(log in log(10), known in 0..7_u32, effect in 0..7_u32) {
        let time = |hour: u32| Timestamp::from_document(format!("2026-05-01T{hour:02}:00:00Z"));
        let status = fold(&log, ASKED, &Clocks::new(time(known), time(effect)));
        let naive = Naive::of(&log, i64::from(known), i64::from(effect));
        let measures: BTreeSet<_> =
            status.measures.iter().map(|it| (it.issuer.to_string(), it.notice.to_string(), it.status.to_string())).collect();
        prop_assert_eq!(measures, naive.measures());
        let lifted: BTreeSet<_> = status.lifted.iter().map(|it| it.notice.to_string()).collect();
        prop_assert_eq!(lifted, naive.lifted());
    }

    /// Who has no authority can add warnings and take nothing away.
    #[test]
    fn strangers_lift_nothing_of_others(log in log(12), clocks in clocks()) {
        let known: Vec<_> = log.iter().filter(|(_, issuer)| *issuer != "stranger").cloned().collect();
        let (without, with) = (fold(&known, ASKED, &clocks), fold(&log, ASKED, &clocks));
        prop_assert_eq!(severity(&without), severity(&with));
        for (without, with) in ranks(&without).into_iter().zip(ranks(&with)) {
            prop_assert!(without <= with && with <= without.max(1));
        }
    }

    /// A role that is claimed never lifts more than the issuer's own.
    #[test]
    fn claims_never_raise(log in log(10), clocks in clocks()) {
        let claimed: Vec<Issued> = log.iter().cloned().map(|(mut notice, issuer)| {
            if notice.notice_type != NoticeType::Decision {
                notice.authority = Some(role(Role::PublicAuthority));
            }
            (notice, issuer)
        }).collect();
        let silent: Vec<Issued> = log.into_iter().map(|(mut notice, issuer)| {
            if notice.notice_type != NoticeType::Decision {
                notice.authority = None;
            }
            (notice, issuer)
        }).collect();
        prop_assert_eq!(severity(&fold(&claimed, ASKED, &clocks)), severity(&fold(&silent, ASKED, &clocks)));
    }

    /// One more measure never lets more through.
    #[test]
    fn measures_add_up(log in log(10), extra in log(2), clocks in clocks()) {
        let mut more = log.clone();
        more.extend(extra.into_iter().enumerate().map(|(at, (mut notice, issuer))| {
            notice.notice_type = NoticeType::Decision;
            notice.id = pkgschema::text::Link::from_document(format!("urn:extra:{at}"));
            (notice, issuer)
        }));
        for (before, after) in ranks(&fold(&log, ASKED, &clocks)).into_iter().zip(ranks(&fold(&more, ASKED, &clocks))) {
            prop_assert!(before <= after);
        }
    }

    /// What is said about one package says nothing about any other.
    #[test]
    fn the_blast_radius_is_one_package(log in log(8), clocks in clocks(), spelling in 0..SPELLINGS.len()) {
        let (own, others) = SPELLINGS[spelling];
        let about: Vec<Issued> = log.into_iter().map(|(mut notice, issuer)| {
            for subject in ["pkg:npm/a", "pkg:npm/b"] {
                notice = renamed(&notice, subject, own);
            }
            (notice, issuer)
        }).collect();
        let nothing = fold(&[], ASKED, &clocks);
        for other in others {
            for version in ["", "@1.0.0", "@2.0.0"] {
                let status = fold(&about, &format!("{other}{version}"), &clocks);
                prop_assert!(status.measures.is_empty(), "{own} hits {other}{version}");
                prop_assert!(status.lifted.is_empty() && status.refused.is_empty());
                prop_assert_eq!(ranks(&status), ranks(&nothing));
            }
        }
        let same = fold(&about, &format!("{own}@1.0.0"), &clocks);
        for spelling in same_as(own) {
            let status = fold(&about, &format!("{spelling}@1.0.0"), &clocks);
            prop_assert_eq!(&status.measures, &same.measures, "{} and {}", own, spelling);
        }
    }

    /// No text makes a reader panic, and what is read is written back.
    #[test]
    fn any_lines_are_read(log in log(6), cuts in prop::collection::vec((any::<prop::sample::Index>(), ".{0,3}"), 0..6)) {
        let mut text: Vec<char> = log.iter().map(|(notice, _)| notice.to_json() + "\n").collect::<String>().chars().collect();
        for (at, piece) in cuts {
            let at = at.index(text.len().max(1)).min(text.len());
            text.splice(at..(at + 1).min(text.len()), piece.chars());
        }
        let text: String = text.into_iter().collect();
        let log = Log::parse(&text);
        log.verify(None);
        log.report(None, None);
        for notice in log.notices() {
            notice.check();
            prop_assert_eq!(&TakedownNotice::parse(&notice.to_json()).unwrap(), notice);
        }
    }
}

fn role(role: Role) -> pkgschema::takedown::Authority {
    let mut authority = pkgschema::takedown::Authority::default();
    authority.role = Some(role);
    authority
}

/// A package, and others that look like it.
const SPELLINGS: &[(&str, &[&str])] = &[
    (
        "pkg:npm/left-margin",
        &[
            "pkg:npm/left_margin",
            "pkg:npm/leftmargin",
            "pkg:npm/Left-margin",
            "pkg:npm/left-margin2",
            "pkg:npm/%40left/margin",
            "pkg:npm/%40a/left-margin",
            "pkg:pypi/left-margin",
            "pkg:cargo/left-margin",
            "pkg:npm/left-margi",
            "pkg:npm/l%D0%B5ft-margin",
        ],
    ),
    (
        "pkg:npm/%40left/margin",
        &[
            "pkg:npm/%40left/margin2",
            "pkg:npm/%40Left/margin",
            "pkg:npm/left/margin",
            "pkg:npm/%40lef/margin",
            "pkg:npm/margin",
            "pkg:npm/%40left-/margin",
        ],
    ),
    ("pkg:npm/JSONStream", &["pkg:npm/jsonstream", "pkg:npm/JsonStream", "pkg:npm/JSON-Stream"]),
    (
        "pkg:pypi/zope.interface",
        &[
            "pkg:pypi/zopeinterface",
            "pkg:pypi/zope",
            "pkg:pypi/zope-interfaces",
            "pkg:npm/zope.interface",
            "pkg:pypi/interface",
        ],
    ),
    (
        "pkg:cargo/rust-decimal",
        &[
            "pkg:cargo/rust_decimal",
            "pkg:cargo/rustdecimal",
            "pkg:cargo/Rust-Decimal",
            "pkg:npm/rust-decimal",
        ],
    ),
    (
        "pkg:maven/org.acme/tool",
        &[
            "pkg:maven/org.acme/tools",
            "pkg:maven/org/tool",
            "pkg:maven/org.acme.tool/tool",
            "pkg:maven/org.Acme/tool",
            "pkg:maven/org.acme/Tool",
            "pkg:maven/org.acme.x/tool",
        ],
    ),
    ("pkg:gem/rack", &["pkg:gem/Rack", "pkg:gem/rack-test", "pkg:npm/rack", "pkg:pypi/rack"]),
];

/// Other spellings of the same package.
fn same_as(purl: &str) -> &'static [&'static str] {
    match purl {
        "pkg:npm/%40left/margin" => &["pkg:npm/@left/margin", "pkg:NPM/%40left/margin"],
        "pkg:pypi/zope.interface" => &[
            "pkg:pypi/Zope.Interface",
            "pkg:pypi/zope_interface",
            "pkg:pypi/zope--interface",
            "pkg:pypi/zope-interface",
        ],
        "pkg:maven/org.acme/tool" => &["pkg:maven/org.acme/tool", "pkg:Maven//org.acme/tool"],
        _ => &[],
    }
}

fn renamed(notice: &TakedownNotice, from: &str, to: &str) -> TakedownNotice {
    let mut notice = notice.clone();
    let subjects = notice.subjects.iter().cloned().map(|mut subject| {
        let purl = subject.purl.as_ref().map(|purl| purl.as_str().replace(from, to));
        subject.purl = purl.map(pkgschema::identity::PurlText::from_document);
        // a range is one of the type's
        if !to.starts_with("pkg:npm") {
            subject.version_range = None;
        }
        subject
    });
    notice.subjects = subjects.collect::<Vec<_>>().into();
    notice
}

/// The same package on another registry, asked for by either way of naming one.
#[test]
fn another_registry_is_another_package() {
    let hold = TakedownNotice::parse(
        r#"{"schemaVersion": "1.0", "id": "urn:x:1", "noticeType":
        "decision", "registry": {"url": "https://registry.example"}, "subjects":
        [{"purl": "pkg:npm/a"}], "status": "quarantined", "issuedAt": "2026-05-01T00:00:00Z"}"#,
    )
    .unwrap();
    let (trust, report) = (trust(), complete());
    let mut index = StatusIndex::new(&trust);
    index.add(&hold, "registry");
    let clocks = Clocks::at(Timestamp::new("2026-05-02T00:00:00Z").unwrap());
    let (own, other) = (
        pkgschema::text::Link::new("HTTPS://registry.example:443/").unwrap(),
        pkgschema::text::Link::new(OTHER_REGISTRY).unwrap(),
    );
    let count = |query: &Query<'_>| index.status(query, &clocks, &report).measures.len();
    let plain = Purl::parse("pkg:npm/a@1.0.0").unwrap();
    assert_eq!(count(&Query::of(&plain)), 1);
    assert_eq!(count(&Query::of(&plain).on(&own)), 1);
    assert_eq!(count(&Query::of(&plain).on(&other)), 0);
    for (url, expected) in [("https://registry.example/", 1), ("https://mirror.example", 0)] {
        let purl = Purl::builder("npm", "a")
            .version("1.0.0")
            .qualifier("repository_url", url)
            .build()
            .unwrap();
        assert_eq!(count(&Query::of(&purl)), expected, "{url}");
    }
}

#[test]
fn the_issuers_are_those_of_the_table() {
    let trust = trust();
    let known: Vec<&str> = trust.issuers.iter().map(|it| it.issuer.as_str()).collect();
    assert_eq!(known, ISSUERS[..5]);
}
