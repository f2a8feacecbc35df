//! What may be written, as JSON Schema (draft-07) for editors: drawn from the
//! tables that the decoders read by, so that the two cannot drift apart.

mod json;
mod keywords;
mod line;
mod questions;

use self::{
    json::{Json, map, plain},
    keywords::{of_shape, of_thing},
};
use super::{bank::BANK, claims::FACT, drawing::DIAGRAM, lesson::LESSON, manifest, shape::Shape};

pub use line::{complete, write};

/// The schema of one sort of file.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// As it is asked for: `bank`.
    pub name: &'static str,
    /// What it is the schema of, for people.
    pub about: &'static str,
    body: fn() -> Json,
}

/// Every schema there is.
pub const SCHEMAS: &[Schema] = &[
    Schema { name: "pack", about: "pack.yaml: who and what, exams, topics", body: pack },
    Schema { name: "bank", about: "a bank of questions, quizzes/*.yaml", body: bank },
    Schema { name: "lesson", about: "the front matter of a lesson, content/*.md", body: lesson },
    Schema {
        name: "diagram",
        about: "the front matter of a diagram, assets/*.diagram",
        body: diagram,
    },
    Schema { name: "facts", about: "facts.yaml: what is taught, with sources", body: facts },
];

impl Schema {
    /// The schema of that name.
    pub fn named(name: &str) -> Option<&'static Self> {
        SCHEMAS.iter().find(|schema| schema.name == name)
    }

    /// The schema itself, ending with a line end.
    pub fn text(&self) -> String {
        let head = [
            ("$schema", plain("http://json-schema.org/draft-07/schema#")),
            ("description", plain(self.about)),
        ];
        map(head).and((self.body)()).text()
    }
}

fn pack() -> Json {
    let format =
        map([("properties", map([("format", map([("const", plain(manifest::FORMAT))]))]))]);
    of_thing(&manifest::PACK).with("allOf", Json::List(vec![format]))
}

fn bank() -> Json {
    questions::banked(of_thing(&BANK))
}

fn lesson() -> Json {
    of_thing(&LESSON)
}

fn diagram() -> Json {
    of_thing(&DIAGRAM)
}

fn facts() -> Json {
    of_shape(&Shape::List(&Shape::Map(&FACT)))
}
