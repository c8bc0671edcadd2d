//! The fields of core metadata.
//!
//! Source: the packaging specifications, "Core metadata specifications", versions 1.0 to 2.6, and
//! for the fields that were taken out again PEP 241 and PEP 314.
//!
//! Invariant: a field stands once in the list below, from which its member, its place in the order
//! of writing and its rules come.

use pkgschema::Text;
use pkgschema::object::List;

/// A version of the format, `(2, 1)` for 2.1.
pub(super) type FormatVersion = (u8, u8);

/// The versions that there are, oldest first.
pub(super) const VERSIONS: [FormatVersion; 9] =
    [(1, 0), (1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (2, 4), (2, 5), (2, 6)];

/// What holds of a field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    /// Its name, as the specification spells it.
    pub(super) name: &'static str,
    /// Whether it may stand in a document more than once.
    pub(super) is_multiple: bool,
    /// The version that it came with.
    pub(super) since: FormatVersion,
}

/// Hands the list of the fields to a macro: documentation, member, name, how often it may stand
/// (`words`: once, with a list in it), and the version that it came with.
macro_rules! with_core_fields {
    ($callback:ident) => {
        $callback! {
            /// Version of the format.
            metadata_version "Metadata-Version" once (1, 0),
            /// Name of the distribution.
            name "Name" once (1, 0),
            /// Version of the distribution.
            version "Version" once (1, 0),
            /// Fields that a build may give another value.
            dynamic "Dynamic" many (2, 2),
            /// Operating systems that no classifier names.
            platform "Platform" many (1, 0),
            /// Operating systems and processors that a binary was built for.
            supported_platform "Supported-Platform" many (1, 1),
            /// One line about the distribution.
            summary "Summary" once (1, 0),
            /// The description, where it does not stand in the body.
            description "Description" once (1, 0),
            /// Media type of the description.
            description_content_type "Description-Content-Type" once (2, 1),
            /// Words to find it by, with commas between them.
            keywords "Keywords" words (1, 0),
            /// Home page. Deprecated in favour of `Project-URL`.
            home_page "Home-page" once (1, 0),
            /// Where it can be downloaded. Deprecated in favour of `Project-URL`.
            download_url "Download-URL" once (1, 1),
            /// Names of its authors.
            author "Author" once (1, 0),
            /// Mail addresses of its authors, with names or without.
            author_email "Author-email" once (1, 0),
            /// Names of its maintainers.
            maintainer "Maintainer" once (1, 2),
            /// Mail addresses of its maintainers, with names or without.
            maintainer_email "Maintainer-email" once (1, 2),
            /// The licence as free text. Deprecated in favour of `License-Expression`.
            license "License" once (1, 0),
            /// The licence as an SPDX expression.
            license_expression "License-Expression" once (2, 4),
            /// Files with licence texts.
            license_file "License-File" many (2, 4),
            /// Words of the registry's list.
            classifier "Classifier" many (1, 1),
            /// What it needs to run.
            requires_dist "Requires-Dist" many (1, 2),
            /// Versions of Python that will do.
            requires_python "Requires-Python" once (1, 2),
            /// What it needs that no registry of Python's has.
            requires_external "Requires-External" many (1, 2),
            /// Addresses, each behind a label and a comma.
            project_url "Project-URL" many (1, 2),
            /// Names of optional parts.
            provides_extra "Provides-Extra" many (2, 1),
            /// Distributions that it brings along or stands for.
            provides_dist "Provides-Dist" many (1, 2),
            /// Distributions that it makes obsolete.
            obsoletes_dist "Obsoletes-Dist" many (1, 2),
            /// Modules that it can be imported by.
            import_name "Import-Name" many (2, 5),
            /// Namespaces that it adds modules to.
            import_namespace "Import-Namespace" many (2, 5),
            /// Modules that it needs (1.1).
            requires "Requires" many (1, 1),
            /// Modules that it brings (1.1).
            provides "Provides" many (1, 1),
            /// Modules that it makes obsolete (1.1).
            obsoletes "Obsoletes" many (1, 1),
        }
    };
}
pub(super) use with_core_fields;

macro_rules! declare {
    ($( $(#[doc = $doc:expr])+ $field:ident $name:literal $times:ident $since:expr, )+) => {
        pkgschema::object! {
            /// The fields of a core metadata document by their names, each with its values in the
            /// order of the text. Values of several lines are as written, line ends and the blanks
            /// that begin a line included.
            pub struct CoreFields {
                $( $(#[doc = $doc])+ pub $field: List<Text> = $name, )+
                /// What stands behind the fields: the description, in versions from 2.1 on.
                pub body: Option<Text>,
            }
        }

        /// Every field, in the order in which they are written.
        pub(super) const RULES: &[Rule] = &[$(
            Rule {
                name: $name,
                is_multiple: declare!(@multiple $times),
                since: $since,
            },
        )+];

        impl CoreFields {
            /// The values of the field with this name, as the specification spells it.
            pub(super) fn values_mut(&mut self, name: &str) -> Option<&mut List<Text>> {
                match name {
                    $( $name => Some(&mut self.$field), )+
                    _ => None,
                }
            }

            /// The name of a field that is spelt as the specification spells it.
            pub(super) fn exact(name: &str) -> Option<&'static str> {
                match name {
                    $( $name => Some($name), )+
                    _ => None,
                }
            }

            /// Every field that is there, with its values.
            pub(super) fn stated(&self) -> impl Iterator<Item = (&'static Rule, &List<Text>)> {
                let values = [$( &self.$field, )+];
                RULES.iter().zip(values).filter(|(_, values)| values.is_present())
            }
        }
    };
    (@multiple many) => { true };
    (@multiple once) => { false };
    (@multiple words) => { false };
}

with_core_fields!(declare);

/// The rule of the field with this name, in any case.
pub(super) fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name.eq_ignore_ascii_case(name))
}

impl CoreFields {
    /// The first value of a field, without the blanks around it; nothing for an empty one.
    pub(super) fn first(values: &List<Text>) -> Option<&str> {
        values.first().map(|text| text.trim()).filter(|text| !text.is_empty())
    }

    /// The version of the format that the document states, if there is such a one.
    pub(super) fn format_version(&self) -> Option<FormatVersion> {
        let (major, minor) = Self::first(&self.metadata_version)?.split_once('.')?;
        let plain = |part: &str| part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        let whole = plain(major) && plain(minor);
        whole.then(|| Some((major.parse().ok()?, minor.parse().ok()?))).flatten()
    }

    /// The oldest version that has all the fields that are there. A body counts as a description
    /// of 2.1.
    pub(super) fn needed_version(&self) -> FormatVersion {
        let fields = self.stated().map(|(rule, _)| rule.since);
        fields.chain(self.body.as_ref().map(|_| (2, 1))).max().unwrap_or((1, 0))
    }
}
