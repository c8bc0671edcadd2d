//! Notices that were made, and files of a feed that were written, as records.
//!
//! Invariant: notices stand as they are, as a log holds them.

use super::TakedownNotice;
use crate::Text;
use crate::object::List;

crate::object! {
    /// Notices that were made of a document, in its order.
    ///
    /// ```
    /// use pkgschema::{object::parse, takedown::NoticeList};
    /// let list: NoticeList = parse(r#"{"schemaVersion": "1.0", "notices": []}"#)?;
    /// assert!(list.notices.is_empty()); // the document says nothing against any package
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct NoticeList {
        required {
            /// The version of this schema, `1.0`. Each notice has its own.
            pub schema_version: Text = "schemaVersion",
        }
        /// The notices. Empty means that the document gives no cause for any.
        pub notices: List<TakedownNotice>,
    }

    /// What was written of a feed.
    ///
    /// ```
    /// use pkgschema::{object::parse, takedown::FeedReport};
    /// let report: FeedReport = parse(r#"{"schemaVersion": "1.0", "files": 5,
    ///     "written": ["checkpoint.json"]}"#)?;
    /// assert_eq!((report.files, report.written.len()), (Some(5), 1));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct FeedReport {
        required {
            /// The version of this schema, `1.0`.
            pub schema_version: Text = "schemaVersion",
        }
        /// How many files the feed has.
        pub files: Option<u64>,
        /// The names of the files that were written anew. Those that were as they should be are not
        /// among them.
        pub written: List<Text>,
    }
}
