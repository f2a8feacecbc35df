//! Blocks → questions of ours.

use super::block::{Answers, Block, Choice, Feedback, Kind, Pair, Piece, Quantity, Question};
use crate::{
    exchange::{Body, Brought, Draft, Opt, clean, draft, escaped, html, slug, words},
    item::Exact,
};

/// Makes questions of blocks.
pub(super) fn bring(blocks: &[Block]) -> Brought {
    let mut brought = Brought::default();
    let mut ids = slug::Ids::default();
    let mut topic = None;
    for Block { line, kind } in blocks {
        match kind {
            Kind::Category(path) => topic = category(path, *line, &mut brought),
            Kind::Faulty(why) => brought.lose(*line, format!("this cannot be read: {why}")),
            Kind::Question(question) => {
                let mut maker = Maker::default();
                match maker.draft(question) {
                    Ok(mut draft) => {
                        let title = question.title.as_deref().unwrap_or_default();
                        draft.id = ids.next([title, &question.stem.text]);
                        draft.topic.clone_from(&topic);
                        brought.add(*line, draft);
                    }
                    Err(why) => {
                        let stem = clean(&question.stem.text).replace('\n', " ");
                        brought.lose(*line, format!("{why}: {stem}"));
                    }
                }
            }
        }
    }
    brought
}

/// The topic that a category is.
pub(in crate::exchange) fn category(
    path: &str,
    line: usize,
    brought: &mut Brought,
) -> Option<String> {
    let parts: Vec<&str> = path
        .split('/')
        .map(str::trim)
        .filter(|part| !part.is_empty() && !part.starts_with('$') && *part != "top")
        .collect();
    let id = slug::id(parts.last()?);
    if id.is_empty() || parts.len() > 1 || id != *path {
        let kept =
            if id.is_empty() { "left out".to_owned() } else { format!("kept as topic `{id}`") };
        brought.lose(line, format!("category `{}` {kept}", clean(path)));
    }
    Some(id).filter(|id| !id.is_empty())
}

/// One question in the making.
#[derive(Debug, Default)]
pub(in crate::exchange) struct Maker {
    /// What could not be carried over.
    pub losses: Vec<String>,
    /// What is said about single answers of questions that have no options.
    said: Vec<String>,
}

impl Maker {
    /// The question, or why it is none.
    pub fn draft(&mut self, question: &Question) -> Result<Draft, String> {
        let stem = self.markdown(&question.stem);
        let general = question.general.as_ref().map(|piece| self.markdown(piece));
        let (body, general) = match &question.answers {
            Answers::Description => return Err("a description asks nothing; left out".to_owned()),
            Answers::Essay => (recall(general)?, None),
            Answers::Truth { is_true, of_true, of_false } => {
                (self.truth(*is_true, of_true, of_false), general)
            }
            Answers::Pick(choices) => (self.pick(choices)?, general),
            Answers::Short(choices) => (self.short(choices)?, general),
            Answers::Match(pairs) => (self.pairs(pairs)?, general),
            Answers::Number { choices, .. } => (self.number(choices)?, general),
        };
        let difficulty = self.tags(question);
        let rationale: Vec<String> = self.said.drain(..).chain(general).collect();
        let mut draft = Draft {
            body,
            stem,
            rationale: Some(rationale.join("\n\n")).filter(|text| !text.is_empty()),
            difficulty,
            ..Draft::default()
        };
        draft.losses = std::mem::take(&mut self.losses);
        Ok(draft)
    }

    /// A question of a kind that GIFT does not know.
    pub fn around(&mut self, question: &Question, body: Body, stem: String) -> Draft {
        let rationale = question.general.as_ref().map(|piece| self.markdown(piece));
        let difficulty = self.tags(question);
        let losses = std::mem::take(&mut self.losses);
        Draft { body, stem, rationale, difficulty, losses, ..Draft::default() }
    }

    /// The difficulty, if a tag tells it; other tags are lost.
    pub fn tags(&mut self, question: &Question) -> Option<u8> {
        let mut difficulty = None;
        for tag in &question.tags {
            match tag.strip_prefix(draft::DIFFICULTY).and_then(|digit| digit.parse().ok()) {
                Some(digit @ 1..=3) => difficulty = Some(digit),
                _ => self.losses.push(format!("tag `{tag}`")),
            }
        }
        if let Some(id) = &question.id {
            self.losses.push(format!("its number {id}"));
        }
        difficulty
    }

    pub fn markdown(&mut self, piece: &Piece) -> String {
        let is_html = |text: &str| {
            text.match_indices('<').any(|(at, _)| {
                text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')
            })
        };
        match &*piece.format {
            "markdown" => clean(&piece.text),
            "html" => self.of_html(&piece.text),
            "moodle" if is_html(&piece.text) => self.of_html(&piece.text),
            _ => escaped(&clean(&piece.text)),
        }
    }

    fn of_html(&mut self, text: &str) -> String {
        let marked = html::markdown(text);
        self.losses.extend(marked.lost);
        marked.markdown
    }

    /// On one line.
    pub fn line(&mut self, piece: &Piece) -> String {
        self.markdown(piece).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn feedback(&mut self, feedback: &Feedback) -> Option<String> {
        feedback.as_ref().map(|piece| self.markdown(piece))
    }

    fn truth(&mut self, is_true: bool, of_true: &Feedback, of_false: &Feedback) -> Body {
        let mut option = |text: &str, correct, why: &Feedback| Opt {
            text: text.to_owned(),
            correct,
            why: self.feedback(why),
            pin: false,
        };
        let options = vec![option("True", is_true, of_true), option("False", !is_true, of_false)];
        Body::Choice { options, shuffle: Some(false) }
    }

    fn pick(&mut self, choices: &[Choice<Piece>]) -> Result<Body, String> {
        let signed = choices.iter().filter(|choice| choice.correct).count();
        let is_right = |choice: &Choice<Piece>| {
            choice.correct || signed == 0 && choice.weight.is_some_and(|weight| weight > 0.0)
        };
        let right = choices.iter().filter(|choice| is_right(choice)).count();
        if choices.len() < 2 || right == 0 || right == choices.len() {
            return Err("its answers leave nothing to choose; left out".to_owned());
        }
        if signed > 1 {
            self.losses.push("one of its right answers was enough; all are asked for".to_owned());
        }
        let options = choices.iter().map(|choice| {
            self.partial(choice, is_right(choice), if signed == 0 { right } else { 1 });
            let why = self.feedback(&choice.feedback);
            Opt { text: self.line(&choice.what), correct: is_right(choice), why, pin: false }
        });
        Ok(Body::Choice { options: options.collect(), shuffle: None })
    }

    /// Tells of a weight that all-or-nothing grading does not know.
    fn partial(&mut self, choice: &Choice<Piece>, is_right: bool, shared_by: usize) {
        let Some(weight) = choice.weight else { return };
        let whole = 100.0 / f64::from(u32::try_from(shared_by).unwrap_or(u32::MAX));
        let is_plain = if is_right { (weight - whole).abs() < 0.01 } else { weight <= 0.0 };
        if !is_plain {
            let answer = words(&Self::default().markdown(&choice.what));
            self.losses
                .push(format!("`{answer}` was worth {weight} %; here all or nothing counts"));
        }
    }

    fn short(&mut self, choices: &[Choice<Piece>]) -> Result<Body, String> {
        let mut accept = Vec::new();
        for choice in choices {
            let answer = clean(&choice.what.text).replace('\n', " ");
            let is_rest = answer == "*";
            if let Some(said) = self.feedback(&choice.feedback) {
                let name = if is_rest { "Anything else".to_owned() } else { escaped(&answer) };
                self.said.push(format!("**{name}**: {said}"));
            }
            match choice.weight {
                None => accept.push(answer),
                Some(weight) if weight >= 100.0 => accept.push(answer),
                Some(weight) if weight > 0.0 => {
                    self.losses.push(format!("`{answer}` was worth {weight} %; here it is wrong"));
                }
                Some(_) => (),
            }
        }
        accept.retain(|answer| !answer.is_empty());
        if accept.is_empty() {
            return Err("it has no answer that is all right; left out".to_owned());
        }
        let exact = false;
        if !accept.iter().any(|answer| has_wildcard(answer)) {
            let accept = accept.iter().map(|answer| answer.replace("\\*", "*")).collect();
            return Ok(Body::Text { accept, pattern: None, exact });
        }
        let pattern: Vec<String> = accept.iter().map(|answer| pattern(answer)).collect();
        let pattern = pattern.join("|");
        if crate::item::text::Pattern::new(&pattern, exact).is_err() {
            return Err("its wildcards make too long a pattern; left out".to_owned());
        }
        Ok(Body::Text { accept: Vec::new(), pattern: Some(pattern), exact })
    }

    fn pairs(&mut self, pairs: &[Pair]) -> Result<Body, String> {
        let (mut matched, mut extra) = (Vec::new(), Vec::new());
        for pair in pairs {
            let right = escaped(&clean(&pair.right));
            match self.line(&pair.left) {
                left if left.is_empty() => extra.push(right),
                left => matched.push(draft::Pair { left, right }),
            }
        }
        if matched.len() < 2 {
            return Err("it has fewer than two pairs; left out".to_owned());
        }
        Ok(Body::Match { pairs: matched, extra })
    }

    fn number(&mut self, choices: &[Choice<Quantity>]) -> Result<Body, String> {
        let mut right = None;
        for choice in choices {
            let (answer, tolerance) = about(choice.what)
                .ok_or("its numbers are too large to be worked with; left out")?;
            let shown = answer.exactly();
            if let Some(said) = self.feedback(&choice.feedback) {
                self.said.push(format!("**{}**: {said}", escaped(&shown)));
            }
            let weight = choice.weight.unwrap_or(100.0);
            if weight >= 100.0 && right.is_none() {
                right = Some((shown, tolerance));
            } else if weight > 0.0 {
                let by = if tolerance == Exact::ZERO {
                    String::new()
                } else {
                    format!(" ± {tolerance}")
                };
                self.losses.push(format!("{shown}{by} was worth {weight} %; here it is wrong"));
            }
        }
        let (answer, tolerance) = right.ok_or("it has no number that is all right; left out")?;
        let tolerance = (tolerance != Exact::ZERO).then(|| tolerance.exactly());
        Ok(Body::Number { answer, tolerance, unit: None })
    }
}

/// What is to be recalled is what an essay is compared with.
fn recall(general: Option<String>) -> Result<Body, String> {
    let answer = general.ok_or("an essay without an answer to compare with; left out")?;
    Ok(Body::Recall { answer })
}

/// A quantity as a number and how far off is still right.
fn about(quantity: Quantity) -> Option<(Exact, Exact)> {
    match quantity {
        Quantity::Just(number) => Some((number, Exact::ZERO)),
        Quantity::About(number, by) => Some((number, by.size())),
        Quantity::Between(low, high) => {
            let two = Exact::whole(2);
            Some((low.plus(high)?.over(two)?, high.minus(low)?.size().over(two)?))
        }
    }
}

/// Whether a star stands for any text.
fn has_wildcard(answer: &str) -> bool {
    answer.replace("\\*", "").contains('*')
}

/// A text with stars for anything, as a regular expression.
fn pattern(answer: &str) -> String {
    let parts: Vec<String> = answer
        .split("\\*")
        .map(|part| part.split('*').map(regex::escape).collect::<Vec<_>>().join(".*"))
        .collect();
    parts.join("\\*")
}
