//! The schemas for editors and the decoders say the same.

mod agree;
mod defaults;
mod judge;
mod places;
mod slips;
mod spelt;
mod yaml;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use judge::Judge;
use serde_json::Value as Json;
use serde_yaml::Value;
use tripos::pack::{self, Code, Files, schema::Schema};

/// A file of a pack that is sound, with what stands around it.
struct Sample {
    path: String,
    /// Its YAML.
    tree: Value,
    /// What follows its front matter.
    body: Option<String>,
    /// The pack; nothing if the file stands alone.
    pack: Option<Vec<(String, String)>>,
}

impl Sample {
    fn new(path: &str, text: &str, pack: Option<&[(String, String)]>) -> Self {
        let front = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
        let (yaml, body) = front.map_or((text, None), |(front, body)| (front, Some(body)));
        Self {
            path: path.to_owned(),
            tree: serde_yaml::from_str(yaml).unwrap(),
            body: body.map(str::to_owned),
            pack: pack.map(<[_]>::to_vec),
        }
    }

    fn schema(&self) -> &'static str {
        schema_of(&self.path).unwrap()
    }

    /// Errors with another tree.
    fn errors(&self, tree: &Value) -> BTreeSet<Code> {
        let yaml = yaml::written(tree);
        let text = match &self.body {
            Some(body) => format!("---\n{yaml}---\n{body}"),
            None => yaml,
        };
        let files = match &self.pack {
            None => {
                let name = self.path.rsplit('/').next().unwrap().to_owned();
                let changed = BTreeMap::from([(name, text)]);
                Files::Changed(Box::new(Files::Lone(self.path.clone().into())), changed)
            }
            Some(pack) => {
                let others = pack.iter().filter(|(path, _)| *path != self.path).cloned();
                Files::held(others.chain([(self.path.clone(), text)]))
            }
        };
        let found = pack::load(&files).1;
        found.into_iter().filter(pack::Diagnostic::is_error).map(|it| it.code).collect()
    }
}

/// The schema of a file by its place.
fn schema_of(path: &str) -> Option<&'static str> {
    let is_read = !path.split('/').any(|name| name.starts_with(['.', '_']));
    match path.rsplit_once('.').filter(|_| is_read)?.1 {
        _ if path == "pack.yaml" => Some("pack"),
        _ if path == "facts.yaml" => Some("facts"),
        "yaml" => Some("bank"),
        "md" => Some("lesson"),
        "diagram" => Some("diagram"),
        _ => None,
    }
}

fn schemas() -> BTreeMap<&'static str, Json> {
    let read = |schema: &Schema| (schema.name, serde_json::from_str(&schema.text()).unwrap());
    pack::schema::SCHEMAS.iter().map(read).collect()
}

/// The files of a pack in a folder, by path below it.
fn files(root: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for part in ["pack.yaml", "facts.yaml", "content", "quizzes", "assets"] {
        below(&Path::new(root).join(part), part, &mut found);
    }
    found
}

fn below(place: &Path, path: &str, found: &mut Vec<(String, String)>) {
    if let Ok(entries) = fs::read_dir(place) {
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        for name in names.collect::<BTreeSet<_>>() {
            below(&place.join(&name), &format!("{path}/{name}"), found);
        }
    } else if let Ok(text) = fs::read_to_string(place) {
        found.push((path.to_owned(), text));
    }
}

/// The pack of `mistakes`, whose files lie side by side.
fn mistakes() -> Vec<(String, String)> {
    let places = [
        ("pack.yaml", "pack.yaml"),
        ("facts.yaml", "facts.yaml"),
        ("content/keys.md", "keys.md"),
        ("content/sorting.md", "sorting.md"),
        ("assets/cut.diagram", "cut.diagram"),
        ("quizzes/bank.yaml", "bank.yaml"),
    ];
    let read = |name| fs::read_to_string(Path::new("tests/it/mistakes").join(name)).unwrap();
    places.into_iter().map(|(path, name)| (path.to_owned(), read(name))).collect()
}

fn starter() -> Vec<(String, String)> {
    let filled = |text: String| text.replace("__ID__", "trial").replace("__TITLE__", "Trial");
    files("src/cli/starter").into_iter().map(|(path, text)| (path, filled(text))).collect()
}

/// Files of small packs with all that is around them, and those of the built-in
/// pack by themselves.
fn samples() -> Vec<Sample> {
    let small = [files("tests/packs/small"), files("tests/packs/kinds"), mistakes(), starter()];
    let small = small
        .iter()
        .flat_map(|pack| pack.iter().map(|(path, text)| Sample::new(path, text, Some(pack))));
    let large = files(".").into_iter().map(|(path, text)| Sample::new(&path, &text, None));
    small.chain(large).collect()
}

/// Verdicts of the `jsonschema` of Python; nothing if that is not there.
fn python(schemas: &BTreeMap<&str, Json>, asked: &[(&str, Json)]) -> Option<Vec<bool>> {
    const SCRIPT: &str = "
import json, sys
try: from jsonschema import Draft7Validator as Judge
except ImportError: sys.exit(127)
schemas, asked = json.load(sys.stdin)
for schema in schemas.values(): Judge.check_schema(schema)
judges = {name: Judge(schema) for name, schema in schemas.items()}
print(json.dumps([judges[name].is_valid(it) for name, it in asked]))";
    let mut child = Command::new("python3")
        .args(["-W", "ignore", "-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let told = serde_json::to_vec(&(schemas, asked)).unwrap();
    // Without the module it ends before it has read.
    let _ = child.stdin.take()?.write_all(&told);
    let said = child.wait_with_output().ok().filter(|it| it.status.code() != Some(127))?;
    assert!(said.status.success(), "a schema that is none");
    Some(serde_json::from_slice(&said.stdout).unwrap())
}

/// Files that are sound to both.
#[test]
fn every_file_of_our_packs_fits_its_schema() {
    let schemas = schemas();
    let packs = ["tests/packs/small", "tests/packs/kinds", "tests/packs/full", "."];
    let packs = packs.into_iter().map(files).chain([mistakes(), starter()]);
    let mut asked = Vec::new();
    for (path, text) in packs.flatten() {
        let json = yaml::json(&Sample::new(&path, &text, None).tree);
        let sort = schema_of(&path).unwrap();
        assert!(Judge::new(&schemas[sort]).allows(&json), "{path}");
        asked.push((sort, json));
    }
    assert!(asked.len() > 60, "{}", asked.len());
    assert!(python(&schemas, &asked).is_none_or(|all| all.into_iter().all(|it| it)));
}
