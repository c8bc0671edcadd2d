//! The effective POM: what a POM says once parents, profiles, expressions and management are
//! taken into account.
//!
//! It is made in the order of Maven's `DefaultModelBuilder` (3.8 and 3.9, least validation, no
//! plugins): active profiles go into each POM of the lineage, each POM inherits from the next,
//! values take the places of expressions, addresses become normal, imports join the dependency
//! management, and the management fills in the dependencies. Not made: what plugins add to a
//! model, and the repositories that Maven itself brings. Configuration and executions of a plugin
//! are the nearest POM's, which Maven merges element by element. Profiles stay as written.
//!
//! Invariant: nothing is read but what the caller gives, and whatever is missing is a finding.

mod activation;
mod build;
mod context;
mod dependencies;
mod imports;
mod inherit;
mod inject;
mod interpolate;
mod lineage;
mod paths;
mod raws;
mod resolver;
mod session;
mod urls;
mod values;
mod visit;

pub use context::Context;
pub use resolver::PomResolver;

use super::pom::{Model, Relocation};
use super::{Coordinates, Pom};
use pkgschema::{Finding, Text};
use session::{Open, Session};

/// A profile that was active.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ActiveProfile {
    /// Whose it is: 0 the POM's own, 1 its parent's, and so on.
    pub level: usize,
    /// Its name.
    pub id: Text,
}

/// An effective POM, and how it came about.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Effective {
    /// The POM, complete. Defaults that Maven puts in are there: packaging, the scope and type of
    /// dependencies, the tag of `scm`.
    pub model: Model,
    /// What is missing, what could not be decided, and expressions that stay. Pointers go into
    /// the view of the model; what was found in parents stands at `/parent`, what was found in
    /// imports at the dependencies of the management.
    pub findings: Vec<Finding>,
    /// The POMs that it inherits from, nearest first, as they were asked for.
    pub parents: Vec<Coordinates>,
    /// The profiles that were active, nearest POM first.
    pub profiles: Vec<ActiveProfile>,
    /// What is left open.
    pub(super) open: Open,
}

impl Effective {
    /// What the project is called; `None` if a part is missing, or holds an expression that no
    /// value is known for.
    pub fn coordinates(&self) -> Option<Coordinates> {
        let part = |text: &'_ Option<Text>| text.clone().unwrap_or_default();
        let model = &self.model;
        let (group, artifact) = (part(&model.group_id), part(&model.artifact_id));
        Coordinates::new(&group, &artifact, &part(&model.version))
    }

    /// Whether every POM that it inherits from was found. If not, what they say is unknown.
    pub fn has_all_parents(&self) -> bool {
        !self.open.parents
    }

    /// The POM that says all of it by itself. It names its parent only if one was not found, since
    /// what that says is missing.
    pub fn to_pom(&self) -> Pom {
        let mut pom = Pom::from(self.model.clone());
        if self.has_all_parents() {
            pom.parent = None;
        }
        pom
    }

    /// Where the project has moved to, as the POM says it. What is absent has not changed.
    pub fn relocation(&self) -> Option<&Relocation> {
        self.model.distribution_management.as_ref()?.relocation.as_ref()
    }

    /// What the project is called now, if it has moved and all parts are known.
    pub fn relocated_to(&self) -> Option<Coordinates> {
        let (new, old) = (self.relocation()?, &self.model);
        let part = |new: &Option<Text>, old: &Option<Text>| new.clone().or_else(|| old.clone());
        let group = part(&new.group_id, &old.group_id)?;
        let artifact = part(&new.artifact_id, &old.artifact_id)?;
        Coordinates::new(&group, &artifact, &part(&new.version, &old.version)?)
    }
}

impl Pom {
    /// The effective POM. `resolver` gives the POMs that this one inherits from and imports,
    /// `context` what it may ask of the machine; what they do not know is a finding.
    ///
    /// ```
    /// use pkgschema_convert::{Document, maven::{Pom, effective::Context}};
    /// use std::sync::Arc;
    /// let parent = Arc::new(Pom::parse("<project><groupId>org.example</groupId>
    ///     <artifactId>parent</artifactId><version>1</version><packaging>pom</packaging>
    ///     <url>https://example.org</url></project>")?);
    /// let pom = Pom::parse("<project><artifactId>widget</artifactId><parent><version>1</version>
    ///     <groupId>org.example</groupId><artifactId>parent</artifactId></parent></project>")?;
    /// let effective = pom.effective(&|_: &str, _: &str, _: &str| Some(parent.clone()), &Context::new());
    /// assert_eq!(effective.coordinates().unwrap().to_string(), "org.example:widget:1");
    /// assert_eq!(effective.model.url.as_deref(), Some("https://example.org/widget"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn effective(&self, resolver: &dyn PomResolver, context: &Context) -> Effective {
        let mut session = Session::new(resolver, context);
        let levels = lineage::read(&mut session, self);
        let mut model = inherit::assemble(&levels);
        interpolate::model(&mut session, &mut model);
        normalise(&mut model);
        model.build.iter_mut().for_each(build::manage);
        imports::resolve(&mut session, &mut model);
        dependencies::manage(&mut model);
        dependencies::complete(&mut model, &mut session);
        let profiles = levels.iter().enumerate().flat_map(|(level, pom)| {
            pom.active.iter().map(move |id| ActiveProfile { level, id: id.clone() })
        });
        Effective {
            model,
            findings: session.findings,
            parents: levels.iter().filter_map(|level| level.coordinates.clone()).collect(),
            profiles: profiles.collect(),
            open: session.open,
        }
    }
}

/// Addresses without `folder/../`.
fn normalise(model: &mut Model) {
    let mut addresses = vec![&mut model.url];
    if let Some(scm) = &mut model.scm {
        addresses.extend([&mut scm.url, &mut scm.connection, &mut scm.developer_connection]);
    }
    let management = model.distribution_management.as_mut();
    if let Some(site) = management.and_then(|management| management.site.as_mut()) {
        addresses.push(&mut site.url);
    }
    for address in addresses.into_iter().flatten() {
        if address.contains("/../") {
            *address = Text::from(urls::normalised(address).into_owned());
        }
    }
}
