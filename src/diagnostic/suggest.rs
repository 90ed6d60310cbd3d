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
            (near && !means_otherwise(&wanted, &candidate.to_lowercase())).then_some((distance, candidate))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

/// Whether two words that are spelt alike mean different things: the one denies the other, or they are numbered otherwise.
fn means_otherwise(typed: &str, candidate: &str) -> bool {
    const DENIALS: [&str; 9] = ["un", "non", "non-", "in", "dis", "mis", "anti", "anti-", "not-"];
    let denies = |a: &str, b: &str| DENIALS.iter().any(|denial| a.strip_prefix(denial) == Some(b));
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
    let (of_typed, of_candidate) = (digits(typed), digits(candidate));
    let is_numbered = !of_typed.is_empty() && !of_candidate.is_empty();
    denies(typed, candidate) || denies(candidate, typed) || (is_numbered && of_typed != of_candidate)
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

    #[test]
    fn what_means_something_else_is_not_suggested() {
        assert_eq!(did_you_mean("unconfirmed", ["confirmed", "reported"]), None);
        assert_eq!(did_you_mean("verified", ["unverified"]), None);
        assert_eq!(did_you_mean("strike-2", ["strike-1", "strike-3"]), None);
        assert_eq!(did_you_mean("strke-3", ["strike-1", "strike-3"]), Some("strike-3"));
        assert_eq!(did_you_mean("strikes-at-dawn-1", ["strike-at-dawn-1"]), Some("strike-at-dawn-1"));
    }
}
