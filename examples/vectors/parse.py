"""Reading records by their JSON Schemas: the keywords that ours use, of draft 2020-12.

A text is a record if it is a JSON object with the members without which there is none. Whatever
else misfits is found at its place: the member is passed over, and the rest counts."""
import functools, json, pathlib, re

SCHEMAS = pathlib.Path(__file__).resolve().parents[2] / "schemas"


class Twice(dict):
    """An object of which some member stands twice: the first counts."""

    again = ()


def members(pairs):
    found = Twice()
    for name, value in pairs:
        if name in found:
            found.again = (*found.again, name)
        else:
            found[name] = value
    return found


def no_constant(text):
    raise ValueError(f"{text} is no JSON")


def read(text):
    text = text.removeprefix("\ufeff")
    if text.strip(" \t\r\n") != text.strip():
        raise ValueError("white space of another kind")
    return json.loads(text, object_pairs_hook=members, parse_constant=no_constant)


def kind_fits(value, kind):
    return {
        "object": isinstance(value, dict),
        "array": isinstance(value, list),
        "string": isinstance(value, str),
        "boolean": isinstance(value, bool),
        "null": value is None,
        "number": isinstance(value, (int, float)) and not isinstance(value, bool),
        "integer": isinstance(value, int) and not isinstance(value, bool) or isinstance(value, float) and value.is_integer(),
    }[kind]


class Schema:
    def __init__(self, root):
        self.root = root

    def resolved(self, schema):
        schema = {} if schema is True else schema
        while "$ref" in schema:
            found = self.root
            for step in schema["$ref"].removeprefix("#").split("/")[1:]:
                found = found[step]
            schema = found
        return schema

    def branches(self, schema):
        schema = self.resolved(schema)
        return [it for branch in schema["anyOf"] for it in self.branches(branch)] if "anyOf" in schema else [schema]

    def is_kind(self, schema, value):
        """Whether a value is of the kind at all: type, and the members that have to be there."""
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            if value > schema.get("maximum", value) or value < schema.get("minimum", value):
                return False
        kinds = schema.get("type", [])
        if kinds and not any(kind_fits(value, it) for it in ([kinds] if isinstance(kinds, str) else kinds)):
            return False
        if isinstance(value, dict):
            inner = schema.get("properties", {})
            return all(name in value and self.fits(inner.get(name, {}), value[name]) for name in schema.get("required", ()))
        return True

    def fits(self, schema, value):
        return any(self.is_kind(it, value) for it in self.branches(schema))

    def misfits(self, schema, value, pointer=""):
        """Pairs of code and pointer, in the order of the document."""
        chosen = [it for it in self.branches(schema) if self.is_kind(it, value)]
        if not chosen:
            return [("null-member" if value is None else "wrong-type", pointer)]
        if len(chosen) > 1:
            return []
        schema, found = chosen[0], []
        if isinstance(value, str):
            shaped = len(value) <= schema.get("maxLength", len(value)) and re.search(python(schema.get("pattern", "")), value)
            return [] if shaped else [("malformed", pointer)]
        if isinstance(value, list):
            for at, item in enumerate(value):
                found += self.misfits(schema.get("items", {}), item, f"{pointer}/{at}")
        elif isinstance(value, dict):
            for name, item in value.items():
                inner = schema.get("properties", {}).get(name, schema.get("additionalProperties", {}))
                if inner:
                    found += self.misfits(inner, item, f"{pointer}/{escaped(name)}")
            if schema.get("properties") or schema.get("additionalProperties"):
                found += [("duplicate-member", f"{pointer}/{escaped(name)}") for name in getattr(value, "again", ())]
        return found


def escaped(name):
    return name.replace("~", "~0").replace("/", "~1")


@functools.cache
def python(pattern):
    """ECMA-262's `$` is the very end of the text, Python's may stand before a line end."""
    return re.compile(re.sub(r"\$$|\$(?=\)$)", r"\\Z", pattern), re.ASCII)


@functools.cache
def schema_of(record):
    path, = (SCHEMAS / record).glob("v*.schema.json")
    return Schema(json.loads(path.read_text("utf-8")))


def judge(record, text):
    schema, value = schema_of(record), read(text)
    if not isinstance(value, dict) or not schema.is_kind(schema.root, value):
        raise ValueError("no such record")
    found = schema.misfits(schema.root, value)
    bad = any(code != "duplicate-member" for code, _ in found)
    return "invalid" if bad else "valid", found


class Finding:
    """A finding beside one of the vectors: the code of a malformed text is the library's own."""

    def __init__(self, code, pointer):
        self.code, self.pointer = code, pointer

    def __eq__(self, other):
        same = other["code"].startswith("malformed-") if self.code == "malformed" else other["code"] == self.code
        return same and other["pointer"] == self.pointer


def question(record):
    def ask(text):
        verdict, found = judge(record, text)
        return verdict, Findings(Finding(*it) for it in found) if found else None

    return ask


class Findings(list):
    """Findings in any order."""

    def __eq__(self, other):
        return isinstance(other, list) and len(other) == len(self) and all(any(it == one for it in self) for one in other)


QUESTIONS = {"parse": question}
