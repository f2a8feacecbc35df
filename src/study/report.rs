//! How the learner stands, in pages of bars: screens, plain text and JSON are
//! all drawn from it.

mod answers;
mod exam;
mod mastery;
mod memory;
mod overview;

use serde_json::{Map, Value, json};

use super::{Moment, Progress};
use crate::pack::Pack;

/// Things told together.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// For people.
    pub title: &'static str,
    /// What is on it.
    pub sections: Vec<Section>,
}

/// One plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// For programs.
    pub key: &'static str,
    /// For people.
    pub title: String,
    /// Its bars.
    pub rows: Vec<Row>,
    /// What is to be said about it.
    pub note: String,
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is about.
    pub label: String,
    /// How long it is, of 1; none if a number says it all.
    pub part: Option<f64>,
    /// The figure.
    pub told: String,
    /// The same for programs.
    pub data: Value,
}

impl Section {
    fn new(key: &'static str, title: &str, rows: Vec<Row>) -> Self {
        Self { key, title: title.to_owned(), rows, note: String::new() }
    }

    fn noting(self, note: &str) -> Self {
        Self { note: note.to_owned(), ..self }
    }
}

impl Row {
    fn figure(label: &str, told: String, data: Value) -> Self {
        Self { label: label.to_owned(), part: None, told, data }
    }

    fn bar(label: String, part: f64, told: String, data: Value) -> Self {
        Self { label, part: Some(part.clamp(0.0, 1.0)), told, data }
    }
}

/// All pages.
pub fn pages(pack: &Pack, progress: &Progress, now: Moment) -> Vec<Page> {
    vec![
        overview::page(pack, progress, now),
        exam::page(pack, progress, now),
        memory::page(pack, progress, now),
        answers::page(progress),
        mastery::page(pack, progress, now),
    ]
}

/// All of it for programs: by the key of each section, its rows.
pub fn json(pages: &[Page]) -> Map<String, Value> {
    let sections = pages.iter().flat_map(|page| &page.sections);
    let rows = |section: &Section| {
        let rows = section.rows.iter().map(|row| row.data.clone());
        json!(rows.collect::<Vec<_>>())
    };
    sections.map(|section| (section.key.to_owned(), rows(section))).collect()
}

/// A share in percent, whole.
fn percent(part: f64) -> String {
    format!("{:.0} %", part * 100.0)
}

/// Three digits, for programs.
fn rounded(figure: f64) -> Value {
    json!((figure * 1000.0).round() / 1000.0)
}

/// A part of a whole; nothing of nothing.
fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// Counts as bars, the longest of them full.
fn counted(rows: Vec<(String, u32, Value)>) -> Vec<Row> {
    let most = rows.iter().map(|row| row.1).max().unwrap_or(0);
    let bar = |(label, count, data): (String, u32, Value)| {
        Row::bar(label, ratio(f64::from(count), f64::from(most)), count.to_string(), data)
    };
    rows.into_iter().map(bar).collect()
}
