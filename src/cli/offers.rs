//! The packs that can be opened from within the program.

use super::{Error, args::Common, pack::shelf, select};
use crate::{
    item::PackId,
    pack::{Files, Manifest, archive::Installed, manifest},
    tui::Offer,
};

/// The built-in pack, those that are installed, and the folder that is open.
///
/// # Errors
/// If there is no folder for them.
pub fn offers(common: &Common, folder: Option<&str>) -> Result<Vec<Offer>, Error> {
    let built_in = manifest(&Files::built_in()).0;
    let mut offers = vec![offer(&built_in, "built in".to_owned(), None)];
    for Installed { manifest: it, sum, source, folder, .. } in shelf(common)?.list() {
        let faults = manifest(&Files::Folder(folder)).1.iter().filter(|it| it.is_error()).count();
        let fault = format!("damaged; `tripos pack update {}` renews it", &*it.id);
        let fault = (faults > 0).then_some(fault);
        let source = format!("installed from {}", source.display());
        offers.push(Offer { sum: Some(sum), fault, ..offer(&it, source, None) });
    }
    if let Some(folder) = folder {
        let it = manifest(&Files::Folder(folder.into())).0;
        let shared = offers.iter().any(|other| other.id == *it.id);
        let source = shares(folder, &it.id, shared);
        offers.push(offer(&it, source, Some(folder)));
    }
    Ok(offers)
}

/// Where a folder keeps its progress.
fn shares(folder: &str, id: &PackId, shared: bool) -> String {
    let with = if shared { ", shared with the pack of that id" } else { "" };
    format!("from the folder {folder}; progress is kept under `{}`{with}", &**id)
}

fn offer(it: &Manifest, source: String, folder: Option<&str>) -> Offer {
    Offer {
        name: folder.unwrap_or(&it.id).to_owned(),
        id: it.id.to_string(),
        title: it.title.clone(),
        version: it.version.to_string(),
        source,
        sum: None,
        fault: None,
    }
}

/// What is to be said of progress on a pack that is a folder.
///
/// # Errors
/// If there is no folder for installed packs.
pub fn told(common: &Common, selected: &select::Selected) -> Result<Option<String>, Error> {
    let Some(folder) = selected.folder.as_deref() else { return Ok(None) };
    let last = offers(common, Some(folder))?.pop();
    Ok(last.map(|it| it.source))
}
