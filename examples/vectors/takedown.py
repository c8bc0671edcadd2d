"""Takedown notices: reading, digests, matching, the fold, the decision, and feeds."""
import pathlib, re, sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "examples"))

import fold, matching, notice_lints
import takedown_decision_in_python as decisions
import takedown_feed_in_python as feeds
import takedown_in_python as notices

SPECIFICATION = (ROOT / "schemas/takedown-notice/specification.md").read_text("utf-8")
ROW = re.compile(r"\| `([a-z-]+)` \| (\w+) \| (\w+) \| (\w+) \| (\w+) \|")
ROWS = {it[1]: list(it.groups()[1:]) for it in ROW.finditer(SPECIFICATION.partition("generated: decision-table")[2])}


def ask_digest(text):
    found = notices.digest(text)
    return ("error", None) if found == "error" else ("ok", found)


def ask_match(asked):
    found = matching.matches([asked["subject"]], "https://registry.example", asked["purl"], asked.get("file"), asked.get("registry"))
    return found, None


def ask_fold(asked):
    found = fold.fold(asked)
    status, lifted = notices.fold(asked["trust"], asked["notices"], asked["purl"], asked["known"], asked["effect"])
    if (status, lifted) != (found["status"], found["lifted"]):
        raise AssertionError(f"two implementations differ: {status} {lifted}, {found}")
    return "ok", found


def ask_decision(asked):
    found = decisions.decide(ROWS, **asked)
    return found.pop("verdict"), found


QUESTIONS = {
    **notice_lints.QUESTIONS,
    "takedown/digest.jsonl": ask_digest,
    "takedown/match.jsonl": ask_match,
    "takedown/fold.jsonl": ask_fold,
    "takedown/decision.jsonl": ask_decision,
    "takedown/table.jsonl": lambda row: ("ok", ROWS[row]),
    "takedown/name.jsonl": lambda asked: ("ok", feeds.name(asked)),
    "takedown/rows.jsonl": lambda asked: ("ok", feeds.rows(asked)),
}
