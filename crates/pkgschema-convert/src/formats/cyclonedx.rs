//! CycloneDX documents of vulnerabilities. Written only.
//!
//! Source: CycloneDX 1.6, JSON (`components`, `vulnerabilities`); vers-spec, clause 5.
//!
//! Invariant: where nobody can tell which versions are affected, the status of all of them is
//! `unknown`.

mod affects;
mod write;

use crate::Converted;
use crate::convert::{FromAdvisories, Refusal};
use crate::syntax::json::JsonDocument;
use pkgschema::Text;
use pkgschema::advisory::Advisory;
use pkgschema::identity::PurlText;
use pkgschema::object::{List, Raw};
use pkgschema::text::{Link, Timestamp};
use pkgschema::version::VersText;

pkgschema::object! {
    /// A CycloneDX document with vulnerabilities and the components that they affect.
    ///
    /// ```
    /// use pkgschema::advisory::Advisory;
    /// use pkgschema_convert::{FromAdvisories, formats::CycloneDx};
    /// let advisory = Advisory::parse(r#"{"id": "X-1", "affected": [{
    ///     "package": {"ecosystem": "npm", "name": "a"}, "versions": ["1.0.0"],
    ///     "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.2.0"}]}]}]}"#)?;
    /// let bom = CycloneDx::from_advisories(&[advisory]).unwrap().value;
    /// let affects = &bom.vulnerabilities[0].affects[0];
    /// assert_eq!(affects.component.as_deref(), Some("pkg:npm/a"));
    /// assert_eq!(affects.versions[1].range.as_ref().unwrap().as_str(), "vers:npm/<1.2.0");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct CycloneDx {
        /// `CycloneDX`.
        pub bom_format: Option<Text> = "bomFormat",
        /// Version of the specification.
        pub spec_version: Option<Text> = "specVersion",
        /// Version of the document, counted from 1.
        pub version: Option<u64>,
        /// The packages.
        pub components: List<CycloneDxComponent>,
        /// The vulnerabilities.
        pub vulnerabilities: List<CycloneDxVulnerability>,
    }

    /// A package (CycloneDX `components[]`).
    pub struct CycloneDxComponent {
        /// What it is: `library`.
        pub component_type: Option<Text> = "type",
        /// Name within the document.
        pub bom_ref: Option<Text> = "bom-ref",
        /// Name.
        pub name: Option<Text>,
        /// Package URL.
        pub purl: Option<PurlText>,
    }

    /// A vulnerability (CycloneDX `vulnerabilities[]`).
    pub struct CycloneDxVulnerability {
        /// Name within the document.
        pub bom_ref: Option<Text> = "bom-ref",
        /// Identifier.
        pub id: Option<Text>,
        /// The same vulnerability under other identifiers.
        pub references: List<CycloneDxReference>,
        /// How severe it is.
        pub ratings: List<CycloneDxRating>,
        /// Weaknesses by their numbers.
        pub cwes: List<u64>,
        /// What it is about, in short.
        pub description: Option<Text>,
        /// The full account.
        pub detail: Option<Text>,
        /// What to do about it.
        pub recommendation: Option<Text>,
        /// Where to read more.
        pub advisories: List<CycloneDxAdvisory>,
        /// When it was first published.
        pub published: Option<Timestamp>,
        /// When it last changed.
        pub updated: Option<Timestamp>,
        /// When it was rejected.
        pub rejected: Option<Timestamp>,
        /// Who is to be thanked.
        pub credits: Option<CycloneDxCredits>,
        /// Which components are affected.
        pub affects: List<CycloneDxAffects>,
    }

    /// Another identifier (CycloneDX `references[]`).
    pub struct CycloneDxReference {
        /// The identifier.
        pub id: Option<Text>,
        /// Whose it is.
        pub source: Option<CycloneDxSource>,
    }

    /// Whose something is (CycloneDX `source`).
    pub struct CycloneDxSource {
        /// Name.
        pub name: Option<Text>,
    }

    /// A severity (CycloneDX `ratings[]`).
    pub struct CycloneDxRating {
        /// Whose rating it is.
        pub source: Option<CycloneDxSource>,
        /// The number.
        pub score: Option<Raw>,
        /// In one word.
        pub severity: Option<Text>,
        /// The method.
        pub method: Option<Text>,
        /// In the method's own notation.
        pub vector: Option<Text>,
    }

    /// Where to read more (CycloneDX `advisories[]`).
    pub struct CycloneDxAdvisory {
        /// Title.
        pub title: Option<Text>,
        /// Address.
        pub url: Option<Link>,
    }

    /// Who is to be thanked (CycloneDX `credits`).
    pub struct CycloneDxCredits {
        /// People, as far as anybody can tell.
        pub individuals: List<CycloneDxContact>,
    }

    /// Somebody (CycloneDX `organizationalContact`).
    pub struct CycloneDxContact {
        /// Name.
        pub name: Option<Text>,
        /// Mail address.
        pub email: Option<Text>,
    }

    /// A component that is affected (CycloneDX `affects[]`).
    pub struct CycloneDxAffects {
        /// The component by its name within the document.
        pub component: Option<Text> = "ref",
        /// Versions by status.
        pub versions: List<CycloneDxVersion>,
    }

    /// A version or a range of them (CycloneDX `affects[].versions[]`).
    pub struct CycloneDxVersion {
        /// A single version.
        pub version: Option<Text>,
        /// A range.
        pub range: Option<VersText>,
        /// `affected`, `unaffected` or `unknown`.
        pub status: Option<Text>,
    }
}

impl JsonDocument for CycloneDx {
    const DOCUMENT: &'static str = "CycloneDX document";

    fn refusal(&self) -> Option<&'static str> {
        let is_it = self.bom_format.as_deref() == Some("CycloneDX");
        (!is_it).then_some("`bomFormat` is not CycloneDX")
    }
}

impl FromAdvisories for CycloneDx {
    /// A document of version 1.6 with a component for each package and a vulnerability for each
    /// advisory:
    ///
    /// - Listed versions stand one by one, ranges in VERS. Where nothing is said about versions,
    ///   or nobody can tell what is said, there is `vers:all/*` with the status `unknown`.
    /// - Withdrawn advisories are `rejected`.
    /// - References stand among `advisories`; one that is no advisory has its type as title.
    /// - `cwe_ids` of `database_specific` are `cwes`.
    ///
    /// `no-package` is the refusal where no advisory names a package.
    fn from_advisories(advisories: &[Advisory]) -> Result<Converted<Self>, Refusal> {
        write::of(advisories)
    }
}
