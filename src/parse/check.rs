//! `[check]`: codes that are treated as errors, and codes that are not reported.
//!
//! In: the table of `site.toml` or of one file. Out: [`RuleList`]. An entry without effect is reported, because its
//! author expects one. Whether the site has findings with these codes is not checked here.

use super::fields::TableReader;
use super::keys;
use crate::diagnostic::{Code, Diagnostic, RuleList, Severity, did_you_mean};
use crate::span::Spanned;

/// Default maximum number of words in a quotation.
const QUOTE_WORDS: usize = 50;

/// Reads the lists of one file.
pub(super) fn rules(all: &TableReader<'_, '_>) -> RuleList {
    let Some(fields) = all.table("check", &keys::CHECK) else { return RuleList::default() };
    let rules = lists(&fields);
    fields.finish();
    rules
}

/// Reads the lists of the site and the maximum number of words in a quotation.
pub(super) fn of_site(all: &TableReader<'_, '_>) -> (RuleList, usize) {
    let Some(fields) = all.table("check", &keys::SITE_CHECK) else { return (RuleList::default(), QUOTE_WORDS) };
    let rules = lists(&fields);
    let words = fields.count("quote_words", ("a quotation cannot have", "words"), QUOTE_WORDS).unwrap_or(QUOTE_WORDS);
    fields.finish();
    (rules, words)
}

/// Reads the lists `deny` and `allow`.
fn lists(fields: &TableReader<'_, '_>) -> RuleList {
    let deny = codes(fields, "deny");
    let allow = codes(fields, "allow");
    for code in &allow {
        let (is, help) = if code.value.severity() == Severity::Error {
            ("an error of its own, and stays one", "mend what it finds, and take it out of allow")
        } else if deny.iter().any(|denied| denied.value == code.value) {
            ("both denied and allowed", "take it out of one of the two lists")
        } else {
            continue;
        };
        let message = format!("{} is {is}", code.value.name());
        fields.report(Diagnostic::new(Code::FieldValue, message).at(code.span).help(help));
    }
    let values = |codes: Vec<Spanned<Code>>| codes.into_iter().map(|code| code.value).collect();
    RuleList { deny: values(deny), allow: values(allow) }
}

fn codes(fields: &TableReader<'_, '_>, key: &'static str) -> Vec<Spanned<Code>> {
    let names = fields.texts(key).unwrap_or_default();
    names.iter().filter_map(|name| code(fields, name)).collect()
}

fn code(fields: &TableReader<'_, '_>, name: &Spanned<String>) -> Option<Spanned<Code>> {
    let code = Code::from_name(&name.value);
    if code.is_none() {
        let meant = did_you_mean(&name.value, Code::ALL.iter().map(|code| code.name()));
        let finding = Diagnostic::new(Code::FieldValue, format!("there is no code \"{}\"", name.value)).at(name.span);
        fields.report(match meant {
            Some(meant) => finding.meant(name.span, format!("\"{meant}\"")),
            None => finding.help("`dateline explain` lists all codes"),
        });
    }
    Some(Spanned::new(code?, name.span))
}
