"""The status that notices give together, from the specification alone (sections 6, 7 and 10)."""
import matching, plain

RANKS = {"public-authority": 6, "registry-operator": 5, "registry-automation": 4, "maintainer": 3, "third-party-database": 2,
         "mirror-operator": 1, "observer": 1}
SEVERITY = ["active", "archived", "deprecated", "relocated", "unlisted", "yanked", None,
            "access-restricted", "name-reserved", "deleted", "security-held", "quarantined"]


def severity(status):
    return SEVERITY.index(status if status in SEVERITY else None)


class Notice:
    """A notice with the issuer that was verified."""

    def __init__(self, entry, trust, match):
        self.issuer, self.body, self.match = entry["issuer"], entry["notice"], match
        self.row = next((it for it in trust["issuers"] if it["issuer"] == self.issuer), {"role": "observer"})
        self.id, self.kind, self.at = self.body["id"], self.body["noticeType"], plain.moment(self.body["issuedAt"])
        self.targets = self.body.get("targets", [])
        self.reused = False

    def url(self):
        return matching.registry(self.body["registry"]["url"])

    def speaks(self):
        return self.url() in map(matching.registry, self.row.get("registries", []))

    def claim(self):
        return self.body.get("authority", {}).get("role")

    def lifts_with(self):
        own = RANKS.get(self.row.get("role"), 0)
        return own if self.claim() is None else min(own, RANKS.get(self.claim(), 0))

    def protected_by(self):
        own = RANKS.get(self.row.get("role"), 6)
        return min(own, RANKS.get(self.claim()) or own)

    def may_lift(self, other):
        if self.url() != other.url() or not self.lifts_with():
            return False
        if self.issuer == other.issuer or self.speaks() and other.speaks():
            if self.lifts_with() >= other.protected_by():
                return True
        return self.issuer != other.issuer and other.issuer in self.row.get("lifts", [])

    def acts(self):
        return self.kind in ("amendment", "reversal", "retraction") and bool(self.targets)

    def reaches(self, other):
        return self.match == "yes" or self.body["subjects"] == other.body["subjects"]

    def applies(self, effect):
        begins, ends = self.body.get("effectiveFrom", self.body["issuedAt"]), self.body.get("effectiveUntil")
        return plain.moment(begins) <= effect and (ends is None or effect < plain.moment(ends))


def in_order(notices):
    """Newest first. Of one time: decisions before all others, then each behind those that it
    targets and may lift, then identifiers."""
    def level(one, steps=0):
        if steps > 99:
            return 99
        behind = [it for it in notices if it is not one and it.at == one.at and it.acts() and not it.reused and not one.reused
                  and one.id in it.targets and it.may_lift(one)]
        return min(99, max((1 + level(it, steps + 1) for it in behind), default=0))

    def key(one):
        decision = one.kind == "decision"
        # what is targeted at its own time is older, so that what targets it is newer
        return one.at, not decision, 0 if decision else -level(one), one.id, one.issuer

    return sorted(notices, key=key, reverse=True)


def once(notices):
    found = []
    for one in notices:
        twins = [it for it in found if (it.issuer, it.id) == (one.issuer, one.id)]
        content = lambda it: {name: value for name, value in it.body.items() if name != "previous"}
        if any(content(it) == content(one) for it in twins):
            continue
        for it in twins:
            it.reused = one.reused = True
        found.append(one)
    return found


class Fold:
    def __init__(self, effect):
        self.effect, self.acts, self.judged = effect, {}, []
        self.refused, self.lifted, self.measures, self.amendments = [], [], [], {}

    def refuse(self, one, why):
        if [one.id, why] not in self.refused:
            self.refused.append([one.id, why])

    def lifter(self, one, target):
        """What lifts the notice among the acts on an identifier: a retraction, else the newest."""
        found = [it for it in self.acts.get(target, []) if it.may_lift(one) and it.reaches(one)
                 and (it.kind == "retraction" or it.applies(self.effect))]
        return next((it for it in found if it.kind == "retraction"), found[0] if found else None)

    def judge(self, one):
        for act in self.acts.get(one.id, []):
            if not act.may_lift(one):
                self.refuse(act, "not-authorized")
        by, place, steps = self.lifter(one, one.id), one, 0
        while by is None and place is not None and place.kind == "amendment" and place.targets and steps < 64:
            by = self.lifter(one, place.targets[0])
            place, steps = self.amendments.get((one.issuer, place.targets[0])), steps + 1
        retracted = by is not None and by.kind == "retraction"
        if one.acts() and not retracted and (by is None or one.kind == "amendment"):
            self.act(one)
        if by is not None:
            self.lifted.append(one.id)
        elif one.body["status"] != "active" and one.applies(self.effect):
            self.measures.append(one)
        self.judged.append(one)

    def act(self, one):
        if one.reused:
            return self.refuse(one, "id-reused")
        for target in one.targets:
            self.acts.setdefault(target, []).append(one)
            if any(it.id == target and one.may_lift(it) for it in self.judged):
                self.refuse(one, "precedes-target")


def weight(one):
    if not (one.speaks() or one.row.get("trusted")):
        return "capped"
    return "full" if one.match == "yes" else "unclear"


def fold(asked):
    known, effect = plain.moment(asked["known"]), plain.moment(asked["effect"])
    notices, state = [], Fold(effect)
    for entry in asked["notices"]:
        body = entry["notice"]
        match = matching.matches(body["subjects"], body["registry"]["url"], asked["purl"])
        one = Notice(entry, asked["trust"], match)
        if match == "no":
            continue
        if one.at > known:
            state.refuse(one, "issued-later")
        else:
            notices.append(one)
    notices = once(notices)
    state.amendments = {(it.issuer, it.id): it for it in notices if it.kind == "amendment"}
    for one in in_order(notices):
        state.judge(one)
    measures = sorted(state.measures, key=lambda it: (-severity(it.body["status"]), it.at, it.id, it.issuer))
    full = [it.body["status"] for it in measures if weight(it) == "full"]
    return {
        "status": full[0] if full else "active",
        "measures": [{"notice": it.id, "issuer": it.issuer, "weight": weight(it)} for it in measures],
        "lifted": sorted(state.lifted),
        "refused": sorted(state.refused),
    }
