//! `requirements.txt`: lines, the inventory, what is odd, and hostile files.

use pkgschema::identity::DigestAlgorithm;
use pkgschema::metadata::{Inventory, InventoryPackage};
use pkgschema::object::Raw;
use pkgschema::{Finding, Severity};
use pkgschema_convert::detect::{DocumentKind, detect};
use pkgschema_convert::pypi::RequirementsTxt;
use pkgschema_convert::readable::{INVENTORIES, Readable};
use pkgschema_convert::{Document, ToRecord};
use pkgschema_testkit::timing::assert_linear;
use proptest::prelude::*;
use std::time::Instant;

const A: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const B: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

/// The inventory of a file, after text and view came back as they were.
#[track_caller]
fn read(text: &str) -> (Inventory, Vec<String>, Vec<Finding>) {
    let reading = Readable::find(INVENTORIES, "requirements-txt").unwrap().read(text).expect(text);
    let file = RequirementsTxt::parse(text).unwrap();
    let written = file.render();
    assert_eq!((written.value.as_str(), written.losses.len()), (text, 0));
    let again = RequirementsTxt::from_view(&file.view()).unwrap();
    assert_eq!(again.view(), file.view());
    assert_eq!(RequirementsTxt::parse(&again.render().value).unwrap().view(), file.view());
    let losses = reading.losses.iter().map(|loss| format!("{} {}", loss.pointer, loss.kind));
    (reading.value, losses.collect(), reading.findings)
}

fn codes(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|one| format!("{} {}", one.code, one.pointer)).collect()
}

/// The SHA-256 digests of a package's files.
fn digests(package: &InventoryPackage) -> Vec<String> {
    let digests = package.artifacts.iter().filter_map(|file| file.digests.as_ref());
    let read = |it: &pkgschema::identity::DigestSet| it.get(&DigestAlgorithm::Sha256);
    digests.filter_map(read).map(|it| it.to_hex()).collect()
}

/// Name, version, requirement and source of each package.
fn packages(inventory: &Inventory) -> Vec<String> {
    let one = |it: &InventoryPackage| {
        let asked = it.requirement.as_ref().map_or("-", |it| it.text.as_str());
        let source = it.source.as_ref();
        let place = source.and_then(|it| it.url.as_deref().or(it.path.as_deref()));
        let version = it.version.as_deref().unwrap_or("-");
        format!("{} {version} {asked} {}", it.name, place.unwrap_or("-"))
    };
    inventory.packages.iter().map(one).collect()
}

#[test]
fn a_file_with_everything() {
    let text = format!(
        "# all of it\n\
         -r base.txt\n\
         -c limits.txt  # bounds\n\
         --extra-index-url https://${{USER}}@registry.example/simple\n\
         \n\
         Attrs[Docs] == 25.1.0 ; python_version >= '3.9' \\\n    --hash=sha256:{A} \\\n    --hash=sha256:{B}\n\
         idna>=3,<4\r\n\
         six\n\
         pad @ https://files.example/pad-1.0-py3-none-any.whl#sha256={A}\n\
         ./wheels/edge-2.0-py3-none-any.whl ; os_name == 'nt'\n\
         git+https://git.example/wide@v1#egg=wide&subdirectory=py\n\
         -e ./here\n\
         -e git+ssh://git@git.example/far#egg=far\n\
         rim==${{VERSION}}\n\
         what is this\n"
    );
    assert_eq!(detect("idna>=3,<4\r\nsix\n"), Some(DocumentKind::RequirementsTxt));
    let (inventory, losses, findings) = read(&text);
    assert_eq!(
        packages(&inventory),
        [
            "Attrs 25.1.0 - -",
            "idna - >=3,<4 -",
            "six - - -",
            "pad 1.0 - https://files.example/pad-1.0-py3-none-any.whl",
            "edge 2.0 - ./wheels/edge-2.0-py3-none-any.whl",
            "wide - - https://git.example/wide",
            "far - - ssh://git@git.example/far",
            "rim - ==${VERSION} -",
        ]
    );
    let attrs = &inventory.packages[0];
    assert_eq!(digests(attrs), [A, B]);
    assert_eq!(*attrs.features, ["Docs"]);
    assert_eq!(attrs.condition.as_ref().unwrap().text, "python_version >= '3.9'");
    assert_eq!(digests(&inventory.packages[3]), [A]);
    assert_eq!(
        losses,
        [
            "/1/options/0 dropped",
            "/2/options/0 dropped",
            "/10/requirement normalized",
            "/11/editable dropped",
            "/11/requirement dropped",
            "/12/editable dropped",
            "/12/requirement normalized",
            "/14/requirement dropped",
            "/0/comment dropped",
            "/2/comment dropped",
            "/3/options dropped",
        ]
    );
    let files = RequirementsTxt::parse(&text).unwrap();
    let includes: Vec<_> = files.includes().map(|it| it.value.as_deref().unwrap()).collect();
    assert_eq!(includes, ["base.txt", "limits.txt"]);
    let mut wanted = Vec::new();
    for line in [6, 7, 9, 10, 11, 12, 13] {
        wanted.push(format!("missing-hash /{line}/requirement"));
        if [6, 7, 13].contains(&line) {
            wanted.push(format!("unpinned-version /{line}/requirement"));
        }
    }
    wanted.push("environment-variable /13/requirement".to_owned());
    wanted.push("malformed-requirement /14/requirement".to_owned());
    assert_eq!(codes(&findings), wanted);
}

#[test]
fn one_index_is_where_packages_come_from() {
    let index = |text: &str| {
        let (inventory, losses, _) = read(text);
        let source = inventory.packages[0].source.clone();
        (source.map(|it| it.registry_index.unwrap().as_str().to_owned()), losses.len())
    };
    let own = Some("https://registry.example/simple".to_owned());
    assert_eq!(index("-i https://registry.example/simple\na==1\n"), (own, 0));
    for more in ["--extra-index-url u", "--no-index", "-f x", "-r x", "-i https://other.example"] {
        let text = format!("-i https://registry.example/simple\n{more}\na==1\n");
        assert_eq!(index(&text), (None, 2), "{more}");
    }
}

#[test]
fn what_is_odd() {
    let cases = [
        ("a==1.0\n".to_owned(), None),
        ("a==1.0 --nothing\nb\n".to_owned(), Some("malformed-line /0/text")),
        ("a==1.0 --hash='sha256\nb".to_owned(), Some("malformed-line /0/text")),
        ("a=1.0\nb".to_owned(), Some("requirement-specifier /0/requirement")),
        ("a==x.y\nb".to_owned(), Some("requirement-specifier /0/requirement")),
        ("a; os_nam == 'x'\n".to_owned(), Some("unknown-marker-variable /0/requirement")),
        ("./a.whl ; os_nam\n".to_owned(), Some("malformed-marker /0/requirement")),
        (format!("a==1 --hash=md5:{}\n", &A[..32]), Some("hash-algorithm /0/options/0/value")),
        ("a==1 --hash=sha256:00\n".to_owned(), Some("malformed-digest /0/options/0/value")),
        (format!("--hash=sha256:{A}\n"), Some("ignored-option /0/options/0")),
        ("a==1 --pre\n".to_owned(), Some("ignored-option /0/options/0")),
        ("a==1 --global-option=x\n".to_owned(), Some("retired-option /0/options/0")),
        ("--require-hashes\na==1\n".to_owned(), Some("missing-hash /1/requirement")),
        (format!("a>1 --hash=sha256:{A}\n"), Some("unpinned-version /0/requirement")),
        ("../a.whl\n".to_owned(), Some("path-outside /0/requirement")),
        ("-r /etc/passwd\n".to_owned(), Some("path-outside /0/options/0/value")),
        ("-r https://files.example/../a.txt\n".to_owned(), None),
        ("a==1 # \u{202e}\n".to_owned(), Some("hidden-character /0/text")),
        ("a==1 \u{7}\nb".to_owned(), Some("hidden-character /0/text")),
        ("-i https://u:p@registry.example\n".to_owned(), Some("credentials /0/options/0/value")),
        ("-i https://${U}:${P}@registry.example\n".to_owned(), None),
        ("a @ git+https://token@git.example/a\n".to_owned(), Some("credentials /0/requirement")),
        ("a==1\nA==1.0\n".to_owned(), None),
        ("a==1\nA==2\n".to_owned(), Some("contradictory-version /1/requirement")),
        ("a==1;os_name=='x'\na==2;os_name=='y'\n".to_owned(), None),
        (
            format!("a==1 --hash=sha256:{A}\na==1 --hash=sha256:{B}\n"),
            Some("contradictory-digest /1"),
        ),
        (format!("a==1 --hash=sha256:{A}\na==1 --hash=sha256:{B} --hash=sha256:{A}"), None),
        (
            format!("a @ https://files.example/a-1.zip#sha256={A} --hash=sha256:{B}\n"),
            Some("contradictory-digest /0"),
        ),
    ];
    for (text, expected) in cases {
        let (_, _, findings) = read(&text);
        let worse = findings.iter().filter(|it| it.severity != Severity::Note);
        let found: Vec<_> = worse.map(|it| format!("{} {}", it.code, it.pointer)).collect();
        match expected {
            None => assert_eq!(found, [""; 0], "{text}"),
            Some(code) => assert!(found.iter().any(|it| it == code), "{text}: {found:?}"),
        }
    }
}

#[test]
fn told_from_the_text() {
    let told = [
        "a==1",
        "# only\n# words\na>=1 # x\n",
        "-r base.txt\n",
        "a\nb\nc[x]<2\n",
        "-e .",
        "git+https://git.example/a",
    ];
    for text in told {
        assert_eq!(detect(text), Some(DocumentKind::RequirementsTxt), "{text}");
    }
    let others = [
        "",
        "word",
        "one\ntwo\nthree",
        "# a comment\n",
        "a==1\nThis is prose, not a list.\n",
        "- item\n- other\n",
        "path/to/file",
        "a = 1\n",
        "key: value\n",
        "<html>",
        "name==1.0 text",
    ];
    for text in others {
        assert_ne!(detect(text), Some(DocumentKind::RequirementsTxt), "{text}");
    }
}

#[test]
fn what_is_no_requirements_file() {
    for text in ["{\"a\": 1}", "[a]\nb = 1\n", "a\0b", "this is prose\nand more of it", "- "] {
        assert!(RequirementsTxt::parse(text).is_err(), "{text}");
    }
    for text in ["", "\n", "# nothing yet\n", "a==1\nthis is prose\n"] {
        read(text);
    }
    for view in ["{}", "[1]", r#"[{"text": 1}]"#, r#"[{"kind": "blank"}]"#] {
        assert!(RequirementsTxt::from_view(&Raw::parse(view).unwrap()).is_err(), "{view}");
    }
    // a file that includes itself is not followed
    let (inventory, losses, _) = read("-r requirements.txt\n-c requirements.txt\n");
    assert_eq!((inventory.packages.len(), losses.len()), (0, 2));
}

/// Ten times the lines take not much more than ten times as long.
#[test]
fn many_lines() {
    let time = |line: &str, count: usize| {
        let text = line.repeat(count);
        let start = Instant::now();
        let file = RequirementsTxt::parse(&text).unwrap();
        let inventory = file.to_record();
        assert!(inventory.value.packages.len() <= count * 2);
        let _ = (file.check(), file.view(), RequirementsTxt::parse(&text), detect(&text));
        start.elapsed()
    };
    let lines = [
        format!("a==1 --hash=sha256:{A}\n"),
        "-r a.txt\n".to_owned(),
        "a \\\n".to_owned(),
        "${A".to_owned(),
        "a==1 'x\n".to_owned(),
        " #".to_owned(),
        "a==1 -Z".to_owned(),
    ];
    for line in lines {
        assert_linear(&line, 1_000, |count| time(&format!("b==1\n{line}"), count));
        // one line of them all
        let line = line.replace('\n', " ");
        let one = |count: usize| time(&format!("b==1\n{}\n", line.repeat(count)), 1);
        assert_linear(&line, 1_000, one);
    }
    let text = "a==1\n".repeat(100_000);
    assert_eq!(RequirementsTxt::parse(&text).unwrap().to_record().value.packages.len(), 100_000);
}

proptest! {
    #[test]
    fn any_text_comes_back(parts in prop::collection::vec(
        prop::sample::select(vec![
            "a", "==1", "\n", "\r\n", "\\\n", "\\", " ", " #", "#", "-r ", "-e ", "--hash=", "sha256:0",
            "'", "\"", "\u{85}", "\u{2028}", "\u{b}", "@", "git+https://g.example/x", ";", "[x]", "${A}", "\t", ".", "/",
        ]),
        0..24,
    )) {
        let text = format!("b\n{}", parts.concat());
        let (inventory, ..) = read(&text);
        prop_assert!(Inventory::parse(&inventory.to_json()).is_ok());
    }
}
