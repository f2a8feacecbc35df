//! XML as a tree. Nothing outside of a file is fetched, and no entities but
//! those of the language are known.

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesRef, BytesStart, Event},
};

use super::{Fault, text};

/// Levels of elements.
const DEEPEST: usize = 200;

/// What a file says.
#[derive(Debug)]
pub(super) struct Tree {
    /// Its outermost element.
    pub root: Element,
    /// Where and why it breaks off, if it does.
    pub cut: Option<(usize, String)>,
    /// What it leads to outside of itself.
    pub outside: Option<usize>,
}

/// An element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Without what stands before a colon.
    pub name: String,
    /// Names and values.
    pub attributes: Vec<(String, String)>,
    /// What is in it.
    pub nodes: Vec<Node>,
    /// Where it begins, from 1.
    pub line: usize,
    /// Whether its end is there too.
    pub whole: bool,
}

/// What is in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// Text, references resolved.
    Text(String),
    /// Another element.
    Element(Element),
}

/// Reads a file; what is damaged ends it.
pub(super) fn read(bytes: &[u8]) -> Result<Tree, Fault> {
    let text = text(bytes)?;
    let mut reader = Reader::from_str(&text);
    reader.config_mut().trim_text(false);
    let mut maker =
        Maker { text: &text, at: 0, line: 1, open: Vec::new(), root: None, outside: None };
    let mut cut = None;
    loop {
        let event = reader.read_event();
        // Of an element the line where it begins is told.
        let end = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let done = match event {
            Ok(event) => maker.take(event),
            Err(error) => Err(Stop::Here(error.to_string())),
        };
        match done {
            Ok(true) => break,
            Ok(false) => maker.go_to(end),
            Err(Stop::Never(why)) => {
                return Err(Fault::Broken(format!("line {}: {why}", maker.line)));
            }
            Err(Stop::Here(why)) => {
                cut = Some((maker.line, why));
                break;
            }
        }
    }
    let outside = maker.outside;
    let unclosed = maker.open.last().map(|it| format!("the file ends within <{}>", it.name));
    let line = maker.line;
    let cut = cut.or_else(|| unclosed.map(|why| (line, why)));
    let root = maker.close_all().ok_or(Fault::Broken("this is no XML".to_owned()))?;
    Ok(Tree { root, cut, outside })
}

/// Why reading ends.
enum Stop {
    /// What was read so far can be kept.
    Here(String),
    /// The file is not to be read at all.
    Never(String),
}

struct Maker<'t> {
    text: &'t str,
    /// Bytes read, and the line they end on.
    at: usize,
    line: usize,
    open: Vec<Element>,
    root: Option<Element>,
    outside: Option<usize>,
}

impl Maker<'_> {
    fn go_to(&mut self, end: usize) {
        self.line += self.text.get(self.at..end).unwrap_or_default().matches('\n').count();
        self.at = end;
    }

    /// Takes an event; `true` at the end.
    fn take(&mut self, event: Event<'_>) -> Result<bool, Stop> {
        match event {
            Event::Start(tag) => self.start(&tag)?,
            Event::Empty(tag) => {
                self.start(&tag)?;
                self.end();
            }
            Event::End(_) => self.end(),
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::CData(text) => self.text(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let text = resolved(&name)?;
                self.text(&text);
            }
            Event::Decl(decl) => match decl.encoding() {
                Some(Ok(name)) if !is_unicode(&name) => {
                    let name = super::clean(&name);
                    return Err(Stop::Never(format!("it says it is {name}; save it as UTF-8")));
                }
                _ => (),
            },
            Event::DocType(said) => self.doctype(&said.into_inner())?,
            Event::Comment(_) | Event::PI(_) => (),
            Event::Eof => return Ok(true),
        }
        Ok(false)
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), Stop> {
        if self.open.len() >= DEEPEST {
            return Err(Stop::Never(format!("more than {DEEPEST} elements one in another")));
        }
        if self.root.is_some() {
            return Err(Stop::Here("a second outermost element".to_owned()));
        }
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| Stop::Here(error.to_string()))?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_err(|error| Stop::Here(error.to_string()))?.into_owned();
            attributes.push((local(attribute.key.as_ref()), value));
        }
        let (name, line) = (local(tag.name().as_ref()), self.line);
        self.open.push(Element { name, attributes, line, ..Element::default() });
        Ok(())
    }

    fn end(&mut self) {
        if let Some(mut element) = self.open.pop() {
            element.whole = true;
            self.put(element);
        }
    }

    fn put(&mut self, element: Element) {
        match self.open.last_mut() {
            Some(parent) => parent.nodes.push(Node::Element(element)),
            None => self.root = Some(element),
        }
    }

    fn text(&mut self, text: &str) {
        let Some(parent) = self.open.last_mut() else { return };
        match parent.nodes.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ => parent.nodes.push(Node::Text(text.to_owned())),
        }
    }

    fn doctype(&mut self, said: &str) -> Result<(), Stop> {
        if said.contains('[') || said.contains("<!") {
            let why = "it declares entities of its own; such a file is not read. Take the \
                       <!DOCTYPE …> out if you trust it";
            return Err(Stop::Never(why.to_owned()));
        }
        if said.contains("SYSTEM") || said.contains("PUBLIC") {
            self.outside = Some(self.line);
        }
        Ok(())
    }

    /// Ends what is still open, as far as it came.
    fn close_all(mut self) -> Option<Element> {
        while let Some(element) = self.open.pop() {
            self.put(element);
        }
        self.root
    }
}

/// The name without its prefix.
fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_owned()
}

fn is_unicode(name: &str) -> bool {
    matches!(&*name.to_ascii_lowercase(), "utf-8" | "utf8" | "us-ascii" | "ascii")
}

fn resolved(name: &BytesRef<'_>) -> Result<String, Stop> {
    let number = name.resolve_char_ref().map_err(|error| Stop::Here(error.to_string()))?;
    if let Some(c) = number {
        return Ok(c.to_string());
    }
    let name = name.xml10_content();
    let text = match &*name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        // Not of the language, and written all the same.
        "nbsp" => "\u{a0}",
        _ => {
            let name = super::clean(&name);
            return Err(Stop::Never(format!(
                "`&{name};` is declared nowhere; such a file is not read"
            )));
        }
    };
    Ok(text.to_owned())
}

impl Element {
    /// An attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The elements in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Those of a name.
    pub(super) fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first of a name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// The text of the first of a name, bare.
    pub(super) fn said(&self, name: &str) -> Option<String> {
        self.child(name).map(|element| element.text().trim().to_owned())
    }

    /// All text in it, deeper too.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text
    }

    fn add_text(&self, text: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Text(said) => text.push_str(said),
                Node::Element(element) => element.add_text(text),
            }
        }
    }

    /// Every element in it, deeper too, in the order of the file.
    pub(super) fn deep(&self) -> Vec<&Self> {
        let mut all = Vec::new();
        self.add_deep(&mut all);
        all
    }

    fn add_deep<'e>(&'e self, all: &mut Vec<&'e Self>) {
        for element in self.elements() {
            all.push(element);
            element.add_deep(all);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_read_and_what_is_cut_ends_it() {
        let file = "<?xml version='1.0' encoding='UTF-8'?>\n<a:q x='1 &amp; 2'>\n<b>&lt;x&#62; \
                    <![CDATA[<p>]]></b>\n<c>half";
        let tree = read(file.as_bytes()).unwrap();
        assert_eq!((tree.root.name.as_str(), tree.root.get("x")), ("q", Some("1 & 2")));
        assert_eq!(tree.root.said("b").as_deref(), Some("<x> <p>"));
        let c = tree.root.child("c").unwrap();
        assert_eq!((c.line, c.whole, tree.root.child("b").unwrap().whole), (4, false, true));
        assert_eq!(tree.cut, Some((4, "the file ends within <c>".to_owned())));
    }

    #[test]
    fn what_is_dangerous_is_refused() {
        let bomb = "<!DOCTYPE q [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]>\n<q>&b;</q>";
        let file = "<!DOCTYPE q [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><q>&a;</q>";
        let deep = "<a>".repeat(100_000);
        for (bytes, said) in [
            (bomb.as_bytes(), "line 1: it declares entities"),
            (file.as_bytes(), "line 1: it declares entities"),
            (b"<q>\n&b;</q>", "line 2: `&b;` is declared nowhere"),
            (deep.as_bytes(), "one in another"),
            (b"<?xml version='1.0' encoding='iso-8859-1'?><q>x</q>", "save it as UTF-8"),
            (b"<q>\xff</q>", "not UTF-8"),
            (b"no xml", "no XML"),
        ] {
            let told = read(bytes).unwrap_err().to_string();
            assert!(told.contains(said), "no `{said}` in {told}");
        }
    }
}
