//! CodeMeta 3.0 documents: `codemeta.json`. Written only.
//!
//! | record | CodeMeta |
//! |---|---|
//! | purl | `identifier` |
//! | displayName, else name | `name` |
//! | version | `version` |
//! | summary, else the description's text | `description` |
//! | homepage, repository, issueTracker, documentation, changelog | `url`, `codeRepository`, `issueTracker`, `softwareHelp`, `releaseNotes` |
//! | links, funding | `relatedLink` |
//! | license | `license`: an address of the SPDX list, or a work with a name |
//! | authors, maintainers, contributors, organization | `author`, `maintainer`, `contributor`, `producer` |
//! | the account that published it | `publisher` |
//! | keywords, classifiers | `keywords`, `applicationCategory` |
//! | dependencies to run; optional ones, and those to build, test and develop | `softwareRequirements`; `softwareSuggestions` |
//! | platforms, runtimeRequirements | `operatingSystem`, `processorRequirements`, `runtimePlatform` |
//! | the only artifact | `downloadUrl`, `fileSize` |
//! | publishTimes | `datePublished` |
//! | availability, if deprecated | `developmentStatus` |
//!
//! Source: CodeMeta 3.0; schema.org for the terms that it takes from there.
//!
//! Invariant: a term is used for what CodeMeta says that it means, not for what is named alike
//! elsewhere.

mod software;
mod write;

use crate::syntax::json::JsonDocument;
use crate::{Converted, FromRecord};
use pkgschema::Text;
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::List;

pkgschema::object! {
    /// A CodeMeta document.
    ///
    /// ```
    /// use pkgschema::{identity::Ecosystem, metadata::PackageMetadata};
    /// use pkgschema_convert::{Document, FromRecord, formats::CodeMeta};
    /// let mut record = PackageMetadata::of(Ecosystem::NPM);
    /// record.name = Some("left-pad".into());
    /// record.version = Some("1.3.0".into());
    /// let document = CodeMeta::from_record(&record).value;
    /// assert_eq!(document.identifier.as_deref(), Some("pkg:npm/left-pad@1.3.0"));
    /// assert!(document.render().value.contains("\"@type\": \"SoftwareSourceCode\""));
    /// ```
    pub struct CodeMeta {
        /// The address of CodeMeta's terms.
        pub context: Option<Text> = "@context",
        /// `SoftwareSourceCode`.
        pub of_type: Option<Text> = "@type",
        /// The package URL.
        pub identifier: Option<Text>,
        /// Name.
        pub name: Option<Text>,
        /// Version.
        pub version: Option<Text>,
        /// What it is about.
        pub description: Option<Text>,
        /// Home page.
        pub url: Option<Text>,
        /// Address of the repository.
        pub code_repository: Option<Text> = "codeRepository",
        /// Address for reporting problems.
        pub issue_tracker: Option<Text> = "issueTracker",
        /// The documentation.
        pub software_help: Option<CodeMetaWork> = "softwareHelp",
        /// Address of the change log.
        pub release_notes: Option<Text> = "releaseNotes",
        /// Other addresses.
        pub related_link: List<Text> = "relatedLink",
        /// The licences.
        pub license: List<CodeMetaLicense>,
        /// Who wrote it.
        pub author: List<CodeMetaAgent>,
        /// Who looks after it.
        pub maintainer: List<CodeMetaAgent>,
        /// Who helped.
        pub contributor: List<CodeMetaAgent>,
        /// The organisation behind it.
        pub producer: Option<CodeMetaAgent>,
        /// Who published it.
        pub publisher: Option<CodeMetaAgent>,
        /// Words to find it by.
        pub keywords: List<Text>,
        /// Words of a list.
        pub application_category: List<Text> = "applicationCategory",
        /// What it needs to run.
        pub software_requirements: List<CodeMetaSoftware> = "softwareRequirements",
        /// What it can use, or needs to be worked on.
        pub software_suggestions: List<CodeMetaSoftware> = "softwareSuggestions",
        /// Operating systems that it runs on.
        pub operating_system: List<Text> = "operatingSystem",
        /// Processors that it runs on.
        pub processor_requirements: List<Text> = "processorRequirements",
        /// Runtimes that it needs.
        pub runtime_platform: List<Text> = "runtimePlatform",
        /// Address of its file.
        pub download_url: Option<Text> = "downloadUrl",
        /// Size of the file, with its unit.
        pub file_size: Option<Text> = "fileSize",
        /// The day on which it was published.
        pub date_published: Option<Text> = "datePublished",
        /// How it is developed.
        pub development_status: Option<Text> = "developmentStatus",
    }

    /// A work (schema.org `CreativeWork`).
    pub struct CodeMetaWork {
        /// `CreativeWork`.
        pub of_type: Option<Text> = "@type",
        /// Name.
        pub name: Option<Text>,
        /// Where it is.
        pub url: Option<Text>,
    }

    /// A person or organisation (schema.org `Person`, `Organization`).
    pub struct CodeMetaAgent {
        /// `Person` or `Organization`; absent where nobody knows.
        pub of_type: Option<Text> = "@type",
        /// Name.
        pub name: Option<Text>,
        /// Mail address.
        pub email: Option<Text>,
        /// Home page.
        pub url: Option<Text>,
        /// The organisation that a person works for.
        pub affiliation: Option<CodeMetaAffiliation>,
    }

    /// The organisation that somebody works for.
    pub struct CodeMetaAffiliation {
        /// `Organization`.
        pub of_type: Option<Text> = "@type",
        /// Name.
        pub name: Option<Text>,
        /// Home page.
        pub url: Option<Text>,
    }

    /// Software (schema.org `SoftwareApplication`).
    pub struct CodeMetaSoftware {
        /// `SoftwareApplication`.
        pub of_type: Option<Text> = "@type",
        /// The package URL.
        pub identifier: Option<Text>,
        /// Name.
        pub name: Option<Text>,
        /// Which versions will do, in the ecosystem's notation.
        pub version: Option<Text>,
    }
}

pkgschema::one_of! {
    /// A licence: its address on the SPDX list, or a work.
    pub enum CodeMetaLicense {
        /// The address.
        Address(Text) = string,
        /// The work.
        Work(CodeMetaWork) = object,
    }
}

impl JsonDocument for CodeMeta {
    const DOCUMENT: &'static str = "codemeta.json";

    fn refusal(&self) -> Option<&'static str> {
        let named = self.context.as_deref().is_some_and(|it| it.contains("codemeta"));
        let listed =
            || self.rest.get("@context").is_some_and(|it| it.as_str().contains("codemeta"));
        (!named && !listed()).then_some("`@context` does not name CodeMeta")
    }
}

impl FromRecord<PackageMetadata> for CodeMeta {
    /// The document about the package.
    fn from_record(record: &PackageMetadata) -> Converted<Self> {
        write::of(record)
    }
}
