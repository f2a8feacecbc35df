//! `tripos report`: which questions work, from the exports of a class.

use std::{path::PathBuf, thread};

use super::{
    Error,
    args::{ClassFormat, Common, ReportArgs},
    file,
    output::Output,
    select,
};
use crate::{
    exchange::classes,
    pack,
    study::items::{self, Student},
};

/// Bytes of one export.
const LARGEST: usize = 1 << 30;

/// Tells the figures of a class.
pub fn run(
    common: &Common,
    pack: Option<&str>,
    args: &ReportArgs,
    output: &mut Output,
) -> Result<u8, Error> {
    let (pack, _) = pack::load(&select::pack(common, pack)?.files);
    let names = items::names(&pack);
    let id = &pack.manifest.id;
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let share = args.files.len().div_ceil(threads).max(1);
    let read = |files: &[PathBuf]| -> Result<Vec<Student>, Error> {
        let students = files
            .iter()
            .map(|path| {
                let bytes = file::read(path, LARGEST)?;
                let text = String::from_utf8_lossy(&bytes);
                Ok(Student::read(&text, id, &names))
            })
            .collect::<Result<Vec<_>, Error>>();
        students.map(|them| them.into_iter().flatten().collect())
    };
    let exports = thread::scope(|scope| {
        let parts: Vec<_> = args.files.chunks(share).map(|it| scope.spawn(|| read(it))).collect();
        let done = parts.into_iter().map(|it| {
            it.join().unwrap_or_else(|_| Err(Error::Usage("a file could not be read".to_owned())))
        });
        done.collect::<Result<Vec<_>, Error>>()
    })?;
    let analysis = items::analyse(&pack, exports.into_iter().flatten().collect());
    if analysis.students == 0 {
        let told = format!(
            "no answers to `{}` in these files; students write them with `tripos progress export \
             --anonymous`",
            &**id
        );
        return Err(Error::Usage(told));
    }
    let told = match args.format {
        ClassFormat::Text => classes::text(&analysis, &pack),
        ClassFormat::Csv => classes::csv(&analysis, &pack),
        ClassFormat::Html => classes::html(&analysis, &pack),
    };
    match &args.output {
        Some(path) => file::write(path, told.as_bytes())?,
        None => output.write(&told)?,
    }
    Ok(0)
}
