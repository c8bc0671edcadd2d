//! Where a package runs and what it needs there.
//!
//! Invariant: platform words are the ecosystem's; nothing here translates them.

use crate::Text;
use crate::object::List;
use crate::version::RequirementText;

crate::object! {
    /// Where the package runs. An absent list leaves it open.
    pub struct Platforms {
        /// Operating systems; a leading `!` excludes one (npm).
        pub os: List<Text>,
        /// Processor architectures; a leading `!` excludes one (npm).
        pub cpu: List<Text>,
        /// C libraries (npm).
        pub libc: List<Text>,
    }

    /// A runtime or tool that the package needs.
    pub struct RuntimeRequirement {
        required {
            /// Its name: `node`, `npm`, `python`, `rust`, `java`, `maven`.
            pub name: Text,
        }
        /// Which versions will do.
        pub requirement: Option<RequirementText>,
        /// When it is needed. Absent means when the package runs.
        pub phase: Option<RuntimePhase>,
        /// What tools are to do where it is missing (npm `onFail`).
        pub on_failure: Option<Text> = "onFailure",
    }
}

crate::open_enum! {
    /// When a runtime or tool is needed.
    pub enum RuntimePhase {
        /// When the package runs.
        Run = "run",
        /// To work on the package: its runtime (npm `devEngines.runtime`).
        Development = "development",
        /// To work on the package: its package manager (npm `devEngines.packageManager`).
        DevelopmentPackageManager = "development-package-manager",
    }
}
