"""Sets of versions: intervals in order, and what they are in VERS, OSV events and notations."""
from functools import cmp_to_key

import maven, pep440, semver, version


class Interval:
    """From a version to a version; None is no end."""

    def __init__(self, low=None, low_in=False, high=None, high_in=False):
        self.low, self.low_in = low, low_in and low is not None
        self.high, self.high_in = high, high_in and high is not None
        self.point = low is not None and low is high and low_in and high_in

    def is_point(self):
        return self.point


def lowest(scheme):
    """The version before which there is none, where there is one."""
    if scheme in version.SEMVER:
        return version.parse(scheme, "0.0.0-0")
    first = {"pypi": "0.dev0", "intdot": "0"}.get(scheme)
    return first and version.parse(scheme, first)


class Set:
    """Intervals that are sorted and do not touch."""

    def __init__(self, scheme, intervals):
        self.scheme = scheme
        self.intervals = self.united([it for it in map(self.open_end, intervals) if not self.is_empty(it)])

    def order(self, left, right):
        return version.order(self.scheme, left, right)

    def open_end(self, it):
        """One spelling of a single version, and no end where nothing can be before it."""
        first = lowest(self.scheme)
        if it.low_in and it.high_in and it.high is not None and self.order(it.low, it.high) == 0:
            it.point = True
            return it
        if first is not None and it.low is None and it.high_in and self.order(it.high, first) == 0:
            return Interval(it.high, True, it.high, True)
        if first is not None and it.low_in and self.order(it.low, first) == 0:
            return Interval(None, False, it.high, it.high_in)
        return it

    def is_empty(self, it):
        if it.high is None:
            return False
        first = lowest(self.scheme)
        if it.low is None:
            return first is not None and not it.high_in and self.order(it.high, first) <= 0
        found = self.order(it.low, it.high)
        if found < 0 and not it.low_in and not it.high_in:
            behind = successor(self.scheme, it.low)
            return behind is not None and self.order(behind, it.high) >= 0
        return found > 0 or found == 0 and not (it.low_in and it.high_in)

    def by_low(self, left, right):
        if left.low is None or right.low is None:
            return (left.low is not None) - (right.low is not None)
        return self.order(left.low, right.low) or right.low_in - left.low_in

    def farther(self, left, right):
        """The interval of the two that ends later."""
        if left.high is None or right.high is None:
            return left if left.high is None else right
        found = self.order(left.high, right.high)
        return left if found > 0 or found == 0 and left.high_in else right

    def united(self, intervals):
        found = []
        for it in sorted(intervals, key=cmp_to_key(self.by_low)):
            last = found[-1] if found else None
            if last is not None and self.touches(last, it):
                end = self.farther(last, it)
                found[-1] = Interval(last.low, last.low_in, end.high, end.high_in)
            else:
                found.append(it)
        return found

    def touches(self, before, behind):
        if before.high is None or behind.low is None:
            return True
        found = self.order(before.high, behind.low)
        return found > 0 or found == 0 and (before.high_in or behind.low_in)

    def both(self, other):
        return Set(self.scheme, [self.meet(left, right) for left in self.intervals for right in other.intervals])

    def meet(self, left, right):
        low = right if self.by_low(left, right) < 0 else left
        high = right if self.farther(left, right) is left else left
        return Interval(low.low, low.low_in, high.high, high.high_in)

    def contains(self, one):
        def inside(it):
            low = 1 if it.low is None else self.order(one, it.low)
            high = -1 if it.high is None else self.order(one, it.high)
            return (low > 0 or low == 0 and it.low_in) and (high < 0 or high == 0 and it.high_in)

        return any(map(inside, self.intervals))


def of_comparators(scheme, comparators):
    """Comparators that all hold."""
    found = Set(scheme, [Interval()])
    for operator, bound in comparators:
        parts = {
            "=": [Interval(bound, True, bound, True)],
            "!=": [Interval(None, False, bound, False), Interval(bound, False)],
            "<": [Interval(None, False, bound, False)],
            "<=": [Interval(None, False, bound, True)],
            ">": [Interval(bound, False)],
            ">=": [Interval(bound, True)],
        }[operator]
        found = found.both(Set(scheme, parts))
    return found


def of_range(scheme, every):
    found = Set(scheme, [Interval()])
    for alternatives in every:
        parts = [it for one in alternatives for it in of_comparators(scheme, one).intervals]
        found = found.both(Set(scheme, parts))
    return found


def of_events(scheme, events):
    """OSV events in any order. At one version a beginning goes on over an end; where nothing was
    affected, the end is that of the stretch that begins there."""
    def read(text):
        one = version.parse(scheme, text)
        one.source = text
        return one

    line, limits = [], []
    for event in events:
        (name, text), = event.items()
        if name == "limit":
            limits.append(Interval() if text == "*" else Interval(None, False, read(text), False))
        else:
            line.append((None if name == "introduced" and text == "0" else read(text), name))
    compare = lambda a, b: (a is not None) - (b is not None) if a is None or b is None else version.order(scheme, a, b)
    line.sort(key=cmp_to_key(lambda a, b: compare(a[0], b[0])))
    found, begun, at = [], None, 0
    while at < len(line):
        here, names = line[at][0], set()
        while at < len(line) and compare(line[at][0], here) == 0:
            names.add(line[at][1])
            at += 1
        ends = names & {"fixed", "last_affected"}
        if begun is not None:
            if here is not None and ends and "introduced" not in names:
                found.append(Interval(begun[0], True, here, "last_affected" in names))
                begun = None
        elif "introduced" in names and not ends:
            begun = (here,)
        elif "introduced" in names and "last_affected" in names and here is not None:
            found.append(Interval(here, True, here, True))
    if begun is not None:
        found.append(Interval(begun[0], True))
    affected = Set(scheme, found)
    return affected.both(Set(scheme, limits)) if limits else affected


def constraints(found):
    """A set as pairs of comparator and version: VERS, clause 5.4."""
    if not found.intervals:
        first = lowest(found.scheme)
        return None if first is None else [("<", first)]
    pairs, last = [], None
    for it in found.intervals:
        if it.is_point():
            pairs.append(("", it.low))
            last = it
            continue
        if last is not None and it.low is not None and not last.is_point() and not it.low_in and not last.high_in and found.order(last.high, it.low) == 0:
            pairs[-1:] = [("!=", last.high)]
        elif it.low is not None:
            pairs.append((">=" if it.low_in else ">", it.low))
        if it.high is not None:
            pairs.append(("<=" if it.high_in else "<", it.high))
        last = it
    return pairs


def events(found):
    """Up to two lists of OSV events, and whether a version had to be taken in."""
    widened, begun = False, []
    for it in found.intervals:
        low = it.low
        if low is not None and not it.low_in:
            low = successor(found.scheme, low)
            widened |= low is None
            low = it.low if low is None else low
        begun.append(Interval(low, low is not None, it.high, it.high_in))
    lists = ([], [])
    for it in Set(found.scheme, begun).intervals:
        text = "0" if it.low is None else "0.0" if str(it.low) == "0" else str(it.low)
        chosen = lists[it.high is not None and it.high_in]
        chosen.append({"introduced": text})
        if it.high is not None:
            chosen.append({"last_affected" if it.high_in else "fixed": str(it.high)})
    return [it for it in lists if it], ["widened"] if widened else []


def successor(scheme, one):
    """The version right behind another, where the order has one."""
    if scheme not in version.SEMVER:
        return None
    numbers = list(one.numbers)
    if one.pre:
        return semver.Version(numbers, one.pre + ".0")
    return semver.Version(numbers[:2] + [numbers[2] + 1], "0")


def spelling(one):
    """A version as it is written anew."""
    return one.spelling() if hasattr(one, "spelling") else str(one)


def bounds(it, equal=""):
    """Comparators as text."""
    if it.is_point():
        return [equal + spelling(it.low)]
    found = [] if it.low is None else [(">=" if it.low_in else ">") + spelling(it.low)]
    return found + ([] if it.high is None else [("<=" if it.high_in else "<") + spelling(it.high)])


def split_zero(found):
    """npm takes `>=0.0.0` for no bound at all, so that the version is named beside the rest."""
    parts = []
    for it in found.intervals:
        if it.low is not None and it.low_in and not it.is_point() and str(it.low) == "0.0.0":
            parts += [Interval(it.low, True, it.low, True), Interval(it.low, False, it.high, it.high_in)]
        else:
            parts.append(it)
    return parts


def to_npm(found):
    if not found.intervals:
        return "<0.0.0-0", set()
    texts = [" ".join(bounds(it)) or "*" for it in split_zero(found)]
    return " || ".join(texts), set() if all(it.is_point() for it in found.intervals) else {"narrowed"}


def to_cargo(found):
    """One conjunction: where there are gaps, they are taken in."""
    first, last = found.intervals[0], found.intervals[-1]
    hull = Interval(first.low, first.low_in, last.high, last.high_in)
    changes = set() if first.is_point() and len(found.intervals) == 1 else {"narrowed"}
    if len(found.intervals) > 1:
        changes.add("widened")
    return ", ".join(bounds(hull, "=")) or "*", changes


def series(low, high):
    """The prefix of which two versions are the beginning and the end."""
    if low is None or high is None:
        return None
    prefix = pep440.Version(low.epoch, low.release)
    ends = pep440.next_series(prefix, len(low.release) - 1)
    dev = pep440.Version(low.epoch, low.release, dev=0)
    return prefix if pep440.compare(dev, low) == 0 and pep440.compare(ends, high) == 0 else None


def to_pypi(found):
    """A conjunction with holes: single versions and series. Other gaps are taken in."""
    parts, changes = found.intervals, set()
    if not parts:
        return "<0.dev0", set()
    first, last, holes = parts[0], parts[-1], []
    for before, behind in zip(parts, parts[1:]):
        gap = series(before.high, behind.low) if not before.high_in and behind.low_in else None
        if gap is not None:
            holes.append(f"!={gap}.*")
        elif not before.high_in and not behind.low_in and found.order(before.high, behind.low) == 0:
            holes.append(f"!={before.high}")
            changes |= set() if before.high.local else {"narrowed"}
        else:
            changes.add("widened")
    whole = Interval(first.low, first.low_in, last.high, last.high_in)
    if whole.is_point():
        return f"=={whole.low}", changes | (set() if whole.low.local else {"widened"})
    prefix = series(whole.low, whole.high) if whole.low_in and not whole.high_in else None
    if prefix is not None:
        return ",".join([f"=={prefix}.*", *holes]), changes
    texts = []
    if whole.low is not None:
        texts.append((">=" if whole.low_in else ">") + str(whole.low.public()))
        changes |= {"widened"} if whole.low.local else set() if whole.low_in else {"narrowed"}
    if whole.high is not None:
        texts.append(("<=" if whole.high_in else "<") + str(whole.high.public()))
        if whole.high_in:
            changes.add("widened")
        elif not whole.high.is_prerelease():
            changes.add("narrowed")
    return ",".join(texts + holes), changes


def to_maven(found):
    texts = []
    for it in found.intervals:
        ends = [str(end) for end in (it.low, it.high) if end is not None]
        if any(set(end) & set(",[]()") for end in ends):
            raise ValueError("a version that the notation cannot hold")
        low, high = ("" if end is None else str(end) for end in (it.low, it.high))
        texts.append(f"[{low}]" if it.is_point() else ("[" if it.low_in else "(") + f"{low},{high}" + ("]" if it.high_in else ")"))
    return ",".join(texts), set()


def to_comparators(found):
    if not found.intervals:
        raise ValueError("the notation has nothing for no version at all")
    return " || ".join(" ".join(bounds(it, "=")) or "*" for it in found.intervals), set()


NOTATIONS = {"npm": to_npm, "cargo": to_cargo, "pypi": to_pypi, "maven": to_maven}


def notation(found):
    """A set in the notation of its ecosystem, and how the resolver's answer differs."""
    text, changes = NOTATIONS.get(found.scheme, to_comparators)(found)
    return text, sorted(changes)
