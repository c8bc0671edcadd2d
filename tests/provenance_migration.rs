//! SLSA provenance from version to version: what the specification's migration gives, and that
//! each leaf of the earlier predicate is placed or named.

use pkgschema::object::parse;
use pkgschema::provenance::slsa::{Migrated, v0_1, v0_2, v1};
use pkgschema::provenance::{Predicate, Statement};
use pkgschema_testkit::checks::Outcome;
use pkgschema_testkit::checks::accounted::{Conversion, Converted, Effort, accounted};
use pkgschema_testkit::corpus::{Case, cases};
use pkgschema_testkit::json::{Json, diff};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn fixture(path: &str) -> String {
    std::fs::read_to_string(root().join("tests/fixtures/provenance").join(path)).unwrap()
}

/// The value as JSON, and the pointers of what has no place.
fn told<T: pkgschema::object::Object>(migrated: &Migrated<T>) -> (Json, Vec<&str>) {
    let json = Json::parse(&pkgschema::object::write(&migrated.value)).unwrap();
    (json, migrated.unplaced.iter().map(|it| it.pointer.as_str()).collect())
}

#[track_caller]
fn gives(found: (Json, Vec<&str>), expected: &str, unplaced: &[&str]) {
    assert_eq!(diff(&found.0, &Json::parse(expected).unwrap()), []);
    assert_eq!(found.1, unplaced);
}

#[test]
fn the_first_version_becomes_the_second() {
    let earlier: v0_1::Provenance = parse(&fixture("slsa-provenance-0-1/complete.json")).unwrap();
    let expected = r#"{
      "builder": {"id": "https://ci.example/hosted"},
      "buildType": "https://ci.example/make/v1",
      "invocation": {
        "configSource": {
          "uri": "git+https://git.example/left/margin@refs/tags/v1.4.1",
          "digest": {"sha1": "cccccccccccccccccccccccccccccccccccccccc"},
          "entryPoint": "Makefile:all"},
        "parameters": {"flags": ["-j", "2"], "level": 1.50},
        "environment": {"arch": "amd64"}},
      "metadata": {
        "buildInvocationId": "run-7",
        "buildStartedOn": "2026-05-04T10:00:00Z", "buildFinishedOn": "2026-05-04T10:05:00.5Z",
        "completeness": {"parameters": true, "environment": false, "materials": false},
        "reproducible": false},
      "materials": [
        {"uri": "pkg:docker/toolchain@9", "digest": {"sha256": "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"}},
        {"uri": "git+https://git.example/left/margin@refs/tags/v1.4.1",
         "digest": {"sha1": "cccccccccccccccccccccccccccccccccccccccc"}}]}"#;
    gives(told(&earlier.to_v0_2()), expected, &[]);
}

#[test]
fn the_second_version_becomes_the_third() {
    let earlier: v0_2::Provenance = parse(&fixture("slsa-provenance-0-2/complete.json")).unwrap();
    let expected = r#"{
      "buildDefinition": {
        "buildType": "https://ci.example/workflow/v1",
        "externalParameters": {"channel": "stable", "level": 1.50, "entryPoint": "ci/release.yml",
          "source": "git+https://git.example/left/margin@refs/heads/main"},
        "internalParameters": {"RUN_ID": "7", "event": {"action": null}},
        "resolvedDependencies": [
          {"uri": "git+https://git.example/left/margin@refs/heads/main",
           "digest": {"sha1": "cccccccccccccccccccccccccccccccccccccccc"}},
          {"uri": "git+https://git.example/left/margin@refs/heads/main",
           "digest": {"sha1": "cccccccccccccccccccccccccccccccccccccccc"}}]},
      "runDetails": {
        "builder": {"id": "https://ci.example/hosted"},
        "metadata": {"invocationId": "run-7-1", "startedOn": "2026-05-04T10:00:00Z",
          "finishedOn": "2026-05-04T10:05:00Z"}}}"#;
    let unplaced = ["/metadata/completeness", "/metadata/reproducible", "/buildConfig"];
    gives(told(&earlier.to_v1()), expected, &unplaced);
}

#[test]
fn the_first_version_becomes_the_third() {
    let earlier: v0_1::Provenance = parse(&fixture("slsa-provenance-0-1/complete.json")).unwrap();
    let direct = earlier.to_v1();
    assert_eq!(direct.value, earlier.to_v0_2().value.to_v1().value);
    let (_, unplaced) = told(&direct);
    assert_eq!(unplaced, ["/metadata/completeness", "/metadata/reproducible"]);
    // What is in the way is named by its name in the first version.
    let text =
        r#"{"recipe": {"entryPoint": "a", "arguments": {"entryPoint": "b", "c": 1}, "x": 1}}"#;
    let migrated = parse::<v0_1::Provenance>(text).unwrap().to_v1();
    let expected = r#"{"buildDefinition": {"externalParameters": {"c": 1, "entryPoint": "a"}}}"#;
    gives(told(&migrated), expected, &["/recipe/arguments/entryPoint", "/recipe/x"]);
}

#[test]
fn what_does_not_fit_is_carried_or_named() {
    let earlier: v0_1::Provenance = parse(&fixture("slsa-provenance-0-1/odd.json")).unwrap();
    let expected = r#"{
      "builder": {"id": "hosted", "region": "north"},
      "buildType": "https://ci.example/make/v1",
      "invocation": {"parameters": null},
      "metadata": {"buildInvocationID": "run-7", "buildStartedOn": "yesterday", "https://ci.example/x": [1]},
      "materials": [null, {"uri": 5, "digest": {"sha1": 1}, "note": "kept"}]}"#;
    let unplaced = ["/recipe/definedInMaterial", "/recipe/parameters", "/buildType"];
    gives(told(&earlier.to_v0_2()), expected, &unplaced);
    let earlier: v0_2::Provenance = parse(&fixture("slsa-provenance-0-2/odd.json")).unwrap();
    let expected = r#"{
      "buildDefinition": {
        "externalParameters": {"entryPoint": ["a"], "source": null},
        "internalParameters": "none",
        "resolvedDependencies": [{"uri": "toolchain"}, {"uri": null, "digest": "sha1:cc"}]},
      "runDetails": {"builder": {"id": "https://ci.example/hosted"}, "metadata": {"invocationId": "run-7"}}}"#;
    let unplaced = [
        "/materials/1",
        "/materials/0/name",
        "/invocation/configSource/branch",
        "/invocation/parameters",
        "/invocation/extra",
        "/builder/version",
        "/metadata/completeness",
        "/metadata/reproducible",
        "/buildType",
        "/buildConfig",
        "/runDetails",
    ];
    gives(told(&earlier.to_v1()), expected, &unplaced);
}

/// A build's own parameter never passes for the place where its configuration comes from.
#[test]
fn parameters_do_not_take_the_place_of_the_source() {
    let text = r#"{"invocation": {"configSource": {"uri": "a:source", "entryPoint": "all"},
        "parameters": {"source": "b:other", "entryPoint": "none", "x": 1, "x": 2}}}"#;
    let migrated = parse::<v0_2::Provenance>(text).unwrap().to_v1();
    let definition = migrated.value.build_definition.as_ref().unwrap();
    assert_eq!(definition.external_parameter("source").unwrap().as_str(), r#""a:source""#);
    assert_eq!(definition.external_parameter("x").unwrap().as_str(), "1");
    let unplaced: Vec<_> = migrated.unplaced.iter().map(|it| it.pointer.as_str()).collect();
    let names = ["source", "entryPoint", "x"].map(|name| format!("/invocation/parameters/{name}"));
    assert_eq!(unplaced, names);
}

#[test]
fn the_third_version_stays() {
    let text = fixture("slsa-provenance-1/odd.json");
    let earlier: v1::Provenance = parse(&text).unwrap();
    let migrated = Predicate::from(earlier.clone()).to_slsa_v1().unwrap();
    assert_eq!((migrated.value, migrated.unplaced.len()), (earlier.clone(), 0));
    let draft = earlier.build_definition.unwrap().internal_parameters().unwrap();
    assert_eq!(draft.as_str(), r#"{ "ci": 1.0 }"#);
}

/// A predicate of an earlier version on its way, as the testkit's conversions are.
struct Step<T>(&'static str, fn(&str) -> Option<Migrated<T>>);

impl<T: pkgschema::object::Object> Conversion for Step<T> {
    fn name(&self) -> &str {
        self.0
    }

    fn view(&self, text: &str) -> Option<Json> {
        Json::parse(text).ok()
    }

    fn unview(&self, view: &Json) -> Option<String> {
        Some(view.to_text())
    }

    fn convert(&self, text: &str) -> Option<Converted> {
        let migrated = (self.1)(text)?;
        let output = Json::parse(&pkgschema::object::write(&migrated.value)).ok()?;
        let losses = migrated.unplaced.into_iter().map(|it| it.pointer).collect();
        Some(Converted { output, record: Json::Null, losses })
    }
}

const FIRST: Step<v0_2::Provenance> =
    Step("0.2", |text| parse::<v0_1::Provenance>(text).ok().map(|it| it.to_v0_2()));
const BOTH: Step<v1::Provenance> =
    Step("1 from 0.1", |text| parse::<v0_1::Provenance>(text).ok().map(|it| it.to_v1()));
const SECOND: Step<v1::Provenance> =
    Step("1", |text| parse::<v0_2::Provenance>(text).ok().map(|it| it.to_v1()));

#[track_caller]
fn all_accounted(text: &str, steps: &[&dyn Conversion], effort: Effort) -> usize {
    let Outcome::Counted { passed, failures } = accounted(&Case::from_row(1, text), effort, steps)
    else {
        panic!("no predicate: {text}")
    };
    assert_eq!(failures, Vec::<String>::new());
    passed
}

#[test]
fn each_leaf_is_placed_or_named() {
    let mut leaves = 0;
    for name in ["complete", "odd", "sparse"] {
        let text = fixture(&format!("slsa-provenance-0-1/{name}.json"));
        leaves += all_accounted(&text, &[&FIRST, &BOTH], Effort::FULL);
        let text = fixture(&format!("slsa-provenance-0-2/{name}.json"));
        leaves += all_accounted(&text, &[&SECOND], Effort::FULL);
    }
    assert!(leaves > 80, "{leaves}");
}

/// The same over real statements; each of them reads, and is written as it was read.
#[test]
#[ignore = "needs ../shared/corpora"]
fn real_statements_are_kept_and_accounted() {
    let corpus = root().join("../shared/corpora/provenance/statements.jsonl");
    let mut leaves = 0;
    for case in cases(&corpus).unwrap().map(Result::unwrap) {
        let text = case.text().unwrap();
        let statement = Statement::parse(text).unwrap();
        let (source, written) = (Json::parse(text), Json::parse(&statement.to_json()));
        assert_eq!(diff(&source.unwrap(), &written.unwrap()), [], "{}", case.id);
        let typed = statement.typed_predicate();
        let steps: &[&dyn Conversion] = match typed {
            Predicate::SlsaV0_1(_) => &[&FIRST, &BOTH],
            Predicate::SlsaV0_2(_) => &[&SECOND],
            _ => continue,
        };
        leaves += all_accounted(typed.to_raw().unwrap().as_str(), steps, Effort::QUICK);
    }
    assert!(leaves > 0);
}
