"""What the OSV schema says in prose, or its official schema refuses: the lints of advisories."""
import re
from functools import cmp_to_key

import cvss, identity, parse, plain, purl, sets, version

PREFIXES = """ASB-A PUB-A ALPINE ALSA ALBA ALEA AZL BELL BIT CGA CLEANSTART CLSA CURL CVE DEBIAN DHI DRUPAL DSA DLA ELA
    DTSA ECHO EEF FreeBSD GHSA GO GSD HSEC JLSEC KUBE LBSEC LSN MAL MINI MGASA OESA OSEC OSV openSUSE-SU PHSA PSF PYSEC
    RHBA RHEA RHSA RLSA RXSA RSEC ROOT RUSTSEC SUSE-SU SUSE-RU SUSE-FU SUSE-OU UBUNTU USN V8""".split()
ENDS = ("introduced", "fixed", "last_affected", "limit")


def words(name):
    return parse.schema_of("advisory").root["$defs"][name]["examples"]


class Lints:
    def __init__(self, advisory):
        self.advisory, self.found = advisory, []

    def told(self, code, severity, pointer):
        self.found.append({"code": code, "severity": severity, "pointer": pointer})

    def items(self, holder, name, kind=dict):
        value = holder.get(name)
        return [(at, it) for at, it in enumerate(value) if isinstance(it, kind)] if isinstance(value, list) else []

    def all(self):
        advisory = self.advisory
        if not any(advisory["id"].startswith(it + "-") for it in PREFIXES) and not advisory["id"].startswith("x_"):
            self.told("id-prefix", "error", "/id")
        for name in advisory:
            if name not in parse.schema_of("advisory").root["properties"]:
                self.told("unknown-member", "error", "/" + parse.escaped(name))
        self.head()
        self.related()
        self.times()
        self.scores()
        for at, entry in self.items(advisory, "affected"):
            self.entry(entry, f"/affected/{at}")
        self.people()
        return self.found

    def head(self):
        advisory, text = self.advisory, self.advisory.get("schema_version")
        if text is None:
            self.told("schema-version-missing", "note", "")
        elif not re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", text, re.ASCII):
            self.told("malformed-schema-version", "warning", "/schema_version")
        summary = advisory.get("summary")
        if summary is None and advisory.get("details") is None:
            self.told("no-text", "note", "")
        elif summary is not None and re.search("[\n\r]", summary):
            self.told("summary-lines", "warning", "/summary")
        elif summary is not None and len(summary) > 120:
            self.told("long-summary", "note", "/summary")

    def related(self):
        aliases = [it for _, it in self.items(self.advisory, "aliases", str)]
        for name in ("aliases", "related", "upstream"):
            seen = set()
            for at, one in self.items(self.advisory, name, str):
                place = f"/{name}/{at}"
                if one == self.advisory["id"]:
                    self.told("own-identifier", "warning", place)
                elif one in seen:
                    self.told("duplicate-identifier", "warning", place)
                elif name != "aliases" and one in aliases:
                    self.told("alias-and-more", "warning", place)
                seen.add(one)

    def times(self):
        if "modified" not in self.advisory:
            self.told("missing-modified", "error", "")
        moments = {}
        for name in ("modified", "published", "withdrawn"):
            text = self.advisory.get(name)
            if not isinstance(text, str) or parse.schema_of("advisory").misfits({"$ref": "#/$defs/Timestamp"}, text):
                continue
            if not text.endswith("Z"):
                self.told("not-utc", "error", "/" + name)
            try:
                moments[name] = plain.moment(text)
            except ValueError:
                self.told("no-such-moment", "warning", "/" + name)
        for name in ("modified", "withdrawn"):
            if name in moments and "published" in moments and moments[name] < moments["published"]:
                self.told(f"{name}-before-published", "warning", "/" + name)

    def scores(self):
        self.severities(self.advisory, "/severity")
        for at, entry in self.items(self.advisory, "affected"):
            self.severities(entry, f"/affected/{at}/severity")
            if self.advisory.get("severity") is not None and isinstance(entry.get("severity"), list):
                self.told("two-severities", "error", f"/affected/{at}/severity")

    def severities(self, holder, place):
        for at, severity in self.items(holder, "severity"):
            kind, score, here = severity.get("type"), severity.get("score"), f"{place}/{at}"
            if "type" not in severity:
                self.told("missing-severity-type", "error", here)
                continue
            if kind not in words("SeverityType"):
                self.told("unlisted-severity-type", "error", here + "/type")
            if "score" not in severity:
                self.told("missing-score", "error", here)
            elif kind == "Ubuntu":
                if score not in ("negligible", "low", "medium", "high", "critical"):
                    self.told("malformed-score", "error", here + "/score")
            elif kind in words("SeverityType"):
                whole, code = cvss.shape(kind, score)
                if not whole:
                    self.told(code, "error" if code == "malformed-score" else "warning", here + "/score")

    def entry(self, entry, place):
        package, ranges = entry.get("package"), self.items(entry, "ranges")
        if isinstance(package, dict):
            self.package(package, place + "/package")
        elif "package" not in entry and not ranges:
            self.told("nothing-affected", "note", place)
        ecosystem = package.get("ecosystem") if isinstance(package, dict) else None
        for at, one in ranges:
            self.range(one, ecosystem, f"{place}/ranges/{at}")
        self.overlaps(ranges, ecosystem, place)
        self.lists(entry, ranges, ecosystem, place)

    def package(self, package, place):
        ecosystem, name = package.get("ecosystem"), package.get("name")
        if "ecosystem" not in package:
            self.told("missing-ecosystem", "error", place)
        elif isinstance(ecosystem, str) and re.fullmatch("[^:\n\r]+(:[^\n\r]+)?", ecosystem):
            self.ecosystem(ecosystem, place + "/ecosystem")
        if "name" not in package:
            self.told("missing-name", "error", place)
        if isinstance(ecosystem, str) and isinstance(name, str):
            base = identity.base(ecosystem)
            if identity.broken(base, name)[1]:
                self.told("package-name", "warning", place + "/name")
            if base == "Linux" and name != "Kernel":
                self.told("linux-name", "warning", place + "/name")
            if identity.normal(base, name) != name:
                self.told("unnormalized-name", "warning", place + "/name")
        if isinstance(package.get("purl"), str):
            self.purl(package, place + "/purl")

    def ecosystem(self, ecosystem, place):
        base, colon, suffix = ecosystem.partition(":")
        if base not in {it.split(":")[0] for it in words("Ecosystem")}:
            self.told("unlisted-ecosystem", "error", place)
        elif not colon and base in ("Alpine", "Mageia", "Photon OS"):
            self.told("suffix-missing", "warning", place)
        elif colon and base in ("Maven", "Packagist", "VSCode") and not is_link(suffix):
            self.told("suffix-no-url", "warning", place)

    def purl(self, package, place):
        import advisory

        try:
            found = purl.parse(package["purl"])
        except ValueError:
            return self.told("malformed-purl", "warning", place)
        if "version" in found:
            self.told("purl-with-version", "warning", place)
        ecosystem, name, other = package.get("ecosystem"), package.get("name"), identity.of_purl(found)
        if isinstance(ecosystem, str) and isinstance(name, str) and other and identity.base(ecosystem) in identity.ECOSYSTEMS:
            if advisory.package_key(ecosystem, name) != advisory.package_key(*other):
                self.told("other-purl", "warning", place)

    def range(self, one, ecosystem, place):
        kind = one.get("type")
        if "type" not in one:
            self.told("missing-range-type", "error", place)
        elif isinstance(kind, str) and kind not in words("RangeType"):
            self.told("unlisted-range-type", "error", place + "/type")
        elif kind == "GIT" and "repo" not in one:
            self.told("git-without-repo", "error", place)
        if "events" not in one:
            self.told("missing-events", "error", place)
        events = self.items(one, "events")
        named = {name for _, it in events for name in it}
        if isinstance(one.get("events"), list) and "introduced" not in named:
            self.told("never-introduced", "error", place + "/events")
        if {"fixed", "last_affected"} <= named:
            self.told("fixed-and-last-affected", "error", place + "/events")
        for at, event in events:
            self.event(event, kind, f"{place}/events/{at}")
        scheme = scheme_of(kind, ecosystem)
        if scheme:
            self.line(events, kind == "SEMVER", scheme, place + "/events")

    def event(self, event, kind, place):
        ends = [it for it in ENDS if it in event]
        if len(ends) != 1:
            return self.told("not-one-event", "error", place)
        name, text = ends[0], event[ends[0]]
        if not isinstance(text, str):
            return
        if kind == "GIT":
            if not re.fullmatch("0|[0-9a-f]{40}|[0-9a-f]{64}", text):
                self.told("short-hash", "error", f"{place}/{name}")
            return
        if text == "0" and name != "introduced" and kind == "SEMVER":
            self.told("zero-as-end", "warning", f"{place}/{name}")
        if text == "*" and name != "limit":
            self.told("star-as-version", "warning", f"{place}/{name}")

    def line(self, events, semantic, scheme, place):
        """The events along the line of versions, limits aside."""
        found, whole = [], True
        for at, event in events:
            ends = [it for it in ENDS if it in event]
            if len(ends) != 1 or not isinstance(event[ends[0]], str):
                whole = False
                continue
            name, text = ends[0], event[ends[0]]
            if text in ("0", "*"):
                found.append((None, name))
                continue
            own = read(scheme, text)
            if own is None or semantic and read("semver", text) is None:
                self.told("no-semantic-version" if semantic else "no-version", "warning", f"{place}/{at}/{name}")
            whole &= own is not None
            found.append((own, name))
        found = [it for it in found if it[1] != "limit"]
        if whole:
            self.order(found, scheme, place)

    def order(self, line, scheme, place):
        compare = lambda a, b: (a is not None) - (b is not None) if a is None or b is None else version.order(scheme, a, b)
        if any(compare(a[0], b[0]) > 0 for a, b in zip(line, line[1:])):
            self.told("unsorted-events", "note", place)
            line = sorted(line, key=cmp_to_key(lambda a, b: compare(a[0], b[0])))
        if any(compare(a[0], b[0]) == 0 and a[1] != b[1] for a, b in zip(line, line[1:])):
            self.told("tied-events", "note", place)
        if line and line[0][1] != "introduced":
            self.told("end-without-beginning", "warning", place)

    def sets(self, ranges, ecosystem):
        found = []
        for at, one in ranges:
            scheme, events = scheme_of(one.get("type"), ecosystem), one.get("events", [])
            sound = all(isinstance(it, dict) and [n in it for n in ENDS].count(True) == 1 for it in events)
            if scheme and sound and any("introduced" in it for it in events):
                try:
                    found.append((at, sets.of_events(scheme, [{n: it[n] for n in ENDS if n in it} for it in events])))
                except (ValueError, AttributeError):
                    pass
        return found

    def overlaps(self, ranges, ecosystem, place):
        found = self.sets(ranges, ecosystem)
        for at, one in found:
            if any(other < at and it.scheme == one.scheme and it.both(one).intervals for other, it in found):
                self.told("overlapping-ranges", "warning", f"{place}/ranges/{at}")

    def lists(self, entry, ranges, ecosystem, place):
        listed = self.items(entry, "versions", str)
        if not listed:
            if "package" in entry and any(it.get("type") in ("ECOSYSTEM", "GIT") for _, it in ranges):
                self.told("versions-not-listed", "note", place)
            return
        own = scheme_of("ECOSYSTEM", ecosystem)
        found = [it for _, it in self.sets(ranges, ecosystem)]
        if not own or not found or any(it.scheme != own for it in found):
            return
        together = sets.Set(own, [one for it in found for one in it.intervals])
        for at, text in listed:
            one = read(own, text)
            if one is None or together.contains(one):
                continue
            fixed = any(it.high is not None and not it.high_in and version.order(own, it.high, one) == 0 for it in together.intervals)
            code = ("listed-although-fixed", "warning") if fixed else ("listed-outside", "note")
            self.told(*code, f"{place}/versions/{at}")

    def people(self):
        seen = []
        for at, one in self.items(self.advisory, "references"):
            place, kind = f"/references/{at}", one.get("type")
            if "type" not in one:
                self.told("missing-reference-type", "error", place)
            elif isinstance(kind, str) and kind not in words("ReferenceType"):
                self.told("unlisted-reference-type", "error", place + "/type")
            if "url" not in one:
                self.told("missing-url", "error", place)
            elif (kind, one["url"]) in seen:
                self.told("duplicate-reference", "note", place)
            seen.append((kind, one.get("url")))
        for at, one in self.items(self.advisory, "credits"):
            place, kind = f"/credits/{at}", one.get("type")
            if "name" not in one:
                self.told("missing-credit-name", "error", place)
            if isinstance(kind, str) and kind not in words("CreditType"):
                self.told("unlisted-credit-type", "error", place + "/type")
            for number, contact in self.items(one, "contact", str):
                if not is_link(contact):
                    self.told("malformed-contact", "warning", f"{place}/contact/{number}")


def is_link(text):
    return not parse.schema_of("advisory").misfits({"$ref": "#/$defs/Link"}, text)


def read(scheme, text):
    try:
        return version.parse(scheme, text)
    except ValueError:
        return None


def scheme_of(kind, ecosystem):
    import advisory

    if not isinstance(ecosystem, str) or kind not in ("SEMVER", "ECOSYSTEM"):
        return None
    own = advisory.scheme_of(ecosystem)
    return (own if own in ("npm", "cargo") else "semver") if kind == "SEMVER" else own


def ask_check(advisory):
    schema = parse.schema_of("advisory")
    structural = [parse.Finding(*it) for it in schema.misfits(schema.root, advisory)]
    found = Lints(advisory).all()
    bad = any(it.code == "wrong-type" for it in structural) or any(it["severity"] == "error" for it in found)
    return "invalid" if bad else "valid", parse.Findings([*structural, *found])
