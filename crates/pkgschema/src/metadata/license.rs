//! Licences.
//!
//! Invariant: what was declared is never replaced by its reading as SPDX.

use crate::Text;
use crate::object::List;
use crate::text::Link;

crate::object! {
    /// A package's licence: what was declared, and its reading as SPDX.
    pub struct License {
        /// The licences as declared. How several are meant is the ecosystem's convention: a
        /// choice in npm and Maven.
        pub declared: List<DeclaredLicense>,
        /// The SPDX expression (SPDX 2.3 annex D), where the declaration is one or can be
        /// repaired into one. Absent means that there is no such reading.
        pub expression: Option<Text>,
        /// Files in the package that hold licence texts.
        pub files: List<Text>,
        /// Classifiers that name licences (PyPI `License :: …`).
        pub classifiers: List<Text>,
    }

    /// One licence as declared.
    pub struct DeclaredLicense {
        /// Its name or expression, verbatim.
        pub name: Option<Text>,
        /// Where its text is.
        pub url: Option<Link>,
        /// How the package may be distributed (Maven `distribution`).
        pub distribution: Option<Text>,
        /// Remarks (Maven `comments`).
        pub comments: Option<Text>,
    }
}
