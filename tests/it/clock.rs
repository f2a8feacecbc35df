//! Clocks that are set back or forward, zones that change, summer time.

use tripos::{
    store::Store,
    study::{Card, Moment, memory::Model, memory::Rating},
};

use crate::keeping::{answer, at, entries, opened, pack};

fn moment(text: &str) -> Moment {
    let zoned: jiff::Zoned = text.parse().unwrap();
    Moment {
        at: tripos::study::Millis(zoned.timestamp().as_millisecond()),
        offset: tripos::study::Offset((zoned.offset().seconds() / 60) as i16),
    }
}

#[test]
fn a_day_begins_at_four_by_the_clock_of_the_learner() {
    // Missed then, so due the next day; asked then; whether it is due.
    let table = [
        ("2026-11-22T23:30[Europe/Berlin]", "2026-11-23T03:59[Europe/Berlin]", false),
        ("2026-11-22T23:30[Europe/Berlin]", "2026-11-23T04:00[Europe/Berlin]", true),
        ("2026-11-23T03:30[Europe/Berlin]", "2026-11-23T04:00[Europe/Berlin]", true),
        // The night in which clocks go forward, and that in which they go back.
        ("2026-03-28T20:00[Europe/Berlin]", "2026-03-29T03:59[Europe/Berlin]", false),
        ("2026-03-28T20:00[Europe/Berlin]", "2026-03-29T04:00[Europe/Berlin]", true),
        ("2026-10-24T20:00[Europe/Berlin]", "2026-10-25T03:59[Europe/Berlin]", false),
        ("2026-10-24T20:00[Europe/Berlin]", "2026-10-25T04:00[Europe/Berlin]", true),
        // To the west and to the east: the day is that of the calendar there.
        ("2026-11-22T20:00[Europe/Berlin]", "2026-11-22T23:00[America/New_York]", false),
        ("2026-11-22T20:00[Europe/Berlin]", "2026-11-23T04:00[America/New_York]", true),
        ("2026-11-22T20:00[Europe/Berlin]", "2026-11-23T03:59[Asia/Tokyo]", false),
        ("2026-11-22T20:00[Europe/Berlin]", "2026-11-23T04:00[Asia/Tokyo]", true),
        ("2026-11-22T20:00[Europe/Berlin]", "2026-11-22T08:00[Europe/Berlin]", false),
    ];
    for (missed, asked, due) in table {
        let card = Card::reviewed(None, &Model::default(), moment(missed), Rating::Again);
        assert_eq!(card.is_due(moment(asked)), due, "{missed} {asked}");
        let told = card.comes_back(moment(asked));
        assert_eq!(told == "today", due, "{missed} {asked}: {told}");
    }
}

#[test]
fn a_day_is_no_longer_and_no_shorter_for_the_memory() {
    // Days between two reviews, as FSRS is told.
    let table = [
        ("2026-03-28T23:00[Europe/Berlin]", "2026-03-29T05:00[Europe/Berlin]", 1),
        ("2026-10-24T23:00[Europe/Berlin]", "2026-10-25T03:30[Europe/Berlin]", 0),
        ("2026-10-24T05:00[Europe/Berlin]", "2026-10-26T05:00[Europe/Berlin]", 2),
        ("2026-11-22T20:00[Europe/Berlin]", "2026-11-22T15:00[America/New_York]", 0),
        ("2026-11-22T20:00[Asia/Tokyo]", "2026-11-22T08:00[America/New_York]", 0),
        ("2026-11-22T20:00[Europe/Berlin]", "2026-11-20T20:00[Europe/Berlin]", 0),
    ];
    for (one, other, days) in table {
        assert_eq!(moment(other).day().since(moment(one).day()), days, "{one} {other}");
    }
}

fn record(store: &mut Store, question: usize, minute: i64) -> i64 {
    let kept = store.record(answer(question, true), at(minute)).unwrap();
    (kept.entry.moment.at.0 - at(0).at.0) / 60_000
}

#[test]
fn a_clock_that_is_set_loses_nothing_and_spoils_no_later_day() {
    const YEAR: i64 = 365 * 24 * 60;
    let folder = tempfile::tempdir().unwrap();
    // What the clock says, and when it is written down as having happened.
    let table: [(&str, &[(i64, i64)]); 4] = [
        ("goes on", &[(0, 0), (5, 5), (2000, 2000)]),
        ("a little back", &[(100, 100), (70, 100), (101, 101)]),
        ("a year ahead by mistake", &[(0, 0), (YEAR, YEAR), (9, 9), (1500, 1500)]),
        ("a year back", &[(YEAR, YEAR), (3, 3), (YEAR + 5, YEAR + 5)]),
    ];
    for (what, story) in table {
        let mut store = opened(&folder.path().join(format!("{what}.db")));
        for (minute, written) in story {
            assert_eq!(record(&mut store, 1, *minute), *written, "{what}");
            assert_eq!(record(&mut store, 2, *minute), *written, "{what}");
            assert_eq!(store.differences().unwrap(), Vec::<String>::new(), "{what}");
        }
        assert_eq!(entries(&store).len(), 2 * story.len(), "{what}");
        let progress = store.progress(&pack()).unwrap();
        assert_eq!(progress.answered_in_all() as usize, 2 * story.len(), "{what}");
    }
}
