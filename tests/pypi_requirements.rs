//! Dependency specifiers and markers of Python's packages.

use std::path::Path;
use std::time::{Duration, Instant};

use pkgschema::ParseErrorKind;
use pkgschema::version::pypi::Operator;
use pkgschema_convert::pypi::Requirement;
use pkgschema_convert::pypi::requirement::{
    Answer, Marker, MarkerComparison, MarkerEnvironment, MarkerOperand, MarkerOperator, MarkerTree,
    MarkerVariable as Variable,
};
use pkgschema_testkit::timing::assert_linear;
use pkgschema_testkit::vectors::{self, Answer as Told};
use proptest::prelude::*;
use serde_json::Value;

#[track_caller]
fn read(text: &str) -> Requirement {
    let requirement = Requirement::parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    assert_eq!(requirement.as_str(), text);
    requirement
}

#[track_caller]
fn marker(text: &str) -> Marker {
    Marker::parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

/// Name, extras, specifier, URL and marker.
type Parts<'a> = (&'a str, &'a [&'a str], Option<&'a str>, Option<&'a str>, Option<&'a str>);

#[test]
fn parts() {
    let cases: [(&str, Parts<'_>); 14] = [
        ("left", ("left", &[], None, None, None)),
        (" \tA.b-c_D ", ("A.b-c_D", &[], None, None, None)),
        ("a>=1,<2", ("a", &[], Some(">=1,<2"), None, None)),
        ("a (>= 1 , < 2)", ("a", &[], Some(">= 1 , < 2"), None, None)),
        ("a( >=1,)  ", ("a", &[], Some(">=1,"), None, None)),
        ("a ()", ("a", &[], Some(""), None, None)),
        ("a[]", ("a", &[], None, None, None)),
        ("a [ x , Y_z ] ==1.*", ("a", &["x", "Y_z"], Some("==1.*"), None, None)),
        ("a[x]@ u:v", ("a", &["x"], None, Some("u:v"), None)),
        ("a@https://x.example/;b", ("a", &[], None, Some("https://x.example/;b"), None)),
        ("a @ u ; extra=='x'", ("a", &[], None, Some("u"), Some("extra=='x'"))),
        ("a;os_name=='x' ", ("a", &[], None, None, Some("os_name=='x'"))),
        (
            "a===2004d-x ;'x' in os_name",
            ("a", &[], Some("===2004d-x"), None, Some("'x' in os_name")),
        ),
        ("a_ >=1", ("a_", &[], Some(">=1"), None, None)),
    ];
    for (text, expected) in cases {
        let it = read(text);
        let extras: Vec<&str> = it.extras().iter().map(|extra| extra.as_str()).collect();
        let condition = it.marker().map(Marker::as_str);
        assert_eq!((it.name(), &*extras, it.specifier(), it.url(), condition), expected, "{text}");
    }
}

#[test]
fn no_requirements() {
    let cases = [
        ("-a", 0),
        ("a-", 0),
        ("é", 0),
        ("a b", 2),
        ("a[", 2),
        ("a[x", 3),
        ("a[x,]", 4),
        ("a[x y]", 4),
        ("a[x.]", 2),
        ("a[x][y]", 4),
        ("a (>=1", 6),
        ("a (>=1) <2", 8),
        ("a @", 3),
        ("a @ u x", 6),
        ("a @ u\n", 5),
        ("a ,>=1", 2),
        ("a\n>=1", 1),
        ("a;", 2),
        ("a; os_name", 10),
        ("a; os_name == 'x' extra", 18),
        ("a; os_name == 'x", 14),
    ];
    for (text, offset) in cases {
        let error = Requirement::parse(text).unwrap_err();
        assert_eq!(
            (error.kind(), error.offset()),
            (ParseErrorKind::Syntax, Some(offset)),
            "{text}"
        );
    }
    assert_eq!(Requirement::parse(" \n").unwrap_err().kind(), ParseErrorKind::Empty);
}

#[test]
fn findings() {
    let cases: [(&str, &[&str]); 16] = [
        ("a[b]>=1,<2;os_name=='x'", &[]),
        ("a>=1,", &[]),
        ("a ()", &[]),
        ("a (1.0)", &["requirement-specifier"]),
        ("a>=1 <2", &["requirement-specifier"]),
        ("a>=1,,<2", &["requirement-specifier"]),
        ("a (,)", &["requirement-specifier"]),
        ("a>=1.*", &["requirement-specifier"]),
        ("a~=1", &["requirement-specifier"]),
        ("a===", &["requirement-specifier"]),
        ("a>=1\n", &["requirement-specifier"]),
        ("a;b=='x' and b=='y' or c=='z'", &["unknown-marker-variable", "unknown-marker-variable"]),
        ("a;os_name==sys_platform", &["marker-comparison"]),
        ("a;'x'=='x'", &["marker-comparison"]),
        ("a;os_name~='1' or extras=='x'", &["marker-comparison"]),
        ("a;'x' in extras and python_version~='3.8'", &[]),
    ];
    for (text, expected) in cases {
        let codes: Vec<&str> = read(text).check().iter().map(|finding| finding.code).collect();
        assert_eq!(codes, expected, "{text}");
    }
    assert!(!read("a_").check().is_empty());
    assert_eq!(read("a[b_,b_]").check().len(), 1);
    assert_eq!(read("a>=1.0,<2").specifier_set().unwrap().unwrap().specifiers().len(), 2);
}

#[test]
fn structure() {
    let cases = [
        ("os.name=='a'", r#"os_name == "a""#),
        ("python_implementation  not \t in'a'", r#"platform_python_implementation not in "a""#),
        (r#"'say "x"'==os_name"#, r#"'say "x"' == os_name"#),
        (r"os_name=='\x22\'", ""),
        (r#"os_name=='\x27"'"#, r#"os_name == "'\x22""#),
        (r"os_name=='a\\b\d'", r#"os_name == "a\\b\\d""#),
        (r"os_name=='\101\u00e9\n'", "os_name == \"A\u{e9}\\n\""),
        ("((os_name=='a'))", r#"os_name == "a""#),
        (
            "os_name=='a'or os_name=='b'and(os_name=='c'or os_name=='d')",
            r#"os_name == "a" or os_name == "b" and (os_name == "c" or os_name == "d")"#,
        ),
        (
            "(os_name=='a'and os_name=='b')and os_name=='c'",
            r#"(os_name == "a" and os_name == "b") and os_name == "c""#,
        ),
    ];
    for (text, expected) in cases {
        let told = Marker::parse(text).map(|marker| marker.to_string()).unwrap_or_default();
        assert_eq!(told, expected, "{text}");
    }
    let MarkerTree::Comparison(one) = marker("'a' in extras").tree().clone() else { panic!() };
    assert_eq!((one.operator, one.parts()), (MarkerOperator::In, Some((&Variable::Extras, "a"))));
    assert_eq!(marker("(os_name == 'a')"), marker("os.name==\"a\""));
    assert_eq!(Variable::parse("in"), None);
    assert!(Variable::KNOWN.iter().all(|it| Variable::parse(it.as_str()).as_ref() == Some(it)));
}

#[test]
fn unknown_is_never_permissive() {
    let environment = MarkerEnvironment::new().with(Variable::OsName, "posix");
    let cases = [
        ("sys_platform != 'x'", Answer::Unknown),
        ("extra == ''", Answer::Unknown),
        ("'x' not in extras", Answer::Unknown),
        ("later != 'x'", Answer::Unknown),
        ("os_name == os_name", Answer::Unknown),
        ("'posix' == 'posix'", Answer::Unknown),
        ("os_name ~= 'posix'", Answer::Unknown),
        ("os_name == 'posix' and later != 'x'", Answer::Unknown),
        ("os_name == 'nt' and later != 'x'", Answer::False),
        ("os_name == 'posix' or later != 'x'", Answer::True),
        ("os_name == 'nt' or later != 'x'", Answer::Unknown),
    ];
    for (text, expected) in cases {
        assert_eq!(marker(text).evaluate(&environment), expected, "{text}");
    }
    let odd = environment.with(Variable::Extras, "x").with_names(Variable::OsName, ["posix"]);
    assert_eq!(marker("'x' in extras").evaluate(&odd), Answer::Unknown);
    assert_eq!(marker("os_name == 'posix'").evaluate(&odd), Answer::Unknown);
}

#[test]
fn asked_extras() {
    let cases = [
        ("extra == 'a'", Some(("a", None))),
        ("'A_b' == extra", Some(("A_b", None))),
        (
            "(os_name=='x' and extra=='a') and python_version<'3'",
            Some(("a", Some(r#"os_name == "x" and python_version < "3""#))),
        ),
        (
            "(os_name=='x' or os_name=='y') and extra=='a'",
            Some(("a", Some(r#"os_name == "x" or os_name == "y""#))),
        ),
        ("extra == ''", None),
        ("extra != 'a'", None),
        ("extra in 'a'", None),
        ("extra == 'a' or os_name == 'x'", None),
        ("extra == 'a' and extra == 'b'", None),
        ("extra == 'a' and (extra != 'b' or os_name == 'x')", None),
        ("extra == 'a' and 'b' in extras", None),
        ("os_name == 'extra'", None),
    ];
    for (text, expected) in cases {
        let marker = marker(text);
        let asked = marker.asked_extra();
        let told = asked.as_ref().map(|(name, rest)| (*name, rest.as_ref().map(Marker::as_str)));
        assert_eq!(told, expected, "{text}");
    }
}

fn environment(given: &Value) -> MarkerEnvironment {
    let mut environment = MarkerEnvironment::new();
    for (name, value) in given.as_object().unwrap() {
        let variable = Variable::parse(name).unwrap();
        environment = match value {
            Value::String(text) => environment.with(variable, text.as_str()),
            names => {
                let names = names.as_array().unwrap().iter().map(|name| name.as_str().unwrap());
                environment.with_names(variable, names)
            }
        };
    }
    environment
}

#[test]
fn evaluation() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/vectors/markers/evaluate.jsonl");
    let rows =
        vectors::ask(&file, |input| match Marker::parse(input["marker"].as_str().unwrap()) {
            Ok(marker) => Told::of(marker.evaluate(&environment(&input["environment"])).as_str()),
            Err(_) => Told::error(),
        });
    assert!(rows >= 250, "{rows}");
}

/// The first line holds environments, every other one a marker with a letter for each of them.
#[test]
fn evaluation_of_each_marker_in_each_environment() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/vectors/markers/grid.jsonl");
    let text = std::fs::read_to_string(file).unwrap();
    let mut lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let head = lines.next().unwrap();
    let given = head["environments"].as_array().unwrap();
    let environments: Vec<MarkerEnvironment> = given.iter().map(environment).collect();
    let (mut cases, mut wrong) = (0, Vec::new());
    for row in lines {
        let (text, expected) = (row["marker"].as_str().unwrap(), row["answers"].as_str().unwrap());
        let marker = marker(text);
        let letter = |environment: &MarkerEnvironment| match marker.evaluate(environment) {
            Answer::True => 'T',
            Answer::False => 'F',
            Answer::Unknown => 'U',
        };
        let answers: String = environments.iter().map(letter).collect();
        if answers != expected {
            wrong.push(format!("{text}: {answers}, not {expected}"));
        }
        cases += answers.len();
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
    assert!(environments.len() >= 20 && cases >= 10_000, "{cases}");
}

fn comparison(text: &str) -> MarkerTree {
    MarkerTree::Comparison(MarkerComparison {
        left: MarkerOperand::Variable(Variable::PythonVersion),
        operator: MarkerOperator::Version(Operator::GreaterOrEqual),
        right: MarkerOperand::String(text.into()),
    })
}

/// Reads, evaluates, prints and checks markers of so many terms, and long names and texts.
fn time(count: usize) -> Duration {
    let term = "python_version >= '3.9' and 'x' not in extras or os_name ~= 'a'";
    let joined = |word: &str| vec![term; count / 3].join(word);
    let nested = format!("{}{}{}", "(".repeat(100), joined(" and "), ")".repeat(100));
    let long = "x".repeat(count * 40);
    let texts = [
        (joined(" or "), Answer::True),
        (nested, Answer::True),
        (format!("{}'a' in os_name", r"'\x41' == extra or ".repeat(count)), Answer::Unknown),
        (format!("os_name == '{long}' and '{long}' in os_name"), Answer::False),
        (format!("{} or os_name < ''", vec!["a.b == 'c'"; count].join("\tand ")), Answer::Unknown),
    ];
    let environment = MarkerEnvironment::new()
        .with(Variable::PythonVersion, "3.12")
        .with(Variable::OsName, "posix")
        .with_names(Variable::Extras, ["y"]);
    let start = Instant::now();
    for (text, expected) in texts {
        let marker = marker(&text);
        assert_eq!(marker.evaluate(&environment), expected);
        assert_eq!(Marker::parse(&marker.to_string()).unwrap(), marker);
        marker.asked_extra();
        marker.check();
        assert!(Marker::parse(&format!("{text} or")).is_err());
        read(&format!("a[{}b] ; {text}", "b,".repeat(count))).check();
    }
    read(&format!("a>=0{}", ",!=1.0".repeat(count))).check();
    start.elapsed()
}

#[test]
fn long_texts_take_linear_time() {
    assert_linear("terms", 1_000, time);
}

#[test]
fn many_terms() {
    let environment = MarkerEnvironment::new().with(Variable::PythonVersion, "3.12");
    let terms = (0..10_000).map(|minor| comparison(&format!("3.{minor}")));
    let tree = MarkerTree::any(terms).unwrap();
    assert_eq!(tree.evaluate(&environment), Answer::True);
    assert_eq!(marker(&tree.to_string()).tree(), &tree);
    let requirement = "a;".to_owned() + &["extra<''"; 10_000].join("or ");
    assert_eq!(read(&requirement).marker().unwrap().tree().parts().len(), 10_000);
    let longest = format!("os_name=='{}'", "a".repeat(1024 * 1024 - 11));
    assert_eq!((longest.len(), marker(&longest).tree().parts().len()), (1024 * 1024, 0));
    for text in [format!("{longest} "), ["a; ", &longest].concat()] {
        let error = Requirement::parse(&text).err().or(Marker::parse(&text).err()).unwrap();
        assert_eq!((error.kind(), error.offset()), (ParseErrorKind::TooLong, Some(1024 * 1024)));
    }
}

#[test]
fn deep_parentheses() {
    let nested = |depth: usize| format!("{}extra=='a'{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(marker(&nested(128)), marker("extra=='a'"));
    for depth in [129, 30_000] {
        let error = Marker::parse(&nested(depth)).unwrap_err();
        assert_eq!((error.kind(), error.offset()), (ParseErrorKind::TooDeep, Some(129)));
    }
    assert_eq!(Marker::parse(&"(".repeat(60_000)).unwrap_err().kind(), ParseErrorKind::TooDeep);
    let deeper = |tree: MarkerTree| {
        let one = MarkerTree::any([tree, comparison("1")])?;
        MarkerTree::all([one, comparison("2")])
    };
    let deepest = std::iter::successors(Some(comparison("0")), |tree| deeper(tree.clone()));
    let trees: Vec<MarkerTree> = deepest.take(1_000).collect();
    assert_eq!(trees.len(), 129);
    assert!(trees.iter().all(|tree| Marker::parse(&tree.to_string()).unwrap().tree() == tree));
}

#[test]
fn broken_text() {
    let texts = [
        "Na.me_1 [ex-tra, B] (>=1.0, !=1.5.*) ; (os_name == 'é\\x41' or 'x' not in extras)",
        "name @ https://x.example/é ; python_version ~= \"3.8\" and extra == '\\u00e9\\101'",
    ];
    for text in texts {
        read(text);
        for (at, _) in text.char_indices() {
            let (start, end) = text.split_at(at);
            let _ = Requirement::parse(start).map(|it| it.check());
            let _ = Marker::parse(end);
            for sign in ["\0", "\u{1b}", "\n", "\u{202e}", "'", "\\", "("] {
                let _ = Requirement::parse(&[start, sign, end].concat()).map(|it| it.check());
            }
        }
    }
    assert!(Requirement::parse("a\u{1b}").is_err());
    assert!(Marker::parse("os_name == 'a\0'").is_err());
    assert_eq!(
        Requirement::parse(&"a".repeat(1_100_000)).unwrap_err().kind(),
        ParseErrorKind::TooLong
    );
}

fn tree() -> impl Strategy<Value = MarkerTree> {
    let text = proptest::collection::vec(
        proptest::sample::select(vec!['a', '3', '.', '\'', '"', '\\', 'n', '\n', '\0', 'é', ' ']),
        0..6,
    );
    let name = proptest::sample::select(vec!["os_name", "extra", "extras", "later.on", "_x"]);
    let operand = prop_oneof![
        text.prop_map(|text| MarkerOperand::String(text.into_iter().collect::<String>().into())),
        name.prop_map(|name| MarkerOperand::Variable(Variable::parse(name).unwrap())),
    ];
    let mut operators = Operator::ALL.map(MarkerOperator::Version).to_vec();
    operators.extend([MarkerOperator::In, MarkerOperator::NotIn]);
    let leaf = (operand.clone(), proptest::sample::select(operators), operand).prop_map(
        |(left, operator, right)| {
            MarkerTree::Comparison(MarkerComparison { left, operator, right })
        },
    );
    leaf.prop_recursive(5, 40, 4, |part| {
        (any::<bool>(), proptest::collection::vec(part, 1..4)).prop_map(|(all, parts)| {
            if all { MarkerTree::all(parts) } else { MarkerTree::any(parts) }.unwrap()
        })
    })
}

proptest! {
    #[test]
    fn a_written_tree_reads_back(tree in tree()) {
        let text = tree.to_string();
        let read = Marker::parse(&text).unwrap();
        prop_assert_eq!(read.tree(), &tree);
        prop_assert_eq!(read.as_str(), text);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[a-c\\[\\](),;@<>=!~'\"\\\\ \t\nor_é.1-]{0,40}") {
        if let Ok(requirement) = Requirement::parse(&text) {
            prop_assert_eq!(requirement.as_str(), &text);
            if let Some(marker) = requirement.marker() {
                prop_assert_eq!(&Marker::parse(marker.as_str()).unwrap(), marker);
            }
        }
    }
}
