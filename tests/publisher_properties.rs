//! Trusted publishers before tokens that nobody promised to be well-formed.
//!
//! The pairs that match are those of `schemas/vectors/publisher`.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::time::Instant;

use pkgschema::provenance::{
    Claims, MatchContext, MismatchCode, Provider, PublisherMatch, TrustedPublisher,
};
use pkgschema_testkit::timing::assert_linear;
use proptest::prelude::*;
use serde_json::{Value, json};

/// The claims that a publisher says something about, or that the rule wants to say one thing.
const PINNED: &[(&str, &str, &[&str])] = &[
    (
        "pypi",
        "github",
        &["sub", "repository", "repository_owner", "repository_owner_id", "job_workflow_ref"],
    ),
    ("pypi", "gitlab", &["sub", "project_path", "ci_config_ref_uri"]),
    ("pypi", "google", &["email", "email_verified"]),
    ("pypi", "activestate", &["sub", "organization", "project", "actor_id", "builder"]),
    ("pypi", "circleci", CIRCLECI),
    ("npm", "github", &["repository", "workflow_ref", "runner_environment"]),
    ("npm", "gitlab", &["project_path", "ci_config_ref_uri", "runner_environment"]),
    ("npm", "circleci", CIRCLECI),
    ("cargo", "github", &["repository", "repository_owner_id", "workflow_ref"]),
    ("cargo", "gitlab", &["project_path", "ci_config_ref_uri"]),
    ("gem", "github", &["repository", "repository_owner_id", "job_workflow_ref"]),
];

const CIRCLECI: &[&str] = &[
    "oidc.circleci.com/org-id",
    "oidc.circleci.com/project-id",
    "oidc.circleci.com/pipeline-definition-id",
    "oidc.circleci.com/ssh-rerun",
];

/// Members of a publisher, and the claims that they restrict where they are there.
const RESTRICTED: &[(&str, &str)] = &[
    ("environment", "environment"),
    ("contextIds", "oidc.circleci.com/context-ids"),
    ("vcsOrigin", "oidc.circleci.com/vcs-origin"),
    ("vcsRef", "oidc.circleci.com/vcs-ref"),
    ("ingredient", "ingredient"),
    ("subject", "sub"),
    ("repositoryId", "repository_id"),
];

/// Every pair that matches.
fn pairs() -> &'static [Value] {
    static PAIRS: LazyLock<Vec<Value>> = LazyLock::new(read_pairs);
    &PAIRS
}

fn read_pairs() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/vectors/publisher");
    let files = ["pypi.jsonl", "npm.jsonl", "cargo.jsonl", "gem.jsonl"];
    let texts = files.map(|file| fs::read_to_string(folder.join(file)).unwrap());
    let rows = texts.iter().flat_map(|text| text.lines());
    let rows = rows.map(|line| serde_json::from_str::<Value>(line).unwrap());
    rows.filter(|row| row["verdict"] == "yes").map(|row| row["input"].clone()).collect()
}

fn ask(input: &Value, claims: &str) -> Option<PublisherMatch> {
    let publisher = TrustedPublisher::parse(&input["publisher"].to_string()).ok()?;
    let claims = Claims::parse_of(&publisher.provider, claims).ok()?;
    let mut context = MatchContext::new(input["at"].as_u64().unwrap());
    context.audience = input["audience"].as_str().map(Into::into);
    context.leeway = input["leeway"].as_u64().unwrap_or_default();
    Some(publisher.matches(&claims, &context))
}

/// The claims that decide about this pair.
fn pinned(input: &Value) -> Vec<&'static str> {
    let publisher = &input["publisher"];
    let rule = PINNED.iter().find(|(registry, provider, _)| {
        publisher["registry"] == *registry && publisher["provider"] == *provider
    });
    let (_, _, claims) = rule.unwrap_or_else(|| panic!("no row for {publisher}"));
    let of_member = RESTRICTED.iter().filter(|(member, _)| publisher.get(member).is_some());
    let owner = match (publisher.get("ownerId"), publisher["provider"].as_str()) {
        (Some(_), Some("github")) => Some("repository_owner_id"),
        (Some(_), Some("gitlab")) => Some("namespace_id"),
        _ => None,
    };
    let of_member = of_member.map(|(_, claim)| *claim);
    claims.iter().copied().chain(of_member).chain(owner).chain(["iss", "aud", "exp"]).collect()
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        "(repo:|refs/|https://)?[a-z@/:.-]{0,20}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z_]{1,8}", inner, 0..4)
                .prop_map(|members| members.into_iter().collect::<Value>()),
        ]
    })
}

#[test]
fn the_pairs_match_and_every_rule_has_one() {
    let pairs = pairs();
    for input in pairs {
        assert!(ask(input, &input["claims"].to_string()).unwrap().matches, "{input}");
    }
    for (registry, provider, _) in PINNED {
        let is = |input: &Value| {
            let publisher = &input["publisher"];
            publisher["registry"] == *registry && publisher["provider"] == *provider
        };
        assert!(pairs.iter().any(is), "{provider} at {registry}");
    }
}

/// Without any one of the claims that were compared a token is nobody's, save what may be missing.
#[test]
fn no_compared_claim_may_be_missing() {
    for input in pairs() {
        let report = ask(input, &input["claims"].to_string()).unwrap();
        for claim in &report.checked {
            let mut claims = input["claims"].clone();
            let members = claims.as_object_mut().unwrap();
            let optional = **claim == *"nbf" && input["publisher"]["registry"] != "gem";
            if members.remove(claim.as_str()).is_some() && !optional {
                let report = ask(input, &claims.to_string()).unwrap();
                assert!(!report.matches, "{claim} of {input}");
            }
        }
    }
}

/// A claim that is there twice is a no, whichever of the two is right.
#[test]
fn no_claim_may_be_there_twice() {
    for input in pairs() {
        for claim in pinned(input) {
            let once = input["claims"].to_string();
            let right = &input["claims"][claim];
            for doubled in [
                format!("{{{:?}:\"x\",{}", claim, &once[1..]),
                format!("{},{:?}:\"x\"}}", &once[..once.len() - 1], claim),
                format!("{},{:?}:{right}}}", &once[..once.len() - 1], claim),
            ] {
                assert!(!ask(input, &doubled).unwrap().matches, "{claim} in {doubled}");
            }
        }
    }
}

/// Issuer, subject, audience and times alone satisfy nobody.
#[test]
fn registered_claims_are_not_enough() {
    for input in pairs() {
        let registered = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];
        let claims: Value = input["claims"]
            .as_object()
            .unwrap()
            .iter()
            .filter(|(name, _)| registered.contains(&name.as_str()))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        assert!(!ask(input, &claims.to_string()).unwrap().matches, "{input}");
        let mut bare = input.clone();
        bare["publisher"].as_object_mut().unwrap().retain(|name, _| {
            ["schemaVersion", "registry", "provider", "subject", "issuer"].contains(&name.as_str())
        });
        assert!(!ask(&bare, &input["claims"].to_string()).unwrap().matches, "{bare}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Of a pair that matches any one pinned claim says something else: no match.
    #[test]
    fn one_other_claim_is_enough(
        pair in any::<prop::sample::Index>(),
        claim in any::<prop::sample::Index>(),
        other in value(),
    ) {
        let pairs = pairs();
        let input = pair.get(pairs);
        let pinned = pinned(input);
        let claim = *claim.get(&pinned);
        let before = &input["claims"][claim];
        let spelt = |value: &Value| match value {
            Value::String(text) => text.to_lowercase(),
            other => other.to_string(),
        };
        // a later expiry is as good, and so is another spelling where the rule takes it
        let later = claim == "exp" && other.as_u64() > input["at"].as_u64();
        prop_assume!(!later && spelt(before) != spelt(&other));
        let mut claims = input["claims"].clone();
        claims[claim] = other;
        prop_assert!(!ask(input, &claims.to_string()).unwrap().matches, "{claim} in {claims}");
    }

    /// Of a pair that matches any member of the publisher says something else: no match, save
    /// where it restricts nothing.
    #[test]
    fn one_other_member_is_enough(
        pair in any::<prop::sample::Index>(),
        member in any::<prop::sample::Index>(),
        other in "[a-z]{1,12}",
    ) {
        let pairs = pairs();
        let input = pair.get(pairs);
        let members: Vec<&String> = input["publisher"].as_object().unwrap().keys().collect();
        let member = member.get(&members).as_str();
        prop_assume!(member != "actor");
        let mut changed = input.clone();
        changed["publisher"][member] = match &input["publisher"][member] {
            Value::Array(_) => json!([other]),
            _ => json!(other),
        };
        if let Some(found) = ask(&changed, &input["claims"].to_string()) {
            prop_assert!(!found.matches, "{member} in {changed}");
        }
    }

    /// Whatever stands in claims and publisher: no panic, and no match.
    #[test]
    fn anything_is_no_match(publisher in value(), claims in value(), extra in value()) {
        for provider in Provider::LISTED {
            let Ok(read) = Claims::parse_of(&Provider::from(*provider), &claims.to_string()) else {
                continue;
            };
            for registry in ["pypi", "npm", "cargo", "gem", "other"] {
                let mut record = json!({"schemaVersion": "1.0", "registry": registry, "provider": provider});
                if let (Some(record), Some(members)) = (record.as_object_mut(), publisher.as_object()) {
                    record.extend(members.clone());
                    record.insert("owner".to_owned(), extra.clone());
                }
                let record = TrustedPublisher::parse(&record.to_string()).unwrap();
                let context = MatchContext::new(0).with_audience("a");
                prop_assert!(!record.matches(&read, &context).matches);
                prop_assert!(record.certificate_identity().is_none_or(|it| !it.compare(&[], |_| None).is_empty()));
            }
        }
    }
}

/// Claims that are there twice speak against the token, each in as much time as one does.
#[test]
fn many_doubled_claims_take_linear_time() {
    assert_linear("doubled claims", 2_000, |count| {
        let twice: String = (0..count).map(|n| format!(r#","x{n}":1,"x{n}":2"#)).collect();
        let claims = Claims::parse(&format!(
            r#"{{"iss":"https://token.actions.githubusercontent.com"{twice}}}"#
        ));
        let (claims, publisher) = (claims.unwrap(), publisher());
        let begun = Instant::now();
        let report = publisher.matches(&claims, &MatchContext::new(0));
        let elapsed = begun.elapsed();
        let doubled = report.reasons.iter().filter(|it| it.code == MismatchCode::Ambiguous);
        assert_eq!(doubled.count(), count);
        elapsed
    });
}

fn publisher() -> TrustedPublisher {
    TrustedPublisher::parse(
        r#"{"schemaVersion": "1.0", "registry": "pypi", "provider": "github", "owner": "o",
            "repository": "r", "workflow": "w.yml"}"#,
    )
    .unwrap()
}
