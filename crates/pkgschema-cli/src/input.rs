//! Reading what the arguments name.
//!
//! Invariant: no input is read further than [`LIMIT`].

use crate::failure::Failure;
use pkgschema::Finding;
use pkgschema_convert::source::decode;
use std::fs::File;
use std::io::{self, BufRead, Read};
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
        match decode(bytes) {
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
    if is_standard_input(path) || !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let (mut files, mut folders) = (Vec::new(), vec![path.to_owned()]);
    while let Some(folder) = folders.pop() {
        let failed = |error| Failure::file(&name(&folder), "read", &error);
        for entry in folder.read_dir().map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            match entry.file_type().map_err(failed)? {
                _ if hidden => {}
                kind if kind.is_dir() => folders.push(entry.path()),
                // it may lead back up, and what is behind it is not passed over
                kind if kind.is_symlink() && entry.path().is_dir() => {
                    let words = "it is a link to a folder, which has to be named itself";
                    let error = io::Error::other(words);
                    return Err(Failure::file(&name(&entry.path()), "read", &error));
                }
                kind if kind.is_file() || kind.is_symlink() => files.push(entry.path()),
                _ => {}
            }
        }
    }
    files.sort();
    Ok(files)
}

/// How messages name a file, or standard input for `-`.
pub(crate) fn name(path: &Path) -> String {
    if is_standard_input(path) { STANDARD_INPUT.to_owned() } else { path.display().to_string() }
}

fn is_standard_input(path: &Path) -> bool {
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

/// Calls `each` with every line of standard input that is not blank, and its number from 1. A
/// line is cut at `longest` bytes; white space around it is left out.
pub(crate) fn lines(
    longest: u64,
    mut each: impl FnMut(usize, &[u8]) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut input = io::stdin().lock();
    let (mut line, mut number) = (Vec::new(), 0);
    while next_line(&mut input, &mut line, longest)
        .map_err(|error| Failure::file(STANDARD_INPUT, "read", &error))?
    {
        number += 1;
        let text = line.trim_ascii();
        if !text.is_empty() {
            each(number, text)?;
        }
    }
    Ok(())
}

/// Reads the next line, if there is one.
fn next_line(input: &mut impl BufRead, line: &mut Vec<u8>, longest: u64) -> io::Result<bool> {
    line.clear();
    let read = input.take(longest).read_until(b'\n', line)?;
    if !line.ends_with(b"\n") {
        input.skip_until(b'\n')?;
    }
    Ok(read > 0)
}
