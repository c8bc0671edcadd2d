"""What is odd about in-toto statements and their predicates, beside what the schemas say."""
import base64, binascii, re

import parse, plain, purl

V0_1, V1 = "https://in-toto.io/Statement/v0.1", "https://in-toto.io/Statement/v1"
NPM = "https://github.com/npm/attestation/tree/main/specs/publish/v0.1"
PYPI = "https://docs.pypi.org/attestations/publish/v1"
SLSA = "https://slsa.dev/provenance/v"
FORMER = {"https://in-toto.io/Provenance/v0.1": SLSA + "0.1", SLSA + "1.0": SLSA + "1", SLSA + "1.0?draft": SLSA + "1",
          SLSA + "1-rc1": SLSA + "1", SLSA + "1-rc2": SLSA + "1"}


class Lints:
    def __init__(self):
        self.found = []

    def told(self, code, severity, pointer):
        self.found.append({"code": code, "severity": severity, "pointer": pointer})

    def missing(self, code, pointer, member):
        if member is None:
            self.told(code, "error", pointer)


def at(value, *path):
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def has_digests(resource):
    digests = resource.get("digest")
    return isinstance(digests, dict) and any(isinstance(it, str) and it for it in digests.values())


def subjects(statement, lints):
    every = [it for it in statement.get("subject", []) if isinstance(it, dict)]
    if not every:
        lints.told("no-subject", "error", "/subject")
    first, names, uris = statement["_type"] == V0_1, set(), set()
    for index, subject in enumerate(every):
        place, name, uri = f"/subject/{index}", subject.get("name"), subject.get("uri")
        if not has_digests(subject):
            lints.told("subject-without-digest", "error", place)
        if first and not name:
            lints.told("missing-subject-name", "error", place)
        elif name in names and name is not None and (first or name != "_"):
            lints.told("duplicate-subject-name", "error" if first else "warning", place + "/name")
        if uri is not None and uri in uris:
            lints.told("duplicate-subject-uri", "warning", place + "/uri")
        names.add(name)
        uris.add(uri)
    return every


def npm(predicate, every, lints):
    for member in ("name", "version", "registry"):
        lints.missing(f"missing-{member}", "/predicate", predicate.get(member))
    for index, subject in enumerate(every):
        try:
            found = purl.parse(subject.get("name") or "")
        except ValueError:
            found = {"type": None}
        if found["type"] != "npm":
            lints.told("subject-no-npm-purl", "error", f"/subject/{index}")
            continue
        full = "/".join(filter(None, (found.get("namespace"), found["name"])))
        if predicate.get("name", full) != full or predicate.get("version", found.get("version")) != found.get("version"):
            lints.told("other-package", "error", f"/subject/{index}/name")


def pypi(statement, every, lints):
    if statement.get("predicate") not in (None, {}):
        lints.told("predicate-not-empty", "error", "/predicate")
    if len(every) > 1:
        lints.told("not-one-subject", "error", "/subject")
    for index, subject in enumerate(every):
        if not subject.get("name"):
            lints.told("missing-file-name", "error", f"/subject/{index}")


def release(predicate, other, lints):
    text = predicate.get("purl")
    lints.missing("missing-purl", "/predicate", text)
    if isinstance(text, str):
        try:
            found = purl.parse(text)
        except ValueError:
            found = None
            if re.fullmatch("[Pp][Kk][Gg]:[^\x00-\x1f\x7f]+", text):
                lints.told("purl-unreadable", "error", "/predicate/purl")
        if found and "version" not in found:
            lints.told("purl-without-version", "error", "/predicate/purl")
        elif found and "subpath" in found:
            lints.told("purl-with-subpath", "warning", "/predicate/purl")
    if other in predicate:
        lints.told("other-version-member", "warning", f"/predicate/{other}")


def times(begins, ends, pointer, lints):
    try:
        if isinstance(begins, str) and isinstance(ends, str) and plain.moment(ends) < plain.moment(begins):
            lints.told("finished-before-started", "warning", pointer)
    except ValueError:
        pass


def builder(predicate, lints):
    place = "/predicate/builder" if "builder" in predicate else "/predicate"
    lints.missing("missing-builder-id", place, at(predicate, "builder", "id"))


def metadata(predicate, lints):
    found = predicate.get("metadata", {})
    if "buildInvocationID" in found:
        lints.told("misspelt-member", "warning", "/predicate/metadata/buildInvocationID")
    times(found.get("buildStartedOn"), found.get("buildFinishedOn"), "/predicate/metadata/buildFinishedOn", lints)


def slsa_0_1(predicate, lints):
    builder(predicate, lints)
    recipe = predicate.get("recipe")
    if recipe is not None:
        lints.missing("missing-recipe-type", "/predicate/recipe", recipe.get("type"))
        place = recipe.get("definedInMaterial")
        if place is not None and place >= len(predicate.get("materials", [])):
            lints.told("no-such-material", "error", "/predicate/recipe/definedInMaterial")
    metadata(predicate, lints)


def slsa_0_2(predicate, lints):
    builder(predicate, lints)
    lints.missing("missing-build-type", "/predicate", predicate.get("buildType"))
    metadata(predicate, lints)


def slsa_1(predicate, lints):
    definition, run = predicate.get("buildDefinition"), predicate.get("runDetails")
    place = "/predicate/buildDefinition" if definition is not None else "/predicate"
    lints.missing("missing-build-type", place, at(definition, "buildType"))
    if at(definition, "externalParameters") is None:
        lints.told("no-external-parameters", "note", place)
    place = "/predicate" if run is None else "/predicate/runDetails" + ("/builder" if "builder" in run else "")
    lints.missing("missing-builder-id", place, at(run, "builder", "id"))
    for path in ("buildDefinition/resolvedDependencies", "runDetails/byproducts", "runDetails/builder/builderDependencies"):
        for index, one in enumerate(at(predicate, *path.split("/")) or []):
            resource(one, f"/predicate/{path}/{index}", lints)
    found = at(run, "metadata") or {}
    times(found.get("startedOn"), found.get("finishedOn"), "/predicate/runDetails/metadata/finishedOn", lints)


def resource(one, place, lints):
    if "uri" not in one and "content" not in one and not has_digests(one):
        lints.told("empty-resource", "error", place)
    if isinstance(one.get("content"), str):
        text = one["content"].replace("-", "+").replace("_", "/").rstrip("=")
        try:
            base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
        except binascii.Error:
            lints.told("malformed-content", "error", place + "/content")


def summary(predicate, lints):
    verifier, policy, levels = predicate.get("verifier"), predicate.get("policy"), predicate.get("verifiedLevels")
    lints.missing("missing-verifier-id", "/predicate" + ("/verifier" if verifier is not None else ""), at(verifier, "id"))
    lints.missing("missing-resource-uri", "/predicate", predicate.get("resourceUri"))
    lints.missing("missing-policy-uri", "/predicate" + ("/policy" if policy is not None else ""), at(policy, "uri"))
    if policy is not None and not has_digests(policy):
        lints.told("policy-without-digest", "note", "/predicate/policy")
    result = predicate.get("verificationResult")
    lints.missing("missing-verification-result", "/predicate", result)
    if result not in (None, "PASSED", "FAILED"):
        lints.told("unlisted-verification-result", "error", "/predicate/verificationResult")
    lints.missing("missing-verified-levels", "/predicate", levels)
    tracks = set()
    for index, level in enumerate(levels or []):
        found = re.fullmatch("SLSA_(.+)_LEVEL_([0-9]+|UNEVALUATED)", level)
        if found and found[1] in tracks:
            lints.told("two-levels-of-a-track", "error", f"/predicate/verifiedLevels/{index}")
        tracks.add(found and found[1])
    if result == "PASSED" and "FAILED" in (levels or []):
        lints.told("levels-contradict-result", "warning", "/predicate/verifiedLevels")
    for index, one in enumerate(predicate.get("inputAttestations", [])):
        if not has_digests(one):
            lints.told("attestation-without-digest", "error", f"/predicate/inputAttestations/{index}")


PREDICATES = {
    SLSA + "0.1": ("slsa-provenance-0-1", slsa_0_1), SLSA + "0.2": ("slsa-provenance-0-2", slsa_0_2), SLSA + "1": ("slsa-provenance-1", slsa_1),
    "https://slsa.dev/verification_summary/v1": ("verification-summary", summary),
    "https://in-toto.io/attestation/release/v0.1": ("release-0-1", lambda it, lints: release(it, "packageId", lints)),
    "https://in-toto.io/attestation/release/v0.2": ("release-0-2", lambda it, lints: release(it, "releaseId", lints)),
}


def upper_case(value, place, lints):
    """Digests in upper case, wherever they stand."""
    for name, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        if name == "digest" and isinstance(inner, dict):
            for algorithm, text in inner.items():
                if re.match("sha|blake|md5", algorithm) and re.fullmatch("[0-9A-Fa-f]*[A-F][0-9A-Fa-f]*", text):
                    lints.told("digest-case", "warning", f"{place}/digest/{algorithm}")
        else:
            upper_case(inner, f"{place}/{name}", lints)


def structural(record, value, place):
    schema = parse.schema_of(record)
    return [parse.Finding(code, place + pointer) for code, pointer in schema.misfits(schema.root, value)]


def ask_check(statement):
    lints, kind = Lints(), FORMER.get(statement["predicateType"], statement["predicateType"])
    found = [it for it in structural("statement", statement, "") if kind != PYPI or (it.code, it.pointer) != ("null-member", "/predicate")]
    predicate = statement.get("predicate")
    predicate = {} if predicate is None else predicate
    if statement["_type"] not in (V0_1, V1):
        lints.told("unknown-statement-type", "error", "/_type")
    if statement["predicateType"] in FORMER:
        lints.told("former-predicate-type", "warning", "/predicateType")
    every = subjects(statement, lints)
    upper_case(statement, "", lints)
    if kind == PYPI:
        pypi(statement, every, lints)
    elif isinstance(predicate, dict) and kind == NPM:
        found += structural("npm-publish", predicate, "/predicate")
        npm(predicate, every, lints)
    elif isinstance(predicate, dict) and kind in PREDICATES:
        record, check = PREDICATES[kind]
        found += structural(record, predicate, "/predicate")
        check(predicate, lints)
    bad = any(it.code in ("wrong-type", "malformed") for it in found) or any(it["severity"] == "error" for it in lints.found)
    return "invalid" if bad else "valid", parse.Findings([*found, *lints.found])


QUESTIONS = {"statement/check.jsonl": ask_check}
