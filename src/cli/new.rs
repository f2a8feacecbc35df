//! `tripos new`: a pack to start from.

use std::path::Path;

use super::{Error, file, output::Output};
use crate::{exchange::pack_id, pack::schema::complete};

/// The files of the pack, by path below its folder.
const FILES: &[(&str, &str)] = &[
    ("pack.yaml", include_str!("starter/pack.yaml")),
    ("content/1-first.md", include_str!("starter/content/1-first.md")),
    ("quizzes/first.yaml", include_str!("starter/quizzes/first.yaml")),
    ("assets/first.diagram", include_str!("starter/assets/first.diagram")),
];

/// Makes a pack in a folder that is not there, or empty.
pub fn run(folder: &Path, output: &mut Output) -> Result<u8, Error> {
    let shown = folder.display();
    let name = name(folder);
    let (id, title) = (pack_id(&name), title(&name));
    let filled = |text: &str| text.replace("__ID__", &id).replace("__TITLE__", &title);
    let files = FILES.iter().map(|(path, text)| ((*path).to_owned(), filled(text)));
    file::write_all(folder, &complete(files.collect()))?;
    output.line(&format!("{shown} is a pack, `{id}`, with a question of each kind"))?;
    output.line(&format!("  tripos check {shown}    tells what to mend"))?;
    output.line(&format!("  tripos {shown}    opens it"))?;
    output.line(&format!("  tripos pack build {shown}    makes one file of it to hand out"))?;
    Ok(0)
}

/// What the folder is called, `.` too.
fn name(folder: &Path) -> String {
    let full = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let name =
        full.components().next_back().map(|it| it.as_os_str().to_string_lossy().into_owned());
    name.unwrap_or_else(|| "pack".to_owned())
}

/// A title of a name: `my-pack` becomes `My pack`.
fn title(name: &str) -> String {
    let words: String = name
        .chars()
        .map(|c| if matches!(c, '-' | '_') { ' ' } else { c })
        .filter(|c| !c.is_control() && !matches!(c, '"' | '\\'))
        .collect();
    let mut letters = words.trim().chars();
    let first = letters.next().map(|c| c.to_uppercase().collect::<String>());
    first.map_or_else(|| "A pack".to_owned(), |first| first + letters.as_str())
}
