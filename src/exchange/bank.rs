//! Drafts as a pack: a manifest and a bank, with a comment for what was lost.

use std::{collections::BTreeSet, fmt::Write};

use serde::Serialize;

use super::{Brought, Draft, slug};
use crate::pack::schema::complete;

/// The version of a pack that was just made.
pub const VERSION: &str = "0.1.0";
/// Questions of one bank.
const LONGEST: usize = 1000;
/// Bytes of one bank, unless one question has more.
const LARGEST: usize = 4 << 20;

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

/// The id of the pack that is made of a file called `name`.
pub fn pack_id(name: &str) -> String {
    let id = slug::id(name);
    if id.is_empty() { "imported".to_owned() } else { id }
}

/// A pack of what was read from a file called `name`.
pub fn folder(name: &str, brought: &Brought) -> Result<Folder, serde_yaml::Error> {
    let id = &pack_id(name);
    let topics: BTreeSet<&str> =
        brought.drafts.iter().filter_map(|draft| draft.topic.as_deref()).collect();
    let topics = topics.into_iter().map(|id| Topic { id, title: id }).collect();
    let manifest = Manifest { format: 1, id, title: name, version: VERSION, topics };
    let mut files = vec![("pack.yaml".to_owned(), serde_yaml::to_string(&manifest)?)];
    let banks = banks(brought)?;
    let is_alone = banks.len() == 1;
    files.extend((1..).zip(banks).map(|(at, bank): (usize, String)| {
        let number = if is_alone { String::new() } else { format!("-{at}") };
        (format!("quizzes/{id}{number}.yaml"), bank)
    }));
    Ok(complete(files))
}

/// Banks of these questions, none too large to be read.
fn banks(brought: &Brought) -> Result<Vec<String>, serde_yaml::Error> {
    let mut text = String::new();
    for loss in brought.losses.iter().filter(|loss| loss.question.is_none()) {
        comment(&mut text, "", &loss.to_string());
    }
    if brought.drafts.is_empty() {
        text.push_str("questions: []\n");
        return Ok(vec![text]);
    }
    text.push_str("questions:\n");
    let mut banks = vec![text];
    let mut questions = 0;
    for draft in &brought.drafts {
        let written = question(draft)?;
        if questions == LONGEST || banks.last().is_some_and(|it| it.len() + written.len() > LARGEST)
        {
            banks.push("questions:\n".to_owned());
            questions = 0;
        }
        questions += 1;
        if let Some(bank) = banks.last_mut() {
            bank.push_str(&written);
        }
    }
    Ok(banks)
}

/// A question, with comments for what was lost.
fn question(draft: &Draft) -> Result<String, serde_yaml::Error> {
    let mut text = String::new();
    for loss in &draft.losses {
        comment(&mut text, "  ", &format!("not carried over: {loss}"));
    }
    text.push_str(&indented(&item(draft)?));
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
