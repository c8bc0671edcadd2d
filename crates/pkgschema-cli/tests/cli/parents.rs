//! POMs with what they inherit and import.

use crate::run::{Folder, run};
use std::fs;

const POM: &str = "<project xmlns='http://maven.apache.org/POM/4.0.0'>
    <modelVersion>4.0.0</modelVersion><artifactId>widget</artifactId><parent><groupId>org.example</groupId>
    <artifactId>parent</artifactId><version>7</version></parent><dependencies><dependency>
    <groupId>org.example</groupId><artifactId>gear</artifactId></dependency></dependencies></project>";

/// A POM of the group `org.example` in a repository.
fn deploy(folder: &Folder, name: &str, version: &str, body: &str) {
    let place = format!("repository/org/example/{name}/{version}");
    fs::create_dir_all(folder.path(&place)).unwrap();
    let text = format!(
        "<project><groupId>org.example</groupId><artifactId>{name}</artifactId>
        <version>{version}</version><packaging>pom</packaging>{body}</project>"
    );
    folder.file(&format!("{place}/{name}-{version}.pom"), &text);
}

fn managed(body: &str) -> String {
    format!(
        "<dependencyManagement><dependencies><dependency><groupId>org.example</groupId>{body}
        </dependency></dependencies></dependencyManagement>"
    )
}

/// A project whose parent imports the version of what it needs.
fn project(about: &str) -> (Folder, String, String) {
    let folder = Folder::new(about);
    let import = managed(
        "<artifactId>bom</artifactId><version>1</version><type>pom</type><scope>import</scope>",
    );
    let license = "<licenses><license><name>MIT</name></license></licenses>";
    deploy(&folder, "parent", "7", &format!("{license}{import}"));
    deploy(&folder, "bom", "1", &managed("<artifactId>gear</artifactId><version>2.5</version>"));
    let (pom, parents) = (folder.file("pom.xml", POM), folder.path("repository"));
    (folder, pom, parents)
}

#[test]
fn what_a_pom_inherits_and_imports_is_there() {
    let (_folder, pom, parents) = project("parents");
    let done = run(&["convert", &pom, "--to", "record", "--parents", &parents]).exits(0);
    let record = done.printed();
    assert_eq!((&record["version"], &record["namespace"]), (&"7".into(), &"org.example".into()));
    assert_eq!(record["license"]["expression"], "MIT");
    assert_eq!(record["dependencies"][0]["requirement"]["text"], "2.5");
    assert!(!done.err.contains("finding"), "{}", done.err);
    let unknown = record["unknown"].as_array().unwrap();
    assert!(!unknown.contains(&"dependencies".into()), "{unknown:?}");
    run(&["inspect", &pom, "--parents", &parents])
        .exits(0)
        .prints("version       7\n")
        .prints("org.example:gear 2.5");
    let done = run(&["convert", &pom, "--to", "cyclonedx", "--parents", &parents]).exits(0);
    done.prints("pkg:maven/org.example/gear");
    // without the folder all of it is unknown
    let done = run(&["convert", &pom, "--to", "record"]).exits(0);
    assert!(done.printed()["license"].is_null());
}

#[test]
fn what_is_missing_or_broken_is_told() {
    let (folder, pom, parents) = project("parents-missing");
    let bom = "repository/org/example/bom/1/bom-1.pom";
    fs::remove_file(folder.path(bom)).unwrap();
    let arguments = ["convert", &pom, "--to", "record", "--parents", &parents];
    let done = run(&arguments).exits(0).tells("there is no import org.example:bom:1");
    let unknown = done.printed()["unknown"].as_array().unwrap().clone();
    assert!(unknown.contains(&"constraints".into()), "{unknown:?}");
    folder.file(bom, "<project><");
    run(&arguments).exits(0).tells("the POM of org.example:bom:1: ");
    folder.file(bom, format!("<project>{}</project>", " ".repeat(5 << 20)));
    run(&arguments).exits(0).tells("larger than is read for one POM");
    let done = run(&["convert", &pom, "--to", "record", "--parents", "nowhere"]).exits(0);
    done.tells("there is no parent org.example:parent:7");
}
