"""Reading, digest and fold of takedown notices, written from the specification alone."""
import decimal, hashlib, json, re

NEEDED = dict(schemaVersion=str, id=str, noticeType=str, registry=dict, subjects=list, status=str, issuedAt=str)
RANK = dict(zip("observer third-party-database maintainer registry-automation registry-operator public-authority".split(), range(1, 7)), **{"mirror-operator": 1})
SEVERITY = ["active", "archived", "deprecated", "relocated", "unlisted", "yanked", None,
            "access-restricted", "name-reserved", "deleted", "security-held", "quarantined"]

def is_notice(text):
    try: notice = json.loads(text.removeprefix("\ufeff"))
    except ValueError: return False
    return isinstance(notice, dict) and all(isinstance(notice.get(k), t) for k, t in NEEDED.items()) and "url" in notice["registry"]
def canonical(value):
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in names) + "}"
    if isinstance(value, list): return "[" + ",".join(map(canonical, value)) + "]"
    if not isinstance(value, float): return json.dumps(value, ensure_ascii=False)
    if abs(value) == float("inf"): raise ValueError("beyond every double")
    if value == 0 or 1e-6 <= abs(value) < 1e21: return format(decimal.Decimal(repr(value + 0.0)), "f").removesuffix(".0")
    return re.sub("e([+-])0", r"e\1", repr(value).replace(".0e", "e"))
def unique(pairs):
    if len(dict(pairs)) == len(pairs): return dict(pairs)
    raise ValueError("a name stands twice")
def digest(text):
    try:
        form = canonical(json.loads(text, parse_int=float, object_pairs_hook=unique))
        return {"canonical": form, "sha256": hashlib.sha256(form.encode()).hexdigest()}
    except (ValueError, OverflowError): return "error"

def fold(trust, entries, purl, known, effect):  # gives the status, and what was lifted
    rows = {row["issuer"]: row for row in trust["issuers"]}
    row = lambda entry: rows.get(entry["issuer"], {})
    own, claim = lambda entry: RANK[row(entry).get("role", "observer")], lambda entry: entry["notice"].get("authority", {}).get("role")
    lifts = lambda entry: min(own(entry), RANK.get(claim(entry), 0) if claim(entry) else 9)
    needs = lambda entry: min(own(entry), RANK.get(claim(entry)) or 9)
    url, speaks = lambda entry: entry["notice"]["registry"]["url"], lambda entry: url(entry) in row(entry).get("registries", [])
    def may(lifter, other):
        same, within = lifter["issuer"] == other["issuer"], speaks(lifter) and speaks(other)
        return lifts(lifter) > 0 and url(lifter) == url(other) and (
            (same or within) and lifts(lifter) >= needs(other) or not same and other["issuer"] in row(lifter).get("lifts", []))
    kind, name, once = lambda entry: entry["notice"]["noticeType"], lambda entry: (entry["issuer"], entry["notice"]["id"]), lambda entry: names.count(name(entry)) == 1
    applies = lambda n: n.get("effectiveFrom", n["issuedAt"]) <= effect < n.get("effectiveUntil", "9")
    entries = [entry for at, entry in enumerate(entries) if entry not in entries[:at] and entry["notice"]["issuedAt"] <= known
               and entry["notice"]["subjects"][0]["purl"] in (purl, purl.split("@")[0])]
    names, acts, found, lifted = [name(entry) for entry in entries], {}, ["active"], []
    amends = {name(entry): entry["notice"]["targets"][0] for entry in entries if kind(entry) == "amendment"}
    beside = lambda e: [t for t in entries if kind(t) != "decision" and once(e) and once(t) and t["notice"]["issuedAt"] == e["notice"]["issuedAt"]]
    level = lambda e, steps=0: 99 if steps > 99 else max([1 + level(t, steps + 1) for t in beside(e) if t["notice"]["id"] in e["notice"].get("targets", []) and may(e, t)], default=0)
    key = lambda e: (e["notice"]["issuedAt"], kind(e) != "decision", kind(e) != "decision" and min(level(e), 99), e["notice"]["id"])
    for entry in sorted(entries, key=key, reverse=True):
        notice, chain = entry["notice"], [entry["notice"]["id"]]
        while (entry["issuer"], chain[-1]) in amends: chain.append(amends[entry["issuer"], chain[-1]])
        acting = lambda link: [kind(a) for a in acts.get(link, []) if may(a, entry) and (kind(a) == "retraction" or applies(a["notice"]))]
        by = next(filter(None, map(acting, chain)), [])
        if once(entry) and "retraction" not in by and (not by or kind(entry) == "amendment"):
            for target in notice.get("targets", []): acts.setdefault(target, []).append(entry)
        if by: lifted.append(notice["id"])
        elif applies(notice) and (speaks(entry) or row(entry).get("trusted")): found.append(notice["status"])
    return max(found, key=lambda status: SEVERITY.index(status if status in SEVERITY else None)), sorted(lifted)
