"""`python3 roundtrip.py MODULE CLASS DOCUMENT...`: parses each document and dumps it; both are equal."""

import importlib.util
import json
import sys
from enum import Enum
from pathlib import Path


def main(file: str, name: str, documents: list[str]) -> int:
    spec = importlib.util.spec_from_file_location("generated", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules["generated"] = module
    spec.loader.exec_module(module)
    closed = [it for it in vars(module).values() if isinstance(it, type) and issubclass(it, Enum)]
    closed = [it.__name__ for it in closed if it is not Enum]
    if closed:
        print(f"closed vocabularies: {closed}", file=sys.stderr)
        return 1
    model = getattr(module, name)
    for path in documents:
        text = Path(path).read_text(encoding="utf-8")
        again = model.model_validate_json(text).model_dump(mode="json", by_alias=True, exclude_unset=True)
        if again != json.loads(text):
            print(f"{path} comes out otherwise", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
