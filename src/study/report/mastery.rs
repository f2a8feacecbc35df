//! What of the pack is known: by domain, topic and objective.

use std::collections::HashMap;

use serde_json::json;

use super::{Page, Row, Section, percent, ratio, rounded};
use crate::{
    item::Item,
    pack::Pack,
    study::{CardKey, Moment, Progress, exam_on},
};

/// Questions of one sort.
#[derive(Clone, Copy, Default)]
struct Group {
    questions: u32,
    met: u32,
    recall: f64,
}

pub fn page(pack: &Pack, progress: &Progress, now: Moment) -> Page {
    let day = progress.goals.exam_date.unwrap_or_else(|| now.day().date());
    let exam = exam_on(&pack.manifest, day);
    let domains = exam.into_iter().flat_map(|exam| &exam.domains);
    let domains = domains.map(|it| (it.id.to_string(), it.title.to_string())).collect();
    let domain = |item: &Item| {
        exam.and_then(|exam| item.domain.in_exam(&exam.code)).map(ToString::to_string)
    };
    let topics = pack.manifest.topics.iter();
    let topics = topics.map(|it| (it.id.to_string(), it.title.to_string())).collect();
    let topic = |item: &Item| item.topic.as_ref().map(ToString::to_string);
    let objectives = pack.lessons.iter().flat_map(|lesson| &lesson.objectives);
    let objectives = objectives.map(|it| (it.id.to_string(), it.text.to_string())).collect();
    let objective = |item: &Item| item.objective.as_ref().map(ToString::to_string);
    let known = Known { pack, progress, now };
    let sections = vec![
        known.by("domains", "Known, by domain", domains, domain)
            .noting("bars: how much of all its questions you would remember now; what was never met counts for nothing"),
        known.by("topics", "Known, by topic", topics, topic),
        known.by("objectives", "Known, by objective", objectives, objective),
    ];
    Page { title: "Mastery", sections }
}

struct Known<'a> {
    pack: &'a Pack,
    progress: &'a Progress,
    now: Moment,
}

impl Known<'_> {
    fn by(
        &self,
        key: &'static str,
        title: &str,
        names: Vec<(String, String)>,
        name: impl Fn(&Item) -> Option<String>,
    ) -> Section {
        let mut groups: HashMap<String, Group> = HashMap::new();
        for item in &self.pack.items {
            let Some(name) = name(item) else { continue };
            groups.entry(name).or_default().add(self.recall(item));
        }
        let row = |(id, label): (String, String)| {
            let it = groups.get(&id).copied().unwrap_or_default();
            let part = ratio(it.recall, f64::from(it.questions));
            let told = format!("{} · {} of {} met", percent(part), it.met, it.questions);
            let data = json!({"id": id, "known": rounded(part), "met": it.met,
                "questions": it.questions});
            Row::bar(label, part, told, data)
        };
        Section::new(key, title, names.into_iter().map(row).collect())
    }

    /// How likely a question's card is remembered; none if it was never met.
    fn recall(&self, item: &Item) -> Option<f64> {
        self.progress.tallies.get(&item.id)?;
        let card = self.progress.cards.get(&CardKey::of(item));
        Some(card.map_or(0.0, |card| card.retrievability(self.now).0))
    }
}

impl Group {
    fn add(&mut self, recall: Option<f64>) {
        self.questions += 1;
        self.met += u32::from(recall.is_some());
        self.recall += recall.unwrap_or(0.0);
    }
}
