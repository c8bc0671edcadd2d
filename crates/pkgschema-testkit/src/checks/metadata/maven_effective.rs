//! Effective POMs beside those of Maven's own model builder.
//!
//! Invariant: parents and imports come from the pool alone, and the surroundings are those in
//! which the answers were made.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use pkgschema::Text;
use pkgschema_convert::Document;
use pkgschema_convert::maven::Pom;
use pkgschema_convert::maven::effective::{Context, PomResolver};
use pkgschema_convert::maven::pom::{Model, PomDependency};

use super::super::{Check, Corpus, Outcome, generic};
use crate::corpus::{Case, cases};
use crate::json::Json;
use crate::runner;

/// The corpus with its checks.
pub const CORPUS: Corpus = (
    "metadata/maven-effective",
    &[
        Check { name: "expected", run: expected },
        Check { name: "expected-fields", run: expected_fields },
    ],
);

/// The file that parents and imports are in.
const POOL: &str = "metadata/maven-pool.jsonl";

/// The properties of the machine on which the answers were made.
const SYSTEM: [(&str, &str); 5] = [
    ("java.version", "17.0.15"),
    ("java.home", "/jdk"),
    ("os.name", "Linux"),
    ("os.arch", "amd64"),
    ("os.version", "5"),
];

/// The POMs of a file by `group:name:version`, each read once.
#[derive(Debug, Default)]
pub struct Pool(HashMap<String, Arc<Pom>>);

impl Pool {
    /// The POMs of a file that can be read.
    pub fn of_file(path: &Path) -> Self {
        let cases = cases(path).into_iter().flatten().flatten();
        let poms = cases.filter_map(|case| {
            let pom = Pom::parse(&text(&case)).ok()?;
            Some((case.id, Arc::new(pom)))
        });
        Self(poms.collect())
    }
}

impl PomResolver for Pool {
    fn pom(&self, group: &str, artifact: &str, version: &str) -> Option<Arc<Pom>> {
        self.0.get(&format!("{group}:{artifact}:{version}")).cloned()
    }

    fn versions(&self, group: &str, artifact: &str) -> Vec<String> {
        let project = format!("{group}:{artifact}:");
        self.0.keys().filter_map(|id| id.strip_prefix(&project)).map(str::to_owned).collect()
    }
}

/// The surroundings of the answers. None of the files that profiles ask for was there.
pub fn context() -> Context {
    let context = Context::new().with_files(|_| false);
    SYSTEM.iter().fold(context, |context, (name, value)| context.with_system(*name, *value))
}

fn pool() -> &'static Pool {
    static OF_RUN: OnceLock<Pool> = OnceLock::new();
    OF_RUN.get_or_init(|| {
        runner::folder().map(|folder| Pool::of_file(&folder.join(POOL))).unwrap_or_default()
    })
}

/// The text of a POM as Java reads it: Latin-1 if it says so, else UTF-8 with U+FFFD for what is
/// none.
fn text(case: &Case) -> String {
    let text = String::from_utf8_lossy(&case.bytes);
    let declared = text.lines().next().unwrap_or_default().to_ascii_lowercase();
    match case.text() {
        None if declared.contains("iso-8859-1") => case.bytes.iter().map(|b| *b as char).collect(),
        _ => text.into_owned(),
    }
}

fn expected(case: &Case) -> Outcome {
    generic::whole(compare(case))
}

fn expected_fields(case: &Case) -> Outcome {
    generic::counted(compare(case))
}

/// How many members are as Maven has them, and which are not.
fn compare(case: &Case) -> Result<(usize, Vec<String>), String> {
    let expected = case.expected.as_ref().and_then(Json::as_object).ok_or("no answer")?;
    let pom = Pom::parse(&text(case)).map_err(|error| error.to_string())?;
    let ours = view(&pom.effective(pool(), &context()).model);
    let (mut passed, mut failures) = (0, Vec::new());
    for (name, theirs) in expected {
        match ours.member(name) {
            Some(ours) if ours == theirs => passed += 1,
            ours => {
                let ours = ours.map_or_else(|| "nothing".to_owned(), Json::to_text);
                failures.push(format!("/{name}: {ours} instead of {}", theirs.to_text()));
            }
        }
    }
    Ok((passed, failures))
}

/// What of a model the answers tell.
pub fn view(model: &Model) -> Json {
    let management = model.dependency_management.as_ref();
    let managed = management.map_or(0, |management| management.dependencies.len());
    let relocation = model.distribution_management.as_ref().and_then(|m| m.relocation.as_ref());
    object([
        ("groupId", string(&model.group_id)),
        ("artifactId", string(&model.artifact_id)),
        ("version", string(&model.version)),
        ("packaging", string(&model.packaging)),
        ("name", string(&model.name)),
        ("description", string(&model.description)),
        ("url", string(&model.url)),
        ("dependencyManagement", Json::Number(managed.to_string())),
        ("dependencies", array(&model.dependencies, dependency)),
        (
            "scm",
            optional(model.scm.as_ref(), |scm| {
                object([
                    ("connection", string(&scm.connection)),
                    ("developerConnection", string(&scm.developer_connection)),
                    ("tag", string(&scm.tag)),
                    ("url", string(&scm.url)),
                ])
            }),
        ),
        (
            "organization",
            optional(model.organization.as_ref(), |organization| {
                object([("name", string(&organization.name)), ("url", string(&organization.url))])
            }),
        ),
        (
            "issueManagement",
            optional(model.issue_management.as_ref(), |management| {
                object([("system", string(&management.system)), ("url", string(&management.url))])
            }),
        ),
        (
            "relocation",
            optional(relocation, |relocation| {
                object([
                    ("groupId", string(&relocation.group_id)),
                    ("artifactId", string(&relocation.artifact_id)),
                    ("version", string(&relocation.version)),
                    ("message", string(&relocation.message)),
                ])
            }),
        ),
        (
            "licenses",
            array(&model.licenses, |license| {
                object([("name", string(&license.name)), ("url", string(&license.url))])
            }),
        ),
        (
            "developers",
            array(&model.developers, |developer| {
                object([
                    ("id", string(&developer.id)),
                    ("name", string(&developer.name)),
                    ("email", string(&developer.email)),
                    ("roles", array(&developer.roles, |role| Json::String(role.to_string()))),
                ])
            }),
        ),
    ])
}

fn dependency(dependency: &PomDependency) -> Json {
    let optional = dependency.optional.as_deref().unwrap_or_default().eq_ignore_ascii_case("true");
    object([
        ("groupId", string(&dependency.group_id)),
        ("artifactId", string(&dependency.artifact_id)),
        ("version", string(&dependency.version)),
        ("type", string(&dependency.r#type)),
        ("classifier", string(&dependency.classifier)),
        ("scope", string(&dependency.scope)),
        ("optional", Json::Bool(optional)),
        (
            "exclusions",
            array(&dependency.exclusions, |exclusion| {
                object([
                    ("groupId", string(&exclusion.group_id)),
                    ("artifactId", string(&exclusion.artifact_id)),
                ])
            }),
        ),
    ])
}

fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Object(members.map(|(name, value)| (name.to_owned(), value)).into())
}

fn string(text: &Option<Text>) -> Json {
    text.as_ref().map_or(Json::Null, |text| Json::String(text.to_string()))
}

fn optional<T>(value: Option<&T>, view: impl Fn(&T) -> Json) -> Json {
    value.map_or(Json::Null, view)
}

fn array<T>(values: &[T], view: impl Fn(&T) -> Json) -> Json {
    Json::Array(values.iter().map(view).collect())
}
