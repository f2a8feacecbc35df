//! Markdown source to a [`Doc`].

mod containers;
mod inlines;
mod tables;

use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd,
    TextMergeStream,
};

use super::{
    Markdown, Role, Slugs, code,
    doc::{Alert, Block, Doc, Heading, List},
    inline::Inline,
};
use containers::{Frame, Kind, Notes};
use inlines::Marks;
use tables::Tables;

/// Reads Markdown: `CommonMark` and GFM with footnotes and definition lists.
pub fn parse(source: &Markdown) -> Doc {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    let mut reader = Reader::default();
    TextMergeStream::new(Parser::new_ext(&source.0, options)).for_each(|event| reader.event(event));
    reader.finish()
}

/// The beginning of a long text: at least so many bytes if there are as many,
/// up to an empty line outside code where one comes soon.
pub fn beginning(source: &Markdown, bytes: usize) -> Markdown {
    let (mut at, mut fence) = (0, None);
    for line in source.0.split_inclusive('\n') {
        let trimmed = line.trim();
        let sign = ["```", "~~~"].into_iter().find(|sign| trimmed.starts_with(sign));
        fence = match (fence, sign) {
            (None, sign) => sign,
            (Some(open), Some(sign)) if open == sign => None,
            (open, _) => open,
        };
        let ends = trimmed.is_empty() && fence.is_none() && at >= bytes;
        if ends || at + line.len() > 4 * bytes {
            break;
        }
        at += line.len();
    }
    // One line may be longer than all that.
    let least = (at..=4 * bytes).rev().find(|at| source.0.is_char_boundary(*at));
    let end = least.filter(|_| at == 0).unwrap_or(at).min(source.0.len());
    Markdown(source.0.get(..end).unwrap_or_default().to_owned())
}

/// A document in the making.
#[derive(Default)]
struct Reader<'a> {
    doc: Doc,
    slugs: Slugs,
    /// What is open, the outermost first.
    open: Vec<Frame>,
    /// How many open containers were too deep to be kept.
    flat: usize,
    /// The paragraph, heading or cell in the making.
    text: Inline,
    marks: Marks<'a>,
    /// The code or HTML in the making.
    raw: Option<String>,
    /// The language of the code in the making.
    language: String,
    tables: Tables,
    notes: Notes,
}

impl<'a> Reader<'a> {
    fn event(&mut self, event: Event<'a>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Rule => self.block(Block::Rule),
            Event::TaskListMarker(done) => self.task(done),
            Event::Text(text) | Event::Html(text) if self.raw.is_some() => {
                self.raw.get_or_insert_default().push_str(&text);
            }
            event => self.inline(event),
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        match tag {
            Tag::Paragraph => self.start_paragraph(),
            Tag::Heading { .. } => self.start_heading(),
            Tag::BlockQuote(kind) => self.enter(Kind::Quote(kind.map(alert))),
            Tag::CodeBlock(kind) => self.start_code(&kind),
            Tag::HtmlBlock => self.raw = Some(String::new()),
            Tag::List(start) => {
                self.enter(Kind::List(List { start, loose: false, items: vec![] }));
            }
            Tag::Item => self.enter(Kind::Item(None)),
            Tag::FootnoteDefinition(label) => self.enter(Kind::Note(label.to_lowercase())),
            Tag::DefinitionList => self.enter(Kind::Defs),
            Tag::DefinitionListDefinition => self.enter(Kind::Def),
            Tag::Table(align) => self.start_table(&align),
            Tag::DefinitionListTitle | Tag::TableHead => self.marks.strong += 1,
            Tag::TableRow | Tag::TableCell | Tag::MetadataBlock(_) => {}
            tag => self.start_mark(tag),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.flush(),
            TagEnd::Heading(level) => self.end_heading(level),
            TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListDefinition => self.leave(),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::DefinitionListTitle => {
                self.flush();
                self.marks.strong -= 1;
            }
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => {
                self.marks.strong -= 1;
                self.end_row();
            }
            TagEnd::TableRow => self.end_row(),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::MetadataBlock(_) => {}
            tag => self.end_mark(tag),
        }
    }

    /// A paragraph right inside an item makes its list a loose one.
    fn start_paragraph(&mut self) {
        self.flush();
        if let [.., Frame { kind: Kind::List(list), .. }, Frame { kind: Kind::Item(_), .. }] =
            self.open.as_mut_slice()
        {
            list.loose |= self.flat == 0;
        }
    }

    fn start_heading(&mut self) {
        self.flush();
        self.marks.heading = true;
    }

    fn end_heading(&mut self, level: HeadingLevel) {
        self.marks.heading = false;
        let text = self.text.take();
        let title = text.text().clone();
        let slug = self.slugs.next(&title);
        let at = self.doc.headings.len();
        self.doc.headings.push(Heading { level: level as u8, slug, title });
        self.block(Block::Heading(text, at));
    }

    fn start_code(&mut self, kind: &CodeBlockKind<'_>) {
        self.flush();
        self.raw = Some(String::new());
        let info = if let CodeBlockKind::Fenced(info) = kind { info } else { "" };
        let end = |c: char| c.is_whitespace() || matches!(c, ',' | '{' | ':');
        self.language = info.trim_start().split(end).next().unwrap_or_default().to_lowercase();
    }

    fn end_code(&mut self) {
        let source = self.raw.take().unwrap_or_default();
        if self.language == "quiz" {
            let ids = source.lines().map(str::trim).filter(|id| !id.is_empty());
            let ids = ids.map(str::to_owned).collect();
            return self.block(Block::Quiz(ids));
        }
        let text = code::highlight(&self.language, &source);
        let is_figure = self.language == "mermaid";
        let figure = |text| Block::Figure(self.language.clone(), source, text);
        let block = if is_figure { figure(text) } else { Block::Code(text) };
        self.block(block);
    }

    /// HTML is shown as it was written.
    fn end_html(&mut self) {
        self.flush();
        let source = self.raw.take().unwrap_or_default();
        for line in source.lines() {
            self.text.push(&line.replace('\t', "    "), Role::Faint.into());
            self.text.push_break();
        }
        self.text.trim_breaks();
        self.flush();
    }

    /// The document, with its footnotes in the order of their numbers.
    fn finish(mut self) -> Doc {
        self.flush();
        for (label, blocks) in std::mem::take(&mut self.notes.texts) {
            let number = self.notes.number(&label);
            self.doc.notes.resize_with(self.notes.numbers.len().max(number), Vec::new);
            if let Some(note) = self.doc.notes.get_mut(number - 1) {
                note.extend(blocks);
            }
        }
        self.doc
    }
}

/// The box of a task.
pub fn task_sign(done: bool) -> &'static str {
    if done { "☑ " } else { "☐ " }
}

fn alert(kind: BlockQuoteKind) -> Alert {
    match kind {
        BlockQuoteKind::Note => Alert::Note,
        BlockQuoteKind::Tip => Alert::Tip,
        BlockQuoteKind::Important => Alert::Important,
        BlockQuoteKind::Warning => Alert::Warning,
        BlockQuoteKind::Caution => Alert::Caution,
    }
}

/// A label or path that outlives its event.
type Text<'a> = CowStr<'a>;

#[cfg(test)]
mod tests {
    use super::*;

    fn doc(source: &str) -> Doc {
        parse(&Markdown(source.to_owned()))
    }

    #[test]
    fn a_long_text_has_a_beginning() {
        let begin = |text: &str, bytes| beginning(&Markdown(text.to_owned()), bytes).0;
        for (text, bytes, wanted) in [
            ("short", 9, "short"),
            ("one\n\ntwo\n\nthree\n", 2, "one\n"),
            ("one\n\ntwo\n\nthree\n", 5, "one\n\ntwo\n"),
            ("```\na\n\nb\n```\n\nc\n", 5, "```\na\n\nb\n```\n"),
            ("a line that is far too long", 3, "a line that "),
            ("ääääääääääää", 3, "ääääää"),
            ("a\nb\nc\nd\ne\nf\ng\n", 2, "a\nb\nc\nd\n"),
        ] {
            assert_eq!(begin(text, bytes), wanted, "{text} {bytes}");
        }
    }

    #[test]
    fn headings_have_slugs() {
        let doc = doc("# Größe & *Preis*\n\n> ## `x` y\n\nx\n===\n\n### X\n");
        let headings: Vec<_> =
            doc.headings().map(|(level, slug, title)| (level, slug, &**title)).collect();
        let expected = [
            (1, "größe--preis", "Größe & Preis"),
            (2, "x-y", "x y"),
            (1, "x", "x"),
            (3, "x-1", "X"),
        ];
        assert_eq!(headings, expected);
    }

    #[test]
    fn fences_hold_code_or_questions() {
        let cases = [
            ("```quiz\n a \n\nb\n```", Block::Quiz(vec!["a".to_owned(), "b".to_owned()])),
            ("``` Quiz x\n```", Block::Quiz(vec![])),
            ("```QUIZZES\n```", Block::Code(Inline::default())),
            ("```\nquiz", Block::Code(Inline::new("quiz", Role::Code))),
            ("    x\n", Block::Code(Inline::new("x", Role::Code))),
            ("```rust,ignore\nfn\n```", Block::Code(Inline::new("fn", Role::Keyword))),
        ];
        for (source, block) in cases {
            assert_eq!(doc(source).blocks, [block], "{source}");
        }
    }

    #[test]
    fn footnotes_are_numbered_as_they_are_named() {
        let doc = doc("a[^z] b[^Y] c[^z]\n\n[^y]: Y\n\n[^x]: X\n\n[^z]: Z\n");
        let para = |text| vec![Block::Para(Inline::new(text, Role::Body))];
        assert_eq!(doc.notes, [para("Z"), para("Y"), para("X")]);
        let Some(Block::Para(text)) = doc.blocks.first() else { panic!("{:?}", doc.blocks) };
        assert_eq!(&**text.text(), "a[1] b[2] c[1]");
    }

    #[test]
    fn what_was_decoded_is_made_safe() {
        let Some(Block::Para(text)) = doc("a&#27;[31m &#x202e;").blocks.into_iter().next() else {
            panic!("no paragraph");
        };
        assert_eq!(&**text.text(), "a<U+001B>[31m <U+202E>");
    }
}
