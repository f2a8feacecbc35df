//! Comments by which an author allows what a warning is about:
//! `# tripos: allow W012 -- reason` in YAML, and in Markdown
//! `<!-- tripos: allow W012 -- reason -->`.
//!
//! At the top of a file such a comment holds for all of it, elsewhere for what
//! begins on the next line: in YAML that line and all that is indented deeper,
//! in Markdown the lines up to the next blank one.

use std::ops::Range;

use super::{Code, Severity, Source, explain::named};

/// What begins such a comment, after its sign.
const MARK: &str = "tripos:";

/// The comments of one file, and what is wrong with them.
#[derive(Debug, Default)]
pub(super) struct Allows {
    all: Vec<Allow>,
    /// Where, and what is told.
    pub faults: Vec<(Range<usize>, String)>,
}

/// One code of a comment.
#[derive(Debug)]
struct Allow {
    code: Code,
    /// Where it is written.
    at: Range<usize>,
    /// The part of the file for which it holds.
    over: Range<usize>,
    used: bool,
}

/// A line of a file, without its end.
#[derive(Clone, Copy)]
struct Line<'t> {
    at: usize,
    text: &'t str,
}

/// A comment: the bytes after its mark, and for which part of the file it holds.
type Comment = (Range<usize>, Range<usize>);

impl Allows {
    /// Finds the comments of a file.
    pub fn read(source: &Source) -> Self {
        let (text, mut allows) = (source.text.as_str(), Self::default());
        if !text.contains(MARK) {
            return allows;
        }
        let lines = lines(text);
        let yaml = yaml_lines(&source.path, &lines);
        let end = text.len();
        for (words, over) in comments(&lines, &yaml, end, &mut allows.faults) {
            allows.comment(text, words, &over);
        }
        allows
    }

    /// Whether nothing is allowed, nor wrongly.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty() && self.faults.is_empty()
    }

    /// Whether this may be told of there; notes that it was allowed.
    pub fn allow(&mut self, code: Code, at: usize) -> bool {
        let covers = |it: &&mut Allow| it.code == code && it.over.contains(&at);
        self.all.iter_mut().filter(covers).map(|it| it.used = true).count() > 0
    }

    /// Takes it that these happen.
    pub fn excuse(&mut self, codes: &[Code]) {
        let allows = self.all.iter_mut().filter(|it| codes.contains(&it.code));
        allows.for_each(|it| it.used = true);
    }

    /// What is allowed and never happens: where, and which code.
    pub fn unused(&self) -> impl Iterator<Item = (Range<usize>, Code)> {
        self.all.iter().filter(|it| !it.used).map(|it| (it.at.clone(), it.code))
    }

    /// Reads `allow W012 W013 -- reason`.
    fn comment(&mut self, text: &str, words: Range<usize>, over: &Range<usize>) {
        let written = text.get(words.clone()).unwrap_or_default();
        let (codes, reason) = written.split_once("--").unwrap_or((written, ""));
        let mut codes = codes.split([' ', ',']).filter(|word| !word.is_empty());
        let place = |word: &str| {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            start..start + word.len()
        };
        if codes.next() != Some("allow") {
            let message = "after `tripos:` stands `allow`, a code and a reason".to_owned();
            return self.faults.push((words, message));
        }
        let before = self.all.len() + self.faults.len();
        for word in codes {
            match allowed(word) {
                Ok(code) => {
                    let (at, over) = (place(word), over.clone());
                    self.all.push(Allow { code, at, over, used: false });
                }
                Err(message) => self.faults.push((place(word), message)),
            }
        }
        if self.all.len() + self.faults.len() == before {
            self.faults.push((words, "this allows nothing: name a code".to_owned()));
        } else if reason.trim().is_empty() {
            let message = "this has no reason; write ` -- ` and why".to_owned();
            self.faults.push((words, message));
        }
    }
}

/// The code of a word, if it is of something that may be allowed.
fn allowed(word: &str) -> Result<Code, String> {
    let code = named(word).ok_or_else(|| format!("`{word}` is no code"))?;
    if code.severity() == Severity::Error {
        return Err(format!("{code} is an error, and cannot be allowed"));
    }
    match code {
        Code::TooMany | Code::BadAllow | Code::UnusedAllow => {
            Err(format!("{code} cannot be allowed"))
        }
        code => Ok(code),
    }
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    let line = |whole: &'_ str| {
        let start = at;
        at += whole.len();
        start
    };
    let starts: Vec<usize> = text.split_inclusive('\n').map(line).collect();
    let texts = text.split_inclusive('\n').map(|line| line.trim_end_matches(['\n', '\r']));
    starts.into_iter().zip(texts).map(|(at, text)| Line { at, text }).collect()
}

/// Which lines are YAML: all, or those between the first two `---`.
fn yaml_lines(path: &str, lines: &[Line]) -> Range<usize> {
    if !matches!(path.rsplit_once('.'), Some((_, "md" | "diagram"))) {
        return 0..lines.len();
    }
    let is_rule = |line: &Line| line.text.trim_end() == "---";
    let close = lines.iter().skip(1).position(is_rule).map(|at| at + 1);
    match (lines.first().is_some_and(is_rule), close) {
        (true, Some(close)) => 1..close,
        _ => 0..0,
    }
}

/// Every comment of ours.
fn comments(
    lines: &[Line],
    yaml: &Range<usize>,
    end: usize,
    faults: &mut Vec<(Range<usize>, String)>,
) -> Vec<Comment> {
    let (mut found, mut top, mut block, mut fenced) = (Vec::new(), true, None, false);
    for (number, line) in lines.iter().enumerate() {
        let text = line.text.trim_start();
        if !yaml.contains(&number) {
            fenced ^= text.starts_with("```") || text.starts_with("~~~");
            let words = Some(text).filter(|_| !fenced).and_then(in_markdown);
            found.extend(words.map(|it| (place(line, it), paragraph(lines, number, end))));
            continue;
        }
        if block.is_some_and(|indent| text.is_empty() || spaces(line.text) > indent) {
            continue;
        }
        block = opens_block(line.text);
        if let Some(words) = in_yaml(text) {
            let over = if top { 0..end } else { below(lines, number, end) };
            found.push((place(line, words), over));
        } else if let Some(at) = line.text.find(" # tripos: allow") {
            let message = "a comment that allows something stands on a line of its own";
            faults.push((line.at + at + 1..line.at + line.text.len(), message.to_owned()));
        }
        top &= text.is_empty() || text.starts_with('#');
    }
    found
}

/// Where a part of a line stands.
fn place(line: &Line, part: &str) -> Range<usize> {
    let start = line.at + (part.as_ptr() as usize - line.text.as_ptr() as usize);
    start..start + part.len()
}

/// What a comment in YAML says to us.
fn in_yaml(text: &str) -> Option<&str> {
    Some(text.strip_prefix('#')?.trim_start().strip_prefix(MARK)?.trim())
}

/// Likewise in Markdown.
fn in_markdown(text: &str) -> Option<&str> {
    let inner = text.trim_end().strip_prefix("<!--")?.strip_suffix("-->")?;
    Some(inner.trim_start().strip_prefix(MARK)?.trim())
}

fn spaces(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}

/// The column of a key whose text follows on the lines below, deeper.
fn opens_block(text: &str) -> Option<usize> {
    let header =
        text.rsplit(' ').next()?.trim_end_matches(|c: char| c.is_ascii_digit() || "+-".contains(c));
    let key = text.trim_start_matches([' ', '-']);
    matches!(header, "|" | ">").then(|| text.len() - key.len())
}

/// What begins on the next line of YAML, and all that is indented deeper; of a
/// key also the list in its own column.
fn below(lines: &[Line], comment: usize, end: usize) -> Range<usize> {
    let is_text = |line: &&Line| {
        let text = line.text.trim_start();
        !text.is_empty() && !text.starts_with('#')
    };
    let mut rest = lines.iter().skip(comment + 1).filter(is_text);
    let Some(head) = rest.next() else { return end..end };
    let (column, dash) = (spaces(head.text), is_dash(head));
    let inner = |line: &&Line| {
        spaces(line.text) > column || spaces(line.text) == column && !dash && is_dash(line)
    };
    head.at..rest.find(|line| !inner(line)).map_or(end, |line| line.at)
}

fn is_dash(line: &Line) -> bool {
    line.text.trim_start().starts_with("- ")
}

/// The lines of Markdown up to the next blank one.
fn paragraph(lines: &[Line], comment: usize, end: usize) -> Range<usize> {
    let blank = |line: &&Line| line.text.trim().is_empty();
    let mut rest = lines.iter().skip(comment + 1).skip_while(blank);
    let Some(head) = rest.next() else { return end..end };
    head.at..rest.find(blank).map_or(end, |line| line.at)
}
