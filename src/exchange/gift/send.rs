//! Questions of ours → GIFT.

use std::fmt::Write;

use crate::{
    exchange::{Body, Draft, Loss, Opt, Sent, clean, draft, words},
    item::{Exact, number::Tolerance},
    pack::Pack,
};

/// Writes all questions of a pack.
pub(super) fn send(pack: &Pack) -> Sent {
    let mut sent = Sent::default();
    let mut text = String::new();
    let mut topic = None;
    for item in &pack.items {
        let mut draft = Draft::of(item, pack.scenario(item));
        let answers = answers(&mut draft);
        if topic != draft.topic {
            let name = draft.topic.as_deref().unwrap_or("top");
            let _ = writeln!(text, "$CATEGORY: {name}\n");
            topic.clone_from(&draft.topic);
        }
        sent.questions += usize::from(answers.is_some());
        question(&mut text, &draft, answers);
        let told = |what: &String| Loss {
            line: None,
            question: Some(draft.id.clone()),
            what: what.clone(),
        };
        sent.losses.extend(draft.losses.iter().map(told));
    }
    sent.bytes = text.into_bytes();
    sent
}

/// Where the answers stand, and what they are.
enum Answers {
    /// Behind the stem.
    After(String),
    /// Amid it.
    Amid(String),
}

fn question(text: &mut String, draft: &Draft, answers: Option<Answers>) {
    for loss in &draft.losses {
        comment(text, &format!("not carried over: {loss}"));
    }
    if let Some(difficulty) = draft.difficulty {
        comment(text, &format!("[tag:{}{difficulty}]", draft::DIFFICULTY));
    }
    let general = |inside: String| match draft.said() {
        Some(rationale) => format!("{{{inside}####[markdown]{}}}", escape(&rationale)),
        None => format!("{{{inside}}}"),
    };
    let (id, stem) = (&draft.id, escape(&draft.stem));
    let _ = match answers {
        Some(Answers::After(inside)) => {
            writeln!(text, "::{id}::[markdown]{stem} {}", general(inside))
        }
        Some(Answers::Amid(whole)) => writeln!(text, "::{id}::[markdown]{whole}"),
        None => {
            comment(text, &format!("{id}: {}", draft.stem));
            Ok(())
        }
    };
    text.push('\n');
}

fn comment(text: &mut String, said: &str) {
    for line in clean(said).lines() {
        let _ = writeln!(text, "// {line}");
    }
}

/// A text with what GIFT would take for its own made plain.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => escaped.push_str("\\n"),
            '~' | '=' | '#' | '{' | '}' | ':' | '\\' => {
                escaped.push('\\');
                escaped.push(c);
            }
            _ => escaped.push(c),
        }
    }
    escaped
}

/// Its answers, or nothing if the format cannot ask it.
fn answers(draft: &mut Draft) -> Option<Answers> {
    let body = draft.body.clone();
    let inside = match body {
        Body::Choice { options, shuffle } => {
            if shuffle == Some(false) || options.iter().any(|option| option.pin) {
                draft.lose("the order of its options");
            }
            choice(&options)
        }
        Body::Order { steps, extra } => {
            draft.lose("to put in order; asked as a match of places");
            if !extra.is_empty() {
                draft.lose("its extra steps");
            }
            let places = steps.iter().enumerate();
            places.map(|(at, step)| pair(&(at + 1).to_string(), step)).collect()
        }
        Body::Match { pairs, extra } => {
            let pairs = pairs.iter().map(|it| pair(&it.left, &it.right));
            pairs.chain(extra.iter().map(|right| pair("", right))).collect()
        }
        Body::Number { answer, tolerance, unit } => {
            if let Some(unit) = unit {
                draft.lose(format!("its unit, {unit}"));
            }
            number(&answer, tolerance.as_deref())?
        }
        Body::Text { accept, pattern: None, exact } => {
            if exact {
                draft.lose("that case and spaces count");
            }
            accepted(accept.iter().map(String::as_str))
        }
        Body::Text { pattern: Some(pattern), .. } => {
            draft.lose(format!("its pattern `{pattern}`, and so the question"));
            return None;
        }
        Body::Cloze => return cloze(draft),
        Body::Place { diagram, .. } => {
            draft.lose(format!("its diagram {diagram}, and so the question"));
            return None;
        }
        Body::Recall { answer } => {
            if let Some(rationale) = draft.rationale.take() {
                draft.lose("its rationale stands with its answer");
                draft.rationale = Some(format!("{answer}\n\n{rationale}"));
            } else {
                draft.rationale = Some(answer);
            }
            String::new()
        }
    };
    Some(Answers::After(inside))
}

fn choice(options: &[Opt]) -> String {
    let right = options.iter().filter(|option| option.correct).count();
    let right_ones = i64::try_from(right).unwrap_or(i64::MAX);
    let share = Exact::whole(100).over(Exact::whole(right_ones)).and_then(|it| it.round(5));
    let share = share.map(|it| it.to_string()).unwrap_or_default();
    let mut text = String::new();
    for option in options {
        let sign = match (right, option.correct) {
            (1, true) => "=".to_owned(),
            (1, false) => "~".to_owned(),
            (_, true) => format!("~%{share}%"),
            (_, false) => "~%-100%".to_owned(),
        };
        let _ = write!(text, "\n\t{sign}[markdown]{}", escape(&option.text));
        if let Some(why) = &option.why {
            let _ = write!(text, " #[markdown]{}", escape(why));
        }
    }
    text.push('\n');
    text
}

fn pair(left: &str, right: &str) -> String {
    let left = if left.is_empty() { String::new() } else { format!("[markdown]{}", escape(left)) };
    format!("\n\t={left} -> {}", escape(&words(right)))
}

fn number(answer: &str, tolerance: Option<&str>) -> Option<String> {
    let Some(tolerance) = tolerance else { return Some(format!("#{answer}")) };
    let by = match Tolerance::read(tolerance)? {
        Tolerance::Absolute(by) => by,
        Tolerance::Percent(by) => {
            Exact::plain(answer)?.size().times(by)?.over(Exact::whole(100))?
        }
    };
    Some(format!("#{answer}:{by}"))
}

/// Texts, any of which is right.
fn accepted<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    texts.fold(String::new(), |all, text| all + "=" + &escape(&starred(text)) + " ")
}

/// Stars that stand for themselves.
fn starred(text: &str) -> String {
    text.replace('*', "\\*")
}

/// A gap amid the text; more than one has no place.
fn cloze(draft: &mut Draft) -> Option<Answers> {
    let Ok(cloze) = crate::item::Cloze::read(&draft.stem) else { return None };
    let [gap] = cloze.gaps() else {
        draft.lose("its gaps, of which there is more than one, and so the question");
        return None;
    };
    let inside = accepted(gap.accept.iter().map(|text| &**text));
    let inside = match draft.said() {
        Some(rationale) => format!("{{{inside}####[markdown]{}}}", escape(&rationale)),
        None => format!("{{{inside}}}"),
    };
    // A mark that no author types, so that the text around it can be escaped.
    let mark = "\u{e000}";
    let open = cloze.with(|_| mark.to_owned()).0;
    Some(Answers::Amid(escape(open.trim_end()).replacen(mark, &inside, 1)))
}
