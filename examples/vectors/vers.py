"""VERS (vers-spec, clause 5), and ranges as VERS and OSV events."""
import re
from functools import cmp_to_key

import maven, pep440, sets, version

TYPE = re.compile(r"[A-Za-z][A-Za-z0-9.-]*")
COMPARATOR = re.compile(r"(>=|<=|!=|>|<|)(.*)", re.DOTALL)
GENERAL = ("semver", "datetime", "intdot", "lexicographic")
SCHEMES = {it: it for it in ("npm", "pypi", "cargo", "maven", *GENERAL)} | {"generic": "lexicographic"}


def escaped(text):
    if not text:
        raise ValueError("a version that is empty cannot be written")
    plain = lambda octet: 0x21 <= octet <= 0x7E and chr(octet) not in "><=!*|%"
    return "".join(chr(it) if plain(it) else f"%{it:02X}" for it in text.encode())


def unescaped(text):
    if re.search("%(?![0-9A-Fa-f]{2})", text):
        raise ValueError("a broken escape")
    raw = re.sub(rb"%(..)", lambda it: bytes([int(it[1], 16)]), text.encode())
    found = raw.decode()
    if not found or any(ord(it) < 32 or 127 <= ord(it) < 160 for it in found):
        raise ValueError("an empty version, or a control character")
    return found


def written(kind, pairs):
    """Constraints as text; no set at all has a type of its own."""
    if pairs is None:
        return "vers:none/*"
    return f"vers:{kind}/" + ("|".join(operator + escaped(sets.spelling(it)) for operator, it in pairs) or "*")


def split(text):
    scheme, _, rest = text.partition(":")
    kind, slash, constraints = rest.partition("/")
    if scheme.strip().lower() != "vers" or not slash or not TYPE.fullmatch(kind.strip()) or not constraints.strip():
        raise ValueError(f"no VERS: {text}")
    return scheme, kind, constraints


def check(kind, pairs):
    """Clause 5.3.2.1 and 5.4: each version once and in order, comparators that follow each other."""
    if kind == "invalid" or kind in ("all", "none") and pairs:
        raise ValueError("a reserved type")
    scheme, known = SCHEMES.get(kind), [it for it in pairs if it[0] != "!="]
    for (before, _), (operator, _) in zip(known, known[1:]):
        if before == "" and operator in ("<", "<="):
            raise ValueError("an equal version before an upper bound")
    ends = [operator[0] for operator, _ in known if operator]
    if any(before == behind for before, behind in zip(ends, ends[1:])):
        raise ValueError("bounds that do not alternate")
    if scheme is None:
        if len({it for _, it in pairs}) < len(pairs):
            raise ValueError("a version twice")
        return
    try:
        parsed = [version.parse(scheme, it) for _, it in pairs]
    except ValueError:
        if len(pairs) == 1 and kind not in GENERAL:
            return
        raise
    if any(version.order(scheme, left, right) >= 0 for left, right in zip(parsed, parsed[1:])):
        raise ValueError("versions out of order")


def strict(text):
    scheme, kind, constraints = split(text)
    if re.search("[^!-~]", text) or scheme != "vers" or kind != kind.lower():
        raise ValueError("white space, upper case, or no ASCII")
    pairs = []
    for piece in [] if constraints == "*" else constraints.split("|"):
        operator, raw = COMPARATOR.fullmatch(piece).groups()
        one = unescaped(raw)
        if raw == "*" or escaped(one) != raw:
            raise ValueError("escaped otherwise")
        pairs.append((operator, one))
    check(kind, pairs)
    return text


def tolerant(text):
    _, kind, constraints = split(text)
    kind, pieces = kind.strip().lower(), [it.strip() for it in constraints.split("|") if it.strip()]
    pairs = []
    for piece in [] if pieces == ["*"] else pieces:
        operator, raw = COMPARATOR.fullmatch(piece).groups()
        raw = raw.removeprefix("=") if not operator else raw
        one = unescaped(raw.strip())
        if one == "*":
            raise ValueError("a star among others")
        pairs.append((operator, one))
    if not pieces:
        raise ValueError("no constraints")
    scheme = SCHEMES.get(kind)
    if scheme is None:
        pairs = list(dict.fromkeys(pairs))
    else:
        try:
            pairs = in_order(scheme, pairs)
        except ValueError:
            scheme = None
    try:
        check(kind, pairs)
    except ValueError:
        if scheme is None:
            raise
        return written(kind, simplified(scheme, pairs))
    return written(kind, pairs)


def in_order(scheme, pairs):
    parsed = [(operator, it, version.parse(scheme, it)) for operator, it in pairs]
    parsed.sort(key=cmp_to_key(lambda a, b: version.order(scheme, a[2], b[2])))
    found = []
    for one in parsed:
        if not found or found[-1][0] != one[0] or version.order(scheme, found[-1][2], one[2]):
            found.append(one)
    return [(operator, it) for operator, it, _ in found]


def simplified(scheme, pairs):
    """Of lower bounds that follow each other the first counts, of upper bounds the last."""
    parts, low, end, closed, holes = [], None, None, False, []
    for operator, text in pairs:
        one = version.parse(scheme, text)
        if operator == "!=":
            holes.append(("!=", one))
        elif operator == "":
            parts.append(sets.Interval(one, True, one, True))
        elif operator[0] == ">":
            low, closed = low or (one, operator == ">="), True
        else:
            if low is None and closed and end is not None:
                start = (end.low, end.low_in)
            else:
                start = low or (None, False)
            end = sets.Interval(*start, one, operator == "<=")
            parts.append(end)
            low, closed = None, True
    if low:
        parts.append(sets.Interval(*low))
    if len(holes) == len(pairs):
        parts.append(sets.Interval())
    found = sets.Set(scheme, parts).both(sets.of_comparators(scheme, holes))
    return sets.constraints(found)


def ask_vers(text):
    try:
        return "strict", strict(text)
    except ValueError:
        return "tolerant", tolerant(text)


def resolver_differs(scheme, text, prereleases, found):
    """How the versions by the order alone differ from what the resolver takes."""
    if scheme in ("npm", "cargo"):
        points = all(it.is_point() for it in found.intervals)
        return set() if points or prereleases == "include" else {"widened"}
    if scheme != "pypi" or not found.intervals and "===" not in text:
        return set()
    changes = set()
    for operator, bound, prefix in pep440.specifiers(text):
        if operator == "===":
            changes.add("widened" if found.intervals else "narrowed")
        elif operator == "!=" and not prefix and not bound.local or operator == ">" or operator == "<" and not bound.is_prerelease():
            changes.add("widened")
        elif operator == "==" and not prefix and not bound.local or operator == "<=":
            changes.add("narrowed")
    return changes


def ask_range_to_vers(asked):
    scheme, text, prereleases = asked["scheme"], asked["range"], asked.get("prereleases", "default")
    found = sets.of_range(scheme, version.ranges(scheme, text, prereleases))
    changes = resolver_differs(scheme, text, prereleases, found)
    if scheme in version.DIALECT and maven.ranges(text)[1]:
        changes = {"dropped"}
    kind = "maven" if scheme in version.DIALECT else scheme
    pairs = sets.constraints(found)
    return "ok", {"vers": written(kind, pairs), "changes": sorted(changes)}


def ask_vers_to_range(text):
    strict(text)
    _, kind, constraints = split(text)
    if kind not in SCHEMES:
        raise ValueError("a type without a notation")
    scheme = SCHEMES[kind]
    pairs = [] if constraints == "*" else [COMPARATOR.fullmatch(it).groups() for it in constraints.split("|")]
    pairs = [(operator, unescaped(it)) for operator, it in pairs]
    parts = simplified_set(scheme, pairs)
    found, changes = sets.notation(parts)
    return "ok", {"range": found, "changes": changes}


def simplified_set(scheme, pairs):
    if not pairs:
        return sets.Set(scheme, [sets.Interval()])
    parsed = [(operator or "=", version.parse(scheme, it)) for operator, it in pairs]
    holes = [it for it in parsed if it[0] == "!="]
    parts, low = [], None
    for operator, one in parsed:
        if operator == "=":
            parts.append(sets.Interval(one, True, one, True))
        elif operator[0] == ">":
            low = (one, operator == ">=")
        elif operator[0] == "<":
            parts.append(sets.Interval(*(low or (None, False)), one, operator == "<="))
            low = None
    if low:
        parts.append(sets.Interval(*low))
    if len(holes) == len(parsed):
        parts.append(sets.Interval())
    return sets.Set(scheme, parts).both(sets.of_comparators(scheme, holes))


def ask_range_to_events(asked):
    scheme = asked["scheme"]
    found, changes = sets.events(sets.of_range(scheme, version.ranges(scheme, asked["range"])))
    return "ok", {"events": found, "changes": changes}


def ask_events_to_vers(asked):
    scheme = asked["scheme"]
    pairs = sets.constraints(sets.of_events(scheme, asked["events"]))
    return "ok", written("maven" if scheme in version.DIALECT else scheme, pairs)


QUESTIONS = {
    "version/vers.jsonl": ask_vers,
    "version/range-to-vers.jsonl": ask_range_to_vers,
    "version/vers-to-range.jsonl": ask_vers_to_range,
    "version/range-to-events.jsonl": ask_range_to_events,
    "version/events-to-vers.jsonl": ask_events_to_vers,
}
