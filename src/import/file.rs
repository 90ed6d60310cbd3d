//! Writes a draft as a content file.

use super::{ArticleDraft, GuessedField};
use crate::diagnostic::toml_text;
use crate::text::is_forbidden;

/// A commented-out report, for people who complete a new article.
pub const REPORT: &str = "# [[reports]]          # what it says about an event of this timeline\n# event = \"\"\n\
    # quote = \"\"           # a few words, letter for letter\n";

/// What the file contains for a required field whose value is unknown.
#[derive(Clone, Copy)]
enum RequiredFieldPlaceholder {
    /// A comment that asks for the value.
    Asked,
    /// A valid example value.
    FilledIn,
}

impl ArticleDraft {
    /// The text of the article's file. Unknown required fields are replaced by a comment that asks for them.
    pub fn file(&self) -> String {
        self.text(RequiredFieldPlaceholder::Asked)
    }

    /// The same text with example values in place of unknown ones. Any mistake in it is a mistake in the values that
    /// were found.
    pub fn file_filled_in(&self) -> String {
        self.text(RequiredFieldPlaceholder::FilledIn)
    }

    fn text(&self, missing: RequiredFieldPlaceholder) -> String {
        let fields = &self.fields;
        let required = |key, guess: Option<&GuessedField>, example: &str| match (guess, missing) {
            (Some(guess), _) => line(key, guess),
            (None, RequiredFieldPlaceholder::Asked) => {
                format!("# {key} = \"\"      # nothing tells it: write it here\n")
            }
            (None, RequiredFieldPlaceholder::FilledIn) => line(key, &GuessedField::sure(example, "as an example")),
        };
        let doubt =
            if self.taken.is_sure { String::new() } else { format!("    # taken: {}; check it", self.taken.how) };
        [
            "+++\n".to_owned(),
            required("title", fields.title.as_ref(), "A title"),
            required("publisher", fields.publisher.as_ref(), "A publisher"),
            optional("author", fields.author.as_ref()),
            required("published", fields.published.as_ref(), "2000-01-01"),
            optional("language", fields.language.as_ref()),
            optional("url", fields.url.as_ref()),
            format!("capture   = {{ sha256 = \"{}\", taken = {} }}{doubt}\n", self.sha256, self.taken.day),
            "publish   = \"abstract\"\n\n".to_owned(),
            REPORT.to_owned(),
            "\n# Below the next line: an abstract of the article, in our own words.\n+++\n".to_owned(),
        ]
        .concat()
    }
}

fn optional(key: &str, guess: Option<&GuessedField>) -> String {
    guess.map_or_else(String::new, |guess| line(key, guess))
}

fn line(key: &str, guess: &GuessedField) -> String {
    let doubt = if guess.is_sure { String::new() } else { format!("    # {}; check it", guess.how) };
    format!("{key:<9} = {}{doubt}\n", toml_text(&guess.value.replace(is_forbidden, " ")))
}
