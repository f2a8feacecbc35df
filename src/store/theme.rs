//! A learner's own themes: `themes/NAME.yaml`, as they are written.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, de::IgnoredAny};

use super::{Error, settings::fault};

/// A theme as it is written, not yet understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThemeFile {
    /// Where it is written.
    pub path: PathBuf,
    /// What is written.
    pub words: BTreeMap<String, Word>,
}

/// What can stand behind a key.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Word {
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(i64),
    /// A text.
    Text(String),
    /// More keys.
    Group(BTreeMap<String, Self>),
    /// Anything else, and nothing.
    Other(IgnoredAny),
}

impl ThemeFile {
    /// Reads one; nothing if there is no such file.
    ///
    /// # Errors
    /// If there is a file that cannot be read, or is no YAML with keys.
    pub fn read(path: &Path) -> Result<Option<Self>, Error> {
        let source = match fs::read_to_string(path) {
            Ok(source) => source,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(fault(path, &error)),
        };
        let words = words(&source).map_err(|error| fault(path, &error))?;
        Ok(Some(Self { path: path.to_owned(), words }))
    }

    /// The names of all in a folder, in order; none if it cannot be read.
    pub fn names(folder: &Path) -> Vec<String> {
        let files = fs::read_dir(folder).into_iter().flatten().flatten();
        let name = |path: &Path| Some(path.file_stem()?.to_str()?.to_owned());
        let is_yaml = |path: &PathBuf| path.extension().is_some_and(|it| it == "yaml");
        let mut names: Vec<String> =
            files.map(|file| file.path()).filter(is_yaml).filter_map(|path| name(&path)).collect();
        names.sort();
        names
    }
}

/// By way of a value, since that finds keys that are there twice.
fn words(source: &str) -> Result<BTreeMap<String, Word>, serde_yaml::Error> {
    if source.trim().is_empty() {
        return Ok(BTreeMap::new());
    }
    serde_yaml::from_str::<serde_yaml::Value>(source).and_then(serde_yaml::from_value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_is_read_as_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.yaml");
        assert_eq!(ThemeFile::read(&path).unwrap(), None);
        assert!(ThemeFile::names(&folder.path().join("none")).is_empty());
        fs::write(&path, "base: dark\nroles:\n  good: {fg: 208, bold: true, bg: }\n").unwrap();
        let words = ThemeFile::read(&path).unwrap().unwrap().words;
        assert_eq!(words["base"], Word::Text("dark".into()));
        let Word::Group(roles) = &words["roles"] else { panic!("{words:?}") };
        let Word::Group(good) = &roles["good"] else { panic!("{roles:?}") };
        assert_eq!(good["fg"], Word::Number(208));
        assert_eq!(good["bold"], Word::Flag(true));
        assert_eq!(good["bg"], Word::Other(IgnoredAny));
        assert_eq!(ThemeFile::names(folder.path()), ["mine"]);
    }

    #[test]
    fn what_is_no_theme_is_told_in_one_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.yaml");
        for source in ["roles: {good: {fg: #ff0000}}", "- dark", "a: 1\na: 2", "dark", "\t"] {
            fs::write(&path, source).unwrap();
            let told = ThemeFile::read(&path).map(|it| it.unwrap().words);
            if source == "\t" {
                assert!(told.unwrap().is_empty());
                continue;
            }
            let told = told.unwrap_err().to_string();
            assert!(told.contains("mine.yaml: ") && !told.contains('\n'), "{told}");
        }
    }
}
