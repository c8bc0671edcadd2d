"""Versions and ranges of every scheme, behind one set of functions."""
import maven, pep440, plain, semver

SEMVER, PLAIN = ("npm", "cargo", "semver"), ("lexicographic", "datetime", "intdot")
DIALECT = {"maven": "3.9", "maven-4": "4"}


def parse(scheme, text):
    if scheme in SEMVER:
        return semver.parse(text, scheme)
    if scheme == "pypi":
        return pep440.parse(text)
    if scheme in DIALECT:
        return maven.Version(text, DIALECT[scheme])
    return plain.parse(text, scheme)


def order(scheme, left, right):
    kind = semver if scheme in SEMVER else pep440 if scheme == "pypi" else maven if scheme in DIALECT else plain
    return kind.compare(left, right)


def ranges(scheme, text, prereleases="default"):
    """A range by the order alone: a list that is and-ed of lists that are or-ed of lists of
    comparators that are and-ed."""
    if scheme == "npm":
        return [semver.npm_range(text, prereleases == "include")]
    if scheme == "cargo":
        return [semver.cargo_range(text)]
    if scheme == "pypi":
        return pep440.intervals(text)
    if scheme in DIALECT:
        return [maven.ranges(text, DIALECT[scheme])[0]]
    return [plain.comparators(text, lambda it: parse(scheme, it))]


def contains(scheme, every, version):
    def one(comparators):
        return all(semver.holds(op, order(scheme, version, bound)) for op, bound in comparators)

    return all(any(map(one, alternatives)) for alternatives in every)


def satisfies(scheme, text, version_text, prereleases="default"):
    """Whether the ecosystem's resolver takes a version."""
    if scheme == "pypi":
        return pep440.satisfies(version_text, text, prereleases)
    every = ranges(scheme, text, prereleases)
    try:
        version = parse(scheme, version_text)
    except ValueError:
        return False
    if scheme in ("npm", "cargo"):
        return semver.satisfies(every[0], version, prereleases == "include")
    return contains(scheme, every, version)


def yes(holds):
    return "yes" if holds else "no"


def ask_compare(asked):
    scheme = asked["scheme"]
    found = order(scheme, parse(scheme, asked["left"]), parse(scheme, asked["right"]))
    return ("less", "equal", "greater")[found + 1], None


def ask_canonical(asked):
    return "ok", str(parse(asked["scheme"], asked["version"]))


def ask_satisfies(asked):
    return yes(satisfies(asked["scheme"], asked["range"], asked["version"], asked.get("prereleases", "default"))), None


def ask_contains(asked):
    scheme = asked["scheme"]
    return yes(contains(scheme, ranges(scheme, asked["range"]), parse(scheme, asked["version"]))), None


QUESTIONS = {
    "version/compare.jsonl": ask_compare,
    "version/canonical.jsonl": ask_canonical,
    "version/satisfies.jsonl": ask_satisfies,
    "version/contains.jsonl": ask_contains,
}
