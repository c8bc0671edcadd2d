//! Signatures made here, with keys, a log and a trusted root of the tests' own.
//!
//! Invariant: every refusal stands beside the one change that turns it into an acceptance.

use super::{Artifact, ExpectedSigner, RegistryKeys, TrustedRoot, VerifyError};
use crate::identity::{Digest, DigestAlgorithm};
use crate::provenance::{BuildProvenance, Bundle, FactTrust, pae};
use crate::text::Timestamp;
use crate::text::encoding::{from_hex, to_base64, to_hex};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// 2026-05-04T14:00:00Z
const LOGGED: i64 = 1_777_903_200;

struct Key(SigningKey);

impl Key {
    fn of(seed: u8) -> Self {
        Self(SigningKey::from_slice(&[seed; 32]).unwrap())
    }

    /// The key as a `SubjectPublicKeyInfo`.
    fn spki(&self) -> Vec<u8> {
        let head = "3059301306072a8648ce3d020106082a8648ce3d030107034200";
        let point = self.0.verifying_key().to_encoded_point(false);
        [from_hex(head).unwrap(), point.as_bytes().to_vec()].concat()
    }

    fn pem(&self) -> String {
        let base64 = to_base64(&self.spki());
        format!("-----BEGIN PUBLIC KEY-----\n{base64}\n-----END PUBLIC KEY-----\n")
    }

    fn id(&self) -> [u8; 32] {
        Sha256::digest(self.spki()).into()
    }

    fn sign(&self, data: &[u8]) -> Vec<u8> {
        let signature: Signature = self.0.sign(data);
        signature.to_der().as_bytes().to_vec()
    }
}

fn keys(entries: &[Value]) -> RegistryKeys {
    RegistryKeys::parse(&json!({ "keys": entries }).to_string()).unwrap()
}

fn entry(name: &str, key: &Key, expires: Value) -> Value {
    json!({"keyid": name, "key": to_base64(&key.spki()), "expires": expires})
}

#[test]
fn signatures_of_versions() {
    let (key, other) = (Key::of(1), Key::of(2));
    let signature = to_base64(&key.sign(b"left-pad@1.3.0:sha512-abc"));
    let known = keys(&[entry("a", &key, Value::Null), entry("b", &other, Value::Null)]);
    let ask = |name: &str, version: &str, integrity: &str, keyid: &str| {
        known.verify_signature(name, version, integrity, keyid, &signature, None)
    };
    let verified = ask("left-pad", "1.3.0", "sha512-abc", "a").unwrap();
    assert_eq!((verified.key.as_deref(), verified.in_log), (Some("a"), false));
    assert_eq!((verified.signer, verified.trusted_root), (None, None));
    for (name, version, integrity, keyid) in [
        ("right-pad", "1.3.0", "sha512-abc", "a"),
        ("left-pad", "1.3.1", "sha512-abc", "a"),
        ("left-pad", "1.3.0", "sha512-abd", "a"),
        ("left-pad", "1.3.0", "sha512-abc", "b"),
    ] {
        let error = ask(name, version, integrity, keyid).unwrap_err();
        assert!(matches!(error, VerifyError::Signature(_)), "{error}");
    }
    let error = ask("left-pad", "1.3.0", "sha512-abc", "c").unwrap_err();
    assert!(matches!(error, VerifyError::Signer(_)), "{error}");
    let odd = known.verify_signature("left-pad", "1.3.0", "sha512-abc", "a", "!", None);
    assert!(matches!(odd, Err(VerifyError::Signature(_))));
}

#[test]
fn ends_of_keys() {
    let key = Key::of(1);
    let signature = to_base64(&key.sign(b"a@1:i"));
    let ask = |expires: Value, published: Option<&str>| {
        let published = published.map(|time| Timestamp::new(time).unwrap());
        let keys = keys(&[entry("k", &key, expires)]);
        keys.verify_signature("a", "1", "i", "k", &signature, published.as_ref()).map(|_| ())
    };
    assert_eq!(ask(Value::Null, None), Ok(()));
    let end = json!("2025-01-29T00:00:00.000Z");
    assert_eq!(ask(end.clone(), Some("2025-01-28T23:59:59Z")), Ok(()));
    for time in [None, Some("2025-01-29T00:00:00Z"), Some("2026-01-01T00:00:00Z")] {
        let error = ask(end.clone(), time).unwrap_err();
        assert!(matches!(error, VerifyError::Time(_)), "{time:?}: {error}");
    }
    for odd in [json!("soon"), json!(7), json!("2025-02-30T00:00:00Z")] {
        let error = ask(odd.clone(), Some("2020-01-01T00:00:00Z")).unwrap_err();
        assert!(matches!(error, VerifyError::Trust(_)), "{odd}: {error}");
    }
    let two = keys(&[entry("k", &key, Value::Null), entry("k", &Key::of(2), Value::Null)]);
    let error = two.verify_signature("a", "1", "i", "k", &signature, None).unwrap_err();
    assert!(matches!(error, VerifyError::Trust(_)), "{error}");
}

/// A trusted root with one log and nothing else.
fn root(log: &Key) -> TrustedRoot {
    let json = json!({
        "mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
        "tlogs": [{
            "baseUrl": "https://log.example",
            "hashAlgorithm": "SHA2_256",
            "publicKey": {
                "rawBytes": to_base64(&log.spki()),
                "keyDetails": "PKIX_ECDSA_P256_SHA_256",
                "validFor": {"start": "2020-01-01T00:00:00Z"},
            },
            "logId": {"keyId": to_base64(&log.id())},
        }],
    });
    TrustedRoot::parse(&json.to_string()).unwrap()
}

fn statement() -> Vec<u8> {
    let digest = to_hex(&Sha256::digest(b"artifact"));
    let statement = json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": "pkg:npm/a@1", "digest": {"sha256": digest}}],
        "predicateType": "https://type.example/publish",
        "predicate": {},
    });
    statement.to_string().into_bytes()
}

/// A bundle that a registry's key signed, with an entry in a log of one entry.
fn bundle(key: &Key, log: &Key) -> Value {
    let payload = statement();
    let kind = "application/vnd.in-toto+json";
    let signature = to_base64(&key.sign(&pae(kind, &payload)));
    let body = json!({"apiVersion": "0.0.1", "kind": "dsse", "spec": {
        "envelopeHash": {"algorithm": "sha256", "value": "00".repeat(32)},
        "payloadHash": {"algorithm": "sha256", "value": to_hex(&Sha256::digest(&payload))},
        "signatures": [{"signature": signature, "verifier": to_base64(key.pem().as_bytes())}],
    }});
    let body = body.to_string().into_bytes();
    let root = to_base64(&Sha256::digest([&[0], &*body].concat()));
    let promise = format!(
        r#"{{"body":"{}","integratedTime":{LOGGED},"logID":"{}","logIndex":0}}"#,
        to_base64(&body),
        to_hex(&log.id()),
    );
    let note = format!("log.example\n1\n{root}\n");
    let noted = [&log.id()[..4], &log.sign(note.as_bytes())].concat();
    json!({
        "mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
        "verificationMaterial": {
            "publicKey": {"hint": "k"},
            "tlogEntries": [{
                "logIndex": "0",
                "logId": {"keyId": to_base64(&log.id())},
                "kindVersion": {"kind": "dsse", "version": "0.0.1"},
                "integratedTime": LOGGED.to_string(),
                "inclusionPromise": {"signedEntryTimestamp": to_base64(&log.sign(promise.as_bytes()))},
                "inclusionProof": {
                    "logIndex": "0",
                    "rootHash": root,
                    "treeSize": "1",
                    "hashes": [],
                    "checkpoint": {"envelope": format!("{note}\n— log.example {}\n", to_base64(&noted))},
                },
                "canonicalizedBody": to_base64(&body),
            }],
        },
        "dsseEnvelope": {
            "payload": to_base64(&payload),
            "payloadType": kind,
            "signatures": [{"sig": signature, "keyid": "k"}],
        },
    })
}

fn ask(
    bundle: &Value,
    artifact: &[u8],
    keys: &RegistryKeys,
) -> Result<super::Verified, VerifyError> {
    root(&Key::of(9)).verify_with_keys(&bundle.to_string(), Artifact::Bytes(artifact), keys)
}

#[test]
fn bundles_signed_with_a_key() {
    let (key, log) = (Key::of(1), Key::of(9));
    let known = keys(&[entry("k", &key, json!("2026-05-04T14:00:01Z"))]);
    let bundle = bundle(&key, &log);
    let verified = ask(&bundle, b"artifact", &known).unwrap();
    assert_eq!(verified.key.as_deref(), Some("k"));
    assert_eq!(verified.times, [Timestamp::from_unix(LOGGED).unwrap()]);
    assert_eq!(verified.trusted_root.as_ref(), Some(root(&log).digest()));
    assert!(verified.in_log && !verified.certificate_in_log);
    let verification = verified.to_verification("https://verifier.example");
    assert_eq!(
        verification.trust_root,
        Some(format!("sha256:{}", root(&log).digest().to_hex()).into())
    );
    let read = Bundle::parse(&bundle.to_string()).unwrap();
    let build = BuildProvenance::of_bundle(&read).with_verification(verification);
    // the hint at a key is signed by nobody
    assert_eq!(build.signer.map(|fact| fact.trust), Some(FactTrust::Unverified));
    let sha256 = Digest::from_bytes(DigestAlgorithm::Sha256, &Sha256::digest(b"artifact")).unwrap();
    let by_digest =
        root(&log).verify_with_keys(&bundle.to_string(), Artifact::Digest(&sha256), &known);
    assert_eq!(by_digest, Ok(verified));
    let other = ask(&bundle, b"other", &known).unwrap_err();
    assert!(matches!(other, VerifyError::Artifact(_)), "{other}");
    let ended = keys(&[entry("k", &key, json!("2026-05-04T14:00:00Z"))]);
    let error = ask(&bundle, b"artifact", &ended).unwrap_err();
    assert!(matches!(error, VerifyError::Time(_)), "{error}");
    let wrong = keys(&[entry("k", &Key::of(2), Value::Null)]);
    let error = ask(&bundle, b"artifact", &wrong).unwrap_err();
    assert!(matches!(error, VerifyError::Signature(_)), "{error}");
    let signer = ExpectedSigner::anybody();
    let error = root(&log).verify(&bundle.to_string(), Artifact::Bytes(b"artifact"), &signer);
    assert!(error.is_err(), "there is no certificate");
}

#[test]
fn bundles_taken_apart() {
    let (key, log) = (Key::of(1), Key::of(9));
    let known = keys(&[entry("k", &key, Value::Null)]);
    let good = bundle(&key, &log);
    let entry = "/verificationMaterial/tlogEntries/0";
    let changes: [(&str, Value); 9] = [
        ("/verificationMaterial/tlogEntries", json!([])),
        ("/verificationMaterial/publicKey/hint", json!("other")),
        ("/dsseEnvelope/payload", json!(to_base64(b"{}"))),
        ("/dsseEnvelope/payloadType", json!("text/plain")),
        ("/dsseEnvelope/signatures/0/sig", json!(to_base64(&key.sign(b"x")))),
        ("/integratedTime", json!((LOGGED - 1).to_string())),
        ("/canonicalizedBody", json!(to_base64(b"{}"))),
        ("/inclusionProof/rootHash", json!(to_base64(&[0; 32]))),
        ("/inclusionPromise/signedEntryTimestamp", json!(to_base64(&Key::of(8).sign(b"x")))),
    ];
    assert!(ask(&good, b"artifact", &known).is_ok());
    for (place, value) in changes {
        let mut changed = good.clone();
        let place =
            if changed.pointer(place).is_some() { place.into() } else { format!("{entry}{place}") };
        *changed.pointer_mut(&place).unwrap() = value;
        assert!(ask(&changed, b"artifact", &known).is_err(), "{place}");
    }
    let mut unproved = good.clone();
    let members = unproved.pointer_mut(entry).unwrap().as_object_mut().unwrap();
    members.remove("inclusionProof");
    members.remove("inclusionPromise");
    unproved["mediaType"] = json!("application/vnd.dev.sigstore.bundle+json;version=0.1");
    let error = ask(&unproved, b"artifact", &known).unwrap_err();
    assert!(matches!(error, VerifyError::Log(_)), "{error}");
    let elsewhere = bundle(&key, &Key::of(7));
    let error = ask(&elsewhere, b"artifact", &known).unwrap_err();
    assert!(matches!(error, VerifyError::Log(_)), "{error}");
}

#[test]
fn what_is_no_trusted_root_or_bundle() {
    for text in ["", "{}", "[]", r#"{"mediaType": 7}"#] {
        let bundle =
            root(&Key::of(9)).verify(text, Artifact::Bytes(b""), &ExpectedSigner::anybody());
        assert!(matches!(bundle, Err(VerifyError::Bundle(_))), "{text}");
    }
    assert!(matches!(TrustedRoot::parse("[]"), Err(VerifyError::Trust(_))));
    let md5 = Digest::from_hex(DigestAlgorithm::Md5, "d41d8cd98f00b204e9800998ecf8427e").unwrap();
    let good = bundle(&Key::of(1), &Key::of(9)).to_string();
    let known = keys(&[entry("k", &Key::of(1), Value::Null)]);
    let error = root(&Key::of(9)).verify_with_keys(&good, Artifact::Digest(&md5), &known);
    assert!(matches!(error, Err(VerifyError::Unsupported(_))));
}
