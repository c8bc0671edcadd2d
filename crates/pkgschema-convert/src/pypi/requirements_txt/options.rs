//! The options that requirements files take.
//!
//! Source: pip's documentation, "Requirements File Format", supported options; and those of
//! earlier versions of pip that are gone.
//!
//! Invariant: an option is read as pip reads it, abbreviations included, or the line is none.

use super::line::LineOption;
use super::words;

/// An option by its names.
pub(super) struct Known {
    pub(super) long: &'static str,
    short: Option<char>,
    takes_value: bool,
    pub(super) of: Of,
}

/// What an option is said of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// The whole file.
    File,
    /// The requirement in the same line.
    Requirement,
    /// Nothing any more.
    Gone,
}

pub(super) const REQUIREMENT: &str = "--requirement";
pub(super) const CONSTRAINT: &str = "--constraint";
pub(super) const EDITABLE: &str = "--editable";
pub(super) const HASH: &str = "--hash";
pub(super) const INDEX: &str = "--index-url";
pub(super) const EXTRA_INDEX: &str = "--extra-index-url";
pub(super) const FIND_LINKS: &str = "--find-links";
pub(super) const REQUIRE_HASHES: &str = "--require-hashes";
pub(super) const CONFIG_SETTINGS: &str = "--config-settings";

const fn option(long: &'static str, short: Option<char>, takes_value: bool, of: Of) -> Known {
    Known { long, short, takes_value, of }
}

const ALL: [Known; 28] = [
    option(INDEX, Some('i'), true, Of::File),
    option("--pypi-url", None, true, Of::File),
    option(EXTRA_INDEX, None, true, Of::File),
    option("--no-index", None, false, Of::File),
    option(CONSTRAINT, Some('c'), true, Of::File),
    option(REQUIREMENT, Some('r'), true, Of::File),
    option(EDITABLE, Some('e'), true, Of::File),
    option(FIND_LINKS, Some('f'), true, Of::File),
    option("--no-binary", None, true, Of::File),
    option("--only-binary", None, true, Of::File),
    option("--prefer-binary", None, false, Of::File),
    option(REQUIRE_HASHES, None, false, Of::File),
    option("--no-require-hashes", None, false, Of::File),
    option("--pre", None, false, Of::File),
    option("--all-releases", None, true, Of::File),
    option("--only-final", None, true, Of::File),
    option("--trusted-host", None, true, Of::File),
    option("--use-feature", None, true, Of::File),
    option(HASH, None, true, Of::Requirement),
    option(CONFIG_SETTINGS, Some('C'), true, Of::Requirement),
    option("--global-option", None, true, Of::Gone),
    option("--install-option", None, true, Of::Gone),
    option("--always-unzip", Some('Z'), false, Of::Gone),
    option("--allow-external", None, true, Of::Gone),
    option("--allow-unverified", None, true, Of::Gone),
    option("--allow-all-external", None, false, Of::Gone),
    option("--process-dependency-links", None, false, Of::Gone),
    option("--no-use-wheel", None, false, Of::Gone),
];

/// The option of a long name.
pub(super) fn known(long: &str) -> Option<&'static Known> {
    ALL.iter().find(|option| option.long == long)
}

/// The option that a long name means; a beginning means it, if it is the beginning of one only.
fn by_long(name: &str) -> Result<&'static Known, &'static str> {
    if let Some(exact) = known(name) {
        return Ok(exact);
    }
    let mut begun = ALL.iter().filter(|it| it.of != Of::Gone && it.long.starts_with(name));
    match (begun.next(), begun.next()) {
        (Some(one), None) => Ok(one),
        (Some(_), Some(_)) => Err("the beginning of several options"),
        (None, _) => Err("an option that requirements files do not take"),
    }
}

/// The options in a text.
pub(super) fn read(text: &str) -> Result<Vec<LineOption>, &'static str> {
    let mut options = Vec::new();
    let mut words = words::split(text)?.into_iter();
    while let Some(word) = words.next() {
        if word == "--" {
            break;
        }
        if word.starts_with("--") {
            options.push(long(&word, &mut words)?);
        } else if let Some(letters) = word.strip_prefix('-') {
            short(letters, &mut words, &mut options)?;
        }
    }
    Ok(options)
}

const NO_VALUE: &str = "an option without its value";

fn long(word: &str, words: &mut impl Iterator<Item = String>) -> Result<LineOption, &'static str> {
    let (name, own) = match word.split_once('=') {
        Some((name, value)) => (name, Some(value.to_owned())),
        None => (word, None),
    };
    let option = by_long(name)?;
    let value = match (option.takes_value, own) {
        (true, Some(value)) => Some(value),
        (true, None) => Some(words.next().ok_or(NO_VALUE)?),
        (false, None) => None,
        (false, Some(_)) => return Err("a value for an option that takes none"),
    };
    valued(option, value)
}

/// Letters, the last of which may have its value behind it.
fn short(
    letters: &str,
    words: &mut impl Iterator<Item = String>,
    options: &mut Vec<LineOption>,
) -> Result<(), &'static str> {
    let mut rest = letters.chars();
    while let Some(letter) = rest.next() {
        let option = ALL.iter().find(|option| option.short == Some(letter));
        let option = option.ok_or("an option that requirements files do not take")?;
        if !option.takes_value {
            options.push(valued(option, None)?);
            continue;
        }
        let behind = rest.as_str();
        let value = match behind.is_empty() {
            true => words.next().ok_or(NO_VALUE)?,
            false => behind.to_owned(),
        };
        options.push(valued(option, Some(value))?);
        return Ok(());
    }
    Ok(())
}

fn valued(option: &Known, value: Option<String>) -> Result<LineOption, &'static str> {
    let lacks = |sign: char| value.as_ref().is_some_and(|value| !value.contains(sign));
    match option.long {
        HASH if lacks(':') => Err("a hash without its algorithm"),
        CONFIG_SETTINGS if lacks('=') => Err("a setting without its value"),
        "--pypi-url" => Ok(LineOption::new(INDEX, value)),
        long => Ok(LineOption::new(long, value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_as_pip_reads_them() {
        let read = |text: &str| {
            let all = read(text)?.into_iter();
            let one = |it: LineOption| format!("{}={}", it.name, it.value.unwrap_or_default());
            Ok::<_, &'static str>(all.map(one).collect::<Vec<_>>().join(" "))
        };
        let cases = [
            ("-r a.txt", "--requirement=a.txt"),
            ("-ra.txt --pre x", "--requirement=a.txt --pre="),
            ("--extra=u --hash sha256:0", "--extra-index-url=u --hash=sha256:0"),
            ("--pypi-url u", "--index-url=u"),
            ("-Zi 'a b'", "--always-unzip= --index-url=a b"),
            ("--no-index -- --nothing", "--no-index="),
            ("-", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text).as_deref(), Ok(expected), "{text}");
        }
        for text in ["--no", "--nothing", "-x", "-r", "--pre=1", "--hash=0", "-C a", "-e 'a"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
