//! Everything there is to say against a path.

use std::path::Path;

use super::{CheckError, Coverage, Diagnostic, Files, Pace, file::Above, load, load::audit_at};
use crate::text::Clean;

/// What was found at a path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// By file, then by place.
    pub found: Vec<Diagnostic>,
    /// What was not checked, and why.
    pub note: Option<Clean>,
}

/// Checks a pack, a part of one, or a file by itself. A part is checked as
/// part of its pack, and only its own faults are told.
pub fn check(path: &Path) -> Result<Checked, CheckError> {
    check_at(path, &Pace::default())
}

/// The same, telling how far it is.
pub fn check_at(path: &Path, pace: &Pace) -> Result<Checked, CheckError> {
    let above = Above::find(path)?;
    let (_, mut found) = audit_at(&above.files, pace);
    if let Some(part) = &above.part {
        found.retain(|it| is_in(&it.source.path, part));
    }
    Ok(Checked { found, note: lone(&above.files) })
}

/// What is not checked of a file by itself.
pub(super) fn lone(files: &Files) -> Option<Clean> {
    files.is_lone().then(|| {
        Clean::new("no `pack.yaml` at or above this file: what needs other files was not checked")
    })
}

/// What the pack of a path teaches and asks.
pub fn coverage(path: &Path) -> Result<Coverage, CheckError> {
    let (pack, _) = load(&Above::find(path)?.files);
    Ok(pack.coverage())
}

/// Whether a file is the part or below it.
pub(super) fn is_in(file: &str, part: &str) -> bool {
    file.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
