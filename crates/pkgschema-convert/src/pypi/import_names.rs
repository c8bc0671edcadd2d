//! Names to import a distribution's modules by.
//!
//! Source: core metadata, "Import-Name" and "Import-Namespace" (PEP 794).
//!
//! Invariant: of letters outside ASCII, more are let through than Python has in names, but for few.

/// Words of Python's that are no names.
const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
];

/// A name that can stand behind `import`, whether private or not.
pub(super) fn is_import(text: &str) -> bool {
    let name = match text.split_once(';') {
        Some((name, mark)) if mark.trim_start() == "private" => name.trim_end(),
        Some(_) => return false,
        None => text,
    };
    let starts = |part: &str| part.starts_with(|c: char| c == '_' || c.is_alphabetic());
    let part = |part: &str| starts(part) && part.chars().all(|c| c == '_' || c.is_alphanumeric());
    name.split('.').all(|one| part(one) && !KEYWORDS.contains(&one))
}
