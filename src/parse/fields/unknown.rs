//! Finishes a table: reports unknown keys and missing keys.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use toml::Spanned as TomlSpanned;

use super::{TableLevel, TableReader, UnknownKey, missing_field, missing_value};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix, did_you_mean};
use crate::parse::keys::TableKeys;

impl<'a> TableReader<'_, 'a> {
    /// Reports every key that the table cannot have, and every required key that is missing.
    pub(in crate::parse) fn finish(self) {
        let keys = self.level.keys;
        debug_assert_eq!(self.unasked(), None, "a key of {} in keys.rs that no reader asks for", keys.what);
        let mut missing = self.missing.take();
        let strays = self.level.strays.take().unwrap_or_default();
        for key in self.table.keys().filter(|key| !keys.contains(key.get_ref())) {
            let stray = self.stray(key, &mut missing);
            self.hand_over(stray, self.level.around.as_ref());
        }
        for stray in strays {
            self.hand_over(stray, Some(&self.level));
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

    /// A key that the table cannot have, with the finding about it. The finding is used unless the key belongs to an
    /// outer table.
    fn stray(&self, key: &TomlSpanned<Cow<'a, str>>, missing: &mut Vec<&'static str>) -> UnknownKey {
        let name = key.get_ref().as_ref();
        let TableKeys { what, keys } = self.level.keys;
        let finding = Diagnostic::new(Code::FieldUnknown, format!("{what} has no field {name}"));
        let finding = finding.at(self.range(key.span()));
        // A key that is present cannot be meant as well, except a list of tables, which may continue under its correct
        // name.
        let is_heading = self.outline.heading_line(key.span().start).is_some();
        let others = keys.iter().copied().filter(|other| is_heading || !self.table.contains_key(*other));
        let finding = match did_you_mean(name, others) {
            Some(meant) => {
                missing.retain(|key| *key != meant);
                finding.help(format!("did you mean {meant}?")).fix(self.renaming(key.span(), meant))
            }
            None => finding.help(format!("{what} may have {}", keys.join(", "))),
        };
        UnknownKey { name: name.to_owned(), at: key.span(), what, finding }
    }

    /// Passes an unknown key to the outer tables. The first one that has such a key reports where it belongs.
    fn hand_over(&self, stray: UnknownKey, around: Option<&Rc<TableLevel>>) {
        let Some(level) = around else { return self.context.report(stray.finding) };
        if level.keys.contains(&stray.name)
            && let Some(finding) = self.misplaced(&stray, level.keys.what)
        {
            level.elsewhere.borrow_mut().push(stray.name);
            return self.context.report(finding);
        }
        if let Some(strays) = &mut *level.strays.borrow_mut() {
            strays.push(stray);
            return;
        }
        self.hand_over(stray, level.around.as_ref());
    }

    /// The finding for a field of `owner` that is below the heading of an inner table.
    fn misplaced(&self, stray: &UnknownKey, owner: &str) -> Option<Diagnostic> {
        let (line, key) = self.outline.entry_at(stray.at.start)?;
        if key.start != stray.at.start {
            return None;
        }
        let (heading, words) = self.outline.first_heading_within_parent(stray.at.start)?;
        let (line, before) = (self.range(line), self.range(heading));
        let text = format!("{}\n", self.context.text[line.range()].trim_end());
        let message = format!("{} is a field of {owner}, and {} has none of that name", stray.name, stray.what);
        Some(
            Diagnostic::new(Code::FieldUnknown, message)
                .at(self.range(stray.at.clone()))
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
