//! Whether a token is a publisher's, and why not.
//!
//! Invariant: a report that matches has no reason, and one that does not has all of them.

use super::PublisherRegistry;
use crate::object::{List, parse, write};
use crate::provenance::Provider;
use crate::text::plain;
use crate::{ParseError, Text};
use std::fmt;

crate::object! {
    /// Whether the claims of a token are those of a trusted publisher.
    ///
    /// ```
    /// use pkgschema::provenance::{MismatchCode, PublisherMatch};
    /// let found = PublisherMatch::parse(r#"{"matches": false, "registry": "pypi",
    ///     "provider": "github", "reasons": [{"code": "differs", "claim": "repository",
    ///     "expected": ["example/thing"], "found": "else/thing"}]}"#)?;
    /// assert_eq!(found.reasons[0].code, MismatchCode::Differs);
    /// assert_eq!(found.reasons[0].to_string(),
    ///     "repository differs: expected example/thing, found else/thing");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct PublisherMatch {
        required {
            /// Whether the registry would take the token for this publisher.
            pub matches: bool,
            /// The registry whose rule was asked.
            pub registry: PublisherRegistry,
            /// The provider of the publisher's builds.
            pub provider: Provider,
        }
        /// The token's identifier. Whether it was used before is not known here.
        pub token_id: Option<Text> = "tokenId",
        /// The claims that were compared, each once, in the order of the rule.
        pub checked: List<Text>,
        /// Identifiers that the publisher does not pin: whoever takes over the name that they
        /// stand for is taken for the publisher.
        pub unpinned: List<Text>,
        /// Why the token is not the publisher's: every reason, not only the first.
        pub reasons: List<Mismatch>,
    }

    /// One reason why a token is not a publisher's.
    pub struct Mismatch {
        required {
            /// What is wrong.
            pub code: MismatchCode,
        }
        /// The claim that is wrong.
        pub claim: Option<Text>,
        /// The member of the publisher that is wrong, where no claim is.
        pub member: Option<Text>,
        /// What would do: any of these.
        pub expected: List<Text>,
        /// What is there; what is no text stands here as JSON.
        pub found: Option<Text>,
    }
}

crate::open_enum! {
    /// What is wrong.
    pub enum MismatchCode {
        /// The claim is not there, or null.
        Missing = "missing",
        /// The claim is there in a kind that cannot be compared.
        Unreadable = "unreadable",
        /// The claim, or the member of the publisher, is there twice.
        Ambiguous = "ambiguous",
        /// The claim says something else.
        Differs = "differs",
        /// The registry takes no token that says this.
        Refused = "refused",
        /// The token is too old.
        Expired = "expired",
        /// The token is of the future.
        NotYetValid = "not-yet-valid",
        /// Nobody says which audience is expected.
        UnknownAudience = "unknown-audience",
        /// The publisher does not say what the registry's rule needs.
        Incomplete = "incomplete",
        /// The publisher restricts by something that the registry's rule does not compare.
        NotCompared = "not-compared",
        /// The registry knows no such provider, or no such issuer.
        Unsupported = "unsupported",
        /// Nothing but issuer, subject and audience would decide.
        NothingPinned = "nothing-pinned",
    }
}

impl PublisherMatch {
    /// Reads a report in JSON.
    ///
    /// # Errors
    /// Only for text that is no report at all: empty, no JSON, no object, or without one of the
    /// three required members.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The report as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }
}

impl fmt::Display for Mismatch {
    /// One line for people. Nothing in it is obeyed by a terminal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.claim.as_deref().or(self.member.as_deref()) {
            Some(name) => write!(f, "{} {}", plain(name), words(&self.code))?,
            None => f.write_str(&words(&self.code))?,
        }
        let mut mark = ": ";
        for (index, expected) in self.expected.iter().enumerate() {
            let before = if index == 0 { "expected " } else { "or " };
            write!(f, "{}{before}{}", if index == 0 { mark } else { " " }, plain(expected))?;
            mark = ", ";
        }
        match &self.found {
            Some(found) => write!(f, "{mark}found {}", plain(found)),
            None => Ok(()),
        }
    }
}

fn words(code: &MismatchCode) -> std::borrow::Cow<'_, str> {
    match code {
        MismatchCode::Missing => "is missing".into(),
        MismatchCode::Unreadable => "cannot be read".into(),
        MismatchCode::Ambiguous => "is there twice".into(),
        MismatchCode::Differs => "differs".into(),
        MismatchCode::Refused => "is refused".into(),
        MismatchCode::Expired => "is past".into(),
        MismatchCode::NotYetValid => "is in the future".into(),
        MismatchCode::UnknownAudience => "has nothing to be compared with".into(),
        MismatchCode::Incomplete => "is missing from the publisher".into(),
        MismatchCode::NotCompared => "restricts, and the registry does not compare it".into(),
        MismatchCode::Unsupported => "is not supported by the registry".into(),
        MismatchCode::NothingPinned => "nothing but issuer, subject and audience decides".into(),
        other => plain(other.as_str()).into_owned().into(),
    }
}
