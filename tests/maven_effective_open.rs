//! Effective POMs: what is assumed, and what is left open.

use std::sync::Arc;

use pkgschema_convert::ToRecord;
use pkgschema_convert::maven::effective::Context;
use pkgschema_convert::maven::{Effective, Pom};
use pkgschema_testkit::poms::{named, pom, text};

/// The effective POM of these elements, of which nobody knows any other.
fn alone(body: &str) -> Effective {
    let nowhere = |_: &str, _: &str, _: &str| None::<Arc<Pom>>;
    pom(body).effective(&nowhere, &Context::new())
}

#[test]
fn dependencies_of_plugins_have_their_defaults() {
    let plugin = "<plugin><artifactId>a</artifactId><dependencies><dependency><groupId>g</groupId>
        <artifactId>d</artifactId><version>1</version></dependency></dependencies></plugin>";
    let body = named("widget", &format!("<build><plugins>{plugin}</plugins></build>"));
    let build = alone(&body).model.build.unwrap();
    let dependency = &build.plugins[0].dependencies[0];
    assert_eq!((text(&dependency.scope), text(&dependency.r#type)), ("compile", "jar"));
}

/// Properties are found by their keys; they are no members of the model.
#[test]
fn properties_are_no_members() {
    let body = "<properties><a>1</a></properties>
        <name>${project.properties(a)}</name><description>${project.properties.a}</description>";
    let effective = alone(&named("widget", body));
    assert_eq!(text(&effective.model.name), "1");
    assert_eq!(text(&effective.model.description), "${project.properties.a}");
}

/// What an import that is missing manages is unknown, and so is what a profile may bring.
#[test]
fn what_is_left_open_is_unknown() {
    let needs = "<dependencies><dependency><groupId>g</groupId><artifactId>d</artifactId>
        <version>1</version></dependency></dependencies>";
    let import = format!(
        "<dependencyManagement><dependencies><dependency>{}<type>pom</type><scope>import</scope>
        </dependency></dependencies></dependencyManagement>",
        named("none", "")
    );
    let profile = |inside: &str| {
        format!(
            "<profiles><profile><activation><jdk>17</jdk></activation>{inside}</profile></profiles>"
        )
    };
    for (body, dependencies, constraints) in [
        (needs.to_owned(), false, false),
        (needs.to_owned() + &import, false, true),
        (needs.to_owned() + &profile(needs), true, false),
        (
            needs.to_owned()
                + &profile(&format!("<dependencyManagement>{needs}</dependencyManagement>")),
            false,
            true,
        ),
        (needs.to_owned() + &profile(""), false, false),
    ] {
        let effective = alone(&named("widget", &body));
        let record = effective.to_record().value;
        let unknown = (record.is_unknown("dependencies"), record.is_unknown("constraints"));
        assert_eq!(unknown, (dependencies, constraints), "{body}");
        assert!(effective.has_all_parents(), "{body}");
    }
}
