//! Facts out of a file that no database engine may be able to read.
//!
//! Every page is looked at by itself (<https://www.sqlite.org/fileformat.html>):
//! what looks like a row of the journal is taken if its checksum holds. So
//! nothing is taken that was never written, and no damaged page hides another.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use uuid::Uuid;

use super::{Error, row::Written};
use crate::study::{Millis, Moment, Offset};

/// Every fact of a file whose checksum holds, in the order of time.
///
/// # Errors
/// If the file cannot be read at all.
pub fn salvage(path: &Path) -> io::Result<Vec<Written>> {
    let mut found: BTreeMap<Uuid, Written> = BTreeMap::new();
    for file in [path.to_owned(), beside(path, "-wal")] {
        let bytes = match fs::read(&file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && file != path => continue,
            bytes => bytes?,
        };
        let is_log = file != path;
        for size in sizes(&bytes, is_log) {
            let pages = Pages { bytes: &bytes, size, is_log };
            found.extend(pages.facts().map(|written| (written.id, written)));
        }
    }
    let mut facts: Vec<Written> = found.into_values().collect();
    facts.sort_by_key(|it| (it.moment.at, it.device, it.seq));
    Ok(facts)
}

/// Every fact of another device's file whose checksum holds.
///
/// # Errors
/// If the file cannot be read at all.
pub fn salvaged(path: &Path) -> Result<Vec<Written>, Error> {
    salvage(path).map_err(|source| Error::Folder { path: path.to_owned(), source })
}

/// The file that the engine keeps beside a database.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// The size of pages as the header says, and as it usually is.
fn sizes(bytes: &[u8], is_log: bool) -> Vec<usize> {
    let at = if is_log { 8..12 } else { 16..18 };
    let told = bytes
        .get(at)
        .map_or(0, |size| size.iter().fold(0_usize, |all, byte| all << 8 | usize::from(*byte)));
    let mut sizes = vec![4096];
    if told != 4096 && (512..=65_536).contains(&told) && told.is_power_of_two() {
        sizes.push(told);
    }
    sizes
}

/// The pages of a file.
struct Pages<'a> {
    bytes: &'a [u8],
    size: usize,
    /// A log has a header, and one before each page.
    is_log: bool,
}

impl<'a> Pages<'a> {
    /// A page by its number in the file, from 1; the last may be cut short.
    fn page(&self, number: usize) -> Option<&'a [u8]> {
        let (head, before) = if self.is_log { (32, 24) } else { (0, 0) };
        let from = head + number.checked_sub(1)? * (self.size + before) + before;
        let rest = self.bytes.get(from..)?;
        rest.get(..self.size).or(Some(rest)).filter(|page| !page.is_empty())
    }

    fn facts(&self) -> impl Iterator<Item = Written> {
        (1..).map_while(|number| self.page(number)).flat_map(|page| self.of_page(page))
    }

    /// The facts on one page, if it is a leaf of a table.
    fn of_page(&self, page: &[u8]) -> Vec<Written> {
        // The first page has the header of the file before its own.
        let head = if page.starts_with(b"SQLite format 3\0") { 100 } else { 0 };
        if page.get(head) != Some(&13) {
            return Vec::new();
        }
        let count = number(page, head + 3, 2).unwrap_or(0) as usize;
        let cells = (0..count).filter_map(|cell| number(page, head + 8 + 2 * cell, 2));
        cells.filter_map(|at| self.fact(page, at as usize)).collect()
    }

    /// The row that begins at a place of a page.
    fn fact(&self, page: &[u8], at: usize) -> Option<Written> {
        let (length, at) = varint(page, at)?;
        let (_, at) = varint(page, at)?;
        let payload = self.payload(page, at, usize::try_from(length).ok()?)?;
        let row = Row::read(&payload)?;
        Some(row.written()?).filter(|written| written.sum() == row.sum)
    }

    /// What a cell holds: as much as stands on the page, the rest on others.
    fn payload(&self, page: &[u8], at: usize, length: usize) -> Option<Vec<u8>> {
        let usable = self.size;
        let most = usable - 35;
        if length <= most {
            return page.get(at..at + length).map(<[u8]>::to_vec);
        }
        let least = (usable - 12) * 32 / 255 - 23;
        let local = least + (length - least) % (usable - 4);
        let local = if local <= most { local } else { least };
        let mut payload = page.get(at..at + local)?.to_vec();
        let mut next = number(page, at + local, 4)?;
        while payload.len() < length {
            // Pages of a log are not where their numbers say.
            let page = self.page(next as usize).filter(|_| !self.is_log && next > 0)?;
            let take = (length - payload.len()).min(usable - 4);
            payload.extend(page.get(4..4 + take)?);
            next = number(page, 0, 4)?;
        }
        Some(payload)
    }
}

/// A row of the journal, as far as its columns are of the right sort.
struct Row<'a> {
    id: &'a [u8],
    device: &'a [u8],
    numbers: [i64; 3],
    kind: &'a str,
    body: &'a str,
    sum: [u8; 16],
}

impl<'a> Row<'a> {
    fn read(payload: &'a [u8]) -> Option<Self> {
        let (head, mut at) = varint(payload, 0)?;
        let mut body = usize::try_from(head).ok()?;
        let mut columns = Vec::with_capacity(8);
        let end = body;
        while at < end {
            let (sort, next) = varint(payload, at)?;
            let size = size_of(sort)?;
            columns.push((sort, payload.get(body..body + size)?));
            (at, body) = (next, body + size);
        }
        let [id, device, seq, moment, offset, kind, text, sum] = columns.try_into().ok()?;
        let is_blob = |(sort, _): (u64, &[u8])| sort >= 12 && sort % 2 == 0;
        let words = |(sort, bytes): (u64, &'a [u8])| {
            (sort >= 13 && sort % 2 == 1).then(|| std::str::from_utf8(bytes).ok())?
        };
        Some(Self {
            id: id.1,
            device: device.1,
            numbers: [whole(seq)?, whole(moment)?, whole(offset)?],
            kind: words(kind)?,
            body: words(text)?,
            sum: sum.1.try_into().ok().filter(|_| [id, device, sum].into_iter().all(is_blob))?,
        })
    }

    fn written(&self) -> Option<Written> {
        let [seq, at, offset] = self.numbers;
        Some(Written {
            id: Uuid::from_slice(self.id).ok()?,
            device: Uuid::from_slice(self.device).ok()?,
            seq,
            moment: Moment { at: Millis(at), offset: Offset(offset.try_into().ok()?) },
            kind: self.kind.to_owned(),
            body: self.body.to_owned(),
        })
    }
}

/// Bytes that a column of a sort takes.
fn size_of(sort: u64) -> Option<usize> {
    match sort {
        0 | 8 | 9 => Some(0),
        1..=4 => Some(sort as usize),
        5 => Some(6),
        6 | 7 => Some(8),
        10 | 11 => None,
        _ => usize::try_from((sort - 12) / 2).ok(),
    }
}

/// A column that is a whole number.
fn whole((sort, bytes): (u64, &[u8])) -> Option<i64> {
    match sort {
        8 => Some(0),
        9 => Some(1),
        1..=6 => {
            let sign = if bytes.first()? & 0x80 == 0 { 0 } else { -1 };
            Some(bytes.iter().fold(sign, |all, byte| all << 8 | i64::from(*byte)))
        }
        _ => None,
    }
}

/// A number of some bytes, the highest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    let bytes = bytes.get(at..at + length)?;
    Some(bytes.iter().fold(0, |all, byte| all << 8 | u32::from(*byte)))
}

/// A number of one to nine bytes, and where it ends.
fn varint(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let mut value = 0;
    for place in 0..8 {
        let byte = *bytes.get(at + place)?;
        value = value << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((value, at + place + 1));
        }
    }
    Some((value << 8 | u64::from(*bytes.get(at + 8)?), at + 9))
}
