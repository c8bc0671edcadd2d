//! Help, version, completions, manual pages.

use crate::run::run;

#[test]
fn help_names_exit_codes_and_examples() {
    let help = run(&["--help"]).exits(0).prints("Exit codes:\n  0 ").prints("Examples:\n");
    let help = help.prints("3  the conversion loses meaning").prints("256 MiB");
    assert_eq!(help.err, "");
    run(&["convert", "--help"])
        .exits(0)
        .prints("--deny-losses")
        .prints("[possible values: pypi, npm, maven, cargo, record, ");
    // a bill of materials is listed once
    let help = run(&["convert", "--help"]).exits(0).prints("--parents <DIR>").out;
    let (_, from) = help.split_once("--from <NAME>").unwrap();
    let (from, _) = from.split_once(']').unwrap();
    assert_eq!(
        (from.matches(" cyclonedx").count(), from.matches(" spdx").count()),
        (1, 1),
        "{from}"
    );
    let version = format!("pkgschema {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(run(&["--version"]).exits(0).out, version);
}

#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        run(&["completions", shell]).exits(0).prints("pkgschema").prints("deny-losses");
    }
    run(&["completions", "cmd"]).exits(2);
}

#[test]
fn manual_pages() {
    let page = run(&["man"]).exits(0).prints(".TH pkgschema 1").prints("EXIT STATUS");
    page.prints("3  the conversion loses meaning").prints("pkgschema\\-convert(1)");
    let page = run(&["man", "convert"]).exits(0);
    page.prints("deny\\-losses").prints("EXIT STATUS");
    run(&["man", "schema", "export"]).exits(0).prints("\\-\\-base\\-url");
    run(&["man", "nothing"]).exits(2).tells("there is no command `nothing`");
}
