//! The arguments as a tree of commands, each with the schema of its JSON in its help.
//!
//! Invariant: help, manual pages and completions are made of this one tree.

use super::Args;
use crate::outputs::{Output, TOLD};
use clap::{Command, CommandFactory, FromArgMatches};

/// The arguments of this run; ends it where they are wrong or ask for help.
pub(crate) fn parse() -> Args {
    let matches = tree().get_matches();
    Args::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

/// The command, with all commands below it.
pub(crate) fn tree() -> Command {
    Args::command().mut_subcommands(|command| told(command, ""))
}

/// The command and those below it, each with what its JSON is.
fn told(command: Command, above: &str) -> Command {
    let path = format!("{above} {}", command.get_name()).trim_start().to_owned();
    let command = match Output::of(&path) {
        Some(output) => command.after_long_help(format!("JSON, by its schema:\n{}", says(output))),
        None => command,
    };
    command.mut_subcommands(|below| told(below, &path))
}

/// Which schemas a command's JSON obeys, for people: a line for each stream.
pub(crate) fn says(output: &Output) -> String {
    let printed = output.printed();
    format!(
        "  standard output  {printed}\n  standard error   `{TOLD}`\n\
         `pkgschema schema show NAME` prints a schema."
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outputs::ALL;
    use pkgschema::schema::Entry;
    use std::collections::BTreeSet;

    /// The commands with a `--format` that can be `json`.
    fn with_format(command: &Command, above: &str, found: &mut BTreeSet<String>) {
        for below in command.get_subcommands() {
            let path = format!("{above} {}", below.get_name()).trim_start().to_owned();
            let format = below.get_arguments().find(|argument| argument.get_id() == "format");
            let values = format.map(|argument| argument.get_possible_values()).unwrap_or_default();
            if values.iter().any(|value| value.get_name() == "json") {
                found.insert(path.clone());
            }
            assert!(format.is_none() || found.contains(&path), "{path} has a format without json");
            with_format(below, &path, found);
        }
    }

    #[test]
    fn every_command_with_a_format_has_its_row() {
        let mut found = BTreeSet::new();
        with_format(&Args::command(), "", &mut found);
        let rows: BTreeSet<String> = ALL.iter().map(|row| row.command.to_owned()).collect();
        assert_eq!(found, rows);
        assert_eq!(rows.len(), ALL.len());
    }

    #[test]
    fn every_schema_of_a_row_is_published() {
        for row in ALL {
            let names = row.documents.iter().chain(row.lines).chain([&TOLD]);
            names
                .for_each(|name| assert!(Entry::find(name).is_some(), "{name} of {}", row.command));
            let printed = row.documents.len() + row.lines.len() + usize::from(row.others.is_some());
            assert!(printed > 0, "{}", row.command);
        }
    }
}
