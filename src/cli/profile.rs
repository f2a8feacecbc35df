//! `tripos profile`: learners that share this machine.

use super::{
    Error,
    args::{Common, ProfileVerb},
    ask,
    clock::Clock,
    output::Output,
};
use crate::store::{self, Place, Store};

/// Does what is to be done with profiles.
pub fn run(common: &Common, verb: &ProfileVerb, output: &mut Output) -> Result<u8, Error> {
    let place = Place::new(common.data_dir.as_deref())?;
    match verb {
        ProfileVerb::List => {
            for name in store::profiles(&place)? {
                let mark = if name == common.profile { "*" } else { " " };
                output.line(&format!("{mark} {name}"))?;
            }
        }
        ProfileVerb::New { name } => {
            let path = place.database(name)?;
            if path.exists() {
                return Err(store::Error::ProfileThere(name.clone()).into());
            }
            Store::open(&path)?.close()?;
            output.line(&format!("`tripos --profile {name}` opens it"))?;
        }
        ProfileVerb::Rename { from, to } => store::rename(&place, from, to)?,
        ProfileVerb::Delete { name, yes } => {
            let path = place.database(name)?;
            if !path.exists() {
                return Err(store::Error::NoProfile(name.clone()).into());
            }
            ask::sure(&format!("remove profile `{name}`?"), *yes)?;
            let now = Clock::new(common.now.as_deref())?.now();
            let kept = store::named(&place.backups(name), "before-delete", now);
            let store = Store::open(&path)?;
            store.copy_to(&kept)?;
            store.close()?;
            store::delete(&place, name)?;
            output.line(&format!("its progress is kept in {}", kept.display()))?;
        }
    }
    Ok(0)
}
