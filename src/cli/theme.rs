//! Which theme: asked for, set, or found out.

use std::env;

use super::{Error, args::Common};
use crate::{
    store::{Place, Settings, ThemeFile},
    tui::{Choice, Depth, Shade, THEMES, Theme, ThemeName, unknown_word},
};

/// What roles look like, from the command line, the environment and the settings.
///
/// # Errors
/// If there is no such theme, or a file cannot be read or understood.
pub fn theme(common: &Common) -> Result<Theme, Error> {
    of_depth(common, depth(common))
}

/// The same in colours, whatever the environment says: they were asked for.
///
/// # Errors
/// If there is no such theme, or a file cannot be read or understood.
pub fn coloured(common: &Common) -> Result<Theme, Error> {
    of_depth(common, Depth::of(&variable("COLORTERM"), &variable("TERM")))
}

fn of_depth(common: &Common, depth: Depth) -> Result<Theme, Error> {
    let place = Place::new(common.data_dir.as_deref())?;
    let choice = match (&common.theme, Settings::read(&place.settings())?.theme) {
        (Some(name), _) => choice(&place, name)?,
        (None, Some(name)) => choice(&place, &name).map_err(|error| match error {
            Error::Usage(told) => Error::Usage(format!("{told}; `tripos set theme` changes it")),
            error => error,
        })?,
        (None, None) => Choice::default(),
    };
    let shade = Shade::guess(&variable("COLORFGBG"));
    Ok(Theme::new(choice, depth, shade).with_ascii(common.ascii))
}

/// A theme of ours or the learner's own.
///
/// # Errors
/// If there is none of that name, or its file has a fault.
pub fn choice(place: &Place, name: &str) -> Result<Choice, Error> {
    let file = place.theme(name).map(|path| ThemeFile::read(&path)).transpose()?.flatten();
    if let Some(file) = file {
        let told = |why| Error::Usage(format!("{}: {why}", file.path.display()));
        return Choice::own(&file.words).map_err(told);
    }
    name.parse::<ThemeName>().map(Choice::from).map_err(|_| {
        let own = ThemeFile::names(&place.themes());
        let ours = THEMES.iter().map(|(name, _)| *name);
        let known: Vec<&str> = ours.chain(own.iter().map(String::as_str)).collect();
        Error::Usage(unknown_word("theme", name, &known))
    })
}

fn depth(common: &Common) -> Depth {
    if common.no_color || !variable("NO_COLOR").is_empty() {
        return Depth::None;
    }
    Depth::of(&variable("COLORTERM"), &variable("TERM"))
}

/// A variable of the environment; nothing where it is not set.
fn variable(name: &str) -> String {
    env::var_os(name).unwrap_or_default().to_string_lossy().into_owned()
}
