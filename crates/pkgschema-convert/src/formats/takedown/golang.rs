//! Signals of Go modules.
//!
//! Go still builds with a retracted version that a `go.mod` asks for, and with one that is asked
//! for by its number; it takes it for nothing else. Of the prose of a comment nothing is made a
//! replacement.
//!
//! Source: Go Modules Reference, "module directive" (deprecation) and "retract directive".
//!
//! Invariant: a message is a whole comment or paragraph, or is not there.

use super::{Found, package};
use crate::LossKind;
use crate::convert::Converted;
use crate::formats::go_mod::{Directive, GoMod, Retracted};
use crate::signal::{Grain, Signal, SignalKind, ToSignals};
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
        let mut found = Found::default();
        let path = self.module().map(Text::from);
        let module = package(EcosystemName::Go, path.as_ref());
        for directive in self.directives() {
            let place = Pointer::root().index(directive.number);
            match directive.verb {
                "module" => found.deprecated_module(&directive, place, module.as_ref()),
                _ => found.retracted_versions(&directive, place, module.as_ref()),
            }
        }
        found.done()
    }
}

impl Found {
    fn deprecated_module(
        &mut self,
        directive: &Directive<'_>,
        place: Pointer,
        module: Option<&Purl>,
    ) {
        let Some(message) = deprecation(&directive.comments) else { return };
        let message = self.told(&message, &place);
        if let Some(signal) = self.signal(&DEPRECATED, place, module.cloned()) {
            signal.message = message;
        }
    }

    fn retracted_versions(
        &mut self,
        directive: &Directive<'_>,
        place: Pointer,
        module: Option<&Purl>,
    ) {
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
        let message = self.told(&directive.comments.join("\n"), &place);
        if let Some(signal) = self.signal(&RETRACTED, place, purl) {
            signal.version_range = range;
            signal.message = message;
        }
    }

    /// A comment as a message.
    fn told(&mut self, comment: &str, place: &Pointer) -> Option<Text> {
        let comment = comment.trim();
        if comment.len() > LONGEST {
            let note = "the comment is longer than 1024 bytes";
            self.lost(place.clone(), LossKind::Dropped, note);
        }
        (!comment.is_empty() && comment.len() <= LONGEST).then(|| comment.into())
    }
}

/// The first paragraph that begins with the mark, without it.
fn deprecation(comments: &[&str]) -> Option<String> {
    let mut paragraphs = comments.split(|line| line.is_empty());
    let paragraph =
        paragraphs.find(|lines| lines.first().is_some_and(|it| it.starts_with(MARK)))?;
    let text = paragraph.join("\n");
    text.strip_prefix(MARK).map(|text| text.trim().to_owned())
}
