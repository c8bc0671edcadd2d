//! Changes of a bundle, each with the verdict that the standard demands.
//!
//! Invariant: a change that is taken says the same as the bundle did before, or more.

use super::{of_statement, root, statement};
use serde_json::{Value, json};

use Verdict::{Doubtful, Taken, Wrong};

/// What the standard says of a changed bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is the same bundle in another spelling, or has more in it than is known.
    Taken,
    /// An error with this code.
    Wrong(&'static str),
    /// A warning with this code, and no error.
    Doubtful(&'static str),
}

const MATERIAL: &str = "/verificationMaterial";
/// Where the log entry stands.
pub const ENTRY: &str = "/verificationMaterial/tlogEntries/0";
const PROOF: &str = "/verificationMaterial/tlogEntries/0/inclusionProof";

/// The value at a pointer that is there.
pub fn at<'a>(bundle: &'a mut Value, pointer: &str) -> &'a mut Value {
    bundle.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}"))
}

/// Puts a value at a pointer.
pub fn set(pointer: &str, value: Value) -> impl Fn(&mut Value) + use<> {
    let pointer = pointer.to_owned();
    move |bundle| {
        let (parent, name) = pointer.rsplit_once('/').expect("a member");
        at(bundle, parent)[name] = value.clone();
    }
}

fn remove(pointer: &str) -> impl Fn(&mut Value) + use<> {
    let pointer = pointer.to_owned();
    move |bundle| {
        let (parent, name) = pointer.rsplit_once('/').expect("a member");
        at(bundle, parent).as_object_mut().expect("an object").remove(name).expect("a member");
    }
}

fn rename(pointer: &str, other: &str) -> impl Fn(&mut Value) + use<> {
    let (pointer, other) = (pointer.to_owned(), other.to_owned());
    move |bundle| {
        let (parent, name) = pointer.rsplit_once('/').expect("a member");
        let object = at(bundle, parent).as_object_mut().expect("an object");
        let value = object.remove(name).expect("a member");
        object.insert(other.clone(), value);
    }
}

/// The base64 of a text.
pub fn base64(text: &str) -> String {
    pkgschema::text::encoding::to_base64(text.as_bytes())
}

/// Another statement in the envelope, which the log entry is then not about.
fn restated(change: impl Fn(&mut Value)) -> impl Fn(&mut Value) {
    move |bundle| {
        let mut statement = statement();
        change(&mut statement);
        *bundle = of_statement(&statement);
    }
}

/// A change of a document.
pub type Change = Box<dyn Fn(&mut Value)>;

/// Changes of a bundle with a statement, each with the verdict that the standard demands.
pub fn changes() -> Vec<(&'static str, Change, Verdict)> {
    let message = json!({"signature": "AA=="});
    let chain = |version: &str| {
        let version = version.to_owned();
        move |bundle: &mut Value| {
            let certificate = bundle[&MATERIAL[1..]]["certificate"].take();
            remove("/verificationMaterial/certificate")(bundle);
            set(
                "/verificationMaterial/x509CertificateChain",
                json!({"certificates": [certificate]}),
            )(bundle);
            set("/mediaType", json!(version))(bundle);
        }
    };
    vec![
        ("nothing", Box::new(|_: &mut Value| {}), Taken),
        ("two contents", Box::new(set("/messageSignature", message)), Wrong("two-contents")),
        ("no content", Box::new(remove("/dsseEnvelope")), Wrong("no-content")),
        ("no material", Box::new(remove(MATERIAL)), Wrong("no-verification-material")),
        ("no signer", Box::new(remove("/verificationMaterial/certificate")), Wrong("no-signer")),
        (
            "key and certificate",
            Box::new(set("/verificationMaterial/publicKey", json!({"hint": "k"}))),
            Wrong("two-signers"),
        ),
        (
            "unknown version",
            Box::new(set(
                "/mediaType",
                json!("application/vnd.dev.sigstore.bundle+json;version=9.9"),
            )),
            Wrong("unknown-media-type"),
        ),
        (
            "other media type",
            Box::new(set("/mediaType", json!("text/plain"))),
            Wrong("unknown-media-type"),
        ),
        ("no media type", Box::new(remove("/mediaType")), Wrong("no-media-type")),
        ("media type of another kind", Box::new(set("/mediaType", json!(3))), Wrong("wrong-type")),
        (
            "0.3 as it was first written",
            Box::new(set(
                "/mediaType",
                json!("application/vnd.dev.sigstore.bundle+json;version=0.3"),
            )),
            Taken,
        ),
        (
            "certificate in 0.2",
            Box::new(set(
                "/mediaType",
                json!("application/vnd.dev.sigstore.bundle+json;version=0.2"),
            )),
            Wrong("certificate-by-version"),
        ),
        (
            "chain in 0.2",
            Box::new(chain("application/vnd.dev.sigstore.bundle+json;version=0.2")),
            Taken,
        ),
        (
            "a root in the chain",
            Box::new(|bundle: &mut Value| {
                let authority = pkgschema::text::encoding::to_base64(&root());
                let certificate = at(bundle, "/verificationMaterial/certificate").take();
                remove("/verificationMaterial/certificate")(bundle);
                set(
                    "/verificationMaterial/x509CertificateChain",
                    json!({"certificates": [certificate, {"rawBytes": authority}]}),
                )(bundle);
                set("/mediaType", json!("application/vnd.dev.sigstore.bundle+json;version=0.2"))(
                    bundle,
                );
            }),
            Doubtful("root-in-chain"),
        ),
        (
            "chain in 0.3",
            Box::new(chain("application/vnd.dev.sigstore.bundle.v0.3+json")),
            Wrong("certificate-by-version"),
        ),
        ("snake case, one name", Box::new(rename("/mediaType", "media_type")), Taken),
        (
            "snake case, an envelope's",
            Box::new(rename("/dsseEnvelope/payloadType", "payload_type")),
            Taken,
        ),
        (
            "snake case, all of the entry",
            Box::new(|bundle: &mut Value| {
                for (camel, snake) in [
                    ("logIndex", "log_index"),
                    ("logId", "log_id"),
                    ("kindVersion", "kind_version"),
                    ("integratedTime", "integrated_time"),
                    ("inclusionPromise", "inclusion_promise"),
                    ("inclusionProof", "inclusion_proof"),
                    ("canonicalizedBody", "canonicalized_body"),
                ] {
                    rename(&format!("{ENTRY}/{camel}"), snake)(bundle);
                }
                rename(ENTRY.trim_end_matches("/0"), "tlog_entries")(bundle);
            }),
            Taken,
        ),
        (
            "a name in both spellings",
            Box::new(set("/media_type", json!("x"))),
            Wrong("duplicate-member"),
        ),
        (
            "numbers without quotes",
            Box::new(|bundle: &mut Value| {
                set(&format!("{ENTRY}/logIndex"), json!(1002))(bundle);
                set(&format!("{PROOF}/treeSize"), json!(3))(bundle);
                set(&format!("{PROOF}/logIndex"), json!(2.0))(bundle);
            }),
            Taken,
        ),
        (
            "a number that is a word",
            Box::new(set(&format!("{ENTRY}/logIndex"), json!("many"))),
            Wrong("malformed-int64"),
        ),
        (
            "a number beyond 64 bits",
            Box::new(set(&format!("{ENTRY}/logIndex"), json!("9223372036854775808"))),
            Wrong("int64-out-of-range"),
        ),
        (
            "half a number",
            Box::new(set(&format!("{ENTRY}/logIndex"), json!(1.5))),
            Wrong("int64-out-of-range"),
        ),
        (
            "a number below zero",
            Box::new(set(&format!("{ENTRY}/logIndex"), json!("-1"))),
            Wrong("negative-number"),
        ),
        (
            "URL-safe base64 without padding",
            Box::new(|bundle: &mut Value| {
                let text = at(bundle, "/dsseEnvelope/payload").as_str().expect("text").to_owned();
                let text = text.replace('+', "-").replace('/', "_");
                set("/dsseEnvelope/payload", json!(text.trim_end_matches('=')))(bundle);
            }),
            Taken,
        ),
        (
            "no base64",
            Box::new(set("/dsseEnvelope/payload", json!("no base64!"))),
            Wrong("malformed-base64"),
        ),
        (
            "a line end in base64",
            Box::new(|bundle: &mut Value| {
                let text = at(bundle, "/dsseEnvelope/payload").as_str().expect("text").to_owned();
                set("/dsseEnvelope/payload", json!(format!("{}\n{}", &text[..8], &text[8..])))(
                    bundle,
                );
            }),
            Wrong("malformed-base64"),
        ),
        (
            "bits that belong to no byte",
            Box::new(set("/dsseEnvelope/signatures/0/sig", json!("Zh=="))),
            Wrong("malformed-base64"),
        ),
        (
            "null for what is not there",
            Box::new(|bundle: &mut Value| {
                set("/messageSignature", Value::Null)(bundle);
                set("/verificationMaterial/timestampVerificationData", Value::Null)(bundle);
                set("/verificationMaterial/publicKey", Value::Null)(bundle);
            }),
            Taken,
        ),
        ("a null proof", Box::new(set(PROOF, Value::Null)), Wrong("no-inclusion-proof")),
        ("no proof", Box::new(remove(PROOF)), Wrong("no-inclusion-proof")),
        ("no checkpoint", Box::new(remove(&format!("{PROOF}/checkpoint"))), Wrong("no-checkpoint")),
        (
            "another root",
            Box::new(set(&format!("{PROOF}/rootHash"), json!(base64(&"x".repeat(32))))),
            Wrong("wrong-proof"),
        ),
        (
            "a short root",
            Box::new(set(&format!("{PROOF}/rootHash"), json!(base64("short")))),
            Wrong("malformed-proof"),
        ),
        (
            "another place in the tree",
            Box::new(set(&format!("{PROOF}/logIndex"), json!("1"))),
            Wrong("wrong-proof"),
        ),
        (
            "a place beyond the tree",
            Box::new(set(&format!("{PROOF}/logIndex"), json!("3"))),
            Wrong("malformed-proof"),
        ),
        (
            "no digests on the way",
            Box::new(set(&format!("{PROOF}/hashes"), json!([]))),
            Wrong("wrong-proof"),
        ),
        (
            "another checkpoint",
            Box::new(set(
                &format!("{PROOF}/checkpoint/envelope"),
                json!(format!(
                    "log.example\n4\n{}\n\n— log.example AAAA\n",
                    base64(&"x".repeat(32))
                )),
            )),
            Wrong("wrong-checkpoint"),
        ),
        (
            "a checkpoint of words",
            Box::new(set(&format!("{PROOF}/checkpoint/envelope"), json!("words"))),
            Wrong("malformed-checkpoint"),
        ),
        (
            "another log's checkpoint",
            Box::new(set(&format!("{ENTRY}/logId/keyId"), json!(base64(&"y".repeat(32))))),
            Wrong("other-log"),
        ),
        (
            "another kind",
            Box::new(set(&format!("{ENTRY}/kindVersion/kind"), json!("intoto"))),
            Wrong("log-kind-mismatch"),
        ),
        (
            "a body that is none",
            Box::new(set(&format!("{ENTRY}/canonicalizedBody"), json!(base64("no JSON")))),
            Wrong("malformed-log-body"),
        ),
        (
            "a kind that nobody knows",
            Box::new(|bundle: &mut Value| {
                let body = r#"{"apiVersion":"0.0.1","kind":"haiku","spec":{}}"#;
                set(&format!("{ENTRY}/canonicalizedBody"), json!(base64(body)))(bundle);
                set(&format!("{ENTRY}/kindVersion/kind"), json!("haiku"))(bundle);
            }),
            Wrong("wrong-proof"),
        ),
        (
            "an entry without a body",
            Box::new(remove(&format!("{ENTRY}/canonicalizedBody"))),
            Wrong("incomplete-log-entry"),
        ),
        (
            "another signature",
            Box::new(set("/dsseEnvelope/signatures/0/sig", json!("AAAA"))),
            Wrong("log-body-mismatch"),
        ),
        (
            "another certificate",
            Box::new(|bundle: &mut Value| {
                let other = crate::certificates::Parts::default().der();
                set(
                    "/verificationMaterial/certificate/rawBytes",
                    json!(pkgschema::text::encoding::to_base64(&other)),
                )(bundle);
            }),
            Wrong("log-body-mismatch"),
        ),
        (
            "no certificate at all",
            Box::new(set("/verificationMaterial/certificate/rawBytes", json!("AAAA"))),
            Wrong("malformed-certificate"),
        ),
        (
            "logged before the certificate was valid",
            Box::new(set(&format!("{ENTRY}/integratedTime"), json!("1700000000"))),
            Wrong("outside-validity"),
        ),
        ("no time", Box::new(remove(&format!("{ENTRY}/integratedTime"))), Wrong("no-signed-time")),
        (
            "two signatures",
            Box::new(set("/dsseEnvelope/signatures/1", json!({"sig": "AAAA"})).with_list()),
            Wrong("two-signatures"),
        ),
        (
            "no signature",
            Box::new(set("/dsseEnvelope/signatures", json!([]))),
            Wrong("no-signature"),
        ),
        (
            "a signature of another kind",
            Box::new(set("/dsseEnvelope/signatures", json!([7]))),
            Wrong("wrong-type"),
        ),
        (
            "an envelope of another kind",
            Box::new(set("/dsseEnvelope", json!("text"))),
            Wrong("wrong-type"),
        ),
        (
            "members that nobody knows",
            Box::new(|bundle: &mut Value| {
                set("/future", json!({"log_index": null}))(bundle);
                set(&format!("{ENTRY}/future"), json!([1.50]))(bundle);
            }),
            Taken,
        ),
        (
            "a statement of another type",
            Box::new(restated(|it| it["_type"] = json!("https://type.example"))),
            Wrong("unknown-statement-type"),
        ),
        (
            "a digest that is a text",
            Box::new(restated(|it| it["subject"][0]["digest"] = json!("ab"))),
            Wrong("wrong-type"),
        ),
        ("no subject", Box::new(restated(|it| it["subject"] = json!([]))), Wrong("no-subject")),
        (
            "a payload that is no statement",
            Box::new(|bundle: &mut Value| *bundle = of_statement(&json!(["no", "statement"]))),
            Wrong("no-statement"),
        ),
    ]
}

/// A change that makes a list longer.
trait WithList: Sized {
    fn with_list(self) -> Change;
}

impl<F: Fn(&mut Value) + 'static> WithList for F {
    fn with_list(self) -> Change {
        Box::new(|bundle| {
            let list = at(bundle, "/dsseEnvelope/signatures").as_array_mut().expect("a list");
            list.push(json!({"sig": "AAAA"}));
        })
    }
}
