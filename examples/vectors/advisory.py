"""Advisories: whether a version is affected (OSV schema, "Evaluation"), and groups of aliases."""
import datetime, re

import identity, lints, purl, sets, version

SCHEMES = {"npm": "npm", "PyPI": "pypi", "crates.io": "cargo", "Maven": "maven"}
SEMANTIC = ("Bitnami", "Go", "Hex", "Pub", "SwiftURL")
MEMBERS = ("introduced", "fixed", "last_affected", "limit")


def scheme_of(ecosystem):
    base = identity.base(ecosystem)
    return SCHEMES.get(base) or ("semver" if base in SEMANTIC else None)


def listed_case(ecosystem):
    base, colon, suffix = ecosystem.partition(":")
    found = next((it for it in identity.ECOSYSTEMS if it.lower() == base.lower()), base)
    return found + colon + suffix


def parsed(scheme, text):
    try:
        return version.parse(scheme, text.removeprefix("v") if scheme == "semver" else text)
    except ValueError:
        return None


class Asked:
    """A version of a package."""

    def __init__(self, ecosystem, name, text):
        self.ecosystem, self.name, self.text = listed_case(ecosystem), name, text
        own = scheme_of(self.ecosystem)
        self.by = {}
        if text is not None and own:
            self.by[own] = parsed(own, text)
        if text is not None and own not in ("npm", "cargo", "semver"):
            self.by["semver"] = parsed("semver", text)
        self.key = package_key(self.ecosystem, name)


def package_key(ecosystem, name):
    """Equal for all spellings of a package, as its name or in a purl."""
    base, name = identity.base(ecosystem), name.strip()
    if base == "SwiftURL":
        name = name.removeprefix("https://").removesuffix(".git")
    found = identity.key(base, name)
    if base == "VSCode":
        found = found.replace(".", "/", 1)
    rules = purl.TYPES.get(identity.ECOSYSTEMS.get(base, ("",))[0], "")
    if base in ("Go", "SwiftURL", "NuGet") or "N" in rules or "n" in rules and not identity.ECOSYSTEMS[base][1]:
        found = found.lower()
    return f"{base}:{found}"


def of_purl(text):
    """Ecosystem, name and version; None if the purl is none, or of no ecosystem."""
    try:
        found = purl.parse(text)
    except ValueError:
        return None
    package = identity.of_purl(found)
    return package and (*package, found.get("version"))


class Entry:
    """What one member of `affected` says."""

    def __init__(self, entry):
        entry = entry if isinstance(entry, dict) else {"package": None}
        package = entry.get("package")
        self.names, self.package = "package" in entry, package_of(package)
        self.other = None
        if self.package and isinstance(package.get("purl"), str) and of_purl(package["purl"]):
            key = package_key(*of_purl(package["purl"])[:2])
            self.other = key if key != package_key(*self.package) else None
        self.listed, self.found, self.named, self.unknown = [], {}, [], None
        if self.package:
            self.read(entry, self.package[0])

    def read(self, entry, ecosystem):
        versions, ranges = entry.get("versions", []), entry.get("ranges", [])
        whole = lambda it, kind: isinstance(it, list) and all(isinstance(one, kind) for one in it)
        self.listed = [it for it in versions if isinstance(it, str)] if isinstance(versions, list) else []
        ranges_read = [it for it in ranges if isinstance(it, dict)] if isinstance(ranges, list) else []
        for one in ranges_read:
            if one.get("type") != "GIT":
                self.read_range(one, ecosystem)
        if not whole(versions, str):
            self.unknown = self.unknown or "broken-versions"
        if not whole(ranges, dict):
            self.unknown = self.unknown or "broken-events"
        if not (self.found or self.named or self.listed):
            commits = any(it.get("type") == "GIT" for it in ranges_read)
            self.unknown = self.unknown or ("commits" if commits else "nothing-stated")

    def read_range(self, one, ecosystem):
        events = one.get("events", [])
        sound = isinstance(events, list) and all(
            isinstance(it, dict) and sum(name in it for name in MEMBERS) == 1 and isinstance(next(it[n] for n in MEMBERS if n in it), str)
            for it in events
        )
        own = scheme_of(ecosystem)
        scheme, reason = own, "no-order"
        if one.get("type") == "SEMVER":
            scheme = own if own in ("npm", "cargo") else "semver"
        elif one.get("type") != "ECOSYSTEM":
            scheme, reason = None, "range-type"
        if not sound or not any("introduced" in it for it in events):
            self.unknown = self.unknown or ("broken-events" if scheme else reason)
            return
        events = [{name: it[name] for name in MEMBERS if name in it} for it in events]
        if scheme:
            try:
                found = sets.of_events(scheme, events)
                before = self.found.get(scheme)
                self.found[scheme] = sets.Set(scheme, found.intervals + (before.intervals if before else []))
                return
            except ValueError:
                reason = "not-an-event-version"
        self.named.append((named(events), reason))

    def is_about(self, asked):
        return asked.key in (self.package and package_key(*self.package), self.other)

    def lists(self, asked):
        if asked.text is None:
            return False
        if asked.text in self.listed:
            return True
        ecosystem = identity.base(self.package[0])
        rules = purl.TYPES.get(identity.ECOSYSTEMS.get(ecosystem, ("",))[0], "")
        if "v" in rules and asked.text.lower() in [it.lower() for it in self.listed]:
            return True
        scheme = {"PyPI": "pypi", "npm": "npm", "crates.io": "cargo", "Go": "semver"}.get(ecosystem)
        own = asked.by.get(scheme)
        others = [parsed(scheme, it) for it in self.listed] if own is not None else []
        return any(it is not None and version.order(scheme, own, it) == 0 for it in others)

    def affects(self, asked):
        if package_key(*self.package) != asked.key:
            return "unknown", "other-purl"
        same = releases(self.package[0].partition(":")[1:], asked.ecosystem.partition(":")[1:])
        if same != "same":
            return ("not-affected", "other-package") if same == "different" else ("unknown", "other-release")
        if asked.text is None:
            everything = any(it.intervals and it.intervals[0].low is None and it.intervals[0].high is None for it in self.found.values())
            return ("affected", None) if everything else ("unknown", "no-version")
        if self.lists(asked):
            return "affected", None
        unknown = self.unknown
        for scheme, found in self.found.items():
            if asked.by.get(scheme) is None:
                unknown = unknown or "not-a-version"
            elif found.contains(asked.by[scheme]):
                return "affected", None
        for holds, reason in self.named:
            answer = holds(asked.text)
            if answer:
                return "affected", None
            unknown = unknown or (reason if answer is None else None)
        if unknown is None and self.holds_local(asked):
            unknown = "local-build"
        return ("unknown", unknown) if unknown else ("not-affected", "not-in-range")

    def holds_local(self, asked):
        """A build of one's own of a version that is affected, and is the last that is."""
        own = asked.by.get("pypi")
        if own is None or not own.local:
            return False
        public = Asked(asked.ecosystem, asked.name, asked.text.split("+")[0])
        ends = [it for found in self.found.values() for it in found.intervals]
        last = any(it.high_in and found.contains(public.by[scheme]) and version.order(scheme, it.high, public.by[scheme]) >= 0
                   and sets.Set(scheme, [it]).contains(public.by[scheme])
                   for scheme, found in self.found.items() if public.by.get(scheme) for it in ends)
        return self.lists(public) or last


def package_of(package):
    """Ecosystem and name, or what the purl says; None if nobody can read which it is."""
    if not isinstance(package, dict):
        return None
    ecosystem, name = package.get("ecosystem"), package.get("name")
    if not all(isinstance(it, str) for it in package.values() if not isinstance(it, (dict, list))):
        return None
    if ecosystem is not None and name is not None:
        return listed_case(ecosystem), name
    found = of_purl(package["purl"]) if isinstance(package.get("purl"), str) else None
    if not found or ecosystem is not None and identity.base(listed_case(ecosystem)) != found[0]:
        return None
    return found[:2]


def named(events):
    """What is sure whatever the order is: of a range from the beginning with a single end."""
    if any(it.get("introduced", "0") != "0" for it in events):
        return lambda text: None
    fixed = {it["fixed"] for it in events if "fixed" in it}
    last = {it["last_affected"] for it in events if "last_affected" in it}
    last = set() if len(fixed) + len(last) > 1 else last
    limited = any(it.get("limit", "*") != "*" for it in events)

    def holds(text):
        if text in fixed:
            return None if text in last else False
        return True if text in last and not limited else None

    return holds


def releases(left, right):
    """Whether two suffixes are of one release or registry of an ecosystem."""
    left, right = (it[1] if it[0] else None for it in (left, right))
    if left == right:
        return "same"
    if left is None or right is None:
        return "unclear"
    addresses = [re.fullmatch("[^:]+://([^/]*)/?(.*?)/*", it) for it in (left, right)]
    if all(addresses):
        same = addresses[0][1].lower() == addresses[1][1].lower() and addresses[0][2] == addresses[1][2]
        return "same" if same else "different"
    if any(addresses):
        return "unclear"
    numbers = [[it.lstrip("vV").lower() for it in re.split("[^A-Za-z0-9.]", text) if re.search("[0-9]", it)] for text in (left, right)]
    for one, other in zip(*numbers):
        if any(a != b for a, b in zip(one.split("."), other.split("."))):
            return "different"
    return "same" if left.lstrip("vV").lower() == right.lstrip("vV").lower() else "unclear"


def is_moment(text):
    try:
        return isinstance(text, str) and bool(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")))
    except ValueError:
        return False


def assess(advisory, asked):
    if is_moment(advisory.get("withdrawn")):
        return "not-affected", "withdrawn"
    affected = advisory.get("affected")
    entries = [Entry(it) for it in affected] if isinstance(affected, list) else []
    broken = affected is not None and not isinstance(affected, list) or any(it.names and not it.package for it in entries)
    verdicts = [it.affects(asked) for it in entries if it.package and it.is_about(asked)]
    for word in ("affected", "unknown", "not-affected"):
        found = [it for it in verdicts if it[0] == word]
        if found:
            if word == "not-affected" and broken:
                return "unknown", "no-package"
            return next((it for it in found if it[1] == "not-in-range"), found[0])
    if broken or entries and not any(it.package for it in entries):
        return "unknown", "no-package"
    return "not-affected", "other-package"


def fixes(advisory, asked):
    """The versions above that end a stretch and are affected by nothing else."""
    affected = advisory.get("affected")
    entries = [it for it in map(Entry, affected if isinstance(affected, list) else []) if it.package and package_key(*it.package) == asked.key]
    entries = [it for it in entries if releases(it.package[0].partition(":")[1:], asked.ecosystem.partition(":")[1:]) != "different"]
    found = []
    for scheme, own in asked.by.items():
        parts = [one for it in entries if scheme in it.found for one in it.found[scheme].intervals]
        for one in sets.Set(scheme, parts).intervals if own is not None else []:
            if one.high is None or one.high_in or version.order(scheme, own, one.high) >= 0:
                continue
            text = one.high.source
            at = Asked(asked.ecosystem, asked.name, text)
            inside = any(it.lists(at) or any(at.by.get(s) and f.contains(at.by[s]) for s, f in it.found.items()) for it in entries)
            if not inside:
                found.append(text)
    return found


def ask_affects(asked):
    if "purl" in asked:
        package = Asked(*of_purl(asked["purl"]))
    else:
        package = Asked(asked["ecosystem"], asked["name"], asked["version"])
    verdict, because = assess(asked["advisory"], package)
    found = {"fixes": fixes(asked["advisory"], package)}
    return verdict, {**found, "because": because} if because else found


def ask_groups(records):
    """Connected by aliases; more than 5 aliases join nothing, more than 32 identifiers are none."""
    near, many = {}, set()
    for own, aliases in records:
        near.setdefault(own, set())
        for alias in filter(None, aliases):
            near.setdefault(alias, set())
            if len(aliases) <= 5:
                near[own].add(alias)
                near[alias].add(own)
        if len(aliases) > 5:
            many.add(own)
    groups, large, seen = [], [], set()
    for start in sorted(near):
        if start in seen:
            continue
        group, open_ = {start}, [start]
        while open_:
            for other in near[open_.pop()] - group:
                group.add(other)
                open_.append(other)
        seen |= group
        groups += [sorted(group)] if len(group) <= 32 else [[it] for it in group]
        large += [sorted(group)] if len(group) > 32 else []
    return "ok", {"groups": sorted(groups), "tooManyAliases": sorted(many), "tooLarge": large}


QUESTIONS = {
    "advisory/affects.jsonl": ask_affects,
    "advisory/groups.jsonl": ask_groups,
    "advisory/check.jsonl": lints.ask_check,
}
