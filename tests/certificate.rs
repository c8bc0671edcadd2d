//! Certificates made by hand: what is read of them, what is found, and that nothing breaks.

use pkgschema::provenance::{AlternativeName, Certificate, FulcioExtension as Fulcio};
use pkgschema::{ParseErrorKind, Severity, Text, text::encoding::to_base64};
use pkgschema_testkit::certificates::{
    Parts, complete, current, element, extension, fulcio, identifier, legacy, name, sequence,
    subject_names, uri, utf8,
};
use proptest::prelude::*;

fn read(der: &[u8]) -> Certificate {
    Certificate::from_der(der).unwrap()
}

/// The findings: code and pointer.
fn found(parts: &Parts) -> Vec<(&'static str, String)> {
    let found = read(&parts.der()).check();
    found.into_iter().map(|f| (f.code, f.pointer.as_str().to_owned())).collect()
}

fn only(code: &'static str, place: &str) -> Vec<(&'static str, String)> {
    vec![(code, place.to_owned())]
}

fn of(number: u8) -> String {
    format!("/extensions/1.3.6.1.4.1.57264.1.{number}")
}

#[test]
fn all_members_are_read() {
    let certificate = read(&complete());
    assert_eq!(certificate.check(), []);
    assert_eq!(certificate.serial_number(), "c0ffee");
    assert_eq!(certificate.issuer().to_string(), "CN=Example Authority,O=ca.example");
    assert_eq!(certificate.issuer().organization(), Some("ca.example"));
    assert_eq!(certificate.issuer().common_name(), Some("Example Authority"));
    assert!(certificate.subject().is_empty());
    assert_eq!(certificate.not_before().unwrap(), "2026-01-02T03:04:05Z");
    assert_eq!(certificate.not_after().unwrap(), "2026-01-02T03:14:05Z");
    let workflow = "https://forge.example/owner/left-pad/.ci/release.yml@refs/tags/v1";
    assert_eq!(certificate.subject_names(), [AlternativeName::Uri(Text::from(workflow))]);
    assert_eq!(certificate.extensions().len(), 24);
    assert!(certificate.extension("2.5.29.17").unwrap().is_critical());
    for extension in Fulcio::ALL.iter().filter(|e| **e != Fulcio::UserName) {
        let read = certificate.extension_of(*extension).unwrap();
        assert_eq!((read.oid(), read.fulcio()), (extension.oid(), Some(*extension)));
        assert_eq!(certificate.extension(&extension.oid()), Some(read));
        let claim = certificate.claim(*extension).unwrap();
        assert_eq!(claim.extension, *extension);
        assert_eq!(claim.value, read.text().unwrap());
    }
    assert_eq!(certificate.build_signer_digest().unwrap().value, "2c3d");
    assert_eq!(certificate.token_subject().unwrap().extension.number(), 24);
}

#[test]
fn the_table_of_extensions_is_in_order() {
    for (number, extension) in (1..).zip(Fulcio::ALL) {
        assert_eq!(extension.number(), number);
        assert_eq!(Fulcio::from_number(number), Some(*extension));
        assert_eq!(extension.is_legacy(), number < 7);
        assert!(extension.legacy().is_none_or(|old| old.is_legacy()));
    }
    assert_eq!(Fulcio::ALL.len(), 24);
    assert_eq!([0, 25, 255].map(Fulcio::from_number), [None; 3]);
}

#[test]
fn bounds_of_validity_count() {
    let certificate = read(&Parts::default().der());
    let first = certificate.not_before().unwrap().to_datetime().unwrap().timestamp();
    let last = certificate.not_after().unwrap().to_datetime().unwrap().timestamp();
    let at = [first - 1, first, last, last + 1].map(|time| certificate.holds_at(time));
    assert_eq!(at, [Some(false), Some(true), Some(true), Some(false)]);
}

#[test]
fn times_of_both_kinds() {
    let with = |tag: u8, time: &str| {
        let first = element(0x17, b"500101000000Z");
        let first = if time.starts_with('0') { first } else { element(0x17, b"700101000000Z") };
        let validity = sequence(&[first, element(tag, time.as_bytes())]);
        read(&Parts { validity, ..Parts::default() }.der())
    };
    let last = |tag, time: &str| with(tag, time).not_after().map(ToString::to_string);
    assert_eq!(last(0x18, "20510203040506Z").as_deref(), Some("2051-02-03T04:05:06Z"));
    assert_eq!(last(0x18, "99991231235959Z").as_deref(), Some("9999-12-31T23:59:59Z"));
    assert_eq!(last(0x17, "490203040506Z").as_deref(), Some("2049-02-03T04:05:06Z"));
    for (tag, odd) in [
        (0x17, "2602030405Z"),
        (0x17, "260230040506Z"),
        (0x17, "260203040506+0100"),
        (0x18, "20260203040506.5Z"),
        (0x18, "260203040506Z"),
        (0x0c, "260203040506Z"),
        (0x17, ""),
    ] {
        let certificate = with(tag, odd);
        assert_eq!(certificate.not_after(), None, "{odd}");
        assert_eq!(certificate.check()[0].code, "odd-validity", "{odd}");
        assert_eq!(certificate.holds_at(1), None, "within the one bound that is known");
        assert_eq!(certificate.holds_at(-1), Some(false), "before the one bound that is known");
    }
    let backwards = [element(0x17, b"260102000000Z"), element(0x17, b"260101000000Z")];
    let parts = Parts { validity: sequence(&backwards), ..Parts::default() };
    assert_eq!(found(&parts)[0].0, "never-valid");
}

#[test]
fn legacy_extensions_answer_for_missing_ones() {
    const GITHUB: &str = "https://token.actions.githubusercontent.com";
    let old = |issuer: &str| {
        let values = [issuer, "push", "0a1b", "Release", "owner/left-pad", "refs/heads/main"];
        read(&Parts::with((1..).zip(values).map(|(n, text)| legacy(n, text))).der())
    };
    let certificate = old(GITHUB);
    assert_eq!(certificate.check(), []);
    let repository = certificate.source_repository().unwrap();
    assert_eq!(repository.value, "https://github.com/owner/left-pad");
    assert_eq!(repository.extension, Fulcio::GithubWorkflowRepository);
    let commit = certificate.source_commit().unwrap();
    assert_eq!((&*commit.value, commit.extension.number()), ("0a1b", 3));
    assert_eq!(certificate.source_ref().unwrap().extension.number(), 6);
    assert_eq!(certificate.build_trigger().unwrap().extension.number(), 2);
    assert_eq!(certificate.token_issuer().unwrap().extension.number(), 1);
    assert_eq!(certificate.workflow_name().unwrap().value, "Release");
    assert_eq!(certificate.build_config(), None);
    assert!(old(&format!("{GITHUB}/acme")).source_repository().is_some());
    for elsewhere in ["https://ci.example", "https://token.actions.githubusercontent.com.example"] {
        assert_eq!(old(elsewhere).source_repository(), None, "{elsewhere}");
    }
}

#[test]
fn an_unreadable_extension_is_not_absent() {
    let odd = extension(fulcio(13), b"0a1b");
    let certificate = read(&Parts::with([legacy(3, "0a1b"), odd]).der());
    assert_eq!(certificate.source_commit(), None);
    assert_eq!(certificate.extension_of(Fulcio::SourceRepositoryDigest).unwrap().value(), b"0a1b");
}

#[test]
fn disagreement_is_found() {
    for (old, new, value, other) in [
        (1, 8, "https://a.example", "https://b.example"),
        (2, 20, "push", "release"),
        (3, 13, "0a", "0b"),
        (6, 14, "refs/heads/a", "refs/heads/b"),
    ] {
        assert_eq!(found(&Parts::with([legacy(old, value), current(new, value)])), []);
        let parts = Parts::with([legacy(old, value), current(new, other)]);
        assert_eq!(found(&parts), only("extensions-disagree", &of(new)));
    }
    for (uri, agrees) in [
        ("https://github.com/a/b", true),
        ("https://forge.example/a/b", true),
        ("https://github.com/a/b2", false),
        ("https://github.com/x/a/b", false),
        ("a/b", false),
    ] {
        let found = found(&Parts::with([legacy(5, "a/b"), current(12, uri)]));
        assert_eq!(found.is_empty(), agrees, "{uri}: {found:?}");
    }
}

#[test]
fn encodings_of_values() {
    let with = |number, value: &[u8]| {
        let parts = Parts::with([extension(fulcio(number), value)]);
        let certificate = read(&parts.der());
        let kind = Fulcio::from_number(number).unwrap();
        let text = certificate.extension_of(kind).unwrap().text().map(str::to_owned);
        (text, certificate.check().first().map(|f| (f.code, f.severity)))
    };
    let encoding = |severity| Some(("extension-encoding", severity));
    let ok = Some("push".to_owned());
    assert_eq!(with(20, &utf8("push")), (ok.clone(), None));
    assert_eq!(with(20, &utf8("")), (Some(String::new()), None));
    for tag in [0x13, 0x16, 0x1a, 0x14] {
        assert_eq!(with(20, &element(tag, b"push")), (ok.clone(), encoding(Severity::Warning)));
    }
    assert_eq!(with(20, &element(0x1e, b"\0p\0u\0s\0h")).0, ok);
    assert_eq!(
        with(20, &[utf8("push"), vec![0]].concat()),
        (ok.clone(), encoding(Severity::Error))
    );
    for odd in [&b"push"[..], b"", &[0x0c, 5, b'p'], &[0x0c, 0x80], &element(0x04, b"push")] {
        assert_eq!(with(20, odd), (None, encoding(Severity::Error)), "{odd:?}");
    }
    for odd in [element(0x0c, &[0xff]), element(0x16, "é".as_bytes()), element(0x1e, b"odd")] {
        assert_eq!(with(20, &odd), (None, encoding(Severity::Error)), "{odd:?}");
    }
    let hidden = Some(("hidden-character", Severity::Error));
    for text in ["a\u{1b}[2J", "a\0", "a\n", "a\u{202e}b"] {
        assert_eq!(with(20, &utf8(text)), (Some(text.to_owned()), hidden));
        assert_eq!(with(2, text.as_bytes()), (Some(text.to_owned()), hidden));
    }
    assert_eq!(with(2, b"push"), (ok.clone(), None));
    assert_eq!(with(2, &utf8("push")), (ok, encoding(Severity::Warning)));
    assert_eq!(with(2, &[0xff]), (None, encoding(Severity::Error)));
}

#[test]
fn the_first_of_two_extensions_counts() {
    let parts = Parts::with([current(13, "first"), current(13, "second")]);
    assert_eq!(found(&parts), only("duplicate-extension", &of(13)));
    let certificate = read(&parts.der());
    assert_eq!(certificate.source_commit().unwrap().value, "first");
    assert_eq!(certificate.extensions().len(), 3);
}

#[test]
fn odd_extensions_cost_no_other() {
    let rest = [current(12, "https://forge.example/a/b"), current(13, "0a1b")];
    for odd in [
        vec![0x05, 0],
        sequence(&[]),
        sequence(&[fulcio(14)]),
        sequence(&[fulcio(14), utf8("x")]),
        sequence(&[fulcio(14), element(0x04, b"x"), element(0x04, b"y")]),
        element(0x30, &[0x06, 0x7f, 0x01]),
        sequence(&[element(0x06, &[]), element(0x04, b"x")]),
        sequence(&[element(0x06, &[0x2b, 0x80]), element(0x04, b"x")]),
        sequence(&[element(0x06, &[0x81; 60]), element(0x04, b"x")]),
    ] {
        let parts = Parts::with([rest[0].clone(), odd.clone(), rest[1].clone()]);
        let certificate = read(&parts.der());
        assert_eq!(certificate.source_repository().unwrap().value, "https://forge.example/a/b");
        assert_eq!(certificate.source_commit().unwrap().value, "0a1b", "{odd:?}");
        assert_eq!(certificate.check()[0].code, "odd-extension", "{odd:?}");
    }
    let lost = Parts::with([rest[0].clone(), vec![0x30, 0x7f], rest[1].clone()]);
    assert_eq!(found(&lost), only("odd-extension", "/extensions"));
    assert!(read(&lost.der()).source_repository().is_some(), "what stood before it");
}

#[test]
fn names_of_the_subject() {
    let user = |type_id: &str, value: Vec<u8>| {
        element(0xa0, &[identifier(type_id), element(0xa0, &value)].concat())
    };
    let user_name = "2b0601040183bf300107";
    let with = |names: &[Vec<u8>]| {
        let mut parts = Parts::with([current(8, "https://issuer.example")]);
        parts.extensions[0] = subject_names(names);
        let certificate = read(&parts.der());
        let names = certificate.subject_names().iter();
        let names: Vec<_> = names.map(|n| (n.kind(), n.as_str().to_owned())).collect();
        (names, certificate.check().first().map(|finding| finding.code))
    };
    let one = |kind, text: &str| vec![(kind, text.to_owned())];
    let email = element(0x81, b"a@mail.example");
    assert_eq!(with(std::slice::from_ref(&email)), (one("email", "a@mail.example"), None));
    assert_eq!(with(&[uri("urn:a")]), (one("uri", "urn:a"), None));
    assert_eq!(with(&[element(0x82, b"host.example")]), (one("dns", "host.example"), None));
    assert_eq!(with(&[user(user_name, utf8("ann!x"))]), (one("userName", "ann!x"), None));
    assert_eq!(with(&[element(0x87, &[127, 0, 0, 1])]), (one("other", "87047f000001"), None));
    assert_eq!(with(&[user("2a03", utf8("ann"))]).0[0].0, "other");
    assert_eq!(with(&[email.clone(), uri("urn:a")]).1, Some("subject-names"));
    assert_eq!(with(&[]), (vec![], Some("subject-names")));
    let odd = Some("odd-subject-name");
    assert_eq!(with(&[element(0x81, "é@mail.example".as_bytes())]).1, odd);
    assert_eq!(with(&[element(0x81, &[0xff])]).1, odd);
    assert_eq!(with(&[user(user_name, element(0x13, b"ann"))]).1, odd);
    assert_eq!(with(&[user(user_name, [utf8("a"), utf8("b")].concat())]).1, odd);
    assert_eq!(with(&[email, vec![0x86, 9]]).1, odd);
    assert_eq!(with(&[uri("urn:a\u{7f}")]).1, Some("hidden-character"));
}

#[test]
fn names_of_the_issuer() {
    let shown = |issuer: Vec<u8>| {
        let certificate = read(&Parts { issuer, ..Parts::default() }.der());
        (certificate.issuer().to_string(), certificate.check().first().map(|f| f.code))
    };
    let is = |text: &str, code| (text.to_owned(), code);
    let common = |text: &str| name(&[("550403", utf8(text))]);
    assert_eq!(shown(name(&[("550406", utf8("USA"))])), is("C=USA", None), "three letters");
    assert_eq!(shown(name(&[("550403", element(0x13, b"A"))])), is("CN=A", None));
    assert_eq!(shown(common(" a, b+#\"=\\ ")), is(r#"CN=\ a\, b\+#\"=\\\ "#, None));
    assert_eq!(shown(common("#a")), is(r"CN=\#a", None));
    assert_eq!(shown(common("a\n,O=x")), is(r"CN=a\0a\,O=x", Some("hidden-character")));
    assert_eq!(shown(name(&[("2a0304", utf8("x"))])), is("1.2.3.4=x", None));
    assert_eq!(shown(name(&[("550403", element(0x02, &[5]))])), is("CN=#020105", Some("odd-name")));
    assert_eq!(shown(name(&[("550403", vec![0x1c, 1, 5])])), is("CN=#1c0105", Some("odd-name")));
    let pair = |id: &str, text| sequence(&[identifier(id), utf8(text)]);
    let set = element(0x31, &[pair("550403", "a"), pair("55040b", "b")].concat());
    assert_eq!(shown(sequence(&[set])), is("CN=a+OU=b", None));
    assert_eq!(shown(sequence(&[utf8("x")])).1, Some("odd-name"));
    assert_eq!(shown(element(0x30, &[0x31, 0x7f])).1, Some("odd-name"));
}

#[test]
fn other_oddities_are_found() {
    let with = |change: &dyn Fn(&mut Parts)| {
        let mut parts = Parts::default();
        change(&mut parts);
        found(&parts)
    };
    assert_eq!(with(&|_| {}), []);
    assert_eq!(with(&|p| p.version.clear()), only("odd-version", "/version"));
    for serial in [&[][..], &[0], &[0x80], &[0, 1], &[1; 21]] {
        let found = with(&|p| p.serial = element(0x02, serial));
        assert_eq!(found, only("odd-serial-number", "/serialNumber"), "{serial:?}");
    }
    assert_eq!(with(&|p| p.serial = element(0x02, &[1; 20])), []);
    let der = [complete(), vec![0]].concat();
    assert_eq!(read(&der).check()[0].code, "trailing-bytes");
}

#[test]
fn what_is_no_certificate_is_refused() {
    let kind = |der: &[u8]| Certificate::from_der(der).unwrap_err().kind();
    assert_eq!(kind(b""), ParseErrorKind::Empty);
    assert_eq!(kind(b"{}"), ParseErrorKind::NotThisDocument);
    assert_eq!(kind(&sequence(&[])), ParseErrorKind::NotThisDocument);
    assert_eq!(kind(&sequence(&[sequence(&[utf8("x")])])), ParseErrorKind::NotThisDocument);
    assert_eq!(kind(&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff]), ParseErrorKind::Syntax);
    assert_eq!(kind(&[0x30, 0x80, 0, 0]), ParseErrorKind::Syntax, "no definite length");
    assert_eq!(kind(&vec![0x30; 300_000]), ParseErrorKind::TooLong);
    assert_eq!(kind(&vec![0x30; 200_000]), ParseErrorKind::NotThisDocument);
}

#[test]
fn text_forms() {
    let (der, base64) = (complete(), to_base64(&complete()));
    let whole = read(&der);
    let safe = base64.replace('+', "-").replace('/', "_");
    for text in [&base64, &safe, safe.trim_end_matches('='), &base64.replace("MI", "MI\r\n ")] {
        assert_eq!(Certificate::from_base64(text).as_ref(), Ok(&whole));
    }
    let other = to_base64(&Parts::default().der());
    let pem = |base64: &str| {
        let lines: String =
            base64.as_bytes().chunks(64).map(|line| format!("{}\n", line.escape_ascii())).collect();
        format!("-----BEGIN CERTIFICATE-----\n{lines}-----END CERTIFICATE-----\n")
    };
    let two = format!("A leaf:\n{}{}", pem(&base64), pem(&other));
    assert_eq!(Certificate::from_pem(&two).as_ref(), Ok(&whole));
    let serials = Certificate::all_from_pem(&two).map(|c| c.unwrap().extensions().len());
    assert_eq!(serials.collect::<Vec<_>>(), [24, 1]);
    let refused = |text: &str| Certificate::from_pem(text).unwrap_err().kind();
    assert_eq!(refused("x"), ParseErrorKind::NotThisDocument);
    assert_eq!(refused("-----BEGIN CERTIFICATE-----\nMI"), ParseErrorKind::Syntax);
    assert_eq!(refused(&pem("")), ParseErrorKind::Empty);
    assert_eq!(refused(&pem("?")), ParseErrorKind::Syntax);
    assert_eq!(Certificate::from_base64("-/").unwrap_err().kind(), ParseErrorKind::Syntax);
    let long = "A".repeat(1 << 20);
    assert_eq!(Certificate::from_base64(&long).unwrap_err().kind(), ParseErrorKind::TooLong);
}

/// Reads whatever it is, and everything that can be asked.
fn ask(der: &[u8]) {
    let Ok(certificate) = Certificate::from_der(der) else { return };
    let _ = format!("{} {}", certificate.issuer(), certificate.subject());
    let asked = Fulcio::ALL.iter().filter_map(|kind| certificate.claim(*kind));
    let oids = certificate.extensions().iter().map(|extension| extension.oid().len());
    assert!(asked.count() <= 23 && oids.sum::<usize>() < usize::MAX);
    assert!(certificate.check().iter().all(|finding| !finding.message.is_empty()));
}

#[test]
fn cut_off_at_every_byte() {
    let der = complete();
    for end in 0..der.len() {
        assert!(Certificate::from_der(&der[..end]).is_err(), "{end}");
    }
}

#[test]
fn changed_at_every_byte() {
    let mut der = complete();
    for at in 0..der.len() {
        let kept = der[at];
        for byte in
            [0, 1, 0x05, 0x1f, 0x30, 0x7f, 0x80, 0x84, 0xa0, 0xbf, 0xff, kept ^ 1, kept ^ 0x20]
        {
            der[at] = byte;
            ask(&der);
        }
        der[at] = kept;
    }
}

#[test]
fn the_time_is_linear() {
    let deep = (0..20_000).fold(Vec::new(), |inner, _| {
        if inner.len() < 120_000 { element(0x30, &inner) } else { inner }
    });
    ask(&Parts { issuer: deep.clone(), ..Parts::default() }.der());
    ask(&Parts::with([deep]).der());
    let many: Vec<_> = (0..10_000)
        .map(|at: u32| extension(identifier(&format!("2a{:06x}", at & 0x7f7f7f)), b"x"))
        .collect();
    ask(&Parts::with(many).der());
    ask(&Parts::with((0..10_000).map(|_| current(13, "x"))).der());
    let mut parts = Parts::default();
    parts.extensions[0] = subject_names(&vec![uri("urn:a"); 20_000]);
    ask(&parts.der());
}

proptest! {
    #[test]
    fn any_bytes(der in prop::collection::vec(any::<u8>(), 0..200)) {
        ask(&der);
    }

    #[test]
    fn changed_bytes(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut der = complete();
        for (at, byte) in changes {
            let at = at.index(der.len());
            der[at] = byte;
        }
        ask(&der);
    }

    #[test]
    fn pieces_moved(from in 0usize..900, length in 0usize..40, to in 0usize..900) {
        let mut der = complete();
        let piece: Vec<u8> = der.iter().copied().skip(from).take(length).collect();
        let to = to.min(der.len());
        der.splice(to..to, piece);
        ask(&der);
    }

    #[test]
    fn any_text_comes_back(text in "\\PC{0,40}") {
        let certificate = read(&Parts::with([current(9, &text), legacy(4, &text)]).der());
        prop_assert_eq!(&*certificate.build_signer().unwrap().value, &*text);
        prop_assert_eq!(&*certificate.workflow_name().unwrap().value, &*text);
    }
}
