//! Signals of npm's and PyPI's documents: made-up documents with any signals in them, notices of
//! others written into them, and hostile texts.

use pkgschema::takedown::{Category, Effects, Reason, Resolution, TakedownNotice};
use pkgschema::text::{Link, Timestamp};
use pkgschema_convert::npm::{Packument, VersionManifest};
use pkgschema_convert::pypi::{PypiJournal, PypiJsonApi, SimpleHtml, SimpleJson};
use pkgschema_convert::signal::{FromNotices, Observation, Signal, ToSignals, notices};
use pkgschema_convert::{Converted, Document, Loss};
use proptest::prelude::*;
use serde_json::{Value, json};

fn seen(purl_type: &str) -> Observation {
    let url = Link::new("https://registry.example/").unwrap();
    Observation::of_registry(purl_type, url, Timestamp::new("2026-11-22T13:46:00Z").unwrap())
}

fn signals<D: ToSignals>(text: &str) -> Vec<Signal> {
    D::parse(text).unwrap().signals().value
}

fn losses<D: ToSignals>(text: &str) -> Vec<String> {
    shown(&D::parse(text).unwrap().signals().losses)
}

fn shown(losses: &[Loss]) -> Vec<String> {
    losses.iter().map(|loss| format!("{} {}", loss.kind, loss.pointer)).collect()
}

/// What a look at the text finds is what the whole reading finds, errors and losses included.
fn look_is_reading<D: ToSignals>(text: &str) {
    let looked = D::signals_in(text).map_err(|error| error.to_string());
    let read = D::parse(text).map(|it| it.signals()).map_err(|error| error.to_string());
    assert_eq!(looked, read, "{text}");
}

/// Signals → notices → the document without signals, with them → the same signals.
fn round_trip<D: FromNotices>(purl_type: &str, text: &str) {
    let document = D::parse(text).unwrap();
    let before = document.signals().value;
    let notices = notices(&before, &seen(purl_type));
    let written = document.without_signals().with_notices(&notices);
    assert_eq!(written.losses, [], "{text}");
    let text = written.value.render().value;
    assert_eq!(signals::<D>(&text), before, "{text}");
}

/// A notice about `purl` with these members.
fn notice(number: usize, purl: &str, status: &str, more: Value) -> TakedownNotice {
    let mut notice = json!({
        "schemaVersion": "1.0", "id": format!("urn:n:{number}"), "noticeType": "decision",
        "registry": {"url": "https://registry.example/"}, "subjects": [{"purl": purl}],
        "status": status, "issuedAt": "2026-05-04T10:00:00Z",
    });
    for (name, value) in more.as_object().unwrap() {
        notice[name] = value.clone();
    }
    TakedownNotice::parse(&notice.to_string()).unwrap()
}

fn written<D: FromNotices>(text: &str, notices: &[TakedownNotice]) -> (Value, Vec<String>) {
    let Converted { value, losses, .. } = D::parse(text).unwrap().with_notices(notices);
    (serde_json::from_str(value.view().as_str()).unwrap(), shown(&losses))
}

mod npm {
    use super::*;

    fn deprecation() -> impl Strategy<Value = Value> {
        prop_oneof![
            2 => Just(Value::Null),
            1 => Just(json!({"deprecated": true})),
            1 => Just(json!({"deprecated": false})),
            1 => Just(json!({"deprecated": ""})),
            3 => "\\PC{1,12}|[\"\\\\\n<>&\u{202e}]{1,4}".prop_map(|it| json!({"deprecated": it})),
        ]
    }

    /// A packument with any signals.
    pub fn packument() -> impl Strategy<Value = Value> {
        let versions = prop::collection::vec((deprecation(), any::<bool>(), 0..3_u8), 0..8);
        let unpublished = prop::option::of(prop_oneof![
            Just(json!({"name": "ada", "time": "2026-03-02T10:15:30.250Z", "versions": ["1.0.0"]})),
            Just(json!({"time": "not a time", "x": [1, {"y": null}]})),
            Just(json!({})),
        ]);
        let names = prop_oneof![Just("margin"), Just("@left/margin"), Just("Margin.js")];
        (names, versions, unpublished, any::<bool>(), any::<bool>()).prop_map(
            |(name, list, unpublished, timed, held)| {
                let (mut versions, mut time) =
                    (json!({}), json!({"created": "2024-01-01T00:00:00Z"}));
                for (index, (manifest, gone, build)) in list.into_iter().enumerate() {
                    let build = ["", "+b", "-rc.1"][usize::from(build)];
                    let version = format!("1.{}.0{build}", index / 2);
                    time[&version] = json!("2024-01-02T00:00:00Z");
                    if !gone {
                        let manifest = if manifest.is_null() { json!({}) } else { manifest };
                        versions[&version] = manifest;
                    }
                }
                if held {
                    let holder = json!({"repository": "npm/security-holder"});
                    versions = json!({"0.0.1-security": holder});
                }
                if let Some(unpublished) = unpublished {
                    time["unpublished"] = unpublished;
                }
                let mut packument = json!({"name": name, "versions": versions});
                if timed {
                    packument["time"] = time;
                }
                packument
            },
        )
    }

    proptest! {
        #[test]
        fn packuments_come_back(packument in packument()) {
            round_trip::<Packument>("npm", &packument.to_string());
            look_is_reading::<Packument>(&packument.to_string());
        }

        #[test]
        fn manifests_come_back(manifest in deprecation()) {
            let mut manifest = if manifest.is_null() { json!({}) } else { manifest };
            manifest["name"] = json!("margin");
            manifest["version"] = json!("1.0.0");
            round_trip::<VersionManifest>("npm", &manifest.to_string());
        }
    }

    #[test]
    fn a_look_at_an_odd_packument_is_its_reading() {
        let texts = [
            "",
            "{",
            "[]",
            "null",
            "{}",
            r#"{"name": "a"}"#,
            "\u{feff}{\"versions\": {}}",
            r#"{"name": "a", "versions": {"1.0.0": {"depre\u0063ated": "x"}}}"#,
            r#"{"n\u0061me": "a", "versions": {"1.0.\u0030": {"deprecated": "x\u00e9"}}}"#,
            r#"{"name": "a", "versions": {"1.0.0": {"deprecated": "x", "deprecated": true}}}"#,
            r#"{"name": "a", "versions": {"1.0.0": {"deprecated": 7}, "1.0.1": {"deprecated": null}}}"#,
            r#"{"name": "a", "versions": {"1.0.0": {"deprecated": "\ud800"}}}"#,
            r#"{"name": "a", "versions": {"1.0.0": {"\ud800": 1}}}"#,
            r#"{"name": "a", "\ud800": 1, "versions": {}}"#,
            r#"{"name": "a", "versions": {"1.0.0": {"deprecated": "x"}, "1.0.0": {}}}"#,
            r#"{"name": "a", "versions": {"1.0.0": null, "1.0.1": "x"}, "time": {"1.0.0": "x", "2.0.0": "y"}}"#,
            r#"{"name": "a", "versions": {}, "versions": {"1.0.0": {"deprecated": "x"}}}"#,
            r#"{"name": "a", "versions": [], "time": {"1.0.0": "x"}}"#,
            r#"{"name": "a", "versions": {}, "time": {"1.0.0": "x", "1.0.0": "y"}}"#,
            r#"{"name": "a", "versions": {}, "time": {"1.0.0": 7, "unpublished": "x"}}"#,
            r#"{"name": "a", "time": {"1.0.0": "x"}}"#,
            r#"{"name": null, "_id": "b", "versions": {"1.0.0": {"deprecated": "x"}}}"#,
            r#"{"_id": "b", "versions": {"1.0.0": {"deprecated": "x"}}}"#,
            r#"{"name": "", "versions": {"1.0.0": {"deprecated": "x"}}}"#,
            r#"{"name": "a", "name": "b", "versions": {"1.0.0": {"deprecated": "x"}}}"#,
            r#"{"name": "a", "versions": {"1.0.0-security": {"repository": "npm/security-holder"}}}"#,
            r#"{"name": "a", "versions": {}} x"#,
            r#"{"name": "a", "versions": {"": {"deprecated": "x"}}, "time": {"": "x"}}"#,
        ];
        for text in texts {
            look_is_reading::<Packument>(text);
        }
        let deep = format!(
            r#"{{"name": "a", "versions": {{"1.0.0": {{"x": {}1{}, "deprecated": "y"}}}}}}"#,
            "[".repeat(5_000),
            "]".repeat(5_000)
        );
        look_is_reading::<Packument>(&deep);
        assert_eq!(signals::<Packument>(&deep).len(), 1);
    }

    #[test]
    fn what_cannot_be_said_is_named() {
        let text = r#"{"name": "a", "versions": {"1.0.0": {"deprecated": ["x"]}, "1.1.0": 7},
            "time": {"unpublished": "2026-01-01T00:00:00Z", "1.2.0": null}}"#;
        let dropped = [
            "dropped /versions/1.0.0/deprecated",
            "dropped /versions/1.1.0",
            "normalized /time/1.2.0",
            "dropped /time/unpublished",
        ];
        assert_eq!(losses::<Packument>(text), dropped);
        // that its time cannot be read does not bring the version back
        assert_eq!(signals::<Packument>(text)[0].pointer.as_str(), "/time/1.2.0");
        for name in ["\"\"", "\"@a/\"", "7"] {
            let text =
                format!(r#"{{"name": {name}, "versions": {{"1.0.0": {{"deprecated": "x"}}}}}}"#);
            assert_eq!(
                losses::<Packument>(&text),
                ["dropped /versions/1.0.0/deprecated"],
                "{name}"
            );
        }
        for time in ["[]", "\"x\"", "7"] {
            let text = format!(r#"{{"name": "a", "versions": {{}}, "time": {time}}}"#);
            assert_eq!(losses::<Packument>(&text), ["dropped /time"]);
        }
        let stripped = r#"{"name": "a", "time": {"1.0.0": "2026-01-01T00:00:00Z"}}"#;
        assert_eq!(losses::<Packument>(stripped), ["dropped /time"]);
        assert_eq!(signals::<Packument>(stripped), []);
        assert_eq!(
            losses::<VersionManifest>(r#"{"name": "a", "deprecated": "x"}"#),
            ["dropped /deprecated"]
        );
    }

    #[test]
    fn a_placeholder_needs_its_repository_and_is_alone() {
        let found = |versions: Value| {
            let text = json!({"name": "a", "versions": versions}).to_string();
            signals::<Packument>(&text).iter().any(|it| it.kind.status == "security-held")
        };
        let holder =
            json!({"repository": {"url": "git+https://github.com/npm/security-holder.git"}});
        for version in ["0.0.1-security", "0.0.1-security.12", "security", "0.1.security.0"] {
            assert!(found(json!({version: holder})), "{version}");
        }
        for version in
            ["0.0.1-insecurity", "0.0.1-security.x", "0.0.1-security.", "0.0.1-securities"]
        {
            assert!(!found(json!({version: holder})), "{version}");
        }
        let described = json!({"description": "security holding package"});
        assert!(!found(json!({"0.0.1-security": described})));
        assert!(!found(json!({"0.0.1-security": holder, "1.0.0": {}})));
    }

    #[test]
    fn what_is_graver_is_said_as_less() {
        let text = r#"{"name": "a", "versions": {"1.0.0": {"x": 1}, "1.1.0": {}}, "time": {"0.9.0": "2024-01-01T00:00:00Z"}}"#;
        let yanked = notice(
            0,
            "pkg:npm/a@1.0.0",
            "yanked",
            json!({"reason": {"message": "broken", "category": "defect"}}),
        );
        let other = notice(1, "pkg:npm/b@1.0.0", "deleted", json!({}));
        let gone = notice(2, "pkg:npm/a@0.9.0", "deleted", json!({}));
        let nowhere = notice(3, "pkg:npm/a@7.0.0", "deprecated", json!({}));
        let (value, losses) = written::<Packument>(text, &[yanked, other, gone, nowhere]);
        assert_eq!(
            value["versions"],
            json!({"1.0.0": {"x": 1, "deprecated": "broken"}, "1.1.0": {}})
        );
        assert_eq!(
            losses,
            ["changed /0/status", "dropped /0/reason/category", "dropped /3/subjects"]
        );
        let deleted = notice(0, "pkg:npm/a", "deleted", json!({}));
        let (value, losses) = written::<Packument>(text, &[deleted]);
        assert_eq!(value["versions"]["1.1.0"], json!({"deprecated": true}));
        assert!(value["time"].get("unpublished").is_none());
        assert_eq!(losses, ["changed /0/status"]);
        let hidden = notice(0, "pkg:npm/a@1.0.0", "archived", json!({}));
        let (value, losses) = written::<Packument>(text, &[hidden]);
        assert_eq!(
            (&value["versions"]["1.0.0"], losses),
            (&json!({"x": 1}), vec!["dropped /0/status".into()])
        );
    }

    #[test]
    fn a_tombstone_is_written_where_nothing_is_left() {
        let text = r#"{"name": "a", "versions": {}}"#;
        let members = json!({"effectiveFrom": "2026-03-02T10:15:30Z", "authority": {"id": "ada"},
            "effects": {"nameAvailableAt": "2026-04-02T10:15:30Z"}});
        let (value, losses) =
            written::<Packument>(text, &[notice(0, "pkg:npm/a", "deleted", members)]);
        assert_eq!(
            value["time"],
            json!({"unpublished": {"name": "ada", "time": "2026-03-02T10:15:30Z"}})
        );
        assert_eq!(losses, ["changed /0/effects/nameAvailableAt"]);
    }

    #[test]
    fn many_versions_take_time_in_proportion() {
        let member = |n: usize| if n % 50 == 0 { r#""deprecated": "no""# } else { r#""x": 0"# };
        let list: Vec<String> =
            (0..100_000).map(|n| format!(r#""1.{n}.0": {{{}}}"#, member(n))).collect();
        let time: Vec<String> = (0..102_000).map(|n| format!(r#""1.{n}.0": "x""#)).collect();
        let (list, time) = (list.join(","), time.join(","));
        let text = format!(r#"{{"name": "a", "versions": {{{list}}}, "time": {{{time}}}}}"#);
        let start = std::time::Instant::now();
        let found = Packument::signals_in(&text).unwrap();
        assert_eq!(found.value.len(), 4_000);
        let packument = Packument::parse(&text).unwrap();
        assert_eq!(packument.signals(), found);
        let notices = notices(&found.value, &seen("npm"));
        let back = packument.without_signals().with_notices(&notices);
        assert_eq!((back.losses, back.value.signals()), (vec![], found));
        assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    }
}

mod pypi {
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
            format!(
                r#"{{"meta": {{}}, "name": "a", "files": [{{"filename": "a-1.zip", {members}}}]}}"#
            )
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
}
