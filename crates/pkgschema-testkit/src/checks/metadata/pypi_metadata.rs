//! Core metadata of Python's packages, and what their authors write.
//!
//! Invariant: the view is made here from the text, by the mail reader's rules, and without the
//! library that is checked.

use pkgschema_convert::pypi::CoreMetadata;
use pkgschema_convert::{Document, ToRecord};

use crate::checks::{Check, Corpus, Outcome, generic};
use crate::corpus::Case;
use crate::json::Json;

/// The corpora with their checks.
pub const CORPORA: &[Corpus] = &[
    (
        "metadata/pypi-metadata",
        &[
            Check { name: "parse", run: |case| super::parse(case, NAME) },
            Check { name: "lossless", run: |case| super::lossless(case, NAME) },
            Check { name: "through-record", run: |case| super::through_record(case, NAME) },
            Check { name: "accounted", run: |case| super::to_others(case, NAME) },
            Check { name: "there-and-back", run: |case| super::there_and_back(case, NAME) },
            Check { name: "expected", run: parsed_email },
            Check { name: "license-expression", run: license_expression },
        ],
    ),
    (
        "metadata/pypi-pyproject",
        &[
            Check { name: "parse", run: |case| super::parse(case, PYPROJECT) },
            Check { name: "lossless", run: |case| super::lossless(case, PYPROJECT) },
            Check { name: "through-record", run: |case| super::through_record(case, PYPROJECT) },
            Check { name: "accounted", run: |case| super::to_others(case, PYPROJECT) },
            Check { name: "there-and-back", run: |case| super::there_and_back(case, PYPROJECT) },
        ],
    ),
    ("metadata/pypi-pip-report", &[Check { name: "expected", run: report }]),
];

const NAME: &str = "pypi-metadata";

const PYPROJECT: &str = "pypi";

/// Fields, as the specification spells them, and the name that `packaging` gives to their values
/// where they may stand several times.
const FIELDS: [(&str, Option<&str>); 32] = [
    ("Metadata-Version", None),
    ("Name", None),
    ("Version", None),
    ("Dynamic", Some("dynamic")),
    ("Platform", Some("platforms")),
    ("Supported-Platform", Some("supported_platforms")),
    ("Summary", None),
    ("Description", None),
    ("Description-Content-Type", None),
    ("Keywords", None),
    ("Home-page", None),
    ("Download-URL", None),
    ("Author", None),
    ("Author-email", None),
    ("Maintainer", None),
    ("Maintainer-email", None),
    ("License", None),
    ("License-Expression", None),
    ("License-File", Some("license_files")),
    ("Classifier", Some("classifiers")),
    ("Requires-Dist", Some("requires_dist")),
    ("Requires-Python", None),
    ("Requires-External", Some("requires_external")),
    ("Project-URL", Some("project_urls")),
    ("Provides-Extra", Some("provides_extra")),
    ("Provides-Dist", Some("provides_dist")),
    ("Obsoletes-Dist", Some("obsoletes_dist")),
    ("Import-Name", Some("import_names")),
    ("Import-Namespace", Some("import_namespaces")),
    ("Requires", Some("requires")),
    ("Provides", Some("provides")),
    ("Obsoletes", Some("obsoletes")),
];

/// The JSON view of a text: a list of values for every name, the body, stray lines under no name.
pub fn view(text: &str) -> Option<Json> {
    let mut members: Vec<(String, Json)> = Vec::new();
    let (mut stray, mut body) = (Vec::new(), None);
    let mut open: Option<(String, String)> = None;
    let all = lines(text);
    let ends = |line: &&str| !begins_field(line) && !line.starts_with([' ', '\t']);
    let header = all.iter().position(ends).unwrap_or(all.len());
    // a line of a mailbox is the body's where it is the last before it
    let last = header.checked_sub(1).filter(|at| *at > 0 && all[*at].starts_with("From "));
    let mut lines = all.iter().copied().enumerate();
    for (at, line) in lines.by_ref() {
        let bare = line.trim_end_matches(['\r', '\n']);
        if line.starts_with([' ', '\t']) {
            match &mut open {
                Some((_, value)) => value.push_str(line),
                None => stray.push(Json::String(bare.to_owned())),
            }
            continue;
        }
        close(open.take(), &mut members, &mut stray);
        let name = line.split_once(':').map(|(name, _)| name);
        let is_name = |name: &&str| name.bytes().all(|b| b.is_ascii_graphic());
        match name.filter(is_name) {
            _ if last == Some(at) => body = Some(line.to_owned()),
            _ if line.starts_with("From ") => stray.push(Json::String(bare.to_owned())),
            Some("") => stray.push(Json::String(bare.to_owned())),
            Some(name) => open = Some((name.to_owned(), line[name.len() + 1..].to_owned())),
            None => {
                let first = if bare.is_empty() { "" } else { line };
                let rest: String = lines.by_ref().map(|(_, line)| line).collect();
                body = Some(body.unwrap_or_default() + first + &rest);
                break;
            }
        }
    }
    close(open, &mut members, &mut stray);
    members
        .extend(body.filter(|body| !body.is_empty()).map(|it| ("body".into(), Json::String(it))));
    if !stray.is_empty() {
        members.push((String::new(), Json::Array(stray)));
    }
    Some(Json::Object(members))
}

/// Whether a line is a field's first, one without a name, or one of a mailbox.
fn begins_field(line: &str) -> bool {
    let name = line.split_once(':').map(|(name, _)| name);
    line.starts_with("From ") || name.is_some_and(|name| name.bytes().all(|b| b.is_ascii_graphic()))
}

/// The lines of a text with their ends.
fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, byte) in text.bytes().enumerate() {
        let ends = byte == b'\n' || (byte == b'\r' && text.as_bytes().get(at + 1) != Some(&b'\n'));
        if ends {
            lines.push(&text[start..=at]);
            start = at + 1;
        }
    }
    lines.extend(Some(&text[start..]).filter(|rest| !rest.is_empty()));
    lines
}

fn close(open: Option<(String, String)>, members: &mut Vec<(String, Json)>, stray: &mut Vec<Json>) {
    let Some((name, value)) = open else { return };
    let value = value.trim_start_matches([' ', '\t']).trim_end_matches(['\r', '\n']).to_owned();
    if name == "body" {
        return stray.push(Json::String(format!("body: {value}")));
    }
    let known = FIELDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(&name));
    let name = known.map_or(name, |(known, _)| (*known).to_owned());
    match members.iter_mut().find(|(other, _)| *other == name) {
        Some((_, Json::Array(values))) => values.push(Json::String(value)),
        _ => members.push((name, Json::Array(vec![Json::String(value)]))),
    }
}

/// What `packaging.metadata.parse_email` makes of the document, made of the library's.
fn parsed_email(case: &Case) -> Outcome {
    let (Some(expected), Some(text)) = (&case.expected, case.text()) else {
        return Outcome::NotApplicable;
    };
    let metadata = match CoreMetadata::parse(text) {
        Ok(metadata) => metadata,
        Err(error) => return Outcome::Fail(error.to_string()),
    };
    let Some(view) = generic::json_view(metadata.view().as_str()) else {
        return Outcome::Fail("no view".to_owned());
    };
    generic::equal(expected, &email(&view))
}

fn email(view: &Json) -> Json {
    let (mut raw, mut unparsed) = (Vec::new(), Vec::new());
    for (name, values) in view.as_object().unwrap_or_default() {
        if name.is_empty() || name == "body" {
            continue;
        }
        let texts: Vec<&str> =
            values.as_array().unwrap_or_default().iter().filter_map(Json::as_str).collect();
        match parsed(name, &texts) {
            Some(member) => raw.push(member),
            None => unparsed.push((name.to_lowercase(), values.clone())),
        }
    }
    if let Some(body) = view.member("body") {
        let header = raw.iter().position(|(name, _)| name == "description");
        match header.map(|at| raw.remove(at).1) {
            Some(header) => {
                unparsed.push(("description".to_owned(), Json::Array(vec![header, body.clone()])));
            }
            None => raw.push(("description".to_owned(), body.clone())),
        }
    }
    raw.push(("unparsed".to_owned(), Json::Object(unparsed)));
    Json::Object(raw)
}

fn parsed(name: &str, texts: &[&str]) -> Option<(String, Json)> {
    let strings = |texts: Vec<&str>| {
        Json::Array(texts.into_iter().map(|text| Json::String(text.to_owned())).collect())
    };
    let (_, list) = FIELDS.iter().find(|(known, _)| *known == name)?;
    Some(match (*list, texts) {
        (Some("project_urls"), texts) => ("project_urls".to_owned(), urls(texts)?),
        (Some("import_names"), [""]) => ("import_names".to_owned(), Json::Array(Vec::new())),
        (Some(list), texts) => (list.to_owned(), strings(texts.to_vec())),
        (None, [one]) if name == "Keywords" => {
            ("keywords".to_owned(), strings(one.split(',').map(str::trim).collect()))
        }
        (None, [one]) => (name.to_lowercase().replace('-', "_"), Json::String((*one).to_owned())),
        (None, _) => return None,
    })
}

fn urls(texts: &[&str]) -> Option<Json> {
    let mut urls: Vec<(String, Json)> = Vec::new();
    for text in texts {
        let (label, url) = text.split_once(',').unwrap_or((text, ""));
        if urls.iter().any(|(other, _)| other == label.trim()) {
            return None;
        }
        urls.push((label.trim().to_owned(), Json::String(url.trim().to_owned())));
    }
    Some(Json::Object(urls))
}

/// Whether the record has the expression that the document states; a document without one is no
/// case.
fn license_expression(case: &Case) -> Outcome {
    let Some(Ok(metadata)) = case.text().map(CoreMetadata::parse) else {
        return Outcome::NotApplicable;
    };
    let Some(stated) = metadata.license_expression.first() else { return Outcome::NotApplicable };
    let license = metadata.to_record().value.license;
    match license.and_then(|license| license.expression) {
        Some(read) if read == *stated => Outcome::Pass,
        other => Outcome::Fail(format!("{other:?} instead of {stated:?}")),
    }
}

/// The JSON form of the document beside pip's, which has no more members than it knows of.
fn report(case: &Case) -> Outcome {
    let (Some(expected), Some(text)) = (&case.expected, case.text()) else {
        return Outcome::NotApplicable;
    };
    let form = CoreMetadata::parse(text).map(|metadata| metadata.to_json_form().view());
    let form = match form.map(|view| generic::json_view(view.as_str())) {
        Ok(Some(form)) => form,
        Ok(None) => return Outcome::Fail("no view".to_owned()),
        Err(error) => return Outcome::Fail(error.to_string()),
    };
    let newer = ["license_expression", "license_file", "import_name", "import_namespace"];
    let known = form.into_members().into_iter().filter(|(name, _)| !newer.contains(&name.as_str()));
    generic::equal(expected, &Json::Object(known.collect()))
}
