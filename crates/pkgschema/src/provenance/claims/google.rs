//! Claims of Google accounts.
//!
//! Source: Google Identity, OpenID Connect, "An ID token's payload"; Google Cloud, "Get an ID
//! token" for the claims of virtual machines.
//!
//! Invariant: an address counts as verified only where the token says `true`.

use super::declare::claim_set;
use crate::Text;
use crate::object::RawObject;

claim_set! {
    /// What a token of Google says about an account.
    ///
    /// ```
    /// use pkgschema::provenance::GoogleClaims;
    /// let claims = GoogleClaims::parse(r#"{"email": "robot@project.example",
    ///     "email_verified": "true"}"#)?;
    /// assert_eq!(claims.email_verified, None);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct GoogleClaims {
        /// The client that the token was issued to.
        pub azp: Option<Text>,
        /// The account's e-mail address.
        pub email: Option<Text>,
        /// Whether Google has verified the address.
        pub email_verified: Option<bool>,
        /// The domain of the organisation that the account belongs to.
        pub hd: Option<Text>,
        /// The person's name.
        pub name: Option<Text>,
        /// The person's first names.
        pub given_name: Option<Text>,
        /// The person's last names.
        pub family_name: Option<Text>,
        /// Where the person's picture is.
        pub picture: Option<Text>,
        /// What the client asked to be repeated.
        pub nonce: Option<Text>,
        /// The hash of the access token that was issued with it.
        pub at_hash: Option<Text>,
        /// About the virtual machine that asked.
        pub google: Option<RawObject>,
    }
}
