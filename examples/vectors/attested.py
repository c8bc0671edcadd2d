"""What is odd about Sigstore bundles with a message signature, and about PEP 740 provenance objects."""
import base64, binascii

import parse

MEDIA = "application/vnd.dev.sigstore.bundle"
KNOWN = {f"{MEDIA}+json;version=0.{it}" for it in "123"} | {f"{MEDIA}.v0.{it}+json" for it in "123"}
LENGTHS = {"SHA2_256": 32, "SHA2_384": 48, "SHA2_512": 64, "SHA3_256": 32, "SHA3_384": 48}
NEEDED = {"GitHub": ("repository", "workflow"), "GitLab": ("repository", "workflow_filepath"), "Google": ("email",),
          "CircleCI": ("project_id", "pipeline_definition_id")}


def finding(code, severity, pointer):
    return {"code": code, "severity": severity, "pointer": pointer}


def decoded(text):
    text = text.replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def bundle(value):
    found, material = [], value.get("verificationMaterial")
    if "mediaType" not in value:
        found.append(finding("no-media-type", "error", "/mediaType"))
    elif value["mediaType"] not in KNOWN:
        found.append(finding("unknown-media-type", "error", "/mediaType"))
    if value.get("messageSignature") is None:
        found.append(finding("no-content", "error", ""))
    if material is None:
        found.append(finding("no-verification-material", "error", "/verificationMaterial"))
    else:
        if not any(material.get(it) for it in ("publicKey", "x509CertificateChain", "certificate")):
            found.append(finding("no-signer", "error", "/verificationMaterial"))
        if not material.get("timestampVerificationData", {}).get("rfc3161Timestamps"):
            found.append(finding("no-signed-time", "warning", "/verificationMaterial"))
    return found + message(value.get("messageSignature"))


def message(signature):
    if signature is None:
        return []
    found, place = [], "/messageSignature"
    if not isinstance(signature.get("signature"), str) or not signature["signature"]:
        found.append(finding("no-signature", "error", place))
    stated = signature.get("messageDigest")
    if stated is None:
        return [*found, finding("no-message-digest", "note", place)]
    length, digest = LENGTHS.get(stated.get("algorithm")), decoded(stated.get("digest", ""))
    if length is None:
        found.append(finding("unknown-digest-algorithm", "warning", place + "/messageDigest"))
    elif digest is not None and len(digest) != length:
        found.append(finding("digest-length", "error", place + "/messageDigest/digest"))
    return found


def provenance(value):
    found, version = [], value.get("version")
    if "version" not in value:
        found.append(finding("missing-version", "error", ""))
    elif isinstance(version, int) and version != 1:
        found.append(finding("unknown-version", "error", "/version"))
    for at, one in enumerate(value["attestation_bundles"]):
        place = f"/attestation_bundles/{at}"
        if "publisher" not in one:
            found.append(finding("no-publisher", "error", place))
        elif isinstance(one["publisher"], dict):
            found += publisher(one["publisher"], place + "/publisher")
        if not one.get("attestations"):
            found.append(finding("no-attestations", "error", place))
    return found


def publisher(value, place):
    kind = value.get("kind")
    if kind is None:
        return [finding("no-kind", "error", place)]
    if kind not in NEEDED:
        return [finding("unknown-publisher-kind", "warning", place + "/kind")]
    return [finding("incomplete-publisher", "error", place) for name in NEEDED[kind] if not value.get(name)]


def ask(record, check):
    def question(value):
        schema = parse.schema_of(record)
        structural = [parse.Finding(*it) for it in schema.misfits(schema.root, value)]
        found = check(value)
        bad = any(it.code in ("wrong-type", "malformed") for it in structural) or any(it["severity"] == "error" for it in found)
        return "invalid" if bad else "valid", parse.Findings([*structural, *found])

    return question


QUESTIONS = {
    "sigstore-bundle/check.jsonl": ask("sigstore-bundle", bundle),
    "pep740-provenance/check.jsonl": ask("pep740-provenance", provenance),
}
