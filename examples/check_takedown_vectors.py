"""Holds another implementation against the vectors in schemas/vectors/takedown.

python3 examples/check_takedown_vectors.py [FOLDER]
"""
import json, pathlib, sys
import takedown_decision_in_python as takedown_decision
import takedown_feed_in_python as takedown_feed
import takedown_in_python as takedown

folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent / "schemas/vectors/takedown")
rows = lambda name: [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]
table = {row["id"]: row["expected"] for row in rows("table")}

def parse(asked, answer):
    """Whether it is a notice at all; lints are not asked for."""
    return takedown.is_notice(asked) == (answer != "error")

def digest(asked, answer):
    return takedown.digest(asked) == answer

def fold(asked, answer):
    given = [asked[name] for name in ("trust", "notices", "purl", "known", "effect")]
    return takedown.fold(*given) == (answer["status"], answer["lifted"])

def decision(asked, answer):
    return takedown_decision.decide(table, **asked) == answer

def name(asked, answer):
    return takedown_feed.name(asked) == answer

def rows_of_feeds(asked, answer):
    return takedown_feed.rows(asked) == answer

rows_of_feeds.__name__ = "rows"
wrong = 0
for check in (parse, digest, fold, decision, name, rows_of_feeds):
    cases = [(row["id"], check(row["input"], row["expected"])) for row in rows(check.__name__)]
    print(f"{check.__name__}\t{sum(right for _, right in cases)}\t{len(cases)}", *[name for name, right in cases if not right])
    wrong += sum(not right for _, right in cases)
sys.exit(1 if wrong else 0)
