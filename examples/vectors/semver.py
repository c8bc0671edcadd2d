"""SemVer 2.0.0, and the versions and ranges of npm (node-semver) and Cargo (crate semver)."""
import re

NUMBER, WORD = r"(?:0|[1-9][0-9]*)", r"[0-9A-Za-z-]+"
PRE = rf"(?:{NUMBER}|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
TAIL = rf"(?:-({PRE}(?:\.{PRE})*))?(?:\+({WORD}(?:\.{WORD})*))?"
VERSION = re.compile(rf"({NUMBER})\.({NUMBER})\.({NUMBER}){TAIL}", re.ASCII)
SPACE = " \t\n\v\f\r\u00a0\ufeff\u2028\u2029"
LARGEST = {"npm": 2**53 - 1, "cargo": 2**64 - 1, "semver": None}


class Version:
    """A version: numbers, identifiers of a pre-release, build metadata."""

    def __init__(self, numbers, pre="", build=""):
        self.numbers, self.pre, self.build = tuple(numbers), pre, build

    def key(self):
        """Section 11: numbers by value, words in ASCII order, numbers before words, fewer first."""
        ids = [(0, int(it), "") if it.isdigit() else (1, 0, it) for it in self.pre.split(".")] if self.pre else []
        return (self.numbers, not self.pre, ids)

    def __str__(self):
        text = ".".join(map(str, self.numbers)) + (f"-{self.pre}" if self.pre else "")
        return text + (f"+{self.build}" if self.build else "")


def parse(text, scheme="semver"):
    if scheme == "npm":
        text = text.strip(SPACE).removeprefix("v")
        if len(text) > 256:
            raise ValueError("too long")
    found = VERSION.fullmatch(text)
    if not found:
        raise ValueError(f"no version: {text}")
    numbers = [int(it) for it in found.group(1, 2, 3)]
    if LARGEST[scheme] and max(numbers) > LARGEST[scheme]:
        raise ValueError("a number is too large")
    build = "" if scheme == "npm" else found[5] or ""
    return Version(numbers, found[4] or "", build)


def canonical(text, scheme):
    return str(parse(text, scheme))


# Ranges are lists of alternatives, each a list of (operator, Version). All comparators of one
# alternative hold. What no version satisfies is the comparator below the lowest version.
NOTHING = ("<", Version((0, 0, 0), "0"))

PART = r"(?:0|[1-9][0-9]*|[xX*])"
PARTIAL = re.compile(rf"v?({PART})(?:\.({PART})(?:\.({PART}){TAIL})?)?", re.ASCII)
COMPARATOR = re.compile(r"(>=|<=|>|<|=|~>|~|\^|)[ \t\n\v\f\r]*v?([^ \t\n\v\f\r]*)")
HYPHEN = re.compile(r"\s*(\S+)\s+-\s+(\S+)\s*")


def partial(text, any_order=False):
    """Numbers until the first x, and the pre-release."""
    found = PARTIAL.fullmatch(text)
    if not found:
        raise ValueError(f"no partial version: {text}")
    parts = [None if it is None or it in "xX*" else int(it) for it in found.group(1, 2, 3)]
    known = parts.index(None) if None in parts else 3
    if any(it is not None for it in parts[known:]) and not any_order:
        raise ValueError("a number behind an x")
    if known and max(parts[:known]) > LARGEST["npm"]:
        raise ValueError("a number is too large")
    return parts[:known], found[4] or "" if known == 3 else ""


def upper(numbers, at):
    """The lowest pre-release of the next version, counted up at a place."""
    return Version(numbers[:at] + [numbers[at] + 1] + [0] * (2 - at), "0")


def fill(numbers, pre=""):
    return Version(numbers + [0] * (3 - len(numbers)), pre)


def npm_piece(operator, text, lowest):
    """The comparators of one piece: caret, tilde, x-range or comparison. `lowest` is the
    pre-release that a lower bound has which nobody wrote out."""
    numbers, pre = partial(text or "*", operator in ("^", "~", "~>"))
    whole = len(numbers) == 3
    if not numbers:
        return [NOTHING] if operator in ("<", ">") else []
    if operator == "^":
        at = next((at for at, number in enumerate(numbers) if number), len(numbers) - 1)
        return [(">=", fill(numbers, pre if whole else lowest)), ("<", upper(numbers, at))]
    if operator in ("~", "~>"):
        return [(">=", fill(numbers, pre if whole else lowest)), ("<", upper(numbers, min(1, len(numbers) - 1)))]
    if whole:
        return [(operator or "=", fill(numbers, pre))]
    at = len(numbers) - 1
    if operator == ">":
        return [(">=", fill(numbers[:at] + [numbers[at] + 1], lowest))]
    if operator == "<=":
        return [("<", upper(numbers, at))]
    if operator == "<":
        return [("<", fill(numbers, "0"))]
    if operator == ">=":
        return [(">=", fill(numbers, lowest))]
    return [(">=", fill(numbers, lowest)), ("<", upper(numbers, at))]


def npm_hyphen(left, right, lowest):
    numbers, pre = partial(left, True)
    found = [(">=", fill(numbers, pre or lowest))] if numbers else []
    numbers, pre = partial(right, True)
    if len(numbers) == 3:
        last = ("<=", fill(numbers, pre)) if pre or not lowest else ("<", upper(numbers, 2))
        return found + [last]
    return found + ([("<", upper(numbers, len(numbers) - 1))] if numbers else [])


def npm_range(text, include=False):
    """`>=0.0.0` is no bound at all, with pre-releases `>=0.0.0-0`."""
    lowest, alternatives = "0" if include else "", []
    zero = ("0.0.0-0" if include else "0.0.0")
    for one in text.split("||"):
        one = one.strip(SPACE)
        found = HYPHEN.fullmatch(one)
        if found:
            pieces = npm_hyphen(found[1], found[2], lowest)
            alternatives.append([it for it in pieces if it[0] != ">=" or str(it[1]) != zero])
            continue
        pieces, at = [], 0
        while at < len(one):
            match = COMPARATOR.match(one, at)
            pieces += npm_piece(match[1], match[2].split("+")[0] if match[2] else "", lowest)
            at = match.end()
            at += len(one[at:]) - len(one[at:].lstrip(SPACE))
        alternatives.append([it for it in pieces if it[0] != ">=" or str(it[1]) != zero])
    return alternatives


CARGO_PART = rf"(?:{NUMBER}|[xX*])"
CARGO = re.compile(rf"\s*(>=|<=|>|<|=|~|\^|)\s*({CARGO_PART})(?:\.({CARGO_PART})(?:\.({CARGO_PART}){TAIL})?)?\s*", re.ASCII)


def cargo_piece(text, alone):
    found = CARGO.fullmatch(text)
    if not found:
        raise ValueError(f"no comparator: {text}")
    parts = [None if it is None or it in "xX*" else int(it) for it in found.group(2, 3, 4)]
    known = parts.index(None) if None in parts else 3
    if any(it is not None for it in parts[known:]) or max(parts[:known], default=0) > LARGEST["cargo"]:
        raise ValueError("a number behind a star, or too large")
    if known < 3 and found[5]:
        raise ValueError("a pre-release of a partial version")
    if not known:
        if not alone or found[1]:
            raise ValueError("a star stands alone")
        return []
    starred = any(it and it in "xX*" for it in found.group(3, 4))
    operator = found[1] or ("=" if starred else "^")
    numbers, pre = parts[:known], found[5] or ""
    at = known - 1
    if operator == "^":
        at = next((at for at, number in enumerate(numbers) if number), known - 1)
        return [(">=", fill(numbers, pre)), ("<", upper(numbers, at))]
    if operator == "~":
        return [(">=", fill(numbers, pre)), ("<", upper(numbers, min(1, at)))]
    if known == 3:
        return [(operator, fill(numbers, pre))]
    return {
        "=": [(">=", fill(numbers)), ("<", upper(numbers, at))],
        ">": [(">=", fill(numbers[:at] + [numbers[at] + 1]))],
        "<=": [("<", upper(numbers, at))],
        "<": [("<", fill(numbers, "0"))],
        ">=": [(">=", fill(numbers))],
    }[operator]


def cargo_range(text):
    pieces = text.split(",")
    return [[it for piece in pieces for it in cargo_piece(piece, len(pieces) == 1)]]


def holds(operator, order):
    return {"<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0, "=": order == 0, "!=": order != 0}[operator]


def compare(left, right):
    left, right = left.key(), right.key()
    return (left > right) - (left < right)


def contains(alternatives, version):
    """By the order alone."""
    return any(all(holds(op, compare(version, bound)) for op, bound in one) for one in alternatives)


def satisfies(alternatives, version, include=False):
    """A pre-release is taken only where a comparator of the same alternative names a pre-release
    of the same version."""
    def named(one):
        return any(bound.pre and bound.numbers == version.numbers and (op, str(bound)) != ("<", "0.0.0-0") for op, bound in one)

    fits = [one for one in alternatives if contains([one], version)]
    return any(include or not version.pre or named(one) for one in fits)
