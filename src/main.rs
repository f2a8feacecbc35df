//! The program `tripos`.

fn main() {}
