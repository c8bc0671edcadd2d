//! Text types: the check, the pattern and the schema say the same about every text.

use jsonschema::Validator;
use pkgschema::identity::Ecosystem;
use pkgschema::text::{Link, Timestamp};
use serde_json::{Value, json};

/// One test a text type: texts that are well-formed and texts that are not. All texts one
/// character away from the well-formed ones are judged by check and pattern as well.
macro_rules! text_types {
    ($( $test:ident: $Type:ty, [$($good:expr),* $(,)?], [$($bad:expr),* $(,)?]; )+) => {$(
        #[test]
        fn $test() {
            let schema = json!({ "type": "string", "pattern": <$Type>::PATTERN });
            let pattern = jsonschema::draft202012::new(&schema).expect("a pattern");
            let check = |text: &str| {
                let checked = <$Type>::from_document(text).is_well_formed();
                assert_eq!(<$Type>::new(text).is_ok(), checked, "{text:?}");
                assert_eq!(text.parse::<$Type>().is_ok(), checked, "{text:?}");
                checked
            };
            judge(&[$($good),*], &[$($bad),*], &pattern, check);
        }
    )+};
}

#[test]
fn times_of_registries_that_count_seconds() {
    for (seconds, text) in [
        (0, "1970-01-01T00:00:00Z"),
        (-1, "1969-12-31T23:59:59Z"),
        (951_782_400, "2000-02-29T00:00:00Z"),
        (4_107_542_399, "2100-02-28T23:59:59Z"),
        (4_107_542_400, "2100-03-01T00:00:00Z"),
        (253_402_300_799, "9999-12-31T23:59:59Z"),
    ] {
        let time = Timestamp::from_unix(seconds).expect(text);
        assert_eq!(time, text);
        assert_eq!(time.to_datetime().map(|time| time.timestamp()), Some(seconds));
    }
    for seconds in [253_402_300_800, -62_200_000_000, i64::MAX, i64::MIN] {
        assert_eq!(Timestamp::from_unix(seconds), None, "{seconds}");
    }
}

text_types! {
    timestamp: Timestamp, [
        "2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00.5Z",
        "2026-12-31T23:59:60.123456789012Z",
        "0000-02-30T00:00:00+00:00",
        "9999-09-19T19:29:39-23:59",
    ], [
        "",
        "2026-01-31",
        "2026-01-31T12:00Z",
        "2026-01-31T12:00:00",
        "2026-01-31 12:00:00Z",
        "2026-01-31t12:00:00z",
        "2026-01-31T12:00:00.Z",
        "2026-01-31T12:00:00,5Z",
        "2026-01-31T24:00:00Z",
        "2026-01-31T12:60:00Z",
        "2026-01-31T12:00:61Z",
        "2026-00-31T12:00:00Z",
        "2026-13-31T12:00:00Z",
        "2026-01-00T12:00:00Z",
        "2026-01-32T12:00:00Z",
        "2026-01-31T12:00:00+24:00",
        "2026-01-31T12:00:00+01:60",
        "2026-01-31T12:00:00+0100",
        "2026-01-31T12:00:00+01",
        "2026-01-31T12:00:00ZZ",
        "2026-01-31T12:00:00Z\n",
        " 2026-01-31T12:00:00Z",
        "+026-01-31T12:00:00Z",
        "12026-01-31T12:00:00Z",
        "２026-01-31T12:00:00Z",
        "2026-01-31T12:00:00.５Z",
        "1769860800",
    ];
    link: Link, [
        "https://project.example",
        "HTTPS://Project.example:443/a/../b?c=d#e",
        "mailto:a@mail.example",
        "urn:x",
        "git+ssh://git@git.example/a.git",
        "x-1.2+y:z",
        "https://project.example/é/[x]/{y}|\\^`'",
        "a::",
    ], [
        "",
        "see the readme",
        "www.project.example",
        "//project.example",
        "/a:b/c",
        "git@git.example:a/b.git",
        "https:",
        ":x",
        "1a:x",
        "é:x",
        "https://a b.example",
        "https://a.example\n",
        "https://a.example/\t",
        "https://a.example/\u{0}",
        "https://a.example/\u{7f}",
        "https://a.example/\u{85}",
        "<https://a.example>",
        "https://a.example/\"x\"",
    ];
    ecosystem: Ecosystem, [
        "npm",
        "Debian:12",
        "Ubuntu:Pro:18.04:LTS",
        "Maven:https://maven.example/a b",
        "not listed",
        "a::",
    ], [
        "",
        ":",
        ":12",
        "Maven:",
        "npm\n",
        "n\u{2028}pm",
        "Debian:1\r2",
    ];
}

#[track_caller]
fn judge(good: &[&str], bad: &[&str], pattern: &Validator, check: impl Fn(&str) -> bool) {
    let table = good.iter().map(|text| (*text, true)).chain(bad.iter().map(|text| (*text, false)));
    for (text, expected) in table {
        assert_eq!(check(text), expected, "check of {text:?}");
        assert_eq!(pattern.is_valid(&Value::from(text)), expected, "pattern of {text:?}");
    }
    for text in good.iter().flat_map(|text| neighbours(text)) {
        assert_eq!(check(&text), pattern.is_valid(&Value::from(text.as_str())), "{text:?}");
    }
}

/// Every text that comes of leaving out, putting in or replacing one character.
fn neighbours(text: &str) -> Vec<String> {
    const OTHERS: &[char] = &[
        '0',
        '1',
        '2',
        '3',
        '4',
        '5',
        '6',
        '9',
        'A',
        'T',
        'Z',
        'a',
        'z',
        't',
        ' ',
        '+',
        '-',
        '.',
        ':',
        '/',
        '@',
        '%',
        '#',
        '?',
        '&',
        '=',
        '"',
        '<',
        '>',
        '\\',
        '_',
        '~',
        '\n',
        '\0',
        '\u{7f}',
        '\u{80}',
        '\u{9f}',
        '\u{a0}',
        'é',
        '\u{2028}',
        '٣',
        '\u{10ffff}',
    ];
    let characters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    for place in 0..=characters.len() {
        let (before, behind) = characters.split_at(place);
        let left_out = behind.iter().skip(1);
        found.push(before.iter().chain(left_out.clone()).collect());
        for other in OTHERS {
            found.push(before.iter().chain([other]).chain(behind).collect());
            found.push(before.iter().chain([other]).chain(left_out.clone()).collect());
        }
    }
    found
}
