//! `pylock.toml`: what the inventory holds, what is odd, and hostile locks.

use pkgschema::identity::{ArtifactKind, DigestAlgorithm};
use pkgschema::metadata::{Inventory, SourceKind};
use pkgschema::{Finding, Severity};
use pkgschema_convert::detect::{DocumentKind, detect};
use pkgschema_convert::pypi::Pylock;
use pkgschema_convert::readable::{INVENTORIES, Readable};
use pkgschema_convert::{Document, ToRecord};
use pkgschema_testkit::json::{Json, diff};
use pkgschema_testkit::timing::assert_linear;
use proptest::prelude::*;
use std::time::Instant;

const A: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const B: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
const HEAD: &str = "lock-version = '1.0'\ncreated-by = 'margin'\n";

/// The inventory of a lock, after text and view came back as they were.
#[track_caller]
fn read(text: &str) -> (Inventory, Vec<String>, Vec<Finding>) {
    let reading = Readable::find(INVENTORIES, "pylock").unwrap().read(text).expect(text);
    let lock = Pylock::parse(text).unwrap();
    let written = lock.render();
    let again = Pylock::parse(&written.value).expect(&written.value);
    let views = (Json::parse(lock.view().as_str()), Json::parse(again.view().as_str()));
    assert!(diff(&views.0.unwrap(), &views.1.unwrap()).is_empty(), "{}", written.value);
    assert_eq!(lock.text_scalars(), again.text_scalars());
    assert_eq!(Pylock::from_view(&lock.view()).unwrap().view(), lock.view());
    let again = Inventory::parse(&reading.value.to_json()).unwrap();
    assert_eq!(again, reading.value);
    let losses = reading.losses.iter().map(|loss| format!("{} {}", loss.pointer, loss.kind));
    (reading.value, losses.collect(), reading.findings)
}

fn codes(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|one| format!("{} {}", one.code, one.pointer)).collect()
}

fn of_packages(packages: &str) -> (Inventory, Vec<String>, Vec<Finding>) {
    read(&format!("{HEAD}{packages}"))
}

#[test]
fn everything_that_a_lock_says() {
    let text = format!(
        "lock-version = '1.0'
environments = [\"sys_platform == 'linux'\"]
requires-python = '>=3.12'
extras = ['docs']
dependency-groups = ['dev']
default-groups = ['dev']
created-by = 'margin'
[[packages]]
name = 'app'
directory = {{ path = '.', editable = true }}
dependencies = [{{ name = 'attrs' }}, {{ name = 'cattrs', version = '24.1' }}]
[[packages]]
name = 'attrs'
version = '25.1.0'
marker = \"python_version >= '3.12'\"
requires-python = '>=3.8'
index = 'https://registry.example/simple'
wheels = [{{ name = 'attrs-25.1.0-py3-none-any.whl', upload-time = 2025-01-25T11:30:10.164985+00:00, url = 'https://files.example/attrs-25.1.0-py3-none-any.whl', size = 63152, hashes = {{ sha256 = '{A}' }} }}]
[packages.sdist]
path = 'files/attrs-25.1.0.tar.gz'
hashes = {{ sha256 = '{B}' }}
[[packages.attestation-identities]]
environment = 'release'
kind = 'GitHub'
[packages.tool.margin]
width = 3
[[packages]]
name = 'cattrs'
version = '24.1'
vcs = {{ type = 'git', url = 'https://git.example/cattrs', requested-revision = 'main', commit-id = '0123', subdirectory = 'py' }}
[[packages]]
name = 'numpy'
archive = {{ url = 'https://files.example/numpy-2.0.tar.gz', hashes = {{ sha256 = '{B}' }}, subdirectory = 'x' }}
[tool.margin]
wide = true
"
    );
    assert_eq!(detect(&text), Some(DocumentKind::Pylock));
    let (inventory, losses, findings) = read(&text);
    assert_eq!(codes(&findings), [""; 0]);
    assert_eq!(
        losses,
        [
            "/environments dropped",
            "/requires-python dropped",
            "/extras dropped",
            "/dependency-groups dropped",
            "/default-groups dropped",
            "/created-by dropped",
            "/packages/0/directory/editable dropped",
            "/packages/1/requires-python dropped",
            "/packages/1/sdist/path dropped",
            "/packages/1/attestation-identities dropped",
            "/packages/1/tool dropped",
            "/packages/2/vcs/requested-revision dropped",
            "/packages/3/archive/subdirectory dropped",
            "/tool dropped",
        ]
    );
    assert_eq!(inventory.document_version.as_deref(), Some("1.0"));
    assert_eq!((inventory.subjects.len(), inventory.packages.len()), (1, 3));
    let needs: Vec<_> =
        inventory.subjects[0].dependencies.iter().map(|it| it.version.as_deref()).collect();
    assert_eq!(needs, [Some("25.1.0"), Some("24.1")]);
    let [attrs, cattrs, numpy] = &inventory.packages[..] else { panic!("three packages") };
    let [sdist, wheel] = &attrs.artifacts[..] else { panic!("two files") };
    assert_eq!(sdist.filename.as_deref(), Some("attrs-25.1.0.tar.gz"));
    assert_eq!((&sdist.kind, &sdist.url), (&Some(ArtifactKind::Sdist), &None));
    assert_eq!((wheel.size, wheel.publish_times.len()), (Some(63152), 1));
    let digest = wheel.digests.as_ref().unwrap().get(&DigestAlgorithm::Sha256).unwrap();
    assert_eq!(digest.to_hex(), A);
    let condition = attrs.condition.as_ref().unwrap();
    assert_eq!(condition.text, "python_version >= '3.12'");
    let index = attrs.source.as_ref().unwrap().registry_index.as_ref().unwrap();
    assert_eq!(index.as_str(), "https://registry.example/simple");
    let source = cattrs.source.as_ref().unwrap();
    assert_eq!((&source.kind, source.path.as_deref()), (&SourceKind::Git, Some("py")));
    assert_eq!(source.revision.as_deref(), Some("0123"));
    assert_eq!((numpy.source.as_ref().unwrap().kind.as_str(), &numpy.version), ("url", &None));
    assert_eq!(numpy.artifacts[0].kind, Some(ArtifactKind::Sdist));
    assert_eq!(attrs.purl().unwrap().unwrap().as_str(), "pkg:pypi/attrs@25.1.0");
    assert!(inventory.unknown.iter().all(|member| member != "dependencies"));
}

#[test]
fn what_has_to_be_there() {
    let cases = [
        ("lock-version = '1.0'\n", &["missing-member /created-by", "missing-member /packages"][..]),
        ("packages = []\n", &["missing-member /lock-version", "missing-member /created-by"]),
        (
            "lock-version = '1.0'\ncreated-by = ''\n[[packages]]\n",
            &["missing-member /packages/0/name", "no-source /packages/0"],
        ),
        (
            "lock-version = '1.0'\ncreated-by = 3\n[[packages]]\nname = 'a'\nvcs = {}\n",
            &[
                "wrong-type /created-by",
                "missing-member /packages/0/vcs/type",
                "missing-member /packages/0/vcs/commit-id",
                "no-place /packages/0/vcs",
            ],
        ),
        (
            "lock-version = '1.0'\ncreated-by = ''\n[[packages]]\nname = 'a'\ndirectory = {}\nsdist = { hashes = {} }\nattestation-identities = [{}]\n",
            &[
                "several-sources /packages/0",
                "missing-member /packages/0/directory/path",
                "no-place /packages/0/sdist",
                "no-digest /packages/0/sdist/hashes",
                "missing-member /packages/0/attestation-identities/0/kind",
            ],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(codes(&read(text).2), expected, "{text}");
    }
}

#[test]
fn versions_of_the_format() {
    let cases = [
        ("1.0", None, false),
        ("1.7", Some(("later-lock-version", Severity::Note)), false),
        ("2.0", Some(("unknown-lock-version", Severity::Warning)), true),
        ("1", None, false),
        ("1.0rc1", Some(("malformed-version", Severity::Error)), true),
    ];
    for (version, expected, unknown) in cases {
        let text = format!("lock-version = '{version}'\ncreated-by = 'x'\npackages = []\n");
        let (inventory, _, findings) = read(&text);
        let found: Vec<_> = findings.iter().map(|it| (it.code, it.severity)).collect();
        assert_eq!(found, Vec::from_iter(expected), "{version}");
        let listed = inventory.unknown.iter().any(|it| it == "artifacts");
        assert_eq!(listed, unknown, "{version}");
    }
}

#[test]
fn files_that_do_not_fit() {
    let hashes = format!("hashes = {{ sha256 = '{A}' }}");
    let wheel =
        |name: &str| format!("wheels = [{{ url = 'https://files.example/{name}', {hashes} }}]");
    let cases = [
        (wheel("a-1.0-py3-none-any.whl"), None),
        (wheel("a-1.0.0-py3-none-any.whl?x=b-2.whl#y"), None),
        (wheel("b-1.0-py3-none-any.whl"), Some("other-project /packages/0/wheels/0/url")),
        (wheel("a-2.0-py3-none-any.whl"), Some("other-version /packages/0/wheels/0/url")),
        (wheel("a.zip.exe"), Some("odd-file-name /packages/0/wheels/0/url")),
        (
            format!(
                "wheels = [{{ url = 'https://u:p@files.example/a-1.0-py3-none-any.whl', {hashes} }}]"
            ),
            Some("credentials /packages/0/wheels/0/url"),
        ),
        (wheel("a-1.0.tar.gz"), Some("odd-file-name /packages/0/wheels/0/url")),
        (wheel("x%2F..%2Fa-1.0.tar.gz"), Some("path-in-name /packages/0/wheels/0/url")),
        (
            format!("sdist = {{ path = '../a-1.0.tar.gz', {hashes} }}"),
            Some("path-outside /packages/0/sdist/path"),
        ),
        (
            format!("sdist = {{ name = 'a-1.0.tar.gz', path = \"a\\u0007\", {hashes} }}"),
            Some("hidden-character /packages/0/sdist/path"),
        ),
        (
            "sdist = { path = 'a-1.0.tar.gz', hashes = { sha256 = 'x' } }".to_owned(),
            Some("malformed-digest /packages/0/sdist/hashes/sha256"),
        ),
        (
            "sdist = { path = 'a-1.0.tar.gz', hashes = { mine = 'x' } }".to_owned(),
            Some("malformed-digest /packages/0/sdist/hashes/mine"),
        ),
        (
            format!("sdist = {{ path = 'a-1.0.tar.gz', {hashes}, upload-time = 2025-01-01 }}"),
            Some("malformed-timestamp /packages/0/sdist/upload-time"),
        ),
    ];
    for (source, expected) in cases {
        let (_, _, findings) =
            of_packages(&format!("[[packages]]\nname = 'a'\nversion = '1.0'\n{source}\n"));
        assert_eq!(codes(&findings), Vec::from_iter(expected), "{source}");
    }
}

#[test]
fn names_conditions_and_twins() {
    let source = format!("sdist = {{ path = 'a-1.tar.gz', hashes = {{ sha256 = '{A}' }} }}");
    let other = format!("sdist = {{ path = 'x/a-1.tar.gz', hashes = {{ sha256 = '{B}' }} }}");
    let (inventory, _, findings) = of_packages(&format!(
        "[[packages]]\nname = 'A'\nversion = '1'\nmarker = 'x'\n{source}\n\
         [[packages]]\nname = 'a'\nversion = 'one'\nmarker = \"os_nam == 'x'\"\n{other}\n\
         [[packages]]\nname = 'a'\nmarker = \"os_nam == 'x'\"\nrequires-python = '3'\n{source}\n\
         dependencies = [{{ name = 'A' }}, {{ name = 'b' }}, {{ name = 'a', version = '1' }}, {{ name = 'a', index = 'i' }}]\n"
    ));
    assert_eq!(
        codes(&findings),
        [
            "name-not-normalized /packages/0/name",
            "malformed-marker /packages/0/marker",
            "malformed-version /packages/1/version",
            "unknown-marker-variable /packages/1/marker",
            "other-version /packages/1/sdist/path",
            "contradictory-digest /packages/1/sdist/hashes",
            "unknown-marker-variable /packages/2/marker",
            "requirement-specifier /packages/2/requires-python",
            "duplicate-package /packages/2",
            "ambiguous-dependency /packages/2/dependencies/0",
            "unknown-dependency /packages/2/dependencies/1",
        ]
    );
    let needs: Vec<_> =
        inventory.packages[2].dependencies.iter().map(|it| it.version.clone()).collect();
    assert_eq!(needs, [None, None, Some("1".into()), None]);
}

#[test]
fn what_is_no_lock() {
    let whole = format!("{HEAD}[[packages]]\nname = 'a'\n");
    for cut in [whole.len() - 3, 18] {
        assert!(Pylock::parse(&whole[..cut]).is_err(), "{}", &whole[..cut]);
    }
    for text in ["", "{}", "[[package]]\nname = 'a'", "lock-version = 1", "x = 1"] {
        assert!(Pylock::parse(text).is_err(), "{text}");
    }
    for text in [
        "[[packages]]\nname = 'a'\n",
        "lock-version = '1.0'\n",
        "[[package]]\nname = 'a'\n[metadata]\nlock-version = '2.0'\n",
    ] {
        assert_ne!(detect(text), Some(DocumentKind::Pylock), "{text}");
    }
    let deep = format!("{HEAD}packages = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(Pylock::parse(&deep).is_err());
}

#[test]
fn wrong_kinds_are_kept() {
    let text =
        "lock-version = 1.0\npackages = [7, { name = 3, wheels = {}, sdist = [], vcs = 'x' }]\n";
    let (inventory, losses, findings) = read(text);
    assert!(inventory.packages.is_present() && inventory.packages.is_empty());
    assert_eq!(losses, ["/packages/1 dropped", "/packages/0 dropped", "/lock-version dropped"]);
    assert!(codes(&findings).contains(&"wrong-type /packages/1/vcs".to_owned()));
    assert!(Pylock::parse("lock-version = '1.0'\npackages = 7").is_ok());
}

/// Ten times the packages take not much more than ten times as long, whatever they need.
#[test]
fn many_packages() {
    let time = |count: usize, dated: bool| {
        let mut text = String::from(HEAD);
        let date = if dated { ", upload-time = 2025-01-01T00:00:00Z" } else { "" };
        for at in 0..count {
            text.push_str(&format!(
                "[[packages]]\nname = 'p'\nversion = '{at}'\ndependencies = [{{ name = 'p' }}, {{ name = 'p', version = '{at}' }}]\n\
                 sdist = {{ path = 'p-{at}.tar.gz', hashes = {{ sha256 = '{A}' }}{date} }}\n"
            ));
        }
        let start = Instant::now();
        let lock = Pylock::parse(&text).unwrap();
        let inventory = lock.to_record();
        assert_eq!(inventory.value.packages.len(), count);
        let findings = lock.check();
        assert_eq!(findings[1].code, "duplicate-package");
        start.elapsed()
    };
    assert_linear("packages", 10_000, |count| time(count, false));
    assert_linear("dated packages", 1_000, |count| time(count, true));
}

proptest! {
    #[test]
    fn any_lock_reads(
        packages in prop::collection::vec(
            ("[a-bA]", "[1-2]", "(vcs|directory|archive|sdist|wheels|index|marker|x)", "('x'|1|\\{\\}|\\[\\]|\\{ path = '[a-b./]{0,3}' \\}|\\[\\{ url = 'u:/[a-b]' \\}\\])"),
            0..6,
        ),
    ) {
        let mut text = String::from(HEAD);
        for (name, version, key, value) in &packages {
            text += &format!("[[packages]]\nname = '{name}'\nversion = '{version}'\n{key} = {value}\n");
        }
        if packages.is_empty() {
            text += "packages = []\n";
        }
        let (inventory, _, findings) = read(&text);
        prop_assert_eq!(inventory.packages.len() + inventory.subjects.len(), packages.len());
        prop_assert!(packages.is_empty() || !findings.is_empty() || packages.iter().all(|it| it.2 != "x"));
    }
}
