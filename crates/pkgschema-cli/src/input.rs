//! Reading what the arguments name.
//!
//! Invariant: no input is read further than [`LIMIT`].

mod around;
mod repository;

pub(crate) use around::Around;
pub(crate) use repository::Repository;

use crate::failure::Failure;
use pkgschema::Finding;
use pkgschema_convert::detect::text_of;
use std::fs::{DirEntry, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// The largest input, in bytes: 256 MiB.
pub(crate) const LIMIT: u64 = 256 << 20;

/// The name of standard input in messages.
pub(crate) const STANDARD_INPUT: &str = "<stdin>";

/// A text that was read.
#[derive(Debug)]
pub(crate) struct Source {
    /// Its name in messages.
    pub(crate) name: String,
    /// The text.
    pub(crate) text: String,
    /// What is odd about its bytes.
    pub(crate) findings: Vec<Finding>,
}

impl Source {
    /// Reads a file, or standard input for `-`.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let (name, bytes) = bytes(path)?;
        match text_of(bytes) {
            Ok((text, findings)) => Ok(Self { name, text, findings }),
            Err(error) => Err(Failure::unreadable(&name, String::new(), error)),
        }
    }

    /// Reads a file, or standard input for `-`, of which each line stands for itself: one that is
    /// not UTF-8 becomes a replacement character and costs no other line.
    pub(crate) fn read_lines(path: &Path) -> Result<Self, Failure> {
        let (name, bytes) = bytes(path)?;
        let text = String::from_utf8(bytes).unwrap_or_else(|error| legible(error.as_bytes()));
        Ok(Self { name, text, findings: Vec::new() })
    }
}

/// The file itself, or every file below a folder whose name does not begin with a dot, sorted.
pub(crate) fn files_below(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    walk(path).into_iter().map(|(path, failure)| failure.map_or(Ok(path), Err)).collect()
}

/// As [`files_below`], with what cannot be walked in its place.
pub(crate) fn walk(path: &Path) -> Vec<(PathBuf, Option<Failure>)> {
    if is_standard_input(path) || !path.is_dir() {
        return vec![(path.to_owned(), None)];
    }
    let (mut found, mut folders) = (Vec::new(), vec![path.to_owned()]);
    while let Some(folder) = folders.pop() {
        let failed = |error| (folder.clone(), Some(Failure::file(&name(&folder), "read", &error)));
        match folder.read_dir() {
            Err(error) => found.push(failed(error)),
            Ok(entries) => {
                for entry in entries {
                    let entry = entry.and_then(|entry| step(&entry, &mut folders));
                    found.extend(entry.unwrap_or_else(|error| Some(failed(error))));
                }
            }
        }
    }
    found.sort_by(|(left, _), (right, _)| left.cmp(right));
    found
}

/// What an entry of a folder is to a walk, if it is anything.
fn step(
    entry: &DirEntry,
    folders: &mut Vec<PathBuf>,
) -> io::Result<Option<(PathBuf, Option<Failure>)>> {
    let (path, kind) = (entry.path(), entry.file_type()?);
    if entry.file_name().to_string_lossy().starts_with('.') {
        return Ok(None);
    }
    if kind.is_dir() {
        folders.push(path);
        return Ok(None);
    }
    // it may lead back up, and what is behind it is not passed over
    if kind.is_symlink() && path.is_dir() {
        let error = io::Error::other("it is a link to a folder, which has to be named itself");
        let failure = Failure::file(&name(&path), "read", &error);
        return Ok(Some((path, Some(failure))));
    }
    Ok((kind.is_file() || kind.is_symlink()).then_some((path, None)))
}

/// How messages name a file, or standard input for `-`.
pub(crate) fn name(path: &Path) -> String {
    if is_standard_input(path) { STANDARD_INPUT.to_owned() } else { path.display().to_string() }
}

/// Whether a path stands for standard input.
pub(crate) fn is_standard_input(path: &Path) -> bool {
    path.to_str() == Some("-")
}

/// The name in messages, and the bytes.
fn bytes(path: &Path) -> Result<(String, Vec<u8>), Failure> {
    let name = name(path);
    match if is_standard_input(path) { take(io::stdin().lock(), 0) } else { open(path) } {
        Ok(bytes) => Ok((name, bytes)),
        Err(error) => Err(Failure::file(&name, "read", &error)),
    }
}

/// The lines, with a replacement character for each that is not UTF-8: nothing of such a line is
/// kept, since what is left of it could be read as something that it never said.
fn legible(bytes: &[u8]) -> String {
    let line = |line| std::str::from_utf8(line).unwrap_or("\u{fffd}");
    bytes.split(|byte| *byte == b'\n').map(line).collect::<Vec<_>>().join("\n")
}

fn open(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    if length > LIMIT {
        return Err(too_large());
    }
    take(file, length)
}

fn take(reader: impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    reader.take(LIMIT + 1).read_to_end(&mut bytes)?;
    match u64::try_from(bytes.len()) {
        Ok(length) if length <= LIMIT => Ok(bytes),
        _ => Err(too_large()),
    }
}

fn too_large() -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, "larger than 256 MiB")
}

/// A line that is not blank.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    /// Its number from 1, blank ones counted.
    pub(crate) number: usize,
    /// What it says, without white space around it.
    pub(crate) text: &'a [u8],
    /// Whether it is longer than what was read of it.
    pub(crate) is_cut: bool,
}

/// Calls `each` with every line of a file, or of standard input for `-`, that is not blank. A line
/// is cut at `longest` bytes.
pub(crate) fn lines(
    path: &Path,
    longest: u64,
    mut each: impl FnMut(Line<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let failed = |error| Failure::file(&name(path), "read", &error);
    let mut input: Box<dyn BufRead> = match is_standard_input(path) {
        true => Box::new(io::stdin().lock()),
        false => Box::new(BufReader::new(File::open(path).map_err(failed)?)),
    };
    let (mut line, mut number) = (Vec::new(), 0);
    while let Some(is_cut) = next_line(&mut input, &mut line, longest).map_err(failed)? {
        number += 1;
        let text = line.trim_ascii();
        if is_cut || !text.is_empty() {
            each(Line { number, text, is_cut })?;
        }
    }
    Ok(())
}

/// Reads the next line, if there is one, and says whether it is longer.
fn next_line(
    input: &mut impl BufRead,
    line: &mut Vec<u8>,
    longest: u64,
) -> io::Result<Option<bool>> {
    line.clear();
    let read = input.take(longest + 1).read_until(b'\n', line)?;
    if line.ends_with(b"\n") {
        line.pop();
    } else {
        input.skip_until(b'\n')?;
    }
    let longest = usize::try_from(longest).unwrap_or(usize::MAX);
    let is_cut = line.len() > longest;
    line.truncate(longest);
    Ok((read > 0).then_some(is_cut))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_where_it_is_too_long() {
        let mut input = &b"abc\nabcd\n    \n\r\nabcde"[..];
        let (mut line, mut found) = (Vec::new(), Vec::new());
        while let Some(is_cut) = next_line(&mut input, &mut line, 3).unwrap() {
            found.push((String::from_utf8(line.clone()).unwrap(), is_cut));
        }
        let expected = [("abc", false), ("abc", true), ("   ", true), ("\r", false), ("abc", true)];
        assert_eq!(found, expected.map(|(text, is_cut)| (text.to_owned(), is_cut)));
        let mut exact = &b"abc"[..];
        assert_eq!(next_line(&mut exact, &mut line, 3).unwrap(), Some(false));
        assert_eq!(next_line(&mut exact, &mut line, 3).unwrap(), None);
    }
}
