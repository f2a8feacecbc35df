//! Settings of this machine: `settings.yaml`, written by people and by `set`.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::Error;

/// What is set for this machine. What is about the learner is a fact instead.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// The name of the theme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// Whether things may move on the screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motion: Option<Motion>,
    /// The pack that was opened last: its id, or its folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<String>,
    /// The folder through which devices exchange progress.
    #[serde(rename = "sync_dir", default, skip_serializing_if = "Option::is_none")]
    pub sync_dir: Option<PathBuf>,
    /// Keys that are others than usual: by where they are in force, the usual
    /// key and the one in its place.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub keys: BTreeMap<String, BTreeMap<String, String>>,
}

/// Whether things may move on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Motion {
    /// Where it teaches.
    #[default]
    Full,
    /// Nothing does.
    Reduced,
}

/// The names of [`Motion`].
pub const MOTIONS: &[(&str, Motion)] = &[("full", Motion::Full), ("reduced", Motion::Reduced)];

impl Settings {
    /// Reads them; without a file, nothing is set.
    ///
    /// # Errors
    /// If there is a file that cannot be read or understood.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let source = match fs::read_to_string(path) {
            Ok(source) => source,
            // A folder that is none is told by whoever needs it.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                return Ok(Self::default());
            }
            Err(error) => return Err(fault(path, &error)),
        };
        if source.trim().is_empty() {
            return Ok(Self::default());
        }
        serde_yaml::from_str(&source).map_err(|error| fault(path, &error))
    }

    /// Writes them whole: a reader sees the old file or the new one.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), Error> {
        let source = serde_yaml::to_string(self).map_err(|error| fault(path, &error))?;
        let folder = path.parent().unwrap_or(Path::new("."));
        let fresh = path.with_extension("yaml.new");
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&fresh, source))
            .and_then(|()| fs::rename(&fresh, path))
            .map_err(|source| Error::Folder { path: folder.to_owned(), source })
    }
}

/// What is wrong with a file that people write, in one line.
pub(super) fn fault(path: &Path, error: &dyn std::error::Error) -> Error {
    let reason = error.to_string().replace('\n', " ");
    Error::Settings { path: path.to_owned(), reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/settings.yaml");
        assert_eq!(Settings::read(&path).unwrap(), Settings::default());
        let settings = Settings {
            theme: Some("light".into()),
            motion: Some(Motion::Reduced),
            pack: Some("tea".into()),
            sync_dir: Some("stick".into()),
            keys: [("home".into(), [("s".into(), "S".into())].into())].into(),
        };
        settings.write(&path).unwrap();
        assert_eq!(Settings::read(&path).unwrap(), settings);
        fs::write(&path, "theme: [\n").unwrap();
        let told = Settings::read(&path).unwrap_err().to_string();
        assert!(told.contains("settings.yaml") && !told.contains('\n'), "{told}");
    }
}
