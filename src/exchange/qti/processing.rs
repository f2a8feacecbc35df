//! How answers are scored there: whether all or nothing says the same.

use crate::exchange::xml::Element;

/// What comparing with the key is made of.
const PLAIN: &[&str] = &[
    "and",
    "baseValue",
    "correct",
    "default",
    "equal",
    "gte",
    "isNull",
    "mapResponse",
    "match",
    "multiple",
    "not",
    "responseCondition",
    "responseElse",
    "responseElseIf",
    "responseIf",
    "setOutcomeValue",
    "stringMatch",
    "sum",
    "variable",
];

/// Why the scoring there is not ours, if it is not.
pub fn differs(item: &Element) -> Option<String> {
    let processing = item.child("responseProcessing")?;
    if let Some(template) = processing.get("template") {
        let name = template.rsplit('/').next().unwrap_or(template).trim_end_matches(".xml");
        let known = ["match_correct", "map_response", "cc2_match_basic", "cc2_map_response"];
        let is_known = known.iter().any(|known| name.eq_ignore_ascii_case(known));
        let name = crate::exchange::clean(name);
        return (!is_known).then(|| format!("its scoring `{name}`; here all or nothing counts"));
    }
    let other = processing.deep().into_iter().find(|it| !PLAIN.contains(&&*it.name))?;
    let name = crate::exchange::clean(&other.name);
    Some(format!("its own scoring (<{name}>); here all or nothing counts"))
}

/// How far off a number may be, as we write it: `0.5` or `5%`.
pub fn tolerance(item: &Element) -> Option<String> {
    let equal = item.child("responseProcessing")?.deep();
    let equal = equal.into_iter().find(|it| it.name == "equal")?;
    let by = equal.get("tolerance")?.split_whitespace().next()?;
    match equal.get("toleranceMode") {
        Some("absolute") => Some(by.to_owned()),
        Some("relative") => Some(format!("{by}%")),
        _ => None,
    }
}
