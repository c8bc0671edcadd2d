//! The `claim_set!` macro: one provider's claims.
//!
//! Invariant: the registered claims of RFC 7519 are declared once, alike for every provider.

/// Declares the claims of a provider as [`object!`](crate::object!) does, with the registered
/// claims before its own.
macro_rules! claim_set {
    (
        $(#[doc = $doc:expr])*
        pub struct $Name:ident { $($own:tt)* }
    ) => {
        crate::object! {
            $(#[doc = $doc])*
            pub struct $Name {
                /// Who issued the token (RFC 7519 section 4.1.1).
                pub iss: Option<crate::text::Link>,
                /// Whom the token is about (RFC 7519 section 4.1.2).
                pub sub: Option<crate::Text>,
                /// Whom the token is meant for (RFC 7519 section 4.1.3).
                pub aud: Option<super::Audience>,
                /// When it expires, in seconds after the beginning of 1970 (RFC 7519 section
                /// 4.1.4).
                pub exp: Option<u64>,
                /// When it begins to hold, in seconds after the beginning of 1970 (RFC 7519
                /// section 4.1.5).
                pub nbf: Option<u64>,
                /// When it was issued, in seconds after the beginning of 1970 (RFC 7519 section
                /// 4.1.6).
                pub iat: Option<u64>,
                /// The token's own identifier, which is accepted once only (RFC 7519 section
                /// 4.1.7).
                pub jti: Option<crate::Text>,
                $($own)*
            }
        }

        impl $Name {
            /// Reads claims in JSON.
            ///
            /// # Errors
            /// Only for text that is no JSON object at all.
            pub fn parse(text: &str) -> Result<Self, crate::ParseError> {
                crate::object::parse(text)
            }

            /// The claims as compact JSON.
            pub fn to_json(&self) -> String {
                crate::object::write(self)
            }
        }

        impl super::ClaimSet for $Name {
            fn issuer(&self) -> Option<&crate::text::Link> {
                self.iss.as_ref()
            }

            fn subject(&self) -> Option<&str> {
                self.sub.as_deref()
            }

            fn audience(&self) -> Option<&super::Audience> {
                self.aud.as_ref()
            }

            fn times(&self) -> [Option<u64>; 3] {
                [self.exp, self.nbf, self.iat]
            }

            fn token_id(&self) -> Option<&str> {
                self.jti.as_deref()
            }

            fn remainder(&self) -> &crate::object::Rest {
                &self.rest
            }

            fn has_claim(&self, name: &str) -> bool {
                crate::object::Object::has(self, name)
            }
        }
    };
}
pub(super) use claim_set;
