//! The registries' own configurations of trusted publishers, and the record.

use pkgschema::provenance::TrustedPublisher;
use pkgschema_convert::publisher_format::{ALL, PublisherFormat, read};
use pkgschema_testkit::json::{Json, diff};

/// A configuration of each kind with everything that it can say.
const WHOLE: &[(&str, &str)] = &[
    (
        "cargo-github",
        r#"{"id": 7, "crate": "thing", "repository_owner": "example", "repository_owner_id": 65,
        "repository_name": "thing", "workflow_filename": "release.yml", "environment": "release",
        "created_at": "2026-05-04T14:00:00Z"}"#,
    ),
    (
        "cargo-gitlab",
        r#"{"id": 8, "crate": "thing", "namespace": "group/sub", "namespace_id": "72",
        "project": "thing", "workflow_filepath": "ci/release.yml", "environment": "release",
        "created_at": "2026-05-04T14:00:00Z"}"#,
    ),
    (
        "gem-github",
        r#"{"repository_owner": "example", "repository_name": "thing", "repository_owner_id": "65",
        "workflow_filename": "release.yml", "environment": "release",
        "workflow_repository_owner": "shared", "workflow_repository_name": "ci"}"#,
    ),
    (
        "npm",
        r#"{"id": "a", "type": "github", "permissions": ["createPackage"], "claims": {"repository":
        "example/thing", "workflow_ref": {"file": "release.yml"}, "environment": "release"}}"#,
    ),
    (
        "npm",
        r#"{"id": "b", "type": "gitlab", "claims": {"project_path": "group/sub/thing",
        "ci_config_ref_uri": {"file": ".gitlab-ci.yml"}}}"#,
    ),
    (
        "npm",
        r#"{"type": "circleci", "claims": {"oidc.circleci.com/org-id": "o",
        "oidc.circleci.com/project-id": "p", "oidc.circleci.com/pipeline-definition-id": "d",
        "oidc.circleci.com/vcs-origin": "github.com/example/thing",
        "oidc.circleci.com/context-ids": ["c"]}}"#,
    ),
    (
        "pypi-activestate",
        r#"{"organization": "example", "activestate_project_name": "thing", "actor": "someone",
        "actor_id": "u-1", "ingredient": "thing"}"#,
    ),
    (
        "pypi-circleci",
        r#"{"circleci_org_id": "o", "circleci_org_name": "example", "circleci_project_id": "p",
        "circleci_project_name": "thing", "pipeline_definition_id": "d", "context_id": "c",
        "vcs_ref": "refs/heads/main", "vcs_origin": "github.com/example/thing"}"#,
    ),
    (
        "pypi-github",
        r#"{"repository_owner": "example", "repository_owner_id": "65", "repository_name": "thing",
        "workflow_filename": "release.yml", "environment": "release"}"#,
    ),
    (
        "pypi-gitlab",
        r#"{"namespace": "group/sub", "project": "thing", "workflow_filepath": "ci/release.yml",
        "environment": "release", "issuer_url": "https://gitlab.corp.example"}"#,
    ),
    ("pypi-google", r#"{"email": "robot@project.example", "sub": "1000"}"#),
];

fn format(name: &str) -> &'static PublisherFormat {
    PublisherFormat::find(name).unwrap()
}

#[test]
fn every_configuration_comes_back() {
    for format in ALL {
        assert!(WHOLE.iter().any(|(name, _)| *name == format.name()), "{}", format.name());
    }
    for (name, text) in WHOLE {
        let reading = format(name).read(text).unwrap();
        assert_eq!(reading.findings, [], "{name}");
        assert_eq!(reading.losses, [], "{name}");
        assert_eq!(reading.publisher.registry, format(name).registry());
        let written = format(name).write(&reading.publisher);
        assert_eq!(written.losses, [], "{name}");
        let (before, after) = (Json::parse(text).unwrap(), Json::parse(&written.value).unwrap());
        let lost: Vec<_> = diff(&before, &after).iter().map(ToString::to_string).collect();
        assert_eq!(lost, [""; 0], "{name}");
        let record = reading.publisher.to_json();
        assert_eq!(read(&record, None).unwrap().publisher, reading.publisher, "{name}");
    }
}

#[test]
fn what_is_not_set_restricts_nothing() {
    let text = r#"{"repository_owner": "example", "repository_owner_id": "65", "repository_name":
        "thing", "workflow_filename": "release.yml", "environment": ""}"#;
    let reading = format("pypi-github").read(text).unwrap();
    assert_eq!(reading.publisher.environment, None);
    let told: Vec<_> = reading.losses.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("normalized /environment"), "{told:?}");
}

#[test]
fn what_the_record_cannot_say_is_named_and_kept_in_mind() {
    let text = r#"{"type": "github", "claims": {"repository": "example/thing", "workflow_ref":
        {"file": "release.yml", "ref": "refs/heads/main"}, "actor": "someone", "environment": 7,
        "repository": "else/thing"}}"#;
    let reading = format("npm").read(text).unwrap();
    let unread: Vec<_> = reading.publisher.unread.iter().map(|name| name.as_str()).collect();
    assert_eq!(unread, ["workflow_ref", "actor", "environment", "repository"]);
    let lost: Vec<_> = reading.losses.iter().map(|loss| loss.pointer.as_str()).collect();
    let members = ["workflow_ref", "actor", "environment", "repository"];
    assert_eq!(lost, members.map(|name| format!("/claims/{name}")));
    assert!(reading.losses.iter().all(|loss| loss.kind.loses_meaning()));
}

#[test]
fn what_a_registry_cannot_say_is_named() {
    let record = TrustedPublisher::parse(
        r#"{"schemaVersion": "1.0", "registry": "pypi", "provider": "github", "owner": "example",
        "ownerId": "65", "repository": "thing", "vcsRef": "refs/heads/main", "unread": ["x"]}"#,
    )
    .unwrap();
    let written = format("npm").write(&record);
    let told: Vec<_> = written.losses.iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|it| it.starts_with("changed /registry")), "{told:?}");
    for member in ["/ownerId", "/vcsRef", "/unread"] {
        let line = format!("dropped {member}: ");
        assert!(told.iter().any(|it| it.starts_with(&line)), "{member} in {told:?}");
    }
    let written = format("pypi-google").write(&record);
    let told: Vec<_> = written.losses.iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|it| it.starts_with("changed /provider")), "{told:?}");
    assert!(told.iter().any(|it| it.starts_with("defaulted /email")), "{told:?}");
    assert!(format("pypi-google").read(&written.value).is_ok());
}

#[test]
fn the_registry_is_told_where_the_text_tells_it() {
    let named = |text: &str| read(text, None).map(|it| it.publisher.registry.to_string());
    for (name, text) in WHOLE {
        let found = named(text);
        match *name {
            // the same members in two registries
            "pypi-github" => {
                assert!(found.unwrap_err().to_string().contains("gem-github, pypi-github"));
            }
            _ => assert_eq!(found.unwrap(), format(name).registry().as_str(), "{name}"),
        }
    }
    for none in ["", "[]", "{}", r#"{"type": "github"}"#] {
        assert!(named(none).is_err(), "{none}");
    }
    let record = r#"{"schemaVersion": "1.0", "registry": "npm", "provider": "github"}"#;
    assert!(read(record, Some(&"pypi".into())).is_err());
}
