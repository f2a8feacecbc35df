//! The line by which a file names its schema, and the schemas that lie in a
//! pack for it.

use std::{collections::BTreeMap, path::Path};

use super::Schema;
use crate::pack::{
    CheckError, FixError,
    file::{Above, Sort},
};

/// The folder of a pack that holds its schemas; no pack is read from it.
const FOLDER: &str = ".schema";
/// What the line begins with: servers of the YAML language look for it.
const MARK: &str = "yaml-language-server:";

/// Files of a new pack with the line at the top of each that may have one, and
/// the schemas that are named there.
pub fn complete(files: Vec<(String, String)>) -> Vec<(String, String)> {
    let schemas = schemas(files.iter().map(|(path, _)| path.as_str()));
    let lined = files.into_iter().map(|(path, text)| {
        let text = with_line(&path, &text).unwrap_or(text);
        (path, text)
    });
    lined.chain(schemas).collect()
}

/// Puts schemas into the pack of a folder, and the line into files that have
/// none; gives the paths of what is new or another now. A file that cannot be
/// read stays as it is: `check` tells of it.
///
/// # Errors
/// If there is no pack, or something cannot be written.
pub fn write(folder: &Path) -> Result<Vec<String>, FixError> {
    let files = Above::find(folder)?.files;
    let listing = files.list();
    if listing.manifest.is_none() {
        let (path, why) = (folder.display().to_string(), "no `pack.yaml` at or above it".into());
        return Err(CheckError::Unreadable { path, why }.into());
    }
    let paths: Vec<String> =
        listing.manifest.into_iter().chain(listing.facts).chain(listing.banks).collect();
    let mut written = Vec::new();
    let told = |path: &str, why| FixError::Write { path: path.to_owned(), why };
    for (path, text) in schemas(paths.iter().map(String::as_str)) {
        if !files.has(&path) || files.read(&path).is_ok_and(|source| source.text != text) {
            files.put(&path, &text).map_err(|why| told(&path, why))?;
            written.push(path);
        }
    }
    for path in paths {
        let text = files.read(&path).ok().and_then(|source| with_line(&path, &source.text));
        if let Some(text) = text {
            files.replace(&path, &text).map_err(|why| told(&path, why))?;
            written.push(path);
        }
    }
    Ok(written)
}

/// The schemas of some files, by path below the pack.
fn schemas<'p>(paths: impl Iterator<Item = &'p str>) -> BTreeMap<String, String> {
    paths.filter_map(schema).map(|schema| (place(schema), schema.text())).collect()
}

fn place(schema: &Schema) -> String {
    format!("{FOLDER}/{}.json", schema.name)
}

/// The schema that a file of a pack is to name. Front matter is looked at by
/// no editor.
fn schema(path: &str) -> Option<&'static Schema> {
    Schema::named(match Sort::of(path)? {
        Sort::Manifest => "pack",
        Sort::Bank => "bank",
        Sort::Facts => "facts",
        Sort::Lesson | Sort::Diagram => return None,
    })
}

/// A file of a pack with the line at its top; nothing if it has one, or is to
/// have none.
fn with_line(path: &str, text: &str) -> Option<String> {
    let mut top = text.lines().take_while(|line| line.trim().is_empty() || line.starts_with('#'));
    let place = place(schema(path)?);
    if top.any(|comment| comment.contains(MARK)) {
        return None;
    }
    let up = "../".repeat(path.matches('/').count());
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    Some(format!("# {MARK} $schema={up}{place}{end}{text}"))
}

#[cfg(test)]
mod tests {
    use super::with_line;

    #[test]
    fn the_line_leads_to_the_schema_and_is_written_once() {
        for (path, text, wanted) in [
            ("pack.yaml", "id: a\n", "# yaml-language-server: $schema=.schema/pack.json\nid: a\n"),
            (
                "quizzes/a/b.yml",
                "#\r\nx: 1\r\n",
                "# yaml-language-server: $schema=../../.schema/bank.json\r\n#\r\nx: 1\r\n",
            ),
            ("facts.yaml", "", "# yaml-language-server: $schema=.schema/facts.json\n"),
            ("content/a.md", "---\n---\n", ""),
            ("quizzes/a.yaml", "# Mine\n\n# yaml-language-server: $schema=x\n", ""),
        ] {
            assert_eq!(with_line(path, text).unwrap_or_default(), wanted, "{path}");
            assert_eq!(with_line(path, wanted).filter(|_| !wanted.is_empty()), None, "{path}");
        }
    }
}
