//! People, organisations, and accounts at registries.
//!
//! Invariant: what authors say of themselves and what a registry knows of its accounts never
//! stand in one list.

use crate::Text;
use crate::object::List;
use crate::text::Link;

crate::object! {
    /// A person or group, as the package's authors name them.
    pub struct Person {
        /// The name.
        pub name: Option<Text>,
        /// The mail address.
        pub email: Option<Text>,
        /// The home page.
        pub url: Option<Link>,
        /// Roles in the project (Maven `roles`).
        pub roles: List<Text>,
        /// The organisation they work for.
        pub organization: Option<Text>,
        /// That organisation's home page.
        pub organization_url: Option<Link> = "organizationUrl",
    }

    /// An organisation.
    pub struct Organization {
        /// The name.
        pub name: Option<Text>,
        /// The home page.
        pub url: Option<Link>,
    }

    /// An account at a registry.
    pub struct Account {
        /// The account's name there.
        pub name: Option<Text>,
        /// The mail address that the registry shows.
        pub email: Option<Text>,
        /// Whether it is a team's account. Absent means unknown.
        pub team: Option<bool>,
        /// What the account may do or did.
        pub role: Option<AccountRole>,
    }
}

crate::open_enum! {
    /// What an account at a registry may do or did.
    pub enum AccountRole {
        /// Owns the package.
        Owner = "owner",
        /// May publish versions of it.
        Maintainer = "maintainer",
        /// Published this version.
        Publisher = "publisher",
    }
}
