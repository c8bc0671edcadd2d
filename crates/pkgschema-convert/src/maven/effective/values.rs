//! Where the value of an expression comes from.
//!
//! Source: Maven 3.8, `AbstractStringBasedModelInterpolator`; plexus-interpolation 1.26,
//! `ReflectionValueExtractor`.
//!
//! Invariant: the sources are asked in Maven's order, and the first that knows a value which does
//! not hold the expression itself counts.

use super::Context;
use super::interpolate::Trouble;
use crate::maven::expressions;
use crate::maven::pom::{Model, Parent};
use pkgschema::Text;
use serde_json::Value;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

/// Properties of the model that a system property takes the place of.
const OVERWRITTEN: [&str; 3] = ["revision", "changelist", "sha1"];

/// What every POM inherits from Maven's own.
const SUPER: [(&str, &str); 8] = [
    ("build.directory", "${project.basedir}/target"),
    ("build.outputDirectory", "${project.build.directory}/classes"),
    ("build.finalName", "${project.artifactId}-${project.version}"),
    ("build.testOutputDirectory", "${project.build.directory}/test-classes"),
    ("build.sourceDirectory", "${project.basedir}/src/main/java"),
    ("build.scriptSourceDirectory", "${project.basedir}/src/main/scripts"),
    ("build.testSourceDirectory", "${project.basedir}/src/test/java"),
    ("reporting.outputDirectory", "${project.build.directory}/site"),
];

/// What Maven assumes where a POM says nothing, by the object's place and the member.
const ASSUMED: [(&str, &str, &str); 7] = [
    ("", "packaging", "jar"),
    ("parent", "relativePath", "../pom.xml"),
    ("scm", "tag", "HEAD"),
    ("prerequisites", "maven", "2.0"),
    ("dependencies", "type", "jar"),
    ("plugins", "groupId", "org.apache.maven.plugins"),
    ("profiles", "id", "default"),
];

/// The name behind `project.` or `pom.`, where Maven allows a second full stop.
pub(super) fn without_prefix(name: &str) -> Option<&str> {
    let bare = expressions::without_prefix(name)?;
    Some(bare.strip_prefix('.').unwrap_or(bare))
}

/// All sources of values for one model.
pub(super) struct Values<'s> {
    model: &'s Model,
    context: &'s Context,
    /// Whether the model is that of the POM in the context's folder.
    main: bool,
    properties: HashMap<&'s str, Cow<'s, str>>,
    view: OnceCell<Value>,
}

impl<'s> Values<'s> {
    pub(super) fn new(model: &'s Model, context: &'s Context, main: bool) -> Self {
        let properties = model.properties.iter();
        let properties =
            properties.map(|(name, value)| (name.as_str(), Cow::Borrowed(value.as_str())));
        Self { model, context, main, properties: properties.collect(), view: OnceCell::new() }
    }

    /// Notes the value that a property of the model was worked out to.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        if let Some(own) = self.properties.get_mut(name) {
            *own = Cow::Owned(value.to_owned());
        }
    }

    /// The value of a name; `whole` is the expression with its brackets.
    pub(super) fn find(&self, name: &str, whole: &str) -> Result<Option<Cow<'_, str>>, Trouble> {
        let mut holds_itself = false;
        for source in 0..7 {
            match self.ask(source, name) {
                Some(value) if value.contains(whole) => holds_itself = true,
                Some(value) => return Ok(Some(value)),
                None => {}
            }
        }
        if holds_itself { Err(Trouble::Cycle(name.to_owned())) } else { Ok(None) }
    }

    fn ask(&self, source: usize, name: &str) -> Option<Cow<'_, str>> {
        let context = self.context;
        match source {
            0 => self.of_place(name).map(Cow::Borrowed),
            1 => self.of_model(without_prefix(name)?),
            2 => context.user(name).map(Cow::Borrowed),
            3 => self.of_properties(name).map(Cow::Borrowed),
            4 => context.system(name).map(Cow::Borrowed),
            5 => context.environment(name).map(Cow::Borrowed),
            _ => self.of_model(name),
        }
    }

    /// What only a project in a folder has.
    fn of_place(&self, name: &str) -> Option<&str> {
        let context = self.context;
        if !self.main {
            return None;
        }
        match (without_prefix(name), name) {
            (Some("basedir"), _) | (None, "basedir") => context.folder.as_deref(),
            (Some("baseUri"), _) => context.base_uri.as_deref(),
            (_, "build.timestamp" | "maven.build.timestamp") => context.timestamp.as_deref(),
            _ => None,
        }
    }

    fn of_properties(&self, name: &str) -> Option<&str> {
        let overwritten = OVERWRITTEN.contains(&name).then(|| self.context.system(name)).flatten();
        overwritten.or_else(|| self.properties.get(name).map(|value| &**value))
    }

    /// What the model itself says. The first letter of a name may be large.
    fn of_model(&self, path: &str) -> Option<Cow<'_, str>> {
        if path.starts_with(|c: char| c.is_ascii_uppercase()) {
            let (first, rest) = path.split_at_checked(1)?;
            return self.of_model(&format!("{}{rest}", first.to_ascii_lowercase()));
        }
        let model = self.model;
        let parent = model.parent.as_ref();
        let own = match path {
            "groupId" => &model.group_id,
            "artifactId" => &model.artifact_id,
            "version" => &model.version,
            "name" => &model.name,
            "description" => &model.description,
            "url" => &model.url,
            "packaging" => &model.packaging,
            "inceptionYear" => &model.inception_year,
            "parent.groupId" => &parent?.group_id,
            "parent.artifactId" => &parent?.artifact_id,
            "parent.version" => &parent?.version,
            "id" => return Some(Cow::Owned(id(model))),
            "parent.id" => return Some(Cow::Owned(parent_id(parent?))),
            _ => return self.of_view(path),
        };
        own.as_deref().map(Cow::Borrowed)
    }

    /// A value deeper down: `scm.url`, `licenses[0].name`, `properties(a.b)`.
    fn of_view(&self, path: &str) -> Option<Cow<'_, str>> {
        let first = path.split(['.', '[', '(']).next()?;
        if !MEMBERS.iter().any(|member| is_getter(first, member)) {
            return None;
        }
        let view = self.view.get_or_init(|| serde_json::to_value(self.model).unwrap_or_default());
        match evaluate(view, path) {
            Some(value) => Some(Cow::Owned(value)),
            None => SUPER.iter().find(|(name, _)| *name == path).map(|(_, v)| Cow::Borrowed(*v)),
        }
    }
}

/// Members that expressions go into.
const MEMBERS: [&str; 22] = [
    "modelVersion",
    "parent",
    "prerequisites",
    "scm",
    "organization",
    "issueManagement",
    "ciManagement",
    "distributionManagement",
    "licenses",
    "developers",
    "contributors",
    "mailingLists",
    "modules",
    "properties",
    "dependencies",
    "dependencyManagement",
    "repositories",
    "pluginRepositories",
    "build",
    "reporting",
    "profiles",
    "packaging",
];

/// Whether a word of an expression names a member: the first letter may be large.
fn is_getter(word: &str, member: &str) -> bool {
    let (Some(first), Some(own)) = (word.get(..1), member.get(..1)) else { return false };
    first.eq_ignore_ascii_case(own) && word.get(1..) == member.get(1..)
}

/// Maven's name of a model: group, name, packaging, version.
fn id(model: &Model) -> String {
    let inherited = |text: &Option<Text>| text.clone().unwrap_or(Text::from_static("[inherited]"));
    let (group, version) = (inherited(&model.group_id), inherited(&model.version));
    let part =
        |text: &Option<Text>, other: &'static str| text.clone().unwrap_or(Text::from_static(other));
    let artifact = part(&model.artifact_id, "null");
    format!("{group}:{artifact}:{}:{version}", part(&model.packaging, "jar"))
}

/// Maven's name of a parent.
fn parent_id(parent: &Parent) -> String {
    let part = |text: &Option<Text>| text.clone().unwrap_or(Text::from_static("null"));
    let (group, artifact) = (part(&parent.group_id), part(&parent.artifact_id));
    format!("{group}:{artifact}:pom:{}", part(&parent.version))
}

/// The member that a word of an expression names.
fn member<'v>(
    object: &'v serde_json::Map<String, Value>,
    word: &str,
) -> Option<(&'v str, &'v Value)> {
    let (first, rest) = word.split_at_checked(1)?;
    let spelt = [first.to_ascii_lowercase(), first.to_ascii_uppercase()].map(|first| first + rest);
    let found = spelt.iter().find_map(|name| object.get_key_value(name.as_str()));
    found.map(|(name, value)| (name.as_str(), value))
}

/// The text at a path of names, indices and keys.
fn evaluate(view: &Value, path: &str) -> Option<String> {
    let (mut value, mut place, mut rest) = (view, "", path);
    let mut named = true; // a name comes next
    while !rest.is_empty() {
        if named {
            let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
            let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
            let (word, behind) = rest.split_at_checked(end)?;
            let object = value.as_object()?;
            if place == "properties" {
                return None; // a map has keys, `properties(a.b)`, and no members
            }
            let Some((name, next)) = member(object, word) else {
                let assumed = || {
                    let mut all = ASSUMED.iter();
                    all.find(|(at, name, _)| *at == place && is_getter(word, name))
                };
                return assumed().filter(|_| behind.is_empty()).map(|it| it.2.to_owned());
            };
            (value, place, rest, named) = (next, name, behind, false);
            continue;
        }
        if let Some(behind) = rest.strip_prefix('.') {
            (rest, named) = (behind, true);
        } else if let Some((index, behind)) =
            rest.strip_prefix('[').and_then(|rest| rest.split_once(']'))
        {
            (value, rest) = (value.get(index.parse::<usize>().ok()?)?, behind);
        } else {
            let (key, behind) = rest.strip_prefix('(')?.split_once(')')?;
            (value, rest) = (value.get(key)?, behind);
        }
    }
    if named { None } else { value.as_str().map(str::to_owned) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_into_a_model() {
        let view = serde_json::json!({
            "scm": {"url": "u"}, "licenses": [{"name": "n"}], "properties": {"a.b": "c", "a": "d"},
            "parent": {}, "organization": "text"
        });
        for (path, expected) in [
            ("scm.url", Some("u")),
            ("Scm.Url", Some("u")),
            ("scm.tag", Some("HEAD")),
            ("scm", None),
            ("scm.", None),
            ("licenses[0].name", Some("n")),
            ("licenses[1].name", None),
            ("licenses[x].name", None),
            ("properties(a.b)", Some("c")),
            ("properties(a.b", None),
            ("properties.a", None),
            ("parent.relativePath", Some("../pom.xml")),
            ("organization.length", None),
            ("nothing", None),
        ] {
            assert_eq!(evaluate(&view, path).as_deref(), expected, "{path}");
        }
    }
}
