//! POMs of texts, each read once.
//!
//! Invariant: a text that is no POM is a finding.

use super::Ancestors;
use crate::Document;
use crate::maven::{Pom, effective::PomResolver};
use pkgschema::{Finding, Pointer, Severity};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

pub(super) struct Poms<'a> {
    ancestors: &'a dyn Ancestors,
    known: RefCell<HashMap<[String; 3], Option<Arc<Pom>>>>,
    findings: RefCell<Vec<Finding>>,
}

impl<'a> Poms<'a> {
    pub(super) fn of(ancestors: &'a dyn Ancestors) -> Self {
        let (known, findings) = Default::default();
        Self { ancestors, known, findings }
    }

    pub(super) fn findings(self) -> Vec<Finding> {
        self.findings.into_inner()
    }

    fn read(&self, key: &[String; 3]) -> Option<Arc<Pom>> {
        let [group, artifact, version] = key;
        match Pom::parse(&self.ancestors.text(group, artifact, version)?) {
            Ok(pom) => Some(Arc::new(pom)),
            Err(error) => {
                let words = format!("the POM of {}: {error}", key.join(":"));
                let place = Pointer::root().child("parent");
                let finding = Finding::new(place, "unreadable-pom", Severity::Error, words);
                self.findings.borrow_mut().push(finding);
                None
            }
        }
    }
}

impl PomResolver for Poms<'_> {
    fn pom(&self, group: &str, artifact: &str, version: &str) -> Option<Arc<Pom>> {
        let key = [group, artifact, version].map(str::to_owned);
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let pom = self.read(&key);
        self.known.borrow_mut().insert(key, pom.clone());
        pom
    }

    fn versions(&self, group: &str, artifact: &str) -> Vec<String> {
        self.ancestors.versions(group, artifact)
    }
}
