"""PEP 440 as packaging has it: versions, their order, specifiers."""
import re

PATTERN = re.compile(
    r"""v?(?:(?P<epoch>[0-9]+)!)?(?P<release>[0-9]+(?:\.[0-9]+)*)
    (?:[-_.]?(?P<pre>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?P<pren>[0-9]+)?)?
    (?:-(?P<postn1>[0-9]+)|[-_.]?(?P<post>post|rev|r)[-_.]?(?P<postn>[0-9]+)?)?
    (?:[-_.]?(?P<dev>dev)[-_.]?(?P<devn>[0-9]+)?)?
    (?:\+(?P<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
WORDS = {"alpha": "a", "beta": "b", "c": "rc", "pre": "rc", "preview": "rc"}
BEFORE, AFTER = float("-inf"), float("inf")


class Version:
    def __init__(self, epoch, release, pre=None, post=None, dev=None, local=None):
        self.epoch, self.release, self.pre = epoch, tuple(release), pre
        self.post, self.dev, self.local = post, dev, local

    def public(self):
        """Without the local version."""
        return Version(self.epoch, self.release, self.pre, self.post, self.dev)

    def key(self):
        release = self.release
        while len(release) > 1 and release[-1] == 0:
            release = release[:-1]
        if self.pre is None and self.post is None and self.dev is not None:
            pre = (BEFORE,)
        else:
            pre = (AFTER,) if self.pre is None else (0, *self.pre)
        post = BEFORE if self.post is None else self.post
        dev = AFTER if self.dev is None else self.dev
        local = () if self.local is None else tuple((1, it, "") if isinstance(it, int) else (0, 0, it) for it in self.local)
        return (self.epoch, release, pre, post, dev, self.local is not None, local)

    def is_prerelease(self):
        return self.pre is not None or self.dev is not None

    def __str__(self):
        text = (f"{self.epoch}!" if self.epoch else "") + ".".join(map(str, self.release))
        text += f"{self.pre[0]}{self.pre[1]}" if self.pre else ""
        text += f".post{self.post}" if self.post is not None else ""
        text += f".dev{self.dev}" if self.dev is not None else ""
        return text + ("+" + ".".join(map(str, self.local)) if self.local else "")


def parse(text):
    found = PATTERN.fullmatch(text.strip(" \t\n\r\f\v"))
    if not found:
        raise ValueError(f"no version: {text}")
    group = found.groupdict()
    pre = post = dev = local = None
    if group["pre"]:
        word = group["pre"].lower()
        pre = (WORDS.get(word, word), int(group["pren"] or 0))
    if group["post"] or group["postn1"]:
        post = int(group["postn1"] or group["postn"] or 0)
    if group["dev"]:
        dev = int(group["devn"] or 0)
    if group["local"]:
        local = [int(it) if it.isdigit() else it.lower() for it in re.split("[-_.]", group["local"])]
    release = [int(it) for it in group["release"].split(".")]
    return Version(int(group["epoch"] or 0), release, pre, post, dev, local)


def compare(left, right):
    return (left.key() > right.key()) - (left.key() < right.key())


OPERATOR = re.compile(r"\s*(~=|===|==|!=|<=|>=|<|>)\s*(.*?)\s*", re.DOTALL)


def specifiers(text):
    """Pairs of operator and Version; for == and != with .* a Version and True; text for ===."""
    found = []
    for piece in text.split(","):
        if not piece.strip():
            continue
        match = OPERATOR.fullmatch(piece)
        if not match or not match[2]:
            raise ValueError(f"no specifier: {piece}")
        operator, version = match[1], match[2]
        if operator == "===":
            if re.search(r"[\s;)]", version):
                raise ValueError("white space in ===")
            found.append((operator, version, False))
            continue
        prefix = version.endswith(".*")
        parsed = parse(version[:-2] if prefix else version)
        bare = parsed.pre is None and parsed.post is None and parsed.dev is None and not parsed.local
        if prefix and (operator not in ("==", "!=") or not bare):
            raise ValueError("a prefix stands only behind == and !=")
        if parsed.local and operator not in ("==", "!="):
            raise ValueError("a local version stands only behind == and !=")
        if operator == "~=" and len(parsed.release) < 2:
            raise ValueError("~= needs two numbers")
        found.append((operator, parsed, prefix))
    return found


def starts_with(version, prefix):
    """Whether the release begins with these numbers."""
    release = prefix.release
    own = version.release + (0,) * max(0, len(release) - len(version.release))
    return version.epoch == prefix.epoch and own[: len(release)] == release


def holds(operator, bound, prefix, version, text):
    if operator == "===":
        return text.lower() == bound.lower()
    if version is None:
        return False
    if prefix:
        return starts_with(version, bound) == (operator == "==")
    public = version.public()
    if operator == "~=":
        series = Version(bound.epoch, bound.release[:-1])
        return compare(public, bound) >= 0 and starts_with(version, series)
    if operator in ("==", "!="):
        return (compare(version if bound.local else public, bound) == 0) == (operator == "==")
    if operator in ("<=", ">="):
        order = compare(public, bound)
        return order <= 0 if operator == "<=" else order >= 0
    same = version.epoch == bound.epoch and compare(Version(version.epoch, version.release), Version(bound.epoch, bound.release)) == 0
    if operator == "<":
        before = bound.post is None or version.pre is None and version.post == bound.post
        of_bound = same and version.is_prerelease() and not bound.is_prerelease() and before
        return compare(version, bound) < 0 and not of_bound
    if compare(version, bound) <= 0:
        return False
    behind = bound.post is None and bound.dev is None and version.pre == bound.pre
    if same and version.post is not None and behind:
        return False
    return not (version.local and compare(public, bound) == 0)


def satisfies(text, range_text, prereleases="default"):
    """Whether a specifier set takes a text. By default a pre-release is taken, since there is no
    other candidate that would be preferred."""
    every = specifiers(range_text)
    try:
        version = parse(text)
    except ValueError:
        version = None
    if version and version.is_prerelease() and prereleases == "exclude":
        return False
    return all(holds(*one, version, text) for one in every)


def next_series(version, at):
    release = list(version.release[: at + 1])
    release[at] += 1
    return Version(version.epoch, release, dev=0)


def intervals(range_text):
    """The versions by the order alone: alternatives of comparators, each specifier a list."""
    found = []
    for operator, bound, prefix in specifiers(range_text):
        if operator == "===":
            try:
                found.append([[("=", parse(bound))]])
            except ValueError:
                found.append([])
        elif prefix:
            first = Version(bound.epoch, bound.release, dev=0)
            last = next_series(bound, len(bound.release) - 1)
            inside = [[(">=", first), ("<", last)]]
            found.append(inside if operator == "==" else [[("<", first)], [(">=", last)]])
        elif operator == "~=":
            found.append([[(">=", bound), ("<", next_series(bound, len(bound.release) - 2))]])
        elif operator == "!=":
            found.append([[("<", bound)], [(">", bound)]])
        else:
            found.append([[("=" if operator == "==" else operator, bound)]])
    return found
