//! Helps that several stages give: "did you mean …?", "this is a draft".

/// The candidate that a person most likely meant, if one is near enough: at most a third of the letters wrong, or the
/// one candidate that begins with what was typed.
pub fn did_you_mean<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = typed.to_lowercase();
    let allowed = (wanted.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let distance = strsim::damerau_levenshtein(&wanted, &candidate.to_lowercase());
            let near = distance <= allowed || (wanted.len() >= 4 && candidate.starts_with(&wanted));
            near.then_some((distance, candidate))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

/// What to do about a reference to a draft; `what` is "event", "source" or "page".
pub fn draft_help(what: &str) -> String {
    format!("this {what} is a draft; build with --drafts, or publish it by taking out draft = true")
}

/// A text as one types it into a TOML file.
pub fn toml_text(text: &str) -> String {
    let json = serde_json::to_string(text).expect("a text is JSON, and its quoted form is TOML as well");
    // Of all characters only this one may stand in the one and not in the other.
    json.replace('\u{7f}', "\\u007f")
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn near_words_are_suggested_and_far_ones_are_not() {
        let fields = ["title", "date", "zone", "status", "summary"];
        assert_eq!(did_you_mean("titel", fields), Some("title"));
        assert_eq!(did_you_mean("Summry", fields), Some("summary"));
        assert_eq!(did_you_mean("stat", fields), Some("status"));
        assert_eq!(did_you_mean("colour", fields), None);
    }
}
