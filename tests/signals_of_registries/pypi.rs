//! Signals of PyPI's documents.
//!
//! Invariant: what is made up holds every kind of signal and of oddity.

use super::*;

fn yanked() -> impl Strategy<Value = Value> {
    prop_oneof![
        2 => Just(Value::Null),
        2 => Just(json!({"yanked": false})),
        2 => Just(json!({"yanked": true})),
        1 => Just(json!({"yanked": ""})),
        3 => "\\PC{1,12}|[\"\\\\\n<>&\u{202e}]{1,4}".prop_map(|it| json!({"yanked": it})),
    ]
}

fn status() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        Just("active"),
        Just("archived"),
        Just("deprecated"),
        Just("quarantined"),
        Just("frozen"),
        Just("yanked"),
        Just("")
    ];
    (word, prop::option::of("\\PC{0,8}")).prop_map(|(word, reason)| match reason {
        Some(reason) => json!({"status": word, "reason": reason}),
        None => json!({"status": word}),
    })
}

/// A project with any signals.
fn project() -> impl Strategy<Value = Value> {
    let files = prop::collection::vec((yanked(), any::<bool>(), 0..4_usize), 0..8);
    let names = prop_oneof![Just("left-margin"), Just("Left.Margin"), Just("left_margin")];
    (names, files, prop::option::of(status())).prop_map(|(name, list, status)| {
        let file = |(index, (yanked, hashed, kind)): (usize, (Value, bool, usize))| {
            let end = [".tar.gz", "-py3-none-any.whl", ".zip", "-what.txt"][kind];
            let mut file = if yanked.is_null() { json!({}) } else { yanked };
            file["filename"] = json!(format!("left_margin-1.{index}{end}"));
            file["hashes"] = json!({});
            if hashed {
                file["hashes"] = json!({"sha256": format!("{index:064x}")});
            }
            file
        };
        let files: Vec<Value> = list.into_iter().enumerate().map(file).collect();
        let mut project = json!({"meta": {"api-version": "1.4"}, "name": name, "files": files});
        if let Some(status) = status {
            project["project-status"] = status;
        }
        project
    })
}

/// The same on a page.
fn page(project: &Value) -> String {
    let escaped =
        |text: &str| text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let mut page = String::from("<!DOCTYPE html><html>");
    let status = &project["project-status"];
    for (name, member) in
        [("pypi:project-status", "status"), ("pypi:project-status-reason", "reason")]
    {
        if let Some(text) = status[member].as_str() {
            page += &format!(r#"<meta name="{name}" content="{}">"#, escaped(text));
        }
    }
    page += r#"<a href="left_margin-0.tar.gz">left_margin-0.tar.gz</a>"#;
    for file in project["files"].as_array().unwrap() {
        let name = file["filename"].as_str().unwrap();
        let digest = file["hashes"]["sha256"].as_str();
        let digest = digest.map(|digest| format!("#sha256={digest}")).unwrap_or_default();
        let yanked = match &file["yanked"] {
            Value::Bool(true) => " data-yanked".to_owned(),
            Value::String(reason) => format!(r#" data-yanked="{}""#, escaped(reason)),
            _ => String::new(),
        };
        page += &format!(r#"<a href="{name}{digest}"{yanked}>{name}</a>"#);
    }
    page
}

proptest! {
    #[test]
    fn projects_come_back(project in project()) {
        round_trip::<SimpleJson>("pypi", &project.to_string());
        look_is_reading::<SimpleJson>(&project.to_string());
    }

    #[test]
    fn pages_come_back(project in project()) {
        round_trip::<SimpleHtml>("pypi", &page(&project));
    }
}

#[test]
fn a_look_at_an_odd_answer_is_its_reading() {
    let file = |members: &str| {
        format!(r#"{{"meta": {{}}, "name": "a", "files": [{{"filename": "a-1.zip", {members}}}]}}"#)
    };
    let mut texts: Vec<String> = [
        r#""yanked": null"#,
        r#""yanked": 7"#,
        r#""yanked": []"#,
        r#""yanked": """#,
        r#""yanked": "\u0061""#,
        r#""yanked": "\ud800""#,
        r#""yanked": true, "yanked": false"#,
        r#""y\u0061nked": true"#,
        r#""yanked": true, "hashes": null"#,
        r#""yanked": true, "hashes": {"sha256": 7}"#,
        r#""yanked": true, "hashes": {"sha256": "zz", "sha256": "00"}"#,
        r#""yanked": true, "hashes": []"#,
        r#""yanked": true, "filename": "b""#,
        r#""yanked": true, "\ud800": 1"#,
    ]
    .map(file)
    .into();
    texts.extend([
        "", "[", "7", "{}", "\u{feff}{\"meta\": {}, \"files\": []}",
        r#"{"files": []}"#, r#"{"meta": {}}"#, r#"{"meta": null, "files": []}"#,
        r#"{"meta": {}, "files": null}"#, r#"{"meta": {}, "projects": []}"#,
        r#"{"meta": {}, "files": [7, {"filename": "a-1.zip", "yanked": true}]}"#,
        r#"{"meta": {}, "files": [{"filename": null, "yanked": true}]}"#,
        r#"{"meta": {}, "name": "a", "files": [{"yanked": true}]}"#,
        r#"{"meta": {}, "name": "a", "files": [{"hashes": {"sha256": "00"}, "yanked": true}]}"#,
        r#"{"meta": {}, "name": "a b", "files": [{"filename": "x", "yanked": true}]}"#,
        r#"{"meta": {}, "name": "", "files": [{"filename": "x", "yanked": true}]}"#,
        r#"{"meta": {}, "name": 7, "files": [{"filename": "a-1.zip", "yanked": true}]}"#,
        r#"{"meta": {}, "files": [], "files": []}"#, r#"{"meta": {}, "meta": {}, "files": []}"#,
        r#"{"meta": {}, "name": "a", "files": [], "project-status": "archived"}"#,
        r#"{"meta": {}, "name": "a", "files": [], "project-status": {"status": 7}}"#,
        r#"{"meta": {}, "name": "a", "files": [], "project-status": {}}"#,
        r#"{"meta": {}, "name": "a", "files": [], "project-status": {"status": "active", "reason": 7}}"#,
        r#"{"meta": {}, "name": "a", "files": [], "project-status": {"status": "active", "status": "archived"}}"#,
    ].map(str::to_owned));
    for text in texts {
        look_is_reading::<SimpleJson>(&text);
    }
}

#[test]
fn what_cannot_be_said_is_named() {
    let text = r#"{"meta": {}, "name": "a", "project-status": {"status": ["archived"]}, "files": [
        {"filename": "a-1.zip", "yanked": 1}, {"yanked": true}, {"filename": "a-2.zip", "yanked": null}]}"#;
    assert_eq!(
        losses::<SimpleJson>(text),
        [
            "dropped /files/0/yanked",
            "dropped /files/1/yanked",
            "normalized /files/2/yanked",
            "dropped /project-status/status"
        ]
    );
    let unnamed = r#"{"meta": {}, "files": [], "project-status": {"status": "quarantined"}}"#;
    assert_eq!(losses::<SimpleJson>(unnamed), ["dropped /project-status"]);
    let unversioned = r#"{"info": {"name": "a", "yanked": true}, "urls": [{"filename": "a-1.zip", "yanked": "yes"}]}"#;
    assert_eq!(
        losses::<PypiJsonApi>(unversioned),
        ["dropped /info/yanked", "dropped /urls/0/yanked"]
    );
}

#[test]
fn words_stay_as_they_are() {
    let reason = "\u{202e}\u{1b}[31m</script>'\"\n\\ %0a";
    let text =
        json!({"meta": {}, "name": "a", "files": [{"filename": "a-1.zip", "yanked": reason}]});
    assert_eq!(signals::<SimpleJson>(&text.to_string())[0].message.as_deref(), Some(reason));
    let text = json!({"name": "a", "versions": {"1.0.0": {"deprecated": reason}}}).to_string();
    assert_eq!(signals::<Packument>(&text)[0].message.as_deref(), Some(reason));
}

#[test]
fn a_notice_about_more_is_one_about_each_file() {
    let text = r#"{"meta": {}, "name": "a", "files": [{"filename": "a-1.0.zip"}, {"filename": "a-1-py3-none-any.whl"},
        {"filename": "a-2.zip", "yanked": false}]}"#;
    let mut version = notice(0, "pkg:pypi/a@1.0", "yanked", json!({}));
    let mut reason = Reason::default();
    reason.message = Some("broken".into());
    reason.category = Some(Category::Defect);
    version.reason = Some(reason);
    let mut effects = Effects::default();
    effects.resolution = Some(Resolution::OnlyLocked);
    version.effects = Some(effects);
    let (value, losses) = written::<SimpleJson>(text, &[version]);
    let said: Vec<&Value> =
        value["files"].as_array().unwrap().iter().map(|file| &file["yanked"]).collect();
    assert_eq!(said, [&json!("broken"), &json!("broken"), &json!(false)]);
    assert_eq!(losses, ["changed /0/effects/resolution", "dropped /0/reason/category"]);
    let whole = notice(0, "pkg:pypi/a", "deleted", json!({}));
    let (value, losses) = written::<SimpleJson>(text, &[whole]);
    assert_eq!(value["files"][2]["yanked"], json!(true));
    assert_eq!(losses, ["changed /0/status"]);
    let lifted = notice(0, "pkg:pypi/a@2", "yanked", json!({}));
    let lifting = notice(
        1,
        "pkg:pypi/a@2",
        "active",
        json!({"noticeType": "reversal", "targets": ["urn:n:0"]}),
    );
    let (value, losses) = written::<SimpleJson>(text, &[lifted, lifting]);
    assert_eq!((&value["files"][2]["yanked"], losses), (&json!(false), vec![]));
}

#[test]
fn the_gravest_status_is_written() {
    let text = r#"{"meta": {}, "name": "a", "files": [{"filename": "a-1.zip"}]}"#;
    let notices = ["archived", "quarantined", "deprecated"].into_iter().enumerate();
    let notices: Vec<TakedownNotice> =
        notices.map(|(at, status)| notice(at, "pkg:pypi/a", status, json!({}))).collect();
    let (value, losses) = written::<SimpleJson>(text, &notices);
    assert_eq!(value["project-status"], json!({"status": "quarantined"}));
    assert!(value["files"][0].get("yanked").is_none());
    assert_eq!(losses, ["dropped /0/status", "dropped /2/status"]);
}

#[test]
fn rows_of_the_journal() {
    let text = r#"[["a", "1", 1, "yank release", 1], ["A", "1", 2, "unyank release", 2], ["a", "1", 3, "unyank release", 3],
        ["a", "1", 4, "new release", 4], ["a", null, 5, "remove Owner ada", 5], ["a", null, 6, "remove everything", 6],
        ["a", null, 7, "remove release", 7], ["a", "1", "8", "yank release", 8], 9, ["", null, 10, "remove project", 10],
        ["a", "1", 11, "remove file ", 11], ["a", "1", 12, "remove file a-1.zip", 12]]"#;
    let found = PypiJournal::parse(text).unwrap().signals();
    let names: Vec<&str> = found.value.iter().map(|it| it.kind.name).collect();
    assert_eq!(
        names,
        [
            "pypi-journal-yank",
            "pypi-journal-unyank",
            "pypi-journal-unyank",
            "pypi-journal-remove-file"
        ]
    );
    assert_eq!((&found.value[1].lifts[..], &found.value[2].lifts[..]), (&[0][..], &[][..]));
    let lost = [
        "changed /2/3",
        "dropped /5/3",
        "dropped /6/3",
        "dropped /7",
        "dropped /8",
        "dropped /9/3",
        "dropped /10/3",
    ];
    assert_eq!(shown(&found.losses), lost);
    assert_eq!(PypiJournal::parse(text).unwrap().check().len(), 2);
    for text in ["", "{}", "7", "[7]", "[", r#"["a"]"#] {
        assert!(PypiJournal::parse(text).is_err(), "{text}");
    }
    assert_eq!(signals::<PypiJournal>("[]"), []);
}
