"""Maven's versions and ranges: the order of ComparableVersion in 3.9 and 4.0, and VersionRange.

A version is a list of items: numbers, words, and lists for what stands behind a hyphen or behind a
change between digits and letters."""
WORDS = ["alpha", "beta", "milestone", "rc", "snapshot", "", "sp"]
ALIASES = {"cr": "rc"}
RELEASES = ("ga", "final", "release")
RELEASE = WORDS.index("")
SHORT = {"a": "alpha", "b": "beta", "m": "milestone"}


class Number(int):
    """A number; Java compares int, long and BigInteger by their kinds first."""

    digits = 1

    def rank(self):
        return 0 if self.digits <= 9 else 1 if self.digits <= 18 else 2


def number(text):
    stripped = text.lstrip("0") or text
    found = Number("".join(str(int(it)) for it in stripped))
    found.digits = len(stripped)
    return found


class Word(str):
    def key(self):
        if self in RELEASES:
            return RELEASE, ""
        return (WORDS.index(self), "") if self in WORDS else (len(WORDS), str(self))


class Pair:
    """Maven 4: a word and the number behind it are one item."""

    def __init__(self, word, behind):
        self.word, self.number = word, behind


def word(text, digit_behind, combines):
    """A word; what stands for a release is nothing at all in 3.9, and a word like others in 4.0."""
    if len(text) == 1 and digit_behind:
        text = SHORT.get(text, text)
    text = ALIASES.get(text, text)
    return Word("" if text in RELEASES and not combines else text)


def is_null(item):
    return not isinstance(item, Pair) and not item


def normalise(items, combines):
    """Drops what says nothing: in 3.9 at the end and before lists at the end, in 4.0 at the end
    and before a word."""
    for at in reversed(range(len(items))):
        behind = items[at + 1] if at + 1 < len(items) else None
        if not is_null(items[at]):
            if not combines and not isinstance(items[at], list):
                break
        elif not combines or behind is None or isinstance(behind, Word):
            items.pop(at)
        elif isinstance(behind, list) and behind and isinstance(behind[0], (Word, Pair)):
            items.pop(at)


class Reader:
    """Reads the items from left to right."""

    def __init__(self, text, dialect):
        self.text, self.combines = text.lower(), dialect == "4"
        self.items = self.current = []
        self.lists, self.start, self.digits, self.pair = [self.items], 0, False, False

    def nest(self, always=True):
        if always or self.current:
            self.current.append([])
            self.current = self.current[-1]
            self.lists.append(self.current)

    def put(self, end):
        """Ends the piece that began last; between two separators there is a zero."""
        piece = self.text[self.start:end]
        if not piece:
            self.current.append(number("0"))
        elif self.pair:
            cut = next(at for at, letter in enumerate(piece) if letter.isdecimal())
            self.current.append(Pair(word(piece[:cut].rstrip("-"), True, True), number(piece[cut:])))
        else:
            self.current.append(number(piece) if self.digits else word(piece, False, self.combines))
        self.pair = False

    def read(self):
        for at, letter in enumerate(self.text):
            if letter in ".-":
                behind = self.text[at + 1:at + 2]
                if letter == "-" and self.combines and at > self.start and not self.digits and behind.isdecimal():
                    self.pair = True
                    continue
                self.put(at)
                self.start = at + 1
                if letter == "-":
                    self.nest()
            elif letter.isdecimal():
                if not self.digits and at > self.start:
                    self.change(at)
                self.digits = True
            else:
                if self.digits and at > self.start:
                    self.put(at)
                    self.start = at
                    self.nest()
                self.digits = False
        if len(self.text) > self.start:
            if not self.digits:
                self.nest(False)
            self.put(len(self.text))
        for items in reversed(self.lists):
            normalise(items, self.combines)
        return self.items

    def change(self, at):
        """From letters to digits: a list for the word, and in 3.9 one for the number."""
        self.nest(False)
        if self.combines:
            self.pair = True
            return
        self.current.append(word(self.text[self.start:at], True, False))
        self.start = at
        self.nest()


def parse(text, dialect="3.9"):
    return Reader(text, dialect).read()


def sign(left, right):
    return (left > right) - (left < right)


def against_nothing(item):
    if isinstance(item, Number):
        return 0 if item == 0 else 1
    if isinstance(item, Pair):
        return against_nothing(item.word)
    if isinstance(item, Word):
        return sign(item.key(), (RELEASE, ""))
    for inner in item:
        order = against_nothing(inner)
        if order:
            return order
    return 0


def compare_items(left, right):
    if left is None:
        return 0 if right is None else -against_nothing(right)
    if right is None:
        return against_nothing(left)
    if isinstance(left, list) and isinstance(right, list):
        for at in range(max(len(left), len(right))):
            order = compare_items(left[at] if at < len(left) else None, right[at] if at < len(right) else None)
            if order:
                return order
        return 0
    if isinstance(left, Number) and isinstance(right, Number):
        return sign((left.rank(), int(left)), (right.rank(), int(right)))
    if isinstance(left, (Word, Pair)) and isinstance(right, (Word, Pair)):
        words = [it.word if isinstance(it, Pair) else it for it in (left, right)]
        order = sign(words[0].key(), words[1].key())
        if order or not (isinstance(left, Pair) and isinstance(right, Pair)):
            return order or sign(isinstance(left, Pair), isinstance(right, Pair))
        return compare_items(left.number, right.number)
    rank = lambda it: 2 if isinstance(it, Number) else 1 if isinstance(it, list) else 0
    return sign(rank(left), rank(right))


class Version:
    def __init__(self, text, dialect="3.9"):
        self.text, self.items, self.dialect = text, parse(text, dialect), dialect

    def __str__(self):
        return self.text


def compare(left, right):
    return compare_items(left.items, right.items)


def ranges(text, dialect="3.9"):
    """Alternatives of comparators, and whether the text was a mere recommendation."""
    text = text.strip()
    if text and text[0] not in "[(":
        if any(it in text for it in "[("):
            raise ValueError("a version beside sets")
        return [[]], True
    found, last = [], None
    while text:
        if text[0] not in "[(":
            raise ValueError("something behind a set")
        ends = [at for at in (text.find(")"), text.find("]")) if at >= 0]
        if not ends:
            raise ValueError("a set that does not end")
        one, bounds = restriction(text[: min(ends) + 1], dialect)
        if last is not None and (bounds[0] is None or compare(bounds[0], last) < 0):
            raise ValueError("sets overlap or are out of order")
        found.append(one)
        last = bounds[1]
        text = text[min(ends) + 1:].strip()
        if text.startswith(","):
            text = text[1:].strip()
    return found, False


def restriction(text, dialect):
    open_low, open_high, inner = text[0] == "(", text[-1] == ")", text[1:-1].strip()
    if "," not in inner:
        if open_low or open_high:
            raise ValueError("a single version in round brackets")
        version = Version(inner, dialect)
        return [("=", version)], (version, version)
    low, high = (it.strip() for it in inner.split(",", 1))
    low, high = (Version(it, dialect) if it else None for it in (low, high))
    order = compare(low, high) if low and high else -1
    if order > 0 or order == 0 and (open_low or open_high):
        raise ValueError("ends that are equal or the wrong way round")
    one = [(">" if open_low else ">=", low)] if low else []
    return one + ([("<" if open_high else "<=", high)] if high else []), (low, high)
