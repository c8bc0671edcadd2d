//! Two pieces of work, measured in turns.
//!
//! Invariant: both sides make the same number of passes in a round, pass by pass in turns, so that
//! a slow moment of the machine weighs on both; a ratio is taken within a round.

use std::hint::black_box;

use rustix::time::{ClockId, clock_gettime};

/// What a side runs for in a round at least, in nanoseconds of CPU time.
const ROUND: f64 = 100e6;

/// What to measure and how often.
pub struct Bench {
    /// Only cases whose name begins with this.
    pub only: String,
    /// Rounds of each line.
    pub rounds: usize,
}

impl Default for Bench {
    fn default() -> Self {
        Self { only: String::new(), rounds: 9 }
    }
}

/// What a line says before its figures.
pub struct Line<'a> {
    /// The case.
    pub case: &'a str,
    /// The unit of both figures.
    pub unit: &'a str,
    /// How many units one pass is.
    pub per_pass: usize,
    /// The peer.
    pub peer: &'a str,
    /// What the peer loses, or what part of the input is measured; empty if nothing is to be said.
    pub note: &'a str,
}

impl Bench {
    /// Whether the case is asked for.
    pub fn wants(&self, case: &str) -> bool {
        case.starts_with(&self.only)
    }

    /// Whether a case below `group` may be asked for.
    pub fn wants_any(&self, group: &str) -> bool {
        group.starts_with(&self.only) || self.only.starts_with(group)
    }

    /// Measures both sides in turns, prints the line and returns the ratio. A side makes one pass
    /// and returns the CPU time of it in nanoseconds.
    pub fn compare(
        &self,
        line: &Line<'_>,
        mut ours: impl FnMut() -> f64,
        mut peer: impl FnMut() -> f64,
    ) -> Option<f64> {
        if !self.wants(line.case) || line.per_pass == 0 {
            return None;
        }
        let passes = passes(&mut ours).max(passes(&mut peer));
        let (mut our_times, mut peer_times, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..self.rounds {
            let (our_time, peer_time) = round(passes, &mut ours, &mut peer);
            our_times.push(our_time);
            peer_times.push(peer_time);
            ratios.push(peer_time / our_time);
        }
        let units = line.per_pass as f64;
        let (ours, peer, ratio) = (median(our_times), median(peer_times), median(ratios));
        let Line { case, unit, peer: name, note, .. } = line;
        let figures = format!("{:.1}\t{name}\t{:.1}\t{ratio:.2}", ours / units, peer / units);
        print_line(&format!("{case}\t{unit}\t{figures}"), note);
        Some(ratio)
    }

    /// Prints the geometric mean of ratios, if there is more than one.
    pub fn mean(&self, case: &str, peer: &str, ratios: &[f64]) {
        if ratios.len() > 1 {
            let mean = ratios.iter().map(|ratio| ratio.ln()).sum::<f64>() / ratios.len() as f64;
            let line = format!("{case}\tgeometric mean\t-\t{peer}\t-\t{:.2}", mean.exp());
            print_line(&line, "");
        }
    }
}

fn print_line(line: &str, note: &str) {
    let separator = if note.is_empty() { "" } else { "\t" };
    println!("{line}{separator}{note}");
}

/// CPU time of this thread while `work` runs, in nanoseconds.
pub fn clocked(work: impl FnOnce()) -> f64 {
    let start = cpu_time();
    black_box(work)();
    cpu_time() - start
}

/// How many passes fill a round. The first pass warms up and is not counted.
fn passes(side: &mut impl FnMut() -> f64) -> usize {
    side();
    let (mut passes, mut spent) = (0, 0.0);
    while spent < ROUND {
        spent += side().max(1.0);
        passes += 1;
    }
    passes
}

/// Mean time of a pass on both sides, which take turns and take turns at being first.
fn round(
    passes: usize,
    ours: &mut impl FnMut() -> f64,
    peer: &mut impl FnMut() -> f64,
) -> (f64, f64) {
    let (mut our_time, mut peer_time) = (0.0, 0.0);
    for pass in 0..passes {
        if pass % 2 == 0 {
            our_time += ours();
            peer_time += peer();
        } else {
            peer_time += peer();
            our_time += ours();
        }
    }
    (our_time / passes as f64, peer_time / passes as f64)
}

/// CPU time of this thread, in nanoseconds.
fn cpu_time() -> f64 {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    now.tv_sec as f64 * 1e9 + now.tv_nsec as f64
}

/// The middle value; of an even number of values, the mean of the two in the middle.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let (low, high) = ((values.len() - 1) / 2, values.len() / 2);
    (values[low] + values[high]) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), 2.5);
        assert_eq!(median(vec![7.0]), 7.0);
    }
}
