//! QTI, the exchange format of 1EdTech: 1.2 as Canvas writes it, 2.1, 2.2 and
//! 3.0; a package (zip) or a single file. 2.1 is written.

mod item;
mod old;
mod processing;
mod send;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Brought, Draft, Fault, Loss, Sent, archive::Archive, clean, counted, draft::DIFFICULTY,
    gift::Maker, gift::Piece, slug, xml,
};
use crate::pack::Pack;
use xml::{Element, Node, Tree};

/// Bytes of a package that are read: it may hold media.
pub(super) const LARGEST: usize = 512 << 20;
/// Bytes of one file of it, and of all of them.
const FILE: usize = 64 << 20;
const ALL: usize = 256 << 20;

/// What a keyword begins with that names a topic.
const TOPIC: &str = "topic-";

/// Reads the questions of a package or of a file.
pub(super) fn read(bytes: &[u8]) -> Result<Brought, Fault> {
    let mut reading = Reading::default();
    if bytes.starts_with(b"PK") {
        reading.package(bytes)?;
    } else {
        reading.alone(bytes)?;
    }
    reading.brought.some("QTI")
}

/// Writes the questions of a pack.
pub(super) fn write(pack: &Pack) -> Sent {
    send::send(pack)
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    brought: Brought,
    ids: slug::Ids,
    /// Names of questions that are there.
    known: BTreeSet<String>,
    /// Questions that stand in it more than once.
    again: usize,
    /// Keywords of files, by path.
    keywords: BTreeMap<String, Vec<String>>,
}

impl Reading {
    fn alone(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let tree = xml::read(bytes)?;
        if !self.tree(None, &tree) {
            let name = clean(&tree.root.name);
            let what = format!("its outermost element is <{name}>, which is none of QTI");
            return Err(Fault::Broken(what));
        }
        self.brought.cut_at(tree.cut);
        Ok(())
    }

    fn package(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let mut archive = Archive::open(bytes)?;
        let mut names = archive.names();
        // Canvas keeps the fuller of two copies there.
        names.sort_by_key(|name| (!name.starts_with("non_cc_assessments/"), name.clone()));
        let mut other = 0;
        let mut total = 0;
        if let Some(manifest) = archive.file("imsmanifest.xml", FILE)? {
            self.manifest(&manifest);
        }
        for name in &names {
            let is_text = [".xml", ".qti"].iter().any(|end| name.ends_with(end));
            if name.ends_with("imsmanifest.xml") || name.ends_with('/') {
                continue;
            }
            if !is_text {
                other += 1;
                continue;
            }
            let Some(file) = archive.file(name, FILE)? else { continue };
            total += file.len();
            if total > ALL {
                let most = ALL >> 20;
                return Err(Fault::Broken(format!("it unpacks to more than {most} MB")));
            }
            other += usize::from(!self.file(name, &file));
        }
        if other > 0 {
            self.lose(None, 0, &format!("{} left out", counted(other, "other file")));
        }
        if self.again > 0 {
            let questions = counted(self.again, "question");
            let said = format!("{questions} more than once in it; taken once");
            self.lose(None, 0, &said);
        }
        Ok(())
    }

    /// Takes a file of a package; `false` if it has nothing to do with questions.
    fn file(&mut self, name: &str, bytes: &[u8]) -> bool {
        match xml::read(bytes) {
            Ok(tree) => {
                if matches!(&*tree.root.name, "assessmentTest" | "qti-assessment-test") {
                    self.lose(Some(name), 0, "a test: its parts, their order and time left out");
                    return true;
                }
                let is_asked = self.tree(Some(name), &tree);
                if let Some((line, why)) = tree.cut.filter(|_| is_asked) {
                    let cut = format!("{}, line {line}: {why}", short(name));
                    self.brought.cut.get_or_insert(cut);
                }
                is_asked
            }
            Err(fault) => {
                self.lose(Some(name), 0, &fault.to_string());
                true
            }
        }
    }

    /// Keywords tell the topic and the difficulty of our own questions.
    fn manifest(&mut self, bytes: &[u8]) {
        let Ok(tree) = xml::read(bytes) else { return };
        for resource in tree.root.deep().into_iter().filter(|it| it.name == "resource") {
            let Some(path) = resource.get("href") else { continue };
            let words = resource.deep().into_iter().filter(|it| it.name == "keyword");
            let words = words.map(|it| it.text().trim().to_owned()).collect();
            self.keywords.insert(path.to_owned(), words);
        }
    }

    /// Takes a file; `false` if it asks nothing.
    fn tree(&mut self, name: Option<&str>, tree: &Tree) -> bool {
        let root = &tree.root;
        if let Some(line) = tree.outside {
            self.lose(name, line, "a description of its elements, which is not fetched");
        }
        match &*root.name {
            "questestinterop" => {
                let items = root.deep().into_iter().filter(|it| it.name == "item" && it.whole);
                for item in items {
                    self.take(name, item, &old::name(item), old::draft);
                }
                true
            }
            "assessmentItem" if root.whole => {
                let id = root.get("identifier").unwrap_or_default().to_owned();
                self.take(name, root, &id, item::draft);
                true
            }
            "qti-assessment-item" if root.whole => {
                let root = renamed(root);
                let id = root.get("identifier").unwrap_or_default().to_owned();
                self.take(name, &root, &id, item::draft);
                true
            }
            "assessmentItem" | "qti-assessment-item" => true,
            _ => false,
        }
    }

    fn take(
        &mut self,
        file: Option<&str>,
        item: &Element,
        name: &str,
        draft: fn(&Element) -> Result<Draft, String>,
    ) {
        // In one package, one name is one question.
        if !name.is_empty() && !self.known.insert(name.to_owned()) && file.is_some() {
            self.again += 1;
            return;
        }
        let title = item.get("title").unwrap_or_default();
        // Names may not begin with a digit there.
        let bare = name.strip_prefix('_').filter(|it| it.starts_with(|c: char| c.is_ascii_digit()));
        let name = bare.unwrap_or(name);
        match draft(item) {
            Ok(draft) if draft.stem.is_empty() => {
                self.lose(file, item.line, &format!("it has no text; left out: {}", clean(title)));
            }
            Ok(mut draft) => {
                draft.id = self.ids.next([name, title, &*draft.stem]);
                self.tag(file, &mut draft);
                self.add(file, item.line, draft);
            }
            Err(why) => self.lose(file, item.line, &format!("{why}: {}", clean(title))),
        }
    }

    /// Topic and difficulty by the keywords of its file.
    fn tag(&mut self, file: Option<&str>, draft: &mut Draft) {
        let words = file.and_then(|file| self.keywords.get(file)).cloned().unwrap_or_default();
        for word in words {
            let digit = word.strip_prefix(DIFFICULTY).and_then(|digit| digit.parse().ok());
            match (digit, word.strip_prefix(TOPIC).map(slug::id)) {
                (Some(digit @ 1..=3), _) => draft.difficulty = Some(digit),
                (_, Some(topic)) if !topic.is_empty() => draft.topic = Some(topic),
                _ => draft.lose(format!("keyword `{}`", clean(&word))),
            }
        }
    }

    fn add(&mut self, file: Option<&str>, line: usize, draft: Draft) {
        let Some(file) = file else { return self.brought.add(line, draft) };
        let mut draft = draft;
        draft.look_up();
        for what in &draft.losses {
            let what = format!("{what} ({}, line {line})", short(file));
            self.brought.losses.push(Loss { line: None, question: Some(draft.id.clone()), what });
        }
        self.brought.drafts.push(draft);
    }

    /// Tells of something; line 0 is none.
    fn lose(&mut self, file: Option<&str>, line: usize, what: &str) {
        let what = match file {
            Some(file) if line > 0 => format!("{}, line {line}: {what}", short(file)),
            Some(file) => format!("{}: {what}", short(file)),
            None => what.to_owned(),
        };
        let line = Some(line).filter(|line| *line > 0 && file.is_none());
        self.brought.lose(line, what);
    }
}

/// A file of a package without its folders.
fn short(path: &str) -> String {
    clean(path.rsplit('/').next().unwrap_or(path))
}

/// Names of 3.0 as 2.x has them: `qti-simple-choice` is `simpleChoice`.
fn renamed(element: &Element) -> Element {
    let name = element.name.strip_prefix("qti-").map_or_else(|| element.name.clone(), camel);
    let attribute = |(name, value): &(String, String)| (camel(name), value.clone());
    let node = |node: &Node| match node {
        Node::Element(element) => Node::Element(renamed(element)),
        Node::Text(text) => Node::Text(text.clone()),
    };
    Element {
        name,
        attributes: element.attributes.iter().map(attribute).collect(),
        nodes: element.nodes.iter().map(node).collect(),
        ..*element
    }
}

fn camel(name: &str) -> String {
    let mut parts = name.split('-');
    let mut camel = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (head, tail) = part.split_at_checked(1).unwrap_or((part, ""));
        camel.extend([&*head.to_ascii_uppercase(), tail]);
    }
    camel
}

/// HTML as a piece of text.
fn html(text: String) -> Piece {
    Piece { format: "html".to_owned(), text }
}

/// HTML on one line, as Markdown.
fn line(maker: &mut Maker, text: String) -> String {
    maker.line(&html(text))
}
