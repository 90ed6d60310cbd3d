//! Compares two versions of a content file.
//!
//! In: the text of a file before and after an edit. Out: whether the edit changed nothing but words.

use toml::de::{DeTable, DeValue};

use super::front_matter::{FENCE, fence, line};

/// Whether two versions of an event file have the same fields, apart from the words of `title` and `summary`. The
/// Markdown below the front matter is not compared. Returns `false` if the front matter of either has a mistake.
pub fn has_same_fields_but_texts(old: &str, new: &str) -> bool {
    let toml = |text| {
        let start = line(text, 0).end;
        text.starts_with(FENCE).then(|| Some(&text[start..fence(text, start, FENCE)?.start])).flatten()
    };
    let is_text = |key: &str| matches!(key, "title" | "summary");
    match toml(old).zip(toml(new)).map(|(old, new)| (DeTable::parse(old), DeTable::parse(new))) {
        Some((Ok(old), Ok(new))) => has_same_values(old.get_ref(), new.get_ref(), &is_text),
        _ => false,
    }
}

/// Whether two tables have the same keys and values. Strings below keys for which `is_free` holds may differ.
fn has_same_values(a: &DeTable<'_>, b: &DeTable<'_>, is_free: &dyn Fn(&str) -> bool) -> bool {
    a.len() == b.len()
        && a.iter().zip(b.iter()).all(|((key, a), (other, b))| {
            let (a, b) = (a.get_ref(), b.get_ref());
            key == other && (is_same_value(a, b) || (is_free(key.get_ref()) && a.is_str() && b.is_str()))
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
        (DeValue::Table(a), DeValue::Table(b)) => has_same_values(a, b, &|_| false),
        _ => false,
    }
}
