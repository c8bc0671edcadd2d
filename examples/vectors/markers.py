"""Environment markers of Python's dependency specifiers, answered in three values: what cannot be
compared, and a variable that is not given, is unknown (None)."""
import ast, json, re

import identity, pep440

VARIABLES = r"""python_version|python_full_version|os[._]name|sys[._]platform|platform_release|platform_system
    |platform[._]version|platform[._]machine|platform[._]python_implementation|python_implementation
    |implementation_name|implementation_version|extras?|dependency_groups"""
TOKEN = re.compile(
    rf"""(?P<space>[ \t]+)|(?P<open>\()|(?P<close>\))|(?P<text>'[^']*'|"[^"]*")
    |(?P<operator>===|==|~=|!=|<=|>=|<|>)|\b(?P<word>in|not|and|or)\b|\b(?P<variable>{VARIABLES})\b""",
    re.VERBOSE,
)
VERSIONS = ("implementation_version", "platform_release", "python_full_version", "python_version")
NAMES = ("extra", "extras", "dependency_groups")


def tokens(text):
    found, at = [], 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match:
            raise ValueError(f"no marker: {text[at:]}")
        found.append((match.lastgroup, match[0]))
        at = match.end()
    return found


class Reader:
    """Reads `or` of `and` of comparisons and parentheses."""

    def __init__(self, text):
        self.tokens, self.at = tokens(text), 0

    def space(self):
        while self.at < len(self.tokens) and self.tokens[self.at][0] == "space":
            self.at += 1

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def next(self, *kinds):
        kind, text = self.peek()
        if kind not in kinds:
            raise ValueError(f"{text} is none of {kinds}")
        self.at += 1
        return kind, text

    def whole(self):
        found = self.any()
        self.next("end")
        return found

    def joined(self, word, inner):
        found = [inner()]
        while self.peek() == ("word", word):
            self.at += 1
            found.append(inner())
        return found[0] if len(found) == 1 else (word, found)

    def any(self):
        return self.joined("or", lambda: self.joined("and", self.atom))

    def atom(self):
        self.space()
        if self.peek()[0] == "open":
            self.at += 1
            found = self.any()
            self.next("close")
        else:
            left = self.operand()
            operator = self.operator()
            found = ("compare", left, operator, self.operand())
        self.space()
        return found

    def operand(self):
        self.space()
        kind, text = self.next("text", "variable")
        if kind == "text":
            try:
                return kind, str(ast.literal_eval(text))
            except SyntaxError as error:
                raise ValueError("a broken text") from error
        name = text.replace(".", "_")
        return kind, "platform_python_implementation" if name == "python_implementation" else name

    def operator(self):
        self.space()
        kind, text = self.next("operator", "word")
        if text == "not":
            self.next("space")
            self.space()
            self.next("word")
            if self.tokens[self.at - 1][1] != "in":
                raise ValueError("not what")
            return "not in"
        if text in ("and", "or"):
            raise ValueError("no operator")
        return text


def plain(operator, left, right):
    """Texts: equal or not, part of or not; an order of texts says nothing."""
    if operator in ("in", "not in"):
        return (left in right) == (operator == "in")
    if operator in ("==", "<=", ">="):
        return left == right
    return {"!=": left != right, "<": False, ">": False}.get(operator)


def versions(operator, left, right):
    """A version beside a specifier; None if the right side makes none."""
    try:
        specifier, = pep440.specifiers(operator + right)
    except ValueError:
        return plain(operator, left, right)
    try:
        version = pep440.parse(left)
    except ValueError:
        version = None
    return pep440.holds(*specifier, version, left)


def compare(left, operator, right, environment):
    variable = left if left[0] == "variable" else right
    if variable[0] != "variable" or variable[1] not in environment:
        return None
    name, value = variable[1], environment[variable[1]]
    if left[0] == right[0]:
        return None
    is_left = left is variable
    text = right[1] if is_left else left[1]
    if name in NAMES:
        return names(name, operator, value, text, is_left)
    if name == "python_full_version" and value.endswith("+"):
        value += "local"
    sides = (value, text) if is_left else (text, value)
    if name in VERSIONS and operator not in ("in", "not in"):
        return versions(operator, *sides)
    return plain(operator, *sides)


def names(name, operator, value, text, is_left):
    """Names are compared as PEP 503 normalises them."""
    normal = lambda it: identity.normal("PyPI", it)
    text = normal(text)
    if name == "extra":
        every = [value] if isinstance(value, str) else value or [""]
        if len(every) == 1:
            return plain(operator, *((normal(every[0]), text) if is_left else (text, normal(every[0]))))
        wanted = text in map(normal, every)
        return {"==": wanted, "!=": not wanted}.get(operator)
    if is_left or isinstance(value, str):
        return None
    return plain(operator, text, {normal(it) for it in value})


def evaluate(marker, environment):
    if marker[0] == "compare":
        return compare(*marker[1:], environment)
    answers = [evaluate(it, environment) for it in marker[1]]
    decisive = marker[0] == "or"
    return decisive if decisive in answers else None if None in answers else not decisive


def ask(asked):
    answer = evaluate(Reader(asked["marker"]).whole(), asked["environment"])
    return {True: "true", False: "false", None: "unknown"}[answer], None


def grid(path):
    """The first line has environments, each other one a letter for each of them."""
    lines = path.read_text("utf-8").split("\n")[:-1]
    environments, counts = json.loads(lines[0])["environments"], [0, 0, 0]
    for line in lines[1:]:
        row = json.loads(line)
        marker = Reader(row["marker"]).whole()
        for environment, letter in zip(environments, row["answers"], strict=True):
            answer = {True: "T", False: "F", None: "U"}[evaluate(marker, environment)]
            counts[answer != letter] += 1
            if answer != letter:
                print(f"markers/grid.jsonl: {row['marker']}: {answer}, expected {letter} in {environment}")
    return counts


QUESTIONS = {"markers/evaluate.jsonl": ask, "markers/grid.jsonl:file": grid}
