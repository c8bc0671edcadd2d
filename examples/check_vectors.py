"""Holds an implementation in Python against the vectors in schemas/vectors.

python3 examples/check_vectors.py [--all] [--folder FOLDER] [WORD...]

Prints a line a file: cases, agreeing, disagreeing, not covered. Fails if any disagrees, and with
--all if any is not covered. Only files whose path holds one of the words are looked at.
"""
import argparse, importlib, json, pathlib, sys

HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE / "vectors"))
TOPICS = ["version", "vers", "identity", "pypi_files", "markers", "advisory", "cvss", "statement", "attested", "publisher", "parse", "takedown"]


def questions():
    """What the modules answer, by file."""
    found = {}
    for topic in TOPICS:
        found.update(importlib.import_module(topic).QUESTIONS)
    return found


def parse_question(found, name):
    """Each record has a file of its own for reading."""
    record, file = name.split("/")
    return found.get(name) or (found["parse"](record) if file == "parse.jsonl" else None)


def answered(question, row):
    """Whether the answer is the expected one; None if there is none."""
    if question is None:
        return None, None
    try:
        answer = question(row["input"])
    except (ValueError, OverflowError):
        answer = ("error", None)
    if answer is None:
        return None, None
    return answer == (row["verdict"], row.get("expected")), answer


def check(path, name, question):
    """Counts of the cases that agree, disagree, and are not covered."""
    counts = [0, 0, 0]
    for line in path.read_text("utf-8").split("\n")[:-1]:
        row = json.loads(line)
        right, answer = answered(question, row)
        counts[2 if right is None else 0 if right else 1] += 1
        if right is False:
            told = json.dumps(answer, ensure_ascii=False)[:600]
            print(f"{name}: {row['id']}: {told}, expected {row['verdict']} {json.dumps(row.get('expected'))[:600]} ({row['reason']})")
    return counts


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("words", nargs="*")
    arguments.add_argument("--all", action="store_true")
    arguments.add_argument("--folder", default=HERE.parent / "schemas/vectors", type=pathlib.Path)
    given = arguments.parse_args()
    found, total, lines = questions(), [0, 0, 0], []
    for path in sorted(given.folder.glob("*/*.jsonl")):
        name = path.relative_to(given.folder).as_posix()
        if given.words and not any(word in name for word in given.words) or name == "takedown/incident.jsonl":
            continue
        grid = found.get(f"{name}:file")
        counts = grid(path) if grid else check(path, name, parse_question(found, name))
        total = [left + right for left, right in zip(total, counts)]
        lines.append((name, sum(counts), *counts))
    for line in [("file", "cases", "agree", "disagree", "not covered"), *lines, (f"{len(lines)} files", sum(total), *total)]:
        print(f"{line[0]:44}" + "".join(f"{it:>12}" for it in line[1:]))
    return 1 if total[1] or given.all and total[2] else 0


if __name__ == "__main__":
    sys.exit(main())
