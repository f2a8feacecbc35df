//! What a Markdown text refers to and where, for those who check a pack.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{Markdown, is_forbidden, parse};

/// Something of note in a Markdown text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A heading with its anchor.
    Heading(String),
    /// A link to somewhere.
    Link(String),
    /// An image from somewhere.
    Image(String),
    /// A line of a checkpoint: the id of a question.
    Quiz(String),
    /// Code that can be drawn: its source, and where pieces of it are written:
    /// the place in the source, and the place in the text.
    Figure(String, Vec<(usize, usize)>),
    /// A code fence that nothing closes.
    OpenFence,
    /// A character that steers a terminal or hides what is written.
    Forbidden(char),
}

/// Finds all of it, each with its bytes in the text, in no order.
pub fn scan(text: &Markdown) -> Vec<(Range<usize>, Mark)> {
    scan_source(&text.0)
}

/// The same of a text that belongs to somebody else.
pub fn scan_source(text: &str) -> Vec<(Range<usize>, Mark)> {
    let mut marks = forbidden(text);
    if is_worth_parsing(text) {
        let mut scan = Scan { text, marks: Vec::new(), figure: None };
        for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
            scan.take(&event, range);
        }
        scan.name_headings();
        marks.append(&mut scan.marks);
    }
    marks
}

/// Where a Markdown text is code, spans and blocks.
pub fn code(text: &str) -> Vec<Range<usize>> {
    if !["`", "~~~", "    ", "\t"].iter().any(|sign| text.contains(sign)) {
        return Vec::new();
    }
    let events = Parser::new_ext(text, options()).into_offset_iter();
    let is_code = |event: &Event| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_)));
    events.filter(|(event, _)| is_code(event)).map(|(_, range)| range).collect()
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// Most stems and reasons have nothing to find in them.
fn is_worth_parsing(text: &str) -> bool {
    ["](", "]:", "```", "~~~", "#", "---", "==="].iter().any(|sign| text.contains(sign))
}

fn forbidden(text: &str) -> Vec<(Range<usize>, Mark)> {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte) || byte == b'\n') {
        return Vec::new();
    }
    let chars = text.char_indices().filter(|(_, c)| !matches!(c, '\n' | '\r' | '\t'));
    let found = chars.filter(|(_, c)| is_forbidden(*c));
    found.map(|(at, c)| (at..at + c.len_utf8(), Mark::Forbidden(c))).collect()
}

struct Scan<'t> {
    text: &'t str,
    marks: Vec<(Range<usize>, Mark)>,
    /// Code that can be drawn, and where its pieces are written, while it is
    /// read.
    figure: Option<(String, Vec<(usize, usize)>)>,
}

impl Scan<'_> {
    fn take(&mut self, event: &Event, range: Range<usize>) {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                self.marks.push((range, Mark::Heading(String::new())));
            }
            Event::Start(Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }) => (),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let place = self.target(&range, dest_url);
                self.marks.push((place, Mark::Link(dest_url.to_string())));
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                let place = self.target(&range, dest_url);
                self.marks.push((place, Mark::Image(dest_url.to_string())));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => self.fence(&range, info),
            Event::Text(text) => {
                if let Some((source, places)) = &mut self.figure {
                    places.push((source.len(), range.start));
                    source.push_str(text);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((source, places)) = self.figure.take() {
                    self.marks.push((range, Mark::Figure(source, places)));
                }
            }
            _ => (),
        }
    }

    /// Gives headings the anchors that the reader will give them.
    fn name_headings(&mut self) {
        if self.marks.iter().all(|(_, mark)| !matches!(mark, Mark::Heading(_))) {
            return;
        }
        let doc = parse(&Markdown(self.text.to_owned()));
        let mut slugs = doc.headings().map(|(_, slug, _)| slug.to_owned());
        for (_, mark) in &mut self.marks {
            if let Mark::Heading(slug) = mark {
                *slug = slugs.next().unwrap_or_default();
            }
        }
    }

    /// Where the target of a link is written; the whole link, if it is
    /// elsewhere or written otherwise.
    fn target(&self, link: &Range<usize>, target: &str) -> Range<usize> {
        let written = self.text.get(link.clone()).unwrap_or_default();
        let after = written.rfind("](").map_or(0, |at| at + 2);
        let found = written.get(after..).unwrap_or_default().find(target);
        match found.filter(|_| !target.is_empty() && after > 0) {
            Some(at) => link.start + after + at..link.start + after + at + target.len(),
            None => link.clone(),
        }
    }

    fn fence(&mut self, range: &Range<usize>, info: &str) {
        let block = self.text.get(range.clone()).unwrap_or_default();
        let first = block.lines().next().unwrap_or_default();
        if !is_closed(block, first) {
            self.marks.push((range.start..range.start + first.len(), Mark::OpenFence));
        }
        let end = |c: char| c.is_whitespace() || matches!(c, ',' | '{' | ':');
        let language = info.trim_start().split(end).next().unwrap_or_default().to_lowercase();
        match language.as_str() {
            "quiz" => self.quiz(block, range.start),
            "mermaid" => self.figure = Some(Default::default()),
            _ => (),
        }
    }

    /// The ids between the fences, one a line.
    fn quiz(&mut self, block: &str, start: usize) {
        let mut at = start;
        for (place, line) in block.split_inclusive('\n').enumerate() {
            let id = line.trim_matches([' ', '\t', '\r', '\n', '>']);
            let is_fence = place == 0 || id.starts_with("```") || id.starts_with("~~~");
            if !is_fence && !id.is_empty() {
                let from = at + line.find(id).unwrap_or_default();
                self.marks.push((from..from + id.len(), Mark::Quiz(id.to_owned())));
            }
            at += line.len();
        }
    }
}

/// Whether the last line of a fenced block closes what the first opens.
fn is_closed(block: &str, first: &str) -> bool {
    let sign = if first.starts_with('~') { '~' } else { '`' };
    let length = first.chars().take_while(|c| *c == sign).count();
    let last = block.trim_end().lines().skip(1).last().unwrap_or_default();
    let last = last.trim_start_matches([' ', '\t', '>']);
    last.len() >= length && last.chars().all(|c| c == sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str) -> Vec<String> {
        let found = scan(&Markdown(text.to_owned()));
        let show =
            |(at, mark): (Range<usize>, Mark)| format!("{mark:?} {}", text[at].escape_debug());
        found.into_iter().map(show).map(|shown| shown.replace('"', "'")).collect()
    }

    #[test]
    fn what_is_referred_to_is_found_where_it_is_written() {
        for (text, wanted) in [
            ("plain *text*", &[] as &[&str]),
            ("see [a](b.md#c) here", &["Link('b.md#c') b.md#c"]),
            ("[a](b)[b](b)", &["Link('b') b", "Link('b') b"]),
            ("![a [x](y)](b.diagram \"t\")", &["Image('b.diagram') b.diagram", "Link('y') y"]),
            ("[a]\n\n[a]: b.md", &["Link('b.md') [a]"]),
            ("<https://x.y>", &[]),
            (
                "## A `b` c\n\nA b c\n---\n",
                &["Heading('a-b-c') ## A `b` c\\n", "Heading('a-b-c-1') A b c\\n---\\n"],
            ),
            ("```quiz\na-1\n b-2\n```\n", &["Quiz('a-1') a-1", "Quiz('b-2') b-2"]),
            ("> ```quiz\n> a-1\n> ```\n", &["Quiz('a-1') a-1"]),
            ("x\n\n````sh\n```\n", &["OpenFence ````sh"]),
            ("- ~~~\n  x\n  ~~~\n", &[]),
            (
                "a\u{202e}b\u{1b}\tc",
                &["Forbidden('\\u{202e}') \\u{202e}", "Forbidden('\\u{1b}') \\u{1b}"],
            ),
        ] {
            assert_eq!(marks(text), wanted, "{text}");
        }
    }
}
