//! The parts that objects are made of: maps, values of several kinds, flags, numbers, raw JSON.

use pkgschema::Text;
use pkgschema::object::private::schemars::{self, Schema};
use pkgschema::object::{
    Entries, Items, List, Map, Raw, RawObject, check, parse, parse_tolerant, write,
};
use pkgschema_testkit::json::{Json, diff};
use serde_json::Value;

pkgschema::one_of! {
    /// A licence, in all the spellings there were.
    pub enum License {
        /// An expression.
        Expression(Text) = string,
        /// A name and more.
        Named(Named) = object,
        /// Several at once.
        Several(Items<Named>) = array,
        /// Whether there is one.
        Known(bool) = boolean,
    }
}

pkgschema::object! {
    /// A name.
    pub struct Named {
        required {
            /// The name.
            pub name: Text,
        }
        /// How often.
        pub count: Option<u64>,
    }

    /// One member of every sort.
    pub struct Sorts {
        /// A flag.
        pub flag: Option<bool>,
        /// A whole number.
        pub number: Option<u64>,
        /// Text by name.
        pub texts: Map<Text>,
        /// Objects by name.
        pub objects: Map<Named>,
        /// Maps by name.
        pub maps: Map<Entries<u64>>,
        /// Lists in a list.
        pub lists: List<Items<u64>>,
        /// Several kinds.
        pub license: Option<License>,
        /// Any value.
        pub any: Option<Raw>,
        /// Any object.
        pub own: Option<RawObject>,
        /// A member whose name is no Rust name.
        pub at_type: Option<Text> = "@type",
    }
}

mod other {
    use pkgschema::object::List;

    pkgschema::object! {
        /// Another type of the same name, beside the first.
        pub struct Named {
            /// The first type.
            pub first: List<super::Named>,
            /// Words.
            pub words: Option<pkgschema::text::Link>,
        }
    }
}

fn schema_of<T: schemars::JsonSchema>() -> Value {
    let schema: Schema = schemars::schema_for!(T);
    schema.into()
}

/// Each document with what the check finds in it.
const TABLE: &[(&str, &[(&str, &str)])] = &[
    ("{}", &[]),
    (r#"{"flag":true,"number":0}"#, &[]),
    (r#"{"flag":1,"number":true}"#, &[("/flag", "wrong-type"), ("/number", "wrong-type")]),
    (r#"{"number":18446744073709551615}"#, &[]),
    (r#"{"number":18446744073709551616}"#, &[("/number", "wrong-type")]),
    (r#"{"number":-1}"#, &[("/number", "wrong-type")]),
    (r#"{"number":1.5}"#, &[("/number", "wrong-type")]),
    (r#"{"number":"1"}"#, &[("/number", "wrong-type")]),
    (r#"{"texts":{}}"#, &[]),
    (r#"{"texts":{"b":"1","a":"2","":"3"}}"#, &[]),
    (
        r#"{"texts":{"b":"1","a":null,"c":7}}"#,
        &[("/texts/a", "null-member"), ("/texts/c", "wrong-type")],
    ),
    (r#"{"texts":[]}"#, &[("/texts", "wrong-type")]),
    (r#"{"texts":null,"objects":null}"#, &[("/texts", "null-member"), ("/objects", "null-member")]),
    (r#"{"objects":{"a/b~c":{"name":"x","more":[1.10]}}}"#, &[]),
    (
        r#"{"objects":{"a/b~c":{"name":"x","count":"1"},"d":{"count":1}}}"#,
        &[("/objects/a~1b~0c/count", "wrong-type"), ("/objects/d", "wrong-type")],
    ),
    (r#"{"maps":{"a":{"b":1,"c":"2"},"d":{}}}"#, &[("/maps/a/c", "wrong-type")]),
    (r#"{"lists":[[1,2],[],[3]]}"#, &[]),
    (
        r#"{"lists":[null,[1,"2",3],4,[null]]}"#,
        &[
            ("/lists/0", "null-member"),
            ("/lists/1/1", "wrong-type"),
            ("/lists/2", "wrong-type"),
            ("/lists/3/0", "null-member"),
        ],
    ),
    (r#"{"license":"MIT"}"#, &[]),
    (r#"{"license":{"name":"MIT","url":null}}"#, &[]),
    (r#"{"license":[{"name":"a"},{"name":"b"}]}"#, &[]),
    (r#"{"license":false}"#, &[]),
    (r#"{"license":1.10}"#, &[("/license", "wrong-type")]),
    (r#"{"license":null}"#, &[("/license", "null-member")]),
    (r#"{"license":{"url":"x"}}"#, &[("/license", "wrong-type")]),
    (r#"{"license":{"name":"a","count":[]}}"#, &[("/license/count", "wrong-type")]),
    (r#"{"license":["MIT",{"name":"b"}]}"#, &[("/license/0", "wrong-type")]),
    (r#"{"any":1.10,"own":{"x":1e400}}"#, &[]),
    (r#"{"any":{"a":[]},"own":[]}"#, &[("/own", "wrong-type")]),
    (r#"{"@type":"x","at_type":7}"#, &[]),
    (r#"{"@type":7,"at_type":"x"}"#, &[("/@type", "wrong-type")]),
];

/// Documents whose oddity a schema cannot see.
const UNSEEN: &[(&str, &[(&str, &str)])] = &[
    // A whole number spelt otherwise is kept as text, while a validator takes it for the number.
    (r#"{"number":1.0}"#, &[("/number", "wrong-type")]),
    (r#"{"number":1e2}"#, &[("/number", "wrong-type")]),
    (r#"{"number":-0}"#, &[("/number", "wrong-type")]),
    (r#"{"texts":{"a":"1","b":"2","a":"3"}}"#, &[("/texts/a", "duplicate-member")]),
    (
        r#"{"texts":{"a":1,"a":"2"}}"#,
        &[("/texts/a", "wrong-type"), ("/texts/a", "duplicate-member")],
    ),
    (r#"{"license":"MIT","license":true}"#, &[("/license", "duplicate-member")]),
    (r#"{"any":1,"any":1}"#, &[("/any", "duplicate-member")]),
];

#[test]
fn documents_come_back() {
    for (text, expected) in TABLE.iter().chain(UNSEEN) {
        let sorts: Sorts = parse(text).expect(text);
        assert_eq!(sorts, parse_tolerant(text).expect(text), "{text}");
        let written = write(&sorts);
        assert_eq!(written, serde_json::to_string(&sorts).expect(text), "{text}");
        let lost = diff(&Json::parse(text).expect(text), &Json::parse(&written).expect(text));
        assert_eq!(lost, [], "{text}");
        let findings = check(&sorts);
        let found: Vec<_> = findings.iter().map(|f| (f.pointer.as_str(), f.code)).collect();
        assert_eq!(&found, expected, "{text}");
    }
}

#[test]
fn schema_and_reader_agree() {
    let schema = jsonschema::draft202012::new(&schema_of::<Sorts>()).expect("a schema");
    for (text, findings) in TABLE {
        let document: Value = match serde_json::from_str(text) {
            Ok(document) => document,
            Err(error) => {
                assert!(text.contains("1e400"), "{text}: {error}");
                continue;
            }
        };
        assert_eq!(schema.is_valid(&document), findings.is_empty(), "{text}");
    }
}

#[test]
fn values_are_there() {
    let text = r#"{"texts":{"b":"1","a":null,"b":"2"},"license":[{"name":"x","count":3},0]}"#;
    let sorts: Sorts = parse(text).unwrap();
    assert_eq!(sorts.texts.get("b").unwrap(), "1");
    assert_eq!((sorts.texts.len(), sorts.texts.get("a")), (1, None));
    let odd: Vec<_> = sorts.texts.entries().unwrap().odd().iter().collect();
    assert_eq!(
        odd.iter().map(|(name, raw)| (*name, raw.as_str())).collect::<Vec<_>>(),
        [("a", "null"), ("b", r#""2""#)]
    );
    let Some(License::Several(several)) = &sorts.license else { panic!("{:?}", sorts.license) };
    assert_eq!((several[0].count, several.odd().count()), (Some(3), 1));
}

/// Putting a value under a name takes the place of what did not fit there.
#[test]
fn entries_put_in_win() {
    let mut sorts: Sorts = parse(r#"{"texts":{"a":7,"a":8,"b":"x"}}"#).unwrap();
    sorts.texts.insert("a", Text::from("y"));
    sorts.texts.insert("b", Text::from("z"));
    assert_eq!(write(&sorts), r#"{"texts":{"b":"z","a":"y"}}"#);
    assert_eq!(sorts, parse(&write(&sorts)).unwrap());
    assert_eq!(check(&sorts), []);
}

/// Elements added behind odd ones stand behind them.
#[test]
fn elements_put_in_stand_last() {
    let mut sorts: Sorts = parse(r#"{"lists":[[1],null,0]}"#).unwrap();
    sorts.lists.push(Items::from(vec![2]));
    assert_eq!(write(&sorts), r#"{"lists":[[1],null,0,[2]]}"#);
}

/// Two types of one name stay two definitions.
#[test]
fn types_of_one_name_keep_apart() {
    let schema = schema_of::<other::Named>();
    let first = schema["properties"]["first"]["items"]["$ref"].as_str().unwrap();
    let first = schema.pointer(first.trim_start_matches('#')).unwrap();
    assert_eq!(first["required"][0], "name", "{schema}");
}

#[test]
fn several_kinds_are_one_definition() {
    let schema = schema_of::<Sorts>();
    assert_eq!(schema["properties"]["license"]["$ref"], "#/$defs/License");
    let license = &schema["$defs"]["License"];
    assert_eq!(license["description"], "A licence, in all the spellings there were.");
    assert_eq!(license["anyOf"].as_array().unwrap().len(), 4);
    assert_eq!(schema["properties"]["any"]["description"], "Any value.");
}
