//! `pkgschema completions` and `pkgschema man`.
//!
//! Invariant: both are made of the arguments' declaration.

use crate::args::{EXAMPLES, EXIT_CODES, INPUT, says, tree};
use crate::failure::Failure;
use crate::output;
use crate::outputs::Output;
use clap::Command;
use clap::error::ErrorKind;
use clap_complete::Shell;
use clap_mangen::Man;
use std::io;

/// Prints a completion script.
pub(crate) fn completions(shell: Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut tree(), "pkgschema", &mut script);
    output::print(&String::from_utf8_lossy(&script))
}

/// Prints the manual page of the command, or of one of its commands.
pub(crate) fn man(words: &[String]) -> Result<(), Failure> {
    let mut root = tree();
    root.build();
    let mut command = &root;
    for word in words {
        let Some(found) = command.find_subcommand(word) else {
            let words = format!("there is no command `{}`", crate::report::plain(word));
            tree().error(ErrorKind::InvalidSubcommand, words).exit();
        };
        command = found;
    }
    let json = Output::of(&words.join(" ")).map(says);
    let page = page(command.clone(), json.as_deref());
    let page = page.map_err(|error| Failure::file("<stdout>", "write", &error))?;
    output::print(&String::from_utf8_lossy(&page))
}

fn page(command: Command, json: Option<&str>) -> io::Result<Vec<u8>> {
    let subcommands = command.has_subcommands();
    let man = Man::new(command.disable_help_subcommand(true));
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if subcommands {
        man.render_subcommands_section(&mut page)?;
    }
    let always = [("EXAMPLES", EXAMPLES), ("INPUT", INPUT), ("EXIT STATUS", EXIT_CODES)];
    for (title, text) in json.map(|says| ("JSON", says)).into_iter().chain(always) {
        let lines: Vec<_> = text.lines().map(str::trim_start).collect();
        let lines = lines.join("\n").replace('-', "\\-");
        page.extend(format!(".SH \"{title}\"\n.nf\n{lines}\n.fi\n").bytes());
    }
    Ok(page)
}
