//! What each code means, at length: a paragraph, a bad and a good example,
//! kept in `lint/*.txt`. `tripos check --explain` and `docs/diagnostics.md` are
//! drawn from these and the table of codes.

use std::{fmt::Write, sync::LazyLock};

use super::{Code, LINTS, Lint, Severity};

/// By area; each begins with `@ CODE`, then a paragraph, then examples after
/// `--- bad FILE` and `--- good FILE`.
const TEXTS: [&str; 5] = [
    include_str!("lint/files.txt"),
    include_str!("lint/questions.txt"),
    include_str!("lint/drawings.txt"),
    include_str!("lint/templates.txt"),
    include_str!("lint/warnings.txt"),
];

/// Columns of a text in a terminal.
const WIDTH: usize = 76;

/// A piece of a pack that has a fault, or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// Whether it is as it should be.
    pub good: bool,
    /// A path below the pack, or `question` for one of a bank.
    pub place: &'static str,
    /// As written; [`Example::typed`] is what it stands for.
    pub text: &'static str,
}

/// A code, explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// Its row in the table.
    pub lint: &'static Lint,
    /// A paragraph in Markdown, on one line.
    pub about: &'static str,
    /// Bad ones and good ones; none where a piece of a pack cannot show it.
    pub examples: Vec<Example>,
}

static ALL: LazyLock<Vec<Explained>> = LazyLock::new(|| LINTS.iter().map(find).collect());

/// Every code with its explanation, in order.
pub fn explained() -> &'static [Explained] {
    &ALL
}

/// The code that is meant by its number or its name, in small or capital letters.
pub fn named(written: &str) -> Option<Code> {
    let named = |lint: &&Lint| lint.name.eq_ignore_ascii_case(written);
    Code::of_number(written).or_else(|| LINTS.iter().find(named).map(|lint| lint.code))
}

/// What there is to say about a code, as text for a terminal.
pub fn explain(code: Code) -> String {
    let it = ALL.get(code as usize).unwrap_or(&ALL[0]);
    let mut told = format!("{}\n{}", wrapped(&title(it.lint)), wrapped(it.about));
    for example in &it.examples {
        let _ = write!(told, "\n{}\n\n{}", example.heading(), indented(example.text));
    }
    told
}

/// The page of `docs/diagnostics.md`, as it should be.
pub fn page() -> String {
    let mut page = include_str!("lint/page.md").to_owned();
    for (severity, title) in [(Severity::Error, "Errors"), (Severity::Warning, "Warnings")] {
        let _ = writeln!(page, "\n## {title}");
        for it in ALL.iter().filter(|it| it.lint.code.severity() == severity) {
            page.push_str(&section(it));
        }
    }
    page
}

fn section(it: &Explained) -> String {
    let mut told = format!("\n### {}\n\n{}\n", title(it.lint), it.about);
    for example in &it.examples {
        let fence = if example.text.contains("```") { "````" } else { "```" };
        let _ = write!(told, "\n{}\n\n{fence}{}\n", example.heading(), example.language());
        let _ = write!(told, "{}\n{fence}\n", example.text);
    }
    told
}

/// Such as `E012 unknown-key: a key has no meaning here`.
fn title(lint: &Lint) -> String {
    format!("{} {}: {}", lint.number, lint.name, lint.meaning)
}

/// On lines that fit on the smallest usual terminal, with an end to the last.
fn wrapped(text: &str) -> String {
    let (mut told, mut column) = (String::new(), 0);
    for word in text.split(' ') {
        let width = word.chars().count();
        if column > 0 {
            let fits = column + 1 + width <= WIDTH;
            told.push(if fits { ' ' } else { '\n' });
            column = if fits { column + 1 } else { 0 };
        }
        told.push_str(word);
        column += width;
    }
    told + "\n"
}

fn indented(text: &str) -> String {
    let line = |line: &str| format!("    {line}").trim_end().to_owned() + "\n";
    text.lines().map(line).collect()
}

impl Example {
    /// The text with the signs of what cannot be seen put back: a tab, a
    /// space of no width.
    pub fn typed(&self) -> String {
        self.text.replace('→', "\t").replace('␣', "\u{200b}") + "\n"
    }

    fn heading(&self) -> String {
        let sort = if self.good { "Good" } else { "Bad" };
        let place = if self.place == "question" { "in a question" } else { self.place };
        let sign = match self.text.chars().find(|c| matches!(c, '→' | '␣')) {
            Some('→') => "; `→` stands for a tab",
            Some(_) => "; `␣` stands for a space of no width",
            None => "",
        };
        format!("{sort}, {place}{sign}:")
    }

    fn language(&self) -> &'static str {
        match self.place.rsplit_once('.') {
            Some((_, "md")) => "markdown",
            Some((_, "diagram")) => "text",
            _ => "yaml",
        }
    }
}

/// The explanation of a row.
fn find(lint: &'static Lint) -> Explained {
    let all = TEXTS.iter().flat_map(|text| text.split("\n@ "));
    let mut all = all.map(|text| text.trim_start_matches("@ "));
    let text = all.find_map(|text| text.strip_prefix(lint.number)).unwrap_or_default();
    let mut parts = text.split("\n--- ");
    let about = parts.next().unwrap_or_default().trim();
    Explained { lint, about, examples: parts.filter_map(example).collect() }
}

fn example(part: &'static str) -> Option<Example> {
    let (head, text) = part.split_once('\n')?;
    let (sort, place) = head.split_once(' ')?;
    Some(Example { good: sort == "good", place, text: text.trim_end() })
}
