//! text2qti: numbered questions in a text with Markdown.
//!
//! It may hold programs that text2qti runs. Nothing is ever run here: such a
//! file is refused.

use super::{Body, Brought, Draft, Fault, Opt, clean, slug, text};
use crate::item::Exact;

/// Reads the questions of a file.
pub(super) fn read(bytes: &[u8]) -> Result<Brought, Fault> {
    let text = text(bytes)?;
    if let Some(line) = runs(&text) {
        return Err(Fault::Broken(format!(
            "line {line}: a program is to be run there; nothing is run here. Run text2qti yourself \
             and import what it makes (`tripos import qti`)"
        )));
    }
    let mut reading = Reading::default();
    let mut is_comment = false;
    for (line, at) in text.lines().zip(1..) {
        match line.trim_end() {
            "COMMENT" => is_comment = true,
            "END_COMMENT" => is_comment = false,
            _ if is_comment || line.starts_with('%') => (),
            line => reading.line(line, at),
        }
    }
    reading.end();
    reading.brought.some("text2qti")
}

/// The line of the first program that is to be run.
fn runs(text: &str) -> Option<usize> {
    let is_fence = |line: &str| {
        let head = line.trim_start_matches([' ', '\t', '>', '.', '*', ')']);
        (head.contains("```") || head.contains("~~~")) && head.contains(".run")
    };
    text.lines().position(is_fence).map(|at| at + 1)
}

/// What the next indented line belongs to.
#[derive(Clone, Copy, Default)]
enum Last {
    /// Nothing: it cannot be indented.
    #[default]
    Nothing,
    Stem,
    Option,
    /// What is said about the last option, or about all.
    General,
    Right,
    Wrong,
    Solution,
}

/// A question as far as it was read.
#[derive(Default)]
struct Block {
    line: usize,
    title: String,
    points: String,
    stem: String,
    options: Vec<Opt>,
    /// Whether several may be right.
    several: bool,
    accept: Vec<String>,
    number: Option<String>,
    is_essay: bool,
    is_upload: bool,
    general: String,
    right: String,
    wrong: String,
    solution: String,
}

#[derive(Default)]
struct Reading {
    brought: Brought,
    ids: slug::Ids,
    block: Block,
    last: Last,
    /// Whether a blank line came before.
    blank: bool,
    /// Title and points, told before a question.
    title: String,
    points: String,
}

impl Reading {
    fn line(&mut self, line: &str, at: usize) {
        if line.trim().is_empty() {
            self.blank = true;
            return;
        }
        let is_inner = line.starts_with([' ', '\t']);
        if is_inner && !matches!(self.last, Last::Nothing) {
            self.go_on(line);
        } else if !self.sign(line.trim_start(), at) {
            self.other(line.trim(), at);
        }
        self.blank = false;
    }

    /// More of what came before.
    fn go_on(&mut self, line: &str) {
        let inner = line.strip_prefix("    ").unwrap_or_else(|| line.trim_start());
        let by = if self.blank { "\n\n" } else { "\n" };
        let block = &mut self.block;
        let target = match self.last {
            Last::Nothing => return,
            Last::Stem => &mut block.stem,
            Last::Option => match block.options.last_mut() {
                Some(option) => &mut option.text,
                None => return,
            },
            Last::General => match block.options.last_mut() {
                Some(option) => option.why.get_or_insert_default(),
                None => &mut block.general,
            },
            Last::Right => &mut block.right,
            Last::Wrong => &mut block.wrong,
            Last::Solution => &mut block.solution,
        };
        target.extend([by, inner]);
    }

    /// A line that begins with a sign; `false` if it does not.
    fn sign(&mut self, line: &str, at: usize) -> bool {
        if let Some((number, rest)) = line.split_once('.')
            && !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && rest.starts_with([' ', '\t'])
        {
            self.end();
            let (title, points) =
                (std::mem::take(&mut self.title), std::mem::take(&mut self.points));
            let stem = rest.trim().to_owned();
            self.block = Block { line: at, title, points, stem, ..Block::default() };
            self.last = Last::Stem;
            return true;
        }
        if self.block.line == 0 {
            return false;
        }
        let signs =
            [("...", Last::General), ("+", Last::Right), ("-", Last::Wrong), ("!", Last::Solution)];
        for (sign, last) in signs {
            let said = line.strip_prefix(sign).filter(|rest| rest.starts_with([' ', '\t']));
            if let Some(said) = said {
                self.last = last;
                self.blank = false;
                self.say(said.trim());
                return true;
            }
        }
        self.answer(line)
    }

    /// Begins what is said.
    fn say(&mut self, said: &str) {
        let block = &mut self.block;
        match self.last {
            Last::Right => said.clone_into(&mut block.right),
            Last::Wrong => said.clone_into(&mut block.wrong),
            Last::Solution => said.clone_into(&mut block.solution),
            _ => match block.options.last_mut() {
                Some(option) => option.why = Some(said.to_owned()),
                None => said.clone_into(&mut block.general),
            },
        }
    }

    /// An answer.
    fn answer(&mut self, line: &str) -> bool {
        let block = &mut self.block;
        if line.len() > 2 && line.bytes().all(|byte| byte == b'_') {
            block.is_essay = true;
        } else if line.len() > 2 && line.bytes().all(|byte| byte == b'^') {
            block.is_upload = true;
        } else if let Some(number) = line.strip_prefix('=') {
            block.number = Some(number.trim().to_owned());
        } else if let Some((correct, text)) = boxed(line) {
            block.several = true;
            block.options.push(Opt { text: text.to_owned(), correct, ..Opt::default() });
            self.last = Last::Option;
            return true;
        } else if let Some((correct, text)) = lettered(line) {
            block.options.push(Opt { text: text.to_owned(), correct, ..Opt::default() });
            self.last = Last::Option;
            return true;
        } else if let Some(text) = line.strip_prefix('*').filter(|it| it.starts_with([' ', '\t'])) {
            block.accept.push(clean(text.trim()));
        } else {
            return false;
        }
        self.last = Last::Nothing;
        true
    }

    /// A line that belongs to no question.
    fn other(&mut self, line: &str, at: usize) {
        let lower = line.to_lowercase();
        let value = || line.split_once(':').map_or("", |(_, value)| value).trim().to_owned();
        if lower.starts_with("title:") {
            self.end();
            self.title = value();
        } else if lower.starts_with("points:") {
            self.end();
            self.points = value();
        } else {
            self.end();
            self.brought.lose(at, format!("`{}` left out", clean(line)));
        }
    }

    /// Ends a question.
    fn end(&mut self) {
        let block = std::mem::take(&mut self.block);
        self.last = Last::Nothing;
        if block.line == 0 {
            return;
        }
        let line = block.line;
        let stem = clean(&block.stem).replace('\n', " ");
        match block.draft() {
            Ok((title, mut draft)) => {
                draft.id = self.ids.next([&*title, &*draft.stem]);
                self.brought.add(line, draft);
            }
            Err(why) => self.brought.lose(line, format!("{why}; left out: {stem}")),
        }
    }
}

/// `[*] text` or `[ ] text`.
fn boxed(line: &str) -> Option<(bool, &str)> {
    let (inside, text) = line.strip_prefix('[')?.split_once(']')?;
    let correct = match inside.trim() {
        "*" => true,
        "" => false,
        _ => return None,
    };
    text.starts_with([' ', '\t']).then(|| (correct, text.trim()))
}

/// `*a) text` or `a) text`.
fn lettered(line: &str) -> Option<(bool, &str)> {
    let (correct, rest) = line.strip_prefix('*').map_or((false, line), |rest| (true, rest));
    let letter = rest.chars().next().filter(char::is_ascii_alphabetic)?;
    let text = rest[letter.len_utf8()..].strip_prefix(')')?;
    text.starts_with([' ', '\t']).then(|| (correct, text.trim()))
}

impl Block {
    /// Its title and the question, or why it is none.
    fn draft(self) -> Result<(String, Draft), String> {
        let mut losses = Vec::new();
        for (when, said) in [("right", &self.right), ("wrong", &self.wrong)] {
            if !said.is_empty() {
                let said = clean(said).replace('\n', " ");
                losses.push(format!("said to {when} answers: {said}"));
            }
        }
        if !self.points.is_empty() && self.points != "1" {
            losses.push(format!("that it is worth {} points", clean(&self.points)));
        }
        let mut said: Vec<String> = [&self.general, &self.solution].map(|text| clean(text)).into();
        said.retain(|text| !text.is_empty());
        let mut rationale = Some(said.join("\n\n")).filter(|text| !text.is_empty());
        let body = if !self.options.is_empty() {
            choice(self.options, self.several)?
        } else if !self.accept.is_empty() {
            Body::Text { accept: self.accept, pattern: None, exact: false }
        } else if let Some(number) = &self.number {
            numeric(number).ok_or_else(|| format!("`{}` is no number", clean(number)))?
        } else if self.is_upload {
            return Err("a file to be handed in".to_owned());
        } else if self.is_essay {
            let answer = rationale.take().ok_or("an essay without an answer to compare with")?;
            Body::Recall { answer }
        } else {
            return Err("no answers follow it".to_owned());
        };
        let draft = Draft { body, stem: clean(&self.stem), rationale, losses, ..Draft::default() };
        Ok((self.title, draft))
    }
}

fn choice(options: Vec<Opt>, several: bool) -> Result<Body, String> {
    let right = options.iter().filter(|option| option.correct).count();
    let is_one = several || right == 1;
    if options.len() < 2 || right == 0 || right == options.len() || !is_one {
        return Err("its options leave nothing to choose".to_owned());
    }
    let tidy = |option: Opt| Opt {
        text: clean(&option.text).split_whitespace().collect::<Vec<_>>().join(" "),
        why: option.why.map(|why| clean(&why)).filter(|why| !why.is_empty()),
        ..option
    };
    Ok(Body::Choice { options: options.into_iter().map(tidy).collect(), shuffle: None })
}

/// `3.14 +- 0.01`, `3.14 +- 1%`, `[3, 4]` or `5`.
fn numeric(text: &str) -> Option<Body> {
    let body = |answer: Exact, tolerance: Option<String>| Body::Number {
        answer: answer.exactly(),
        tolerance,
        unit: None,
    };
    if let Some((low, high)) = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .and_then(|inside| inside.split_once(','))
    {
        let (low, high) = (Exact::plain(low.trim())?, Exact::plain(high.trim())?);
        let two = Exact::whole(2);
        let by = high.minus(low)?.size().over(two)?;
        return Some(body(low.plus(high)?.over(two)?, Some(by.exactly())));
    }
    match text.split_once("+-") {
        Some((number, by)) => {
            let by = by.trim();
            Exact::plain(by.trim_end_matches('%').trim())?;
            Some(body(Exact::plain(number.trim())?, Some(by.replace(' ', ""))))
        }
        None => Some(body(Exact::plain(text)?, None)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_comments_and_solutions() {
        let file = "% a comment\nCOMMENT\n9. not asked\nEND_COMMENT\nTitle: First one\nPoints: 2\n\
                    1.  Which?\n\n    ```\n    code\n    ```\n*a) yes\n    indeed\n... because\nb) no\n\n\
                    2.  Between?\n= [1, 2.5]\n! See page 2.\n\nGROUP\npick: 1\n3. Tell.\n... All.\n____\n\
                    4. None right?\na) x\nb) y\n5. Never answered\n";
        let brought = read(file.as_bytes()).unwrap();
        let ids: Vec<&str> = brought.drafts.iter().map(|draft| &*draft.id).collect();
        assert_eq!(ids, ["first-one", "between", "tell"]);
        assert_eq!(brought.drafts[0].stem, "Which?\n\n```\ncode\n```");
        let Body::Choice { options, .. } = &brought.drafts[0].body else { panic!() };
        assert_eq!((&*options[0].text, options[0].why.as_deref()), ("yes indeed", Some("because")));
        let range = Body::Number {
            answer: "1.75".to_owned(),
            tolerance: Some("0.75".to_owned()),
            unit: None,
        };
        assert_eq!(brought.drafts[1].body, range);
        assert_eq!(brought.drafts[1].rationale.as_deref(), Some("See page 2."));
        assert_eq!(brought.drafts[2].body, Body::Recall { answer: "All.".to_owned() });
        let lines: Vec<Option<usize>> = brought.losses.iter().map(|loss| loss.line).collect();
        assert_eq!(lines, [Some(7), Some(21), Some(22), Some(26), Some(29)]);
    }

    #[test]
    fn programs_are_refused() {
        for file in ["1. x\n```{.python .run}\n1\n```\n", "1.  ```{.python .run}\n    print()\n"] {
            let told = read(file.as_bytes()).unwrap_err().to_string();
            assert!(told.contains("nothing is run here"), "{told}");
        }
        assert!(read(b"1. Show ```{.python}\n* x\n").is_ok());
    }
}
