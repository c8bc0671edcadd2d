"""Whether a registry takes a token for a trusted publisher, and every reason why not.

The rules are those of the registries' sources; what is missing, null or of another kind is a no,
and so is a restriction that the registry does not compare."""
import json, re

ISSUERS = {
    "github": "https://token.actions.githubusercontent.com",
    "gitlab": "https://gitlab.com",
    "google": "https://accounts.google.com",
    "activestate": "https://platform.activestate.com/api/v1/oauth/oidc",
    "buildkite": "https://agent.buildkite.com",
}
AUDIENCES = {"pypi": "pypi", "cargo": "crates.io"}
REFUSED = {"pypi": ["pull_request_target"], "cargo": ["pull_request_target", "workflow_run"]}
DESCRIPTIVE = {"schemaVersion", "registry", "provider", "id", "package", "issuer", "permissions", "createdAt", "unread"}
MEMBERS = {
    "owner", "ownerId", "repository", "repositoryId", "workflow", "environment", "workflowOwner", "workflowRepository",
    "email", "subject", "organization", "organizationId", "project", "projectId", "actor", "actorId", "ingredient",
    "pipelineDefinitionId", "contextIds", "vcsOrigin", "vcsRef",
}
REPOSITORY = {"owner", "ownerId", "repository", "repositoryId", "workflow", "environment"}
CIRCLE = "oidc.circleci.com/"


def shown(value):
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Judge:
    def __init__(self, publisher, claims, audience, at, leeway):
        self.publisher, self.claims, self.audience, self.at, self.leeway = publisher, claims, audience, at, leeway
        self.reasons, self.pins = [], 0

    def told(self, code, **members):
        reason = {"code": code, **{name: it for name, it in members.items() if it not in (None, [])}}
        if reason not in self.reasons:
            self.reasons.append(reason)

    def absent(self, claim, expected=()):
        value = self.claims.get(claim)
        if value is None:
            self.told("missing", claim=claim, expected=list(expected))
        else:
            self.told("unreadable", claim=claim, expected=list(expected), found=shown(value))

    def text(self, claim, identifier=False):
        """The claim if it is a text that is not empty; an identifier may be a number too."""
        value = self.claims.get(claim)
        if identifier and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            self.absent(claim)
        elif not value:
            self.told("missing", claim=claim, found="")
        else:
            return value

    def one_of(self, claim, expected, fold=False, identifier=False):
        found = self.text(claim, identifier)
        same = lambda it: it == found or fold and it.lower() == found.lower()
        if found is not None and not any(map(same, expected)):
            self.told("differs", claim=claim, expected=expected, found=found)

    def member(self, name):
        return self.publisher.get(name) or None

    def pinned(self, claim, name, expected=None, fold=False, identifier=False):
        expected = expected or self.member(name)
        if not expected:
            return self.told("incomplete", member=name)
        self.pins += 1
        self.one_of(claim, [expected], fold, identifier)

    def restricted(self, claim, name, fold=False, identifier=False):
        if name in self.publisher:
            self.pins += 1
            self.one_of(claim, [self.publisher[name]], fold, identifier)

    def only(self, compared):
        """Whatever else the publisher restricts is a no."""
        for name, value in self.publisher.items():
            if name in MEMBERS and name not in compared:
                self.told("not-compared", member=name)
        for name in self.publisher.get("unread", []):
            self.told("not-compared", member=name)
        for name, value in self.publisher.items():
            if name not in MEMBERS | DESCRIPTIVE and value is not None:
                self.told("not-compared", member=name, found=shown(value))


def path(judge, owner="owner", repository="repository"):
    owner, repository = judge.member(owner), judge.member(repository)
    return f"{owner}/{repository}" if owner and repository else None


def token(judge):
    """Issuer, audience and times."""
    publisher, registry = judge.publisher, judge.publisher["registry"]
    provider = publisher["provider"]
    own = ISSUERS.get(provider)
    if provider == "circleci" and publisher.get("organizationId"):
        own = f"https://oidc.circleci.com/org/{publisher['organizationId']}"
    chosen = publisher.get("issuer")
    if chosen and registry == "pypi" and provider == "gitlab" and host(chosen):
        own = chosen
    elif chosen and chosen != own:
        judge.told("unsupported", member="issuer", found=chosen)
        own = None
    if own:
        judge.one_of("iss", [own])
    expected = judge.audience or AUDIENCES.get(registry)
    found = judge.claims.get("aud")
    if not expected:
        judge.told("unknown-audience", claim="aud")
    elif isinstance(found, list):
        judge.told("unreadable", claim="aud", expected=[expected], found="a list")
    elif isinstance(found, str):
        judge.one_of("aud", [expected])
    else:
        judge.absent("aud", [expected])
    times(judge, registry)


def moment(value):
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def times(judge, registry):
    expires = moment(judge.claims.get("exp"))
    if expires is None:
        judge.absent("exp")
    elif judge.at >= expires + judge.leeway:
        judge.told("expired", claim="exp", found=str(expires))
    for claim, needed in (("nbf", registry == "gem"), ("iat", True)):
        time = moment(judge.claims.get(claim))
        if time is None:
            if needed or claim in judge.claims:
                judge.absent(claim)
        elif time > judge.at + judge.leeway:
            judge.told("not-yet-valid", claim=claim, found=str(time))


def host(issuer):
    found = re.fullmatch(r"https://([A-Za-z0-9.:_/-]+?)/?", issuer, re.ASCII)
    return found[1] if found and "//" not in found[1] else None


def subject(judge, parts, expected, fold):
    found = judge.text("sub")
    if found is None or not all(expected):
        return
    start = ":".join(found.split(":")[:parts])
    if not any(it == start or fold and it.lower() == start.lower() for it in expected):
        judge.told("differs", claim="sub", expected=expected, found=found)


def repository(judge, claim, fold):
    for name in ("owner", "repository"):
        if not judge.member(name):
            judge.told("incomplete", member=name)
    if path(judge):
        judge.pinned(claim, "repository", path(judge), fold)


def identifiers(judge, owner, other, needed):
    if needed:
        judge.pinned(owner, "ownerId", identifier=True)
    else:
        judge.restricted(owner, "ownerId", identifier=True)
    judge.restricted(other, "repositoryId", identifier=True)


def file_of(judge, where):
    """The workflow's file, as the claims name it."""
    name = judge.member("workflow")
    if not name:
        judge.told("incomplete", member="workflow")
    if not name or not where:
        return None
    if judge.publisher["provider"] == "github":
        return f"{where}/.github/workflows/{name}"
    return f"{host(judge.publisher.get('issuer') or ISSUERS['gitlab'])}/{where}//{name}"


def at_one_of(judge, claim, file, refs):
    """The file at the ref or the commit of the token."""
    if file:
        judge.pins += 1
        judge.one_of(claim, [f"{file}@{judge.claims[it]}" for it in refs if isinstance(judge.claims.get(it), str) and judge.claims[it]])


def at_any_ref(judge, claim, file, fold_path=False):
    if not file:
        return
    judge.pins += 1
    found = judge.text(claim)
    if found is None:
        return
    before, behind = found[: len(file)], found[len(file):]
    name = judge.member("workflow")
    same = before == file or fold_path and before.endswith(name) and before.lower() == file.lower()
    if not (same and re.fullmatch("@([0-9a-fA-F]{40}|[0-9a-fA-F]{64}|refs/[^/]*/.*)", behind, re.DOTALL)):
        judge.told("differs", claim=claim, expected=[file + "@{ref}"], found=found)


def trigger(judge):
    event = judge.text("event_name")
    if event in REFUSED[judge.publisher["registry"]]:
        judge.told("refused", claim="event_name", found=event)


def pypi_github(judge):
    publisher, claims = judge.publisher, judge.claims
    judge.only(REPOSITORY)
    where = path(judge)
    other = publisher.get("repositoryId") or claims.get("repository_id")
    immutable = f"repo:{publisher.get('owner')}@{publisher.get('ownerId')}/{publisher.get('repository')}@{other}"
    subjects = [where and f"repo:{where}"] + ([immutable] if publisher.get("ownerId") and other else [])
    subject(judge, 2, subjects, True)
    repository(judge, "repository", True)
    judge.pinned("repository_owner", "owner")
    identifiers(judge, "repository_owner_id", "repository_id", True)
    refs = [claims.get(it) for it in ("ref", "sha")]
    for claim, found in zip(("ref", "sha"), refs):
        if not isinstance(found, str):
            judge.absent(claim)
        elif not any(isinstance(it, str) and it for it in refs):
            judge.told("missing", claim=claim, found=found)
    at_one_of(judge, "job_workflow_ref", file_of(judge, where), ("ref", "sha"))
    judge.restricted("environment", "environment", True)
    trigger(judge)
    judge.text("jti")


def pypi_gitlab(judge):
    judge.only(REPOSITORY)
    where = path(judge)
    subject(judge, 2, [where and f"project_path:{where}"], True)
    repository(judge, "project_path", True)
    identifiers(judge, "namespace_id", "project_id", False)
    judge.text("ref_path")
    judge.text("sha")
    at_one_of(judge, "ci_config_ref_uri", file_of(judge, where), ("ref_path", "sha"))
    judge.restricted("environment", "environment")
    judge.text("jti")


def pypi_google(judge):
    judge.only({"email", "subject"})
    judge.pinned("email", "email")
    verified = judge.claims.get("email_verified")
    if not isinstance(verified, bool):
        judge.absent("email_verified", ["true"])
    elif not verified:
        judge.told("differs", claim="email_verified", expected=["true"], found="false")
    judge.restricted("sub", "subject")


def pypi_activestate(judge):
    judge.only({"organization", "project", "actor", "actorId", "ingredient"})
    organization, project = judge.member("organization"), judge.member("project")
    subject(judge, 4, [organization and project and f"org:{organization}:project:{project}"], False)
    judge.pinned("organization", "organization")
    judge.pinned("project", "project")
    judge.pinned("actor_id", "actorId", identifier=True)
    judge.one_of("builder", ["pypi-publisher"])
    judge.restricted("ingredient", "ingredient")


def circleci(judge):
    judge.only({"organization", "organizationId", "project", "projectId", "pipelineDefinitionId", "contextIds", "vcsOrigin", "vcsRef"})
    for claim, name in (("org-id", "organizationId"), ("project-id", "projectId"), ("pipeline-definition-id", "pipelineDefinitionId")):
        judge.pinned(CIRCLE + claim, name)
    rerun = judge.claims.get(CIRCLE + "ssh-rerun")
    if not isinstance(rerun, bool):
        judge.absent(CIRCLE + "ssh-rerun", ["false"])
    elif rerun:
        judge.told("refused", claim=CIRCLE + "ssh-rerun", found="true")
    wanted, found = judge.publisher.get("contextIds", []), judge.claims.get(CIRCLE + "context-ids")
    if wanted and not isinstance(found, list):
        judge.absent(CIRCLE + "context-ids", wanted)
    elif wanted:
        for one in wanted:
            if not one or one not in found:
                judge.told("differs", claim=CIRCLE + "context-ids", expected=[one], found=", ".join(found))
    judge.restricted(CIRCLE + "vcs-ref", "vcsRef")


def pypi_circleci(judge):
    circleci(judge)
    judge.restricted(CIRCLE + "vcs-origin", "vcsOrigin")


def npm_circleci(judge):
    circleci(judge)
    judge.pinned(CIRCLE + "vcs-origin", "vcsOrigin")


def npm_github(judge):
    judge.only(REPOSITORY)
    repository(judge, "repository", False)
    identifiers(judge, "repository_owner_id", "repository_id", False)
    at_any_ref(judge, "workflow_ref", file_of(judge, path(judge)))
    judge.restricted("environment", "environment")
    judge.one_of("runner_environment", ["github-hosted"])


def npm_gitlab(judge):
    judge.only(REPOSITORY)
    repository(judge, "project_path", False)
    identifiers(judge, "namespace_id", "project_id", False)
    at_any_ref(judge, "ci_config_ref_uri", file_of(judge, path(judge)))
    judge.restricted("environment", "environment")
    judge.one_of("runner_environment", ["gitlab-hosted"])


def cargo_github(judge):
    judge.only(REPOSITORY)
    repository(judge, "repository", True)
    identifiers(judge, "repository_owner_id", "repository_id", True)
    at_any_ref(judge, "workflow_ref", file_of(judge, path(judge)), True)
    judge.restricted("environment", "environment", True)
    trigger(judge)
    for claim in ("jti", "run_id", "sha"):
        judge.text(claim, claim == "run_id")


def cargo_gitlab(judge):
    judge.only(REPOSITORY)
    repository(judge, "project_path", True)
    identifiers(judge, "namespace_id", "project_id", False)
    at_any_ref(judge, "ci_config_ref_uri", file_of(judge, path(judge)), True)
    judge.restricted("environment", "environment", True)
    for claim in ("namespace_id", "jti", "job_id", "sha"):
        judge.text(claim, claim in ("namespace_id", "job_id"))


def gem_github(judge):
    publisher = judge.publisher
    judge.only(REPOSITORY | {"workflowOwner", "workflowRepository"})
    repository(judge, "repository", False)
    identifiers(judge, "repository_owner_id", "repository_id", True)
    if "workflowOwner" in publisher or "workflowRepository" in publisher:
        where = path(judge, "workflowOwner", "workflowRepository")
        if not where:
            judge.told("incomplete", member="workflowRepository")
        at_any_ref(judge, "job_workflow_ref", file_of(judge, where))
    else:
        at_one_of(judge, "job_workflow_ref", file_of(judge, path(judge)), ("ref", "sha"))
    judge.restricted("environment", "environment")
    judge.text("jti")


RULES = {
    ("pypi", "github"): pypi_github, ("pypi", "gitlab"): pypi_gitlab, ("pypi", "google"): pypi_google,
    ("pypi", "activestate"): pypi_activestate, ("pypi", "circleci"): pypi_circleci, ("npm", "github"): npm_github,
    ("npm", "gitlab"): npm_gitlab, ("npm", "circleci"): npm_circleci, ("cargo", "github"): cargo_github,
    ("cargo", "gitlab"): cargo_gitlab, ("gem", "github"): gem_github,
}


def provider_of(claims, otherwise):
    issuer = claims.get("iss")
    if isinstance(issuer, str) and issuer.startswith("https://oidc.circleci.com/org/"):
        return "circleci"
    return next((name for name, known in ISSUERS.items() if known == issuer), otherwise)


def ask(asked):
    publisher = asked["publisher"]
    registry, provider = publisher["registry"], publisher["provider"]
    judge = Judge(publisher, asked["claims"], asked.get("audience"), asked["at"], asked.get("leeway", 0))
    token(judge)
    if not publisher["schemaVersion"].startswith("1."):
        judge.told("unsupported", member="schemaVersion", found=publisher["schemaVersion"])
    found = provider_of(asked["claims"], provider)
    if found != provider:
        judge.told("unsupported", member="provider", found=found)
    elif (registry, provider) in RULES:
        RULES[registry, provider](judge)
    else:
        judge.told("unsupported", member="provider", found=f"{provider} at {registry}")
    if not judge.pins and not judge.reasons:
        judge.told("nothing-pinned")
    return ("no", judge.reasons) if judge.reasons else ("yes", None)


QUESTIONS = {f"publisher/{it}.jsonl": ask for it in ("pypi", "npm", "cargo", "gem")}
