//! A decision about a package that nothing is said against allocates nothing.

use pkgschema::takedown::{
    InstallPolicy, InstallRequest, PackageStatus, RequestKind, Verdict, decide,
};
use pkgschema_testkit::alloc::{Counting, measure};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[test]
fn active_packages_cost_nothing() {
    let status = PackageStatus::parse(
        r#"{"schemaVersion": "1.0", "purl": "pkg:npm/a@1.0.0", "coverage": "complete", "status": "active"}"#,
    );
    let status = status.unwrap();
    let policy = InstallPolicy::parse(r#"{"territory": "DE"}"#).unwrap();
    for kind in [RequestKind::NewResolution, RequestKind::ExactPin, RequestKind::Installed] {
        let request = InstallRequest::new(kind.clone());
        let (decision, stats) = measure(|| decide(&status, &request, &policy));
        assert_eq!((decision.verdict, stats.allocations), (Verdict::Allow, 0), "{kind}");
    }
    // A warning does, so that the count can fail.
    let stale = PackageStatus::parse(
        r#"{"schemaVersion": "1.0", "purl": "pkg:npm/a", "coverage": "unknown"}"#,
    );
    let (stale, request) = (stale.unwrap(), InstallRequest::new(RequestKind::ExactPin));
    assert!(measure(|| decide(&stale, &request, &policy)).1.allocations > 0);
}
