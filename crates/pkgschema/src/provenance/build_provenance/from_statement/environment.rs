//! The variables of a workflow run at GitHub Actions, which builders copy into predicates.
//!
//! Builders spell them in upper case, as they are, or in lower case; one calls `GITHUB_SHA`
//! `github_sha1`.
//!
//! Invariant: a variable is taken only by its own name; an address is made of a repository's name
//! only together with the server's.

use super::Sketch;
use super::{FactName, Words};

/// Variables of a run.
pub(super) struct Environment<'s, 'a> {
    variables: &'s Sketch<'a>,
    place: &'static str,
}

/// Which variable states which fact.
const VARIABLES: &[(&str, FactName)] = &[
    ("REPOSITORY_ID", FactName::SourceRepositoryId),
    ("REPOSITORY_OWNER_ID", FactName::SourceOwnerId),
    ("REF", FactName::SourceRef),
    ("SHA", FactName::SourceCommit),
    ("SHA1", FactName::SourceCommit),
    ("EVENT_NAME", FactName::Trigger),
    ("WORKFLOW_SHA", FactName::BuildConfigDigest),
];

impl<'s, 'a> Environment<'s, 'a> {
    pub(super) fn of(variables: &'s Sketch<'a>, place: &'static str) -> Self {
        Self { variables, place }
    }

    /// A variable by its name without `GITHUB_`, and where it stands.
    fn get(&self, name: &str) -> Option<(String, String)> {
        let (key, value) = self.variables.members().iter().find(|(key, _)| {
            let bare = key.strip_prefix("GITHUB_").or_else(|| key.strip_prefix("github_"));
            bare.is_some_and(|bare| bare.eq_ignore_ascii_case(name))
        })?;
        let text = value.word().filter(|text| !text.is_empty())?;
        Some((text.into_owned(), format!("{}/{key}", self.place)))
    }

    /// What the variables say. `repository` is the source's address, where the predicate has
    /// stated it elsewhere.
    pub(super) fn read(&self, repository: Option<&str>, words: &mut Words<'_>) {
        for (name, fact) in VARIABLES {
            if let Some((text, place)) = self.get(name) {
                words.say(fact.clone(), text, &place);
            }
        }
        let Some(server) = self.server(repository) else { return };
        if let Some((name, place)) = self.get("REPOSITORY") {
            words.say(FactName::SourceRepository, format!("{server}/{name}"), &place);
        }
        if let Some((owner, place)) = self.get("REPOSITORY_OWNER") {
            words.say(FactName::SourceOwner, format!("{server}/{owner}"), &place);
        }
        if let Some((workflow, place)) = self.get("WORKFLOW_REF") {
            words.say(FactName::BuildConfig, format!("{server}/{workflow}"), &place);
        }
        if let Some((run, place)) = self.run(&server, repository) {
            words.say(FactName::Run, run, &place);
        }
    }

    /// The server: the one that the variables name, else that of the source's address, else that
    /// of a run at GitHub Actions without any other word.
    fn server(&self, repository: Option<&str>) -> Option<String> {
        if let Some((server, _)) = self.get("SERVER_URL") {
            return Some(server.trim_end_matches('/').to_owned());
        }
        let Some(repository) = repository else {
            return self.get("REPOSITORY").map(|_| "https://github.com".to_owned());
        };
        let (scheme, rest) = repository.split_once("://")?;
        let host = rest.split('/').next()?;
        Some(format!("{scheme}://{host}"))
    }

    fn run(&self, server: &str, repository: Option<&str>) -> Option<(String, String)> {
        let (run, place) = self.get("RUN_ID")?;
        let repository = match self.get("REPOSITORY") {
            Some((name, _)) => format!("{server}/{name}"),
            None => repository?.to_owned(),
        };
        let attempt = self.get("RUN_ATTEMPT").map(|(attempt, _)| format!("/attempts/{attempt}"));
        Some((format!("{repository}/actions/runs/{run}{}", attempt.unwrap_or_default()), place))
    }
}
