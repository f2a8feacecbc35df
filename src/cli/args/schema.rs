//! What can be written after `tripos schema`.

use std::path::PathBuf;

use clap::{
    Args as ClapArgs,
    builder::{PossibleValue, PossibleValuesParser},
};

use crate::pack::schema::SCHEMAS;

/// Of what the schema is, or where schemas go.
#[derive(Clone, Debug, ClapArgs)]
pub struct SchemaArgs {
    /// Which sort of file
    #[arg(value_name = "SORT", required_unless_present = "write", value_parser = sorts())]
    pub sort: Option<String>,
    /// Put schemas into the pack of this folder, and the line that names them
    /// into its files that have none
    #[arg(long, value_name = "FOLDER", conflicts_with = "sort")]
    pub write: Option<PathBuf>,
}

fn sorts() -> PossibleValuesParser {
    SCHEMAS.iter().map(|schema| PossibleValue::new(schema.name).help(schema.about)).into()
}
