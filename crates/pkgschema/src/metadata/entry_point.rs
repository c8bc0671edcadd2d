//! What can be run or imported from a package.
//!
//! Invariant: a structured declaration is kept whole, never cut down to one path.

use crate::Text;
use crate::object::Raw;

crate::object! {
    /// Something that can be run or imported.
    pub struct EntryPoint {
        required {
            /// What it is.
            pub kind: EntryPointKind,
        }
        /// The name it is called by.
        pub name: Option<Text>,
        /// The group that it is found by, of a plugin (PyPI `pytest11`).
        pub group: Option<Text>,
        /// The file, class or function behind it.
        pub target: Option<Text>,
        /// The declaration as written, where it is more than a target (npm `exports`).
        pub value: Option<Raw>,
    }

    /// Something that the package provides beside its name.
    pub struct Provided {
        required {
            /// What it is.
            pub kind: ProvidedKind,
            /// Its name.
            pub name: Text,
        }
        /// Whether it is only for the package's own use (PyPI `; private`). Absent means that it
        /// is not.
        pub private: Option<bool>,
    }
}

crate::open_enum! {
    /// What an entry point is.
    pub enum EntryPointKind {
        /// A command.
        Command = "command",
        /// A command that opens no terminal (PyPI `gui_scripts`).
        GuiCommand = "gui-command",
        /// What other packages find by its group (PyPI entry points).
        Plugin = "plugin",
        /// What importing the package gives.
        Main = "main",
        /// The same, as an ECMAScript module (npm `module`).
        Module = "module",
        /// The same, for browsers (npm `browser`).
        Browser = "browser",
        /// Its type declarations (npm `types`, `typings`).
        Types = "types",
        /// A map of what can be imported (npm `exports`).
        Exports = "exports",
        /// A library target (Cargo `[lib]`).
        Library = "library",
        /// A manual page.
        Manual = "manual",
    }

    /// What a package provides beside its name.
    pub enum ProvidedKind {
        /// A native library that it links (Cargo `links`).
        NativeLibrary = "native-library",
        /// A name that it can be imported by (PyPI `Import-Name`).
        ImportName = "import-name",
        /// A namespace that it adds modules to (PyPI `Import-Namespace`).
        ImportNamespace = "import-namespace",
        /// Another package that it stands for (PyPI `Provides-Dist`).
        Package = "package",
        /// Another package that it makes obsolete (PyPI `Obsoletes-Dist`).
        Obsoletes = "obsoletes",
        /// A capability (Gradle).
        Capability = "capability",
    }
}
