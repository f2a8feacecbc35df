//! mdbook-quiz: questions in TOML, beside books about programs.

use std::{collections::BTreeMap, ops::Range};

use serde::Deserialize;
use toml::Spanned;

use super::{Body, Brought, Draft, Fault, Opt, clean, slug, text};

/// A file.
#[derive(Deserialize)]
struct Quiz {
    #[serde(default)]
    questions: Vec<Spanned<toml::Table>>,
    /// Texts shared by several questions.
    #[serde(default)]
    multipart: BTreeMap<String, String>,
}

/// A question, as its kinds have it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Question {
    #[serde(rename = "type")]
    kind: String,
    id: String,
    multipart: String,
    prompt: Prompt,
    answer: Answer,
    context: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Prompt {
    #[serde(rename = "prompt")]
    text: String,
    program: String,
    distractors: Vec<String>,
    #[serde(rename = "sortAnswers")]
    sort_answers: bool,
    #[serde(rename = "answerIndex")]
    answer_index: Option<i64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Answer {
    #[serde(rename = "answer")]
    right: OneOrMore,
    alternatives: Vec<String>,
    #[serde(rename = "doesCompile")]
    compiles: Option<bool>,
    stdout: Option<String>,
    #[serde(rename = "lineNumber")]
    line: Option<i64>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl Default for OneOrMore {
    fn default() -> Self {
        Self::More(Vec::new())
    }
}

/// Reads the questions of a file.
pub(super) fn read(bytes: &[u8]) -> Result<Brought, Fault> {
    let text = text(bytes)?;
    let mut brought = Brought::default();
    let quiz = match toml::from_str::<Quiz>(&text) {
        Ok(quiz) => quiz,
        Err(error) => {
            let line = line(&text, &error.span().unwrap_or_default());
            let why = error.message().lines().next().unwrap_or_default().to_owned();
            brought.cut_at(Some((line, clean(&why))));
            before(&text, error.span())
        }
    };
    let mut ids = slug::Ids::default();
    for question in quiz.questions {
        let line = line(&text, &question.span());
        match question.into_inner().try_into::<Question>() {
            Ok(question) => match draft(&question, &quiz.multipart) {
                Ok(mut draft) => {
                    draft.id = ids.next([&*question.id, &*draft.stem]);
                    brought.add(line, draft);
                }
                Err(why) => brought.lose(line, why),
            },
            Err(error) => {
                let why = error.message().lines().next().unwrap_or_default().to_owned();
                brought.lose(line, format!("this question cannot be read: {}", clean(&why)));
            }
        }
    }
    brought.some("mdbook-quiz")
}

/// The questions that stand whole before a fault.
fn before(text: &str, fault: Option<Range<usize>>) -> Quiz {
    let sound = text.get(..fault.map_or(0, |it| it.start)).unwrap_or_default();
    let mut end = sound.len();
    // The fault may come of what was not closed before it.
    while let Some(start) = sound.get(..end).and_then(|text| text.rfind("[[questions]]")) {
        if let Ok(quiz) = toml::from_str(&text[..start]) {
            return quiz;
        }
        end = start;
    }
    Quiz { questions: Vec::new(), multipart: BTreeMap::new() }
}

fn line(text: &str, span: &Range<usize>) -> usize {
    1 + text.get(..span.start).unwrap_or_default().matches('\n').count()
}

fn draft(it: &Question, parts: &BTreeMap<String, String>) -> Result<Draft, String> {
    let mut draft = Draft::default();
    let stem = clean(it.prompt.text.trim());
    match &*it.kind {
        "MultipleChoice" => {
            draft.body = choice(it, &mut draft.losses)?;
            draft.stem = stem;
        }
        "ShortAnswer" => {
            let accept = it.answer.all().into_iter().chain(it.answer.alternatives.iter().cloned());
            let accept: Vec<String> =
                accept.map(|text| clean(text.trim())).filter(|text| !text.is_empty()).collect();
            if accept.is_empty() {
                return Err("it has no answer; left out".to_owned());
            }
            draft.body = Body::Text { accept, pattern: None, exact: false };
            draft.stem = stem;
        }
        "Tracing" => tracing(it, &mut draft)?,
        "Informational" => return Err("a text that asks nothing; left out".to_owned()),
        other => return Err(format!("questions of type `{}`; left out", clean(other))),
    }
    if draft.stem.is_empty() {
        return Err("it has no text; left out".to_owned());
    }
    if let Some(part) = parts.get(&it.multipart) {
        draft.stem = format!("{}\n\n{}", clean(part.trim()), draft.stem);
    }
    draft.rationale = Some(clean(it.context.trim())).filter(|text| !text.is_empty());
    Ok(draft)
}

impl Answer {
    fn all(&self) -> Vec<String> {
        match &self.right {
            OneOrMore::One(text) => vec![text.clone()],
            OneOrMore::More(texts) => texts.clone(),
        }
    }
}

fn choice(it: &Question, losses: &mut Vec<String>) -> Result<Body, String> {
    let option = |correct| {
        move |text: &String| Opt {
            text: clean(text).split_whitespace().collect::<Vec<_>>().join(" "),
            correct,
            ..Opt::default()
        }
    };
    let right = it.answer.all();
    let mut options: Vec<Opt> = right.iter().map(option(true)).collect();
    options.extend(it.prompt.distractors.iter().map(option(false)));
    if right.is_empty() || it.prompt.distractors.is_empty() {
        return Err("its answers leave nothing to choose; left out".to_owned());
    }
    if it.prompt.sort_answers {
        losses.push("that its options are sorted".to_owned());
    }
    if let Some(index) = it.prompt.answer_index {
        losses.push(format!("that its answer stands at place {index}"));
    }
    Ok(Body::Choice { options, shuffle: None })
}

/// Whether a program compiles, or what it prints.
fn tracing(it: &Question, draft: &mut Draft) -> Result<(), String> {
    let program = clean(it.prompt.program.trim());
    let program = format!("```rust\n{program}\n```");
    let compiles = it.answer.compiles.ok_or("it does not say whether it compiles; left out")?;
    if !compiles {
        let why = it.answer.line.map(|line| format!("The error is in line {line}."));
        if why.is_some() {
            draft.lose("that the line of the error is asked; it is told");
        }
        let no = Opt { text: "No".to_owned(), correct: true, why, pin: false };
        let yes = Opt { text: "Yes".to_owned(), ..Opt::default() };
        draft.body = Body::Choice { options: vec![yes, no], shuffle: Some(false) };
        draft.stem = format!("{program}\n\nDoes this program compile?");
        return Ok(());
    }
    let printed = clean(it.answer.stdout.as_deref().unwrap_or_default().trim_end());
    draft.lose("that it is asked whether it compiles; it is told");
    draft.stem = format!("{program}\n\nThis program compiles. What does it print?");
    draft.body = match printed.lines().count() {
        0 => return Err("it does not say what is printed; left out".to_owned()),
        1 => Body::Text { accept: vec![printed], pattern: None, exact: true },
        _ => {
            draft.lose("to type what is printed; asked as what to recall");
            Body::Recall { answer: format!("```text\n{printed}\n```") }
        }
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_says_is_kept_as_far_as_it_goes() {
        let file = "[multipart]\nm = 'Think of `Vec`.'\n\n[[questions]]\nid = 'one'\n\
                    type = 'MultipleChoice'\nprompt.prompt = 'Which?'\n\
                    prompt.distractors = ['c']\nanswer.answer = ['a', 'b']\nmultipart = 'm'\n\n\
                    [[questions]]\ntype = 'Tracing'\nprompt.program = 'fn main() {}'\n\
                    answer.doesCompile = true\nanswer.stdout = \"1\\n2\\n\"\n\n\
                    [[questions]]\ntype = 'Dance'\n\n[[questions]]\ntype = 3\n";
        let brought = read(file.as_bytes()).unwrap();
        assert_eq!(brought.drafts[0].stem, "Think of `Vec`.\n\nWhich?");
        let Body::Choice { options, .. } = &brought.drafts[0].body else { panic!() };
        assert_eq!(options.iter().filter(|it| it.correct).count(), 2);
        assert!(
            matches!(&brought.drafts[1].body, Body::Recall { answer } if answer.contains("1\n2"))
        );
        let lines: Vec<Option<usize>> = brought.losses.iter().map(|loss| loss.line).collect();
        assert_eq!(lines, [Some(12), Some(12), Some(18), Some(21)]);
        let half = read(&file.as_bytes()[..file.find("answer.doesCompile").unwrap() + 4]).unwrap();
        assert_eq!(half.drafts.len(), 1);
        assert!(half.cut.unwrap().starts_with("line 15: "));
    }
}
