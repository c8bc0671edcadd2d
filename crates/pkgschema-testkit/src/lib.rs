//! What the suite and the conformance runner share.
