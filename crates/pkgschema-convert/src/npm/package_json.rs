//! `package.json`, as authors write it and as tools normalise it.
//!
//! Source: the npm CLI's documentation of `package.json` (version 11), and the older spellings
//! that packages still carry.
//!
//! Invariant: a member of a shape that nobody documents stays in the remainder; it never costs
//! the document.

use crate::names;
use crate::syntax::json::JsonDocument;
use pkgschema::identity::Ecosystem;
use pkgschema::object::{Entries, Items, List, Map, Raw};
use pkgschema::text::Link;
use pkgschema::{Finding, Pointer, Text};

pkgschema::object! {
    /// A `package.json`.
    ///
    /// ```
    /// use pkgschema_convert::{Document, npm::PackageJson};
    /// let package = PackageJson::parse(r#"{"name": "left-pad", "engines": ["node >= 0.8"]}"#)?;
    /// assert_eq!(package.name.as_deref(), Some("left-pad"));
    /// assert_eq!(package.view().as_str(), r#"{"name":"left-pad","engines":["node >= 0.8"]}"#);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct PackageJson {
        /// Name, with the scope before a slash.
        pub name: Option<Text>,
        /// Version.
        pub version: Option<Text>,
        /// Whether publishing is refused.
        pub private: Option<bool>,
        /// One line about the package.
        pub description: Option<Text>,
        /// Words to find it by.
        pub keywords: Option<Words>,
        /// Home page.
        pub homepage: Option<Link>,
        /// Where to report problems.
        pub bugs: Option<Bugs>,
        /// Licence.
        pub license: Option<LicenseSpec>,
        /// Licences, in the form that npm gave up.
        pub licenses: Option<LicenseSpec>,
        /// Who wrote it.
        pub author: Option<PersonSpec>,
        /// Who helped.
        pub contributors: Option<PersonSpec>,
        /// Who looks after it.
        pub maintainers: Option<PersonSpec>,
        /// Ways to pay for the work.
        pub funding: Option<FundingSpec>,
        /// Where the source is kept.
        pub repository: Option<RepositorySpec>,
        /// The text of the readme.
        pub readme: Option<Text>,
        /// Module that importing the package gives.
        pub main: Option<Text>,
        /// The same as an ECMAScript module.
        pub module: Option<Text>,
        /// The same for browsers, or replacements for them.
        pub browser: Option<TargetSpec>,
        /// Type declarations.
        pub types: Option<Text>,
        /// Type declarations, by the older name.
        pub typings: Option<Text>,
        /// Map of what can be imported.
        pub exports: Option<TargetSpec>,
        /// Commands.
        pub bin: Option<BinSpec>,
        /// Manual pages.
        pub man: Option<Words>,
        /// Commands to run on occasions.
        pub scripts: Map<Text>,
        /// Packages needed to run.
        pub dependencies: Map<Text>,
        /// Packages needed to work on the package.
        pub dev_dependencies: Map<Text> = "devDependencies",
        /// Packages that the one who installs it brings.
        pub peer_dependencies: Map<Text> = "peerDependencies",
        /// More about those.
        pub peer_dependencies_meta: Map<PeerMeta> = "peerDependenciesMeta",
        /// Packages without which it works too.
        pub optional_dependencies: Map<Text> = "optionalDependencies",
        /// Packages that it brings along.
        pub bundle_dependencies: Option<BundleSpec> = "bundleDependencies",
        /// The same by the other name.
        pub bundled_dependencies: Option<BundleSpec> = "bundledDependencies",
        /// What replaces the requirements of dependencies.
        pub overrides: Map<Raw>,
        /// The same, for Yarn.
        pub resolutions: Map<Raw>,
        /// Runtimes and tools needed.
        pub engines: Option<EnginesSpec>,
        /// Runtimes and tools needed to work on the package.
        pub dev_engines: Option<DevEngines> = "devEngines",
        /// Operating systems.
        pub os: Option<Words>,
        /// Processor architectures.
        pub cpu: Option<Words>,
        /// C libraries.
        pub libc: Option<Words>,
        /// Whether a missing install script means node-gyp.
        pub gypfile: Option<bool>,
    }

    /// `bugs` as an object.
    pub struct BugsObject {
        /// Tracker.
        pub url: Option<Link>,
        /// Mail address.
        pub email: Option<Text>,
    }

    /// A licence as an object.
    pub struct LicenseObject {
        /// Name.
        pub license_type: Option<Text> = "type",
        /// Where its text is.
        pub url: Option<Link>,
    }

    /// A person as an object.
    pub struct PersonObject {
        /// Name.
        pub name: Option<Text>,
        /// Mail address.
        pub email: Option<Text>,
        /// Home page.
        pub url: Option<Link>,
    }

    /// A way to pay as an object.
    pub struct FundingObject {
        /// What it is called.
        pub funding_type: Option<Text> = "type",
        /// Where.
        pub url: Option<Link>,
    }

    /// `repository` as an object.
    pub struct RepositoryObject {
        /// Kind of version control.
        pub repository_type: Option<Text> = "type",
        /// Address.
        pub url: Option<Text>,
        /// The package's folder.
        pub directory: Option<Text>,
    }

    /// What is said of a peer.
    pub struct PeerMeta {
        /// Whether it may be missing.
        pub optional: Option<bool>,
    }

    /// `devEngines`.
    pub struct DevEngines {
        /// Runtimes.
        pub runtime: Option<DevEngineSpec>,
        /// Package managers.
        pub package_manager: Option<DevEngineSpec> = "packageManager",
    }

    /// One runtime or tool of `devEngines`.
    pub struct DevEngine {
        /// Name.
        pub name: Option<Text>,
        /// Versions that will do.
        pub version: Option<Text>,
        /// What to do where it is missing.
        pub on_fail: Option<Text> = "onFail",
    }
}

pkgschema::one_of! {
    /// One word or several.
    pub enum Words {
        /// One, or several in one text.
        One(Text) = string,
        /// Several.
        Many(Items<Text>) = array,
    }

    /// Where to report problems.
    pub enum Bugs {
        /// An address or a mail address.
        Text(Text) = string,
        /// Both.
        Object(BugsObject) = object,
    }

    /// A licence or several.
    pub enum LicenseSpec {
        /// An expression or a name.
        Text(Text) = string,
        /// A name and an address.
        Object(LicenseObject) = object,
        /// Several.
        Many(Items<OneLicense>) = array,
    }

    /// One licence.
    pub enum OneLicense {
        /// An expression or a name.
        Text(Text) = string,
        /// A name and an address.
        Object(LicenseObject) = object,
    }

    /// A person or several.
    pub enum PersonSpec {
        /// One, in a line.
        Text(Text) = string,
        /// One, as an object.
        Object(PersonObject) = object,
        /// Several.
        Many(Items<OnePerson>) = array,
    }

    /// One person.
    pub enum OnePerson {
        /// In a line.
        Text(Text) = string,
        /// As an object.
        Object(PersonObject) = object,
    }

    /// A way to pay or several.
    pub enum FundingSpec {
        /// An address.
        Url(Text) = string,
        /// One, as an object.
        Object(FundingObject) = object,
        /// Several.
        Many(Items<OneFunding>) = array,
    }

    /// One way to pay.
    pub enum OneFunding {
        /// An address.
        Url(Text) = string,
        /// As an object.
        Object(FundingObject) = object,
    }

    /// Where the source is kept.
    pub enum RepositorySpec {
        /// An address or a short name.
        Text(Text) = string,
        /// An address with its kind and the package's folder.
        Object(RepositoryObject) = object,
    }

    /// A file, or a structure of files.
    pub enum TargetSpec {
        /// A file.
        File(Text) = string,
        /// A structure of files.
        Map(Entries<Raw>) = object,
        /// Files to try in turn.
        Many(Items<Raw>) = array,
        /// Nothing.
        Flag(bool) = boolean,
    }

    /// Commands.
    pub enum BinSpec {
        /// One, called by the package's name without its scope.
        File(Text) = string,
        /// Files by command.
        Map(Entries<Text>) = object,
    }

    /// Packages that are brought along.
    pub enum BundleSpec {
        /// All or none of the dependencies.
        All(bool) = boolean,
        /// These.
        Names(Items<Text>) = array,
    }

    /// Runtimes and tools.
    pub enum EnginesSpec {
        /// Versions by name.
        Map(Entries<Text>) = object,
        /// Lines of name and versions.
        Lines(Items<Text>) = array,
        /// One such line.
        Line(Text) = string,
    }

    /// A runtime or tool of `devEngines`, or several.
    pub enum DevEngineSpec {
        /// One.
        One(DevEngine) = object,
        /// Several.
        Many(Items<DevEngine>) = array,
    }
}

impl PackageJson {
    /// An empty list of words, one word, or several.
    pub(super) fn words(words: Option<&Words>) -> List<Text> {
        match words {
            None => List::absent(),
            Some(Words::One(word)) => List::from(vec![word.clone()]),
            Some(Words::Many(words)) => List::from(words.to_vec()),
        }
    }
}

impl JsonDocument for PackageJson {
    const DOCUMENT: &'static str = "package.json";

    /// Names that no package of npm has. A private package may have any.
    fn lints(&self) -> Vec<Finding> {
        let (npm, root) = (&Ecosystem::NPM, Pointer::root());
        let name = self.name.as_deref().filter(|_| self.private != Some(true));
        let name = name.map(|name| names::check(npm, name, &root.child("name")));
        let mut found = name.unwrap_or_default();
        let maps = [
            ("dependencies", &self.dependencies),
            ("devDependencies", &self.dev_dependencies),
            ("peerDependencies", &self.peer_dependencies),
            ("optionalDependencies", &self.optional_dependencies),
        ];
        for (member, map) in maps {
            let object = root.child(member);
            found.extend(map.iter().flat_map(|(name, _)| names::check_member(npm, name, &object)));
        }
        found
    }
}
