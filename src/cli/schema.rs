//! `tripos schema`.

use std::path::Path;

use super::{Error, args::SchemaArgs, output::Output};
use crate::pack::schema::{self, Schema};

/// What an editor needs, after the help.
pub const EDITORS: &str = "\
Editors with the language server for YAML (VS Code with the extension YAML of \
Red Hat; Helix, Neovim, Emacs with `yaml-language-server`) take the schema of a \
file from its first lines:
  # yaml-language-server: $schema=../.schema/bank.json
Packs of `tripos new` and `tripos import` have that line, and the schemas; others \
get both, and newer schemas, by `tripos schema --write FOLDER`.

Those who would rather have no such line say it in the settings. VS Code:
  \"yaml.schemas\": {
    \".schema/pack.json\": \"pack.yaml\",
    \".schema/bank.json\": \"quizzes/**/*.yaml\"
  }
Helix, in `.helix/languages.toml`:
  [language-server.yaml-language-server.config.yaml.schemas]
  \".schema/pack.json\" = \"pack.yaml\"
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
