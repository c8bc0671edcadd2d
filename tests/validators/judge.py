"""`python3 judge.py DIR`: judges the cases that `schema-cases` wrote with Python's jsonschema."""

import json
import sys
from importlib.metadata import version
from pathlib import Path

from jsonschema import Draft202012Validator


def main(folder: Path) -> int:
    cases, disagreements = 0, []
    files = sorted((folder / "schemas").glob("*.json"))
    for file in files:
        schema = json.loads(file.read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema)
        with (folder / "cases" / f"{file.stem}.jsonl").open(encoding="utf-8", newline="\n") as lines:
            for line in lines:
                case = json.loads(line)
                cases += 1
                if validator.is_valid(case["document"]) != case["valid"]:
                    disagreements.append(f"{file.stem}: {case['id']}: expected {case['valid']}")
    for words in disagreements[:10]:
        print(f"disagreement: {words}", file=sys.stderr)
    print(
        f"jsonschema {version('jsonschema')} for Python: {len(files)} schemas, {cases} cases, "
        f"{len(disagreements)} disagreements"
    )
    return 0 if cases and not disagreements else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
