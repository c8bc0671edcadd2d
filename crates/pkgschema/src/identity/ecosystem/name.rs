//! The names that OSV lists.
//!
//! Invariant: the words are exactly those of the OSV schema, and `GIT`.

crate::open_enum! {
    /// An ecosystem's name as OSV spells it, without a suffix (OSV schema 1.7.5 and the names
    /// added to it by July 2026).
    pub enum EcosystemName {
        /// AlmaLinux packages; the suffix is the release.
        AlmaLinux = "AlmaLinux",
        /// Alpaquita Linux packages; the suffix is the release.
        Alpaquita = "Alpaquita",
        /// Alpine Linux source packages; the suffix is the branch, `v3.16`.
        Alpine = "Alpine",
        /// Android components.
        Android = "Android",
        /// Azure Linux packages; the suffix is the release.
        AzureLinux = "Azure Linux",
        /// Packages of BellSoft's hardened container images.
        BellSoftHardenedContainers = "BellSoft Hardened Containers",
        /// Bioconductor packages for R.
        Bioconductor = "Bioconductor",
        /// Bitnami's applications and components.
        Bitnami = "Bitnami",
        /// Chainguard packages.
        Chainguard = "Chainguard",
        /// CleanStart packages.
        CleanStart = "CleanStart",
        /// The central repository of Conan: C and C++ packages.
        ConanCenter = "ConanCenter",
        /// The Comprehensive R Archive Network.
        Cran = "CRAN",
        /// The Rust community's registry.
        CratesIo = "crates.io",
        /// Debian source packages; the suffix is the release.
        Debian = "Debian",
        /// Docker's hardened images.
        DockerHardenedImages = "Docker Hardened Images",
        /// Echo packages.
        Echo = "Echo",
        /// FreeBSD's base system and ports; the suffix says which.
        FreeBsd = "FreeBSD",
        /// The Glasgow Haskell Compiler.
        Ghc = "GHC",
        /// Actions of GitHub's workflows: `owner/repository`.
        GitHubActions = "GitHub Actions",
        /// Go modules and the standard library.
        Go = "Go",
        /// Haskell packages.
        Hackage = "Hackage",
        /// Packages for Erlang and Elixir.
        Hex = "Hex",
        /// Julia packages.
        Julia = "Julia",
        /// Components of Kubernetes.
        Kubernetes = "Kubernetes",
        /// The Linux kernel, whose only package is `Kernel`.
        Linux = "Linux",
        /// Mageia packages; the suffix is the release.
        Mageia = "Mageia",
        /// Maven repositories: `groupId:artifactId`; the suffix is a repository's URL.
        Maven = "Maven",
        /// MinimOS packages.
        MinimOs = "MinimOS",
        /// The npm registry: JavaScript packages.
        Npm = "npm",
        /// Packages for .NET.
        NuGet = "NuGet",
        /// OCaml packages.
        Opam = "opam",
        /// openEuler packages; the suffix is the release.
        OpenEuler = "openEuler",
        /// openSUSE packages; the suffix is the release.
        OpenSuse = "openSUSE",
        /// Projects under test by OSS-Fuzz.
        OssFuzz = "OSS-Fuzz",
        /// PHP packages: `vendor/name`; the suffix is a repository's URL.
        Packagist = "Packagist",
        /// Photon OS packages; the suffix is the release.
        PhotonOs = "Photon OS",
        /// Dart packages.
        Pub = "Pub",
        /// The Python Package Index.
        PyPi = "PyPI",
        /// Red Hat packages; the suffix is the tail of a CPE.
        RedHat = "Red Hat",
        /// Rocky Linux packages; the suffix is the release.
        RockyLinux = "Rocky Linux",
        /// Root's patched packages; the suffix is the ecosystem they patch.
        Root = "Root",
        /// Ruby gems.
        RubyGems = "RubyGems",
        /// SUSE packages; the suffix is the product.
        Suse = "SUSE",
        /// Swift packages by the URL of their repository.
        SwiftUrl = "SwiftURL",
        /// TuxCare's patched packages; the suffix is the ecosystem they patch.
        TuxCare = "TuxCare",
        /// Ubuntu source packages; the suffix is the release, `Pro:18.04:LTS`.
        Ubuntu = "Ubuntu",
        /// Extensions of Visual Studio Code; the suffix is a marketplace's URL.
        VsCode = "VSCode",
        /// Wolfi packages.
        Wolfi = "Wolfi",
        /// Repositories without an ecosystem; accepted by the schema's pattern only.
        Git = "GIT",
    }
}
