//! An authored `Cargo.toml` as Cargo would publish it.
//!
//! Source: The Cargo Book, `cargo package` ("the `Cargo.toml` file is rewritten and normalized")
//! and "Specifying Dependencies" ("Multiple locations").
//!
//! Cargo also writes down what it finds on the disk: targets with their paths, the build script,
//! the readme, and that it is to look no further (`autobins = false` and the like). A manifest
//! alone does not show that, so those keys stay as they are. Nor does it show the resolver of the
//! workspace, which Cargo writes down where it is not the edition's, and keys that Cargo does not
//! know stay, though it publishes none.
//!
//! Invariant: whatever is published otherwise than it was authored has a loss at its place.

mod dependencies;

use super::manifest::{CargoManifest, FileSpec, Inheritable, Package};
use crate::{Converted, Document, Loss, LossKind};
use pkgschema::object::Rest;
use pkgschema::{Pointer, Text};

/// Tables that only the root of a build has an effect with, and that Cargo leaves out.
const LEFT_OUT: [&str; 3] = ["workspace", "patch", "replace"];

/// Why a table is left out.
const OF_THE_ROOT: &str = "left out when published: it has an effect in the root of a build only";

impl CargoManifest {
    /// The manifest as Cargo would publish it, as far as it shows that: keys under their usual
    /// names; dependencies without the folders and repositories that stand beside a version;
    /// dependencies for development that have nothing else left out, with the features that name
    /// them; `workspace`, `patch` and `replace` left out; a licence or readme from outside of the
    /// package by its name alone. Every change is a loss, with a pointer
    /// into this manifest. What a workspace supplies is to be there before
    /// ([`inherited`](Self::inherited)); what still says `workspace = true` stays so.
    ///
    /// ```
    /// use pkgschema_convert::{Document, cargo::{CargoManifest, DependencySpec}};
    /// let text = "[dependencies]\nnear = { path = '../near', version = '1' }\n[patch.x]\n";
    /// let normalized = CargoManifest::parse(text)?.normalized();
    /// assert_eq!(normalized.value.render().value, "[dependencies]\nnear = { version = \"1\" }\n");
    /// let places: Vec<_> = normalized.losses.iter().map(|loss| loss.pointer.as_str()).collect();
    /// assert_eq!(places, ["/patch", "/dependencies/near/path"]);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn normalized(&self) -> Converted<Self> {
        let mut manifest = self.clone();
        let mut losses = Vec::new();
        leave_out(&mut manifest, &mut losses);
        usual_names(&mut manifest, &mut losses);
        let packages = manifest.package.iter_mut();
        packages.for_each(|package| of_package(package, &mut losses));
        dependencies::normalize(&mut manifest, &mut losses);
        let scalars = self.text_scalars().iter().filter(|place| !is_left_out(place));
        manifest.set_text_scalars(scalars.cloned().collect());
        Converted::new(manifest, losses)
    }
}

fn is_left_out(place: &Pointer) -> bool {
    place.tokens().next().is_some_and(|name| LEFT_OUT.contains(&&*name))
}

fn leave_out(manifest: &mut CargoManifest, losses: &mut Vec<Loss>) {
    for name in LEFT_OUT {
        let is_odd = manifest.rest.remove(name).is_some();
        let is_there = match name {
            "patch" => std::mem::take(&mut manifest.patch).is_present(),
            "replace" => std::mem::take(&mut manifest.replace).is_present(),
            _ => false,
        };
        if is_odd || is_there {
            losses.push(Loss::new(Pointer::root().child(name), LossKind::Dropped, OF_THE_ROOT));
        }
    }
}

/// `[project]` is the package by its older name.
fn usual_names(manifest: &mut CargoManifest, losses: &mut Vec<Loss>) {
    let Some(project) = manifest.project.take() else { return };
    match manifest.package {
        None => manifest.package = Some(project),
        Some(_) => {
            let note = "left out when published: Cargo reads `package`";
            losses.push(Loss::new(Pointer::root().child("project"), LossKind::Dropped, note));
            return;
        }
    }
    let note = "published as `package`";
    losses.push(Loss::new(Pointer::root().child("project"), LossKind::Normalized, note));
}

fn of_package(package: &mut Package, losses: &mut Vec<Loss>) {
    let rest: &mut Rest = &mut package.rest;
    if rest.remove("workspace").is_some() {
        let place = Pointer::root().child("package").child("workspace");
        losses.push(Loss::new(place, LossKind::Dropped, OF_THE_ROOT));
    }
    let mut place_within = |key: &str, path: &mut Text| {
        if let Some(name) = name_of_outer(path) {
            *path = name;
            let place = Pointer::root().child("package").child(key);
            let note = "published by its name alone: the file is copied into the package";
            losses.push(Loss::new(place, LossKind::Changed, note));
        }
    };
    if let Some(Inheritable::Text(path)) = &mut package.license_file {
        place_within("license-file", path);
    }
    if let Some(FileSpec::File(path)) = &mut package.readme {
        place_within("readme", path);
    }
}

/// The name of a file whose path leads out of the package.
fn name_of_outer(path: &str) -> Option<Text> {
    let mut depth = 0_i64;
    let leads_out = path.split('/').any(|step| {
        depth += match step {
            "" | "." => 0,
            ".." => -1,
            _ => 1,
        };
        depth < 0
    });
    let name = path.rsplit('/').next().filter(|name| !matches!(*name, "" | "." | ".."))?;
    leads_out.then(|| Text::from(name))
}
