//! Any text at all: no reader or converter panics, and whatever is read is kept.

use pkgschema::identity::Purl;
use pkgschema::object::Raw;
use pkgschema_convert::detect::{detect, identify};
use pkgschema_convert::format;
use pkgschema_convert::readable::{BUILDS, INVENTORIES, RELEASES, Readable, UNCONVERTED};
use pkgschema_convert::source::decode;
use pkgschema_convert::view::pretty;
use pkgschema_convert::writable;
use pkgschema_testkit::json::{Json, diff};
use pkgschema_testkit::records;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError};
use serde_json::value::RawValue;

/// Pieces of documents, put together at random.
fn pieces() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "=",
        "\n",
        "\"",
        "\\u0000",
        "\\ud800",
        "null",
        "true",
        "1.0",
        "1e400",
        "-0",
        "\"name\"",
        "name",
        "version",
        "\"dependencies\"",
        "[package]",
        "[target.",
        "[[bin]]",
        "\"\"",
        "'",
        "'''",
        "#",
        ".",
        "é",
        "\u{7f}",
        "\u{feff}",
        "1979-05-27",
        "inf",
        "{\"a\":",
        "\"exports\":",
        "\"author\":\"A <b> (c)\"",
        "workspace = true",
        "[console_scripts]\n",
        "[metadata]\n",
        "a = b:c",
        "\r",
        "\n ",
        "a,sha256=,1\n",
        "%",
        "pkg:",
        "\\\n",
        "==1.0",
        " --hash=",
        "-r ",
        "<a href='",
        "</a>",
        "<!--",
        "&#62;",
        "[[packages]]",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..24).prop_map(|all| all.concat())
}

/// Small documents in which a few characters were replaced, taken out or doubled.
fn mutated() -> impl Strategy<Value = String> {
    const SOURCES: &[&str] = &[
        r#"{"name":"@a/b","version":"1","dependencies":{"c":"npm:d@^1","e":"file:x"},"peerDependencies":{"p":"*"},"peerDependenciesMeta":{"p":{"optional":true}},"bin":"x.js","exports":{".":["a",{"b":null}]},"author":"A <b@c> (https://d)","license":"MIT/ISC","os":["!x"],"x":1.0}"#,
        r#"{"id":"X-1","modified":"2026-01-01T00:00:00Z","affected":[{"package":{"name":"a"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},7]}]}]}"#,
        r#"{"schemaVersion":"1.0","ecosystem":"npm","name":"a","dependencies":[{"name":"b","scope":"runtime"}],"extensions":{"npm":{"carried":[{"pointer":"/x","source":1}]},"cargo":{}}}"#,
        r#"{"schemaVersion":"1.0","id":"urn:x:1","noticeType":"decision","registry":{"url":"https://r.example"},"subjects":[{"purl":"pkg:npm/a@1","artifacts":[{"digests":{"sha1":"0"}}]}],"status":"deleted","issuedAt":"2026-01-01T00:00:00Z","effects":{"resolution":"none"}}"#,
        "[package]\nname = \"a\"\nversion = { workspace = true }\nauthors = [\"A <b>\"]\n[dependencies]\nb = { version = \"1\", features = [\"x\"], optional = true }\n[target.'cfg(unix)'.dev-dependencies]\nc.path = \"../c\"\n[[bin]]\nname = \"x\"\nwhen = 1979-05-27T07:32:00Z\nf = [nan, {a = 1}]\n",
        "Metadata-Version: 2.4\nName: a\nVersion: 1\nLicense: x\n        y\nRequires-Dist: b; extra == 'c'\nProject-URL: Homepage, https://a.example\n\nbody\n",
        "[project]\nname = \"a\"\ndynamic = [\"version\"]\nlicense = {text = \"MIT\"}\ndependencies = [\"b>=1\"]\nurls = {Homepage = \"https://a.example\"}\n[project.optional-dependencies]\nc = [\"d\"]\n[dependency-groups]\ne = [{include-group = \"e\"}, \"f\"]\n",
        "[console_scripts]\na = b:c [d]\n\n[x.y]\nz = w\n  v\n",
        "[metadata]\nname = a\nversion = file: v\n[options]\ninstall_requires =\n  b; c\n",
        "a/b.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0\n\"a,b\",,\na-1.dist-info/RECORD,,\n",
        r#"{"url":"https://a@h.example/","vcs_info":{"vcs":"git","commit_id":"0"},"archive_info":{"hash":"a=b","hashes":{"a":"c"}}}"#,
        "lock-version = '1.0'\ncreated-by = 'x'\n[[packages]]\nname = 'a'\nversion = '1'\nsdist = { path = 'a-1.tar.gz', upload-time = 2026-01-01T00:00:00Z, hashes = { sha256 = '0' } }\ndependencies = [{ name = 'a' }]\n",
        "# c\n-r b.txt\na[x]==1.0 ; os_name == 'x' \\\n  --hash=sha256:00 # d\n-e git+https://g.example/a#egg=a\r\n./a.whl\n",
        "<!DOCTYPE html><meta name='pypi:repository-version' content='1.4'><base href='x'><a href='a-1.zip#sha256=00' data-yanked data-requires-python='&gt;=3'>a-1.zip</a><!-- x -->",
        r#"{"bomFormat":"CycloneDX","specVersion":"1.7","metadata":{"component":{"type":"library","bom-ref":"a","name":"a","purl":"pkg:npm/a@1","licenses":[{"license":{"id":"MIT"}},{"expression":"x"}],"externalReferences":[{"type":"vcs","url":"git+https://g.example/a"}]}},"components":[{"name":"b","purl":"pkg:pypi/b","bom-ref":"b","scope":"optional","versionRange":"vers:pypi/>=1","components":[{"purl":"pkg:npm/c","hashes":[{"alg":"MD5","content":"0"}]}]}],"dependencies":[{"ref":"a","dependsOn":["b","a"]}]}"#,
        r#"{"spdxVersion":"SPDX-2.3","packages":[{"SPDXID":"SPDXRef-a","name":"a","versionInfo":"1","downloadLocation":"git+https://g.example/a@v#d","supplier":"Person: A (b@c)","licenseDeclared":"LicenseRef-x","externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:cargo/a@1"}]}],"hasExtractedLicensingInfos":[{"licenseId":"LicenseRef-x","extractedText":"t"}],"relationships":[{"spdxElementId":"SPDXRef-a","relationshipType":"DEPENDS_ON","relatedSpdxElement":"SPDXRef-a"}]}"#,
        r#"{"info":{"name":"a","version":"1","requires_dist":null,"project_urls":{"x":"y"}},"releases":{"1":[{"filename":"a-1.zip","digests":{"md5":"0"},"yanked":true}]},"urls":[],"ownership":{"roles":[{"role":"Owner","user":"u"}],"organization":null},"vulnerabilities":[{"id":"X"}]}"#,
        r#"{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","verificationMaterial":{"certificate":{"rawBytes":"MAA="},"tlogEntries":[{"logIndex":"7","integratedTime":1,"canonicalizedBody":"e30="}]},"dsseEnvelope":{"payload":"eyJfdHlwZSI6IngiLCJzdWJqZWN0IjpbXSwicHJlZGljYXRlVHlwZSI6InkifQ==","payloadType":"application/vnd.in-toto+json","signatures":[{"sig":"AA==","keyid":""}]}}"#,
        r#"{"version":1,"attestation_bundles":[{"publisher":{"kind":"GitHub","repository":"a/b","workflow":"c.yml","environment":null},"attestations":[{"version":1,"verification_material":{"certificate":"MAA=","transparency_entries":[{"logIndex":"7"}]},"envelope":{"statement":"e30=","signature":"AA=="}}]}]}"#,
        r#"{"attestations":[{"predicateType":"a:b","bundle":{"messageSignature":{"signature":"AA=="}}},{"bundle":null,"bundle_url":"https://a.example","repository_id":7}]}"#,
        r#"{"image_summary":{"digest":"sha256:00"},"provenance_summary":{"provenance":[{"kind":"BUILD","build":{"intotoStatement":{"slsaProvenance":{}}},"envelope":{"payload":"e30=","payloadType":"application/vnd.in-toto+json","signatures":[{"sig":"AA=="}]}}]}}"#,
    ];
    let edit = (any::<prop::sample::Index>(), 0..3_u8, pieces());
    (prop::sample::select(SOURCES), prop::collection::vec(edit, 0..4)).prop_map(|(text, edits)| {
        let mut text: Vec<char> = text.chars().collect();
        for (at, how, piece) in edits {
            let at = at.index(text.len().max(1)).min(text.len());
            let end = (at + usize::from(how) * 3).min(text.len());
            let piece: Vec<char> = if how == 2 { Vec::new() } else { piece.chars().collect() };
            text.splice(at..end, piece);
        }
        text.into_iter().collect()
    })
}

/// Whatever is read and written again has the view that it had.
fn readable<R>(all: &'static [Readable<R>], text: &str) -> Result<(), TestCaseError> {
    let fail = |words: String| TestCaseError::fail(format!("{words} in {text:?}"));
    for one in all {
        if one.read(text).is_err() {
            continue;
        }
        let view = |text: &str| one.view(text).map_err(|e| fail(format!("{}: {e}", one.name())));
        let (own, written) = (view(text)?, one.rewrite(text).map_err(|e| fail(e.to_string()))?);
        if own.as_str() == "{}" || !written.losses.is_empty() {
            continue;
        }
        let again = view(&written.value)?;
        let json = |view: &Raw| Json::parse(view.as_str()).map_err(TestCaseError::fail);
        let lost: Vec<String> =
            diff(&json(&own)?, &json(&again)?).iter().map(ToString::to_string).collect();
        prop_assert!(lost.is_empty(), "{}: {:?} in {:?}", one.name(), lost, text);
    }
    Ok(())
}

/// Whatever is read is written equal, directly and by way of the record, and converts into
/// everything.
fn survives(text: &str) -> Result<(), TestCaseError> {
    let fail = |words: String| TestCaseError::fail(format!("{words} in {text:?}"));
    let json = |view: &RawValue| Json::parse(view.get()).map_err(TestCaseError::fail);
    for format in format::ALL {
        let Ok(reading) = format.read(text) else { continue };
        let view = |text: &str| format.view(text).map_err(|e| fail(e.to_string()));
        let own = view(text)?;
        let source = json(own.as_raw())?;
        let mut ways = vec![("rewritten", format.rewrite(text).map_err(|e| fail(e.to_string()))?)];
        ways.push(("through the record", format.write(&reading.record)));
        for (way, written) in ways {
            if written.value.is_empty() && own.as_str() == "{}" {
                continue; // a text of comments alone is an empty table, which no text spells
            }
            prop_assert_eq!(written.losses, vec![], "{} {} of {:?}", format.name(), way, text);
            let again = view(&written.value).map_err(|e| fail(format!("{way}: {e}")))?;
            let lost: Vec<String> =
                diff(&source, &json(again.as_raw())?).iter().map(ToString::to_string).collect();
            prop_assert!(lost.is_empty(), "{} {}: {:?} in {:?}", format.name(), way, lost, text);
        }
        for target in format::ALL {
            let conversion = format.convert(text, target).map_err(|e| fail(e.to_string()))?;
            if !conversion.text.trim().is_empty() {
                target
                    .read(&conversion.text)
                    .map_err(|e| fail(format!("{}: {e}", target.name())))?;
            }
        }
    }
    readable(RELEASES, text)?;
    readable(BUILDS, text)?;
    readable(UNCONVERTED, text)?;
    readable(INVENTORIES, text)?;
    for record in records::ALL {
        let Ok(reading) = record.read(text) else { continue };
        prop_assert!(reading.passes_agree && reading.written == reading.serialised, "{:?}", text);
        let source = Json::parse(text.strip_prefix('\u{feff}').unwrap_or(text));
        let lost = diff(
            &source.map_err(TestCaseError::fail)?,
            &Json::parse(&reading.written).map_err(TestCaseError::fail)?,
        );
        let lost: Vec<String> = lost.iter().map(ToString::to_string).collect();
        prop_assert!(lost.is_empty(), "{}: {:?} in {:?}", record.name, lost, text);
    }
    if let Ok(record) = pkgschema::metadata::PackageMetadata::parse(text) {
        for format in format::ALL {
            format.write(&record);
        }
        for writable in writable::ALL {
            writable.write(&record);
        }
    }
    let _ = (detect(text), identify(text), pretty(text), Purl::parse(text));
    Ok(())
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        if let Ok((text, _)) = decode(bytes) {
            survives(&text)?;
        }
    }

    #[test]
    fn any_text(text in "\\PC{0,64}") {
        survives(&text)?;
    }

    #[test]
    fn any_pieces(text in pieces()) {
        survives(&text)?;
    }

    #[test]
    fn mutated_documents(text in mutated()) {
        survives(&text)?;
    }
}
