//! All integration tests, in one binary.

#[cfg(test)]
mod diagram;
#[cfg(test)]
mod diagram_arts;
#[cfg(test)]
mod diagram_faults;
#[cfg(test)]
mod diagram_random;
