//! A draft as a content file.

use super::{Draft, Guess};
use crate::diagnostic::toml_text;

/// The beginning of a report, for those who fill in a new article.
pub const REPORT: &str = "# [[reports]]          # what it says about an event of this timeline\n# event = \"\"\n\
    # quote = \"\"           # a few words, letter for letter\n";

impl Draft {
    /// The text of the article's file. What nobody told is left out, with a line that asks for it.
    pub fn file(&self) -> String {
        let fields = &self.fields;
        [
            "+++\n".to_owned(),
            required("title", fields.title.as_ref()),
            required("publisher", fields.publisher.as_ref()),
            optional("author", fields.author.as_ref()),
            required("published", fields.published.as_ref()),
            optional("language", fields.language.as_ref()),
            optional("url", fields.url.as_ref()),
            format!("capture   = {{ sha256 = \"{}\", taken = {} }}\n", self.sha256, self.taken),
            "publish   = \"abstract\"\n\n".to_owned(),
            REPORT.to_owned(),
            "\n# Below the next line: an abstract of the article, in our own words.\n+++\n".to_owned(),
        ]
        .concat()
    }
}

fn required(key: &str, guess: Option<&Guess>) -> String {
    guess.map_or_else(|| format!("# {key} = \"\"      # nothing tells it: write it here\n"), |guess| line(key, guess))
}

fn optional(key: &str, guess: Option<&Guess>) -> String {
    guess.map_or_else(String::new, |guess| line(key, guess))
}

fn line(key: &str, guess: &Guess) -> String {
    let doubt = if guess.is_sure { String::new() } else { format!("    # {}; check it", guess.how) };
    format!("{key:<9} = {}{doubt}\n", toml_text(&guess.value))
}
