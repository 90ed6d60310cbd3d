//! The functions that compiled templates call: for writing, and for those filters of Tera that the built-in templates
//! use. They give the same results as Tera.

use std::io::Write;

use pulldown_cmark_escape::{IoWriter, escape_html};

/// The reason why writing cannot fail.
const IN_MEMORY: &str = "a vector takes all bytes";

/// Writes markup without escaping it.
pub fn raw(out: &mut Vec<u8>, markup: &str) {
    out.extend_from_slice(markup.as_bytes());
}

/// Writes a text, escaped as Tera escapes it.
pub fn escaped(out: &mut Vec<u8>, text: &str) {
    escape_html(IoWriter(out), text).expect(IN_MEMORY);
}

/// Writes a whole number.
pub fn number(out: &mut Vec<u8>, number: usize) {
    write!(out, "{number}").expect(IN_MEMORY);
}

/// Writes a number with its fraction, even if that is zero: `14.0`.
pub fn float(out: &mut Vec<u8>, number: f64) {
    write!(out, "{number:?}").expect(IN_MEMORY);
}

/// The text that a function writes.
pub fn captured(write: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut out = Vec::new();
    write(&mut out);
    String::from_utf8(out).expect("only texts are written")
}

/// A value of which the template has tested that it exists.
pub fn known<T>(value: Option<T>) -> T {
    value.expect("the template has asked for it")
}

/// `a ~ b`.
pub fn concat(texts: &[&str]) -> String {
    texts.concat()
}

/// `is starting_with`.
pub fn is_starting_with(text: &str, pattern: &str) -> bool {
    text.starts_with(pattern)
}

/// `length` of a text: the number of its characters.
pub fn length(text: &str) -> usize {
    text.chars().count()
}

/// `join`.
pub fn join(list: &[impl AsRef<str>], separator: &str) -> String {
    let mut joined = String::new();
    for (place, text) in list.iter().enumerate() {
        if place > 0 {
            joined.push_str(separator);
        }
        joined.push_str(text.as_ref());
    }
    joined
}

/// `split`.
pub fn split<'t>(text: &'t str, pattern: &str) -> Vec<&'t str> {
    text.split(pattern).collect()
}

/// `replace`.
pub fn replace(text: &str, from: &str, to: &str) -> String {
    text.replace(from, to)
}

/// `capitalize`: the first character in upper case, the others in lower case.
pub fn capitalize(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + &lower(rest.as_str()))
}

/// `lower`.
pub fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// `truncate`: the first `length` characters, and an ellipsis if there are more.
pub fn truncate(text: &str, length: usize) -> String {
    text.char_indices().nth(length).map_or_else(|| text.to_owned(), |(end, _)| format!("{}…", &text[..end]))
}

/// `pluralize`: "s" for every number except 1.
pub fn pluralize(number: usize) -> &'static str {
    if number == 1 { "" } else { "s" }
}

/// `round` to a number of decimal places.
pub fn round(number: f64, precision: usize) -> f64 {
    let precision = i32::try_from(precision).expect("templates ask for a few places");
    let shift = if precision == 0 { 1.0 } else { 10.0_f64.powi(precision) };
    (shift * number).round() / shift
}

#[cfg(test)]
mod tests {
    use fastrand::Rng;
    use tera::{Context, Tera};

    use super::*;

    /// The text that Tera writes for an expression with these values.
    fn tera(expression: &str, values: &[(&'static str, tera::Value)]) -> String {
        let mut context = Context::new();
        for (name, value) in values {
            context.insert_value(*name, value.clone());
        }
        let template = format!("{{{{ {expression} }}}}");
        Tera::default().render_str(&template, &context, true).unwrap_or_else(|error| panic!("{template}: {error}"))
    }

    /// The text that one of our functions writes.
    fn ours(write: impl FnOnce(&mut Vec<u8>)) -> String {
        captured(write)
    }

    /// A random text with characters that filters treat specially: characters to be escaped, letters whose length
    /// changes with their case, white space, combining marks.
    fn random_text(random: &mut Rng) -> String {
        const PIECES: [&str; 24] = [
            "<",
            ">",
            "&",
            "\"",
            "'",
            "/",
            "&amp;",
            "a",
            "B",
            "ß",
            "İ",
            "Σς",
            "ǆ",
            "ŉ",
            "e\u{301}",
            "日本",
            "😀",
            " ",
            "\n",
            "\u{a0}",
            ", ",
            "’",
            "{{ t }}",
            "wörter im langen Text, über 16 Bytes",
        ];
        (0..random.usize(..12)).map(|_| PIECES[random.usize(..PIECES.len())]).collect()
    }

    #[test]
    fn texts_come_out_as_tera_writes_them() {
        let seed = 29;
        let mut random = Rng::with_seed(seed);
        for round in 0..2_000 {
            let (text, other) = (random_text(&mut random), random_text(&mut random));
            let length = random.usize(..20);
            let values = [("t", tera::Value::from(text.as_str())), ("o", other.as_str().into()), ("n", length.into())];
            let pairs = [
                ("t", ours(|out| escaped(out, &text))),
                ("t | safe", ours(|out| raw(out, &text))),
                ("t ~ o", ours(|out| escaped(out, &concat(&[&text, &other])))),
                ("t | capitalize", ours(|out| escaped(out, &capitalize(&text)))),
                ("t | lower", ours(|out| escaped(out, &lower(&text)))),
                ("t | length", ours(|out| number(out, super::length(&text)))),
                ("t | truncate(length=n)", ours(|out| escaped(out, &truncate(&text, length)))),
                ("t | replace(from=\"'\", to=o)", ours(|out| escaped(out, &replace(&text, "'", &other)))),
                ("t | split(pat=\"a\") | join(sep=o)", ours(|out| escaped(out, &join(&split(&text, "a"), &other)))),
                ("t | split(pat=\"/\") | last", ours(|out| escaped(out, split(&text, "/").last().unwrap()))),
                ("t is starting_with(pat=o)", is_starting_with(&text, &other).to_string()),
            ];
            for (expression, made) in pairs {
                let what = format!("{expression} of {text:?}, {other:?}, {length} in round {round} of seed {seed}");
                assert_eq!(made, tera(expression, &values), "{what}");
            }
        }
    }

    #[test]
    fn numbers_come_out_as_tera_writes_them() {
        let seed = 31;
        let mut random = Rng::with_seed(seed);
        let edges = [0.0, -0.0, 0.5, 1.0, 14.0, 23.999, 1.0e-7, 1.0e16, f32::MAX, f32::MIN_POSITIVE];
        let random_floats = (0..2_000).map(|_| (random.f32() - 0.1) * 10_f32.powi(random.i32(-8..20)));
        for number in edges.into_iter().chain(random_floats.collect::<Vec<_>>()) {
            let values = [("x", tera::Value::from(number))];
            for precision in 0..4 {
                let expression = format!("x | round(precision={precision})");
                let made = ours(|out| float(out, round(f64::from(number), precision)));
                assert_eq!(made, tera(&expression, &values), "{expression} of {number:?} of seed {seed}");
            }
        }
        for count in (0..20).chain((0..200).map(|_| random.usize(..))) {
            let values = [("n", tera::Value::from(count))];
            assert_eq!(ours(|out| number(out, count)), tera("n", &values));
            assert_eq!(pluralize(count), tera("n | pluralize", &values), "{count}");
        }
    }
}
