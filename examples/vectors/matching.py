"""What a subject of a takedown notice reaches, from the specification alone (section 5)."""
import re

import identity, purl, sets, vers, version

CLEAR = ("no", "unclear", "yes")
WHERE = ("repository_url", "download_url", "vcs_url", "checksum")
WEAK = ("md5", "sha1")


def parsed(text):
    try:
        return purl.parse(text)
    except (ValueError, TypeError):
        return None


def registry(url):
    """Case of scheme and host, the scheme's own port, and slashes at the end do not count."""
    found = re.fullmatch(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/]*)(.*?)/*", url)
    if not found:
        return url
    scheme, host = found[1].lower(), found[2].lower()
    port = {"https": ":443", "http": ":80"}.get(scheme, ":")
    return scheme, host.removesuffix(port), found[3]


def same_release(kind, left, right):
    """Which texts are one release."""
    if left == right:
        return True
    scheme = {"pypi": "pypi", "npm": "npm"}.get(kind)
    if scheme:
        try:
            return version.order(scheme, version.parse(scheme, left), version.parse(scheme, right)) == 0
        except ValueError:
            return False
    return kind in ("nuget", "composer", "gem") and loose(left) == loose(right)


def loose(text):
    """NuGet, Packagist and RubyGems: zeros, case, a leading v and build metadata do not count."""
    text = text.lower().split("+")[0].removeprefix("v")
    found = re.match(r"[0-9]+(\.[0-9]+)*", text)
    if not found:
        return text
    numbers = [int(it) for it in found[0].split(".")]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return numbers, text[found.end():]


def in_range(kind, text, one):
    if text == "vers:all/*":
        return "yes"
    try:
        text = vers.tolerant(text)
        _, range_kind, constraints = vers.split(text)
        if range_kind != kind or range_kind not in vers.SCHEMES:
            return "unclear"
        pairs = [] if constraints == "*" else [vers.COMPARATOR.fullmatch(it).groups() for it in constraints.split("|")]
        found = vers.simplified_set(vers.SCHEMES[kind], [(op, vers.unescaped(it)) for op, it in pairs])
        return "yes" if found.contains(version.parse(vers.SCHEMES[kind], one)) else "no"
    except ValueError:
        return "unclear"


def versions(subject, named, asked):
    """A purl with a version and a list besides reach all that any of them names."""
    lists, text, own = subject.get("versions"), subject.get("versionRange"), named.get("version")
    if own is None and lists is None and text is None:
        return "yes"
    if "version" not in asked:
        return "no"
    answers = [] if own is None else ["yes" if same_release(asked["type"], own, asked["version"]) else "no"]
    if lists is not None:
        hit = any(same_release(asked["type"], it, asked["version"]) for it in lists)
        answers.append("yes" if hit else "no" if lists else "unclear")
    if text is not None:
        answers.append(in_range(asked["type"], text, asked["version"]))
    return max(answers, key=CLEAR.index)


def qualifiers(named, asked):
    found = "yes"
    for key, value in named.get("qualifiers", {}).items():
        other = asked.get("qualifiers", {}).get(key)
        if key not in WHERE and other != value:
            found = "no" if other is not None else min(found, "unclear", key=CLEAR.index)
            if found == "no":
                return found
    return found


def one_file(named, asked):
    ours, theirs = named.get("digests", {}), asked.get("digests", {})
    names = named.get("filename") == asked.get("filename") and "filename" in named
    both = [it for it in ours if it in theirs]
    agree = {it: ours[it].lower() == theirs[it].lower() for it in both}
    strong = [agree[it] for it in both if it not in WEAK]
    if strong:
        return "yes" if all(strong) else "no"
    if not names and "filename" in named and "filename" in asked:
        return "no"
    if both:
        return "unclear" if all(agree.values()) else "no"
    return "yes" if not ours and names else "unclear"


def files(subject, asked):
    if "artifacts" not in subject:
        return "yes"
    if asked is None or not subject["artifacts"]:
        return "unclear"
    return max((one_file(it, asked) for it in subject["artifacts"]), key=CLEAR.index)


def key(found):
    return identity.package_key(purl.canonical({"namespace": "", "version": "", "qualifiers": {}, "subpath": "", **found}))


def subject_matches(subject, asked, file):
    scope = subject.get("scope")
    if scope == "namespace":
        folds = "n" in purl.TYPES.get(subject["purlType"], "")
        own = subject["namespace"].lower() if folds else subject["namespace"]
        return "yes" if asked["type"] == subject["purlType"] and asked.get("namespace", "") == own else "no"
    if "purl" not in subject:
        return files(subject, file) if subject.get("artifacts") and file else "no"
    named = parsed(subject["purl"])
    if named is None or key(named) != key(asked):
        return "no"
    answers = [versions(subject, named, asked), qualifiers(named, asked), files(subject, file)]
    found = min(answers, key=CLEAR.index)
    return found if scope is None or found == "no" else "unclear"


def matches(subjects, url, asked_text, file=None, asked_on=None):
    """Whether a notice with these subjects is about what is asked."""
    asked = parsed(asked_text)
    where = asked_on or asked.get("qualifiers", {}).get("repository_url")
    if where and registry(where) != registry(url):
        return "no"
    return max((subject_matches(it, asked, file) for it in subjects), key=CLEAR.index, default="no")
