//! Licences in `package.json`.
//!
//! Invariant: `license` wins where both members stand; the older `licenses` is read only
//! without it.

use super::PackageJson;
use super::package_json::{LicenseObject, LicenseSpec, OneLicense};
use crate::licensing;
use pkgschema::Text;
use pkgschema::metadata::{DeclaredLicense, License};
use pkgschema::object::Items;

/// What npm writes for a licence in a file of the package.
const IN_FILE: &str = "SEE LICENSE IN ";

/// The licence that a document declares.
pub(super) fn read(package: &PackageJson) -> Option<License> {
    package.license.as_ref().or(package.licenses.as_ref()).map(read_one)
}

/// The licence that a member declares.
pub(super) fn read_one(spec: &LicenseSpec) -> License {
    let mut license = License::default();
    match spec {
        LicenseSpec::Text(text) => return from_text(text),
        LicenseSpec::Object(object) => license.declared.push(from_object(object)),
        LicenseSpec::Many(all) => license.declared = all.iter().map(from_one).collect(),
    }
    let named = |one: &DeclaredLicense| licensing::expression(one.name.as_deref()?);
    license.expression = licensing::choice(&license.declared, named).map(Text::from);
    license
}

/// Writes the licence: a text where one says it all, else the list that tools still read.
pub(super) fn write(license: Option<&License>, package: &mut PackageJson) {
    let Some(license) = license else { return };
    if let ([file], []) = (&*license.files, &*license.declared) {
        package.license = Some(LicenseSpec::Text(format!("{IN_FILE}{file}").into()));
        return;
    }
    declare(license, package);
    // names of other ecosystems hide the expression, which npm would rather have
    let is_text = matches!(package.license, Some(LicenseSpec::Text(_)));
    let said = || read(package).and_then(|license| license.expression);
    if !is_text && license.expression.is_some() && said() != license.expression {
        (package.license, package.licenses) = (text(license.expression.as_ref()), None);
    }
}

/// The licences as they were declared.
fn declare(license: &License, package: &mut PackageJson) {
    match (&*license.declared, &license.expression) {
        ([one], _) if one.url.is_none() && one.name.is_some() => {
            package.license = text(license.expression.as_ref().or(one.name.as_ref()));
        }
        ([one], _) => package.license = Some(LicenseSpec::Object(to_object(one))),
        ([], expression) => package.license = text(expression.as_ref()),
        (many, _) => {
            let all: Vec<_> = many.iter().map(|one| OneLicense::Object(to_object(one))).collect();
            package.licenses = Some(LicenseSpec::Many(Items::from(all)));
        }
    }
}

fn text(text: Option<&Text>) -> Option<LicenseSpec> {
    text.cloned().map(LicenseSpec::Text)
}

fn from_text(text: &Text) -> License {
    let Some(file) = text.strip_prefix(IN_FILE) else { return licensing::declared(text) };
    let mut license = License::default();
    license.files.push(Text::from(file));
    license
}

fn from_one(one: &OneLicense) -> DeclaredLicense {
    match one {
        OneLicense::Object(object) => from_object(object),
        OneLicense::Text(name) => {
            let mut declared = DeclaredLicense::default();
            declared.name = Some(name.clone());
            declared
        }
    }
}

fn from_object(object: &LicenseObject) -> DeclaredLicense {
    let mut declared = DeclaredLicense::default();
    declared.name = object.license_type.clone();
    declared.url = object.url.clone();
    declared
}

fn to_object(declared: &DeclaredLicense) -> LicenseObject {
    let mut object = LicenseObject::default();
    object.license_type = declared.name.clone();
    object.url = declared.url.clone();
    object
}
