"""Package URLs: ECMA-427 and what the registered types demand."""
import re

# Type: whether a namespace is required (+), prohibited (-) or neither; which of namespace (n),
# name (N), version (v) and subpath (s) have no case.
TYPES = {
    "alpm": "+nN", "apk": "+nN", "bazel": "-", "bitbucket": "+nN", "bitnami": "-N", "brew": "nN", "cargo": "-",
    "chrome-extension": "-N", "cocoapods": "-", "composer": "+nN", "conan": "", "conda": "-", "cpan": "", "cran": "-",
    "deb": "+nN", "docker": "", "gem": "-", "generic": "", "git": "+", "github": "+nN", "golang": "+", "hackage": "-",
    "hex": "nN", "huggingface": "+v", "julia": "-", "luarocks": "nN", "maven": "+", "mlflow": "-", "npm": "",
    "nuget": "-", "oci": "-Nv", "opam": "-", "otp": "-Ns", "pub": "-N", "pypi": "-Nv", "qpkg": "+n", "rpm": "+n",
    "swid": "", "swift": "+", "vcpkg": "-", "vscode-extension": "+nNv", "yocto": "n",
}
REQUIRED = {"julia": "uuid", "swid": "tag_id"}
NAMES = {"chrome-extension": "[a-p]{32}", "pub": "[a-z0-9_].*"}
VERSIONS = {"chrome-extension": r"[0-9]+(\.[0-9]+){0,3}"}
URL = set(map(chr, range(0x21, 0x7F))) - set('"<>\\^`{|}')


def decode(text):
    return re.sub(rb"%(..)", lambda it: bytes([int(it[1], 16)]), text.encode()).decode()


def encode(text, keep=""):
    """Everything but letters, digits, . - _ ~ and the colon."""
    plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_~:" + keep
    return "".join(chr(it) if chr(it) in plain else f"%{it:02X}" for it in text.encode())


def refuse(strict, words):
    if strict:
        raise ValueError(words)


def parse(text, strict=False):
    """The parts of a purl, with its canonical text."""
    scheme, rest = text[:4], text[4:].lstrip("/")
    if scheme != "pkg:" if strict else scheme.lower() != "pkg:":
        raise ValueError("another scheme")
    if re.search("%(?![0-9A-Fa-f]{2})", text) or any(ord(it) < 32 or ord(it) == 127 for it in text) or text != text.rstrip():
        raise ValueError("a stray percent sign, a control character, or white space at the end")
    refuse(strict and not set(text) <= URL, "a character that has to be encoded")
    rest, hash_mark, subpath = rest.partition("#")
    path, question, pairs = rest.partition("?")
    if "#" in subpath or "?" in pairs:
        raise ValueError("a second # or ?")
    kind, _, path = path.partition("/")
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9.-]*", kind):
        raise ValueError("no type")
    path, version = split_version(path.strip("/"), strict)
    namespace, _, name = path.rpartition("/")
    if not name or name.startswith("@"):
        raise ValueError("no name, or one that begins with @")
    parts = {
        "type": kind.lower(),
        "namespace": segments(namespace, strict, ("",)),
        "name": decode(name),
        "version": decode(version),
        "qualifiers": qualifiers(pairs, strict) if question else {},
        "subpath": segments(subpath.strip("/"), strict, ("", ".", "..")),
    }
    return finish(parts)


def split_version(path, strict):
    """At the last @, except that one which opens a segment before the last is a scope's."""
    last = path.rfind("/") + 1
    for at in range(len(path) - 1, -1, -1):
        if path[at] == "@" and (at >= last or at and path[at - 1] != "/"):
            before, behind = path[:at], path[at + 1:]
            refuse(strict and (not behind or "@" in before or "/" in behind), "an empty version, or what has to be encoded")
            return before, behind
    refuse(strict and "@" in path, "an @ that has to be encoded")
    return path, ""


def segments(text, strict, dropped):
    if re.search("%2f", text, re.IGNORECASE):
        raise ValueError("a segment that hides a slash")
    found = decode(text).split("/") if text else []
    refuse(strict and any(it in dropped for it in found), "an empty or relative segment")
    return "/".join(it for it in found if it not in dropped)


def qualifiers(pairs, strict):
    found = {}
    for pair in pairs.split("&"):
        if not pair:
            refuse(strict, "an empty pair")
            continue
        key, equals, value = pair.partition("=")
        refuse(strict and key != key.lower(), "a key in upper case")
        key = key.lower()
        if not equals or not re.fullmatch("[a-z][a-z0-9._-]*", key) or key in found:
            raise ValueError("no key, no value, or a key twice")
        found[key] = decode(value)
    return {key: found[key] for key in sorted(found) if found[key]}


def finish(parts):
    """The rules of the type, and the canonical text."""
    kind, rules = parts["type"], TYPES.get(parts["type"], "")
    for letter, member in (("n", "namespace"), ("N", "name"), ("v", "version"), ("s", "subpath")):
        if letter in rules:
            parts[member] = parts[member].lower()
    prose(parts)
    if not parts["name"] or "+" in rules and not parts["namespace"] or "-" in rules and parts["namespace"]:
        raise ValueError("a part is missing, or one too many")
    if kind in REQUIRED and REQUIRED[kind] not in parts["qualifiers"]:
        raise ValueError("a qualifier is missing")
    for patterns, value in ((NAMES, parts["name"]), (VERSIONS, parts["version"])):
        if kind in patterns and value and not re.fullmatch(patterns[kind], value, re.DOTALL):
            raise ValueError("characters that are not permitted")
    found = {name: value for name, value in parts.items() if value}
    return {"canonical": canonical(parts), **found}


def prose(parts):
    """What the definitions of types say in words alone."""
    kind = parts["type"]
    if kind == "pypi":
        parts["name"] = parts["name"].replace("_", "-")
    elif kind == "cpan":
        if "::" in parts["name"]:
            raise ValueError("a module is no distribution")
        parts["namespace"] = "".join(it.upper() if it.isascii() else it for it in parts["namespace"])
    elif kind == "mlflow" and "databricks" in re.sub("[/?#].*", "", parts["qualifiers"].get("repository_url", "").lower().split("://")[-1]):
        parts["name"] = parts["name"].lower()
    elif kind == "git":
        path = [it for it in f"{parts['namespace']}/{parts['name']}".split("/") if it]
        host = path[0].lower() if len(path) > 1 else ""
        name = "/".join(path[1:] if host else path)
        folds = host in ("github", "github.com", "bitbucket", "bitbucket.org")
        parts["namespace"], parts["name"] = host, name.lower() if folds else name


def canonical(parts):
    text = f"pkg:{parts['type']}/"
    if parts["namespace"]:
        text += encode(parts["namespace"], "/") + "/"
    text += encode(parts["name"], "/" if parts["type"] == "git" else "")
    if parts["version"]:
        text += "@" + encode(parts["version"])
    if parts["qualifiers"]:
        text += "?" + "&".join(f"{key}={encode(value)}" for key, value in parts["qualifiers"].items())
    return text + ("#" + encode(parts["subpath"], "/") if parts["subpath"] else "")
