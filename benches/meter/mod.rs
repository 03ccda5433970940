//! Wall time, CPU time and peak memory of stages. CPU and memory are read from `/proc`; where there is none, they are 0.

use std::fs;
use std::time::Instant;

/// Ticks a second in `/proc/self/stat`: 100 on every Linux that this runs on.
const TICKS: f64 = 100.0;

/// What a stage cost, in seconds.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cost {
    /// On the clock.
    pub wall: f64,
    /// Of all threads, in the program.
    pub user: f64,
    /// Of all threads, in the system.
    pub system: f64,
}

/// Stages and their costs.
#[derive(Debug)]
pub struct Meter {
    stages: Vec<(&'static str, Cost)>,
    /// Peak memory in KB, when it was last noted.
    pub peak: u64,
}

impl Meter {
    /// Begins with no stages; the peak counts from here.
    pub fn new() -> Self {
        // Where the peak cannot be reset, it is that of the whole process.
        let _ = fs::write("/proc/self/clear_refs", "5");
        Self { stages: Vec::new(), peak: 0 }
    }

    /// Runs a stage.
    pub fn time<T>(&mut self, stage: &'static str, run: impl FnOnce() -> T) -> T {
        let (user, system) = cpu();
        let start = Instant::now();
        let result = run();
        let wall = start.elapsed().as_secs_f64();
        let (user_after, system_after) = cpu();
        self.stages.push((stage, Cost { wall, user: user_after - user, system: system_after - system }));
        result
    }

    /// Takes down the peak memory so far.
    pub fn note_peak(&mut self) {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
        self.peak = line.and_then(|l| l.split_whitespace().next()?.parse().ok()).unwrap_or(0);
    }

    /// All stages in their order.
    pub fn stages(&self) -> &[(&'static str, Cost)] {
        &self.stages
    }

    /// A stage by name.
    pub fn get(&self, stage: &str) -> Option<&Cost> {
        self.stages.iter().find(|(name, _)| *name == stage).map(|(_, cost)| cost)
    }
}

/// User and system time of the process so far.
fn cpu() -> (f64, f64) {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program, in brackets, may hold blanks; the times are the 12th and 13th field after it.
    let mut fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).map(|f| f.parse::<f64>().unwrap_or(0.0));
    let mut next = || fields.next().unwrap_or(0.0) / TICKS;
    (next(), next())
}
