//! From a manifest to a record.
//!
//! Invariant: every attribute of the main section is used or lost by its name, and each other
//! section is lost as a whole.

use super::{JarManifest, bundle};
use crate::leftovers::Leftovers;
use crate::maven::{coordinates, unsaid};
use crate::{Converted, Document, LossKind, ToRecord, licensing};
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{
    EntryPoint, EntryPointKind, Organization, PackageMetadata, Provided, ProvidedKind,
    RuntimeRequirement,
};
use pkgschema::text::Link;
use pkgschema::version::RequirementText;
use pkgschema::{Pointer, Text};

/// Attributes of which any tells that a text is a manifest.
pub(super) const READ: [&str; 12] = [
    "Created-By",
    "Implementation-Version",
    "Implementation-Title",
    "Implementation-Vendor",
    "Specification-Title",
    "Bundle-SymbolicName",
    "Bundle-ManifestVersion",
    "Bundle-Name",
    "Automatic-Module-Name",
    "Main-Class",
    "Build-Jdk",
    "Build-Jdk-Spec",
];

impl ToRecord<Vec<PackageMetadata>> for JarManifest {
    fn to_record(&self) -> Converted<Vec<PackageMetadata>> {
        let mut reader = Reader { manifest: self, left: Leftovers::default() };
        let mut record = PackageMetadata::of(Ecosystem::MAVEN);
        reader.words(&mut record);
        reader.addresses(&mut record);
        reader.parts(&mut record);
        unsaid::mark(&mut record, &[]);
        // each section is lost as a whole
        let list = Pointer::root().child("sections");
        for index in 0..self.sections.len() {
            let note = "it is about one entry of the archive, not about a package";
            reader.left.lose(&list.index(index), LossKind::Dropped, note);
        }
        Converted::new(vec![record], reader.left.finish_by(self.view().as_raw(), &why))
    }
}

struct Reader<'m> {
    manifest: &'m JarManifest,
    left: Leftovers,
}

impl<'m> Reader<'m> {
    /// The place of the text that counts, and those before it.
    fn place(&self, name: &str) -> Option<(Pointer, Vec<Pointer>)> {
        let (own, texts) = self.manifest.main.found(name)?;
        let place = Pointer::root().child("main").child(own);
        let last = texts.len().checked_sub(1)?;
        Some(match last {
            0 => (place, Vec::new()),
            _ => (place.index(last), (0..last).map(|index| place.index(index)).collect()),
        })
    }

    /// A text without the white space around it, if it says anything.
    fn said(&self, name: &str) -> Option<&'m str> {
        let text = self.manifest.main.last(name)?.trim();
        coordinates::is_known(text).then_some(text)
    }

    /// The attribute is used.
    fn take(&mut self, name: &str) {
        self.lose_or_take(name, None);
    }

    /// The attribute is used, but not as it was.
    fn lose(&mut self, name: &str, kind: LossKind, note: &str) {
        self.lose_or_take(name, Some((kind, note)));
    }

    fn lose_or_take(&mut self, name: &str, loss: Option<(LossKind, &str)>) {
        let Some((place, before)) = self.place(name) else { return };
        match loss {
            None => self.left.take(&place),
            Some((kind, note)) => self.left.lose(&place, kind, note),
        }
        for place in before {
            let note = "the attribute is there again, and the last one counts";
            self.left.lose(&place, LossKind::Dropped, note);
        }
    }

    /// An attribute that is used as it is.
    fn taken(&mut self, name: &str) -> Option<Text> {
        let text = self.said(name)?;
        self.take(name);
        Some(text.into())
    }

    /// The first of several attributes that is there; another that says the same is no loss.
    fn first(&mut self, names: &[&str]) -> Option<Text> {
        let mut first: Option<Text> = None;
        for name in names {
            match &first {
                None => first = self.taken(name),
                Some(text) if self.said(name) == Some(text) => {
                    self.lose(name, LossKind::Normalized, "another attribute says the same");
                }
                Some(_) => {}
            }
        }
        first
    }

    fn words(&mut self, record: &mut PackageMetadata) {
        let version = self.said("Implementation-Version");
        if version.is_some_and(|it| !it.contains(char::is_whitespace)) {
            record.version = self.taken("Implementation-Version");
        }
        record.display_name = self.first(&["Implementation-Title", "Bundle-Name"]);
        record.summary = self.taken("Bundle-Description");
        record.organization = self.first(&["Implementation-Vendor", "Bundle-Vendor"]).map(|name| {
            let mut organization = Organization::default();
            organization.name = Some(name);
            organization
        });
    }

    fn addresses(&mut self, record: &mut PackageMetadata) {
        record.homepage = self.taken("Implementation-URL").map(Link::from_document);
        record.documentation = self.taken("Bundle-DocURL").map(Link::from_document);
        let Some((license, whole)) = self.said("Bundle-License").and_then(bundle::license) else {
            return;
        };
        let repaired = licensing::repairs(&license).into_iter().next();
        match repaired {
            Some(repair) => self.lose("Bundle-License", repair.kind, &repair.note),
            None if whole => self.take("Bundle-License"),
            None => {
                let note = "a record has no place for some of what is said of the licence";
                self.lose("Bundle-License", LossKind::Changed, note);
            }
        }
        record.license = Some(license);
    }

    fn parts(&mut self, record: &mut PackageMetadata) {
        if let Some(name) = self.taken("Automatic-Module-Name") {
            record.provides.push(Provided::new(ProvidedKind::ImportName, name));
        }
        let symbolic = self.said("Bundle-SymbolicName").and_then(bundle::symbolic_name);
        if let Some((name, more)) = symbolic {
            match more {
                false => self.take("Bundle-SymbolicName"),
                true => {
                    let note = "a record has no place for directives";
                    self.lose("Bundle-SymbolicName", LossKind::Changed, note);
                }
            }
            let capability = ["osgi.identity:", name].concat();
            record.provides.push(Provided::new(ProvidedKind::Capability, capability));
        }
        if let Some(class) = self.taken("Main-Class") {
            let mut entry = EntryPoint::new(EntryPointKind::Command);
            entry.target = Some(class);
            record.entry_points.push(entry);
        }
        if let Some(version) = self.said("Require-Capability").and_then(bundle::java) {
            self.take("Require-Capability");
            let mut java = RuntimeRequirement::new("java");
            let requirement = RequirementText::new(Ecosystem::MAVEN, format!("[{version},)"));
            java.requirement = Some(requirement);
            record.runtime_requirements.push(java);
        }
    }
}

/// Why what stands there is in no record.
fn why(place: &Pointer) -> &'static str {
    let mut tokens = place.tokens();
    let (part, name) = (tokens.next().unwrap_or_default(), tokens.next().unwrap_or_default());
    if part == "lines" {
        return "it is no attribute";
    }
    match name.to_ascii_lowercase().as_str() {
        "manifest-version" | "bundle-manifestversion" | "archiver-version" => {
            "it is about the file"
        }
        "created-by" | "build-jdk" | "build-jdk-spec" | "built-by" | "build-time"
        | "bnd-lastmodified" | "tool" => "it tells how the archive was built",
        "implementation-version" => "no version has white space or expressions in it",
        "implementation-vendor-id" => "it often is the group, and as often is not",
        "bundle-version" => "it is a version in OSGi's form, not that of the artifact",
        "import-package" | "export-package" | "private-package" | "dynamicimport-package" => {
            "it is about packages of classes, not about artifacts"
        }
        name if name.starts_with("specification-") => "it is about a specification",
        _ => "a record has no place for it",
    }
}
