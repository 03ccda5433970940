//! The threads that a run works with, made before anything else: what asks for them later must find them.

use rayon::ThreadPoolBuilder;

use super::print;
use crate::source::Fatal;

/// The stack of each thread. It is what a main thread has on most systems, whatever limits this one.
const STACK: usize = 8 << 20;

/// Does something with as many threads as the machine has processors; with the current one alone where the system refuses
/// more.
///
/// # Errors
/// When not even that can be arranged.
pub(super) fn with<T: Send>(run: impl FnOnce() -> T + Send) -> Result<T, Fatal> {
    let refused = match ThreadPoolBuilder::new().stack_size(STACK).build() {
        Ok(pool) => return Ok(pool.install(run)),
        Err(refused) => refused,
    };
    let one = ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
    let pool = one.map_err(|error| Fatal::new("cannot start the threads of the program", error))?;
    print::err(&format!("note: the system refuses more threads ({refused}): one does all the work, and it takes longer\n"));
    Ok(pool.install(run))
}
