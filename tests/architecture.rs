//! The rules of the tree, enforced.

use std::path::Path;

#[test]
fn top_level_is_fixed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["Cargo.toml", "crates", "schemas", "examples", "benches", "tests"] {
        assert!(root.join(name).exists(), "{name} is missing");
    }
}
