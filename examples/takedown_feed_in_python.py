"""Names and rows of feeds of takedown notices, written from the specification alone."""
import datetime, hashlib, json, string

PLAIN = set((string.ascii_lowercase + string.digits + "-").encode())

def name(id):
    raw = id.encode()
    text = "".join(chr(byte) if byte in PLAIN else f"_{byte:02x}" for byte in raw)
    return text if "_" in text and len(text) <= 120 else "sha256-" + hashlib.sha256(raw).hexdigest()

def rows(lines):
    """The rows of the index of a log that may be shown; times in whole seconds."""
    notices = [json.loads(line) for line in lines]
    newest, times, last, first = None, [], {}, {}
    for at, notice in enumerate(notices):
        issued = datetime.datetime.fromisoformat(notice["issuedAt"]).astimezone(datetime.timezone.utc)
        newest = max(newest or issued, issued)
        times.append(newest.strftime("%Y-%m-%dT%H:%M:%SZ"))
        first.setdefault(notice["id"], at)
        if "erases" in notice: last[notice["erases"]["id"]] = at
    placed = [(max(at, last.get(id, 0)), at, id) for id, at in first.items()]
    return [f"{times[line]},{name(id)}" for line, at, id in sorted(placed, reverse=True)]
