"""The install decision of takedown notices, written from the specification alone (section 10)."""
import datetime
VERDICTS, KINDS = ["allow", "warn", "avoid", "block"], ["new", "exact", "locked", "installed"]
HARM = "reason-malware malware-advisory digest-differs".split()
REASONS = """malware vulnerability defect accidental-publish unmaintained superseded renamed intellectual-property
    sensitive-data name-abuse spam illegal-content policy-violation owner-request other unspecified""".split()
FLAGS = """follow-replacement unavailable use-verified-copy placeholder incident incident-suspected unknown-reason disputed
    untrusted-issuer unclear-match elsewhere resurrected status-stale""".split()

def lock_state(locked, found):
    strong = lambda names: set(names) - {"md5", "sha1"}
    ours, theirs = (locked or {}).get("digests", {}), (found or {}).get("digests", {})
    if not locked or not found: return "nothing" if not locked or strong(ours) else "not-comparable"
    both = [name for name in ours if name in theirs]
    if any(ours[name].lower() != theirs[name].lower() for name in both):
        return "differs" if locked.get("filename", 0) == found.get("filename", 1) else "not-comparable"
    return "verified" if strong(both) else "not-comparable"
def age(request):  # in seconds; None if nobody knows
    try: return (datetime.datetime.fromisoformat(request["at"]) - datetime.datetime.fromisoformat(request["publishedAt"])).total_seconds()
    except (KeyError, ValueError, TypeError): return None

def decide(table, status, request, policy):  # `table` has the verdicts of each row by column
    kind, lock, rows, flags = request["kind"], lock_state(request.get("locked"), request.get("found")), [], set()
    columns = [1] if kind == "locked" and lock != "verified" else [KINDS.index(kind)] if kind in KINDS else [0, 1, 2, 3]
    late, code = max(columns) >= 2, lambda text: len(text) == 2 and text.isascii() and text.isalpha()
    word, about = lambda group, value: f"{group}-{value}" if f"{group}-{value}" in table else f"{group}-unknown", lambda purl: purl in (status["purl"], status["purl"].split("@")[0])
    def row(name, notice=None, cap=3):
        own = min(cap, max(VERDICTS.index(table[name][column]) for column in columns))
        fits = lambda it: ({"row", "notice", "purl"} & set(it) and it.get("row", name) == name and it.get("notice", notice) == notice
                           and about(it.get("purl", status["purl"])) and ("row" in it or name not in HARM))
        rule = next(filter(fits, policy.get("rules", [])), None)
        rank = VERDICTS.index(rule["verdict"]) if rule and rule["verdict"] in VERDICTS else 3
        rank = own if not rule else rank if "notice" in rule else min(rank, cap)
        if rank or own: rows.append((rank, name))
    for it in status.get("measures", []):
        resolution, download = (it.get("effects", {}).get(name, "unstated") for name in ("resolution", "download"))
        category, here, there = it.get("reason", {}).get("category", "unspecified"), policy.get("territory", ""), it.get("territory", [])
        malware = category == "malware" or any(alias.startswith("MAL-") for alias in it.get("aliases", []))
        reason = "malware" if malware else category if category in REASONS and f"reason-{category}" in table else "known" if category in REASONS else "unknown"
        elsewhere = not malware and code(here) and there != [] and all(map(code, there)) and here.lower() not in map(str.lower, there)
        cap = min({"full": 3, "capped": 1}.get(it["weight"], 2 if min(columns) < 2 else 1), 1 if elsewhere else 3)
        for name in (it["status"] if it["status"] in table else "unknown-status", word("resolution", resolution), word("download", download), f"reason-{reason}"):
            row(name, it["notice"], cap)
        gone, held = it["status"] in ("deleted", "access-restricted") or download in ("unavailable", "unlinked"), it["status"] == "quarantined"
        flags |= {flag for flag, holds in {"elsewhere": elsewhere, "untrusted-issuer": it["weight"] == "capped", "unclear-match": it["weight"] not in ("full", "capped"),
            "follow-replacement": it["status"] == "relocated" or resolution == "redirected", "unavailable": gone,
            "placeholder": resolution == "placeholder" or it["status"] == "security-held", "disputed": it.get("disputeState") == "open",
            "use-verified-copy": gone and not malware and columns == [2] and not held, "incident": late and malware and it["weight"] == "full",
            "incident-suspected": late and (held or malware) and not (malware and it["weight"] == "full"),
            "unknown-reason": not malware and not held and (category == "unspecified" or category not in REASONS)}.items() if holds}
    if request.get("malwareAdvisories"): row("malware-advisory"); flags |= {"incident"} if late else set()
    row(word("coverage", status["coverage"])); flags |= {"status-stale"} if status["coverage"] != "complete" else set()
    if lock == "differs": row("digest-differs"); flags.add("resurrected")
    elif kind not in ("new", "exact") and (lock == "not-comparable" or kind == "locked" and "locked" not in request): row("digest-not-comparable")
    if policy.get("minimumAge") and kind not in ("locked", "installed") and (age(request) is None or age(request) < policy["minimumAge"]):
        row("age-unknown" if age(request) is None else "too-young")
    rows.sort(key=lambda row: (-row[0], row[1] not in HARM))
    rank, name = rows[0] if rows and rows[0][0] else (0, "active")
    flags -= {0: {"unknown-reason"}, 3: {"use-verified-copy"}}.get(rank, set())
    return {"verdict": VERDICTS[rank], "row": name, "because": [[name, VERDICTS[rank]] for rank, name in rows], "flags": sorted(flags, key=FLAGS.index)}
