//! What the certificate of a trusted publisher's build says.
//!
//! Source: Fulcio, "Sigstore OID information"; PyPI Docs, attestations; the source of RubyGems.org,
//! `SigstorePolicy`; npm Docs, provenance.
//!
//! Invariant: an extension that is not there satisfies no expectation.

use super::{PublisherRegistry, TrustedPublisher, issuer};
use crate::Text;
use crate::provenance::Provider;

/// What has to stand in the certificate that signed for a build of a publisher.
///
/// ```
/// use pkgschema::provenance::{Provider, PublisherRegistry, TrustedPublisher};
/// let mut publisher = TrustedPublisher::of(PublisherRegistry::Npm, Provider::GitHub);
/// publisher.owner = Some("example".into());
/// publisher.repository = Some("thing".into());
/// publisher.workflow = Some("release.yml".into());
/// let identity = publisher.certificate_identity().unwrap();
/// assert_eq!(identity.issuer, "https://token.actions.githubusercontent.com");
/// let found = identity.compare(&[], |_| None);
/// assert_eq!(found[0].extension, Some(8));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CertificateIdentity {
    /// Who issued the token that the certificate was given for: extension 8, or 1 in older
    /// certificates.
    pub issuer: Text,
    /// The subject alternative name, where the publisher decides it.
    pub subject: Option<ValuePattern>,
    /// What has to stand in the extensions, by the last arc of their identifiers.
    pub extensions: Vec<ExpectedValue>,
}

/// What has to stand in one extension.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExpectedValue {
    /// The last arc of the extension's object identifier, below `1.3.6.1.4.1.57264.1`.
    pub extension: u8,
    /// What would do.
    pub pattern: ValuePattern,
}

/// Texts that would do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValuePattern {
    /// This text.
    Exact(Text),
    /// This text in either case: addresses of repositories.
    AnyCase(Text),
    /// This file, and behind an `@` a git ref or a commit.
    AtAnyRef(Text),
    /// A text that ends so: the address before it is set up with each Fulcio.
    Ending(Text),
}

/// Where a certificate says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct IdentityMismatch {
    /// The last arc of the extension; absent for the subject alternative name.
    pub extension: Option<u8>,
    /// What would do.
    pub expected: ValuePattern,
    /// What is there.
    pub found: Vec<Text>,
}

impl ValuePattern {
    /// Whether a text would do.
    pub fn takes(&self, text: &str) -> bool {
        use super::judge::Comparison;
        match self {
            Self::Exact(expected) => text == expected.as_str(),
            Self::AnyCase(expected) => Comparison::AnyCase.is_same(text, expected),
            Self::AtAnyRef(file) => super::refs::is_at_ref(text, file, Comparison::Exact),
            Self::Ending(end) => text.starts_with("https://") && text.ends_with(end.as_str()),
        }
    }
}

impl CertificateIdentity {
    /// Where the certificate says something else: its subject alternative names, and a function
    /// that gives the text of an extension. An empty list means that all is as expected.
    pub fn compare<'a>(
        &self,
        names: &[&str],
        extension: impl Fn(u8) -> Option<&'a str>,
    ) -> Vec<IdentityMismatch> {
        let issuer = ValuePattern::Exact(self.issuer.clone());
        let mut found = Vec::new();
        let mut expect = |place: Option<u8>, pattern: &ValuePattern, texts: &[&str]| {
            // of several names none may be somebody else's
            if texts.is_empty() || !texts.iter().all(|text| pattern.takes(text)) {
                let texts = texts.iter().map(|text| Text::from(*text)).collect();
                let expected = pattern.clone();
                found.push(IdentityMismatch { extension: place, expected, found: texts });
            }
        };
        let value = |arc: u8| extension(arc).into_iter().collect::<Vec<_>>();
        let issuers = if extension(8).is_some() { value(8) } else { value(1) };
        expect(Some(8), &issuer, &issuers);
        if let Some(pattern) = &self.subject {
            expect(None, pattern, names);
        }
        for expected in &self.extensions {
            expect(Some(expected.extension), &expected.pattern, &value(expected.extension));
        }
        found
    }
}

impl TrustedPublisher {
    /// What the certificate of an attestation has to say, by the rule of the registry where it
    /// has one: PyPI and npm go by the workflow that was started (extension 18), RubyGems by the
    /// one that the job stands in (the subject alternative name and extension 9). `None` for
    /// publishers that do not say enough, and for providers without such certificates.
    pub fn certificate_identity(&self) -> Option<CertificateIdentity> {
        match self.provider {
            Provider::GitHub => self.github_identity(),
            Provider::GitLab => self.gitlab_identity(),
            Provider::CircleCi => self.circleci_identity(),
            Provider::Google => Some(CertificateIdentity {
                issuer: Text::from(self.provider.issuer(None)?),
                subject: Some(ValuePattern::Exact(stated(&self.email)?)),
                extensions: Vec::new(),
            }),
            _ => None,
        }
    }

    fn github_identity(&self) -> Option<CertificateIdentity> {
        let workflow = stated(&self.workflow)?;
        let repository = self.repository_path()?;
        let file = |repository: &str| {
            Text::from(format!("https://github.com/{repository}/.github/workflows/{workflow}"))
        };
        let source = Text::from(format!("https://github.com/{repository}"));
        let mut extensions = vec![expected(12, ValuePattern::AnyCase(source))];
        let mut subject = None;
        if self.registry == PublisherRegistry::RubyGems {
            let signer = ValuePattern::AtAnyRef(file(&self.workflow_repository_path()?));
            extensions.push(expected(9, signer.clone()));
            subject = Some(signer);
        } else {
            extensions.push(expected(18, ValuePattern::AtAnyRef(file(&repository))));
        }
        self.pin_identifiers(&mut extensions, "github-hosted");
        let issuer = Text::from(Provider::GitHub.issuer(None)?);
        Some(CertificateIdentity { issuer, subject, extensions })
    }

    fn gitlab_identity(&self) -> Option<CertificateIdentity> {
        let workflow = stated(&self.workflow)?;
        let source = format!("https://{}/{}", issuer::gitlab_host(self)?, self.repository_path()?);
        let file = ValuePattern::AtAnyRef(Text::from(format!("{source}//{workflow}")));
        let source = ValuePattern::AnyCase(Text::from(source));
        let mut extensions = vec![expected(12, source), expected(18, file.clone())];
        self.pin_identifiers(&mut extensions, "gitlab-hosted");
        let own = Text::from(Provider::GitLab.issuer(None)?);
        let issuer = self.issuer.as_ref().map_or(own, |issuer| Text::from(issuer.as_str()));
        Some(CertificateIdentity { issuer, subject: Some(file), extensions })
    }

    fn circleci_identity(&self) -> Option<CertificateIdentity> {
        let issuer = self.provider.issuer(Some(&stated(&self.organization_id)?))?;
        let (project, definition) =
            (stated(&self.project_id)?, stated(&self.pipeline_definition_id)?);
        let end = format!("/projects/{project}/pipeline-definition/{definition}");
        let mut extensions = vec![expected(9, ValuePattern::Ending(Text::from(end)))];
        let vcs = [(12, &self.vcs_origin), (14, &self.vcs_ref)];
        let vcs = vcs.into_iter().filter_map(|(arc, it)| Some((arc, stated(it)?)));
        extensions.extend(vcs.map(|(arc, text)| expected(arc, ValuePattern::Exact(text))));
        Some(CertificateIdentity { issuer: Text::from(issuer), subject: None, extensions })
    }

    /// Identifiers that the publisher pins; npm wants a runner of the provider's own.
    fn pin_identifiers(&self, extensions: &mut Vec<ExpectedValue>, hosted: &'static str) {
        let pins = [(15, &self.repository_id), (17, &self.owner_id)];
        let pins = pins.into_iter().filter_map(|(arc, it)| Some((arc, it.clone()?)));
        extensions.extend(pins.map(|(arc, text)| expected(arc, ValuePattern::Exact(text))));
        if self.registry == PublisherRegistry::Npm {
            extensions.push(expected(11, ValuePattern::Exact(Text::from(hosted))));
        }
    }
}

fn expected(extension: u8, pattern: ValuePattern) -> ExpectedValue {
    ExpectedValue { extension, pattern }
}

fn stated(member: &Option<Text>) -> Option<Text> {
    member.clone().filter(|text| !text.is_empty())
}
