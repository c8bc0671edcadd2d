//! One call: whom to ask, what was found, and how much may still be read.
//!
//! Invariant: the number of POMs that are read, and of texts that are made, is bounded.

use super::{Context, PomResolver};
use crate::maven::pom::{PomDependency, Profile};
use pkgschema::{Finding, Pointer, Severity};
use std::collections::HashMap;
use std::sync::Arc;

/// Most POMs that are read for one.
const MOST_POMS: usize = 10_000;

/// Most findings that are kept.
const MOST_FINDINGS: usize = 100_000;

/// Most text that expressions may grow to, in bytes, over all that is made for one POM.
const MOST_TEXT: usize = 64 << 20;

/// Most steps into expressions that turn out to be too deep.
const MOST_STEPS: usize = 200_000;

/// Most dependencies that imports may bring, over all that is made for one POM.
const MOST_IMPORTED: usize = 2_000_000;

pub(super) struct Session<'a> {
    pub(super) resolver: &'a dyn PomResolver,
    pub(super) context: &'a Context,
    pub(super) findings: Vec<Finding>,
    /// The POMs whose imports are being read, outermost first, as `group:name:version`.
    pub(super) importing: Vec<String>,
    /// The managements that were imported.
    pub(super) imported: HashMap<String, Option<Arc<Vec<PomDependency>>>>,
    /// How many bytes expressions may still grow to.
    pub(super) text_left: usize,
    /// How many steps may still be taken into expressions that turn out to be too deep.
    pub(super) steps_left: usize,
    /// How many dependencies imports may still bring.
    pub(super) imports_left: usize,
    poms_left: usize,
    /// What of the POM is left open.
    pub(super) open: Open,
}

/// What an effective POM leaves open, since something is missing or could not be decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::maven) struct Open {
    /// A POM that it inherits from was not found, or not asked for any more.
    pub(in crate::maven) parents: bool,
    /// A profile that may be active has dependencies.
    pub(in crate::maven) dependencies: bool,
    /// An import was not found, or a profile that may be active manages dependencies.
    pub(in crate::maven) management: bool,
}

impl<'a> Session<'a> {
    pub(super) fn new(resolver: &'a dyn PomResolver, context: &'a Context) -> Self {
        Self {
            resolver,
            context,
            findings: Vec::new(),
            importing: Vec::new(),
            imported: HashMap::new(),
            text_left: MOST_TEXT,
            steps_left: MOST_STEPS,
            imports_left: MOST_IMPORTED,
            poms_left: MOST_POMS,
            open: Open::default(),
        }
    }

    /// Whether the POM at hand is the one that was asked for, not one that is imported.
    pub(super) fn is_main(&self) -> bool {
        self.importing.is_empty()
    }

    pub(super) fn may_read(&self) -> bool {
        self.poms_left > 0
    }

    pub(super) fn has_read(&mut self) {
        self.poms_left = self.poms_left.saturating_sub(1);
    }

    /// Notes that a POM is missing: a parent, or something that is imported.
    pub(super) fn error(&mut self, place: Pointer, code: &'static str, words: impl Into<String>) {
        match self.is_main() {
            true => self.open.parents = true,
            false => self.open.management = true,
        }
        self.found(place, code, Severity::Error, words);
    }

    /// Notes what a profile may say that is not known to be active.
    pub(super) fn leave_open(&mut self, profile: &Profile) {
        let manages = profile.dependency_management.is_some();
        self.open.management |= manages;
        self.open.dependencies |= self.is_main() && !profile.dependencies.is_empty();
    }

    /// Notes a finding. What is found in a POM that is imported stands where the imports are.
    pub(super) fn found(
        &mut self,
        place: Pointer,
        code: &'static str,
        severity: Severity,
        words: impl Into<String>,
    ) {
        match self.findings.len() {
            MOST_FINDINGS.. => return,
            number if number + 1 == MOST_FINDINGS => {
                let words = format!("more than {number} findings; the others are not listed");
                let all = Finding::new(Pointer::root(), "findings-too-many", severity, words);
                self.findings.push(all);
                return;
            }
            _ => {}
        }
        let (place, words) = match self.importing.get(1..).and_then(<[String]>::last) {
            Some(import) => (super::imports::place(), format!("in {import}: {}", words.into())),
            None => (place, words.into()),
        };
        self.findings.push(Finding::new(place, code, severity, words));
    }
}
