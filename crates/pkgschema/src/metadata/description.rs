//! The long description.
//!
//! Invariant: a file's name is no text, so the two are apart.

use crate::Text;

crate::object! {
    /// A readme or long description: its text, or the file that holds it.
    pub struct Description {
        /// The text itself.
        pub text: Option<Text>,
        /// Its media type: `text/markdown`, `text/x-rst`, `text/plain`. Absent means unknown.
        pub content_type: Option<Text> = "contentType",
        /// The file in the package that holds it.
        pub file: Option<Text>,
    }
}
