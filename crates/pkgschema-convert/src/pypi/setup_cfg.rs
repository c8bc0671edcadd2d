//! `setup.cfg`: the configuration that setuptools reads, as far as it declares a distribution.
//!
//! | in `[metadata]` | also | read as |
//! |---|---|---|
//! | `name`, `author`, `author_email`, `maintainer`, `maintainer_email`, `license` | | text |
//! | `version` | | text, `file:`, `attr:` |
//! | `description` | `summary` | text, `file:` |
//! | `long_description` | | text, `file:` |
//! | `url` | `home_page` | text |
//! | `keywords`, `platforms`, `license_files` | `platform` | list, by lines or commas |
//! | `classifiers` | `classifier` | such a list, `file:` |
//! | `project_urls` | | such a list of `label = address` |
//!
//! | in `[options]` | read as |
//! |---|---|
//! | `python_requires` | text |
//! | `install_requires`, `setup_requires` | list, by lines or semicolons, `file:` |
//! | `packages` | list, by lines or commas, `find:`, `find_namespace:` |
//! | `[options.extras_require]` | a list of requirements for each extra |
//! | `entry_points`, `[options.entry_points]` | text, `file:`; a list for each group |
//!
//! What `[metadata]` and these keys say stands in the record as the core metadata of the built
//! distribution would say it; `packages` does not.
//!
//! Keys of these two sections may have `-` for `_`, and capitals. The view keeps them as written.
//! `%%` stands for `%`; what follows a single `%` is filled in by setuptools. What is filled in,
//! and what stands in a file or in a module, is unknown: nothing is opened and nothing is run.
//!
//! Source: setuptools' "Configuring setuptools using setup.cfg files", as setuptools 84 reads it.
//!
//! Invariant: what a directive stands for is never told as the member's text.

mod lints;
mod members;
mod options;
mod record;
mod stated;
mod values;

pub use members::SetupMembers;
pub use stated::{Directive, DirectiveKind, Said, Stated};

use crate::syntax::ini::{self, Delimiters, Ini};
use crate::{Converted, Document};
use options::{KNOWN_SECTIONS, Keys, METADATA, OPTIONS, is_known};
use pkgschema::object::Raw;
use pkgschema::{Finding, ParseError};

/// Between keys and values.
const DELIMITERS: Delimiters = Delimiters::EqualsOrColon;

/// A `setup.cfg`. Its view is an object of the sections, each an object of keys with their
/// values; what is neither stands under the empty name.
///
/// ```
/// use pkgschema_convert::{Document, pypi::SetupCfg};
/// let text = "[metadata]\nname = margin\nversion = attr: margin.VERSION\nHome-Page = https://a.example\n";
/// let members = SetupCfg::parse(text)?.members();
/// assert_eq!(members.name.unwrap().value().unwrap(), "margin");
/// let version = members.version.unwrap();
/// assert_eq!(version.value(), None, "nobody knows without running it");
/// assert_eq!(version.directive().unwrap().as_str(), "attr: margin.VERSION");
/// assert_eq!(members.home_page.unwrap().place.as_str(), "/metadata/Home-Page");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SetupCfg {
    ini: Ini,
}

impl SetupCfg {
    /// The value of a key as written, of the section that counts; several lines have line feeds
    /// between them.
    pub fn get(&self, section: &str, key: &str) -> Option<&str> {
        let section = self.ini.section(section)?;
        let found = section.options.iter().find(|(name, _)| name == key);
        found.map(|(_, value)| value.as_str())
    }

    /// What the file declares of the distribution, as setuptools reads it.
    pub fn members(&self) -> SetupMembers {
        SetupMembers::of(&self.ini)
    }

    /// Whether the file declares what only such a file does, in a way that TOML does not have.
    pub(crate) fn is_certain(&self) -> bool {
        let plain = |value: &str| !is_of_toml(value);
        self.ini.lines.is_empty()
            && self.ini.sections.iter().any(|section| match section.name.as_str() {
                "egg_info" | "bdist_wheel" => !section.options.is_empty(),
                name @ (METADATA | OPTIONS) => {
                    let mut options = section.options.iter();
                    options.any(|(key, value)| is_known(name, key) && plain(value))
                }
                name => {
                    let known = name.strip_prefix("options.");
                    known.is_some_and(|name| KNOWN_SECTIONS.contains(&name))
                        && section.options.iter().any(|(_, value)| plain(value))
                }
            })
    }
}

/// Whether a value could be one of TOML.
fn is_of_toml(value: &str) -> bool {
    let time = value.starts_with(|c: char| c.is_ascii_digit()) && value.contains(['-', ':']);
    value.starts_with(['"', '\'', '[', '{'])
        || matches!(value, "true" | "false")
        || value.parse::<f64>().is_ok()
        || time
}

impl Document for SetupCfg {
    const NAME: &'static str = "setup.cfg";

    fn parse(text: &str) -> Result<Self, ParseError> {
        ini::parse(text, DELIMITERS).map(|ini| Self { ini })
    }

    fn view(&self) -> Raw {
        ini::view(&self.ini)
    }

    fn from_view(view: &Raw) -> Result<Self, ParseError> {
        ini::from_view(view).map(|ini| Self { ini })
    }

    fn render(&self) -> Converted<String> {
        ini::render(&self.ini, DELIMITERS)
    }

    fn check(&self) -> Vec<Finding> {
        lints::of(self)
    }
}
