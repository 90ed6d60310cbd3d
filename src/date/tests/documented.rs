//! The examples in the documentation: the table of forms, and the wrong and right dates of `dateline explain`.

use chrono_tz::Tz;

use super::when;
use crate::date::{DateWording, English, UnzonedDate, When};
use crate::diagnostic::Code;

#[test]
fn the_manual_shows_each_form_as_the_page_does() {
    let manual = include_str!("../../../docs/content.md");
    let table = manual.split("## Dates").nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap();
    let mut forms = 0;
    for row in table.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [text, _, shown] = cells.as_slice() else { panic!("{row}") };
        // The clock time in the table is in Tehran.
        assert_eq!(English.date(&when(text.trim_matches('`'), chrono_tz::Asia::Tehran)), *shown, "{row}");
        forms += 1;
    }
    assert_eq!(forms, 16);
}

#[test]
fn what_is_explained_as_wrong_is_refused_and_what_is_right_is_read() {
    let codes = Code::ALL.iter().filter(|code| code.name().starts_with("date/"));
    for line in codes.flat_map(|code| code.explanation().lines()) {
        let Some((text, remark)) = line.strip_prefix("date = \"").and_then(|rest| rest.split_once('"')) else {
            continue;
        };
        let read = UnzonedDate::parse(text).and_then(|written| When::new(written, Tz::Europe__Berlin));
        assert_eq!(read.is_err(), remark.trim().starts_with("# wrong"), "{line}");
    }
}
