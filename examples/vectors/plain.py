"""Orders that belong to no ecosystem: vers-spec's lexicographic, datetime and intdot."""
import datetime, re
from fractions import Fraction

TIME = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?(?:Z|([+-])([0-9]{2}):([0-9]{2}))", re.ASCII
)
COMPARATOR = re.compile(r"(<=|>=|!=|<|>|=)\s*(\S+)")


class Version:
    def __init__(self, text, value):
        self.text, self.value = text, value

    def __str__(self):
        return self.text

    def spelling(self):
        """As it is written anew: dotted numbers without what stands behind and zeros before."""
        if not isinstance(self.value, list):
            return self.text
        return ".".join(str(int(it)) for it in re.match(r"[0-9]+(\.[0-9]+)*", self.text, re.ASCII)[0].split("."))


def moment(text):
    found = TIME.fullmatch(text)
    if not found:
        raise ValueError(f"no time: {text}")
    numbers = [int(it) for it in found.group(1, 2, 3, 4, 5, 6)]
    leap = numbers[5] == 60
    time = datetime.datetime(*numbers[:5], 59 if leap else numbers[5])
    seconds = Fraction((time - datetime.datetime(1970, 1, 1)) // datetime.timedelta(seconds=1) + leap)
    if found[7]:
        seconds += Fraction(int(found[7]), 10 ** len(found[7]))
    if found[8]:
        offset = int(found[9]) * 3600 + int(found[10]) * 60
        seconds -= offset if found[8] == "+" else -offset
    return seconds


def numbers(text):
    """What stands behind the numbers says nothing."""
    begins = re.match(r"[0-9]+(\.[0-9]+)*", text, re.ASCII)
    if not begins:
        raise ValueError(f"no dotted numbers: {text}")
    found = [int(it) for it in begins[0].split(".")]
    while len(found) > 1 and found[-1] == 0:
        found.pop()
    return found


def parse(text, scheme):
    value = {"lexicographic": lambda it: it.encode("utf-8", "surrogatepass"), "datetime": moment, "intdot": numbers}[scheme]
    return Version(text, value(text))


def compare(left, right):
    return (left.value > right.value) - (left.value < right.value)


def comparators(text, read):
    """A range without a notation of its own: comparators, and bars between alternatives."""
    found = []
    for one in text.split("||"):
        pieces, at = [], 0
        one = one.strip()
        while at < len(one):
            match = COMPARATOR.match(one, at)
            if not match:
                raise ValueError(f"no comparator: {one[at:]}")
            pieces.append((match[1], read(match[2].rstrip(","))))
            at = match.end() + len(one[match.end():]) - len(one[match.end():].lstrip(" ,\t"))
        found.append(pieces)
    return found
