//! POMs.
//!
//! Invariant: the view is made here from the text, element by element, and without the library
//! that is checked.

use quick_xml::Reader;
use quick_xml::escape::{resolve_html5_entity, unescape_with};
use quick_xml::events::{BytesStart, Event};

use crate::checks::{Check, Corpus};
use crate::json::Json;

/// The corpus with its checks.
pub const CORPUS: Corpus = (
    "metadata/maven-pom",
    &[
        Check { name: "parse", run: |case| super::parse(case, NAME) },
        Check { name: "lossless", run: |case| super::lossless(case, NAME) },
        Check { name: "through-record", run: |case| super::through_record(case, NAME) },
        Check { name: "accounted", run: |case| super::to_others(case, NAME) },
        Check { name: "there-and-back", run: |case| super::there_and_back(case, NAME) },
    ],
);

const NAME: &str = "maven";

/// Elements that hold lists, with what they list.
const LISTS: [(&str, &str); 24] = [
    ("licenses", "license"),
    ("developers", "developer"),
    ("contributors", "contributor"),
    ("mailingLists", "mailingList"),
    ("otherArchives", "otherArchive"),
    ("roles", "role"),
    ("modules", "module"),
    ("subprojects", "subproject"),
    ("dependencies", "dependency"),
    ("exclusions", "exclusion"),
    ("repositories", "repository"),
    ("pluginRepositories", "pluginRepository"),
    ("profiles", "profile"),
    ("plugins", "plugin"),
    ("extensions", "extension"),
    ("executions", "execution"),
    ("goals", "goal"),
    ("resources", "resource"),
    ("testResources", "testResource"),
    ("sources", "source"),
    ("filters", "filter"),
    ("notifiers", "notifier"),
    ("reportSets", "reportSet"),
    ("reports", "report"),
];

/// Elements that hold others, each once.
const OBJECTS: [&str; 21] = [
    "project",
    "parent",
    "license",
    "developer",
    "contributor",
    "organization",
    "prerequisites",
    "scm",
    "issueManagement",
    "distributionManagement",
    "relocation",
    "properties",
    "dependencyManagement",
    "dependency",
    "exclusion",
    "profile",
    "activation",
    "build",
    "plugin",
    "pluginManagement",
    "execution",
];

/// An element with what stands in it; a text has no name.
#[derive(Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    inner: Vec<Element>,
    text: String,
}

/// The JSON view of a text.
pub fn view(text: &str) -> Option<Json> {
    let mut reader = Reader::from_str(text);
    let mut stack = vec![Element::default()];
    loop {
        match reader.read_event().ok()? {
            Event::Eof => break,
            Event::Start(tag) => stack.push(element(&tag)?),
            Event::Empty(tag) => stack.last_mut()?.inner.push(element(&tag)?),
            Event::End(_) => {
                let done = stack.pop()?;
                stack.last_mut()?.inner.push(done);
            }
            Event::Text(part) => add(stack.last_mut()?, &part.xml10_content()),
            Event::CData(part) => add(stack.last_mut()?, &part.xml10_content()),
            Event::GeneralRef(name) => {
                let known = unescape_with(&format!("&{};", &*name), resolve).ok().map(String::from);
                add(stack.last_mut()?, &known.unwrap_or_else(|| format!("&{};", &*name)));
            }
            Event::DocType(_) => return None,
            _ => {}
        }
    }
    let mut root = stack.pop().filter(|_| stack.is_empty())?.inner;
    root.retain(|node| !node.name.is_empty());
    root.first().map(|root| object(root, true))
}

fn resolve(name: &str) -> Option<&'static str> {
    resolve_html5_entity(name)
}

fn element(tag: &BytesStart<'_>) -> Option<Element> {
    let mut element = Element { name: tag.name().into_inner().to_owned(), ..Element::default() };
    for attribute in tag.attributes() {
        let attribute = attribute.ok()?;
        let plain = attribute.value.replace("\r\n", " ").replace(['\r', '\n', '\t'], " ");
        let value = unescape_with(&plain, resolve).ok()?.into_owned();
        element.attributes.push((format!("@{}", attribute.key.into_inner()), value));
    }
    Some(element)
}

/// Adds text behind what stands in an element.
fn add(element: &mut Element, text: &str) {
    match element.inner.last_mut() {
        Some(last) if last.name.is_empty() => last.text.push_str(text),
        _ => element.inner.push(Element { text: text.to_owned(), ..Element::default() }),
    }
}

fn trimmed(text: &str) -> String {
    text.trim_matches(|c| c <= ' ').to_owned()
}

/// The parts that say something: texts of white space between elements do not.
fn parts(element: &Element) -> Vec<(&str, &Element, String)> {
    let parts = element.inner.iter().filter_map(|part| {
        let text = trimmed(&part.text);
        let blank = part.name.is_empty() && text.is_empty();
        (!blank).then(|| (if part.name.is_empty() { "#text" } else { &part.name }, part, text))
    });
    parts.collect()
}

fn value(element: &Element) -> Json {
    if let Some((_, item)) = LISTS.iter().find(|(list, _)| *list == element.name) {
        let attributes = element.attributes.iter().map(|(name, value)| pair(name, text(value)));
        let inner = parts(element).into_iter().map(|(name, part, words)| match name {
            "#text" => pair(name, text(&words)),
            name if name == *item => value(part),
            name => pair(name, value(part)),
        });
        return Json::Array(attributes.chain(inner).collect());
    }
    let is_object = OBJECTS.contains(&element.name.as_str());
    let parts = parts(element);
    match parts.as_slice() {
        [] if element.attributes.is_empty() && !is_object => text(""),
        [("#text", _, words)] if element.attributes.is_empty() => text(words),
        _ => object(element, is_object),
    }
}

fn object(element: &Element, is_object: bool) -> Json {
    let mut members: Vec<(String, Json)> = Vec::new();
    let mut add = |name: &str, value: Json| {
        let same = |(other, _): &&(String, Json)| {
            other == name || other.rsplit_once('#').is_some_and(|(own, _)| own == name)
        };
        let times = members.iter().filter(same).count();
        let numbered = if times == 0 { name.to_owned() } else { format!("{name}#{}", times + 1) };
        members.push((numbered, value));
    };
    element.attributes.iter().for_each(|(name, value)| add(name, text(value)));
    let preserves = element.attributes.iter().any(|it| it.0 == "@xml:space" && it.1 == "preserve");
    let parts = parts(element);
    let mut at = 0;
    while let Some((name, part, words)) = parts.get(at) {
        let alike = parts[at..].iter().take_while(|(other, _, _)| other == name).count();
        let alone = is_object || alike == 1 || LISTS.iter().any(|(list, _)| list == name);
        match (*name, alone) {
            ("#text", _) if preserves => add(name, text(&part.text)),
            ("#text", _) => add(name, text(words)),
            (_, true) => add(name, value(part)),
            _ => {
                let all = parts[at..at + alike].iter().map(|(_, part, _)| value(part)).collect();
                add(name, Json::Array(all));
                at += alike - 1;
            }
        }
        at += 1;
    }
    Json::Object(members)
}

fn pair(name: &str, value: Json) -> Json {
    Json::Array(vec![text(name), value])
}

fn text(text: &str) -> Json {
    Json::String(text.to_owned())
}
