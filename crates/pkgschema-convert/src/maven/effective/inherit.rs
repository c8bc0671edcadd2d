//! What a POM has from the POMs that it inherits from.
//!
//! Source: Maven 3.8, `MavenModelMerger` and `DefaultInheritanceAssembler`.
//!
//! Invariant: what the nearest POM says counts; name, packaging, modules, profiles, prerequisites
//! and relocation are each POM's own.

use super::dependencies::{self, Stays, or_from};
use super::lineage::Level;
use super::urls::{DIRECTORY, Growth};
use super::{build, raws};
use crate::maven::pom::{
    DependencyManagement, DistributionManagement, Model, PomDependency, Scm, Site,
};
use pkgschema::Text;
use pkgschema::object::{List, Raw};

/// The first POM of a lineage, with what it inherits. Expressions stay.
pub(super) fn assemble(levels: &[Level<'_>]) -> Model {
    let Some((first, parents)) = levels.split_first() else { return Model::default() };
    let mut model = first.model().clone();
    let growth = Growth::of(levels);
    model.packaging.get_or_insert(Text::from_static("jar"));
    for parent in parents.iter().map(Level::model) {
        plain(&mut model, parent);
    }
    outermost(&mut model, levels);
    model.url =
        address(levels, &growth, |model| (model.url.as_ref(), model.url_inherit_append.as_ref()));
    model.scm = scm(levels, &growth);
    if let Some(management) = &mut model.distribution_management {
        management.site = site(levels, &growth);
    }
    if parents.is_empty() {
        // duplicates within one POM: the last one counts
        if model.dependencies.len() > 1 {
            model.dependencies = dependencies_of(levels);
        }
        return model;
    }
    model.properties = properties(levels);
    model.dependencies = dependencies_of(levels);
    model.dependency_management = management_of(levels);
    model.repositories = repositories(levels, |model| &model.repositories);
    model.plugin_repositories = repositories(levels, |model| &model.plugin_repositories);
    model
}

/// Elements that are taken whole, or whose parts are.
fn plain(model: &mut Model, parent: &Model) {
    or_from(&mut model.url_inherit_append, &parent.url_inherit_append);
    or_from(&mut model.group_id, &parent.group_id);
    or_from(&mut model.version, &parent.version);
    or_from(&mut model.description, &parent.description);
    or_from(&mut model.inception_year, &parent.inception_year);
    or_from(&mut model.organization, &parent.organization);
    or_from(&mut model.issue_management, &parent.issue_management);
    or_from(&mut model.ci_management, &parent.ci_management);
    unless_there(&mut model.licenses, &parent.licenses);
    unless_there(&mut model.developers, &parent.developers);
    unless_there(&mut model.contributors, &parent.contributors);
    unless_there(&mut model.mailing_lists, &parent.mailing_lists);
    raws::members(&mut model.reporting, parent.reporting.as_ref(), Stays::First);
    if let Some(source) = &parent.distribution_management {
        distribution(model.distribution_management.get_or_insert_default(), source);
    }
    if let Some(source) = &parent.build {
        build::inherit(model.build.get_or_insert_default(), source);
    }
}

/// Group and version as the last POM names its parent, where that one was not found.
fn outermost(model: &mut Model, levels: &[Level<'_>]) {
    let parent = levels.last().and_then(|level| level.model().parent.as_ref());
    if let Some(parent) = parent {
        or_from(&mut model.group_id, &parent.group_id);
        or_from(&mut model.version, &parent.version);
    }
}

fn unless_there<T: Clone>(target: &mut List<T>, source: &List<T>) {
    if target.is_empty() && !source.is_empty() {
        *target = source.clone();
    }
}

fn distribution(target: &mut DistributionManagement, source: &DistributionManagement) {
    or_from(&mut target.repository, &source.repository);
    or_from(&mut target.snapshot_repository, &source.snapshot_repository);
    or_from(&mut target.download_url, &source.download_url);
    or_from(&mut target.status, &source.status);
}

/// An address, grown since the nearest POM that has one. `parts` gives it and what the POM says
/// of growing.
fn address(
    levels: &[Level<'_>],
    growth: &Growth,
    parts: impl Fn(&Model) -> (Option<&Text>, Option<&Text>),
) -> Option<Text> {
    let of = |index: usize| levels.get(index).map(|level| parts(level.model()));
    let (from, text) =
        levels.iter().enumerate().find_map(|(at, level)| Some((at, parts(level.model()).0?)))?;
    Some(growth.grown(text, from, levels.len(), |index| of(index)?.1))
}

fn scm(levels: &[Level<'_>], growth: &Growth) -> Option<Scm> {
    let mut scm = levels.iter().find_map(|level| level.model().scm.clone())?;
    scm.tag.get_or_insert(Text::from_static("HEAD"));
    for source in levels.iter().filter_map(|level| level.model().scm.as_ref()) {
        or_from(&mut scm.connection_inherit_append, &source.connection_inherit_append);
        or_from(
            &mut scm.developer_connection_inherit_append,
            &source.developer_connection_inherit_append,
        );
        or_from(&mut scm.url_inherit_append, &source.url_inherit_append);
    }
    let grown = |parts: fn(&Scm) -> (Option<&Text>, Option<&Text>)| {
        address(levels, growth, |model| model.scm.as_ref().map_or((None, None), parts))
    };
    scm.connection = grown(|scm| (scm.connection.as_ref(), scm.connection_inherit_append.as_ref()));
    scm.developer_connection = grown(|scm| {
        (scm.developer_connection.as_ref(), scm.developer_connection_inherit_append.as_ref())
    });
    scm.url = grown(|scm| (scm.url.as_ref(), scm.url_inherit_append.as_ref()));
    Some(scm)
}

fn site_of(model: &Model) -> Option<&Site> {
    model.distribution_management.as_ref()?.site.as_ref()
}

/// The nearest site that says something; those before it lend what they have.
fn site(levels: &[Level<'_>], growth: &Growth) -> Option<Site> {
    let says = |site: &Site| {
        let parts = [&site.id, &site.name, &site.url];
        parts.iter().any(|part| part.as_ref().is_some_and(|text| !text.is_empty()))
    };
    let last = levels.iter().position(|level| site_of(level.model()).is_some_and(says));
    let counting = levels.get(..=last.unwrap_or(levels.len().saturating_sub(1)))?;
    let mut sites = counting.iter().filter_map(|level| site_of(level.model()));
    let mut site = sites.next()?.clone();
    for source in sites {
        or_from(&mut site.id, &source.id);
        or_from(&mut site.name, &source.name);
    }
    let all = levels.iter().filter_map(|level| site_of(level.model()));
    for source in all {
        or_from(&mut site.url_inherit_append, &source.url_inherit_append);
    }
    let flag = |at: usize| {
        let site = levels.get(at).and_then(|level| site_of(level.model()))?;
        site.url_inherit_append.as_ref()
    };
    let urls = counting.iter().enumerate();
    let mut urls = urls.filter_map(|(at, one)| Some((at, site_of(one.model())?.url.as_ref()?)));
    site.url = urls.next().map(|(at, url)| growth.grown(url, at, levels.len(), flag));
    Some(site)
}

/// Properties of all POMs; the nearest counts. The folder's name is not inherited.
fn properties(levels: &[Level<'_>]) -> pkgschema::object::Map<Text> {
    let all = levels.iter().enumerate().flat_map(|(depth, level)| {
        let properties = level.model().properties.iter();
        properties.filter(move |(name, _)| depth == 0 || *name != DIRECTORY)
    });
    all.map(|(name, value)| (name.clone(), value.clone())).collect()
}

fn dependencies_of(levels: &[Level<'_>]) -> List<PomDependency> {
    let lists: Vec<&[PomDependency]> =
        levels.iter().map(|level| &*level.model().dependencies).collect();
    List::unless_empty(dependencies::inherited(&lists))
}

fn management_of(levels: &[Level<'_>]) -> Option<DependencyManagement> {
    let managements = || levels.iter().map(|level| level.model().dependency_management.as_ref());
    let mut management = managements().flatten().next()?.clone();
    let lists: Vec<&[PomDependency]> = managements()
        .map(|one| one.map_or(&[][..], |management| &*management.dependencies))
        .collect();
    management.dependencies = List::unless_empty(dependencies::inherited_management(&lists));
    Some(management)
}

fn repositories(levels: &[Level<'_>], of: fn(&Model) -> &List<Raw>) -> List<Raw> {
    let mut ids = std::collections::HashSet::new();
    let all = levels.iter().flat_map(|level| of(level.model()).iter());
    let one = |raw: &&Raw| ids.insert(raws::member(raw, "id"));
    List::unless_empty(all.filter(one).cloned().collect())
}
