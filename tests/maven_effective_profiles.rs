//! Which profiles of a POM are active, by what the caller tells of the surroundings.

use std::sync::Arc;

use pkgschema_convert::maven::Pom;
use pkgschema_convert::maven::effective::Context;
use pkgschema_testkit::poms::{codes, named, pom};

/// A repository without POMs.
const NOWHERE: fn(&str, &str, &str) -> Option<Arc<Pom>> = |_, _, _| None;

#[test]
fn profiles_are_active_by_what_the_caller_tells() {
    let context = Context::new()
        .with_system("java.version", "17.0.1")
        .with_system("os.name", "Linux")
        .with_system("os.arch", "amd64")
        .with_user("release", "yes")
        .with_folder("/srv")
        .with_files(|path| path == "/srv/there");
    for (activation, expected) in [
        ("", false),
        ("<jdk>17</jdk>", true),
        ("<jdk>!17</jdk>", false),
        ("<jdk>[11,18)</jdk>", true),
        ("<os><family>unix</family><arch>!x86</arch></os>", true),
        ("<os><name>windows 10</name></os>", false),
        ("<property><name>release</name></property>", true),
        ("<property><name>!release</name></property>", false),
        ("<property><name>release</name><value>!no</value></property>", true),
        ("<property><name>release</name><value>no</value></property>", false),
        ("<file><exists>there</exists></file>", true),
        ("<file><missing>${basedir}/there</missing></file>", false),
        ("<packaging>jar</packaging>", true),
        ("<property><name>!quick</name></property>", true),
        ("<jdk>17</jdk><os><family>mac</family></os>", false),
        ("<activeByDefault>true</activeByDefault>", true),
    ] {
        let body = format!(
            "<profiles><profile><id>p</id><activation>{activation}</activation>
            <properties><a>1</a></properties></profile></profiles>"
        );
        let effective = pom(&named("widget", &body)).effective(&NOWHERE, &context);
        let active = effective.model.properties.get("a").is_some();
        assert_eq!(
            (active, effective.profiles.len()),
            (expected, usize::from(expected)),
            "{activation}"
        );
        assert!(effective.findings.is_empty(), "{activation}: {:?}", effective.findings);
    }
}

#[test]
fn what_cannot_be_decided_is_not_active() {
    for activation in [
        "<jdk>17</jdk>",
        "<os><family>unix</family></os>",
        "<file><exists>/there</exists></file>",
        "<file><missing>there</missing></file>",
        "<condition>true</condition>",
        "<property><name>!env.CI</name></property>",
        "<property><name>java.home</name></property>",
        "<os/>",
    ] {
        let body = format!(
            "<profiles><profile><activation>{activation}</activation></profile></profiles>"
        );
        let effective = pom(&named("widget", &body)).effective(&NOWHERE, &Context::new());
        assert_eq!(codes(&effective), ["profile-undecided"], "{activation}");
        assert_eq!(effective.findings[0].pointer.as_str(), "/profiles/0");
        assert!(effective.profiles.is_empty());
    }
}

#[test]
fn default_profiles_step_back() {
    let body = named(
        "widget",
        "<profiles><profile><id>d</id><activation><activeByDefault>true</activeByDefault>
        </activation><properties><a>d</a></properties></profile><profile><id>p</id>
        <properties><a>p</a></properties></profile></profiles><properties><a>own</a></properties>",
    );
    for (context, expected) in [
        (Context::new(), "d"),
        (Context::new().with_active_profile("p"), "p"),
        (Context::new().with_inactive_profile("d"), "own"),
    ] {
        let effective = pom(&body).effective(&NOWHERE, &context);
        assert_eq!(effective.model.properties.get("a").map(|a| a.as_str()), Some(expected));
    }
}
