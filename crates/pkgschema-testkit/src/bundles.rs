//! Bundles that are well made: a tree with its proof, a body that is about the signature, a
//! certificate that was valid. Nothing in them is signed by anybody.
//!
//! Invariant: without a mutation the checks have nothing to find.

pub mod changes;

use crate::certificates::{self, Parts};
use hmac_sha256::Hash;
use pkgschema::text::encoding::{to_base64, to_hex};
use serde_json::{Value, json};

/// The commit that was built.
const COMMIT: &str = "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567";

/// The certificate of who signed: it says what the statement says.
fn certificate() -> Vec<u8> {
    let texts = [
        (8, "https://issuer.example"),
        (9, "https://forge.example/owner/build/.ci/build.yml@refs/tags/v2"),
        (11, "forge-hosted"),
        (12, "https://forge.example/owner/left-pad"),
        (13, COMMIT),
        (14, "refs/tags/v1"),
        (15, "11"),
        (17, "22"),
        (18, "https://forge.example/owner/left-pad/.ci/release.yml@refs/tags/v1"),
        (20, "push"),
        (21, "https://forge.example/owner/left-pad/runs/33/attempts/1"),
    ];
    Parts::with(texts.map(|(number, text)| certificates::current(number, text))).der()
}

/// The certificate of an authority, which signed itself.
pub fn root() -> Vec<u8> {
    let parts = Parts::default();
    Parts { subject: parts.issuer.clone(), ..parts }.der()
}

/// When the certificate of [`certificates`] was valid.
const LOGGED: i64 = 1_767_323_400;

fn sha256(parts: &[&[u8]]) -> Vec<u8> {
    let mut hash = Hash::new();
    parts.iter().for_each(|part| hash.update(part));
    hash.finalize().to_vec()
}

fn pem(der: &[u8]) -> String {
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", to_base64(der))
}

/// The statement inside, about one file of npm's.
pub fn statement() -> Value {
    json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": "pkg:npm/left-pad@1.0.0", "digest": {"sha512": "ab".repeat(64)}}],
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": "https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1",
                "externalParameters": {"workflow": {
                    "repository": "https://forge.example/owner/left-pad",
                    "path": ".ci/release.yml",
                    "ref": "refs/tags/v1"
                }},
                "internalParameters": {"github": {
                    "event_name": "push", "repository_id": "11", "repository_owner_id": "22"
                }},
                "resolvedDependencies": [{
                    "uri": "git+https://forge.example/owner/left-pad@refs/tags/v1",
                    "digest": {"gitCommit": COMMIT}
                }]
            },
            "runDetails": {
                "builder": {"id": "https://forge.example/runner/hosted"},
                "metadata": {"invocationId": "https://forge.example/owner/left-pad/runs/33/attempts/1"}
            }
        }
    })
}

/// A bundle of version 0.3 around a statement, logged as `dsse` 0.0.1.
pub fn of_statement(statement: &Value) -> Value {
    let (payload, signature) = (statement.to_string(), b"a signature".as_slice());
    let der = certificate();
    let body = json!({
        "apiVersion": "0.0.1",
        "kind": "dsse",
        "spec": {
            "payloadHash": {"algorithm": "sha256", "value": to_hex(&sha256(&[payload.as_bytes()]))},
            "signatures": [{
                "signature": to_base64(signature), "verifier": to_base64(pem(&der).as_bytes())
            }]
        }
    });
    json!({
        "mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
        "verificationMaterial": {
            "certificate": {"rawBytes": to_base64(&der)},
            "tlogEntries": [entry(&body, "dsse", "0.0.1")]
        },
        "dsseEnvelope": {
            "payload": to_base64(payload.as_bytes()),
            "payloadType": "application/vnd.in-toto+json",
            "signatures": [{"sig": to_base64(signature)}]
        }
    })
}

/// A bundle of version 0.1 over a file, with a chain, logged as `hashedrekord` 0.0.1.
pub fn of_file(file: &[u8]) -> Value {
    let (digest, signature) = (sha256(&[file]), b"a signature".as_slice());
    let der = certificate();
    let body = json!({
        "apiVersion": "0.0.1",
        "kind": "hashedrekord",
        "spec": {
            "data": {"hash": {"algorithm": "sha256", "value": to_hex(&digest)}},
            "signature": {
                "content": to_base64(signature),
                "publicKey": {"content": to_base64(pem(&der).as_bytes())}
            }
        }
    });
    json!({
        "mediaType": "application/vnd.dev.sigstore.bundle+json;version=0.1",
        "verificationMaterial": {
            "x509CertificateChain": {"certificates": [{"rawBytes": to_base64(&der)}]},
            "tlogEntries": [entry(&body, "hashedrekord", "0.0.1")]
        },
        "messageSignature": {
            "messageDigest": {"algorithm": "SHA2_256", "digest": to_base64(&digest)},
            "signature": to_base64(signature)
        }
    })
}

/// The body as the last of three entries of a log, with the proof that it is there.
fn entry(body: &Value, kind: &str, version: &str) -> Value {
    let body = body.to_string();
    let leaf = |text: &[u8]| sha256(&[&[0], text]);
    let both = sha256(&[&[1], &leaf(b"first"), &leaf(b"second")]);
    let root = sha256(&[&[1], &both, &leaf(body.as_bytes())]);
    let key = sha256(&[b"the log's key"]);
    let hint = to_base64(&[&key[..4], b"signed"].concat());
    let note = format!("log.example - 1\n3\n{}\n\n— log.example {hint}\n", to_base64(&root));
    json!({
        "logIndex": "1002",
        "logId": {"keyId": to_base64(&key)},
        "kindVersion": {"kind": kind, "version": version},
        "integratedTime": LOGGED.to_string(),
        "inclusionPromise": {"signedEntryTimestamp": to_base64(b"a promise")},
        "inclusionProof": {
            "logIndex": "2",
            "rootHash": to_base64(&root),
            "treeSize": "3",
            "hashes": [to_base64(&both)],
            "checkpoint": {"envelope": note}
        },
        "canonicalizedBody": to_base64(body.as_bytes())
    })
}
