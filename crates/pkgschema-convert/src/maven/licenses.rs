//! Licences of Maven's packages: names and addresses, of which one may choose.
//!
//! Source: the POM reference, "Licenses"; the SPDX License List for names and addresses.
//!
//! Invariant: a name is read as SPDX only if it names one licence of one version.

use super::pom::PomLicense;
use crate::licensing;
use pkgschema::Text;
use pkgschema::metadata::{DeclaredLicense, License};
use pkgschema::object::List;
use pkgschema::text::Link;

/// Words of names that say nothing: between them names are compared.
const EMPTY: [&str; 7] = ["the", "license", "licence", "version", "software", "v", "public"];

/// Names without the words that say nothing, in lower case, and the identifier.
const NAMES: &[(&str, &str)] = &[
    ("apache 2", "Apache-2.0"),
    ("apache 2.0", "Apache-2.0"),
    ("apache asl 2.0", "Apache-2.0"),
    ("asl 2.0", "Apache-2.0"),
    ("al2.0", "Apache-2.0"),
    ("apache 1.1", "Apache-1.1"),
    ("mit", "MIT"),
    ("x11", "X11"),
    ("isc", "ISC"),
    ("bsd 2-clause", "BSD-2-Clause"),
    ("simplified bsd", "BSD-2-Clause"),
    ("bsd 3-clause", "BSD-3-Clause"),
    ("new bsd", "BSD-3-Clause"),
    ("revised bsd", "BSD-3-Clause"),
    ("modified bsd", "BSD-3-Clause"),
    ("eclipse 1.0", "EPL-1.0"),
    ("eclipse 2.0", "EPL-2.0"),
    ("epl 1.0", "EPL-1.0"),
    ("epl 2.0", "EPL-2.0"),
    ("eclipse distribution 1.0", "BSD-3-Clause"),
    ("edl 1.0", "BSD-3-Clause"),
    ("mozilla 1.1", "MPL-1.1"),
    ("mozilla 2.0", "MPL-2.0"),
    ("mpl 1.1", "MPL-1.1"),
    ("mpl 2.0", "MPL-2.0"),
    ("cddl 1.0", "CDDL-1.0"),
    ("cddl 1.1", "CDDL-1.1"),
    ("common development and distribution 1.0", "CDDL-1.0"),
    ("common development and distribution 1.1", "CDDL-1.1"),
    ("common 1.0", "CPL-1.0"),
    ("cc0 1.0 universal", "CC0-1.0"),
    ("cc0", "CC0-1.0"),
    ("unlicense", "Unlicense"),
    ("zlib", "Zlib"),
    ("universal permissive 1.0", "UPL-1.0"),
    ("bouncy castle", "MIT"),
    ("boost 1.0", "BSL-1.0"),
];

/// Addresses without their scheme, `www.` and what ends them, and the identifier.
const ADDRESSES: &[(&str, &str)] = &[
    ("apache.org/licenses/license-2.0", "Apache-2.0"),
    ("opensource.org/licenses/apache-2.0", "Apache-2.0"),
    ("opensource.org/licenses/mit", "MIT"),
    ("opensource.org/licenses/mit-license", "MIT"),
    ("opensource.org/licenses/bsd-2-clause", "BSD-2-Clause"),
    ("opensource.org/licenses/bsd-3-clause", "BSD-3-Clause"),
    ("opensource.org/licenses/isc", "ISC"),
    ("eclipse.org/legal/epl-v10", "EPL-1.0"),
    ("eclipse.org/legal/epl-2.0", "EPL-2.0"),
    ("eclipse.org/legal/epl-v20", "EPL-2.0"),
    ("mozilla.org/mpl/2.0", "MPL-2.0"),
    ("mozilla.org/mpl/1.1", "MPL-1.1"),
    ("creativecommons.org/publicdomain/zero/1.0", "CC0-1.0"),
];

/// The licences that a POM declares.
pub(super) fn read(licenses: &List<PomLicense>) -> Option<License> {
    if licenses.is_empty() {
        return None;
    }
    let mut license = License::default();
    license.declared = licenses.iter().map(declared).collect();
    let named = |one: &DeclaredLicense| {
        let name = one.name.as_deref();
        let identifier =
            name.and_then(|name| licensing::expression(name).or_else(|| by_name(name)));
        identifier.or_else(|| by_address(one.url.as_ref()?.as_str()))
    };
    license.expression = licensing::choice(&license.declared, named).map(Text::from);
    Some(license)
}

fn declared(one: &PomLicense) -> DeclaredLicense {
    let mut declared = DeclaredLicense::default();
    declared.name = one.name.clone();
    declared.url = one.url.clone().map(Link::from_document);
    declared.distribution = one.distribution.clone();
    declared.comments = one.comments.clone();
    declared
}

/// The licences of a record: as declared, or else the expression.
pub(super) fn write(license: Option<&License>) -> List<PomLicense> {
    let Some(license) = license else { return List::absent() };
    let all: Vec<PomLicense> = license.declared.iter().map(written).collect();
    match (all.is_empty(), &license.expression) {
        (true, Some(expression)) => {
            let mut one = PomLicense::default();
            one.name = Some(expression.clone());
            List::from(vec![one])
        }
        _ => List::unless_empty(all),
    }
}

fn written(declared: &DeclaredLicense) -> PomLicense {
    let mut one = PomLicense::default();
    one.name = declared.name.clone();
    one.url = declared.url.as_ref().map(|url| url.as_str().into());
    one.distribution = declared.distribution.clone();
    one.comments = declared.comments.clone();
    one
}

/// The identifier of a licence by a name in common use.
fn by_name(name: &str) -> Option<String> {
    let plain = name.to_lowercase().replace([',', '(', ')', '"', '\''], " ");
    let words = plain.split_whitespace().map(|word| {
        let numbered =
            word.strip_prefix('v').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        numbered.unwrap_or(word)
    });
    let words: Vec<&str> = words.filter(|word| !EMPTY.contains(word)).collect();
    let joined = words.join(" ");
    NAMES.iter().find(|(name, _)| *name == joined).map(|(_, id)| (*id).to_owned())
}

/// The identifier of a licence by a well-known address of its text.
fn by_address(url: &str) -> Option<String> {
    let lower = url.trim().to_lowercase();
    let (_, rest) = lower.split_once("://")?;
    let rest = rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/');
    let endings = [".txt", ".html", ".php", ".htm"];
    let plain = endings.iter().find_map(|ending| rest.strip_suffix(ending)).unwrap_or(rest);
    ADDRESSES.iter().find(|(address, _)| *address == plain).map(|(_, id)| (*id).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_as(licenses: &[(&str, &str)]) -> Option<String> {
        let one = |(name, url): &(&str, &str)| {
            let mut one = PomLicense::default();
            one.name = Some(Text::from(*name)).filter(|name| !name.is_empty());
            one.url = Some(Text::from(*url)).filter(|url| !url.is_empty());
            one
        };
        read(&licenses.iter().map(one).collect())?.expression.map(String::from)
    }

    #[test]
    fn names_and_addresses_in_common_use() {
        for (name, url, expected) in [
            ("Apache-2.0", "", Some("Apache-2.0")),
            ("The Apache Software License, Version 2.0", "", Some("Apache-2.0")),
            ("Apache License, Version 2.0", "", Some("Apache-2.0")),
            ("Eclipse Public License v2.0", "", Some("EPL-2.0")),
            ("The MIT License", "", Some("MIT")),
            ("GNU General Public License", "", None),
            ("BSD License", "", None),
            ("Ours", "https://www.apache.org/licenses/LICENSE-2.0.txt", Some("Apache-2.0")),
            ("Ours", "https://example.org/licence", None),
            ("", "", None),
        ] {
            assert_eq!(read_as(&[(name, url)]).as_deref(), expected, "{name} {url}");
        }
        let both = [("MIT", ""), ("Apache License, Version 2.0", "")];
        assert_eq!(read_as(&both).as_deref(), Some("MIT OR Apache-2.0"));
        assert_eq!(read_as(&[]), None);
    }
}
