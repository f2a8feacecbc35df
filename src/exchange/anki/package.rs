//! What a package is made of: a database, perhaps packed, and media.

use ruzstd::decoding::StreamingDecoder;

use super::wire;
use crate::exchange::{
    Fault,
    archive::{Archive, whole},
};

/// Bytes of a database that are read.
const LARGEST: usize = 512 << 20;
/// Bytes of the list of media, and of what says how new the package is.
const SMALL: usize = 16 << 20;
/// Bytes that a packed file may look back.
const WINDOW: u64 = 128 << 20;

/// What is in a package.
#[derive(Debug)]
pub struct Package {
    /// The database.
    pub collection: Vec<u8>,
    /// Files of pictures and sound.
    pub media: usize,
}

/// Takes a package apart.
///
/// New packages have the notes in `collection.anki21b`, and in
/// `collection.anki2` one note that says so.
pub fn read(bytes: &[u8]) -> Result<Package, Fault> {
    let mut archive = Archive::open(bytes)?;
    let version = archive.file("meta", SMALL)?.and_then(|meta| wire::number(&meta, 1)).unwrap_or(1);
    let wanted = match version {
        0 | 1 => None,
        2 => Some("collection.anki21"),
        _ => Some("collection.anki21b"),
    };
    let mut found = None;
    for name in ["collection.anki21b", "collection.anki21", "collection.anki2"] {
        if let Some(file) = archive.file(name, LARGEST)? {
            found = Some((name, file));
            break;
        }
    }
    let Some((name, file)) = found else {
        return Err(Fault::Broken("there is no collection in it".to_owned()));
    };
    if name == "collection.anki2" && wanted.is_some() {
        return Err(Fault::Broken(
            "its notes are missing, there is only the stand-in for old versions of Anki; export \
             it once more"
                .to_owned(),
        ));
    }
    let collection = if name.ends_with('b') { unpacked(&file, name)? } else { file };
    if !collection.starts_with(b"SQLite format 3\0") {
        return Err(Fault::Broken(format!("`{name}` in it is no database of Anki")));
    }
    let media = archive.names().iter().filter(|name| is_number(name)).count();
    Ok(Package { collection, media })
}

/// Media are named by numbers.
fn is_number(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit())
}

fn unpacked(bytes: &[u8], name: &str) -> Result<Vec<u8>, Fault> {
    let damaged = |_| Fault::Broken(format!("`{name}` in it cannot be unpacked"));
    let decoder = StreamingDecoder::new_with_max_window_size(bytes, WINDOW).map_err(damaged)?;
    whole(decoder, name, LARGEST)
}
