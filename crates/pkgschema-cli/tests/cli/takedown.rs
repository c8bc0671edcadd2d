//! `pkgschema takedown`: making and checking notices, reading profiles.

use crate::run::{Folder, Run, run, run_with};
use pkgschema::identity::DigestAlgorithm;
use pkgschema::object::parse;
use pkgschema::takedown::{CheckReport, Log, ProfileList, RegistryProfile, TakedownNotice};

pub(crate) const URL: &str = "https://registry.example";

/// The notice of a PyPI row about a release of `example`, with other arguments behind it.
pub(crate) fn row(mechanism: &str, version: &str, day: u8, more: &[&str]) -> Run {
    let (purl, at) = (format!("pkg:pypi/example@{version}"), format!("2026-05-{day:02}T10:00:00Z"));
    let own = ["takedown", "new", "--registry", URL, "--profile", "pypi"];
    let about = ["--mechanism", mechanism, "--purl", &purl, "--at", &at];
    run(&[&own[..], &about, more].concat())
}

/// A notice without a profile.
fn plain(more: &[&str]) -> Run {
    let at = ["--at", "2026-05-04T10:00:00Z"];
    run(&[&["takedown", "new", "--registry", URL][..], &at, more].concat())
}

/// A log of three notices, each naming the one before it.
pub(crate) fn log(folder: &Folder) -> String {
    let rows = [("yank release", "1.0", 4), ("release quarantined", "2.0", 5)];
    let log = folder.file("notices.jsonl", "");
    for (mechanism, version, day) in rows {
        append(folder, &row(mechanism, version, day, &["--after", &log, "--compact"]));
    }
    let message = "--message=gone\u{1b}[2J\u{202e}again";
    let more = ["--after", &log, "--compact", "--reason", "name-abuse", message];
    append(folder, &row("remove release", "3.0", 6, &more));
    log
}

fn append(folder: &Folder, done: &Run) {
    assert_eq!((done.code, done.out.lines().count()), (0, 1), "{done:#?}");
    folder.file("notices.jsonl", folder.read("notices.jsonl") + &done.out);
}

#[test]
fn a_registrys_row_makes_a_notice() {
    let done = row("yank release", "1.0", 4, &[]).exits(0);
    assert_eq!(done.err, "");
    let notice = TakedownNotice::parse(&done.out).unwrap();
    assert_eq!((notice.status.as_str(), notice.check()), ("yanked", vec![]));
    assert_eq!(
        notice.effects.as_ref().unwrap().resolution.as_ref().unwrap().as_str(),
        "only-exact"
    );
    assert_eq!(notice.mechanism.as_deref(), Some("yank release"));
    assert!(notice.id.as_str().starts_with("urn:uuid:"), "{}", notice.id);
    assert_eq!(done.out, notice.to_pretty_json());
    assert!(done.out.lines().count() <= 14, "{}", done.out);
    // The same row makes the same notice, and other rows make others.
    assert_eq!(row("yank release", "1.0", 4, &[]).out, done.out);
    let other = TakedownNotice::parse(&row("yank release", "1.0", 5, &[]).out).unwrap();
    assert_ne!(other.id, notice.id);
    for one_line in [&["--compact"][..], &["--format", "json"]] {
        assert_eq!(row("yank release", "1.0", 4, one_line).out, notice.to_json() + "\n");
    }
    row("yank everything", "1.0", 4, &[]).exits(2).tells("has no mechanism \"yank everything\"");
}

#[test]
fn every_flag_has_its_member() {
    let sha = "0".repeat(64);
    let (wheel, same) = (format!("a.whl=sha256:{sha}"), format!("a.whl=md5:{}", "1".repeat(32)));
    let done = plain(&[
        "--purl=pkg:pypi/example",
        "--versions=1.0,1.1",
        "--range=vers:pypi/<0.9",
        "--artifact",
        &wheel,
        "--artifact",
        &same,
        "--status=relocated",
        "--id=urn:x:9",
        "--type=amendment",
        "--target=urn:x:7",
        "--target=urn:x:8",
        "--mechanism=move",
        "--effect=resolution=redirected",
        "--effect=nameReuse=after",
        "--effect=nameAvailableAt=2027-01-01T00:00:00Z",
        "--effect=download=available",
        "--effect=publish=blocked",
        "--effect=versionReuse=never",
        "--reason=renamed",
        "--keyword=moved",
        "--keyword=merged",
        "--message=see there",
        "--role=maintainer",
        "--authority=A. N. Author",
        "--alias=GHSA-0",
        "--from=2026-05-01T00:00:00Z",
        "--until=2028-05-01T00:00:00Z",
        "--replacement=pkg:pypi/other",
        "--compact",
    ])
    .exits(0);
    let expected = format!(
        r#"{{"schemaVersion":"1.0","id":"urn:x:9","noticeType":"amendment","registry":{{"url":"{URL}"}},"subjects":[{{"purl":"pkg:pypi/example","versions":["1.0","1.1"],"versionRange":"vers:pypi/<0.9","artifacts":[{{"filename":"a.whl","digests":{{"sha256":"{sha}","md5":"{}"}}}}]}}],"status":"relocated","issuedAt":"2026-05-04T10:00:00Z","targets":["urn:x:7","urn:x:8"],"mechanism":"move","effects":{{"resolution":"redirected","download":"available","publish":"blocked","nameReuse":"after","nameAvailableAt":"2027-01-01T00:00:00Z","versionReuse":"never"}},"reason":{{"category":"renamed","keywords":["moved","merged"],"message":"see there"}},"authority":{{"role":"maintainer","name":"A. N. Author"}},"effectiveFrom":"2026-05-01T00:00:00Z","effectiveUntil":"2028-05-01T00:00:00Z","replacements":[{{"purl":"pkg:pypi/other"}}],"aliases":["GHSA-0"]}}
"#,
        "1".repeat(32)
    );
    assert_eq!(done.out, expected);
    let spaces = ["--namespace=npm/@scope", "--status=quarantined", "--id=urn:x:1"];
    let notice = TakedownNotice::parse(&plain(&spaces).exits(0).out).unwrap();
    let subject = &notice.subjects[0];
    let parts = (subject.purl_type.as_deref(), subject.namespace.as_deref());
    assert_eq!(parts, (Some("npm"), Some("@scope")));
    let two = ["--purl=pkg:npm/a", "--purl=pkg:npm/b", "--status=deleted", "--id=urn:x:1"];
    assert_eq!(TakedownNotice::parse(&plain(&two).out).unwrap().subjects.len(), 2);
    let more = row("remove release", "1.0", 4, &["--purl=pkg:pypi/b@2.0", "--id=urn:x:1"]);
    let notice = TakedownNotice::parse(&more.exits(0).out).unwrap();
    assert_eq!((notice.subjects.len(), notice.id.as_str()), (2, "urn:x:1"));
}

#[test]
fn wrong_arguments_are_2() {
    let own = ["--purl=pkg:npm/a@1.0.0", "--status=yanked", "--id=urn:x:1"];
    plain(&own).exits(0);
    plain(&own[..2]).exits(2).tells("--id <URI>");
    plain(&[own[0], own[2]]).exits(2).tells("--status <WORD>");
    plain(&own[1..]).exits(2).tells("--purl <PURL>");
    for (wrong, words) in [
        ("--replacement=pkg:npm/", "<replacement>:1:"),
        ("--from=yesterday", "<from>:1:1: syntax error: expected an RFC 3339 date-time"),
        ("--until=2026-02-30T00:00:00Z", "<until>:1:1: syntax error: there is no such day"),
        ("--effect=speed=low", "expected one of resolution, download, publish, nameReuse"),
        ("--effect=resolution", "expected NAME=WORD"),
        ("--effect=nameAvailableAt=soon", "<effect>:1:1"),
        ("--range=vers:npm/", "<range>:1:"),
        ("--versions=1.0,", "<versions>:1:1"),
        ("--target=x y", "<target>:1:1"),
        ("--artifact=a.tgz", "expected NAME=ALGORITHM:HEX"),
        ("--artifact=a.tgz=crc32:00", "expected one of sha256, "),
        ("--artifact=a.tgz=sha256:0g", "<artifact>:1:14"),
        ("--type=joke", "possible values: decision"),
        ("--profile=conda", "possible values: npm"),
        ("--profile=npm", "cannot be used with"),
        ("--namespace=npm/@a", "cannot be used with"),
    ] {
        let done = plain(&[&own[..], &[wrong]].concat()).exits(2).tells(words);
        assert_eq!(done.out, "", "{wrong}");
    }
    let two = [&own[..], &["--purl=pkg:npm/b", "--versions=1.0.0"]].concat();
    plain(&two).exits(2).tells("<purl>:1:1: syntax error: versions, ranges and artifacts belong");
    let bad = plain(&[&own[..], &["--from=now", "--format=json"]].concat()).exits(2);
    assert_eq!(bad.told()["error"]["file"], "<from>");
}

#[test]
fn a_wrong_notice_is_not_printed() {
    let own = ["--purl=pkg:npm/a@1.0.0", "--status=yanked", "--id=urn:x:1"];
    let twice = [&own[..], &["--versions=2.0.0"]].concat();
    let done = plain(&twice).exits(2).tells("  error      /subjects/0: ").tells("(version-twice)");
    assert_eq!(done.out, "");
    let done = plain(&[&twice[..], &["--format=json"]].concat()).exits(2);
    assert_eq!(
        (done.told()["findings"][0]["code"].as_str(), done.out.as_str()),
        (Some("version-twice"), "")
    );
    // What is only doubtful is told and printed.
    let odd = ["--purl=pkg:npm/a@1.0.0", "--status=frobbed", "--id=urn:x:1"];
    plain(&odd).exits(0).tells("(unknown-status)").prints("\"frobbed\"");
}

#[test]
fn a_notice_follows_the_last_of_its_log() {
    let folder = Folder::new("takedown-after");
    let path = log(&folder);
    let text = folder.read("notices.jsonl");
    let read = Log::parse(&text);
    assert_eq!((read.len(), read.verify(None)), (3, vec![]));
    let done = row("yank release", "4.0", 7, &["--after", &path]).exits(0);
    let previous = TakedownNotice::parse(&done.out).unwrap().previous.unwrap();
    assert_eq!(previous.id, read.notices().last().unwrap().id);
    assert_eq!(previous.digest.get(&DigestAlgorithm::Sha256), read.head());
    // An identifier that the log has already cannot stand for another content.
    let first = read.notices().next().unwrap().id.to_string();
    let reused = ["--after", &path, "--message=oh", "--id", &first];
    let again = row("yank release", "1.0", 4, &reused).exits(2);
    assert_eq!(again.tells("(id-reused)").out, "");
    // Made from the content, it is another one.
    row("yank release", "1.0", 4, &reused[..3]).exits(0);
    let half = folder.file("half.jsonl", text + "{\"schemaVersion\": ");
    row("yank release", "4.0", 7, &["--after", &half]).exits(1).tells("the last line is no notice");
    row("yank release", "4.0", 7, &["--after", &folder.path("none.jsonl")]).exits(1);
}

#[test]
fn what_was_made_passes_the_check() {
    let folder = Folder::new("takedown-check");
    let good = folder.file("good.json", row("yank release", "1.0", 4, &[]).out);
    let done = run(&["takedown", "check", &good]).exits(0);
    assert_eq!((done.out.as_str(), done.err.as_str()), (format!("{good}: ok\n").as_str(), ""));
    let text = folder.read("good.json").replace("2026-05-04T", "2026-02-30T");
    let bad = folder.file("bad.json", text);
    let (missing, list) = (folder.path("missing.json"), folder.file("list.json", "[1]"));
    let files = ["takedown", "check", &missing, &bad, &list, &good];
    let done = run(&files).exits(1).prints(&format!("{bad}: 1 error\n  error      /issuedAt: "));
    let done = done.prints(&format!("{missing}: no notice\n")).prints(&format!("{good}: ok\n"));
    done.tells("cannot read: no such file").tells(&format!("{list}: not this kind of document"));
    let done = run(&[&files[..], &["--format", "json"]].concat()).exits(1);
    let report: CheckReport = parse(&done.out).unwrap();
    let names: Vec<_> = report.files.iter().map(|file| file.file.as_str()).collect();
    assert_eq!((names, done.err.as_str()), (vec![&*missing, &*bad, &*list, &*good], ""));
    let codes: Vec<_> = report.files[1].findings.iter().map(|it| it.code.as_str()).collect();
    assert_eq!(codes, ["no-such-moment"]);
    let error = |at: usize| report.files[at].error.as_deref().unwrap_or("");
    assert!(error(0).contains("no such file") && error(2).contains("not this kind"), "{report:?}");
    assert!(report.files[3].id.is_some() && error(3).is_empty() && error(1).is_empty());
    let input = folder.read("good.json");
    let done = run_with(&["takedown", "check", "-"], input.as_bytes()).exits(0);
    assert_eq!(done.out, "<stdin>: ok\n");
}

#[test]
fn profiles_are_listed_and_shown() {
    let line = "pypi      PyPI           13 mechanisms\n";
    let done = run(&["takedown", "profile"]).exits(0).prints(line);
    assert_eq!(done.out.lines().count(), RegistryProfile::SHIPPED.len());
    let done = run(&["takedown", "profile", "--format", "json"]).exits(0);
    let list = ProfileList::parse(&done.out).unwrap();
    let names: Vec<&str> = list.profiles.iter().map(|it| it.purl_type.as_str()).collect();
    assert_eq!(names, RegistryProfile::SHIPPED);
    let done = run(&["takedown", "profile", "pypi"]).exits(0);
    let line = done.out.lines().find(|line| line.starts_with("yank ")).unwrap();
    let cells: Vec<_> = line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
    let expected = [
        "yank",
        "yank release",
        "yanked",
        "only-exact",
        "available",
        "not-applicable",
        "never",
        "PEP 592",
    ];
    assert_eq!(cells, expected);
    assert!(done.out.starts_with("MECHANISM "), "{}", done.out);
    let named =
        ["takedown", "profile", "npm", "--registry", "https://npm.example", "--format=json"];
    let profile = RegistryProfile::parse(&run(&named).exits(0).out).unwrap();
    assert_eq!(profile.registry.url.as_str(), "https://npm.example");
    run(&["takedown", "profile", "conda"]).exits(2);
    run(&["takedown", "profile", "npm", "--registry", "npm"]).exits(2).tells("<registry>:1:1");
}

#[test]
fn nothing_of_a_notice_is_obeyed_by_a_terminal() {
    let folder = Folder::new("takedown-plain");
    let more = ["--message", "a\u{9b}2J\u{202e}b\u{1b}[2J"];
    let done = row("yank release", "1.0", 4, &more).exits(0);
    assert!(!done.out.contains(['\u{9b}', '\u{202e}', '\u{1b}']), "{:?}", done.out);
    let notice = TakedownNotice::parse(&done.out).unwrap();
    let message = notice.reason.as_ref().unwrap().message.as_deref();
    assert_eq!(message, Some("a\u{9b}2J\u{202e}b\u{1b}[2J"));
    let file = folder.file("n.json", done.out.replace("2026-05-04T", "\\u202e\\u001b[2J"));
    let done = run(&["takedown", "check", &file]).exits(1);
    assert!(!(done.out.clone() + &done.err).contains(['\u{202e}', '\u{1b}']), "{done:?}");
    done.prints("\\u{202e}");
}
