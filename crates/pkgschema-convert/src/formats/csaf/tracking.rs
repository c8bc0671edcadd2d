//! What a CSAF document says about itself.
//!
//! Source: CSAF 2.0 and 2.1, clause 3.2.1 (document level meta-data).
//!
//! Invariant: only what an advisory can say is typed; the rest stays verbatim.

use pkgschema::Text;
use pkgschema::object::List;
use pkgschema::text::{Link, Timestamp};

pkgschema::object! {
    /// What is said about the document (CSAF `document`).
    pub struct CsafMeta {
        /// Profile: `csaf_security_advisory`, `csaf_vex`, `csaf_withdrawn`, …
        pub category: Option<Text>,
        /// Version of the standard.
        pub csaf_version: Option<Text>,
        /// Title.
        pub title: Option<Text>,
        /// Language of the text.
        pub lang: Option<Text>,
        /// Who publishes it.
        pub publisher: Option<Publisher>,
        /// Identifier, dates and revisions.
        pub tracking: Option<Tracking>,
        /// Texts about the document as a whole.
        pub notes: List<CsafNote>,
        /// Where to read more about the document as a whole.
        pub references: List<CsafReference>,
    }

    /// Who publishes a document (CSAF `publisher`).
    pub struct Publisher {
        /// Part that the publisher plays: `vendor`, `coordinator`, …
        pub category: Option<Text>,
        /// Name.
        pub name: Option<Text>,
        /// Address that tells publishers apart.
        pub namespace: Option<Link>,
    }

    /// Identifier, dates and revisions (CSAF `tracking`).
    pub struct Tracking {
        /// Identifier, unique for the publisher.
        pub id: Option<Text>,
        /// Other identifiers of the same document.
        pub aliases: List<Text>,
        /// When this version was released.
        pub current_release_date: Option<Timestamp>,
        /// When the first version was released.
        pub initial_release_date: Option<Timestamp>,
        /// `draft`, `interim` or `final`.
        pub status: Option<Text>,
        /// Version of the document.
        pub version: Option<Text>,
    }

    /// A text (CSAF `notes[]`).
    pub struct CsafNote {
        /// What it is: `description`, `details`, `faq`, `general`, `legal_disclaimer`, `other`,
        /// `summary`.
        pub category: Option<Text>,
        /// Title.
        pub title: Option<Text>,
        /// The text.
        pub text: Option<Text>,
    }

    /// Where to read more (CSAF `references[]`).
    pub struct CsafReference {
        /// `self` for the document itself, `external` for all else.
        pub category: Option<Text>,
        /// What is found there.
        pub summary: Option<Text>,
        /// Address.
        pub url: Option<Link>,
    }
}
