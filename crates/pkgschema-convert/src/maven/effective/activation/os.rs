//! Profiles for operating systems.
//!
//! Source: Maven 3.8, `OperatingSystemProfileActivator`; plexus-utils, `Os`.
//!
//! Invariant: words compare without regard to case, and what the caller does not tell is not
//! known.

use super::{Context, Verdict};
use crate::maven::pom::ActivationOs;

pub(super) fn verdict(os: &ActivationOs, context: &Context) -> Verdict {
    let system = |name: &str| {
        let value = context.system(name).map(str::to_lowercase);
        value.ok_or_else(|| format!("the property {name} is not known"))
    };
    let conditions = [
        os.family
            .as_deref()
            .map(|word| test(word, |word| family(word, &system("os.name")?, context))),
        os.name.as_deref().map(|word| test(word, |word| Ok(system("os.name")? == word))),
        os.arch.as_deref().map(|word| test(word, |word| Ok(system("os.arch")? == word))),
        os.version.as_deref().map(|word| test(word, |word| Ok(system("os.version")? == word))),
    ];
    super::all(conditions)
}

/// A word in lower case, or any other than it.
fn test(word: &str, holds: impl Fn(&str) -> Verdict) -> Verdict {
    match word.strip_prefix('!') {
        Some(other) => Ok(!holds(&other.to_lowercase())?),
        None => holds(&word.to_lowercase()),
    }
}

fn family(word: &str, name: &str, context: &Context) -> Verdict {
    let windows = name.contains("windows");
    let win9x = windows && ["95", "98", "me", "ce"].iter().any(|part| name.contains(part));
    let separator = || match context.system("path.separator") {
        Some(separator) => separator,
        None if windows || name.contains("os/2") || name.contains("netware") => ";",
        None => ":",
    };
    Ok(match word {
        "dos" => separator() == ";" && !name.contains("netware"),
        "unix" => {
            let mac = name.contains("mac");
            separator() == ":" && !name.contains("openvms") && (!mac || name.ends_with('x'))
        }
        "winnt" => windows && !win9x,
        "win9x" => win9x,
        "z/os" => name.contains("z/os") || name.contains("os/390"),
        "tandem" => name.contains("nonstop_kernel"),
        word => name.contains(word),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use pkgschema::Text;

    fn os(family: &str, context: &Context) -> Verdict {
        let os = ActivationOs { family: Some(Text::from(family)), ..Default::default() };
        verdict(&os, context)
    }

    #[test]
    fn families() {
        for (name, families) in [
            ("Linux", "unix linux !windows !mac !dos"),
            ("Mac OS X", "mac unix !windows"),
            ("Windows 10", "windows winnt dos !unix !win9x"),
            ("Windows 98", "windows win9x !winnt"),
            ("z/OS", "z/os unix"),
        ] {
            let context = Context::new().with_system("os.name", name);
            for family in families.split(' ') {
                assert_eq!(os(family, &context), Ok(true), "{family} on {name}");
            }
        }
        assert!(os("unix", &Context::new()).is_err());
        assert_eq!(verdict(&ActivationOs::default(), &Context::new()), Ok(false));
    }
}
