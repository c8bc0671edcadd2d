//! When a file was published, and who says so.
//!
//! Invariant: a time never stands without its origin, since origins disagree.

use crate::text::Timestamp;

crate::object! {
    /// When a file was published, as one origin tells it.
    pub struct PublishTime {
        required {
            /// The point in time.
            pub time: Timestamp,
            /// Who tells it.
            pub origin: TimeOrigin,
        }
    }
}

crate::open_enum! {
    /// Where a time of publication comes from.
    pub enum TimeOrigin {
        /// The registry's own record of the upload.
        Registry = "registry",
        /// A proxy or mirror; may be the time when it first saw the file.
        Proxy = "proxy",
        /// A transparency log's entry, whose time the log has signed.
        Log = "log",
        /// A document about the package, whose author says so: a bill of materials.
        Document = "document",
    }
}
