//! Where a POM says what its record says.
//!
//! Invariant: a place goes by the POM's names, and is as deep as the POM can be there.

use super::metadata::RELEASE;
use super::pom::Model;
use crate::carry::Source;
use pkgschema::Pointer;
use pkgschema::metadata::Scope;

/// The places that say what stands in the record at `pointer`.
pub(super) fn places(source: &Source<'_>, pointer: &Pointer) -> Vec<Pointer> {
    let tokens: Vec<String> = pointer.tokens().collect();
    let Some((member, rest)) = tokens.split_first() else { return Vec::new() };
    // it is read only for the few places that depend on it
    let model = || source.document::<Model>();
    let index = rest.first().and_then(|token| token.parse::<usize>().ok());
    let below = |place: Pointer, names: &[(&str, &str)]| {
        let last = rest.last().map(String::as_str).unwrap_or_default();
        let name = names.iter().find(|(own, _)| *own == last).map(|(_, native)| *native);
        name.map_or(place.clone(), |name| place.child(name))
    };
    let place = match member.as_str() {
        "namespace" => inherited(model().is_some_and(|it| it.group_id.is_some()), "groupId"),
        "version" => inherited(model().is_some_and(|it| it.version.is_some()), "version"),
        "name" => at("artifactId"),
        "displayName" => at("name"),
        "summary" => at("description"),
        "homepage" => at("url"),
        "packaging" => at("packaging"),
        "organization" => below(at("organization"), &[("name", "name"), ("url", "url")]),
        "repository" => below(at("scm"), &repository(model())),
        "issueTracker" => below(at("issueManagement"), &[("url", "url"), ("system", "system")]),
        "license" => license(rest, index),
        "authors" | "maintainers" => return developer(source, member, index, rest),
        "contributors" => element("contributors", index, rest.get(1)),
        "dependencies" => return dependency(source, index, rest.get(1)),
        "constraints" => managed(index),
        "links" => at("distributionManagement").child("downloadUrl"),
        "availability" => at("distributionManagement").child("relocation"),
        "runtimeRequirements" => return requirement(source, index),
        _ => return Vec::new(),
    };
    vec![place]
}

fn at(name: &str) -> Pointer {
    Pointer::root().child(name)
}

fn inherited(is_own: bool, name: &str) -> Pointer {
    if is_own { at(name) } else { at("parent").child(name) }
}

fn element(list: &str, index: Option<usize>, member: Option<&String>) -> Pointer {
    let place = index.map_or_else(|| at(list), |index| at(list).index(index));
    member.map_or(place.clone(), |member| place.child(member))
}

/// The address stands where the POM has one.
fn repository(model: Option<&Model>) -> [(&'static str, &'static str); 5] {
    let scm = model.and_then(|model| model.scm.as_ref());
    let url = match scm {
        Some(scm) if scm.url.is_some() => "url",
        Some(scm) if scm.connection.is_some() => "connection",
        _ => "developerConnection",
    };
    let kind = match scm {
        Some(scm) if scm.connection.is_some() => "connection",
        _ => "developerConnection",
    };
    [
        ("url", url),
        ("kind", kind),
        ("connection", "connection"),
        ("developerConnection", "developerConnection"),
        ("revision", "tag"),
    ]
}

fn license(rest: &[String], _: Option<usize>) -> Pointer {
    let index = rest.get(1).and_then(|token| token.parse::<usize>().ok());
    match rest.first().map(String::as_str) {
        Some("declared") => element("licenses", index, rest.get(2)),
        _ => at("licenses"),
    }
}

/// Authors and maintainers stand in one list.
fn developer(
    source: &Source<'_>,
    member: &str,
    index: Option<usize>,
    rest: &[String],
) -> Vec<Pointer> {
    let (Some(index), Some(model)) = (index, source.document::<Model>()) else {
        return vec![at("developers")];
    };
    let is_maintainer = |roles: &[pkgschema::Text]| roles == ["maintainer"];
    let wanted = member == "maintainers";
    let fits = model.developers.indexed().filter(|(_, one)| is_maintainer(&one.roles) == wanted);
    let place = fits.map(|(at, _)| at).nth(index);
    vec![element("developers", place, rest.get(1))]
}

/// Dependencies that a name can be given to stand in the record, and behind them the plugins.
fn dependency(source: &Source<'_>, index: Option<usize>, member: Option<&String>) -> Vec<Pointer> {
    let Some(index) = index else { return vec![at("dependencies")] };
    let one = source.record.dependencies.get(index);
    let is_plugin = one.is_some_and(|one| one.scope == Scope::Build);
    let member = match member.map(String::as_str) {
        Some("requirement") => "version",
        Some("artifactType") => "type",
        Some("classifier") => "classifier",
        Some("scope") => "scope",
        Some("exclusions") => "exclusions",
        Some("optionality") => "optional",
        Some("source") => "systemPath",
        Some("name") => "artifactId",
        _ => "",
    };
    let (list, index) = match is_plugin {
        true => {
            let before = source.record.dependencies.iter().take(index);
            let needed = before.filter(|one| one.scope != Scope::Build).count();
            (at("build").child("plugins"), index - needed)
        }
        false => (at("dependencies"), index),
    };
    let place = list.index(index);
    vec![if member.is_empty() { place } else { place.child(member) }]
}

fn managed(index: Option<usize>) -> Pointer {
    let list = at("dependencyManagement").child("dependencies");
    index.map_or(list.clone(), |index| list.index(index))
}

fn requirement(source: &Source<'_>, index: Option<usize>) -> Vec<Pointer> {
    let one = index.and_then(|index| source.record.runtime_requirements.get(index));
    vec![match one.map(|one| one.name.as_str()) {
        Some("maven") => at("prerequisites").child("maven"),
        _ => at("properties").child(RELEASE),
    }]
}
