//! All integration tests, in one binary.

mod diagram;
mod pack;
mod pack_chaos;
mod pack_files;
mod pack_look;
