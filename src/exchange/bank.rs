//! Drafts as a pack: a manifest and a bank, with a comment for what was lost.

use std::{collections::BTreeSet, fmt::Write};

use serde::Serialize;

use super::{Brought, Draft, slug};

/// The files of a pack, by path below its folder.
pub type Folder = Vec<(String, String)>;

#[derive(Serialize)]
struct Manifest<'a> {
    format: u8,
    id: &'a str,
    title: &'a str,
    version: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    topics: Vec<Topic<'a>>,
}

#[derive(Serialize)]
struct Topic<'a> {
    id: &'a str,
    title: &'a str,
}

/// A pack of what was read from a file called `name`.
pub fn folder(name: &str, brought: &Brought) -> Result<Folder, serde_yaml::Error> {
    let id = slug::id(name);
    let id = if id.is_empty() { "imported" } else { &id };
    let topics: BTreeSet<&str> =
        brought.drafts.iter().filter_map(|draft| draft.topic.as_deref()).collect();
    let topics = topics.into_iter().map(|id| Topic { id, title: id }).collect();
    let manifest = Manifest { format: 1, id, title: name, version: "0.1.0", topics };
    let manifest = serde_yaml::to_string(&manifest)?;
    Ok(vec![("pack.yaml".to_owned(), manifest), (format!("quizzes/{id}.yaml"), bank(brought)?)])
}

/// A bank of these questions.
fn bank(brought: &Brought) -> Result<String, serde_yaml::Error> {
    let mut text = String::new();
    for loss in brought.losses.iter().filter(|loss| loss.question.is_none()) {
        comment(&mut text, "", &loss.to_string());
    }
    if brought.drafts.is_empty() {
        text.push_str("questions: []\n");
        return Ok(text);
    }
    text.push_str("questions:\n");
    for draft in &brought.drafts {
        for loss in &draft.losses {
            comment(&mut text, "  ", &format!("not carried over: {loss}"));
        }
        text.push_str(&indented(&item(draft)?));
    }
    Ok(text)
}

/// A question as the item of a list.
fn item(draft: &Draft) -> Result<String, serde_yaml::Error> {
    serde_yaml::to_string(&[draft])
}

/// Two columns further in, blank lines left blank.
fn indented(yaml: &str) -> String {
    let mut text = String::with_capacity(yaml.len() + yaml.len() / 8);
    for line in yaml.split_inclusive('\n') {
        text.push_str(if line.trim().is_empty() { "" } else { "  " });
        text.push_str(line);
    }
    text
}

fn comment(text: &mut String, indent: &str, said: &str) {
    for line in super::clean(said).lines() {
        let _ = writeln!(text, "{indent}# {line}");
    }
}
