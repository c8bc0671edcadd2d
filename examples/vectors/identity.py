"""Names of packages, and which package a purl is about."""
import re, unicodedata

import purl

# OSV's ecosystem: purl type, and the namespace that tells distributions apart.
ECOSYSTEMS = {
    "AlmaLinux": ("rpm", "almalinux"), "Alpine": ("apk", "alpine"), "Bitnami": ("bitnami", None),
    "Chainguard": ("apk", "chainguard"), "ConanCenter": ("conan", None), "CRAN": ("cran", None),
    "crates.io": ("cargo", None), "Debian": ("deb", "debian"), "GitHub Actions": ("github", None),
    "Go": ("golang", None), "Hackage": ("hackage", None), "Hex": ("hex", None), "Julia": ("julia", None),
    "Mageia": ("rpm", "mageia"), "Maven": ("maven", None), "MinimOS": ("apk", "minimos"), "npm": ("npm", None),
    "NuGet": ("nuget", None), "opam": ("opam", None), "openSUSE": ("rpm", "opensuse"), "OSS-Fuzz": ("generic", None),
    "Packagist": ("composer", None), "Pub": ("pub", None), "PyPI": ("pypi", None), "Red Hat": ("rpm", "redhat"),
    "Rocky Linux": ("rpm", "rocky-linux"), "RubyGems": ("gem", None), "SUSE": ("rpm", "suse"),
    "SwiftURL": ("swift", None), "Ubuntu": ("deb", "ubuntu"), "VSCode": ("vscode-extension", None), "Wolfi": ("apk", "wolfi"),
}
NO_CASE = ("NuGet", "Packagist", "GitHub Actions", "VSCode")


def ascii_lower(text):
    return "".join(it.lower() if it.isascii() else it for it in text)


def normal(ecosystem, name):
    """As the ecosystem itself normalises names: PEP 503 at PyPI, nothing elsewhere."""
    return ascii_lower(re.sub("[-_.]+", "-", name)) if ecosystem == "PyPI" else name


def key(ecosystem, name):
    """What a registry tells names apart by."""
    if ecosystem == "crates.io":
        return ascii_lower(name).replace("_", "-")
    return ascii_lower(name) if ecosystem in NO_CASE else normal(ecosystem, name)


def base(ecosystem):
    return ecosystem.split(":")[0]


def ask_names(asked):
    ecosystem = base(asked["ecosystem"])
    if normal(ecosystem, asked["left"]) == normal(ecosystem, asked["right"]):
        return "same", None
    return "clash" if key(ecosystem, asked["left"]) == key(ecosystem, asked["right"]) else "different", None


def hidden(letter):
    """Control characters, white space but the blank, and what has no width or turns the text."""
    kind = unicodedata.category(letter)
    return letter != " " and (kind in ("Cc", "Cf", "Zl", "Zp", "Zs") or letter.isspace())


def npm(name):
    scope, base_name = None, name
    if name.startswith("@"):
        if "/" not in name:
            return False
        scope, base_name = name[1:].split("/", 1)
    safe = lambda part: re.fullmatch(r"[A-Za-z0-9\-_.!~*'()]+", part) is not None
    if not safe(base_name) or scope is not None and not safe(scope) or len(name) > 214:
        return False
    return name.lower() not in ("node_modules", "favicon.ico") and (scope is not None or base_name[0] not in "._")


def maven(name):
    group, colon, artifact = name.partition(":")
    return bool(colon) and all(re.fullmatch(r"[A-Za-z0-9\-_.]+", it) and it.strip(".") for it in (group, artifact))


RULES = {
    "npm": ("npm-name", npm),
    "PyPI": ("pypi-name", lambda it: re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?", it)),
    "crates.io": ("crates-io-name", lambda it: re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,63}", it)),
    "Maven": ("maven-name", maven),
}


def broken(ecosystem, name):
    """The code of the first rule that is broken, and whether that is an error."""
    if not name:
        return "empty-name", True
    if any(map(hidden, name)):
        return "hidden-character", True
    path = name.startswith("/") or "\\" in name or {".", ".."} & set(re.split("[/:]", name))
    if path or re.search("%(2e|2f|5c|00)", name, re.IGNORECASE):
        return "path-in-name", True
    code, rule = RULES.get(ecosystem, (None, None))
    if rule and not rule(name):
        return code, True
    if not name.isascii():
        return "non-ascii-name", False
    if ecosystem == "npm" and re.search("[A-Z!~*'()]", name):
        return "npm-name-legacy", False
    return None, False


def ask_rules(asked):
    code, error = broken(base(asked["ecosystem"]), asked["name"])
    return "invalid" if error else "valid", [code] if code else None


def split(ecosystem, name):
    """Namespace and name of the package's purl."""
    if ecosystem == "SwiftURL":
        name = name.removeprefix("https://").removesuffix(".git")
    if ecosystem == "npm":
        return name.split("/", 1) if name.startswith("@") and "/" in name else ("", name)
    if ecosystem in ("Go", "SwiftURL"):
        return name.rpartition("/")[::2]
    separator = {"Maven": ":", "Packagist": "/", "GitHub Actions": "/", "VSCode": "/" if "/" in name else "."}.get(ecosystem)
    if separator and separator in name:
        return name.split(separator, 1)
    return "", name


def to_purl(ecosystem, name, version=""):
    kind, distribution = ECOSYSTEMS[ecosystem]
    namespace, name = split(ecosystem, name)
    if ecosystem == "PyPI":
        name = ascii_lower(name).replace("_", "-")
    parts = {"type": kind, "namespace": distribution or namespace, "name": name, "version": version, "qualifiers": {}, "subpath": ""}
    return purl.finish(parts)["canonical"]


def ask_to_purl(asked):
    ecosystem = base(asked["ecosystem"])
    if ecosystem not in ECOSYSTEMS:
        return "none", None
    return "ok", to_purl(ecosystem, asked["name"], asked.get("version", ""))


def of_purl(found):
    """Ecosystem and name of the package that a purl is about; None where there is none."""
    namespace = found.get("namespace", "")
    for ecosystem, (kind, distribution) in ECOSYSTEMS.items():
        if kind == found["type"] != "generic" and distribution in (None, namespace.lower()):
            joint = ":" if ecosystem == "Maven" else "/"
            joined = namespace and not distribution
            return ecosystem, namespace + joint + found["name"] if joined else found["name"]
    return None


def package_key(text):
    """Equal for two purls exactly if they are about one package."""
    found = purl.parse(text)
    name = found["name"]
    if found["type"] == "pypi":
        name = normal("PyPI", name)
    elif found["type"] == "nuget":
        name = ascii_lower(name)
    return found["type"], found.get("namespace"), name


def ask_purl(text):
    try:
        return "strict", purl.parse(text, True)
    except ValueError:
        return "tolerant", purl.parse(text)


def ask_same(asked):
    return "yes" if package_key(asked["left"]) == package_key(asked["right"]) else "no", None


QUESTIONS = {
    "identity/names.jsonl": ask_names,
    "identity/name-rules.jsonl": ask_rules,
    "identity/name-to-purl.jsonl": ask_to_purl,
    "identity/purl.jsonl": ask_purl,
    "identity/purl-package.jsonl": ask_same,
}
