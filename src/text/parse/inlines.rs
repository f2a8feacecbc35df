//! Text inside paragraphs, headings and cells.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Reader, Text};
use crate::text::{
    Clean, Look, Role, autolink,
    doc::Block,
    inline::{Link, Style},
};

/// What holds for the text being read.
#[derive(Default)]
pub struct Marks<'a> {
    pub strong: usize,
    pub emphasis: usize,
    pub struck: usize,
    pub quoted: usize,
    pub heading: bool,
    pub link: Option<Link>,
    /// Whether a diagram may break the text.
    pub table: bool,
    /// Paths of images whose descriptions are being read.
    images: Vec<Text<'a>>,
    /// The description of a diagram.
    alt: Option<String>,
}

impl Marks<'_> {
    /// How text looks here.
    pub fn style(&self) -> Style {
        let role = match self {
            Self { link: Some(_), .. } => Role::Link,
            Self { heading: true, .. } => Role::Heading,
            Self { quoted: 1.., .. } => Role::Quote,
            _ => Role::Body,
        };
        self.style_of(role)
    }

    /// How text of a role looks here.
    fn style_of(&self, role: Role) -> Style {
        let look = Look {
            role,
            strong: self.strong > 0 || self.heading,
            emphasis: self.emphasis > 0,
            struck: self.struck > 0,
        };
        Style { look, link: self.link }
    }

    /// How code and such looks here; a link stays one.
    fn style_unless_link(&self, role: Role) -> Style {
        self.style_of(if self.link.is_some() { Role::Link } else { role })
    }
}

impl<'a> Reader<'a> {
    pub fn inline(&mut self, event: Event<'a>) {
        if let Some(alt) = &mut self.marks.alt {
            return alt.push_str(plain(&event));
        }
        match event {
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.prose(&text);
            }
            Event::Code(text) => {
                self.text.push(&text, self.marks.style_unless_link(Role::Code));
            }
            Event::Html(text) | Event::InlineHtml(text) => {
                self.text.push_prose(&text, self.marks.style_unless_link(Role::Faint));
            }
            Event::FootnoteReference(label) => {
                let number = self.notes.number(&label);
                self.text.push(&format!("[{number}]"), self.marks.style_of(Role::Faint));
            }
            Event::SoftBreak => self.text.push_prose(" ", self.marks.style()),
            Event::HardBreak => self.text.push_break(),
            Event::Start(_) | Event::End(_) | Event::Rule | Event::TaskListMarker(_) => {}
        }
    }

    pub fn start_mark(&mut self, tag: Tag<'a>) {
        match tag {
            Tag::Emphasis => self.marks.emphasis += 1,
            Tag::Strong => self.marks.strong += 1,
            Tag::Strikethrough => self.marks.struck += 1,
            Tag::Link { dest_url, .. } => self.open_link(&dest_url),
            Tag::Image { dest_url, .. } => self.start_image(dest_url),
            _ => {}
        }
    }

    pub fn end_mark(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.marks.emphasis -= 1,
            TagEnd::Strong => self.marks.strong -= 1,
            TagEnd::Strikethrough => self.marks.struck -= 1,
            TagEnd::Link => self.marks.link = None,
            TagEnd::Image => self.end_image(),
            _ => {}
        }
    }

    fn open_link(&mut self, target: &str) {
        self.marks.link = Some(self.doc.links.len() as Link);
        self.doc.links.push(target.to_owned());
    }

    /// Running text; addresses in it are links.
    fn prose(&mut self, text: &str) {
        if self.marks.link.is_some() {
            return self.text.push_prose(text, self.marks.style());
        }
        for (piece, target) in autolink::split(text) {
            if let Some(target) = target {
                self.open_link(&target);
            }
            self.text.push_prose(piece, self.marks.style());
            self.marks.link = None;
        }
    }

    fn start_image(&mut self, path: Text<'a>) {
        let block = !self.marks.table && !self.marks.heading;
        if self.marks.alt.is_none() {
            if is_diagram(&path) && block {
                self.marks.alt = Some(String::new());
            } else {
                self.text.push("[image: ", self.marks.style_unless_link(Role::Faint));
            }
        }
        self.marks.images.push(path);
    }

    fn end_image(&mut self) {
        let Some(path) = self.marks.images.pop() else { return };
        let outer = self.marks.images.is_empty();
        match self.marks.alt.take() {
            Some(alt) if outer => self.block(Block::Embed(path.into_string(), Clean::new(&alt))),
            Some(alt) => self.marks.alt = Some(alt),
            None => {
                let bare = self.text.text().ends_with("[image: ");
                let end = if bare { format!("{path}]") } else { format!(" ({path})]") };
                self.text.push(&end, self.marks.style_unless_link(Role::Faint));
            }
        }
    }
}

/// The text of an event without marks.
fn plain<'a>(event: &'a Event<'_>) -> &'a str {
    match event {
        Event::Text(text)
        | Event::Code(text)
        | Event::Html(text)
        | Event::InlineHtml(text)
        | Event::InlineMath(text)
        | Event::DisplayMath(text)
        | Event::FootnoteReference(text) => text,
        Event::SoftBreak | Event::HardBreak => " ",
        Event::Start(_) | Event::End(_) | Event::Rule | Event::TaskListMarker(_) => "",
    }
}

/// Whether an image is one of our diagrams.
fn is_diagram(path: &str) -> bool {
    let file = path.split(['#', '?']).next().unwrap_or_default();
    file.to_ascii_lowercase().ends_with(".diagram")
}
