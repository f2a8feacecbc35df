//! A question as a bank writes it, on its way in or out.

use serde::Serialize;

use super::{escaped, words};
use crate::{
    item::{
        Choice, Cloze, Difficulty, Domains, Item, Kind, Match, Number, Order, Parts, Text,
        number::Tolerance, text::Accept,
    },
    text::Markdown,
};

/// What a tag begins with that tells how difficult a question is.
pub(super) const DIFFICULTY: &str = "difficulty-";

/// What a paragraph begins with that tells a source.
const SOURCE: &str = "Source: ";

/// A question as a bank writes it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Draft {
    /// Names it: stable, lower case, each once.
    pub id: String,
    /// What is asked of its kind.
    #[serde(flatten)]
    pub body: Body,
    /// Markdown; the question.
    pub stem: String,
    /// Why the key is the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rationale: Option<String>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// 1 to 3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difficulty: Option<u8>,
    /// Where it can be looked up.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// What could not be carried over.
    #[serde(skip)]
    pub losses: Vec<String>,
}

/// What belongs to a kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Body {
    /// Pick one or more.
    Choice {
        /// What can be picked.
        options: Vec<Opt>,
        /// `Some(false)` keeps their order.
        #[serde(skip_serializing_if = "Option::is_none")]
        shuffle: Option<bool>,
    },
    /// Put in order.
    Order {
        /// In the right order.
        steps: Vec<String>,
        /// To be left aside.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        extra: Vec<String>,
    },
    /// Match sides.
    Match {
        /// What belongs together.
        pairs: Vec<Pair>,
        /// Right sides that belong to none.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        extra: Vec<String>,
    },
    /// Type a number.
    Number {
        /// The number.
        answer: String,
        /// `5` or `5%`.
        #[serde(skip_serializing_if = "Option::is_none")]
        tolerance: Option<String>,
        /// What it counts.
        #[serde(skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
    },
    /// Type a word.
    Text {
        /// Any of these.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        accept: Vec<String>,
        /// What matches this.
        #[serde(skip_serializing_if = "Option::is_none")]
        pattern: Option<String>,
        /// Whether case and white space count.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        exact: bool,
    },
    /// Fill the gaps of the stem.
    Cloze,
    /// Point at parts of a diagram.
    Place {
        /// Below `assets/`.
        diagram: String,
        /// Names of parts.
        answer: Vec<String>,
        /// Whether one is enough.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        any: bool,
    },
    /// Recall.
    Recall {
        /// What is to be recalled.
        answer: String,
    },
}

/// One option.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Opt {
    /// Inline Markdown.
    pub text: String,
    /// Part of the key?
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub correct: bool,
    /// Why it is right or wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Kept where it is written.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub pin: bool,
}

/// What belongs together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// Inline Markdown.
    pub left: String,
    /// Inline Markdown.
    pub right: String,
}

impl Default for Body {
    fn default() -> Self {
        Self::Choice { options: Vec::new(), shuffle: None }
    }
}

impl Draft {
    /// A question of a pack. What only a pack can hold is told as lost.
    pub fn of(item: &Item, scenario: Option<&Markdown>) -> Self {
        let mut losses = Vec::new();
        if item.template.is_some() {
            losses.push("its numbers are those of one draw".to_owned());
        }
        let mut stem = match &item.kind {
            Kind::Cloze(cloze) => gaps(cloze),
            _ => trimmed(&item.stem),
        };
        if let Some(scenario) = scenario {
            stem = format!("{}\n\n{stem}", trimmed(scenario));
        }
        lost(item, &mut losses);
        Self {
            id: item.id.to_string(),
            body: Body::of(&item.kind),
            stem,
            rationale: item.rationale.as_ref().map(trimmed),
            topic: item.topic.as_ref().map(ToString::to_string),
            difficulty: item.difficulty.map(|it| match it {
                Difficulty::Recall => 1,
                Difficulty::Apply => 2,
                Difficulty::Analyse => 3,
            }),
            sources: item.sources.iter().map(ToString::to_string).collect(),
            losses,
        }
    }

    /// Its rationale, and after it where it can be looked up: for programs that
    /// have no place for that.
    pub fn said(&self) -> Option<String> {
        let source = |it: &String| {
            let is_link = it.starts_with("http") && !it.contains([' ', '<', '>']);
            let shown = if is_link { format!("<{it}>") } else { escaped(it) };
            format!("{SOURCE}{shown}")
        };
        let all = self.rationale.iter().cloned().chain(self.sources.iter().map(source));
        Some(all.collect::<Vec<_>>().join("\n\n")).filter(|text| !text.is_empty())
    }

    /// Takes what is said last of its rationale, or of what is to be recalled,
    /// for its sources if it is written as such.
    pub(super) fn look_up(&mut self) {
        let text = match (&mut self.rationale, &mut self.body) {
            (Some(rationale), _) => rationale,
            (None, Body::Recall { answer }) => answer,
            _ => return,
        };
        let mut found = Vec::new();
        loop {
            let start = text.rfind("\n\n").map_or(0, |at| at + 2);
            let Some(source) = source(&text[start..]) else { break };
            found.push(source);
            text.truncate(start.saturating_sub(2));
        }
        self.sources.extend(found.into_iter().rev());
        self.rationale = self.rationale.take().filter(|text| !text.is_empty());
    }

    /// Tells of something that could not be carried over.
    pub fn lose(&mut self, what: impl Into<String>) {
        self.losses.push(what.into());
    }
}

/// Where a paragraph says a thing can be looked up.
fn source(paragraph: &str) -> Option<String> {
    let said = paragraph.strip_prefix(SOURCE)?;
    let link =
        said.rsplit_once('<').and_then(|(_, rest)| rest.trim_end_matches(')').strip_suffix('>'));
    let source = link.map_or_else(|| words(said), str::to_owned);
    (!source.is_empty() && !said.contains('\n')).then_some(source)
}

/// What no other program knows of.
fn lost(item: &Item, losses: &mut Vec<String>) {
    let all = [
        (!item.was.is_empty(), "former id"),
        (item.objective.is_some(), "objective"),
        (item.lesson.is_some(), "lesson"),
        (item.domain != Domains::Nowhere, "domain"),
        (!item.facts.is_empty(), "facts"),
    ];
    let there: Vec<&str> = all.iter().filter(|(is, _)| *is).map(|(_, what)| *what).collect();
    match &there[..] {
        [] => (),
        ["facts"] => losses.push("its facts have no place there".to_owned()),
        [one] => losses.push(format!("its {one} has no place there")),
        [all @ .., last] => {
            losses.push(format!("its {} and {last} have no place there", all.join(", ")));
        }
    }
}

fn trimmed(text: &Markdown) -> String {
    text.0.trim_end().to_owned()
}

/// The stem of a cloze as its author writes it.
fn gaps(cloze: &Cloze) -> String {
    cloze.written()
}

impl Body {
    /// The body of a question of a pack.
    fn of(kind: &Kind) -> Self {
        let texts = |all: &[Markdown]| all.iter().map(trimmed).collect::<Vec<_>>();
        match kind {
            Kind::Choice(Choice { options, shuffle }) => Self::Choice {
                options: options
                    .iter()
                    .map(|it| Opt {
                        text: trimmed(&it.text),
                        correct: it.correct,
                        why: it.why.as_ref().map(trimmed),
                        pin: it.pin,
                    })
                    .collect(),
                shuffle: (!shuffle).then_some(false),
            },
            Kind::Order(Order { steps, extra }) => {
                Self::Order { steps: texts(steps), extra: texts(extra) }
            }
            Kind::Match(Match { pairs, extra }) => Self::Match {
                pairs: pairs
                    .iter()
                    .map(|it| Pair { left: trimmed(&it.left), right: trimmed(&it.right) })
                    .collect(),
                extra: texts(extra),
            },
            Kind::Number(number) => Self::of_number(number),
            Kind::Text(Text { accept: Accept::OneOf(all), exact }) => Self::Text {
                accept: all.iter().map(ToString::to_string).collect(),
                pattern: None,
                exact: *exact,
            },
            Kind::Text(Text { accept: Accept::Pattern(pattern), exact }) => Self::Text {
                accept: Vec::new(),
                pattern: Some(pattern.source().to_string()),
                exact: *exact,
            },
            Kind::Cloze(_) => Self::Cloze,
            Kind::Place(Parts { diagram, answer, any, .. }) => Self::Place {
                diagram: diagram.strip_prefix("assets/").unwrap_or(diagram).to_owned(),
                answer: answer.iter().map(ToString::to_string).collect(),
                any: *any,
            },
            Kind::Recall(recall) => Self::Recall { answer: trimmed(&recall.answer) },
        }
    }

    fn of_number(number: &Number) -> Self {
        let tolerance = match number.tolerance {
            Tolerance::Absolute(by) => by.to_string(),
            Tolerance::Percent(by) => format!("{by}%"),
        };
        Self::Number {
            answer: number.answer.to_string(),
            tolerance: (tolerance != "0").then_some(tolerance),
            unit: number.unit.as_ref().map(ToString::to_string),
        }
    }
}
