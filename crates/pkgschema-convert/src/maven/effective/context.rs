//! What a POM may ask of the machine and of the command that builds it.
//!
//! Invariant: nothing is taken from the machine that runs this; what the caller does not say is
//! not known.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

/// Whether there is a file at a path.
type Exists = Arc<dyn Fn(&str) -> bool + Send + Sync>;

/// The surroundings of a build, as far as the caller tells them. The default tells nothing.
///
/// ```
/// use pkgschema_convert::maven::effective::Context;
/// let context = Context::new()
///     .with_system("java.version", "17.0.15")
///     .with_system("os.name", "Linux")
///     .with_user("revision", "1.0")
///     .with_active_profile("release");
/// assert_eq!(context.system("java.version"), Some("17.0.15"));
/// assert_eq!(context.system("java.home"), None);
/// ```
#[derive(Clone, Default)]
pub struct Context {
    system: HashMap<String, String>,
    user: HashMap<String, String>,
    environment: HashMap<String, String>,
    pub(super) active: HashSet<String>,
    pub(super) inactive: HashSet<String>,
    pub(super) folder: Option<String>,
    pub(super) base_uri: Option<String>,
    pub(super) timestamp: Option<String>,
    pub(super) packaging: Option<String>,
    pub(super) exists: Option<Exists>,
}

impl Context {
    /// Surroundings of which nothing is known.
    pub fn new() -> Self {
        Self::default()
    }

    /// With a system property: `java.version`, `os.name`, `os.arch`, `os.version`.
    #[must_use]
    pub fn with_system(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.system.insert(name.into(), value.into());
        self
    }

    /// With a property of the command, as behind `-D`.
    #[must_use]
    pub fn with_user(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.user.insert(name.into(), value.into());
        self
    }

    /// With a variable of the environment: `PATH`, which expressions call `env.PATH`.
    #[must_use]
    pub fn with_environment(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.environment.insert(name.into(), value.into());
        self
    }

    /// With a profile that is asked for.
    #[must_use]
    pub fn with_active_profile(mut self, id: impl Into<String>) -> Self {
        self.active.insert(id.into());
        self
    }

    /// With a profile that is not wanted.
    #[must_use]
    pub fn with_inactive_profile(mut self, id: impl Into<String>) -> Self {
        self.inactive.insert(id.into());
        self
    }

    /// With the folder of the POM, as an absolute path: what `basedir` is.
    #[must_use]
    pub fn with_folder(mut self, path: impl Into<String>) -> Self {
        self.folder = Some(path.into());
        self
    }

    /// With that folder as a URI: what `project.baseUri` is.
    #[must_use]
    pub fn with_base_uri(mut self, uri: impl Into<String>) -> Self {
        self.base_uri = Some(uri.into());
        self
    }

    /// With the time of the build, in the format that is wanted: what `maven.build.timestamp` is.
    #[must_use]
    pub fn with_timestamp(mut self, timestamp: impl Into<String>) -> Self {
        self.timestamp = Some(timestamp.into());
        self
    }

    /// With the packaging for profiles that ask for one, if it is not the POM's own.
    #[must_use]
    pub fn with_packaging(mut self, packaging: impl Into<String>) -> Self {
        self.packaging = Some(packaging.into());
        self
    }

    /// With an answer to whether there is a file at an absolute path, for profiles that ask.
    #[must_use]
    pub fn with_files(mut self, exists: impl Fn(&str) -> bool + Send + Sync + 'static) -> Self {
        self.exists = Some(Arc::new(exists));
        self
    }

    /// A system property. Variables of the environment are among them as `env.NAME`.
    pub fn system(&self, name: &str) -> Option<&str> {
        let variable = || self.environment(name.strip_prefix("env.")?);
        self.system.get(name).map(String::as_str).or_else(variable)
    }

    /// A property of the command.
    pub fn user(&self, name: &str) -> Option<&str> {
        self.user.get(name).map(String::as_str)
    }

    /// A variable of the environment.
    pub fn environment(&self, name: &str) -> Option<&str> {
        self.environment.get(name).map(String::as_str)
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("system", &self.system)
            .field("user", &self.user)
            .field("active", &self.active)
            .field("inactive", &self.inactive)
            .field("folder", &self.folder)
            .finish_non_exhaustive() // the environment may hold secrets
    }
}
