//! Long stories run in a short form, and in full where `.ci/soak` asks for it.

use std::env;

/// Whether the full figures are wanted.
pub fn is_full() -> bool {
    env::var_os("TRIPOS_SOAK").is_some()
}

/// So many in full, so many in short.
pub fn full(full: usize, short: usize) -> usize {
    if is_full() { full } else { short }
}

/// One line of the table that `.ci/soak` prints.
#[expect(clippy::print_stdout, reason = "that is what it is for")]
pub fn figure(what: &str, shown: &str) {
    println!("figure: {what} = {shown}");
}
