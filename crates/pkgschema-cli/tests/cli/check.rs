//! `pkgschema check`.

use crate::run::{Folder, example, run, run_with};
use pkgschema::exchange::InventoryReport;
use pkgschema::object::{check, parse};
use serde_json::Value;

const AT: [&str; 2] = ["--at", "2026-06-01T00:00:00Z"];

fn lock(name: &str, version: &str) -> String {
    format!(
        "version = 4\n\n[[package]]\nname = \"{name}\"\nversion = \"{version}\"\nsource = \
         \"registry+https://github.com/rust-lang/crates.io-index\"\nchecksum = \"{}\"\n",
        "0a".repeat(32)
    )
}

fn advisory(id: &str, name: &str, fixed: &str) -> String {
    format!(
        r#"{{"id": "{id}", "modified": "2026-05-01T00:00:00Z", "affected": [{{"package": {{"ecosystem": "crates.io", "name": "{name}"}}, "ranges": [{{"type": "SEMVER", "events": [{{"introduced": "0"}}, {{"fixed": "{fixed}"}}]}}]}}]}}"#
    )
}

#[test]
fn the_example_is_a_hit() {
    let arguments = [
        "check",
        &example("check/Cargo.lock"),
        "--advisories",
        &example("check/advisory.json"),
        "--log",
        &example("check/notices.jsonl"),
        "--checkpoint",
        &example("check/checkpoint.json"),
        AT[0],
        AT[1],
    ];
    let done = run(&arguments).exits(1);
    assert!(done.err.is_empty(), "{}", done.err);
    assert!(done.out.starts_with("block    pkg:cargo/wide-chars@0.3.2\n"), "{}", done.out);
    let done = done.prints("upgrade to 2.1.3").prints("Cargo.lock:13").prints("high 7.5");
    done.prints("4 packages: 2 hits, 1 unknown, 1 clean\n").prints("coverage complete, until");
}

#[test]
fn exit_codes() {
    let folder = Folder::new("check-codes");
    let lock = folder.file("Cargo.lock", lock("a", "1.0.0"));
    let hit = folder.file("hit.json", advisory("X-1", "A", "2.0.0"));
    let other = folder.file("other.json", advisory("X-1", "b", "2.0.0"));
    let with = |file: &str| run(&["check", &lock, "--advisories", file]);
    with(&other).exits(0).prints("1 package: 0 hits, 0 unknown, 1 clean");
    with(&hit).exits(1).prints("avoid    pkg:cargo/a@1.0.0");
    run(&["check", &lock]).exits(2).prints("nothing was asked").prints("no-evidence");
    run(&["check", "missing.lock", "--advisories", &other]).exits(2).tells("missing.lock");
    // a hit is one, whatever could not be read beside it
    run(&["check", &lock, "missing.lock", "--advisories", &hit]).exits(1).tells("missing.lock");
    run(&["check", &lock, "--advisories", "missing"])
        .exits(2)
        .tells("missing")
        .prints("evidence-unreadable");
    run(&["check", &lock, "--policy", "missing"]).exits(2).tells("missing: cannot read");
    let policy = folder.file("policy.json", r#"{"ignore": []}"#);
    run(&["check", &lock, "--policy", &policy]).exits(2).tells("unknown-member");
    run(&["check", &lock, "--min-age", "soon"]).exits(2).tells("expected a duration");
    run(&["check"]).exits(2).tells("INVENTORY");
}

#[test]
fn packages_that_a_document_does_not_name_leave_it_open() {
    let folder = Folder::new("check-unlisted");
    let other = folder.file("other.json", advisory("X-1", "b", "2.0.0"));
    let with = |text: &str| {
        let file = folder.file("requirements.txt", text);
        run(&["check", &file, "--advisories", &other])
    };
    with("a==1.0\n-e .\n").exits(0).prints("1 clean");
    let done = with("a==1.0\n-r more.txt\n").exits(2).prints("inventory-incomplete");
    done.tells("not looked at: /1/options/0").tells("the file is not read");
    let many: String = (0..14).map(|number| format!("./local-{number}\n")).collect();
    let done = with(&format!("a==1.0\n{many}")).exits(2);
    done.tells("/10/requirement").tells("and 4 more packages");
}

#[test]
fn what_registries_say_of_releases_tells_their_age() {
    let folder = Folder::new("check-releases");
    let lock = folder.file("requirements.txt", "a==1.0\nb==2.0\nc==3.0\n");
    let file = |name: &str, version: &str, time: &str| {
        format!(
            r#"{{"meta": {{"api-version": "1.1"}}, "name": "{name}", "versions": ["{version}"],
                "files": [{{"filename": "{name}-{version}.tar.gz", "url": "{name}-{version}.tar.gz",
                "hashes": {{}}{time}}}]}}"#
        )
    };
    let at = |time: &str| format!(r#", "upload-time": "{time}""#);
    folder.file("releases/a.json", file("a", "1.0", &at("2026-01-01T00:00:00Z")));
    folder.file("releases/b.json", file("b", "2.0", &at("2026-05-30T00:00:00Z")));
    folder.file("releases/c.json", file("c", "3.0", ""));
    let releases = folder.path("releases");
    let asked =
        |more: &[&str]| run(&[&["check", &lock, "--min-age", "7d", AT[0], AT[1]], more].concat());
    asked(&[]).exits(2).prints("3 packages: 0 hits, 3 unknown, 0 clean");
    let done = asked(&["--releases", &releases]).exits(1);
    let done = done.prints("3 packages: 1 hit, 1 unknown, 1 clean").prints("pkg:pypi/b@2.0");
    done.prints("wait until 2026-06-06T00:00:00Z");
    folder.file("releases/d.json", "{\"id\": 7}");
    asked(&["--releases", &releases]).exits(1).tells("d.json").prints("evidence-unreadable");
}

#[test]
fn folders_lines_and_arrays_of_advisories() {
    let folder = Folder::new("check-advisories");
    let lock = folder.file("Cargo.lock", lock("a", "1.0.0"));
    folder.file("osv/deep/one.json", advisory("X-1", "a", "2.0.0"));
    folder.file("osv/two.json", advisory("X-2", "b", "2.0.0"));
    let osv = folder.path("osv");
    run(&["check", &lock, "--advisories", &osv])
        .exits(1)
        .prints("X-1")
        .prints("asked 2 advisories");
    // a file that is broken is named, and the rest is read
    folder.file("osv/broken.json", r#"{"id": "X-3", "affected": [{"#);
    let done = run(&["check", &lock, "--advisories", &osv]).exits(1).tells("broken.json");
    done.prints("asked 2 advisories").prints("evidence-unreadable");
    let other = lock.replace("Cargo.lock", "other.lock");
    folder.file("other.lock", folder.read("Cargo.lock").replace("\"a\"", "\"c\""));
    run(&["check", &other, "--advisories", &osv]).exits(2).tells("broken.json").prints("1 clean");
    let (one, two) = (advisory("X-1", "a", "2.0.0"), advisory("X-2", "b", "2.0.0"));
    let lines = folder.file("all.jsonl", format!("{one}\n\n{{\"id\"\n{two}\n"));
    let done = run(&["check", &lock, "--advisories", &lines]).exits(1).tells("all.jsonl:3:");
    done.prints("asked 2 advisories");
    let unnamed = folder.file("all.txt", format!("{one}\n{two}\n"));
    run(&["check", &lock, "--advisories", &unnamed]).exits(1).prints("asked 2 advisories");
    let array = folder.file("all.json", format!("[{one}, 7, {two}]"));
    let done = run(&["check", &lock, "--advisories", &array]).exits(1).tells("element 1");
    done.prints("asked 2 advisories");
}

#[test]
fn the_report_is_the_record() {
    let folder = Folder::new("check-json");
    let lock = folder.file("Cargo.lock", lock("a", "1.0.0"));
    let hit = folder.file("hit.json", advisory("X-1", "a", "2.0.0"));
    let done =
        run(&["check", &lock, "--advisories", &hit, "--format", "json", AT[0], AT[1]]).exits(1);
    let report: InventoryReport = parse(&done.out).unwrap();
    assert_eq!(check(&report), []);
    assert!(report.rest.is_empty(), "{report:?}");
    assert_eq!(report.at.as_ref().unwrap().as_str(), AT[1]);
    assert_eq!(report.packages[0].places[0].inventory.as_deref(), Some(lock.as_str()));
    assert_eq!(report.packages[0].actions[0].version.as_deref(), Some("2.0.0"));
    let clean = run(&["check", "missing", "--format", "json"]).exits(2);
    assert_eq!(clean.told()["warnings"].as_array().unwrap().len(), 1);
}

#[test]
fn sarif() {
    let folder = Folder::new("check-sarif");
    let text = lock("a", "1.0.0")
        + &lock("b", "1.0.0").replace("version = 4\n", "").replace("registry+https", "git+https");
    let lock = folder.file("a lock/Cargo.lock", text);
    let hit = folder.file("hit.json", advisory("X-1", "a", "2.0.0"));
    let done = run(&["check", &lock, "--advisories", &hit, "--format", "sarif"]).exits(1);
    let log: Value = done.printed();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    for result in results {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        let physical = &result["locations"][0]["physicalLocation"];
        let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.ends_with("a%20lock/Cargo.lock"), "{uri}");
        assert!(physical["region"]["startLine"].is_u64());
    }
    let told = |index: usize, name: &str| results[index][name].as_str().unwrap().to_owned();
    assert_eq!(
        (told(0, "ruleId"), told(0, "kind"), told(0, "level")),
        ("advisory-affected".into(), "fail".into(), "error".into())
    );
    assert_eq!((told(1, "kind"), told(1, "level")), ("open".into(), "none".into()));
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
}

#[test]
fn a_lock_of_another_tool_is_refused_by_name() {
    let folder = Folder::new("check-foreign");
    let yarn = folder.file("yarn.lock", "# yarn lockfile v1\n\na@^1.0.0:\n  version \"1.0.0\"\n");
    let none = folder.file("none.jsonl", "");
    run(&["check", &yarn, "--advisories", &none])
        .exits(2)
        .tells("yarn.lock is the lock of another tool")
        .prints("inventory-unreadable");
    let manifest = example("package.json");
    run(&["check", &manifest, "--advisories", &none])
        .exits(2)
        .tells("package.json lists no packages");
    run(&["check", &manifest, "--as", "yarn"]).exits(2).tells("invalid value");
}

#[test]
fn several_inventories_and_standard_input() {
    let folder = Folder::new("check-several");
    let first = folder.file("one.lock", lock("a", "1.0.0"));
    let second = folder.file("two.lock", lock("a", "1.0.0").replace("0a0a", "0b0b"));
    let none = folder.file("none.jsonl", "");
    let both = run(&["check", &first, &first, &second, "--advisories", &none]).exits(1);
    both.prints("digests of one file contradict each other").prints("2 packages: 2 hits");
    let piped = run_with(&["check", "-", "--advisories", &none], lock("a", "1.0.0").as_bytes());
    piped.exits(0).prints("1 clean");
    let pinned = "a==1.0.0 --hash=sha256:".to_owned() + &"0a".repeat(32) + "\nb>=2\n";
    let pip = folder.file("requirements.txt", pinned);
    let done = run(&["check", &pip, "--as", "requirements-txt", "--advisories", &none]).exits(2);
    done.prints("names no version").prints("pin one version");
}

#[test]
fn the_age_is_asked_for_and_builds_are() {
    let folder = Folder::new("check-age");
    let wheel = |day: u8| {
        format!(
            "lock-version = \"1.0\"\ncreated-by = \"x\"\n[[packages]]\nname = \"a\"\nversion = \"1.0\"\n\
             [[packages.wheels]]\nname = \"a-1.0-py3-none-any.whl\"\nurl = \"https://files.example/a.whl\"\nupload-time = 2026-05-{day:02}T00:00:00Z\n\
             hashes = {{sha256 = \"{}\"}}\n",
            "0a".repeat(32)
        )
    };
    let asked = |file: &str| run(&["check", file, "--min-age", "7d", AT[0], AT[1]]);
    asked(&folder.file("old.toml", wheel(1))).exits(0);
    let young = asked(&folder.file("young.toml", wheel(30))).exits(1);
    young.prints("published too short a time ago").prints("wait until 2026-06-06T00:00:00Z");
    // what is wrong in an inventory may have cost a package
    let odd = folder.file("odd.toml", wheel(1).replace("url =", "uri ="));
    asked(&odd).exits(2).tells("odd.toml: error").prints("inventory-damaged");
    let old = folder.path("old.toml");
    let empty = folder.path("builds");
    std::fs::create_dir_all(&empty).unwrap();
    let done = run(&["check", &old, "--provenance", &empty]).exits(1);
    done.prints("no build of it is attested");
    let statement = format!(
        r#"{{"_type": "https://in-toto.io/Statement/v1", "subject": [{{"name": "a", "digest": {{"sha256": "{}"}}}}], "predicateType": "https://slsa.dev/provenance/v1", "predicate": {{}}}}"#,
        "0a".repeat(32)
    );
    folder.file("builds/a.json", statement);
    let done = run(&["check", &old, "--provenance", &empty]).exits(2);
    done.prints("nobody has checked who attested its build");
}

#[test]
fn a_log_that_is_missing_or_has_no_checkpoint_leaves_everything_open() {
    let folder = Folder::new("check-log");
    let lock = folder.file("Cargo.lock", lock("a", "1.0.0"));
    let missing = run(&["check", &lock, "--log", "missing.jsonl"]).exits(2);
    missing.tells("missing.jsonl").prints("the notices that were read may not be all");
    let log = example("check/notices.jsonl");
    run(&["check", &lock, "--log", &log]).exits(2).prints("coverage unknown (no-checkpoint)");
    let policy = folder.file(
        "policy.json",
        r#"{"install": {"rules": [{"name": "no checkpoints", "verdict": "allow", "row": "coverage-unknown"}]}}"#,
    );
    run(&["check", &lock, "--log", &log, "--policy", &policy]).exits(0).prints("1 clean");
}
