//! Compares two versions of a content file.
//!
//! In: the text of a file before and after an edit. Out: whether the edit changed nothing but words.

use toml::de::{DeTable, DeValue};

use super::front_matter::{FENCE, fence, line};

/// The fields of an event whose words may differ.
const TEXTS: [&str; 2] = ["title", "summary"];

/// Whether two versions of an event file have the same fields, apart from the words of `title` and `summary`. The
/// Markdown below the front matter is not compared. Returns `false` if the front matter of either has a mistake.
pub fn has_same_fields_but_texts(old: &str, new: &str) -> bool {
    let fields = |text| DeTable::parse(front_matter(text)?).ok();
    fields(old).zip(fields(new)).is_some_and(|(old, new)| has_same_values(old.get_ref(), new.get_ref(), &TEXTS))
}

/// The TOML between the fences of a file that begins with front matter.
fn front_matter(text: &str) -> Option<&str> {
    let start = text.starts_with(FENCE).then(|| line(text, 0).end)?;
    Some(&text[start..fence(text, start, FENCE)?.start])
}

/// Whether two tables have the same keys and values. Strings below the keys in `free` may differ.
fn has_same_values(a: &DeTable<'_>, b: &DeTable<'_>, free: &[&str]) -> bool {
    a.len() == b.len()
        && a.iter().zip(b.iter()).all(|((key, a), (other, b))| {
            let (a, b) = (a.get_ref(), b.get_ref());
            let may_differ = || free.contains(&&**key.get_ref()) && a.is_str() && b.is_str();
            key == other && (is_same_value(a, b) || may_differ())
        })
}

fn is_same_value(a: &DeValue<'_>, b: &DeValue<'_>) -> bool {
    match (a, b) {
        (DeValue::String(a), DeValue::String(b)) => a == b,
        (DeValue::Integer(a), DeValue::Integer(b)) => (a.as_str(), a.radix()) == (b.as_str(), b.radix()),
        (DeValue::Float(a), DeValue::Float(b)) => a.as_str() == b.as_str(),
        (DeValue::Boolean(a), DeValue::Boolean(b)) => a == b,
        (DeValue::Datetime(a), DeValue::Datetime(b)) => a == b,
        (DeValue::Array(a), DeValue::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| is_same_value(a.get_ref(), b.get_ref()))
        }
        (DeValue::Table(a), DeValue::Table(b)) => has_same_values(a, b, &[]),
        _ => false,
    }
}
