//! Gaps: `{1:SHORTANSWER:=Berlin~%50%Bonn#nearly}` amid a text.

use super::bring::{self, piece};
use crate::exchange::{
    Body, Draft, clean, escaped, gaps,
    gift::{Answers, Maker, Piece, Question},
    words,
    xml::Element,
};

/// One gap.
#[derive(Debug, Default)]
struct Gap {
    /// What belongs there.
    accept: Vec<String>,
    /// What it counts for.
    weight: String,
    /// What was said about its answers.
    said: Vec<String>,
    losses: Vec<String>,
}

/// A question whose text holds what is asked.
pub fn asked(question: &Question, maker: &mut Maker) -> Result<Draft, String> {
    let Piece { format, text } = &question.stem;
    let (marked, gaps) = found(text, format, maker)?;
    let stem = maker.markdown(&Piece { format: format.clone(), text: marked });
    let accept: Vec<Vec<String>> = gaps.iter().map(|gap| gap.accept.clone()).collect();
    let stem = gaps::filled(&stem, &accept)?;
    let weights: Vec<&str> = gaps.iter().map(|gap| &*gap.weight).collect();
    if weights.windows(2).any(|pair| pair[0] != pair[1]) {
        maker.losses.push(format!("that its gaps weigh {}", weights.join(", ")));
    }
    let mut said = Vec::new();
    for (number, gap) in (1..).zip(gaps) {
        let tell = |loss: &String| format!("gap {number}: {loss}");
        maker.losses.extend(gap.losses.iter().map(tell));
        said.extend(gap.said);
    }
    let mut draft = maker.around(question, Body::Cloze, stem);
    said.extend(draft.rationale.take());
    draft.rationale = Some(said.join("\n\n")).filter(|text| !text.is_empty());
    Ok(draft)
}

/// A text with `[[1]]` for the first of the things to put there.
pub fn chosen(element: &Element, name: &str, maker: &mut Maker) -> Result<Draft, String> {
    let question = bring::asked(element, Answers::Essay);
    let things: Vec<String> =
        element.all(name).map(|it| words(&maker.markdown(&piece(it)))).collect();
    let mut accept: Vec<Vec<String>> = Vec::new();
    let mut marked = String::new();
    let mut rest = question.stem.text.as_str();
    while let Some((before, inside)) = rest.split_once("[[") {
        let Some((number, after)) = inside.split_once("]]") else { break };
        let place = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let thing = place.and_then(|place| things.get(place)).filter(|thing| !thing.is_empty());
        let thing = thing.ok_or_else(|| format!("nothing belongs to [[{}]]", clean(number)))?;
        marked.extend([before, &*gaps::mark(accept.len())]);
        accept.push(vec![thing.clone()]);
        rest = after;
    }
    marked.push_str(rest);
    let stem = maker.markdown(&Piece { format: question.stem.format.clone(), text: marked });
    let stem = gaps::filled(&stem, &accept)?;
    maker.losses.push(format!("what its gaps could be filled with: {}", things.join(", ")));
    Ok(maker.around(&question, Body::Cloze, stem))
}

/// The text with its gaps marked, and the gaps.
fn found(text: &str, format: &str, maker: &mut Maker) -> Result<(String, Vec<Gap>), String> {
    let (mut marked, mut all) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        marked.push_str(before);
        if let Some((head, inside, after)) = opening(from) {
            let gap = gap(&head, inside, format, maker)?;
            marked.push_str(&gaps::mark(all.len()));
            all.push(gap);
            rest = after;
        } else {
            marked.push('{');
            rest = &from[1..];
        }
    }
    marked.push_str(rest);
    Ok((marked, all))
}

/// What stands before the answers of a gap.
struct Head {
    weight: String,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Short { exact: bool },
    Number,
    Choice,
    Choices,
}

/// A gap that begins here: its head, its answers, and what follows.
fn opening(text: &str) -> Option<(Head, &str, &str)> {
    let (weight, rest) = text.strip_prefix('{')?.split_once(':')?;
    if !weight.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let (name, rest) = rest.split_once(':')?;
    // Letters behind say how choices are laid out, and whether they are shuffled.
    let kind = match name.trim_end_matches(['V', 'H', 'S', '_']) {
        "SHORTANSWER" | "SA" | "MW" => Kind::Short { exact: false },
        "SHORTANSWER_C" | "SAC" | "MWC" => Kind::Short { exact: true },
        "NUMERICAL" | "NM" => Kind::Number,
        "MULTICHOICE" | "MC" => Kind::Choice,
        "MULTIRESPONSE" | "MR" => Kind::Choices,
        _ => return None,
    };
    let end = unescaped(rest, &['}'])?;
    let weight = if weight.is_empty() { "1" } else { weight };
    Some((Head { weight: weight.to_owned(), kind }, &rest[..end], &rest[end + 1..]))
}

/// Where the first of these stands without a backslash before it.
fn unescaped(text: &str, signs: &[char]) -> Option<usize> {
    let mut is_escaped = false;
    text.char_indices().find_map(|(at, c)| {
        let found = !is_escaped && signs.contains(&c);
        is_escaped = c == '\\' && !is_escaped;
        found.then_some(at)
    })
}

fn gap(head: &Head, inside: &str, format: &str, maker: &mut Maker) -> Result<Gap, String> {
    let mut gap = Gap { weight: head.weight.clone(), ..Gap::default() };
    let mut others = Vec::new();
    let mut rest = Some(inside);
    while let Some(text) = rest {
        let end = unescaped(text, &['~']);
        let answer = &text[..end.unwrap_or(text.len())];
        rest = end.map(|end| &text[end + 1..]);
        let (worth, answer) = worth(answer);
        let (answer, feedback) = match unescaped(answer, &['#']) {
            Some(at) => (&answer[..at], &answer[at + 1..]),
            None => (answer, ""),
        };
        let mut plain = |text: &str| {
            let text = bare(text);
            if format == "html" {
                words(&maker.markdown(&Piece { format: format.to_owned(), text }))
            } else {
                clean(text.trim())
            }
        };
        let (answer, feedback) = (plain(answer), plain(feedback));
        if !feedback.is_empty() {
            let name = if answer == "*" { "Anything else" } else { &answer };
            gap.said.push(format!("**{}**: {}", escaped(name), escaped(&feedback)));
        }
        if worth < 100.0 {
            if worth > 0.0 {
                gap.losses.push(format!("`{answer}` was worth {worth} %; here it is wrong"));
            }
            others.push(answer);
        } else {
            gap.take(&answer, head.kind);
        }
    }
    gap.accept.retain(|answer| !answer.is_empty());
    if gap.accept.is_empty() || head.kind == Kind::Choices {
        return Err("a gap of it has not one right answer; left out".to_owned());
    }
    if head.kind == Kind::Choice {
        gap.losses.push(format!("other answers to pick from: {}", others.join(", ")));
    }
    if head.kind == (Kind::Short { exact: true }) {
        gap.losses.push("that case counts".to_owned());
    }
    Ok(gap)
}

impl Gap {
    fn take(&mut self, answer: &str, kind: Kind) {
        let about = answer.split_once(':').filter(|_| kind == Kind::Number);
        let Some((number, by)) = about else {
            if answer.replace("\\*", "").contains('*') {
                self.losses.push(format!("`{answer}` took anything for its star"));
            }
            return self.accept.push(answer.replace("\\*", "*"));
        };
        if by.trim().parse::<f64>().is_ok_and(|by| by != 0.0) {
            self.losses.push(format!("numbers within {} of {}", by.trim(), number.trim()));
        }
        self.accept.push(number.trim().to_owned());
    }
}

/// What an answer is worth in percent, and the answer.
fn worth(answer: &str) -> (f64, &str) {
    if let Some(rest) = answer.strip_prefix('=') {
        return (100.0, rest);
    }
    let worth = answer.strip_prefix('%').and_then(|rest| rest.split_once('%'));
    let worth = worth.and_then(|(number, rest)| Some((number.parse().ok()?, rest)));
    worth.unwrap_or((0.0, answer))
}

/// Text without its escapes.
fn bare(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_escape =
            c == '\\' && matches!(chars.peek(), Some('}' | '#' | '~' | '/' | '"' | '\\'));
        plain.push(if is_escape { chars.next().unwrap_or(c) } else { c });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_found_by_all_their_names() {
        for (text, accept, losses) in [
            ("{:SA:=a}", "a", 0),
            ("{2:SHORTANSWER_C:=a~%100%b~c}", "a|b", 1),
            ("{1:MULTICHOICE_VS:no~=yes}", "yes", 1),
            ("{1:MCH:=yes~no#why}", "yes", 1),
            ("{1:NM:=3.14:0.01}", "3.14", 1),
            ("{1:NUMERICAL:=3}", "3", 0),
            ("{1:MW:=a\\}\\~\\#b}", "a}~#b", 0),
        ] {
            let (marked, gaps) = found(text, "plain", &mut Maker::default()).unwrap();
            assert_eq!((&*marked, gaps.len()), (&*gaps::mark(0), 1), "{text}");
            assert_eq!(gaps[0].accept.join("|"), accept, "{text}");
            assert_eq!(gaps[0].losses.len(), losses, "{text}: {:?}", gaps[0].losses);
        }
        for text in ["{a:SA:=x}", "{1:WHAT:=x}", "{1:SA:=open", "{}", "{ 1 }"] {
            let (marked, gaps) = found(text, "plain", &mut Maker::default()).unwrap();
            assert_eq!((&*marked, gaps.len()), (text, 0));
        }
        assert!(found("{1:MRS:=a~=b~c}", "plain", &mut Maker::default()).is_err());
        assert!(found("{1:SA:a~b}", "plain", &mut Maker::default()).is_err());
    }
}
