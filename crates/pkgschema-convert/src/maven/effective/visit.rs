//! The texts of a model that expressions may stand in.
//!
//! Source: Maven 3.8, `StringVisitorModelInterpolator`.
//!
//! Invariant: expressions that stay are findings with their places, but for those in `build`,
//! `reporting` and repositories, which speak of the machine that builds.

use super::interpolate::{Interpolator, Trouble};
use super::raws;
use crate::maven::expressions::first;
use crate::maven::pom::{
    Build, Developer, DistributionManagement, Model, Parent, Plugin, PomDependency, Scm,
};
use pkgschema::object::{List, Map, Raw, Rest};
use pkgschema::{Pointer, Severity, Text};

/// A step to a text.
#[derive(Clone, Copy)]
enum Step {
    Name(&'static str),
    Index(usize),
}

struct Visit<'v, 's, 'a> {
    interpolator: &'v mut Interpolator<'s, 'a>,
    steps: Vec<Step>,
    /// Whether expressions that stay are findings.
    telling: bool,
}

/// Every text that Maven puts values into. Profiles stay as they are written.
pub(super) fn model<'s, 'a: 's>(interpolator: &mut Interpolator<'s, 'a>, model: &mut Model) {
    let mut visit = Visit { interpolator, steps: Vec::new(), telling: true };
    visit.properties(&mut model.properties);
    visit.within("parent", |visit| model.parent.iter_mut().for_each(|one| visit.parent(one)));
    visit.text("modelVersion", &mut model.model_version);
    visit.text("groupId", &mut model.group_id);
    visit.text("artifactId", &mut model.artifact_id);
    visit.text("version", &mut model.version);
    visit.text("packaging", &mut model.packaging);
    visit.text("name", &mut model.name);
    visit.text("description", &mut model.description);
    visit.text("url", &mut model.url);
    visit.text("@child.project.url.inherit.append.path", &mut model.url_inherit_append);
    visit.text("inceptionYear", &mut model.inception_year);
    visit.people_and_places(model);
    visit.each("modules", &mut model.modules, Visit::plain);
    visit.each("subprojects", &mut model.subprojects, Visit::plain);
    visit.within("dependencyManagement", |visit| {
        if let Some(management) = &mut model.dependency_management {
            visit.each("dependencies", &mut management.dependencies, Visit::dependency);
        }
    });
    visit.each("dependencies", &mut model.dependencies, Visit::dependency);
    visit.telling = false;
    for repository in model.repositories.iter_mut().chain(model.plugin_repositories.iter_mut()) {
        visit.raw(repository);
    }
    model.ci_management.iter_mut().for_each(|raw| visit.raw(raw));
    model.reporting.iter_mut().for_each(|raw| visit.raw(raw));
    model.build.iter_mut().for_each(|build| visit.build(build));
}

/// What imports need: the coordinates and the management.
pub(super) fn management<'s, 'a: 's>(interpolator: &mut Interpolator<'s, 'a>, model: &mut Model) {
    let mut visit = Visit { interpolator, steps: Vec::new(), telling: false };
    visit.properties(&mut model.properties);
    visit.text("groupId", &mut model.group_id);
    visit.text("artifactId", &mut model.artifact_id);
    visit.text("version", &mut model.version);
    if let Some(management) = &mut model.dependency_management {
        visit.each("dependencies", &mut management.dependencies, Visit::dependency);
    }
}

impl Visit<'_, '_, '_> {
    fn within(&mut self, name: &'static str, visit: impl FnOnce(&mut Self)) {
        self.steps.push(Step::Name(name));
        visit(self);
        self.steps.pop();
    }

    fn each<T>(&mut self, name: &'static str, list: &mut List<T>, visit: fn(&mut Self, &mut T)) {
        self.steps.push(Step::Name(name));
        for (index, element) in list.iter_mut().enumerate() {
            self.steps.push(Step::Index(index));
            visit(self, element);
            self.steps.pop();
        }
        self.steps.pop();
    }

    fn text(&mut self, name: &'static str, text: &mut Option<Text>) {
        let Some(text) = text.as_mut().filter(|text| text.contains("${")) else { return };
        self.steps.push(Step::Name(name));
        self.plain(text);
        self.steps.pop();
    }

    fn plain(&mut self, text: &mut Text) {
        if let Some(changed) = self.changed(text, None) {
            *text = changed;
        }
    }

    /// The text with values in it, if they change it. `name` is the last step, where it is none
    /// of the format's.
    fn changed(&mut self, text: &str, name: Option<&str>) -> Option<Text> {
        if !text.contains("${") {
            return None;
        }
        match self.interpolator.text(text) {
            Ok(changed) => {
                self.tell_rest(changed.as_deref().unwrap_or(text), name);
                changed
            }
            Err(trouble) => {
                self.tell(&trouble, name);
                None
            }
        }
    }

    fn tell_rest(&mut self, text: &str, name: Option<&str>) {
        if let Some((_, expression, _)) = first(text).filter(|_| self.telling) {
            let words = format!("no value is known for ${{{}}}", shortened(expression));
            let place = self.place(name);
            let session = &mut self.interpolator.session;
            session.found(place, "unresolved-expression", Severity::Warning, words);
        }
    }

    fn tell(&mut self, trouble: &Trouble, name: Option<&str>) {
        let (code, words) = match trouble {
            Trouble::Cycle(expression) => {
                let words = format!("the value of ${{{}}} holds itself", shortened(expression));
                ("expression-cycle", words)
            }
            Trouble::TooDeep => {
                ("expression-too-deep", "too many expressions lie within each other".to_owned())
            }
            Trouble::TooLong => ("expression-too-long", "its value would be too long".to_owned()),
        };
        let place = self.place(name);
        self.interpolator.session.found(place, code, Severity::Error, words);
    }

    fn place(&self, name: Option<&str>) -> Pointer {
        let mut place = Pointer::root();
        for step in &self.steps {
            match step {
                Step::Name(name) => place.push(name),
                Step::Index(index) => place = place.index(*index),
            }
        }
        name.map_or(place.clone(), |name| place.child(name))
    }

    fn parent(&mut self, parent: &mut Parent) {
        self.text("groupId", &mut parent.group_id);
        self.text("artifactId", &mut parent.artifact_id);
        self.text("version", &mut parent.version);
        self.text("relativePath", &mut parent.relative_path);
    }

    fn people_and_places(&mut self, model: &mut Model) {
        self.within("organization", |visit| {
            if let Some(organization) = &mut model.organization {
                visit.text("name", &mut organization.name);
                visit.text("url", &mut organization.url);
            }
        });
        self.each("licenses", &mut model.licenses, |visit, license| {
            visit.text("name", &mut license.name);
            visit.text("url", &mut license.url);
            visit.text("distribution", &mut license.distribution);
            visit.text("comments", &mut license.comments);
        });
        self.each("developers", &mut model.developers, Self::person);
        self.each("contributors", &mut model.contributors, Self::person);
        self.each("mailingLists", &mut model.mailing_lists, |visit, list| {
            visit.text("name", &mut list.name);
            visit.text("subscribe", &mut list.subscribe);
            visit.text("unsubscribe", &mut list.unsubscribe);
            visit.text("post", &mut list.post);
            visit.text("archive", &mut list.archive);
        });
        self.within("prerequisites", |visit| {
            model.prerequisites.iter_mut().for_each(|one| visit.text("maven", &mut one.maven));
        });
        self.within("scm", |visit| model.scm.iter_mut().for_each(|scm| visit.scm(scm)));
        self.within("issueManagement", |visit| {
            if let Some(management) = &mut model.issue_management {
                visit.text("system", &mut management.system);
                visit.text("url", &mut management.url);
            }
        });
        self.within("distributionManagement", |visit| {
            model.distribution_management.iter_mut().for_each(|one| visit.distribution(one));
        });
    }

    fn person(&mut self, person: &mut Developer) {
        self.text("id", &mut person.id);
        self.text("name", &mut person.name);
        self.text("email", &mut person.email);
        self.text("url", &mut person.url);
        self.text("organization", &mut person.organization);
        self.text("organizationUrl", &mut person.organization_url);
        self.each("roles", &mut person.roles, Self::plain);
    }

    fn scm(&mut self, scm: &mut Scm) {
        self.text("connection", &mut scm.connection);
        self.text("developerConnection", &mut scm.developer_connection);
        self.text("tag", &mut scm.tag);
        self.text("url", &mut scm.url);
    }

    fn distribution(&mut self, management: &mut DistributionManagement) {
        for repository in [&mut management.repository, &mut management.snapshot_repository] {
            repository.iter_mut().for_each(|raw| self.raw(raw));
        }
        self.within("site", |visit| {
            if let Some(site) = &mut management.site {
                visit.text("id", &mut site.id);
                visit.text("name", &mut site.name);
                visit.text("url", &mut site.url);
            }
        });
        self.text("downloadUrl", &mut management.download_url);
        self.within("relocation", |visit| {
            if let Some(relocation) = &mut management.relocation {
                visit.text("groupId", &mut relocation.group_id);
                visit.text("artifactId", &mut relocation.artifact_id);
                visit.text("version", &mut relocation.version);
                visit.text("message", &mut relocation.message);
            }
        });
    }

    fn properties(&mut self, properties: &mut Map<Text>) {
        if !properties.iter().any(|(_, value)| value.contains("${")) {
            return;
        }
        self.steps.push(Step::Name("properties"));
        let changed = properties.iter().map(|(name, value)| {
            let changed = self.changed(value, Some(name));
            if let Some(changed) = &changed {
                self.interpolator.set_property(name, changed);
            }
            (name.clone(), changed.unwrap_or_else(|| value.clone()))
        });
        let changed: Map<Text> = changed.collect();
        *properties = changed;
        self.steps.pop();
    }

    fn dependency(&mut self, dependency: &mut PomDependency) {
        self.text("groupId", &mut dependency.group_id);
        self.text("artifactId", &mut dependency.artifact_id);
        self.text("version", &mut dependency.version);
        self.text("type", &mut dependency.r#type);
        self.text("classifier", &mut dependency.classifier);
        self.text("scope", &mut dependency.scope);
        self.text("systemPath", &mut dependency.system_path);
        self.each("exclusions", &mut dependency.exclusions, |visit, exclusion| {
            visit.text("groupId", &mut exclusion.group_id);
            visit.text("artifactId", &mut exclusion.artifact_id);
        });
        self.text("optional", &mut dependency.optional);
    }

    fn build(&mut self, build: &mut Build) {
        self.text("finalName", &mut build.final_name);
        self.rest(&mut build.rest);
        self.each("plugins", &mut build.plugins, Self::plugin);
        if let Some(management) = &mut build.plugin_management {
            self.each("plugins", &mut management.plugins, Self::plugin);
        }
        self.each("extensions", &mut build.extensions, |visit, extension| {
            visit.text("groupId", &mut extension.group_id);
            visit.text("artifactId", &mut extension.artifact_id);
            visit.text("version", &mut extension.version);
        });
    }

    fn plugin(&mut self, plugin: &mut Plugin) {
        self.text("groupId", &mut plugin.group_id);
        self.text("artifactId", &mut plugin.artifact_id);
        self.text("version", &mut plugin.version);
        self.each("dependencies", &mut plugin.dependencies, Self::dependency);
        self.rest(&mut plugin.rest);
    }

    fn rest(&mut self, rest: &mut Rest) {
        if !rest.iter().any(|(_, raw)| raw.as_str().contains("${")) {
            return;
        }
        let mut changed = Rest::default();
        for (name, raw) in rest.iter() {
            let mut raw = raw.clone();
            self.raw(&mut raw);
            changed.push(name, raw);
        }
        *rest = changed;
    }

    fn raw(&mut self, raw: &mut Raw) {
        let telling = std::mem::replace(&mut self.telling, false);
        if raw.as_str().contains("${") {
            if let Some(changed) = raws::texts(raw, |text| self.changed(text, None)) {
                *raw = changed;
            }
        }
        self.telling = telling;
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(80).collect()
}
