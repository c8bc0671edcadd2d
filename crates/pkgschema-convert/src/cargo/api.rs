//! Answers of crates.io about a crate and about a version of it.
//!
//! Source: the crates.io repository, `crates_io_api_types` (`Crate`, `Version`, `Keyword`,
//! `Category`), as `GET /crates/NAME`, `/crates/NAME/versions` and `/crates/NAME/VERSION` answer.
//!
//! Invariant: null says that the registry does not know, so a member that is null or absent is
//! unknown in the record, never empty.

mod read;

use crate::syntax::json;
use crate::{Converted, Document, ToRecord};
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::{Items, List, Map, Raw, check, parse};
use pkgschema::text::{Link, Timestamp};
use pkgschema::{Finding, ParseError, ParseErrorKind, Text};
use std::ops::Deref;

/// An answer of crates.io. Derefs to its members.
///
/// ```
/// use pkgschema_convert::{Document, ToRecord, cargo::CratesIoAnswer};
/// let answer = CratesIoAnswer::parse(r#"{"version": {"crate": "thing", "num": "1.2.0",
///     "yanked": true, "yank_message": "broken", "bin_names": ["it"], "license": null}}"#)?;
/// let record = &answer.to_record().value[0];
/// assert_eq!(record.availability.as_ref().unwrap().yanked, Some(true));
/// assert_eq!(record.entry_points[0].name.as_deref(), Some("it"));
/// assert!(record.unknown.iter().any(|member| member == "license"));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CratesIoAnswer(Answer);

pkgschema::object! {
    /// The members of an answer.
    pub struct Answer {
        /// The crate.
        pub krate: Option<ApiCrate> = "crate",
        /// The version, where the answer is about one.
        pub version: Option<ApiVersion>,
        /// The versions, the highest one first.
        pub versions: List<ApiVersion>,
        /// The crate's keywords.
        pub keywords: List<ApiKeyword>,
        /// The crate's categories.
        pub categories: List<ApiCategory>,
    }

    /// A crate. What its authors say of it is what they said with the version published last.
    pub struct ApiCrate {
        /// Name.
        pub name: Option<Text>,
        /// Words to find it by.
        pub keywords: List<Text>,
        /// Slugs of the registry's categories.
        pub categories: List<Text>,
        /// The version that was published last.
        pub newest_version: Option<Text>,
        /// One line.
        pub description: Option<Text>,
        /// Home page.
        pub homepage: Option<Link>,
        /// Where its documentation is.
        pub documentation: Option<Link>,
        /// Where the source is kept.
        pub repository: Option<Text>,
    }

    /// A version of a crate.
    pub struct ApiVersion {
        /// The crate's name.
        pub krate: Option<Text> = "crate",
        /// The version.
        pub num: Option<Text>,
        /// The path of the package file in the interface.
        pub dl_path: Option<Text>,
        /// The path of the readme, as a page.
        pub readme_path: Option<Text>,
        /// When it last changed: it may have been yanked.
        pub updated_at: Option<Timestamp>,
        /// When it was published.
        pub created_at: Option<Timestamp>,
        /// Optional parts, each with what it switches on.
        pub features: Map<Items<Text>>,
        /// Whether it is yanked.
        pub yanked: Option<bool>,
        /// Why.
        pub yank_message: Option<Text>,
        /// The native library that it links.
        pub lib_links: Option<Text>,
        /// Licence, as an expression; null where the package has a file instead.
        pub license: Option<Text>,
        /// Size of the package file in bytes.
        pub crate_size: Option<u64>,
        /// The account that published it.
        pub published_by: Option<ApiUser>,
        /// What was done with it since.
        pub audit_actions: List<ApiAction>,
        /// SHA-256 of the package file, in hexadecimal.
        pub checksum: Option<Text>,
        /// Oldest Rust that compiles it.
        pub rust_version: Option<Text>,
        /// Whether it has a library.
        pub has_lib: Option<bool>,
        /// Names of its binaries.
        pub bin_names: List<Text>,
        /// Edition of the language.
        pub edition: Option<Text>,
        /// One line.
        pub description: Option<Text>,
        /// Home page.
        pub homepage: Option<Link>,
        /// Where its documentation is.
        pub documentation: Option<Link>,
        /// Where the source is kept.
        pub repository: Option<Text>,
        /// Who published it without an account's token: a provider, and what it tells.
        pub trustpub_data: Option<Raw>,
    }

    /// An account.
    pub struct ApiUser {
        /// Name of the account.
        pub login: Option<Text>,
    }

    /// Something that was done with a version.
    pub struct ApiAction {
        /// What: `publish`, `yank`, `unyank`.
        pub action: Option<Text>,
        /// Who did it.
        pub user: Option<ApiUser>,
        /// When.
        pub time: Option<Timestamp>,
    }

    /// A keyword.
    pub struct ApiKeyword {
        /// The keyword.
        pub keyword: Option<Text>,
    }

    /// A category.
    pub struct ApiCategory {
        /// Its slug.
        pub slug: Option<Text>,
    }
}

impl Deref for CratesIoAnswer {
    type Target = Answer;

    fn deref(&self) -> &Answer {
        &self.0
    }
}

impl CratesIoAnswer {
    /// The members, to be changed.
    pub(super) fn members_mut(&mut self) -> &mut Answer {
        &mut self.0
    }
}

impl Document for CratesIoAnswer {
    const NAME: &'static str = "crates.io answer";

    fn parse(text: &str) -> Result<Self, ParseError> {
        let answer: Answer = parse(text)?;
        if answer.krate.is_some() || answer.version.is_some() || answer.versions.is_present() {
            return Ok(Self(answer));
        }
        let words = "neither a crate nor a version of one";
        Err(ParseError::new(ParseErrorKind::NotThisDocument, words, text))
    }

    fn view(&self) -> Raw {
        json::view(&self.0)
    }

    fn from_view(view: &Raw) -> Result<Self, ParseError> {
        Self::parse(view.as_str())
    }

    fn render(&self) -> Converted<String> {
        json::render(self.view().as_str())
    }

    /// Null is how the registry writes what it does not know, so it is not odd.
    fn check(&self) -> Vec<Finding> {
        let mut found = check(&self.0);
        found.retain(|finding| finding.code != "null-member");
        found.extend(read::lints(self));
        found
    }
}

impl ToRecord<Vec<PackageMetadata>> for CratesIoAnswer {
    fn to_record(&self) -> Converted<Vec<PackageMetadata>> {
        read::records(self, None)
    }
}

impl CratesIoAnswer {
    /// The records, with the addresses of their files: those have only paths in the answer, which
    /// `base` (`https://registry.example`) is put before.
    pub fn to_records_at(&self, base: &Link) -> Converted<Vec<PackageMetadata>> {
        read::records(self, Some(base))
    }
}
