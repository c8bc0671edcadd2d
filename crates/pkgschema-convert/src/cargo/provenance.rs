//! What crates.io serves about where a version comes from: who published it without an account's
//! token.
//!
//! | `trustpub_data` | record | rule |
//! |---|---|---|
//! | `provider` | `issuer` | of the identity token |
//! | `repository`, `project_path` | `sourceRepository` | below the provider's host |
//! | `run_id`, `job_id` | `run` | the address of the run, of the job |
//! | `sha` | `sourceCommit` | |
//!
//! Source: the crates.io repository, `TrustpubData`.
//!
//! Invariant: nothing of it is signed, so each fact is the registry's word.

use super::CratesIoAnswer;
use super::api::ApiVersion;
use crate::served::{Builds, Served, asserted, mark_unknown, said};
use crate::{Converted, Document};
use pkgschema::identity::{Digest, DigestAlgorithm, Purl};
use pkgschema::object::{Value, raw::Kind};
use pkgschema::provenance::{BuildProvenance, FactName};
use pkgschema::{Pointer, Text};

pkgschema::open_enum! {
    /// A build service that crates.io trusts.
    pub enum TrustpubProvider {
        /// GitHub Actions.
        GitHub = "github",
        /// GitLab.
        GitLab = "gitlab",
    }
}

pkgschema::object! {
    /// Who published a version in place of an account, by the identity token that the registry
    /// looked at.
    ///
    /// ```
    /// use pkgschema_convert::{Document, cargo::CratesIoAnswer};
    /// let answer = CratesIoAnswer::parse(r#"{"version": {"crate": "margin", "num": "1.0.0",
    ///     "trustpub_data": {"provider": "github", "repository": "margin/margin",
    ///         "run_id": "7", "sha": "00"}}}"#)?;
    /// let builds = answer.builds().value;
    /// let run = builds[0].run.as_ref().unwrap();
    /// assert_eq!(run.value, "https://github.com/margin/margin/actions/runs/7");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct TrustpubData {
        /// The build service.
        pub provider: Option<TrustpubProvider>,
        /// GitHub's `owner/name`.
        pub repository: Option<Text>,
        /// GitHub's number of the run.
        pub run_id: Option<Text>,
        /// GitLab's path of the project.
        pub project_path: Option<Text>,
        /// GitLab's number of the job.
        pub job_id: Option<Text>,
        /// The commit.
        pub sha: Option<Text>,
    }
}

impl TrustpubData {
    fn issuer(&self) -> Option<&'static str> {
        match self.provider {
            Some(TrustpubProvider::GitHub) => Some("https://token.actions.githubusercontent.com"),
            Some(TrustpubProvider::GitLab) => Some("https://gitlab.com"),
            Some(TrustpubProvider::Unlisted(_)) | None => None,
        }
    }

    /// The repository's address and the member that names it.
    fn source(&self) -> Option<(String, &'static str)> {
        let (host, path, member) = match self.provider.as_ref()? {
            TrustpubProvider::GitHub => ("github.com", &self.repository, "repository"),
            TrustpubProvider::GitLab => ("gitlab.com", &self.project_path, "project_path"),
            TrustpubProvider::Unlisted(_) => return None,
        };
        let path = path.as_deref().filter(|path| !path.is_empty())?;
        Some((format!("https://{host}/{path}"), member))
    }

    /// The run's address and the member that names it.
    fn run(&self) -> Option<(String, &'static str)> {
        let (repository, _) = self.source()?;
        let number = |text: &Option<Text>| text.clone().filter(|text| !text.is_empty());
        match self.provider.as_ref()? {
            TrustpubProvider::GitHub => {
                Some((format!("{repository}/actions/runs/{}", number(&self.run_id)?), "run_id"))
            }
            TrustpubProvider::GitLab => {
                Some((format!("{repository}/-/jobs/{}", number(&self.job_id)?), "job_id"))
            }
            TrustpubProvider::Unlisted(_) => None,
        }
    }
}

impl ApiVersion {
    /// Who published in place of an account. Null says that an account did; an answer without the
    /// member, or with something else there, cannot tell.
    pub fn trusted_publication(&self) -> Served<TrustpubData> {
        let raw = self.trustpub_data.as_ref().or_else(|| self.rest.get("trustpub_data"));
        match raw {
            Some(raw) if raw.kind() == Kind::Null => Served::Nothing,
            Some(raw) => TrustpubData::read(raw.as_raw()).map_or(Served::Unknown, Served::Is),
            None => Served::Unknown,
        }
    }

    fn purl(&self) -> Option<Purl> {
        let builder = Purl::builder("cargo", self.krate.as_deref()?);
        builder.version(self.num.as_deref()?).build().ok()
    }
}

impl CratesIoAnswer {
    /// One record for each version that was published in place of an account, and for each of
    /// which the answer cannot tell; the latter with everything unknown.
    pub fn builds(&self) -> Converted<Vec<BuildProvenance>> {
        let mut builds = Builds::default();
        let one = self.version.iter().map(|version| (Pointer::root().child("version"), version));
        let list = Pointer::root().child("versions");
        let all = self.versions.indexed().map(|(index, version)| (list.index(index), version));
        for (place, version) in one.chain(all) {
            let published = version.trusted_publication();
            builds.left.take_members(&place, &["crate", "num", "checksum"]);
            if published == Served::Nothing {
                continue;
            }
            let checksum = version.checksum.as_deref();
            let digest = checksum.and_then(|it| Digest::from_hex(DigestAlgorithm::Sha256, it).ok());
            let digest = digest.map(|digest| [digest].into_iter().collect());
            let mut record = asserted(version.purl(), digest);
            match published.get() {
                Some(data) => {
                    fill(&mut record, &data, &place.child("trustpub_data"), &mut builds);
                }
                None => mark_unknown(&mut record),
            }
            builds.records.push(record);
        }
        builds.finish(&self.view())
    }
}

fn fill(record: &mut BuildProvenance, data: &TrustpubData, place: &Pointer, builds: &mut Builds) {
    let source = data.source();
    let run = data.run();
    let facts = [
        (FactName::Issuer, data.issuer().map(str::to_owned), "provider"),
        (
            FactName::SourceRepository,
            source.as_ref().map(|it| it.0.clone()),
            source.as_ref().map_or("", |it| it.1),
        ),
        (FactName::Run, run.as_ref().map(|it| it.0.clone()), run.as_ref().map_or("", |it| it.1)),
        (FactName::SourceCommit, data.sha.as_ref().map(Text::to_string), "sha"),
    ];
    for (name, value, member) in facts {
        let place = place.child(member);
        let Some(fact) = said(value, &place) else { continue };
        builds.left.take(&place);
        match name {
            FactName::Issuer => record.issuer = Some(fact),
            FactName::SourceRepository => record.source_repository = Some(fact),
            FactName::Run => record.run = Some(fact),
            _ => record.source_commit = Some(fact),
        }
    }
}
