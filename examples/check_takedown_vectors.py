"""Holds another implementation against the vectors in schemas/vectors/takedown.

python3 examples/check_takedown_vectors.py [FOLDER]
"""
import json, pathlib, sys
import takedown_in_python as takedown

VERDICTS = ["allow", "warn", "avoid", "block"]
KINDS = ["new", "exact", "locked", "installed"]
folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent / "schemas/vectors/takedown")
rows = lambda name: [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]
table = {row["id"]: row["expected"] for row in rows("table")}

def parse(asked, answer):
    return takedown.is_notice(asked) == (answer != "error")

def digest(asked, answer):
    return takedown.digest(asked) == answer

def fold(asked, answer):
    given = [asked[name] for name in ("trust", "notices", "purl", "known", "effect")]
    return takedown.fold(*given) == (answer["status"], answer["lifted"])

def decision(asked, answer):
    """The strictest row decides; without a cap or a rule each row is as strict as the table says."""
    reasons = [(VERDICTS.index(verdict), row) for row, verdict in answer["because"]]
    plain = not asked["policy"].get("rules") and not {"unclear-match", "untrusted-issuer", "elsewhere"} & set(answer["flags"])
    kind = asked["request"]["kind"]
    columns = [KINDS.index(kind)] if kind in KINDS else range(4)
    columns = [1] if any(row == "digest-not-comparable" for _, row in reasons) and kind == "locked" else columns
    as_said = all(rank == max(VERDICTS.index(table[row][at]) for at in columns) for rank, row in reasons)
    return (as_said or not plain) and VERDICTS.index(answer["verdict"]) == max([rank for rank, _ in reasons], default=0)

wrong = 0
for check in (parse, digest, fold, decision):
    cases = [(row["id"], check(row["input"], row["expected"])) for row in rows(check.__name__)]
    print(f"{check.__name__}\t{sum(right for _, right in cases)}\t{len(cases)}", *[name for name, right in cases if not right])
    wrong += sum(not right for _, right in cases)
sys.exit(1 if wrong else 0)
