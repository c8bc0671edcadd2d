//! Signals of npm's documents.
//!
//! Invariant: what is made up holds every kind of signal and of oddity.

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
            let (mut versions, mut time) = (json!({}), json!({"created": "2024-01-01T00:00:00Z"}));
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
        let text = format!(r#"{{"name": {name}, "versions": {{"1.0.0": {{"deprecated": "x"}}}}}}"#);
        assert_eq!(losses::<Packument>(&text), ["dropped /versions/1.0.0/deprecated"], "{name}");
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
    let holder = json!({"repository": {"url": "git+https://github.com/npm/security-holder.git"}});
    for version in ["0.0.1-security", "0.0.1-security.12", "security", "0.1.security.0"] {
        assert!(found(json!({version: holder})), "{version}");
    }
    for version in ["0.0.1-insecurity", "0.0.1-security.x", "0.0.1-security.", "0.0.1-securities"] {
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
    assert_eq!(value["versions"], json!({"1.0.0": {"x": 1, "deprecated": "broken"}, "1.1.0": {}}));
    assert_eq!(losses, ["changed /0/status", "dropped /0/reason/category", "dropped /3/subjects"]);
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
    let (value, losses) = written::<Packument>(text, &[notice(0, "pkg:npm/a", "deleted", members)]);
    assert_eq!(
        value["time"],
        json!({"unpublished": {"name": "ada", "time": "2026-03-02T10:15:30Z"}})
    );
    assert_eq!(losses, ["changed /0/effects/nameAvailableAt"]);
}

#[test]
fn many_versions_take_time_in_proportion() {
    let member =
        |n: usize| if n.is_multiple_of(50) { r#""deprecated": "no""# } else { r#""x": 0"# };
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
