//! `tripos schema`.

use std::path::Path;

use super::{Error, args::SchemaArgs, output::Output};
use crate::pack::schema::{self, Schema};

/// What an editor needs, after the help.
pub const EDITORS: &str = "\
Editors with a YAML language server (VS Code with the YAML extension of Red Hat;
Helix, Neovim, Emacs with yaml-language-server) complete keys, show what they
mean and mark slips in a file that begins with a line such as
  # yaml-language-server: $schema=../.schema/bank.json
New and imported packs have it; `tripos schema --write FOLDER` gives it to others
and renews the schemas. Without the line, in the settings of VS Code:
  \"yaml.schemas\": {\".schema/pack.json\": \"pack.yaml\", \".schema/bank.json\": \"quizzes/**/*.yaml\"}
and in .helix/languages.toml:
  [language-server.yaml-language-server.config.yaml.schemas]
  \".schema/bank.json\" = \"quizzes/**/*.yaml\"";

/// Prints a schema, or puts schemas into a pack.
pub fn run(args: &SchemaArgs, output: &mut Output) -> Result<u8, Error> {
    if let Some(folder) = &args.write {
        return write(folder, output);
    }
    let schema = args.sort.as_deref().and_then(Schema::named);
    output.write(&schema.map(Schema::text).unwrap_or_default())?;
    Ok(0)
}

fn write(folder: &Path, output: &mut Output) -> Result<u8, Error> {
    let written = schema::write(folder).map_err(|error| Error::Usage(error.to_string()))?;
    for path in &written {
        output.line(&format!("written: {path}"))?;
    }
    if written.is_empty() {
        output.line("all schemas are there and current")?;
    }
    Ok(0)
}
