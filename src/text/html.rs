//! A [`Doc`] as HTML: tags are ours alone, text is escaped, nothing is loaded.

use std::fmt;

use super::{
    Clean, Doc, Figure, Line, Look, Role,
    doc::{Align, Block, List, Table},
    inline::{Inline, Link, Style},
    layout::title,
    parse::task_sign,
};

/// Columns a drawing made of code may take.
const ROOM: u16 = 76;

/// What a document becomes HTML for.
#[derive(Clone, Copy)]
pub struct Web<'a> {
    /// What the ids of its headings begin with; no ids if it is empty.
    pub prefix: &'a str,
    /// Levels its headings go down.
    pub deeper: u8,
    /// Where a link leads; one that leads nowhere stays text.
    pub link: &'a dyn Fn(&str) -> Option<String>,
    /// The HTML of the diagram of a path, by its description.
    pub embed: &'a dyn Fn(&str, &Clean) -> String,
    /// The HTML of a checkpoint of these questions.
    pub quiz: &'a dyn Fn(&[String]) -> String,
    /// Draws code that can be drawn.
    pub figure: Option<&'a Figure<'a>>,
}

impl fmt::Debug for Web<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Web").field("prefix", &self.prefix).finish_non_exhaustive()
    }
}

impl Web<'_> {
    /// For a text that stands alone: links lead out into the web only.
    pub fn plain() -> Self {
        Self {
            prefix: "",
            deeper: 0,
            link: &address,
            embed: &|target, alt| escaped(if alt.is_empty() { target } else { alt }),
            quiz: &|_| String::new(),
            figure: None,
        }
    }
}

/// A document as HTML; one paragraph alone has no frame around it.
pub fn html(doc: &Doc, web: &Web<'_>) -> String {
    let mut writer = Writer { doc, web: *web, out: String::new() };
    match doc.blocks.as_slice() {
        [Block::Para(text)] if doc.notes.is_empty() => writer.inline(text, false),
        blocks => writer.blocks(blocks, true),
    }
    writer.notes();
    writer.out
}

/// Lines as they are drawn.
pub fn drawing(lines: &[Line]) -> String {
    let width = lines.iter().map(Line::width).max().unwrap_or(0);
    let mut out = format!("<pre class=\"drawing\" style=\"--w:{}\">", width.max(1));
    for line in lines {
        for span in &line.0 {
            marked(&span.text, span.look, &mut out);
        }
        out.push('\n');
    }
    out.push_str("</pre>\n");
    out
}

/// Text as HTML shows it, in attributes too.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// An address a browser may open.
pub fn address(target: &str) -> Option<String> {
    let lower = target.to_ascii_lowercase();
    let is_safe = ["https://", "http://", "mailto:"].iter().any(|it| lower.starts_with(it));
    is_safe.then(|| target.to_owned())
}

struct Writer<'a> {
    doc: &'a Doc,
    web: Web<'a>,
    out: String,
}

impl Writer<'_> {
    /// Blocks; in a tight list paragraphs have no frame.
    fn blocks(&mut self, blocks: &[Block], loose: bool) {
        for block in blocks {
            match block {
                Block::Para(text) if !loose => self.inline(text, false),
                block => self.block(block),
            }
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(text, at) => self.heading(text, *at),
            Block::Para(text) => self.tagged("p", text),
            Block::Code(text) => self.code(text),
            Block::Figure(language, source, text) => self.figure(language, source, text),
            Block::Quote(alert, blocks) => {
                let named = alert.map(|it| title(it).0);
                let class = named.map_or_else(String::new, |it| format!(" class=\"alert {it}\""));
                self.open(&format!("<blockquote{class}>\n"));
                let name = named.map_or_else(String::new, |it| format!("<p><b>{it}</b></p>\n"));
                self.open(&name);
                self.blocks(blocks, true);
                self.open("</blockquote>\n");
            }
            Block::List(list) => self.list(list),
            Block::Defs(blocks) => self.defs(blocks),
            Block::Def(blocks) => {
                self.open("<dd>");
                self.blocks(blocks, blocks.len() > 1);
                self.open("</dd>\n");
            }
            Block::Table(table) => self.table(table),
            Block::Rule => self.open("<hr>\n"),
            Block::Embed(target, alt) => self.open(&(self.web.embed)(target, alt)),
            Block::Quiz(ids) => self.open(&(self.web.quiz)(ids)),
        }
    }

    fn open(&mut self, html: &str) {
        self.out.push_str(html);
    }

    fn tagged(&mut self, tag: &str, text: &Inline) {
        self.out.extend(["<", tag, ">"]);
        self.inline(text, matches!(tag, "dt" | "th"));
        self.out.extend(["</", tag, ">\n"]);
    }

    fn heading(&mut self, text: &Inline, at: usize) {
        let Some(heading) = self.doc.headings.get(at) else { return self.tagged("p", text) };
        let level = (heading.level + self.web.deeper).min(6);
        let id = escaped(&format!("{}{}", self.web.prefix, heading.slug));
        let id = if self.web.prefix.is_empty() { String::new() } else { format!(" id=\"{id}\"") };
        self.open(&format!("<h{level}{id}>"));
        self.inline(text, true);
        self.open(&format!("</h{level}>\n"));
    }

    fn code(&mut self, text: &Inline) {
        self.open("<pre><code>");
        for run in text.runs() {
            match run {
                Some((text, Style { look, .. })) if look.role == Role::Code => {
                    self.open(&escaped(text));
                }
                Some((text, style)) => marked(text, style.look, &mut self.out),
                None => self.out.push('\n'),
            }
        }
        self.open("</code></pre>\n");
    }

    fn figure(&mut self, language: &str, source: &str, text: &Inline) {
        match self.web.figure.and_then(|figure| figure(language, source, ROOM)) {
            Some(lines) => self.open(&format!("<figure>{}</figure>\n", drawing(&lines))),
            None => self.code(text),
        }
    }

    fn list(&mut self, list: &List) {
        let (open, close) = match list.start {
            None => ("<ul>\n".to_owned(), "</ul>\n"),
            Some(1) => ("<ol>\n".to_owned(), "</ol>\n"),
            Some(start) => (format!("<ol start=\"{start}\">\n"), "</ol>\n"),
        };
        self.open(&open);
        for item in &list.items {
            self.open("<li>");
            self.open(item.task.map_or("", task_sign));
            self.blocks(&item.blocks, list.loose);
            self.open("</li>\n");
        }
        self.open(close);
    }

    fn defs(&mut self, blocks: &[Block]) {
        self.open("<dl>\n");
        for block in blocks {
            match block {
                Block::Para(text) => self.tagged("dt", text),
                block => self.block(block),
            }
        }
        self.open("</dl>\n");
    }

    fn table(&mut self, table: &Table) {
        self.open("<div class=\"wide\"><table>\n<thead>");
        self.row("th", &table.head, &table.align);
        self.open("</thead>\n<tbody>\n");
        for row in &table.rows {
            self.row("td", row, &table.align);
        }
        self.open("</tbody></table></div>\n");
    }

    fn row(&mut self, tag: &str, cells: &[Inline], align: &[Align]) {
        self.open("<tr>");
        for (at, cell) in cells.iter().enumerate() {
            let class = match align.get(at) {
                Some(Align::Center) => " class=\"center\"",
                Some(Align::Right) => " class=\"right\"",
                _ => "",
            };
            self.open(&format!("<{tag}{class}>"));
            self.inline(cell, tag == "th");
            self.open(&format!("</{tag}>"));
        }
        self.open("</tr>\n");
    }

    /// Text with its marks and links; where all of it is strong, nothing is.
    fn inline(&mut self, text: &Inline, strong: bool) {
        let mut open: Option<Link> = None;
        for run in text.runs() {
            let link = run.and_then(|(_, style)| style.link);
            if link != open {
                self.open(open.and_then(|it| self.target(it)).map_or("", |_| "</a>"));
                if let Some(target) = link.and_then(|it| self.target(it)) {
                    self.open(&format!("<a href=\"{}\">", escaped(&target)));
                }
                open = link;
            }
            match run {
                None => self.open("<br>"),
                Some((text, Style { mut look, .. })) => {
                    look.strong &= !strong;
                    marked(text, look, &mut self.out);
                }
            }
        }
        self.open(open.and_then(|it| self.target(it)).map_or("", |_| "</a>"));
    }

    fn target(&self, link: Link) -> Option<String> {
        (self.web.link)(self.doc.links.get(link as usize)?)
    }

    fn notes(&mut self) {
        if self.doc.notes.is_empty() {
            return;
        }
        self.open("<ol class=\"notes\">\n");
        for blocks in &self.doc.notes {
            self.open("<li>");
            self.blocks(blocks, blocks.len() > 1);
            self.open("</li>\n");
        }
        self.open("</ol>\n");
    }
}

/// Text with tags for how it looks.
fn marked(text: &str, look: Look, out: &mut String) {
    let class = class(look.role).map(|class| format!("span class=\"{class}\""));
    let tags = [
        look.strong.then_some("b"),
        look.emphasis.then_some("em"),
        look.struck.then_some("s"),
        (look.role == Role::Code).then_some("code"),
        class.as_deref(),
    ];
    for tag in tags.iter().flatten() {
        out.extend(["<", tag, ">"]);
    }
    out.push_str(&escaped(text));
    for tag in tags.iter().rev().flatten() {
        out.extend(["</", tag.split(' ').next().unwrap_or(tag), ">"]);
    }
}

/// The class of a role, where it has a look of its own.
fn class(role: Role) -> Option<&'static str> {
    Some(match role {
        Role::Body | Role::Heading | Role::Link | Role::Code | Role::Quote => return None,
        Role::Accent => "accent",
        Role::Faint => "faint",
        Role::Good => "good",
        Role::Bad => "bad",
        Role::Care | Role::Found => "care",
        Role::Keyword => "keyword",
        Role::Literal => "literal",
        Role::Number => "number",
        Role::Comment => "comment",
        Role::Type => "type",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Markdown, parse};

    fn of(markdown: &str) -> String {
        html(&parse(&Markdown(markdown.to_owned())), &Web::plain())
    }

    #[test]
    fn every_block_has_its_tags() {
        for (markdown, wanted) in [
            ("a **b** *c* `d < e`", "a <b>b</b> <em>c</em> <code>d &lt; e</code>"),
            ("one\n\ntwo", "<p>one</p>\n<p>two</p>\n"),
            ("## A *b*", "<h2>A <em>b</em></h2>\n"),
            ("a  \nb", "a<br>b"),
            ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
            ("3. a\n\n4. b", "<ol start=\"3\">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ol>\n"),
            ("- [x] a", "<ul>\n<li>☑ a</li>\n</ul>\n"),
            (
                "> [!TIP]\n> a",
                "<blockquote class=\"alert Tip\">\n<p><b>Tip</b></p>\n<p>a</p>\n</blockquote>\n",
            ),
            (
                "|a|b|\n|-|-:|\n|1|2|",
                "<div class=\"wide\"><table>\n<thead><tr><th>a</th><th class=\"right\">b</th></tr>\n\
                 </thead>\n<tbody>\n<tr><td>1</td><td class=\"right\">2</td></tr>\n</tbody></table></div>\n",
            ),
            ("T\n: m", "<dl>\n<dt>T</dt>\n<dd>m</dd>\n</dl>\n"),
            (
                "```rust\nfn f\n  x\n```",
                "<pre><code><span class=\"keyword\">fn</span> f\n  x</code></pre>\n",
            ),
            (
                "[a *b*](https://x.example/?a=1&b)",
                "<a href=\"https://x.example/?a=1&amp;b\">a <em>b</em></a>",
            ),
        ] {
            assert_eq!(of(markdown), wanted, "{markdown}");
        }
    }

    #[test]
    fn nothing_a_text_says_is_obeyed() {
        for (markdown, wanted) in [
            ("<script>x</script>", "&lt;script&gt;"),
            ("[x](javascript:alert(1))", "x"),
            ("[x](<data:text/html,\"y>)", "x"),
            ("![x](https://x.example/a.png)", "[image: </span>x<span"),
            ("`</code><script>`", "<code>&lt;/code&gt;&lt;script&gt;</code>"),
            ("[x](https://e.example/\"onclick=\"y)", "&quot;onclick=&quot;"),
            ("```\n</pre><script>\n```", "&lt;/pre&gt;&lt;script&gt;"),
        ] {
            let html = of(markdown);
            assert!(html.contains(wanted), "{markdown}: {html}");
            for bad in ["<script", "<img", "javascript:alert(1)\"", "data:", "\"onclick"] {
                assert!(!html.contains(bad), "{markdown}: {html}");
            }
        }
    }
}
