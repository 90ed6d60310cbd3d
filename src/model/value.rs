//! Values that sources assert on points of fact, and whether two values are compatible.

use std::fmt;

use unicode_normalization::char::is_combining_mark;

use crate::date::UnzonedDate;
use crate::fold;

/// One asserted value. Two dates are contradictory if no moment fits both, two numbers if their ranges do not overlap.
/// Two texts are contradictory if they differ after folding. Values of different kinds are compared as texts.
#[derive(Clone, Debug, PartialEq)]
pub enum AssertedValue {
    /// A date.
    Date(UnzonedDate),
    /// A number, or a range of numbers, both ends included.
    Number(String, f64, f64),
    /// Anything else: the text as written, and folded for comparison.
    Text(String, String),
}

/// A key that is equal for values that say the same in different spellings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ValueIdentity<'v> {
    /// A date, as written.
    Date(&'v str),
    /// The bits of both ends of a range of numbers.
    Number(u64, u64),
    /// The folded text.
    Text(&'v str),
}

impl AssertedValue {
    /// Parses a text as an EDTF date, a number or a range such as `600..700`; any other text is kept as text.
    pub fn from_text(text: &str) -> Self {
        let text = text.trim();
        if let Some((low, high)) = number_range(text) {
            return Self::Number(text.to_owned(), low, high);
        }
        match UnzonedDate::parse(text) {
            Ok(written) => Self::Date(written),
            Err(_) => Self::Text(text.to_owned(), fold(text)),
        }
    }

    /// A plain number.
    pub fn from_number(number: f64) -> Self {
        Self::Number(number.to_string(), number, number)
    }

    /// Whether both values can be true.
    pub fn agrees_with(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Date(a), Self::Date(b)) => a.can_agree(b),
            (Self::Number(_, a, b), Self::Number(_, c, d)) => a <= d && c <= b,
            _ => fold(self.as_str()) == fold(other.as_str()),
        }
    }

    /// Whether two of these values cannot both be true.
    pub fn contradict<'v>(values: impl Iterator<Item = &'v Self>) -> bool {
        let values: Vec<&Self> = values.collect();
        values.iter().enumerate().any(|(at, a)| values[..at].iter().any(|b| !a.agrees_with(b)))
    }

    /// Whether both values say the same and so count as one position.
    pub fn is_same_as(&self, other: &Self) -> bool {
        self.identity() == other.identity()
    }

    /// A key for maps, equal for values that say the same.
    pub fn identity(&self) -> ValueIdentity<'_> {
        match self {
            Self::Date(_) => ValueIdentity::Date(self.as_str()),
            Self::Number(_, low, high) => ValueIdentity::Number(low.to_bits(), high.to_bits()),
            Self::Text(_, folded) => ValueIdentity::Text(folded),
        }
    }

    /// The value as written.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Date(written) => written.text(),
            Self::Number(text, ..) | Self::Text(text, _) => text,
        }
    }
}

impl fmt::Display for AssertedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Parses `610`, `408.6`, `1,329`, `600..700` and `600–700`, in the digits of any script. Four ASCII digits alone are
/// left to dates, as a year.
fn number_range(text: &str) -> Option<(f64, f64)> {
    let number = |part: &str| without_groups(&fold::fold(part)).parse::<f64>().ok().filter(|n| n.is_finite());
    let (low, high) = match text.split_once("..").or_else(|| text.split_once('–')) {
        Some((low, high)) => (number(low)?, number(high)?),
        None if text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) => return None,
        None => (number(text)?, number(text)?),
    };
    (low <= high).then_some((low, high))
}

/// A number without commas between thousands.
fn without_groups(number: &str) -> String {
    let whole = number.split_once('.').map_or(number, |(whole, _)| whole);
    let mut groups = whole.split(',');
    let is_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let begins = groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && is_digits(first));
    if begins && groups.all(|group| group.len() == 3 && is_digits(group)) {
        number.replace(',', "")
    } else {
        number.to_owned()
    }
}

/// Letters and digits only, folded, with single spaces between words.
fn fold(text: &str) -> String {
    let folded = fold::fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::AssertedValue;

    fn agree(a: &str, b: &str) -> bool {
        AssertedValue::from_text(a).agrees_with(&AssertedValue::from_text(b))
    }

    #[test]
    fn values_contradict_by_bounds_and_texts_by_folding() {
        assert!(agree("2025-06", "2025-06-16"));
        assert!(!agree("2025-06-16", "2025-06-17"));
        assert!(agree("1979", "1979-11-04"));
        assert!(agree("600..700", "610"));
        assert!(!agree("606", "610"));
        assert!(agree("Could not be reached", "could not be  reached."));
        assert!(!agree("refused", "could not be reached"));
        assert!(!agree("refused", "2025-06-16"));
        assert!(agree("1,329", "1329.0"));
        assert!(agree("۶۱۰", "610"));
        assert!(agree("Isfahan’s “old” pier", "isfahan's old pier"));
        assert!(agree("خامنه\u{200c}ای", "خامنهاي"));
        assert!(!agree("1,32", "132"));
    }
}
