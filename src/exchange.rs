//! Import and export of other formats.
//!
//! A question on its way in or out is a [`Draft`]: what a bank can say about
//! it. Every format reads or writes drafts; what it cannot hold is a [`Loss`],
//! told by line and kept as a comment. Nothing is dropped in silence.

mod aiken;
mod anki;
mod archive;
mod bank;
pub mod classes;
mod draft;
mod gaps;
pub mod gift;
mod handout;
mod html;
mod kahoot;
mod markup;
mod mdbook;
mod moodle;
mod page;
pub mod paper;
mod qti;
mod slug;
mod table;
mod text2qti;
mod xml;

use std::fmt;

pub use bank::{Folder, VERSION, folder, pack_id};
pub use draft::{Body, Draft, Opt, Pair};

use crate::{
    pack::Pack,
    study::{Millis, Moment, memory::Rating},
    text::{Clean, Frame, Markdown},
};

/// A format of another program.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// As it is written on the command line.
    pub name: &'static str,
    /// What it is, for people.
    pub about: &'static str,
    /// Bytes of a file that are read.
    pub largest: usize,
    /// How it is read, if it is.
    pub read: Option<Read>,
    /// How it is written, if it is.
    pub write: Option<Write>,
}

/// Reads questions from the bytes of a file.
pub type Read = fn(&[u8]) -> Result<Brought, Fault>;

/// Writes the questions of a pack, at a time.
pub type Write = fn(&Pack, Moment) -> Sent;

/// Every format there is.
pub const FORMATS: &[Format] = &[
    Format {
        name: "gift",
        about: "GIFT, the text format of Moodle",
        largest: LARGEST,
        read: Some(gift::read),
        write: Some(|pack, _| gift::write(pack)),
    },
    Format {
        name: "aiken",
        about: "Aiken, lettered options and an ANSWER line",
        largest: LARGEST,
        read: Some(aiken::read),
        write: None,
    },
    Format {
        name: "csv",
        about: "a table with commas, tabs or Anki's #separator",
        largest: LARGEST,
        read: Some(table::read),
        write: Some(|pack, _| table::write(pack)),
    },
    Format {
        name: "anki",
        about: "packages of Anki, .apkg and .colpkg",
        largest: anki::LARGEST,
        read: Some(anki::read),
        write: Some(anki::write),
    },
    Format {
        name: "moodle",
        about: "Moodle XML, the question banks of Moodle",
        largest: LARGEST,
        read: Some(moodle::read),
        write: Some(|pack, _| moodle::write(pack)),
    },
    Format {
        name: "qti",
        about: "QTI 1.2 to 3.0, a package or one file; Canvas too",
        largest: qti::LARGEST,
        read: Some(qti::read),
        write: Some(|pack, _| qti::write(pack)),
    },
    Format {
        name: "mdbook-quiz",
        about: "mdbook-quiz, questions in TOML",
        largest: LARGEST,
        read: Some(mdbook::read),
        write: None,
    },
    Format {
        name: "text2qti",
        about: "text2qti, numbered questions in Markdown",
        largest: LARGEST,
        read: Some(text2qti::read),
        write: None,
    },
    Format {
        name: "kahoot",
        about: "the spreadsheet of Kahoot, .xlsx",
        largest: LARGEST,
        read: Some(kahoot::read),
        write: None,
    },
    Format {
        name: "html",
        about: "the whole pack as one page to read or print, answers last",
        largest: LARGEST,
        read: None,
        write: Some(|pack, _| handout::write(pack, true)),
    },
];

impl Format {
    /// The format of a name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }
}

/// The pack as a page to hand out: all but the answers.
pub fn without_answers(pack: &Pack) -> Sent {
    handout::write(pack, false)
}

/// What was read from a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Brought {
    /// In the order of the file.
    pub drafts: Vec<Draft>,
    /// What could not be carried over, in the order of the file.
    pub losses: Vec<Loss>,
    /// What the learner answered in the other program, in the order of time.
    pub reviews: Vec<Review>,
    /// Why there is no more, if the file breaks off: where, and what to do.
    pub cut: Option<String>,
}

/// A review in another program, whose learners rate themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Of the question of this id.
    pub question: String,
    /// When.
    pub at: Millis,
    /// How it went.
    pub rating: Rating,
    /// How long it took.
    pub took: Millis,
}

/// What is to be written to a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// The file.
    pub bytes: Vec<u8>,
    /// Questions in it.
    pub questions: usize,
    /// What could not be carried over.
    pub losses: Vec<Loss>,
}

/// Something that could not be carried over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The line of the file it stands on, from 1, if it was read.
    pub line: Option<usize>,
    /// The question concerned, by its id, if it is one.
    pub question: Option<String>,
    /// What was lost, and what became of it.
    pub what: String,
}

/// Why a file cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is no text in UTF-8.
    #[error("line {line}: this is not UTF-8; save the file as UTF-8")]
    Encoding {
        /// Counted from 1.
        line: usize,
    },
    /// There is nothing in it.
    #[error("no question was found in it; is it really {0}?")]
    Nothing(&'static str),
    /// It is no zip file.
    #[error("this is no zip file, as it should be")]
    NoZip,
    /// It is a zip file that ends too early.
    #[error("this zip file is damaged or only half there; fetch or export it once more")]
    Half,
    /// Something in it makes no sense: what, and what to do.
    #[error("{0}")]
    Broken(String),
    /// It is larger than what is read.
    #[error("it is larger than {} MB", LARGEST >> 20)]
    Large,
}

/// Bytes of a text that are read.
pub const LARGEST: usize = 64 << 20;

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, &self.question) {
            (Some(line), Some(id)) => write!(f, "line {line}, {id}: {}", self.what),
            (Some(line), None) => write!(f, "line {line}: {}", self.what),
            (None, Some(id)) => write!(f, "{id}: {}", self.what),
            (None, None) => f.write_str(&self.what),
        }
    }
}

impl Brought {
    /// Takes in a question, with what it lost.
    fn add(&mut self, line: impl Into<Option<usize>>, mut draft: Draft) {
        let line = line.into();
        draft.look_up();
        self.losses.extend(draft.losses.iter().map(|what| Loss {
            line,
            question: Some(draft.id.clone()),
            what: what.clone(),
        }));
        self.drafts.push(draft);
    }

    /// Tells of something that is no question.
    fn lose(&mut self, line: impl Into<Option<usize>>, what: impl Into<String>) {
        self.losses.push(Loss { line: line.into(), question: None, what: what.into() });
    }

    /// Tells where and why a file breaks off.
    fn cut_at(&mut self, cut: Option<(usize, String)>) {
        self.cut = cut.map(|(line, why)| format!("line {line}: {why}"));
    }

    /// What was read, unless it is nothing at all.
    fn some(self, format: &'static str) -> Result<Self, Fault> {
        let is_empty = self.drafts.is_empty() && self.losses.is_empty() && self.cut.is_none();
        if is_empty { Err(Fault::Nothing(format)) } else { Ok(self) }
    }
}

/// The text of a file: UTF-8, its mark and the line ends of Windows left out.
fn text(bytes: &[u8]) -> Result<String, Fault> {
    if bytes.len() > LARGEST {
        return Err(Fault::Large);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| Fault::Encoding {
        line: 1 + bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count(),
    })?;
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// Plain text as Markdown that shows it as it is.
fn escaped(text: &str) -> String {
    let mut markdown = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let body = line.trim_start_matches([' ', '\t']);
        markdown.push_str(if body.len() + 3 < line.len() { "   " } else { "" });
        for (at, c) in body.char_indices() {
            let opens = at == 0 && matches!(c, '#' | '>' | '+' | '-' | '=' | ':');
            let numbers = matches!(c, '.' | ')')
                && at > 0
                && body.get(..at).is_some_and(|it| it.bytes().all(|b| b.is_ascii_digit()));
            if opens
                || numbers
                || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '|' | '~')
            {
                markdown.push('\\');
            }
            markdown.push(c);
        }
    }
    markdown
}

/// A text as its words say it, on one line, markup left out.
fn words(markdown: &str) -> String {
    // Most of what is asked has no markup: then there is nothing to lay out.
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | ',' | ';' | '(' | '?' | '%');
    if markdown.chars().all(is_plain) && !markdown.starts_with(' ') {
        return markdown.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let doc = crate::text::parse(&Markdown(markdown.to_owned()));
    // As wide as the text is long: more would take time and show nothing.
    let width = u16::try_from(markdown.len()).unwrap_or(u16::MAX).max(80);
    let frame = Frame { width, embed: &|_, _| None, figure: None };
    let page = crate::text::layout(&doc, &frame);
    let lines = page.lines.iter().map(|line| line.to_string().trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `1 note`, `2 notes`.
fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// A text without what could harm a terminal or a file.
fn clean(text: &str) -> String {
    text.split('\n')
        .map(|line| Clean::new(line.trim_end()).to_string())
        .collect::<Vec<_>>()
        .join("\n")
}
