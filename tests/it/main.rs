//! All integration tests, in one binary.

#[cfg(test)]
mod diagram;
#[cfg(test)]
mod diagram_arts;
