//! Signals of Go modules.
//!
//! Go still builds with a retracted version that a `go.mod` asks for, and with one that is asked
//! for by its number; it takes it for nothing else. Of the prose of a comment nothing is made a
//! replacement.
//!
//! Source: Go Modules Reference, "module directive" (deprecation) and "retract directive".
//!
//! Invariant: a message is a whole comment or paragraph, or is not there.

use super::package;
use crate::LossKind;
use crate::convert::Converted;
use crate::formats::go_mod::{Directive, GoMod, Retracted};
use crate::signal::{Gathered, Grain, Signal, SignalKind, ToSignals};
use pkgschema::identity::{EcosystemName, Purl};
use pkgschema::{Pointer, Text};

static RETRACTED: SignalKind = SignalKind {
    name: "golang-retracted",
    purl_type: "golang",
    document: "go.mod",
    place: "/*",
    grain: Grain::Version,
    mechanism: "retract",
    status: "yanked",
    source: "Go Modules Reference, retract directive",
    ..SignalKind::PLAIN
};

static DEPRECATED: SignalKind = SignalKind {
    name: "golang-deprecated",
    purl_type: "golang",
    document: "go.mod",
    place: "/*",
    grain: Grain::Package,
    mechanism: "deprecate",
    status: "deprecated",
    source: "Go Modules Reference, module directive, deprecation",
    ..SignalKind::PLAIN
};

/// Longest message, in bytes: a block may give one comment to thousands of versions.
const LONGEST: usize = 1024;
/// What a paragraph that deprecates a module begins with.
const MARK: &str = "Deprecated:";

impl ToSignals for GoMod {
    const SIGNALS: &'static [&'static SignalKind] = &[&DEPRECATED, &RETRACTED];

    fn signals(&self) -> Converted<Vec<Signal>> {
        let mut found = Gathered::default();
        let path = self.module().filter(|path| is_path(path)).map(Text::from);
        let module = package(EcosystemName::Go, path.as_ref());
        let directives = self.directives();
        if let Some(directive) = directives.iter().find(|it| it.verb == "module") {
            found.deprecated_module(directive, module.as_ref());
        }
        for directive in directives.iter().filter(|it| it.verb == "retract") {
            found.retracted_versions(directive, module.as_ref());
        }
        found.done()
    }
}

/// Whether all of a module's path are characters that paths have (Go Modules Reference, "Module
/// paths").
fn is_path(path: &str) -> bool {
    path.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~' | '/'))
}

impl Gathered {
    fn deprecated_module(&mut self, directive: &Directive<'_>, module: Option<&Purl>) {
        let Some(paragraph) = deprecation(&directive.comments) else { return };
        let place = Pointer::root().index(directive.number);
        let message = self.told(&paragraph, &place);
        if let Some(signal) = self.signal(&DEPRECATED, place, module.cloned()) {
            signal.message = message;
        }
    }

    fn retracted_versions(&mut self, directive: &Directive<'_>, module: Option<&Purl>) {
        let place = Pointer::root().index(directive.number);
        let (purl, range) = match directive.retracted() {
            None => {
                return self.lost(place, LossKind::Dropped, "no version, and no range of versions");
            }
            Some(Retracted::Range(range)) => (module.cloned(), Some(range)),
            Some(Retracted::One(version)) => {
                let version = module.map(|it| it.to_builder().version(version).build());
                (version.and_then(Result::ok), None)
            }
        };
        let message = self.told(&directive.comments, &place);
        if let Some(signal) = self.signal(&RETRACTED, place, purl) {
            signal.version_range = range;
            signal.message = message;
        }
    }

    /// The lines of a comment as a message. No more of them is looked at than a message has room
    /// for.
    fn told(&mut self, lines: &[&str], place: &Pointer) -> Option<Text> {
        let mut message = String::new();
        for line in lines {
            if message.len() + line.len() >= LONGEST {
                let note = "the comment is longer than 1024 bytes";
                self.lost(place.clone(), LossKind::Dropped, note);
                return None;
            }
            message.push_str(line);
            message.push('\n');
        }
        let message = message.trim();
        (!message.is_empty()).then(|| message.into())
    }
}

/// The first paragraph that begins with the mark, without it.
fn deprecation<'t>(comments: &[&'t str]) -> Option<Vec<&'t str>> {
    let mut paragraphs = comments.split(|line| line.is_empty());
    paragraphs.find_map(|lines| {
        let (first, rest) = lines.split_first()?;
        let first = first.strip_prefix(MARK)?.trim_start();
        Some([&[first], rest].concat())
    })
}
