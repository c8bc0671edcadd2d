//! Dependencies, managed versions and plugins of POMs.
//!
//! Source: the POM reference, "Dependencies" and "Dependency Management"; Maven's introduction to
//! the dependency mechanism, "Dependency Scope".
//!
//! Invariant: a package is named only where its group and name are known whole.

use super::expressions::Expressions;
use super::pom::{Build, DependencyManagement, Exclusion, Model, Plugin, PomDependency};
use pkgschema::Text;
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{
    Constraint, ConstraintKind, Dependency, DependencySource, Optionality, OptionalityKind,
    PackageMetadata, Scope, SourceKind,
};
use pkgschema::object::{List, Value};
use pkgschema::version::RequirementText;
use std::borrow::Cow;

/// The group of plugins that name none.
const PLUGINS: &str = "org.apache.maven.plugins";

/// Adds what a POM needs, and what it says of what others need.
pub(super) fn read(model: &Model, expressions: &Expressions<'_>, record: &mut PackageMetadata) {
    let mut needed: Vec<Dependency> = Vec::with_capacity(model.dependencies.len());
    needed.extend(model.dependencies.iter().filter_map(|one| dependency(one, expressions)));
    let plugins = model.build.iter().flat_map(|build| &build.plugins);
    needed.extend(plugins.filter_map(|one| plugin(one, expressions)));
    record.dependencies = List::unless_empty(needed);
    let managed = model.dependency_management.iter().flat_map(|it| &it.dependencies);
    let managed = managed.filter_map(|one| constraint(one, expressions));
    record.constraints = List::unless_empty(managed.collect());
}

/// Whether the POM leaves something of its dependencies to another one, or to whoever builds it.
pub(super) fn is_open(model: &Model, expressions: &Expressions<'_>) -> bool {
    model.dependencies.iter().any(|one| {
        let version = one.version.as_ref();
        version.is_none_or(|version| expressions.text(version).is_none())
            || parts_of(one.group_id.as_ref(), one.artifact_id.as_ref(), expressions).is_none()
    })
}

/// `group:name`, if both are known.
fn name(
    group: Option<&Text>,
    artifact: Option<&Text>,
    expressions: &Expressions<'_>,
) -> Option<Text> {
    let (group, artifact) = parts_of(group, artifact, expressions)?;
    Some([&*group, ":", &*artifact].concat().into())
}

/// Group and name, if both are known.
fn parts_of<'t>(
    group: Option<&'t Text>,
    artifact: Option<&'t Text>,
    expressions: &Expressions<'_>,
) -> Option<(Cow<'t, str>, Cow<'t, str>)> {
    let parts = (expressions.text(group?)?, expressions.text(artifact?)?);
    let plain = |part: &str| !part.is_empty() && !part.contains(':');
    (plain(&parts.0) && plain(&parts.1)).then_some(parts)
}

fn requirement(version: Option<&Text>, expressions: &Expressions<'_>) -> Option<RequirementText> {
    expressions.said(version).map(|version| RequirementText::new(Ecosystem::MAVEN, version))
}

fn dependency(one: &PomDependency, expressions: &Expressions<'_>) -> Option<Dependency> {
    let name = name(one.group_id.as_ref(), one.artifact_id.as_ref(), expressions)?;
    let scope = expressions.said(one.scope.as_ref());
    let mut dependency = Dependency::new(name, read_scope(scope.as_deref()));
    dependency.requirement = requirement(one.version.as_ref(), expressions);
    dependency.artifact_type = expressions.said(one.r#type.as_ref());
    dependency.classifier = expressions.said(one.classifier.as_ref());
    let optional = one.optional.as_ref().and_then(|text| expressions.text(text));
    if optional.is_some_and(|text| text.eq_ignore_ascii_case("true")) {
        dependency.optionality = Some(Optionality::new(OptionalityKind::NotTransitive));
    }
    if let Some(path) = expressions.said(one.system_path.as_ref()) {
        let mut source = DependencySource::new(SourceKind::Path);
        source.path = Some(path);
        dependency.source = Some(source);
    }
    let excluded = one.exclusions.iter();
    let excluded = excluded
        .filter_map(|it| self::name(it.group_id.as_ref(), it.artifact_id.as_ref(), expressions));
    dependency.exclusions = List::unless_empty(excluded.collect());
    Some(dependency)
}

/// What is needed to compile is needed to run, too.
fn read_scope(scope: Option<&str>) -> Scope {
    match scope {
        None | Some("" | "compile" | "runtime") => Scope::Runtime,
        Some("provided") => Scope::Provided,
        Some("system") => Scope::System,
        Some("test") => Scope::Test,
        Some(other) => Scope::from(other),
    }
}

fn plugin(one: &Plugin, expressions: &Expressions<'_>) -> Option<Dependency> {
    let usual = Text::from_static(PLUGINS);
    let group = one.group_id.as_ref().unwrap_or(&usual);
    let name = name(Some(group), one.artifact_id.as_ref(), expressions)?;
    let mut dependency = Dependency::new(name, Scope::Build);
    dependency.requirement = requirement(one.version.as_ref(), expressions);
    Some(dependency)
}

/// What is said for dependencies that do not say it themselves.
fn constraint(one: &PomDependency, expressions: &Expressions<'_>) -> Option<Constraint> {
    let name = name(one.group_id.as_ref(), one.artifact_id.as_ref(), expressions)?;
    let mut constraint = Constraint::new(ConstraintKind::Managed, name);
    constraint.requirement = requirement(one.version.as_ref(), expressions);
    let mut plain = PomDependency::default();
    (plain.group_id, plain.artifact_id) = (one.group_id.clone(), one.artifact_id.clone());
    plain.version = one.version.clone();
    if *one != plain {
        constraint.value = Some(one.to_raw());
    }
    Some(constraint)
}

/// Writes what a record of a Maven package needs, and what it says for others.
pub(super) fn write(record: &PackageMetadata, model: &mut Model) {
    if record.ecosystem != Ecosystem::MAVEN {
        return;
    }
    let (plugins, needed): (Vec<_>, Vec<_>) =
        record.dependencies.iter().partition(|one| one.scope == Scope::Build);
    model.dependencies = List::unless_empty(needed.into_iter().filter_map(written).collect());
    let plugins: Vec<Plugin> = plugins.into_iter().filter_map(written_plugin).collect();
    if !plugins.is_empty() {
        let mut build = Build::default();
        build.plugins = List::from(plugins);
        model.build = Some(build);
    }
    let managed = record.constraints.iter().filter(|one| one.kind == ConstraintKind::Managed);
    let managed: Vec<PomDependency> = managed.filter_map(written_constraint).collect();
    if !managed.is_empty() {
        let mut management = DependencyManagement::default();
        management.dependencies = List::from(managed);
        model.dependency_management = Some(management);
    }
}

/// The two parts of `group:name`.
fn parts(name: &str) -> Option<(Text, Text)> {
    let (group, artifact) = name.split_once(':')?;
    let plain = !group.is_empty() && !artifact.is_empty() && !artifact.contains(':');
    plain.then(|| (group.into(), artifact.into()))
}

fn written(dependency: &Dependency) -> Option<PomDependency> {
    let (group, artifact) = parts(&dependency.name)?;
    let mut one = PomDependency::default();
    (one.group_id, one.artifact_id) = (Some(group), Some(artifact));
    one.version = dependency.requirement.as_ref().map(|requirement| requirement.text.clone());
    one.r#type = dependency.artifact_type.clone();
    one.classifier = dependency.classifier.clone();
    one.scope = match &dependency.scope {
        Scope::Runtime => None,
        Scope::Provided => Some(Text::from_static("provided")),
        Scope::System => Some(Text::from_static("system")),
        Scope::Test => Some(Text::from_static("test")),
        other if other.is_listed() => return None,
        other => Some(other.as_str().into()),
    };
    if let Some(source) = &dependency.source {
        one.system_path = Some(source.path.clone().filter(|_| source.kind == SourceKind::Path)?);
    }
    let excluded: Vec<Exclusion> = dependency.exclusions.iter().filter_map(exclusion).collect();
    one.exclusions = List::unless_empty(excluded);
    let not_transitive = |it: &Optionality| it.kind == OptionalityKind::NotTransitive;
    if dependency.optionality.as_ref().is_some_and(not_transitive) {
        one.optional = Some(Text::from_static("true"));
    }
    Some(one)
}

fn exclusion(name: &Text) -> Option<Exclusion> {
    let (group, artifact) = parts(name)?;
    let mut exclusion = Exclusion::default();
    (exclusion.group_id, exclusion.artifact_id) = (Some(group), Some(artifact));
    Some(exclusion)
}

fn written_plugin(dependency: &Dependency) -> Option<Plugin> {
    let (group, artifact) = parts(&dependency.name)?;
    let mut plugin = Plugin::default();
    plugin.group_id = Some(group).filter(|group| *group != PLUGINS);
    plugin.artifact_id = Some(artifact);
    plugin.version = dependency.requirement.as_ref().map(|requirement| requirement.text.clone());
    Some(plugin)
}

fn written_constraint(constraint: &Constraint) -> Option<PomDependency> {
    if let Some(value) = &constraint.value {
        return pkgschema::object::parse(value.as_str()).ok();
    }
    let (group, artifact) = parts(&constraint.name)?;
    let mut one = PomDependency::default();
    (one.group_id, one.artifact_id) = (Some(group), Some(artifact));
    one.version = constraint.requirement.as_ref().map(|requirement| requirement.text.clone());
    Some(one)
}
