//! A [`Doc`] on lines of a width.

mod writer;

use super::{
    Clean, Line, Look, Role, Span,
    doc::{Alert, Block, Doc, List},
    inline::Inline,
    page::{Frame, Page, What},
    parse::task_sign,
    row::Row,
    table,
};
pub use writer::Writer;

/// Lays a document out; the same document and frame make the same page.
pub fn layout(doc: &Doc, frame: &Frame<'_>) -> Page {
    let mut writer = Writer::new(doc, *frame);
    writer.blocks(&doc.blocks, true);
    writer.notes(&doc.notes);
    writer.page
}

/// Plain text on lines of a width, broken between words where it can be.
pub fn wrap(text: &str, look: impl Into<Look>, width: u16) -> Vec<Line> {
    let rows = Inline::new(text, look.into()).rows(usize::from(width).max(1));
    rows.into_iter().map(|row| row.line).collect()
}

impl Writer<'_> {
    /// Blocks below each other, blank lines between them if they are loose.
    fn blocks(&mut self, blocks: &[Block], loose: bool) {
        for (i, block) in blocks.iter().enumerate() {
            if i > 0 && (loose || matches!(block, Block::Heading(..))) {
                self.blank();
            }
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(text, at) => self.heading(text, *at),
            Block::Para(text) => self.text(text),
            Block::Code(text) => self.code(text),
            Block::Figure(language, source, text) => self.figure(language, source, text),
            Block::Quote(alert, blocks) => self.quote(*alert, blocks),
            Block::List(list) => self.list(list),
            Block::Defs(blocks) => self.defs(blocks),
            Block::Def(blocks) => {
                let deeper = self.indent(Span::new("  ", Role::Body), "  ");
                self.blocks(blocks, true);
                self.outdent(deeper);
            }
            Block::Table(table) => table::draw(self, table),
            Block::Rule => self.rule(self.room()),
            Block::Embed(target, alt) => self.embed(target, alt),
            Block::Quiz(ids) => self.quiz(ids),
        }
    }

    /// A heading: the first level with a rule across, the second with one of
    /// its own width.
    fn heading(&mut self, text: &Inline, at: usize) {
        let Some(heading) = self.doc.headings.get(at) else { return self.text(text) };
        let place = self.open(What::Heading {
            level: heading.level,
            slug: heading.slug.clone(),
            title: heading.title.clone(),
        });
        self.text(text);
        match heading.level {
            1 => self.rule(self.room()),
            2 => self.rule(text.width().min(self.room())),
            _ => {}
        }
        self.close(place);
    }

    fn text(&mut self, text: &Inline) {
        for row in text.rows(self.room()) {
            self.row(row);
        }
    }

    /// Code, set in; a line that goes on is marked.
    fn code(&mut self, text: &Inline) {
        let set_in = self.has_room(2);
        let width = if set_in { self.room() - 2 } else { self.room() };
        for row in text.verbatim_rows(width) {
            let (mut line, blank) = (Row::default(), row.line.0.is_empty());
            match row.continued {
                true if set_in => line = Row { lead: 2, ..Row::new("↪ ", Role::Faint) },
                false if set_in && !blank => line.pad(2),
                _ => {}
            }
            line.continued = row.continued;
            line.join(row, 2);
            self.row(line);
        }
    }

    fn quote(&mut self, alert: Option<Alert>, blocks: &[Block]) {
        let (title, role) = alert.map_or(("", Role::Faint), title);
        let deeper = self.indent(Span::new("│ ", role), "│ ");
        if !title.is_empty() {
            let look = Look { strong: true, ..role.into() };
            self.text(&Inline::new(title, look));
        } else if blocks.is_empty() {
            self.blank();
        }
        self.blocks(blocks, true);
        self.outdent(deeper);
    }

    fn list(&mut self, list: &List) {
        let more = list.items.len().saturating_sub(1) as u64;
        let digits = list.start.map_or(0, |start| start.saturating_add(more).to_string().len());
        for (i, item) in list.items.iter().enumerate() {
            if i > 0 && list.loose {
                self.blank();
            }
            let number = list.start.map(|start| start.saturating_add(i as u64));
            self.item(&item.blocks, &marker(number, digits, item.task), list.loose);
        }
    }

    fn item(&mut self, blocks: &[Block], marker: &str, loose: bool) {
        let start = self.page.lines.len();
        let blanks = " ".repeat(Span::new(marker, Role::Faint).text.width());
        let deeper = self.indent(Span::new(marker, Role::Faint), &blanks);
        self.blocks(blocks, loose);
        if self.page.lines.len() == start {
            self.row(Row::default());
        }
        self.outdent(deeper);
    }

    /// Terms with their definitions, a blank line before each next term.
    fn defs(&mut self, blocks: &[Block]) {
        let mut after_def = false;
        for block in blocks {
            let is_def = matches!(block, Block::Def(_));
            if after_def && !is_def {
                self.blank();
            }
            after_def = is_def;
            self.block(block);
        }
    }

    fn embed(&mut self, target: &str, alt: &Clean) {
        let place = self.open(What::Embed { target: target.to_owned(), alt: alt.clone() });
        let room = self.room();
        let drawn = (self.frame.embed)(target, room as u16);
        match drawn.filter(|lines| lines.iter().all(|line| line.width() <= room)) {
            Some(lines) => {
                for line in lines {
                    self.drawn(Row { line, ..Row::default() });
                }
            }
            None if alt.is_empty() => {
                self.text(&Inline::new(&format!("[diagram: {target}]"), Role::Faint));
            }
            None => {
                self.text(&Inline::new(&format!("[diagram: {alt} ({target})]"), Role::Faint));
            }
        }
        self.close(place);
    }

    /// Code that is drawn; or else the code, and why it is there.
    fn figure(&mut self, language: &str, source: &str, text: &Inline) {
        let Some(figure) = self.frame.figure else { return self.code(text) };
        let room = self.room();
        let why = match figure(language, source, room as u16) {
            Some(lines) if lines.iter().all(|line| line.width() <= room) => {
                let place = self.open(What::Figure { source: source.to_owned() });
                for line in lines {
                    self.row(Row { line, ..Row::default() });
                }
                return self.close(place);
            }
            Some(_) => "too wide to be drawn here",
            None => "not drawn",
        };
        self.text(&Inline::new(&format!("{language}: {why}; its source:"), Role::Faint));
        self.code(text);
    }

    fn quiz(&mut self, ids: &[String]) {
        let place = self.open(What::Quiz { ids: ids.to_vec() });
        let plural = if ids.len() == 1 { "" } else { "s" };
        let text = format!("▸ Checkpoint · {} question{plural}", ids.len());
        self.text(&Inline::new(&text, Role::Accent));
        self.close(place);
    }

    /// Footnotes, below a short rule.
    fn notes(&mut self, notes: &[Vec<Block>]) {
        if notes.is_empty() {
            return;
        }
        self.blank();
        self.rule(self.room().min(8));
        let width = notes.len().to_string().len() + 3;
        for (i, blocks) in notes.iter().enumerate() {
            let marker = format!("{:<width$}", format!("[{}]", i + 1));
            self.item(blocks, &marker, true);
        }
    }
}

/// The title of an alert, and its role.
pub fn title(alert: Alert) -> (&'static str, Role) {
    match alert {
        Alert::Note => ("Note", Role::Accent),
        Alert::Tip => ("Tip", Role::Accent),
        Alert::Important => ("Important", Role::Accent),
        Alert::Warning => ("Warning", Role::Care),
        Alert::Caution => ("Caution", Role::Care),
    }
}

/// What stands before an item.
fn marker(number: Option<u64>, digits: usize, task: Option<bool>) -> String {
    let task = task.map(task_sign);
    match number {
        Some(number) => format!("{number:>digits$}. {}", task.unwrap_or_default()),
        None => task.unwrap_or("• ").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Markdown, parse};

    fn page(source: &str, width: u16) -> Page {
        layout(&parse(&Markdown(source.to_owned())), &Frame::plain(width))
    }

    fn check(cases: &[(&str, u16, &[&str])]) {
        for (source, width, lines) in cases {
            let page = page(source, *width);
            let drawn: Vec<_> = page.lines.iter().map(Line::to_string).collect();
            assert_eq!(drawn, *lines, "{source} at {width}");
        }
    }

    #[test]
    fn paragraphs_and_headings() {
        check(&[
            ("", 10, &[]),
            ("one\ntwo  \nthree *four*", 20, &["one two", "three four"]),
            (
                "# A\n\nb\n\n## C d\n### E",
                8,
                &["A", "────────", "", "b", "", "C d", "───", "", "E"],
            ),
            ("a\n\n---\nb", 5, &["a", "", "─────", "", "b"]),
            ("a &amp; <b>c</b>", 40, &["a & <b>c</b>"]),
            ("<div>\n  x\n</div>", 40, &["<div>", "  x", "</div>"]),
            ("![a pic](x.png) ![](y.png)", 40, &["[image: a pic (x.png)] [image: y.png]"]),
            ("![d](x.diagram)", 40, &["[diagram: d (x.diagram)]"]),
            ("a ![d](x.diagram) b", 9, &["a", "", "[diagram:", "d", "(x.diagra", "m)]", "", "b"]),
            ("```quiz\na\n\nb\n```", 40, &["▸ Checkpoint · 2 questions"]),
        ]);
    }

    #[test]
    fn lists_and_quotes() {
        check(&[
            ("- a\n- b c\n  - d", 9, &["• a", "• b c", "  • d"]),
            ("- alpha beta\n\n- c", 8, &["• alpha", "  beta", "", "• c"]),
            ("9. a\n10. b\n    - c", 20, &[" 9. a", "10. b", "    • c"]),
            ("- [ ] a\n- [x] b", 20, &["☐ a", "☑ b"]),
            ("1. [x] a", 20, &["1. ☑ a"]),
            ("-\n- a", 20, &["•", "• a"]),
            ("> a\n>\n> b\n> > c", 20, &["│ a", "│", "│ b", "│", "│ │ c"]),
            ("> [!TIP]\n> a", 20, &["│ Tip", "│ a"]),
            (">", 20, &["│"]),
            (
                "Term\n: Meaning\n  more\n\nNext\n: x",
                20,
                &["Term", "  Meaning more", "", "Next", "  x"],
            ),
            ("a[^x] b\n\n[^x]: Note\n  on", 20, &["a[1] b", "", "────────", "[1] Note on"]),
        ]);
    }

    #[test]
    fn code_is_set_in_and_wrapped_with_a_mark() {
        check(&[
            ("```rust\nfn f() {\n\n\tx\n```", 20, &["  fn f() {", "", "      x"]),
            ("    abcdefghijkl", 8, &["  abcdef", "↪ ghijkl"]),
        ]);
    }

    #[test]
    fn there_is_always_room_for_text() {
        check(&[
            ("- a\n  - b\n    - c", 5, &["• a", "  •", "  b", "  •", "  c"]),
            ("> 日本", 1, &["│", "…", "…"]),
            ("# ab", 1, &["a", "b", "─"]),
        ]);
    }

    #[test]
    fn places_tell_what_stands_where() {
        let page = page(
            "# A\n\n- see [the *long* link](b.md#c) https://x.example/\n\n```quiz\nq\n```",
            12,
        );
        let places: Vec<_> = page
            .places
            .iter()
            .map(|place| {
                let spots = place.spots.iter().map(|spot| (spot.line, spot.columns.clone()));
                (place.lines.clone(), spots.collect::<Vec<_>>())
            })
            .collect();
        assert_eq!(
            places,
            [
                (0..2, vec![(0, 0..12), (1, 0..12)]),
                (3..5, vec![(3, 6..9), (4, 2..11)]),
                (5..7, vec![(5, 2..12), (6, 2..10)]),
                (8..10, vec![(8, 0..12), (9, 0..12)]),
            ]
        );
        assert_eq!(page.places[2].what, What::Link { target: "https://x.example/".to_owned() });
    }

    #[test]
    fn places_stand_in_reading_order() {
        let page = page("# [a](b) c\n\n|[d](e)|[f](g)|\n|-|-|\n|[h](i)|", 40);
        let targets = page.places.iter().filter_map(|place| match &place.what {
            What::Link { target } => Some(target),
            _ => None,
        });
        assert!(matches!(&page.places[0].what, What::Heading { slug, .. } if slug == "a-c"));
        assert_eq!(targets.collect::<Vec<_>>(), ["b", "e", "g", "i"]);
    }

    #[test]
    fn diagrams_are_drawn_in_place() {
        let doc = parse(&Markdown("- a\n\n  ![d](x.diagram)".to_owned()));
        let draw = |target: &str, width: u16| {
            Some(vec![Line::new(&format!("{target} {width}"), Role::Body)])
        };
        let page = layout(&doc, &Frame { embed: &draw, ..Frame::plain(40) });
        assert_eq!(page.lines[2].to_string(), "  x.diagram 38");
        assert_eq!(page.places[0].spots, [super::super::Spot { line: 2, columns: 2..40 }]);
    }
}
