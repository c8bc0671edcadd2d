//! What log entries say.
//!
//! Invariant: the index is the one in the whole log, not the one in the proof.

use super::LogEntry;
use super::evidence::Evidence;
use crate::object::List;
use crate::provenance::{Base64Text, Int64Text, TlogEntry};
use crate::text::{Timestamp, encoding::to_hex};

pub(super) fn read(entries: &List<TlogEntry>, evidence: &mut Evidence) {
    for entry in entries {
        let key = entry.log_id.get().and_then(|log| log.key_id.get());
        let mut found = LogEntry::default();
        found.log_id = key.and_then(Base64Text::lenient_bytes).map(|bytes| to_hex(&bytes).into());
        found.log_index = entry.log_index.get().map(|index| index.as_str().into());
        found.kind = entry.kind_version.get().and_then(|kind| kind.kind.get()).cloned();
        let seconds = entry.integrated_time.get().and_then(Int64Text::value);
        // 0 is what protobuf writes for a time that is not there
        found.integrated_time =
            seconds.filter(|seconds| *seconds > 0).and_then(Timestamp::from_unix);
        evidence.log_entry(found);
    }
}
