//! Which published schema the JSON of which command obeys.
//!
//! Invariant: every command with a `--format` has its row here, and prints nothing else in JSON
//! than what the row names.

/// What a command prints with `--format json`. What is told on standard error beside it is always
/// a document of [`TOLD`], but for arguments that the command does not have.
#[derive(Debug)]
pub(crate) struct Output {
    /// The command, word by word.
    pub(crate) command: &'static str,
    /// The schemas of which it prints one document, each in its own case.
    pub(crate) documents: &'static [&'static str],
    /// The schemas of which it prints a document a line, each in its own case.
    pub(crate) lines: &'static [&'static str],
    /// What else it prints, which has no schema here, in words.
    pub(crate) others: Option<&'static str>,
}

/// The schema of what is told on standard error.
pub(crate) const TOLD: &str = "loss-report";

/// The commands with a `--format`, in the order of the help.
pub(crate) const ALL: &[Output] = &[
    one("check", &["inventory-report"]),
    Output {
        command: "convert",
        documents: &["package-metadata", "inventory", "advisory"],
        lines: &["conversion-answer"],
        others: Some("the document that `--to` names, where it is another one"),
    },
    one("inspect", &["inspection"]),
    one("schema diff", &["schema-diff"]),
    one("validate", &["validation-report"]),
    one("purl parse", &["purl-parts"]),
    one("version compare", &["version-comparison"]),
    one("version satisfies", &["range-answer"]),
    one("version contains", &["range-answer"]),
    one("range to-vers", &["range-translation"]),
    one("range to-events", &["range-translation"]),
    one("range from-vers", &["range-translation"]),
    one("advisory affects", &["affects-report"]),
    one("advisory lint", &["lint-report"]),
    one("advisory group", &["alias-report"]),
    one("publisher match", &["publisher-match"]),
    one("takedown new", &["takedown-notice"]),
    one("takedown check", &["check-report"]),
    one("takedown status", &["package-status"]),
    one("takedown decide", &["install-decision"]),
    one("takedown verify-log", &["log-report"]),
    one("takedown profile", &["registry-profile", "registry-profiles"]),
    Output { others: Some("a lifecycle document (CLE, ECMA-428)"), ..one("takedown to-cle", &[]) },
    Output { lines: &["takedown-notice"], ..one("takedown from-cle", &[]) },
    one("takedown to-osv", &["advisory"]),
    Output { lines: &["takedown-notice"], ..one("takedown from-osv", &[]) },
    one("takedown feed export", &["feed-report"]),
    one("takedown feed delta", &["mirror-report"]),
    Output { lines: &["takedown-notice"], ..one("takedown signals", &["notice-list"]) },
    Output { lines: &["takedown-notice"], ..one("takedown snapshot", &["notice-list"]) },
    one("provenance show", &["provenance-report"]),
    one("provenance check", &["lint-report"]),
    one("provenance diff", &["provenance-difference"]),
];

const fn one(command: &'static str, documents: &'static [&'static str]) -> Output {
    Output { command, documents, lines: &[], others: None }
}

impl Output {
    /// The row of a command.
    pub(crate) fn of(command: &str) -> Option<&'static Self> {
        ALL.iter().find(|output| output.command == command)
    }

    /// What stands on standard output, in words.
    pub(crate) fn printed(&self) -> String {
        let quoted = |names: &[&str], word: &str| {
            let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
            names.join(word)
        };
        let documents = Some(quoted(self.documents, " or ")).filter(|it| !it.is_empty());
        let lines = quoted(self.lines, " or ");
        let lines = (!lines.is_empty()).then(|| format!("lines of {lines}"));
        let others = self.others.map(str::to_owned);
        documents.into_iter().chain(lines).chain(others).collect::<Vec<_>>().join("; ")
    }
}
