"""Names of the files of the Python index: wheels, source distributions, eggs."""
import re

import identity, pep440

EXTENSIONS = (".tar.gz", ".zip", ".tar.bz2", ".tgz", ".tar.xz", ".tar.Z", ".tbz", ".tar")


def version_of(text):
    try:
        return pep440.parse(text)
    except ValueError:
        return None


class File:
    def __init__(self, kind, name, text, more=None):
        if not name or not text:
            raise ValueError("a part is missing")
        self.kind, self.name, self.text, self.more, self.version = kind, name, text, more, version_of(text)

    def project(self):
        return identity.normal("PyPI", self.name)

    def same(self, other):
        if (self.kind, self.project(), self.more) != (other.kind, other.project(), other.more):
            return False
        if self.version is None or other.version is None:
            return self.text == other.text
        return pep440.compare(self.version, other.version) == 0


def behind(stem, project):
    """Name and what follows, where the stem begins with the project's name in some spelling."""
    pattern = "[-_.]+".join(map(re.escape, identity.normal("PyPI", project).split("-")))
    found = re.match(f"({pattern})-(.+)", stem, re.IGNORECASE | re.DOTALL)
    return found.groups() if found else None


def parse(text, project=None):
    if re.search(r"[/\\:]", text) or any(map(identity.hidden, text)) or text in ("", ".", ".."):
        raise ValueError("a path, or characters that nobody sees")
    if text.endswith(".whl"):
        return wheel(text[:-4], project)
    if text.endswith(".egg"):
        name, version, *more = (text[:-4].split("-", 3) + [""])[:4] if "-" in text else ("", "", "")
        return File("egg", name, version, tuple(more))
    extension = next((it for it in EXTENSIONS if text.endswith(it)), None)
    if extension is None:
        raise ValueError("no extension of a file of a release")
    stem = text[: -len(extension)]
    name, version = (project and behind(stem, project)) or guess(stem)
    return File("sdist", name, version, extension)


def wheel(stem, project):
    """A project's hyphens may stand in an old wheel's name, where that alone leaves a version."""
    known = project and behind(stem, project)
    if known and "-" in known[0] and version_of(stem.split("-")[1]) is None:
        found = parts_of_wheel(*known)
        if found.version is not None:
            return found
    name, _, rest = stem.partition("-")
    return parts_of_wheel(name, rest)


def parts_of_wheel(name, rest):
    parts = rest.split("-")
    if len(parts) not in (4, 5):
        raise ValueError("five or six parts")
    build = None
    if len(parts) == 5:
        found = re.match("0*([0-9]*)(.*)", parts[1], re.DOTALL)
        build = (found[1], found[2])
    tags = tuple(frozenset(it.split(".")) for it in parts[-3:])
    return File("wheel", name, parts[0], (build, tags))


def guess(stem):
    """The last hyphen behind which there is a version; else the first before a digit."""
    splits = [(stem[: it.start()], stem[it.end():]) for it in reversed(list(re.finditer("-", stem)))][:16]
    for name, version in splits:
        if name and version_of(version) is not None:
            return name, version
    numbered = [it for it in splits if it[1][:1].isdigit()]
    if not splits:
        raise ValueError("no hyphen between name and version")
    return numbered[-1] if numbered else splits[0]


def ask_name(text):
    file = parse(text)
    return "ok", {"kind": file.kind, "name": file.project(), "version": file.text if file.version is None else str(file.version)}


def ask_same(asked):
    file = parse(asked["file"])
    try:
        subject = parse(asked["subject"], file.name)
    except ValueError:
        return "no", None
    return "yes" if file.kind != "egg" and file.version is not None and file.same(subject) else "no", None


QUESTIONS = {"identity/pypi-file-names.jsonl": ask_name, "identity/pypi-same-file.jsonl": ask_same}
