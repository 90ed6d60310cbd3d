//! Permission for the script in a page's content security policy (CSP 3).
//!
//! In: the policy as an attribute contains it. Out: changes to that text that allow the script and its WebSocket. All
//! other characters of the policy stay as they are.

use std::ops::Range;

use quick_xml::escape::{escape, unescape};

/// A change to a text: the new text replaces the range.
#[derive(Debug)]
pub(super) struct TextEdit {
    pub range: Range<usize>,
    pub text: String,
}

/// The changes to a policy that allow scripts of the page's own host and connections to the WebSocket at `host`.
pub(super) fn allow(raw: &str, quoted: bool, host: &str) -> Vec<TextEdit> {
    let Some((policy, places)) = decode(raw) else { return Vec::new() };
    let directives = directives(&policy);
    let socket = format!("ws://{host}");
    let script = widen(&policy, &directives, &["script-src-elem", "script-src"], &["'self'"]);
    let connection = widen(&policy, &directives, &["connect-src"], &["'self'", &socket]);
    let mut edits: Vec<TextEdit> = script.into_iter().chain(connection).collect();
    for edit in &mut edits {
        edit.range = places[edit.range.start]..places[edit.range.end];
        edit.text = escape(&*edit.text).into_owned();
    }
    if !quoted && !edits.is_empty() {
        // The added text contains spaces.
        edits.insert(0, TextEdit { range: 0..0, text: "\"".to_owned() });
        edits.push(TextEdit { range: raw.len()..raw.len(), text: "\"".to_owned() });
    }
    edits
}

/// A directive of a policy.
struct CspDirective<'a> {
    name: &'a str,
    sources: Vec<&'a str>,
    /// The range of the sources in the policy: from the end of the name to the end of the last source.
    range: Range<usize>,
}

/// The directives of a policy. If one occurs twice, the first counts.
fn directives(policy: &str) -> Vec<CspDirective<'_>> {
    let mut found: Vec<CspDirective<'_>> = Vec::new();
    let mut begin = 0;
    for text in policy.split(';') {
        let name = begin + (text.len() - text.trim_ascii_start().len());
        let end = begin + text.trim_ascii_end().len();
        begin += text.len() + 1;
        let mut words = text.split_ascii_whitespace();
        if let Some(word) = words.next()
            && !found.iter().any(|earlier| earlier.name.eq_ignore_ascii_case(word))
        {
            found.push(CspDirective { name: word, sources: words.collect(), range: name + word.len()..end });
        }
    }
    found
}

/// The change that adds sources to the directive that applies: the first of `names` that exists, or else a new
/// directive with the sources of `default-src`. `None` if the policy does not restrict this or allows the sources
/// already.
fn widen(policy: &str, directives: &[CspDirective<'_>], names: &[&str], sources: &[&str]) -> Option<TextEdit> {
    let named = |name: &str| directives.iter().find(|directive| directive.name.eq_ignore_ascii_case(name));
    let own = names.iter().find_map(|name| named(name));
    let ruling = own.or_else(|| named("default-src"))?;
    let has = |source: &str| ruling.sources.iter().any(|had| had.eq_ignore_ascii_case(source));
    let missing: Vec<&str> = sources.iter().copied().filter(|source| !has(source)).collect();
    if missing.is_empty() {
        return None;
    }
    // `'none'` is valid only alone, so it is removed.
    let kept = ruling.sources.iter().copied().filter(|source| !source.eq_ignore_ascii_case("'none'"));
    let all = || kept.chain(missing.iter().copied()).collect::<Vec<_>>().join(" ");
    Some(match own {
        Some(directive) if has("'none'") => TextEdit { range: directive.range.clone(), text: format!(" {}", all()) },
        Some(directive) => {
            let end = directive.range.end;
            TextEdit { range: end..end, text: format!(" {}", missing.join(" ")) }
        }
        None => {
            let end = policy.trim_ascii_end().len();
            let name = names.last().expect("every need has a directive");
            let text = match policy[..end].ends_with(';') {
                true => format!(" {name} {};", all()),
                false => format!("; {name} {}", all()),
            };
            TextEdit { range: end..end, text }
        }
    })
}

/// The value of an attribute with its character references resolved, and for each byte of the result and for its end
/// the offset in the raw text. `None` if a reference is neither a number nor one of the five names of XML: such a value
/// is left alone, because it could be misread.
fn decode(raw: &str) -> Option<(String, Vec<usize>)> {
    let mut text = String::with_capacity(raw.len());
    let mut places = Vec::with_capacity(raw.len() + 1);
    let mut at = 0;
    while let Some(first) = raw[at..].chars().next() {
        let length = reference(&raw[at..]).unwrap_or(first.len_utf8());
        let piece = &raw[at..at + length];
        let piece = if length > 1 && first == '&' {
            unescape(&piece.to_ascii_lowercase()).ok()?.into_owned()
        } else {
            piece.to_owned()
        };
        places.extend(std::iter::repeat_n(at, piece.len()));
        text.push_str(&piece);
        at += length;
    }
    places.push(raw.len());
    Some((text, places))
}

/// The length of the character reference at the start of a text. `None` if there is none; a bare ampersand means
/// itself.
fn reference(text: &str) -> Option<usize> {
    let name = text.strip_prefix('&')?;
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '#')?;
    (end > 0 && name[end..].starts_with(';')).then_some(end + 2)
}
