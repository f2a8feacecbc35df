//! The report of an exam, to keep or to print: Markdown, HTML and JSON.

mod html;
mod json;
mod markdown;
mod words;

use crate::{
    item::Place,
    pack::Pack,
    study::{
        Millis,
        exam::{Ended, Report},
    },
    text::Clean,
};

pub use self::{html::html, json::json, markdown::markdown, words::given};

/// Said under every score.
const SCALING: &str = "The vendor's scaling is not public. Here the share of right answers is laid evenly \
    over the scale and rounded down.";

/// Hours, minutes and seconds.
fn clock(time: Millis) -> String {
    let seconds = time.0 / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

/// How it ended, in a sentence.
fn ended(report: &Report) -> &'static str {
    match report.ended {
        Ended::HandedIn => "Handed in.",
        Ended::TimeUp => "The time was over; handed in as it was.",
        Ended::Away => {
            "The time was over while the program was not there; handed in with what was there."
        }
    }
}

/// A heading as people see it.
pub(super) fn heading(pack: &Pack, place: &Place) -> Option<Clean> {
    let lesson = pack.lesson(&place.lesson)?;
    Some(match &place.slug {
        Some(slug) => Clean::new(&format!("{} · {}", lesson.title, slug.replace('-', " "))),
        None => lesson.title.clone(),
    })
}

/// Out of so many, in percent.
fn percent(right: u32, of: u32) -> u32 {
    right * 100 / of.max(1)
}
