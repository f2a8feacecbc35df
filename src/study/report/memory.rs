//! What is in memory, and whether it stays there as foretold.

use serde_json::json;

use super::{Page, Row, Section, counted, percent, ratio, rounded};
use crate::{
    pack::Pack,
    study::{Card, CardKey, Moment, Progress, Recalls, readiness::jeffreys},
};

/// Bounds of stability, in days.
const STABILITY: &[(f64, &str)] = &[
    (1.0, "below 1 day"),
    (3.0, "1–3 days"),
    (7.0, "3–7 days"),
    (14.0, "1–2 weeks"),
    (30.0, "2–4 weeks"),
    (90.0, "1–3 months"),
    (f64::INFINITY, "longer"),
];

/// Leeches that are told by name.
const LEECHES: usize = 20;

pub fn page(pack: &Pack, progress: &Progress, now: Moment) -> Page {
    let cards = || progress.cards.values();
    let sections = vec![
        retention(progress),
        recall(progress, now),
        spread("stability", "Stability", STABILITY, cards(), |card| card.memory.stability.0),
        difficulty(progress),
        leeches(pack, progress, now),
    ];
    Page { title: "Memory", sections }
}

fn retention(progress: &Progress) -> Section {
    let mut sum = Recalls::default();
    for tally in progress.tallies.values() {
        sum.asked += tally.recalls.asked;
        sum.kept += tally.recalls.kept;
        sum.foretold = sum.foretold.saturating_add(tally.recalls.foretold);
    }
    let desired = progress.goals.scheduling.retention().0;
    let asked = f64::from(sum.asked);
    let (kept, foretold) =
        (ratio(f64::from(sum.kept), asked), ratio(f64::from(sum.foretold) / 1000.0, asked));
    let share = jeffreys(sum.kept, sum.asked);
    let wanted = Row::bar(
        "Desired".to_owned(),
        desired,
        percent(desired),
        json!({"desired": rounded(desired)}),
    );
    if sum.asked == 0 {
        return Section::new("retention", "Retention", vec![wanted])
            .noting("nothing was asked again on a later day yet");
    }
    let range = format!("{} ({:.0}–{:.0} %)", percent(kept), share.low * 100.0, share.high * 100.0);
    let data = json!({"true": rounded(kept), "low": rounded(share.low),
        "high": rounded(share.high), "asked": sum.asked, "kept": sum.kept});
    let rows = vec![
        wanted,
        Row::bar(
            "Foretold".to_owned(),
            foretold,
            percent(foretold),
            json!({"foretold": rounded(foretold)}),
        ),
        Row::bar("True".to_owned(), kept, range, data),
    ];
    Section::new("retention", "Retention", rows)
        .noting(&format!("from {} answers to what was met on an earlier day", sum.asked))
}

/// What is forgotten over and over, the worst first.
fn leeches(pack: &Pack, progress: &Progress, now: Moment) -> Section {
    let mut found: Vec<_> = progress.cards.iter().filter(|(_, card)| card.is_leech()).collect();
    found.sort_by(|a, b| b.1.lapses.cmp(&a.1.lapses).then_with(|| a.0.cmp(b.0)));
    let all = found.len();
    let row = |(key, card): (&CardKey, &Card)| {
        let recall = card.retrievability(now).0;
        let (told, now) = (format!("{} times", card.lapses), percent(recall));
        let data = json!({"card": key.to_string(), "lapses": card.lapses,
            "recall": rounded(recall)});
        Row::bar(name(pack, key), recall, format!("{told} · {now} now"), data)
    };
    let rows: Vec<Row> = found.into_iter().take(LEECHES).map(row).collect();
    let note = match all {
        0 => "nothing was forgotten eight times".to_owned(),
        all if all > LEECHES => format!("the worst {LEECHES} of {all}"),
        _ => "forgotten eight times and more; `tripos practise --state leech` asks them".to_owned(),
    };
    Section::new("leeches", "Forgotten over and over", rows).noting(&note)
}

/// What a card is called: its objective, or the beginning of its question.
fn name(pack: &Pack, key: &CardKey) -> String {
    match key {
        CardKey::Objective(id) => {
            pack.objective(id).map_or_else(|| id.to_string(), |(_, it)| it.text.to_string())
        }
        CardKey::Question(id) => id.to_string(),
    }
}

/// What is remembered now.
fn recall(progress: &Progress, now: Moment) -> Section {
    const NAMES: [&str; 5] = ["below 70 %", "70–80 %", "80–90 %", "90–95 %", "above 95 %"];
    let mut counts = [0_u32; 5];
    for card in progress.cards.values() {
        let part = card.retrievability(now).0;
        let at = [0.7, 0.8, 0.9, 0.95].iter().filter(|bound| part >= **bound).count();
        if let Some(count) = counts.get_mut(at) {
            *count += 1;
        }
    }
    let rows = NAMES.iter().zip(counts);
    let rows = rows
        .map(|(name, count)| ((*name).to_owned(), count, json!({"recall": name, "cards": count})));
    Section::new("retrievability", "Likely to be remembered now", counted(rows.collect()))
}

fn spread<'a>(
    key: &'static str,
    title: &str,
    bounds: &[(f64, &str)],
    cards: impl Iterator<Item = &'a Card>,
    figure: impl Fn(&Card) -> f64,
) -> Section {
    let mut counts = vec![0_u32; bounds.len()];
    for card in cards {
        let at = bounds.iter().take_while(|bound| figure(card) >= bound.0).count();
        if let Some(count) = counts.get_mut(at) {
            *count += 1;
        }
    }
    let rows = bounds.iter().zip(counts).map(|((_, name), count)| {
        ((*name).to_owned(), count, json!({"range": name, "cards": count}))
    });
    Section::new(key, title, counted(rows.collect()))
}

fn difficulty(progress: &Progress) -> Section {
    const BOUNDS: &[(f64, &str)] = &[
        (2.0, "1 easy"),
        (3.0, "2"),
        (4.0, "3"),
        (5.0, "4"),
        (6.0, "5"),
        (7.0, "6"),
        (8.0, "7"),
        (9.0, "8"),
        (f64::INFINITY, "9–10 hard"),
    ];
    let cards = progress.cards.values();
    spread("difficulty", "Difficulty", BOUNDS, cards, |card| card.memory.difficulty.0)
}
