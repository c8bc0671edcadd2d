"""What a checker says of a takedown notice (specification, section 4), beside what its schema does."""
import re

import matching, parse, plain, purl, vers
import takedown_in_python as notices

RECORD = "takedown-notice"
CLE_MEMBERS = {"schemaVersion", "id", "noticeType", "registry", "subjects", "status", "issuedAt", "effectiveFrom", "reason",
               "authority", "replacements", "previous"}
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
STRONG = ("sha256", "sha384", "sha512", "sha224", "sha3_256", "sha3_384", "sha3_512", "blake2b", "blake2s")


def words(name):
    return parse.schema_of(RECORD).root["$defs"][name]["examples"]


def fits(name, text):
    """Whether a text has the shape that the schema gives it."""
    return isinstance(text, str) and not parse.schema_of(RECORD).misfits({"$ref": f"#/$defs/{name}"}, text)


def moment(text):
    try:
        return plain.moment(text) if fits("Timestamp", text) else None
    except ValueError:
        return None


class Lints:
    def __init__(self, text):
        self.text, self.notice, self.found = text, parse.read(text), []

    def told(self, code, severity, pointer):
        self.found.append({"code": code, "severity": severity, "pointer": pointer})

    def get(self, *path):
        """A member; absent where it is of the wrong kind for its place."""
        value = self.notice
        for name in path:
            value = value.get(name) if isinstance(value, dict) else None
        return value

    def items(self, name, kind=dict):
        value = self.notice.get(name)
        return [(at, it) for at, it in enumerate(value) if isinstance(it, kind)] if isinstance(value, list) else []

    def all(self):
        self.subjects()
        self.replacements()
        self.times()
        self.content()
        self.registers()
        if self.is_step():
            self.told("prefer-cle", "note", "/status")
        return self.found

    def subjects(self):
        if not self.items("subjects"):
            self.told("no-subject", "error", "/subjects")
        for at, subject in self.items("subjects"):
            place = f"/subjects/{at}"
            self.scope(subject, place)
            named = self.purl(subject.get("purl"), place)
            if named:
                self.registry(named, place)
            self.versions(subject, named, place)
            self.artifacts(subject, place)

    def purl(self, text, place):
        found = matching.parsed(text) if isinstance(text, str) else None
        if isinstance(text, str) and not found and fits("PurlText", text):
            self.told("purl-unreadable", "error", place + "/purl")
        return found

    def scope(self, subject, place):
        scope = subject.get("scope")
        if scope == "namespace":
            kind, name = subject.get("purlType") or self.get("registry", "purlType"), subject.get("namespace")
            if not kind or not name:
                self.told("namespace-incomplete", "error", place)
            elif "%" in name or not re.fullmatch("[A-Za-z][A-Za-z0-9.-]*", kind) or "-" in purl.TYPES.get(kind, ""):
                self.told("namespace-unreadable", "error", place + "/namespace")
        elif isinstance(scope, str):
            self.told("unknown-scope", "warning", place + "/scope")
        elif "namespace" in subject:
            self.told("namespace-without-scope", "error", place + "/namespace")
        elif not isinstance(subject.get("purl"), str) and not any(map(digests, subject.get("artifacts", []))):
            self.told("names-nothing", "error", place)

    def registry(self, named, place):
        kind, url = self.get("registry", "purlType"), named.get("qualifiers", {}).get("repository_url")
        if kind and kind != named["type"]:
            self.told("purl-type-differs", "error", place + "/purl")
        if url and matching.registry(url) != matching.registry(self.get("registry", "url")):
            self.told("repository-differs", "warning", place + "/purl")
        if "subpath" in named:
            self.told("subpath-does-not-count", "note", place + "/purl")

    def versions(self, subject, named, place):
        listed = "versions" in subject or "versionRange" in subject
        if subject.get("versions") == []:
            self.told("versions-empty", "error", place + "/versions")
        if listed and named and "version" in named:
            self.told("version-twice", "error", place)
        if listed and "purl" not in subject:
            self.told("versions-of-nothing", "error", place)
        text = subject.get("versionRange")
        if not isinstance(text, str) or not fits("VersText", text):
            return
        try:
            self.range(vers.tolerant(text), named, place + "/versionRange")
        except ValueError:
            self.told("range-unreadable", "error", place + "/versionRange")

    def range(self, text, named, place):
        _, kind, constraints = vers.split(text)
        if named and kind not in (named["type"], "all", "none"):
            self.told("range-of-another-type", "error", place)
        pairs = [] if constraints == "*" else [vers.COMPARATOR.fullmatch(it).groups() for it in constraints.split("|")]
        if pairs and all(not operator for operator, _ in pairs):
            return
        try:
            found = vers.simplified_set(vers.SCHEMES[kind], [(op, vers.unescaped(it)) for op, it in pairs])
            ends = not found.intervals or found.intervals[-1].high is not None
        except (KeyError, ValueError):
            ends = False
        self.told("range-hits-later-versions", "note" if ends else "warning", place)

    def artifacts(self, subject, place):
        if subject.get("artifacts") == []:
            self.told("artifacts-empty", "error", place + "/artifacts")
        for at, artifact in enumerate(subject.get("artifacts", [])):
            known = digests(artifact)
            if not known:
                self.told("file-without-digest", "warning", f"{place}/artifacts/{at}")
            elif not set(known) - set(matching.WEAK):
                self.told("weak-digests-only", "warning", f"{place}/artifacts/{at}")

    def replacements(self):
        for at, replacement in self.items("replacements"):
            place = f"/replacements/{at}"
            other = self.purl(replacement.get("purl"), place)
            whole = [it for _, it in self.items("subjects") if not {"versions", "versionRange", "artifacts"} & set(it)]
            if other and "versionRange" not in replacement and other in [matching.parsed(it.get("purl")) for it in whole]:
                self.told("replaces-itself", "error", place + "/purl")

    def times(self):
        places = ["issuedAt", "decidedAt", "effectiveFrom", "effectiveUntil", "effects/nameAvailableAt", "exposure/publishedAt",
                  "exposure/removedAt", "provenance/observedAt"]
        for place in places:
            text = self.get(*place.split("/"))
            if fits("Timestamp", text):
                if moment(text) is None:
                    self.told("no-such-moment", "error", "/" + place)
                elif not text.endswith("Z"):
                    self.told("not-utc", "warning", "/" + place)
        issued, decided = moment(self.get("issuedAt")), moment(self.get("decidedAt"))
        begins = moment(self.get("effectiveFrom")) if "effectiveFrom" in self.notice else issued
        ends = moment(self.get("effectiveUntil"))
        if begins and ends and begins > ends:
            self.told("ends-before-it-begins", "error", "/effectiveUntil")
        if issued and decided and decided > issued:
            self.told("decided-after-it-was-issued", "warning", "/decidedAt")
        after, date = self.get("effects", "nameReuse") == "after", self.get("effects", "nameAvailableAt")
        if after and not date:
            self.told("reuse-without-date", "note", "/effects/nameReuse")
        if date and not after:
            self.told("date-without-reuse", "warning", "/effects/nameAvailableAt")

    def content(self):
        notice, kind, status = self.notice, self.get("noticeType"), self.get("status")
        if re.fullmatch(r"1\.[1-9][0-9]*(\..*)?", self.get("schemaVersion")):
            self.told("later-version", "note", "/schemaVersion")
        targets = [it for _, it in self.items("targets", str)]
        if kind == "decision" and "targets" in notice:
            self.told("decision-with-targets", "error", "/targets")
        elif kind in ("amendment", "reversal", "retraction") and not targets:
            self.told("lifts-nothing", "warning", "/noticeType")
        elif kind not in words("NoticeType"):
            self.told("unknown-notice-type", "warning", "/noticeType")
        if self.get("id") in targets:
            self.told("targets-itself", "error", f"/targets/{notice['targets'].index(self.get('id'))}")
        if kind in ("reversal", "retraction") and status != "active":
            self.told("lifted-but-not-active", "warning", "/status")
        if kind == "decision" and status == "active":
            self.told("decision-without-measure", "warning", "/status")
        if status not in words("Status"):
            self.told("unknown-status", "warning", "/status")
        if status == "relocated" and not notice.get("replacements"):
            self.told("relocated-to-nowhere", "warning", "/status")
        if self.get("ground", "type") == "law" and not self.get("ground", "reference"):
            self.told("law-without-reference", "warning", "/ground")
        message = self.get("reason", "message")
        if isinstance(message, str) and len(message) > 10000:
            self.told("message-too-long", "warning", "/reason/message")
        if isinstance(message, str) and OBEYED.search(message):
            self.told("message-with-controls", "warning", "/reason/message")

    def registers(self):
        for place, name in (("effects/resolution", "Resolution"), ("effects/download", "Download"), ("effects/publish", "Publish"),
                            ("effects/nameReuse", "NameReuse"), ("effects/versionReuse", "VersionReuse"),
                            ("reason/category", "Category"), ("authority/role", "Role")):
            word = self.get(*place.split("/"))
            if isinstance(word, str) and word not in words(name):
                self.told("unknown-word", "warning", "/" + place)
        for at, code in self.items("territory", str):
            if not re.fullmatch("[A-Z]{2}", code):
                self.told("no-territory", "error", f"/territory/{at}")
        if self.notice.get("territory") == []:
            self.told("territory-empty", "error", "/territory")
        if self.get("provenance", "method") == "inferred-absence":
            if not self.get("provenance", "source") or not self.get("provenance", "observedAt"):
                self.told("absence-without-observation", "error", "/provenance")
            if self.get("reason", "category") not in (None, "unspecified"):
                self.told("absence-with-reason", "error", "/reason/category")
        if "erases" in self.notice and self.get("noticeType") != "amendment":
            self.told("erasure-without-amendment", "error", "/erases")
        if notices.digest(self.text.removeprefix("\ufeff")) == "error":
            self.told("no-canonical-form", "error", "")

    def is_step(self):
        """Whether it is a planned step of a package's life, said by its maintainers, and no more."""
        notice, reason = self.notice, self.get("reason") or {}
        only = set(notice) <= CLE_MEMBERS and set(reason) <= {"category", "message"} and set(self.get("authority") or {}) <= {"role"}
        if not only or self.get("noticeType") != "decision" or self.get("authority", "role") not in (None, "maintainer", "unknown"):
            return False
        if any(it["severity"] != "note" for it in self.found):
            return False
        named = [matching.parsed(it.get("purl")) if not {"artifacts", "scope"} & set(it) else None for _, it in self.items("subjects")]
        if not named or None in named or len({matching.key(it) for it in named}) > 1:
            return False
        category = reason.get("category", "unspecified")
        others = [(it, matching.parsed(it.get("purl"))) for _, it in self.items("replacements")]
        step = (self.get("status"), category)
        if step in (("archived", "unmaintained"), ("archived", "unspecified"), ("deprecated", "unmaintained")):
            return "message" not in reason and "replacements" not in notice
        if step == ("deprecated", "superseded"):
            own = len(others) == 1 and others[0][1] and matching.key(others[0][1]) == matching.key(named[0])
            return bool(own) and "message" not in reason and "version" in others[0][1]
        if step in (("relocated", "renamed"), ("relocated", "unspecified"), ("deprecated", "renamed")):
            whole = len(named) == 1 and "version" not in named[0] and not {"versions", "versionRange"} & set(notice["subjects"][0])
            return whole and bool(others) and all(it and "version" not in it and "versionRange" not in one for one, it in others)
        return False


def digests(artifact):
    """The digests of a file that have their algorithm's shape."""
    found = artifact.get("digests") if isinstance(artifact, dict) else None
    inner = parse.schema_of(RECORD)
    return [name for name, it in found.items() if not inner.misfits({"$ref": "#/$defs/DigestSet"}, {name: it})] if isinstance(found, dict) else []


def ask_check(text):
    """Structural findings and those above."""
    verdict, structural = parse.judge(RECORD, text)
    found = Lints(text).all()
    bad = verdict == "invalid" or any(it["severity"] == "error" for it in found)
    return "invalid" if bad else "valid", parse.Findings([*(parse.Finding(*it) for it in structural), *found])


def ask_parse(text):
    """Whether it is a notice, whether the schema takes it, and the codes of all findings."""
    verdict, structural = parse.judge(RECORD, text)
    codes = {SHAPES.get(pointer.rsplit("/", 1)[-1], code) if code == "malformed" else code for code, pointer in structural}
    return verdict, sorted(codes | {it["code"] for it in Lints(text).all()})


SHAPES = {"schemaVersion": "malformed-schema-version", "issuedAt": "malformed-timestamp", "id": "malformed-link", "purl": "malformed-purl",
          "versionRange": "malformed-vers", "sha256": "malformed-digest", "url": "malformed-link"}
QUESTIONS = {"takedown/check.jsonl": ask_check, "takedown/parse.jsonl": ask_parse}
