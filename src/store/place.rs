//! Where files lie.

use std::{
    env,
    path::{Path, PathBuf},
};

use directories::ProjectDirs;

use super::Error;

/// The folders of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    data: PathBuf,
    config: PathBuf,
}

impl Place {
    /// One folder for everything, or the usual ones of the system.
    ///
    /// # Errors
    /// If no folder is given and the system names none.
    pub fn new(folder: Option<&Path>) -> Result<Self, Error> {
        if let Some(folder) = folder {
            return Ok(Self { data: folder.to_owned(), config: folder.to_owned() });
        }
        if cfg!(unix) && env::var_os("HOME").is_none_or(|home| home.is_empty()) {
            return Err(Error::NoHome);
        }
        let dirs = ProjectDirs::from("", "", "tripos").ok_or(Error::NoHome)?;
        Ok(Self { data: dirs.data_dir().to_owned(), config: dirs.config_dir().to_owned() })
    }

    /// The database of a profile.
    ///
    /// # Errors
    /// If the name is no name.
    pub fn database(&self, profile: &str) -> Result<PathBuf, Error> {
        if !is_name(profile) {
            return Err(Error::ProfileName(profile.to_owned()));
        }
        Ok(self.data.join("profiles").join(profile).join("progress.db"))
    }

    /// Where the backups of a profile lie.
    pub fn backups(&self, profile: &str) -> PathBuf {
        self.data.join("backups").join(profile)
    }

    /// The folder of data.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Where profiles lie, a folder each.
    pub fn profiles(&self) -> PathBuf {
        self.data.join("profiles")
    }

    /// The settings.
    pub fn settings(&self) -> PathBuf {
        self.config.join("settings.yaml")
    }

    /// A theme of the learner's own; nothing if the name is no name.
    pub fn theme(&self, name: &str) -> Option<PathBuf> {
        is_name(name).then(|| self.themes().join(format!("{name}.yaml")))
    }

    /// Where the learner's own themes lie.
    pub fn themes(&self) -> PathBuf {
        self.config.join("themes")
    }
}

/// Whether it can name a file anywhere, and leads nowhere else.
fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    (1..=64).contains(&name.chars().count()) && name.chars().all(plain) && !name.starts_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profiles_have_plain_names() {
        let place = Place::new(Some(Path::new("d"))).unwrap();
        for name in ["default", "Ana", "José", "a.b-c_d"] {
            let path = place.database(name).unwrap();
            assert_eq!(path, Path::new("d/profiles").join(name).join("progress.db"));
        }
        for name in ["", ".", "..", "a/b", "a\\b", "a b", "\x1b", &"x".repeat(65)] {
            assert!(place.database(name).is_err(), "{name:?}");
            assert_eq!(place.theme(name), None, "{name:?}");
        }
    }
}
