//! Places on the web that belong to a package.
//!
//! Invariant: addresses are stored without tool prefixes (`git+`); the kind of repository stands
//! beside the address.

use crate::Text;
use crate::text::Link;

crate::object! {
    /// Where the source is kept.
    pub struct Repository {
        /// The repository's address: for well-known hosts the one a browser shows.
        pub url: Option<Link>,
        /// The kind of version control: `git`, `hg`, `svn`.
        pub kind: Option<Text>,
        /// The package's folder in the repository.
        pub directory: Option<Text>,
        /// The branch, tag or commit that the package was made from.
        pub revision: Option<Text>,
        /// Address for reading, in Maven's `scm:` notation.
        pub connection: Option<Text>,
        /// Address for writing, in Maven's `scm:` notation.
        pub developer_connection: Option<Text> = "developerConnection",
    }

    /// Where to report problems.
    pub struct IssueTracker {
        /// The tracker's address.
        pub url: Option<Link>,
        /// A mail address that takes reports.
        pub email: Option<Text>,
        /// The software that runs it (Maven `issueManagement/system`).
        pub system: Option<Text>,
    }

    /// An address of the project that no other member names.
    pub struct ProjectLink {
        required {
            /// The address.
            pub url: Link,
        }
        /// What it is shown as: `Chat`, `Download` (PyPI `Project-URL`).
        pub label: Option<Text>,
    }

    /// A way to pay for the work.
    pub struct Funding {
        /// Where to do it.
        pub url: Option<Link>,
        /// What it is called: `opencollective`, `patreon`, `individual`.
        pub kind: Option<Text>,
    }
}
