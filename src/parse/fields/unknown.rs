//! Finishes a table: reports unknown keys and missing keys.

use std::borrow::Cow;
use std::iter;
use std::ops::Range;

use toml::Spanned as TomlSpanned;

use super::{TableReader, missing_field, missing_value};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix, did_you_mean};
use crate::parse::keys::TableKeys;

impl<'a> TableReader<'_, 'a> {
    /// Reports every key that the table cannot have, and every required key that is missing.
    pub(in crate::parse) fn finish(self) {
        let keys = self.level.keys;
        debug_assert_eq!(self.unasked(), None, "a key of {} in keys.rs that no reader asks for", keys.what);
        let mut missing = self.missing.take();
        for key in self.table.keys().filter(|key| !keys.contains(key.get_ref())) {
            let unknown = self.unknown(key, &mut missing);
            self.context.report(self.misplaced(key).unwrap_or(unknown));
        }
        missing.retain(|key| !self.level.elsewhere.borrow().iter().any(|name| name == key));
        for key in missing {
            let finding = missing_field(key, self.what(), self.span);
            self.context.report(match missing_value(key) {
                Some(value) => finding.fix(self.insertion(&format!("{key} = {value}"))),
                None => finding,
            });
        }
    }

    /// The finding for a key that neither this table nor an outer one has. A required key that was meant by it is taken
    /// out of `missing`.
    fn unknown(&self, key: &TomlSpanned<Cow<'a, str>>, missing: &mut Vec<&'static str>) -> Diagnostic {
        let name = key.get_ref().as_ref();
        let TableKeys { what, keys } = self.level.keys;
        let finding = Diagnostic::new(Code::FieldUnknown, format!("{what} has no field {name}"));
        let finding = finding.at(self.range(key.span()));
        // A key that is present cannot be meant as well, except a list of tables, which may continue under its correct
        // name.
        let is_heading = self.outline.heading_line(key.span().start).is_some();
        let others = keys.iter().copied().filter(|other| is_heading || !self.table.contains_key(*other));
        match did_you_mean(name, others) {
            Some(meant) => {
                missing.retain(|key| *key != meant);
                finding.help(format!("did you mean {meant}?")).fix(self.renaming(key.span(), meant))
            }
            None => finding.help(format!("{what} may have {}", keys.join(", "))),
        }
    }

    /// The finding for an unknown key that is a field of an outer table, below one heading too many. The nearest such
    /// table then does not report it as missing.
    fn misplaced(&self, key: &TomlSpanned<Cow<'a, str>>) -> Option<Diagnostic> {
        let name = key.get_ref().as_ref();
        let outer = iter::successors(self.level.around.as_deref(), |level| level.around.as_deref());
        let (levels, owner) = (1..).zip(outer).find(|(_, level)| level.keys.contains(name))?;
        let (line, written) = self.outline.entry_at(key.span().start)?;
        if written.start != key.span().start {
            return None;
        }
        let (heading, words) = self.outline.first_heading_within_outer(key.span().start, levels)?;
        owner.elsewhere.borrow_mut().push(name.to_owned());
        let (line, before) = (self.range(line), self.range(heading));
        let text = format!("{}\n", self.context.text[line.range()].trim_end());
        let (what, owner) = (self.what(), owner.keys.what);
        let message = format!("{name} is a field of {owner}, and {what} has none of that name");
        Some(
            Diagnostic::new(Code::FieldUnknown, message)
                .at(self.range(key.span()))
                .help(format!("move it above {words}, where the fields of {owner} stand"))
                .fix(vec![Edit::insert(before, text), Edit::remove(line)]),
        )
    }

    /// The fix that renames a key, in all headings that contain it.
    fn renaming(&self, key: Range<usize>, name: &str) -> Fix {
        let places = self.outline.headings_with(key.clone()).unwrap_or_else(|| vec![key]);
        Fix::from(places.into_iter().map(|place| Edit::replace(self.range(place), name)).collect::<Vec<_>>())
    }

    /// The fix that adds a line to this table.
    pub(super) fn insertion(&self, line: &str) -> Fix {
        let at = |at: usize| self.range(at..at);
        if let Some((heading, _)) = self.outline.heading_line(self.start) {
            return Edit::insert(at(heading.end), format!("{line}\n")).into();
        }
        if self.level.around.is_none() {
            return Edit::insert(at(0), format!("{line}\n")).into();
        }
        // An inline table, in braces.
        let comma = if self.table.is_empty() { " " } else { "," };
        Edit::insert(at(self.start + 1), format!(" {line}{comma}")).into()
    }
}
