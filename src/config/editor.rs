//! Links that open a place of a file in the author's editor.
//!
//! In: an editor's name such as `vscode`, or a pattern. Out: URLs that the operating system passes to that editor. Such
//! a URL never runs anything in the browser: schemes that do are refused.

use camino::Utf8Path;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::diagnostic::did_you_mean;
use crate::span::LineColumn;

/// An editor, as the pattern of its URLs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeEditor {
    /// A URL with `{path}`, and usually `{line}` and `{column}`.
    pattern: String,
    unit: ColumnUnit,
}

/// The unit in which an editor counts columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ColumnUnit {
    /// Characters (code points).
    Character,
    /// UTF-16 code units, as in editors written in JavaScript or Java.
    Utf16,
}

use ColumnUnit::{Character, Utf16};

/// Known editors, in the order in which help texts list them.
const KNOWN: &[(&str, ColumnUnit, &str)] = &[
    ("vscode", Utf16, "vscode://file/{path}:{line}:{column}"),
    ("vscode-insiders", Utf16, "vscode-insiders://file/{path}:{line}:{column}"),
    ("vscodium", Utf16, "vscodium://file/{path}:{line}:{column}"),
    ("cursor", Utf16, "cursor://file/{path}:{line}:{column}"),
    ("windsurf", Utf16, "windsurf://file/{path}:{line}:{column}"),
    ("zed", Character, "zed://file/{path}:{line}:{column}"),
    ("idea", Utf16, "idea://open?file={path}&line={line}&column={column}"),
    ("clion", Utf16, "clion://open?file={path}&line={line}&column={column}"),
    ("goland", Utf16, "goland://open?file={path}&line={line}&column={column}"),
    ("phpstorm", Utf16, "phpstorm://open?file={path}&line={line}&column={column}"),
    ("pycharm", Utf16, "pycharm://open?file={path}&line={line}&column={column}"),
    ("rubymine", Utf16, "rubymine://open?file={path}&line={line}&column={column}"),
    ("rustrover", Utf16, "rustrover://open?file={path}&line={line}&column={column}"),
    ("webstorm", Utf16, "webstorm://open?file={path}&line={line}&column={column}"),
    ("sublime", Character, "subl://open?url=file:///{path}&line={line}&column={column}"),
    ("textmate", Character, "txmt://open?url=file:///{path}&line={line}&column={column}"),
    ("emacs", Character, "emacs://open?url=file:///{path}&line={line}&column={column}"),
    ("macvim", Character, "mvim://open?url=file:///{path}&line={line}&column={column}"),
];

/// Schemes whose URLs the browser itself would run or show.
const REFUSED: &[&str] = &["javascript", "data", "vbscript", "blob", "filesystem", "about", "view-source"];

/// All characters except unreserved ones and slashes, so that a path can stand in any part of a URL.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

impl CodeEditor {
    /// Accepts a known name, or a pattern with `{path}`. The error is a help text that says what to write instead.
    pub fn parse(text: &str) -> Result<Self, String> {
        if let Some((_, unit, pattern)) = KNOWN.iter().find(|(name, ..)| *name == text) {
            return Ok(Self { pattern: (*pattern).to_owned(), unit: *unit });
        }
        if !text.contains("{path}") {
            return Err(instead(text));
        }
        match scheme(text).map(str::to_ascii_lowercase) {
            None => {
                Err("a pattern begins with the editor's scheme, as in \"vscode://file/{path}:{line}:{column}\"".into())
            }
            Some(scheme) if REFUSED.contains(&scheme.as_str()) => {
                Err(format!("{scheme}: opens no editor; write a pattern such as \"vscode://file/{{path}}:{{line}}\""))
            }
            Some(_) if text.contains(|c: char| c.is_whitespace() || c.is_control()) => {
                Err("take the spaces out of the pattern, or write %20".into())
            }
            Some(_) => Ok(Self { pattern: text.to_owned(), unit: Character }),
        }
    }

    /// The known name most similar to a text that is neither a name nor a pattern.
    pub fn nearest(text: &str) -> Option<&'static str> {
        did_you_mean(text, KNOWN.iter().map(|(name, ..)| *name)).filter(|_| !text.contains("{path}"))
    }

    /// The URL that opens the file at this absolute path, with the cursor at this line and column.
    pub fn url(&self, path: &Utf8Path, at: LineColumn) -> String {
        let LineColumn { line, column, utf16_column } = at;
        let column = if self.unit == Utf16 { utf16_column } else { column };
        let path = encoded(path);
        // A Unix path begins with a slash, and a pattern may have another one before `{path}`; a Windows path begins
        // with a letter.
        let slash = if path.starts_with('/') { "/{path}" } else { "{path}" };
        // The path is inserted last, so that no characters in it are taken for a placeholder.
        self.pattern
            .replace("{line}", &line.to_string())
            .replace("{column}", &column.to_string())
            .replace(slash, &path)
            .replace("{path}", &path)
    }
}

/// The help for a text that is neither a name nor a pattern.
fn instead(text: &str) -> String {
    let names: Vec<&str> = KNOWN.iter().map(|(name, ..)| *name).collect();
    let list = format!("the names are {}; any other editor as \"scheme://…{{path}}…{{line}}\"", names.join(", "));
    match CodeEditor::nearest(text) {
        Some(name) => format!("did you mean \"{name}\"?"),
        None => list,
    }
}

/// The text before the first colon, if it is a URI scheme (RFC 3986, section 3.1).
fn scheme(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once(':')?;
    let sound = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    sound.then_some(scheme)
}

/// A path, percent-encoded: `/home/a%20b`, `C:/Users/a`, `//server/share/a`.
fn encoded(path: &Utf8Path) -> String {
    let path = path.as_str();
    let plain = match path.strip_prefix(r"\\?\") {
        Some(rest) => rest.strip_prefix(r"UNC\").map_or_else(|| rest.to_owned(), |share| format!(r"\\{share}")),
        None => path.to_owned(),
    };
    let drive = match plain.as_bytes() {
        [letter, b':', b'\\' | b'/', ..] if letter.is_ascii_alphabetic() => 2,
        _ => 0,
    };
    let (drive, rest) = plain.split_at(drive);
    // On Unix a backslash is an ordinary character of a name.
    let is_windows = !drive.is_empty() || rest.starts_with(r"\\");
    let rest = if is_windows { rest.replace('\\', "/") } else { rest.to_owned() };
    format!("{drive}{}", utf8_percent_encode(&rest, IN_PATH))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(editor: &str, path: &str) -> String {
        CodeEditor::parse(editor)
            .expect("the test names a sound editor")
            .url(Utf8Path::new(path), LineColumn { line: 3, column: 14, utf16_column: 14 })
    }

    #[test]
    fn each_editor_gets_the_column_as_it_counts_them() {
        // Two emoji stand before the place: each is one character, but two UTF-16 code units.
        let at = LineColumn { line: 3, column: 5, utf16_column: 7 };
        let url = |editor: &str| CodeEditor::parse(editor).expect("it is known").url(Utf8Path::new("/b.md"), at);
        assert_eq!(url("vscode"), "vscode://file/b.md:3:7");
        assert_eq!(url("emacs"), "emacs://open?url=file:///b.md&line=3&column=5");
    }

    #[test]
    fn every_known_editor_opens_the_path_at_its_line() {
        for (name, ..) in KNOWN {
            let made = url(name, "/home/ana/bridge.md");
            assert!(made.contains("/home/ana/bridge.md") && !made.contains("////"), "{name}: {made}");
            assert!(made.contains('3') && made.contains("14") && !made.contains('{'), "{name}: {made}");
        }
        assert_eq!(url("vscode", "/home/ana/bridge.md"), "vscode://file/home/ana/bridge.md:3:14");
        assert_eq!(url("idea", "/home/ana/bridge.md"), "idea://open?file=/home/ana/bridge.md&line=3&column=14");
        assert_eq!(url("emacs", "/srv/b.md"), "emacs://open?url=file:///srv/b.md&line=3&column=14");
    }

    #[test]
    fn what_has_a_meaning_in_addresses_is_encoded() {
        assert_eq!(url("zed", "/a b/50%#1?&+:é.md"), "zed://file/a%20b/50%25%231%3F%26%2B%3A%C3%A9.md:3:14");
        assert_eq!(url("zed", "/odd{line}\\name"), "zed://file/odd%7Bline%7D%5Cname:3:14");
    }

    #[test]
    fn paths_of_windows_keep_their_drive_and_get_slashes() {
        assert_eq!(url("vscode", r"C:\Users\Ana B\x.md"), "vscode://file/C:/Users/Ana%20B/x.md:3:14");
        assert_eq!(url("idea", r"\\?\D:\x.md"), "idea://open?file=D:/x.md&line=3&column=14");
        assert_eq!(url("sublime", r"C:\x.md"), "subl://open?url=file:///C:/x.md&line=3&column=14");
        assert_eq!(url("idea", r"\\?\UNC\host\share\x.md"), "idea://open?file=//host/share/x.md&line=3&column=14");
    }

    #[test]
    fn any_other_editor_is_a_pattern() {
        assert_eq!(url("kate://edit?f={path}&l={line}", "/a.md"), "kate://edit?f=/a.md&l=3");
        assert_eq!(url("my.editor+x:{path}", "/a.md"), "my.editor+x:/a.md");
    }

    #[test]
    fn what_opens_no_editor_is_refused_with_a_help() {
        assert_eq!(CodeEditor::parse("vscod").unwrap_err(), "did you mean \"vscode\"?");
        assert!(CodeEditor::parse("notepad").unwrap_err().starts_with("the names are vscode, "));
        assert!(CodeEditor::parse("vscode://file/x").is_err(), "it has no {{path}}");
        for bad in ["JavaScript:alert('{path}')", "data:text/html,{path}", "vbscript:{path}", "blob:{path}"] {
            assert!(CodeEditor::parse(bad).unwrap_err().contains("opens no editor"), "{bad}");
        }
        for bad in ["{path}:{line}", "java\tscript:{path}", " vscode://{path}", "1a://{path}", "//host/{path}"] {
            assert!(CodeEditor::parse(bad).unwrap_err().contains("begins with the editor's scheme"), "{bad}");
        }
        assert!(CodeEditor::parse("vscode://file/{path} now").unwrap_err().contains("spaces"));
    }
}
