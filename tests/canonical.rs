//! The canonical form of JSON (RFC 8785): what it is of each kind of value, which texts have
//! none, and that a text has one at most.

use pkgschema::ParseErrorKind::{self, Syntax, TooDeep, TypeRule};
use pkgschema::object::{MAX_DEPTH, canonical};
use pkgschema::takedown::TakedownNotice;
use pkgschema_testkit::json::Json;
use proptest::prelude::*;
use serde_json::Value;

#[track_caller]
fn is(text: &str, expected: &str) {
    assert_eq!(canonical(text).as_deref(), Ok(expected), "{text:.300}");
    assert_eq!(canonical(expected).as_deref(), Ok(expected), "{text:.300}");
}

#[track_caller]
fn refused(text: &str, kind: ParseErrorKind) {
    let found = canonical(text).map_err(|error| error.kind());
    assert_eq!(found, Err(kind), "{text:.300}");
}

#[test]
fn numbers() {
    for (text, expected) in [
        ("0", "0"),
        ("-0", "0"),
        ("-0.0e5", "0"),
        ("0e400", "0"),
        ("1.0", "1"),
        ("-1.0", "-1"),
        ("4.50", "4.5"),
        ("2e-3", "0.002"),
        ("1E+2", "100"),
        ("1e21", "1e+21"),
        ("1e20", "100000000000000000000"),
        ("999999999999999999999", "1e+21"),
        ("123456789012345680000", "123456789012345680000"),
        ("123456789012345678901", "123456789012345680000"),
        ("1e-6", "0.000001"),
        ("1e-7", "1e-7"),
        ("-1.25e-7", "-1.25e-7"),
        ("0.0000001234", "1.234e-7"),
        ("12345.678e-12", "1.2345678e-8"),
        ("9007199254740993", "9007199254740992"),
        ("9007199254740995", "9007199254740996"),
        ("0.1", "0.1"),
        ("0.30000000000000004", "0.30000000000000004"),
        ("1e308", "1e+308"),
        ("1.7976931348623157e308", "1.7976931348623157e+308"),
        ("5e-324", "5e-324"),
        ("2.2250738585072014e-308", "2.2250738585072014e-308"),
        ("1e-400", "0"),
        ("-1e-400", "0"),
        ("1e23", "1e+23"),
        ("2e-323", "2e-323"),
        ("144115188075855870", "144115188075855870"),
        ("20000000000000000000000e-1", "2e+21"),
    ] {
        is(text, expected);
        is(&format!("[{text},{{\"x\":{text}}}]"), &format!("[{expected},{{\"x\":{expected}}}]"));
    }
    for text in ["1e400", "-1e400", "[1e309]", r#"{"a":[-1.8e308]}"#] {
        refused(text, TypeRule);
    }
    for text in ["01", "+1", ".5", "1.", "1e", "NaN", "Infinity", "0x1", "1_0", "--1", "- 1"] {
        refused(text, Syntax);
    }
}

#[test]
fn strings() {
    for (text, expected) in [
        (r#""""#, r#""""#),
        (r#""\u0000\u001F\u000b""#, r#""\u0000\u001f\u000b""#),
        (r#""\u0008\u0009\u000A\u000c\u000D""#, r#""\b\t\n\f\r""#),
        (r#""\u0022\u005C\u002f\/""#, r#""\"\\//""#),
        (r#""\u007f\u0080\u2028\ufeff""#, "\"\u{7f}\u{80}\u{2028}\u{feff}\""),
        (r#""\u00e9""#, "\"é\""),
        // No normalisation of Unicode.
        (r#""e\u0301""#, "\"e\u{301}\""),
        (r#""\ud83d\ude00""#, "\"😀\""),
        (r#""\uD83D\uDE00\uffff""#, "\"😀\u{ffff}\""),
        (r#""\\ud800""#, r#""\\ud800""#),
        (r#""\\""#, r#""\\""#),
        (r#""a, ] } : \" b""#, r#""a, ] } : \" b""#),
    ] {
        is(text, expected);
        is(&format!("{{{text}:{text}}}"), &format!("{{{expected}:{expected}}}"));
    }
    for half in [r"\ud800", r"\udc00", r"\ud83dx", r"\ude00\ud83d", r"\ud83d\ud83d", r"\uDFFF"] {
        for text in
            [format!("\"{half}\""), format!("[{{\"a{half}\":1}}]"), format!("[\"{half}x\"]")]
        {
            refused(&text, TypeRule);
        }
    }
    for text in ["\"", "\"\n\"", "\"\\x\"", "\"\\u12\"", "'a'", "\"\t\""] {
        refused(text, Syntax);
    }
}

#[test]
fn members_are_sorted_by_code_units() {
    is(
        r#"{"b":1,"a":2,"B":3,"":4,"aa":5,"1":6,"10":7,"9":8}"#,
        r#"{"":4,"1":6,"10":7,"9":8,"B":3,"a":2,"aa":5,"b":1}"#,
    );
    // A pair of surrogates stands before U+E000 to U+FFFF, though its character is greater.
    is(
        "{\"\u{fb33}\":1,\"\u{1f600}\":2,\"\u{e000}\":3,\"\u{d7ff}\":4,\"\u{10ffff}\":5,\"\u{ffff}\":6}",
        "{\"\u{d7ff}\":4,\"\u{1f600}\":2,\"\u{10ffff}\":5,\"\u{e000}\":3,\"\u{fb33}\":1,\"\u{ffff}\":6}",
    );
    is(
        "{\"a\u{e000}\":1,\"a\u{1f600}b\":2,\"a\":3}",
        "{\"a\":3,\"a\u{1f600}b\":2,\"a\u{e000}\":1}",
    );
    // By the characters, not by their escapes.
    is(
        r#"{"\n":1,"\u000d":2,"\"":3,"A":4,"\\":5,"\u0080":6,"\u007f":7}"#,
        "{\"\\n\":1,\"\\r\":2,\"\\\"\":3,\"A\":4,\"\\\\\":5,\"\u{7f}\":7,\"\u{80}\":6}",
    );
    is(
        r#"[{"b":[{"d":[],"c":{}}],"a":null},true,false]"#,
        r#"[{"a":null,"b":[{"c":{},"d":[]}]},true,false]"#,
    );
    // The order of elements is theirs.
    is("[3,1,2,\"b\",\"a\"]", "[3,1,2,\"b\",\"a\"]");
}

#[test]
fn white_space_everywhere() {
    let bare = r#"{ "a" : [ 1 , -2.5 , { } , [ ] , null ] , "b" : { "c" : "x y" } , "d" : true }"#;
    let expected = r#"{"a":[1,-2.5,{},[],null],"b":{"c":"x y"},"d":true}"#;
    for space in ["", " ", "\t", "\r\n", "\n\n \t"] {
        let spaced = bare.replace("x y", "x_y").replace(' ', space).replace("x_y", "x y");
        is(&format!("{space}{spaced}{space}"), expected);
    }
    for space in ["\u{c}", "\u{b}", "\u{a0}", "\u{feff}", "\u{2028}", "\u{85}", "\0"] {
        refused(&format!("[1,{space}2]"), Syntax);
        refused(&format!("{space}1"), Syntax);
        refused(&format!("1{space}"), Syntax);
    }
}

#[test]
fn a_name_stands_once() {
    for text in [
        r#"{"a":1,"a":1}"#,
        r#"{"a":1,"b":2,"a":3}"#,
        r#"{"a":1,"\u0061":1}"#,
        r#"{"\/":1,"/":1}"#,
        r#"{"\ud83d\ude00":1,"😀":1}"#,
        r#"{"":1,"":1}"#,
        r#"[[{"x":{"y":[{"a":1,"b":{},"a":null}]}}]]"#,
        r#"{"a":{"b":1,"b":1},"c":1}"#,
    ] {
        refused(text, TypeRule);
        let error = canonical(text).unwrap_err();
        assert!(error.to_string().contains("twice"), "{text}: {error}");
    }
    is(
        r#"{"a":{"a":{"a":1}},"A":[{"a":1},{"a":1}]}"#,
        r#"{"A":[{"a":1},{"a":1}],"a":{"a":{"a":1}}}"#,
    );
    is("{\"é\":1,\"e\u{301}\":2}", "{\"e\u{301}\":2,\"é\":1}");
}

#[test]
fn what_is_no_json() {
    let texts = [
        "",
        " ",
        "[1,]",
        "{\"a\":1,}",
        "[1 2]",
        "{a:1}",
        "{\"a\" 1}",
        "[1]x",
        "nul",
        "tru e",
        "[",
        "//",
    ];
    for text in texts {
        refused(text, Syntax);
    }
}

fn nested(levels: usize, inner: &str) -> [String; 2] {
    let arrays = format!("{}{inner}{}", "[".repeat(levels), "]".repeat(levels));
    [arrays, format!("{}{}{}", r#"{"a":"#.repeat(levels), or_empty(inner), "}".repeat(levels))]
}

fn or_empty(inner: &str) -> &str {
    if inner.is_empty() { "0" } else { inner }
}

#[test]
fn depth() {
    for inner in ["", "1", "\"[[[\"", "null"] {
        for text in nested(MAX_DEPTH, inner) {
            is(&text, &text);
        }
    }
    for levels in [MAX_DEPTH + 1, MAX_DEPTH + 2, 1000, 1_000_000] {
        for text in nested(levels, "1") {
            refused(&text, TooDeep);
        }
    }
}

/// An empty array counts as a level, as the structural check counts it.
#[test]
fn empty_values_count_as_levels() {
    refused(&nested(MAX_DEPTH + 1, "")[0], TooDeep);
    refused(&nested(MAX_DEPTH, "{}")[0], TooDeep);
    refused(&nested(MAX_DEPTH, "[]")[1], TooDeep);
}

/// Quadratic work on any of these would take hours.
#[test]
fn long_texts() {
    let many = if cfg!(debug_assertions) { 20_000 } else { 1_000_000 };
    let names: Vec<String> = (0..many).map(|at| format!("\"{at:08}\":{at}")).collect();
    let sorted = format!("{{{}}}", names.join(","));
    let reversed = names.iter().rev().map(String::as_str).collect::<Vec<_>>().join(" , ");
    is(&format!("{{{reversed}}}"), &sorted);
    is(&format!("\"{}\"", r"\\\u00e9".repeat(many)), &format!("\"{}\"", r"\\é".repeat(many)));
    is(&format!("[{}1]", "1,".repeat(many)), &format!("[{}1]", "1,".repeat(many)));
    is(&format!("0.{}1", "0".repeat(many)), "0");
    is(&format!("{}1{}", " ".repeat(many), "\n".repeat(many)), "1");
    refused(&"1".repeat(many), TypeRule);
    refused(&format!("{{{sorted_body},{sorted_body}}}", sorted_body = names.join(",")), TypeRule);
}

/// Sorted by bytes, which is right for ASCII.
fn naive(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            format!("[{}]", items.iter().map(naive).collect::<Vec<_>>().join(","))
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by_key(|(name, _)| name.as_bytes());
            let member = |(name, it): &(&String, &Value)| {
                format!("{}:{}", serde_json::to_string(name).unwrap(), naive(it))
            };
            format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(","))
        }
        scalar => scalar.to_string(),
    }
}

fn json(name: &'static str, number: BoxedStrategy<Value>) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        number,
        any::<String>().prop_map(Value::from),
        "[\u{0}-\u{7f}é\u{fb33}\u{1f600}]{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::hash_map(name, inner, 0..8)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn any_number() -> BoxedStrategy<Value> {
    prop_oneof![
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-1e6..1e6).prop_map(Value::from),
    ]
    .boxed()
}

fn same(left: &Json, right: &Json) -> bool {
    match (left, right) {
        (Json::Number(left), Json::Number(right)) => {
            left.parse::<f64>().unwrap() == right.parse::<f64>().unwrap()
        }
        (Json::Array(left), Json::Array(right)) => {
            left.len() == right.len()
                && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Json::Object(left), Json::Object(_)) => {
            let members = right.as_object().unwrap();
            let found = |(name, value): &(String, Json)| {
                right.member(name).is_some_and(|other| same(value, other))
            };
            left.len() == members.len() && left.iter().all(found)
        }
        _ => left == right,
    }
}

/// The names of every object, in their order.
fn orders(json: &Json, check: &mut impl FnMut(Vec<Vec<u16>>)) {
    if let Some(members) = json.as_object() {
        check(members.iter().map(|(name, _)| name.encode_utf16().collect()).collect());
        members.iter().for_each(|(_, it)| orders(it, check));
    }
    json.as_array().into_iter().flatten().for_each(|it| orders(it, check));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn canonical_text_is_stable_and_means_the_same(value in json("\\PC{0,4}|[\u{e000}\u{1f600}a]{0,3}", any_number())) {
        let once = canonical(&value.to_string()).unwrap();
        prop_assert_eq!(&canonical(&once).unwrap(), &once);
        let pretty = serde_json::to_string_pretty(&value).unwrap();
        prop_assert_eq!(&canonical(&pretty).unwrap(), &once);
        let (source, back) = (Json::parse(&pretty).unwrap(), Json::parse(&once).unwrap());
        prop_assert!(same(&source, &back), "{} {}", pretty, once);
        orders(&back, &mut |names| assert!(names.is_sorted(), "{once}"));
    }

    #[test]
    fn canonical_text_is_the_naive_one(
        value in json("[ -~]{0,4}", (-9_007_199_254_740_991..=9_007_199_254_740_991_i64).prop_map(Value::from).boxed())
    ) {
        prop_assert_eq!(canonical(&value.to_string()).unwrap(), naive(&value));
    }

    #[test]
    fn a_double_reads_back(number in any::<f64>().prop_filter("JSON", |it| it.is_finite())) {
        let text = canonical(&format!("{number:e}")).unwrap();
        prop_assert_eq!(text.parse::<f64>().unwrap(), number, "{}", text);
        prop_assert!(!text.contains('E') && !text.ends_with(".0"));
    }

    #[test]
    fn any_text_is_canonical_or_refused(text in r#"[\[\]{}:,"\\a01e.+ \n-]{0,12}"#) {
        let found = canonical(&text);
        prop_assert_eq!(found.is_err(), canonical(&text).is_err());
        if let Ok(found) = found {
            prop_assert_eq!(canonical(&found), Ok(found.clone()), "{}", text);
            prop_assert!(same(&Json::parse(&text).unwrap(), &Json::parse(&found).unwrap()), "{}", text);
        }
    }
}

#[test]
fn two_spellings_of_a_notice_have_one_digest() {
    let one = r#"{"schemaVersion": "1.0", "id": "urn:example:1", "noticeType": "decision",
        "registry": {"url": "https://registry.example", "size": 150}, "status": "deleted",
        "subjects": [{"purl": "pkg:npm/a", "artifacts": [{"size": 100}]}],
        "issuedAt": "2026-05-04T10:00:00Z", "reason": {"message": "caf\u00e9 \/"}, "new": 1.50}"#;
    let two = r#"{"new":15e-1,"reason":{"message":"café /"},"st\u0061tus":"deleted","registry":
        {"size":1.5e2,"url":"https:\/\/registry.example"},"subjects":[{"artifacts":[{"size":1e2}],
        "purl":"pkg:npm/a"}],"noticeType":"decision","issuedAt":"2026-05-04T10:00:00Z",
        "id":"urn:example:1","schemaVersion":"1.0"}"#;
    let [one, two] = [one, two].map(|text| TakedownNotice::parse(text).expect(text));
    assert_eq!(one.canonical(), two.canonical());
    assert_eq!(one.digest().unwrap(), two.digest().unwrap());
    let read = TakedownNotice::parse(&one.canonical().unwrap()).unwrap();
    assert_eq!(read.digest(), one.digest());
    for (from, to) in [("café", "cafe\u{301}"), ("1.5", "1.5000000001"), ("npm/a", "npm/A")] {
        let text = one.canonical().unwrap().replace(from, to);
        let other = TakedownNotice::parse(&text).unwrap();
        assert_ne!(other.digest().unwrap(), one.digest().unwrap(), "{to}");
    }
}
