//! `tripos search`: words in lessons, questions and diagrams.

use serde_json::json;

use super::{
    Error,
    args::{Common, SearchArgs},
    output::Output,
    select,
};
use crate::pack::{self, search};

/// Tells what has all the words; 1 if nothing has.
pub fn run(
    common: &Common,
    pack: Option<&str>,
    args: &SearchArgs,
    output: &mut Output,
) -> Result<u8, Error> {
    let query = args.query.join(" ");
    if query.trim().is_empty() {
        return Err(Error::Usage(
            "say what to search for, as in `tripos search read replica`".to_owned(),
        ));
    }
    let (pack, _) = pack::load(&select::pack(common, pack)?.files);
    let hits = search(&pack, &query);
    let code = u8::from(hits.is_empty());
    let most = args.count.map_or(usize::MAX, |count| count as usize);
    if args.json {
        let told = hits.iter().take(most).map(|it| {
            json!({"sort": it.sort, "place": it.place, "title": &*it.title,
                "snippet": &*it.snippet, "score": it.score})
        });
        output.line(&format!("{:#}", json!(told.collect::<Vec<_>>())))?;
        return Ok(code);
    }
    for it in hits.iter().take(most) {
        output.line(&format!("{:<8}  {}  {}", it.sort, it.place, it.title))?;
        if !it.snippet.is_empty() && it.snippet != it.title {
            output.line(&format!("          {}", it.snippet))?;
        }
    }
    if hits.is_empty() {
        output.complain(&format!("nothing in {} has all of `{query}`", pack.manifest.title));
    }
    Ok(code)
}
