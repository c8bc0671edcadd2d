//! Who is expected to have signed.
//!
//! Invariant: nobody in particular is expected only where the caller says so by name.

use sigstore_verify::VerificationPolicy;

/// The signer that a certificate has to name, and which of Sigstore's proofs have to be there: all
/// of them, unless one is given up by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedSigner {
    /// The subject's name and the token's issuer.
    identity: Option<(String, String)>,
    pub(super) log: bool,
    certificate_log: bool,
}

impl ExpectedSigner {
    /// The one of this name (a workflow's URI, a mail address; compared exactly), attested by this
    /// issuer of identity tokens. A name alone would prove nothing: any issuer can use it.
    pub fn new(name: impl Into<String>, issuer: impl Into<String>) -> Self {
        let identity = Some((name.into(), issuer.into()));
        Self { identity, log: true, certificate_log: true }
    }

    /// Anybody: whoever has an account with an accepted issuer. Only for callers that judge
    /// [`Verified::signer`](super::Verified::signer) and its issuer themselves.
    pub fn anybody() -> Self {
        Self { identity: None, log: true, certificate_log: true }
    }

    /// Without a proof that the signature stands in a transparency log, for authorities that have
    /// none, such as GitHub's own for private repositories. The time has to come from a time stamp
    /// then.
    #[must_use]
    pub fn without_log(mut self) -> Self {
        self.log = false;
        self
    }

    /// Without a proof that the certificate stands in a log of certificates, for authorities that
    /// have none.
    #[must_use]
    pub fn without_certificate_log(mut self) -> Self {
        self.certificate_log = false;
        self
    }

    pub(super) fn to_foreign(&self) -> VerificationPolicy {
        let mut policy = VerificationPolicy::any_identity();
        if let Some((name, issuer)) = &self.identity {
            policy = policy.require_identity(name).require_issuer(issuer);
        }
        if !self.log {
            policy = policy.skip_tlog_unsafe();
        }
        if !self.certificate_log {
            policy = policy.skip_sct();
        }
        policy
    }
}
