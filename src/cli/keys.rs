//! `tripos keys`, and the learner's own ones.

use super::{Error, args::Common, output::Output};
use crate::{
    store::{Place, Settings},
    tui::Keymap,
};

/// Tells all keys as they are in force.
pub fn run(common: &Common, output: &mut Output) -> Result<u8, Error> {
    let (keymap, faults) = keymap(common)?;
    for fault in &faults {
        output.complain(fault);
    }
    for (index, context) in keymap.contexts().enumerate() {
        if index > 0 {
            output.line("")?;
        }
        output.line(context.name)?;
        for binding in context.bindings.iter().filter(|binding| !binding.about.is_empty()) {
            output.line(&format!("  {:<14} {}", binding.keys_shown(), binding.about))?;
        }
    }
    Ok(0)
}

/// The keys with what the settings change, and what is wrong there.
///
/// # Errors
/// If the settings cannot be read.
pub fn keymap(common: &Common) -> Result<(Keymap, Vec<String>), Error> {
    let settings = Settings::read(&Place::new(common.data_dir.as_deref())?.settings())?;
    let (keymap, faults) = Keymap::new(&settings.keys);
    let told = |fault| format!("settings.yaml, keys: {fault}; the usual keys hold there");
    Ok((keymap, faults.into_iter().map(told).collect()))
}
