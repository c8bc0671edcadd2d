//! The variables of markers.
//!
//! Invariant: the old spellings of a variable are the variable.

use pkgschema::Text;
use std::fmt;

/// A variable that a marker asks about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MarkerVariable {
    /// `os_name`: `posix`, `nt`, `java`.
    OsName,
    /// `sys_platform`: `linux`, `darwin`, `win32`.
    SysPlatform,
    /// `platform_machine`: `x86_64`.
    PlatformMachine,
    /// `platform_python_implementation`: `CPython`.
    PlatformPythonImplementation,
    /// `platform_release`: the release of the system's kernel. Compared as a version.
    PlatformRelease,
    /// `platform_system`: `Linux`, `Windows`.
    PlatformSystem,
    /// `platform_version`: in words of the system.
    PlatformVersion,
    /// `python_version`: two numbers, as `3.12`. Compared as a version.
    PythonVersion,
    /// `python_full_version`: `3.12.1`. Compared as a version.
    PythonFullVersion,
    /// `implementation_name`: `cpython`.
    ImplementationName,
    /// `implementation_version`. Compared as a version.
    ImplementationVersion,
    /// `extra`: the extra that is installed for, or none.
    Extra,
    /// `extras`: the extras that are installed, a set (lock files).
    Extras,
    /// `dependency_groups`: the groups that are installed, a set (lock files).
    DependencyGroups,
    /// A name that the specification does not have ([`MarkerVariable::parse`],
    /// [`MarkerVariable::as_str`]).
    #[non_exhaustive]
    Other(Text),
}

impl MarkerVariable {
    /// What the specification has, by the names it is written with today.
    pub const KNOWN: [Self; 14] = [
        Self::OsName,
        Self::SysPlatform,
        Self::PlatformMachine,
        Self::PlatformPythonImplementation,
        Self::PlatformRelease,
        Self::PlatformSystem,
        Self::PlatformVersion,
        Self::PythonVersion,
        Self::PythonFullVersion,
        Self::ImplementationName,
        Self::ImplementationVersion,
        Self::Extra,
        Self::Extras,
        Self::DependencyGroups,
    ];

    /// The variable of a name: letters, digits, underscores and dots, no keyword. Old spellings
    /// (`os.name`, `python_implementation`) are known. `None` for what could be no name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::known(name).or_else(|| Self::other(name))
    }

    /// Today's names, and the spellings from before PEP 508.
    fn known(name: &str) -> Option<Self> {
        Some(match name {
            "os_name" | "os.name" => Self::OsName,
            "sys_platform" | "sys.platform" => Self::SysPlatform,
            "platform_machine" | "platform.machine" => Self::PlatformMachine,
            "platform_python_implementation"
            | "platform.python_implementation"
            | "python_implementation" => Self::PlatformPythonImplementation,
            "platform_release" => Self::PlatformRelease,
            "platform_system" => Self::PlatformSystem,
            "platform_version" | "platform.version" => Self::PlatformVersion,
            "python_version" => Self::PythonVersion,
            "python_full_version" => Self::PythonFullVersion,
            "implementation_name" => Self::ImplementationName,
            "implementation_version" => Self::ImplementationVersion,
            "extra" => Self::Extra,
            "extras" => Self::Extras,
            "dependency_groups" => Self::DependencyGroups,
            _ => return None,
        })
    }

    fn other(name: &str) -> Option<Self> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.';
        let begins = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        let keyword = matches!(name, "and" | "or" | "in" | "not");
        (begins && !keyword && name.bytes().all(fits)).then(|| Self::Other(name.into()))
    }

    /// The name as it is written today.
    pub fn as_str(&self) -> &str {
        match self {
            Self::OsName => "os_name",
            Self::SysPlatform => "sys_platform",
            Self::PlatformMachine => "platform_machine",
            Self::PlatformPythonImplementation => "platform_python_implementation",
            Self::PlatformRelease => "platform_release",
            Self::PlatformSystem => "platform_system",
            Self::PlatformVersion => "platform_version",
            Self::PythonVersion => "python_version",
            Self::PythonFullVersion => "python_full_version",
            Self::ImplementationName => "implementation_name",
            Self::ImplementationVersion => "implementation_version",
            Self::Extra => "extra",
            Self::Extras => "extras",
            Self::DependencyGroups => "dependency_groups",
            Self::Other(name) => name,
        }
    }

    /// Whether the specification has it.
    pub fn is_known(&self) -> bool {
        !matches!(self, Self::Other(_))
    }

    /// Whether its values are compared as versions where both sides are such.
    pub fn is_version(&self) -> bool {
        matches!(
            self,
            Self::PlatformRelease
                | Self::PythonVersion
                | Self::PythonFullVersion
                | Self::ImplementationVersion
        )
    }

    /// Whether its values are sets of names.
    pub fn is_set(&self) -> bool {
        matches!(self, Self::Extras | Self::DependencyGroups)
    }
}

impl fmt::Display for MarkerVariable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_reads_back() {
        for variable in MarkerVariable::KNOWN {
            assert_eq!(MarkerVariable::parse(variable.as_str()).as_ref(), Some(&variable));
        }
        let other = MarkerVariable::parse("os_nam").unwrap();
        assert!(!other.is_known() && other.as_str() == "os_nam");
        assert_eq!(MarkerVariable::parse("and"), None);
    }
}
