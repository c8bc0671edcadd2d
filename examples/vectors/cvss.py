"""CVSS: the shapes of vectors and their base scores, versions 2.0, 3.0, 3.1 and 4.0 (FIRST)."""
import decimal, itertools, math

V2 = {"AV": "N A L", "AC": "L M H", "Au": "M S N", "C": "N P C", "I": "N P C", "A": "N P C"}
V2_MORE = {"E": "U POC F H ND", "RL": "OF TF W U ND", "RC": "UC UR C ND", "CDP": "N L LM MH H ND", "TD": "N L M H ND",
           "CR": "L M H ND", "IR": "L M H ND", "AR": "L M H ND"}
V3 = {"AV": "N A L P", "AC": "L H", "PR": "N L H", "UI": "N R", "S": "U C", "C": "N L H", "I": "N L H", "A": "N L H"}
V3_MORE = {"E": "X U P F H", "RL": "X O T W U", "RC": "X U R C", "CR": "X L M H", "IR": "X L M H", "AR": "X L M H",
           **{f"M{name}": f"X {values}" for name, values in V3.items()}}
V4 = {"AV": "N A L P", "AC": "L H", "AT": "N P", "PR": "N L H", "UI": "N P A", "VC": "H L N", "VI": "H L N", "VA": "H L N",
      "SC": "H L N", "SI": "H L N", "SA": "H L N"}
V4_MORE = {"E": "X A P U", "CR": "X H M L", "IR": "X H M L", "AR": "X H M L",
           **{f"M{name}": f"X {values}" for name, values in V4.items()}, "S": "X N P", "AU": "X N Y", "R": "X A U I",
           "V": "X D C", "RE": "X L M H", "U": "X Clear Green Amber Red"}
V4_MORE |= {"MSI": "X N L H S", "MSA": "X N L H S"}


def shape(kind, text):
    """Whether a text is a vector: (True, metrics), or (False, what is wrong with it)."""
    if kind == "CVSS_V4":
        return in_order(text)
    needed, more = (V2, V2_MORE) if kind == "CVSS_V2" else (V3, V3_MORE)
    if kind == "CVSS_V3":
        if text[:9] not in ("CVSS:3.0/", "CVSS:3.1/"):
            return False, "malformed-score"
        text = text[9:]
    found, twice = {}, False
    for metric in text.split("/"):
        name, colon, value = metric.partition(":")
        if value not in ({**needed, **more}.get(name, "")).split() or not value:
            return False, "malformed-score"
        twice |= name in found
        found.setdefault(name, value)
    if twice:
        return False, "duplicate-metric"
    return (True, found) if set(needed) <= set(found) else (False, "incomplete-vector")


def in_order(text):
    """Metrics of version 4 stand in their order, each once."""
    if not text.startswith("CVSS:4.0/"):
        return False, "malformed-score"
    names, found, last = list(V4) + list(V4_MORE), {}, -1
    for metric in text[9:].split("/"):
        name, colon, value = metric.partition(":")
        if name not in names or names.index(name) <= last or value not in ({**V4, **V4_MORE}[name]).split():
            return False, "malformed-score"
        last = names.index(name)
        found[name] = value
    return (True, found) if set(V4) <= set(found) else (False, "malformed-score")


def score_2(it):
    impact = {"N": 0.0, "P": 0.275, "C": 0.660}
    impact = 10.41 * (1 - math.prod(1 - impact[it[name]] for name in "CIA"))
    access = {"N": 1.0, "A": 0.646, "L": 0.395}[it["AV"]] * {"L": 0.71, "M": 0.61, "H": 0.35}[it["AC"]]
    exploitability = 20 * access * {"M": 0.45, "S": 0.56, "N": 0.704}[it["Au"]]
    return rounded((0.6 * impact + 0.4 * exploitability - 1.5) * (1.176 if impact else 0))


def rounded(number):
    """To one place; what binary fractions lose is made up for."""
    return float(decimal.Decimal(repr(number + 1e-9)).quantize(decimal.Decimal("0.1"), decimal.ROUND_HALF_UP))


def score_3(it):
    changed, weight = it["S"] == "C", {"H": 0.56, "L": 0.22, "N": 0.0}
    iss = 1 - math.prod(1 - weight[it[name]] for name in "CIA")
    impact = 7.52 * (iss - 0.029) - 3.25 * (iss - 0.02) ** 15 if changed else 6.42 * iss
    rights = {"N": 0.85, "L": 0.68 if changed else 0.62, "H": 0.50 if changed else 0.27}[it["PR"]]
    way = {"N": 0.85, "A": 0.62, "L": 0.55, "P": 0.2}[it["AV"]] * {"L": 0.77, "H": 0.44}[it["AC"]]
    exploitability = 8.22 * way * rights * {"N": 0.85, "R": 0.62}[it["UI"]]
    if impact <= 0:
        return 0.0
    both = min((1.08 if changed else 1) * (impact + exploitability), 10)
    whole = round(both * 100000)
    return whole / 100000 if whole % 10000 == 0 else (whole // 10000 + 1) / 10


# Scores of macro vectors in tenths: by EQ1 and EQ2, then EQ3 with EQ6, EQ4 and EQ5.
SCORES = """
    100 98 95 100 93 91 93 89 81 99 95 92 96 87 81 90 80 68 98 95 90 93 89
    81 88 78 69 95 92 84 92 81 65 80 70 48 92 82 72 79 69 50 69 55 27
    99 95 92 95 90 84 92 82 72 97 92 85 91 83 71 81 71 53 95 92 85 92 80
    70 84 71 50 93 85 73 82 72 59 70 52 30 86 75 52 71 52 29 63 29 17
    98 94 91 94 86 77 87 74 63 95 87 81 89 74 64 75 63 49 94 88 76 86 74
    59 72 57 52 89 77 67 76 58 50 57 52 25 83 70 54 65 58 26 53 21 13
    95 88 76 90 75 61 77 68 52 90 76 70 77 62 53 66 59 30 89 76 62 74 57
    47 61 57 24 78 67 58 59 57 23 52 29 16 71 59 30 58 26 15 23 13 6
    93 86 75 86 74 56 70 52 40 87 72 58 74 61 34 54 40 22 85 74 62 72 55
    46 53 34 19 75 55 51 57 41 19 36 19 8 64 51 20 47 21 11 24 9 4
    88 73 60 73 59 41 54 45 20 75 53 50 55 40 20 43 22 11 75 58 40 61 48
    20 46 17 8 55 45 21 51 18 9 18 7 2 53 24 14 24 12 5 10 3 1
"""
TOGETHER = [(0, 0), (0, 1), (1, 0), (1, 1), (2, 1)]
KEYS = itertools.product(range(3), range(2), TOGETHER, range(3), range(3))
MACRO = dict(zip(KEYS, (int(it) / 10 for it in SCORES.split()), strict=True))
LEVELS = {"AV": "NALP", "PR": "NLH", "UI": "NPA", "AC": "LH", "AT": "NP", "VC": "HLN", "VI": "HLN", "VA": "HLN",
          "SC": "SHLN", "SI": "SHLN", "SA": "SHLN", "CR": "HML", "IR": "HML", "AR": "HML"}
# The most severe vectors of each level, and how many steps it has.
HIGHEST = [
    {0: ["AV:N PR:N UI:N"], 1: ["AV:A PR:N UI:N", "AV:N PR:L UI:N", "AV:N PR:N UI:P"], 2: ["AV:P PR:N UI:N", "AV:A PR:L UI:P"]},
    {0: ["AC:L AT:N"], 1: ["AC:H AT:N", "AC:L AT:P"]},
    {(0, 0): ["VC:H VI:H VA:H CR:H IR:H AR:H"],
     (0, 1): ["VC:H VI:H VA:L CR:M IR:M AR:H", "VC:H VI:H VA:H CR:M IR:M AR:M"],
     (1, 0): ["VC:L VI:H VA:H CR:H IR:H AR:H", "VC:H VI:L VA:H CR:H IR:H AR:H"],
     (1, 1): ["VC:L VI:H VA:L CR:H IR:M AR:H", "VC:L VI:H VA:H CR:H IR:M AR:M", "VC:H VI:L VA:H CR:M IR:H AR:M",
              "VC:H VI:L VA:L CR:M IR:H AR:H", "VC:L VI:L VA:H CR:H IR:H AR:M"],
     (2, 1): ["VC:L VI:L VA:L CR:H IR:H AR:H"]},
    {0: ["SC:H SI:S SA:S"], 1: ["SC:H SI:H SA:H"], 2: ["SC:L SI:L SA:L"]},
]
STEPS = [{0: 1, 1: 4, 2: 5}, {0: 1, 1: 2}, {(0, 0): 7, (0, 1): 6, (1, 0): 8, (1, 1): 8, (2, 1): 10}, {0: 6, 1: 5, 2: 4}]


def effective(it):
    """Modified metrics stand in for those of the base; what is not defined is the worst."""
    found = {name: it.get("M" + name, "X") if it.get("M" + name, "X") != "X" else it[name] for name in V4}
    for name, worst in (("E", "A"), ("CR", "H"), ("IR", "H"), ("AR", "H")):
        found[name] = it.get(name, "X").replace("X", worst)
    return found


def macro(it):
    easy = [it["AV"] == "N", it["PR"] == "N", it["UI"] == "N"]
    first = 0 if all(easy) else 1 if any(easy) and it["AV"] != "P" else 2
    second = 0 if it["AC"] == "L" and it["AT"] == "N" else 1
    high = [it[name] == "H" for name in ("VC", "VI", "VA")]
    third = 0 if high[0] and high[1] else 1 if any(high) else 2
    fourth = 0 if "S" in (it["SI"], it["SA"]) else 1 if "H" in (it["SC"], it["SI"], it["SA"]) else 2
    sixth = 0 if any(one and it[need] == "H" for one, need in zip(high, ("CR", "IR", "AR"))) else 1
    return first, second, (third, sixth), fourth, "APU".index(it["E"])


def lower(key, at):
    """The score of the next lower macro vector in one respect."""
    if at != 2:
        below = [key[:at] + (key[at] + 1,) + key[at + 1:]]
    else:
        pairs = {(0, 0): [(0, 1), (1, 0)], (0, 1): [(1, 1)], (1, 0): [(1, 1)], (1, 1): [(2, 1)], (2, 1): []}[key[2]]
        below = [key[:2] + (it,) + key[3:] for it in pairs]
    found = [MACRO[it] for it in below if it in MACRO]
    return max(found) if found else None


def score_4(metrics):
    it = effective(metrics)
    if all(it[name] == "N" for name in ("VC", "VI", "VA", "SC", "SI", "SA")):
        return 0.0
    key = macro(it)
    own, parts = MACRO[key], []
    level = lambda name, value: LEVELS[name].index(value)
    chosen = next(it2 for it2 in itertools.product(*(HIGHEST[at][key[at]] for at in range(4)))
                  if all(level(n, it[n]) >= level(n, v) for n, v in pairs_of(" ".join(it2))))
    for at in range(5):
        below = lower(key, at)
        if below is None:
            continue
        if at == 4:
            parts.append(0.0)
            continue
        away = sum(level(name, it[name]) - level(name, value) for name, value in pairs_of(chosen[at]))
        parts.append((own - below) * away / STEPS[at][key[at]])
    return rounded(max(0.0, min(10.0, own - (sum(parts) / len(parts) if parts else 0))))


def pairs_of(text):
    return [it.split(":") for it in text.split()]


def rating(score):
    return "none" if score == 0 else "low" if score < 4 else "medium" if score < 7 else "high" if score < 9 else "critical"


def kind_of(text):
    return {"CVSS:3.": "CVSS_V3", "CVSS:4.": "CVSS_V4"}.get(text[:7], "CVSS_V2")


def repaired(text):
    """White space, slashes at the end, parentheses and the case of letters are put right."""
    text = text.strip().rstrip("/")
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    if not any(map(str.islower, text)):
        return text
    metrics = text.upper().split("/")
    if not metrics[0].startswith("CVSS:"):
        metrics = ["Au" + it[2:] if it.startswith("AU:") else it for it in metrics]
    return "/".join(metrics)


def ask_severity(asked):
    kind, text = asked["type"], asked["score"]
    if kind == "Ubuntu":
        word = {"negligible": "low", "low": "low", "medium": "medium", "high": "high", "critical": "critical"}.get(text)
        return ("ok", {"method": 0, "rating": word, "repaired": False, "value": None}) if word else ("none", None)
    changed, (whole, metrics) = False, shape(kind_of(text), text)
    if not whole and kind in ("CVSS_V2", "CVSS_V3", "CVSS_V4"):
        text, changed = repaired(text), True
        whole, metrics = shape(kind_of(text), text)
    if not whole:
        return "none", None
    found = kind_of(text)
    score = {"CVSS_V2": score_2, "CVSS_V3": score_3, "CVSS_V4": score_4}[found](metrics)
    method = 20 if found == "CVSS_V2" else int(text[5] + text[7])
    word = rating(score)
    if method == 20:
        word = "low" if score < 4 else "medium" if score < 7 else "high"
    return "ok", {"method": method, "rating": word, "repaired": changed or found != kind, "value": score}


QUESTIONS = {"advisory/severity.jsonl": ask_severity}
