//! Reading INI text.
//!
//! Invariant: every line is looked at once, and every one that says something is in the result.

use super::{Delimiters, Ini, LONGEST, Section, is_comment, is_space, strip};
use pkgschema::{ParseError, ParseErrorKind, Text};

/// The content of an INI text of at most 8 MiB.
///
/// # Errors
/// If the text is empty, longer, or has no section.
pub(crate) fn parse(text: &str, delimiters: Delimiters) -> Result<Ini, ParseError> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    if body.len() > LONGEST {
        let detail = format!("{} bytes, {LONGEST} at most", body.len());
        return Err(ParseError::new(ParseErrorKind::TooLong, detail, body));
    }
    if body.chars().all(is_space) {
        return Err(ParseError::new(ParseErrorKind::Empty, "no section", body));
    }
    let mut reader = Reader { ini: Ini::default(), delimiters, indent: 0, open: None };
    // the line feed of a pair was taken for the end of a line, and a lone one is left
    let lines = body.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    lines.flat_map(|line| line.split('\r')).for_each(|line| reader.line(line));
    reader.close();
    match reader.ini.sections.is_empty() {
        true => Err(ParseError::new(ParseErrorKind::NotThisDocument, "no section", body)),
        false => Ok(reader.ini),
    }
}

struct Reader {
    ini: Ini,
    delimiters: Delimiters,
    /// How far the last header or option is indented.
    indent: usize,
    /// The option whose value may go on.
    open: Option<(Text, String)>,
}

impl Reader {
    fn line(&mut self, line: &str) {
        let content = strip(line);
        if is_comment(content) {
            return;
        }
        let indent = line.chars().take_while(|character| is_space(*character)).count();
        match &mut self.open {
            Some((_, value)) if content.is_empty() => return value.push('\n'),
            Some((_, value)) if indent > self.indent => {
                value.push('\n');
                return value.push_str(content);
            }
            _ if content.is_empty() => return,
            _ => self.indent = indent,
        }
        if let Some((name, behind)) = header(content) {
            self.close();
            let (name, behind) = (name.into(), behind.into());
            return self.ini.sections.push(Section { name, behind, ..Section::default() });
        }
        self.option(content);
    }

    fn option(&mut self, content: &str) {
        let read = option(content, self.delimiters);
        if read.is_some() {
            self.close();
        }
        let Some(section) = self.ini.sections.last_mut() else {
            return self.ini.lines.push(content.into());
        };
        match read {
            Some((name, value)) if !name.is_empty() => {
                self.open = Some((name.into(), value.into()));
            }
            // configparser goes on with the option before a line without a delimiter
            _ => section.lines.push(content.into()),
        }
    }

    /// The open option is complete.
    fn close(&mut self) {
        if let (Some((name, value)), Some(section)) =
            (self.open.take(), self.ini.sections.last_mut())
        {
            section.options.push((name, value.trim_end_matches(is_space).into()));
        }
    }
}

/// The name in a header, and what follows: the last bracket ends it.
pub(super) fn header(line: &str) -> Option<(&str, &str)> {
    let (name, behind) = line.strip_prefix('[')?.rsplit_once(']')?;
    (!name.is_empty()).then(|| (name, strip(behind)))
}

/// Name and value of an option: the first delimiter parts them.
pub(super) fn option(line: &str, delimiters: Delimiters) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(|character| delimiters.has(character))?;
    Some((name.trim_end_matches(is_space), strip(value)))
}
