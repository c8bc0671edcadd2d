//! Signals of crates.io, RustSec and Maven over generated and odd documents: what is written back
//! says the same, the quick way says what the slow one says, and broken rows cost no other row.

use pkgschema::identity::Purl;
use pkgschema::takedown::{Relation, Replacement, Status, Subject, TakedownNotice};
use pkgschema::text::{Link, Timestamp};
use pkgschema_convert::cargo::{DeletedCrates, IndexFile, IndexLine, ReservedNames};
use pkgschema_convert::maven::Pom;
use pkgschema_convert::signal::{FromNotices, Observation, Signal, ToSignals};
use pkgschema_convert::signals::SignalDocument;
use pkgschema_convert::{Converted, Document, Loss};
use proptest::prelude::*;
use std::fmt::Write;

fn seen(purl_type: &str) -> Observation {
    let url = Link::new("https://registry.example/").unwrap();
    Observation::of_registry(purl_type, url, Timestamp::new("2026-11-22T13:46:00Z").unwrap())
}

/// Signals of a text, cleared and written back from the notices made of them.
fn round_trip(name: &str, text: &str) -> Result<usize, TestCaseError> {
    let document = SignalDocument::find(name).unwrap();
    let signals = document.read(text).unwrap().value;
    let cleared = document.clear(text).unwrap().unwrap().value;
    prop_assert_eq!(&document.read(&cleared).unwrap().value, &[]);
    let purl_type = document.kinds()[0].purl_type;
    let notices: Vec<_> = signals.iter().map(|signal| signal.notice(&seen(purl_type))).collect();
    let written = document.write(&cleared, &notices).unwrap().unwrap();
    prop_assert_eq!(&document.read(&written.value).unwrap().value, &signals, "{}", written.value);
    prop_assert_eq!(written.losses, vec![]);
    Ok(signals.len())
}

fn slow<D: ToSignals>(text: &str) -> Result<Converted<Vec<Signal>>, pkgschema::ParseError> {
    Ok(D::parse(text)?.signals())
}

fn same_way<D: ToSignals>(text: &str) {
    assert_eq!(D::signals_in(text), slow::<D>(text), "{text}");
}

/// Members of an index line as they are, odd ones included.
const MEMBERS: &[&str] = &[
    r#""name":"margin""#,
    r#""name":"ma\u0072gin""#,
    r#""n\u0061me":"other""#,
    r#""name":7"#,
    r#""name":null"#,
    r#""name":"""#,
    r#""vers":"1.0.0""#,
    r#""vers":"1.0.0+b.1""#,
    r#""vers":"""#,
    r#""vers":["1"]"#,
    r#""yanked":true"#,
    r#""yanked":false"#,
    r#""yanked":null"#,
    r#""yanked":"true""#,
    r#""yanked":1"#,
    r#""yank\u0065d":true"#,
    r#""yanked": true "#,
    r#""v":1"#,
    r#""v":2"#,
    r#""v":3"#,
    r#""v":null"#,
    r#""v":2.0"#,
    r#""v":-1"#,
    r#""v":"2""#,
    r#""v":99999999999999999999"#,
    r#""deps":[]"#,
    r#""deps":[{"name":"a","req":"^1","yanked":true}]"#,
    r#""deps":null"#,
    r#""d\u0065ps":[]"#,
    r#""cksum":"00""#,
    r#""features":{"\ud800":[1e999]}"#,
    r#""features":{"yanked":["true"]}"#,
    r#""\ud800":1"#,
    r#""other":{"v":9,"yanked":true}"#,
];

const ACTS: [&str; 3] = ["publish", "yank", "unyank"];

#[test]
fn odd_lines_are_read_the_same_either_way() {
    let whole = r#"{"name":"margin","vers":"1.0.0","deps":[],"yanked":true"#;
    let deep = format!("{whole},\"x\":{}{}}}", "[".repeat(5_000), "]".repeat(5_000));
    let texts = [
        "".to_owned(),
        " \n\r\n".to_owned(),
        "null".to_owned(),
        "[]".to_owned(),
        "{}".to_owned(),
        "true".to_owned(),
        "\"{}\"".to_owned(),
        whole.to_string(),
        format!("{whole}}}"),
        format!(" {whole} }} \n"),
        format!("\u{feff}{whole}}}"),
        format!("\u{feff}\u{feff}{whole}}}"),
        format!("{whole}}} x"),
        format!("{whole}}}\r\n{whole}}}\n\nno line\n[1]\n\"text\"\n{{}}\n"),
        format!("{whole},}}"),
        format!("{whole},\"a\":\"\t\"}}"),
        deep,
    ];
    for text in &texts {
        same_way::<IndexLine>(text);
        same_way::<IndexFile>(text);
    }
    for one in MEMBERS {
        for other in MEMBERS {
            let text = format!("{{{one},\"vers\":\"2.0.0\",\"name\":\"n\",{other}}}");
            same_way::<IndexLine>(&text);
        }
    }
}

proptest! {
    #[test]
    fn lines_are_read_the_same_either_way(
        picked in prop::collection::vec(prop::collection::vec(0..MEMBERS.len(), 0..8), 1..4),
        cut in any::<prop::sample::Index>(),
        whole in any::<bool>(),
    ) {
        let line = |picked: &Vec<usize>| {
            let members: Vec<&str> = picked.iter().map(|index| MEMBERS[*index]).collect();
            format!("{{{}}}", members.join(","))
        };
        let mut text = picked.iter().map(line).collect::<Vec<_>>().join("\n");
        if !whole {
            text.truncate(cut.index(text.len()));
        }
        same_way::<IndexLine>(&text);
        same_way::<IndexFile>(&text);
    }

    #[test]
    fn index_files_come_back(
        yanked in prop::collection::vec(prop::option::of(any::<bool>()), 1..12),
        name in "[a-zA-Z][a-zA-Z0-9_-]{0,8}",
    ) {
        let mut text = String::new();
        for (index, yanked) in yanked.iter().enumerate() {
            let yanked = yanked.map_or("null".to_owned(), |it| it.to_string());
            let build = if index % 3 == 0 { "+b.1" } else { "" };
            writeln!(
                text,
                r#"{{"name":"{name}","vers":"{index}.0.0-a{build}","deps":[],"yanked":{yanked}}}"#
            ).unwrap();
        }
        let found = round_trip("cargo-index", &text)?;
        prop_assert_eq!(found, yanked.iter().filter(|it| **it == Some(true)).count());
        if let Some(first) = text.lines().next() {
            round_trip("cargo-index-line", first)?;
        }
    }

    #[test]
    fn answers_come_back(
        versions in prop::collection::vec(
            (any::<bool>(), prop::option::of(any::<String>()),
            prop::collection::vec((0..3_usize, 0..60_u32, prop::option::of("[a-z]{1,6}")), 0..5)),
            1..6,
        ),
    ) {
        let versions: Vec<serde_json::Value> = versions.iter().enumerate()
            .map(|(index, (yanked, message, actions))| {
                let actions: Vec<_> = actions.iter().map(|(kind, second, login)| serde_json::json!({
                    "action": ACTS[*kind],
                    "user": login.as_ref().map(|login| serde_json::json!({"login": login})),
                    "time": format!("2026-01-01T00:00:{second:02}Z"),
                })).collect();
                serde_json::json!({
                    "num": format!("{index}.0.0"), "yanked": yanked,
                    "yank_message": message, "audit_actions": actions,
                })
            }).collect();
        let answer = serde_json::json!({"crate": {"name": "margin"}, "versions": versions});
        let found = round_trip("crates-io-answer", &answer.to_string())?;
        prop_assert_eq!(found, versions.iter().filter(|it| it["yanked"] == true).count());
    }

    #[test]
    fn tables_come_back(
        rows in prop::collection::vec(
            ("[a-zA-Z][a-zA-Z0-9_-]{0,6}", any::<String>(), prop::option::of(0..60_u32),
            prop::sample::select(vec!["", "+00", "Z", "+05:30", "-03"]), "[0-9]{0,4}", ".{0,5}"),
            0..8,
        ),
        turned in any::<bool>(),
    ) {
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let columns = ["name", "message", "deleted_at", "available_at", "deleted_by", "other"];
        let order: Vec<usize> = if turned { vec![5, 4, 3, 2, 1, 0] } else { vec![0, 1, 2, 3, 4, 5] };
        let line = |fields: &[String]| {
            let fields: Vec<String> = order.iter().map(|at| quoted(&fields[*at])).collect();
            fields.join(",") + "\r\n"
        };
        let mut text = line(&columns.map(str::to_owned));
        for (index, (name, message, second, zone, by, other)) in rows.iter().enumerate() {
            let time = second.map(|it| format!("2026-01-01 00:00:{it:02}.5{zone}"));
            let time = time.unwrap_or_default();
            let (name, later) = (format!("{name}{index}"), time.replace("2026", "2027"));
            text += &line(&[name, message.clone(), time, later, by.clone(), other.clone()]);
        }
        prop_assert_eq!(round_trip("cargo-deleted-crates", &text)?, rows.len());
        let names: String = rows.iter().enumerate().map(|(at, row)| format!("{}{at}\n", row.0)).collect();
        prop_assert_eq!(round_trip("cargo-reserved-names", &format!("name\n{names}"))?, rows.len());
    }

    #[test]
    fn poms_come_back(
        parts in prop::array::uniform3(prop::sample::select(
            vec!["", "g", "a", "1", "other", "${project.version}", "${unknown}", "x${project.artifactId}"],
        )),
        there in prop::array::uniform4(any::<bool>()),
        message in "[^\u{0}-\u{1f}\u{7f}-\u{9f}\u{fffe}\u{ffff}]{0,12}",
    ) {
        let part = |name: &str, text: &str, there: bool| match there {
            true => format!("<{name}>{text}</{name}>"),
            false => String::new(),
        };
        let escaped = message.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let text = format!(
            "<project><groupId>g</groupId><artifactId>a</artifactId><version>1</version>\
             <distributionManagement><relocation>{}{}{}{}</relocation></distributionManagement></project>",
            part("groupId", parts[0], there[0]), part("artifactId", parts[1], there[1]),
            part("version", parts[2], there[2]), part("message", &escaped, there[3]),
        );
        round_trip("maven-pom", &text)?;
    }

    #[test]
    fn no_text_makes_them_panic(text in any::<String>()) {
        for name in ["cargo-index", "cargo-index-line", "cargo-deleted-crates", "maven-pom",
            "cargo-reserved-names", "crates-io-answer", "rustsec"] {
            let document = SignalDocument::find(name).unwrap();
            if document.read(&text).is_ok() {
                document.clear(&text).unwrap();
                document.write(&text, &[]).unwrap();
            }
        }
    }
}

fn notes(losses: &[Loss]) -> Vec<String> {
    losses.iter().map(ToString::to_string).collect()
}

#[test]
fn a_broken_row_is_named_by_its_line() {
    let text = "name,deleted_at,message\n\
        a,2026-01-01 00:00:00+00,\"two\r\nlines\"\n\
        b\n\
        c,soon,\n\
        \n\
        ,2026-01-01 00:00:00+00,x\n\
        d,2026-01-01 00:00:00+00,\"x\"\"\n,no end\n";
    let table = DeletedCrates::parse(text).unwrap();
    let found = table.signals();
    let purls: Vec<_> = found.value.iter().map(|signal| signal.purl.to_string()).collect();
    assert_eq!(purls, ["pkg:cargo/a", "pkg:cargo/c", "pkg:cargo/d"]);
    assert_eq!(found.value[1].since, None);
    assert_eq!(found.value[2].message.as_deref(), Some("x\"\n,no end\n"));
    assert_eq!(
        notes(&found.losses),
        [
            "dropped /2: line 4: 1 fields where the header has 3",
            "changed /3/1: line 5: no point in time",
            "dropped /5/0: line 7: no purl can name what it is about",
        ]
    );
}

#[test]
fn tables_are_known_by_their_columns_and_bounded() {
    let code = |text: &str| DeletedCrates::parse(text).unwrap_err().to_string();
    assert!(code("").contains("no row"));
    assert!(code("name\n").contains("no column \"deleted_at\""));
    assert!(code("name,deleted_at,name\n").contains("two columns are called \"name\""));
    assert!(code(&"name,deleted_at\n".repeat(1_000_001)).contains("1000000 at most"));
    assert!(ReservedNames::parse("id\n").is_err());
    let broken = format!("name,deleted_at\n{}", "x\n".repeat(5_000));
    let losses = DeletedCrates::parse(&broken).unwrap().signals().losses;
    assert_eq!(losses.len(), 1_001);
    assert!(losses[1_000].note.starts_with("4000 further rows"));
}

fn notice(purl: &str, status: Status) -> TakedownNotice {
    let line = IndexLine::parse(r#"{"name":"n","vers":"1","deps":[],"yanked":true}"#).unwrap();
    let mut notice = line.notices(&seen("cargo")).value.remove(0);
    notice.id = Link::from_document(format!("urn:n:{purl}"));
    notice.subjects = vec![Subject::of_purl(Purl::parse(purl).unwrap())].into();
    notice.status = status;
    notice
}

#[test]
fn what_an_index_cannot_say_is_a_loss() {
    let file = IndexFile::parse(
        "{\"name\":\"n\",\"vers\":\"1.0.0\",\"deps\":[]}\n{\"name\":\"n\",\"vers\":\"2.0.0\",\"deps\":[],\"v\":7}\n",
    )
    .unwrap();
    let notices = [
        notice("pkg:cargo/n@1.0.0", Status::Deleted),
        notice("pkg:cargo/n@1.0.0", Status::Deprecated),
        notice("pkg:cargo/n@2.0.0", Status::Yanked),
        notice("pkg:cargo/other@1.0.0", Status::Yanked),
    ];
    let written = file.with_notices(&notices);
    let yanked: Vec<_> = written.value.lines().map(|line| line.yanked.get().copied()).collect();
    assert_eq!(yanked, [Some(true), None]);
    assert_eq!(
        notes(&written.losses),
        [
            "changed /0/status: said as yanked, which is less",
            "dropped /1/status: yanked would say more than it",
            "dropped /2/subjects: a file of an index has nothing of what it names",
        ]
    );
}

#[test]
fn a_pom_says_one_relocation() {
    let pom = || {
        Pom::parse(
            "<project><groupId>g</groupId><artifactId>a</artifactId><version>1</version></project>",
        )
        .unwrap()
    };
    let to = |purl: &str| {
        let mut replacement = Replacement::default();
        replacement.purl = Some(Purl::parse(purl).unwrap().into());
        replacement.relation = Some(Relation::RelocatedTo);
        replacement
    };
    let mut moved = notice("pkg:maven/g/a@1", Status::Relocated);
    moved.replacements =
        vec![to("pkg:npm/x@1"), to("pkg:maven/g/b@1"), to("pkg:maven/g/c@1")].into();
    let written = pom().with_notices(&[moved.clone(), notice("pkg:maven/g/a@1", Status::Deleted)]);
    let signals = written.value.signals().value;
    assert_eq!(signals[0].replacements, [to("pkg:maven/g/b@1")]);
    assert_eq!(signals[0].inferred, Vec::<&str>::new());
    assert_eq!(
        notes(&written.losses),
        [
            "dropped /0/replacements/0: a POM says one relocation, and another one is it",
            "dropped /0/replacements/2: a POM says one relocation, and another one is it",
            "dropped /1/status: a POM says relocations only",
        ]
    );
    moved.replacements = vec![to("pkg:maven/g/a@1")].into();
    let nowhere = pom().with_notices(&[moved]);
    assert_eq!(nowhere.value, pom());
    assert!(notes(&nowhere.losses)[0].contains("no coordinates"));
}

#[test]
fn what_leads_nowhere_is_no_relocation() {
    let signals = |relocation: &str| {
        let text = format!(
            "<project><groupId>g</groupId><artifactId>a</artifactId><version>1</version>\
             <distributionManagement><relocation>{relocation}</relocation></distributionManagement></project>"
        );
        Pom::parse(&text).unwrap().signals()
    };
    for (relocation, note) in [
        ("", "it leads to itself"),
        ("<message>m</message>", "it leads to itself"),
        ("<version>${project.version}</version>", "it leads to itself"),
        (
            "<groupId>org.apache.maven.banned</groupId><artifactId>user-relocation</artifactId><version>1.0</version>",
            "Maven's word for what a user bans",
        ),
    ] {
        let found = signals(relocation);
        assert_eq!(found.value, [], "{relocation}");
        assert!(found.losses[0].note.starts_with(note), "{:?}", found.losses);
    }
    let open = signals("<groupId>h</groupId><version>${later}</version>");
    let purl = open.value[0].replacements[0].purl.as_ref().unwrap().to_purl().unwrap();
    assert_eq!(purl.to_string(), "pkg:maven/h/a");
    assert_eq!(open.losses[0].pointer.as_str(), "/distributionManagement/relocation/version");
}

#[test]
fn an_advisory_that_was_taken_back_says_nothing() {
    let document = SignalDocument::find("rustsec").unwrap();
    let read = |more: &str| {
        let text = format!(
            "```toml\n[advisory]\nid = \"RUSTSEC-2026-9001\"\npackage = \"n\"\n{more}\nexpect-deleted = true\n```\n\n# T\n"
        );
        document.read(&text).unwrap()
    };
    for (more, note) in [
        ("date = \"2026-02-01\"\nwithdrawn = \"2026-02-02\"", "the advisory was taken back"),
        ("collection = \"rust\"", "it is about no crate"),
        ("source = \"git+https://registry.example/n\"", "the crate is published elsewhere"),
    ] {
        let found = read(more);
        assert_eq!((found.value.len(), found.losses[0].note.as_str()), (0, note));
    }
    let undated = read("date = \"2026-02-30x\"");
    assert_eq!(undated.value[0].since, None);
    assert_eq!(undated.value[0].inferred, Vec::<&str>::new());
    assert_eq!(undated.losses[0].pointer.as_str(), "/advisory/date");
}
