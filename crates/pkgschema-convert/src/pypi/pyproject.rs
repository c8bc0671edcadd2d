//! `pyproject.toml`: what authors of Python's packages write.
//!
//! Source: the packaging specifications, "pyproject.toml" (PEP 518, 621, 639, 794) and
//! "Dependency Groups" (PEP 735); TOML 1.1, of which the specification's 1.0 is a part.
//!
//! Invariant: tables of tools are kept and never read as metadata; `[tool.poetry]`, which looks
//! like `[project]`, is a finding.

mod groups;
mod lints;
pub(super) mod origin;
mod people;
pub(super) mod record;
pub(super) mod write;

pub use groups::Resolved;

use crate::syntax::toml::{self, document::toml_document};
use pkgschema::Text;
use pkgschema::object::{Entries, Items, List, Map};

toml_document! {
    /// A `pyproject.toml`. Derefs to its tables.
    ///
    /// ```
    /// use pkgschema_convert::{Document, pypi::Pyproject};
    /// let text = "[project]\nname = \"sampleproject\"\nversion = \"4.0.0\"\nlicense = \"MIT\"\n";
    /// let document = Pyproject::parse(text)?;
    /// let project = document.project.as_ref();
    /// assert_eq!(project.and_then(|project| project.name.as_deref()), Some("sampleproject"));
    /// assert!(document.check().is_empty());
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct Pyproject(Tables) = "pyproject.toml" {
        read: |text| toml::document::read(text, toml::LONGEST),
        refusal: |_| None,
        layout: is_one_line,
        lints: lints::of,
    }
}

/// Whether a table or an array of tables is written in one line: a file, people, a group.
fn is_one_line(path: &[String]) -> bool {
    let [table, key] = path else { return false };
    let of_project = || matches!(key.as_str(), "readme" | "license" | "authors" | "maintainers");
    table == "dependency-groups" || (table == "project" && of_project())
}

pkgschema::object! {
    /// The tables of a `pyproject.toml`. Those of tools stand in the remainder.
    pub struct Tables {
        /// What the package is built with.
        pub build_system: Option<BuildSystem> = "build-system",
        /// The package.
        pub project: Option<Project>,
        /// Lists of requirements for work on the package, by name.
        pub dependency_groups: Map<Items<GroupEntry>> = "dependency-groups",
    }

    /// The `[build-system]` table.
    pub struct BuildSystem {
        /// What the build needs.
        pub requires: List<Text>,
        /// The object that builds, as an entry point names it.
        pub build_backend: Option<Text> = "build-backend",
        /// Folders of the package with its own backend.
        pub backend_path: List<Text> = "backend-path",
    }

    /// The `[project]` table.
    pub struct Project {
        /// Name.
        pub name: Option<Text>,
        /// Version.
        pub version: Option<Text>,
        /// One line about the package.
        pub description: Option<Text>,
        /// The description, in a file or as text.
        pub readme: Option<ReadmeSpec>,
        /// Versions of Python that will do.
        pub requires_python: Option<Text> = "requires-python",
        /// The licence.
        pub license: Option<LicenseSpec>,
        /// Patterns of the files with licence texts.
        pub license_files: List<Text> = "license-files",
        /// Who wrote it.
        pub authors: List<ProjectPerson>,
        /// Who looks after it.
        pub maintainers: List<ProjectPerson>,
        /// Words to find it by.
        pub keywords: List<Text>,
        /// Words of the registry's list.
        pub classifiers: List<Text>,
        /// Addresses by their labels.
        pub urls: Map<Text>,
        /// Commands, each with its object.
        pub scripts: Map<Text>,
        /// Commands that open no terminal, each with its object.
        pub gui_scripts: Map<Text> = "gui-scripts",
        /// Other entry points by their groups.
        pub entry_points: Map<Entries<Text>> = "entry-points",
        /// What it needs to run.
        pub dependencies: List<Text>,
        /// What its extras need, by their names.
        pub optional_dependencies: Map<Items<Text>> = "optional-dependencies",
        /// Keys that the build decides.
        pub dynamic: List<Text>,
        /// Modules that it can be imported by.
        pub import_names: List<Text> = "import-names",
        /// Namespaces that it adds modules to.
        pub import_namespaces: List<Text> = "import-namespaces",
    }

    /// A person as a table.
    pub struct ProjectPerson {
        /// The name.
        pub name: Option<Text>,
        /// The mail address.
        pub email: Option<Text>,
    }

    /// A description as a table.
    pub struct ReadmeTable {
        /// The file that holds it.
        pub file: Option<Text>,
        /// The text itself.
        pub text: Option<Text>,
        /// Its media type.
        pub content_type: Option<Text> = "content-type",
    }

    /// A licence as a table, as it was written before PEP 639.
    pub struct LicenseTable {
        /// The text itself, or the licence's name.
        pub text: Option<Text>,
        /// The file that holds it.
        pub file: Option<Text>,
    }

    /// All of another group.
    pub struct IncludeGroup {
        required {
            /// The other group's name.
            pub include_group: Text = "include-group",
        }
    }
}

pkgschema::one_of! {
    /// A description.
    pub enum ReadmeSpec {
        /// The file.
        File(Text) = string,
        /// The file or text, and its media type.
        Table(ReadmeTable) = object,
    }

    /// A licence.
    pub enum LicenseSpec {
        /// An SPDX expression.
        Expression(Text) = string,
        /// A text or a file.
        Table(LicenseTable) = object,
    }

    /// What a dependency group lists.
    pub enum GroupEntry {
        /// A requirement.
        Requirement(Text) = string,
        /// Another group.
        Include(IncludeGroup) = object,
    }
}
