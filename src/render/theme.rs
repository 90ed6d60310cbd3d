//! Compiles the templates of a theme: the built-in ones, or the site's own in place of them.

use std::collections::{BTreeMap, BTreeSet};

use tera::{Context, ErrorKind, ReportError, Tera};
use unicode_normalization::UnicodeNormalization;

use super::{builtin, compiled};
use crate::config::BuiltInTheme;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::parse::forbidden_character;
use crate::span::{FileId, Files, Span};
use crate::text::{composed, forbidden};

/// A set of compiled templates.
pub struct CompiledTheme {
    tera: Tera,
    /// Page templates that need not be interpreted, because all files that they need have the texts of the first theme.
    compiled: BTreeSet<&'static str>,
    files: BTreeMap<String, FileId>,
}

impl CompiledTheme {
    /// Compiles templates. `templates` maps their names to their files. Content is never compiled as a template.
    pub fn compile(templates: &BTreeMap<String, FileId>, files: &Files) -> Result<Self, Diagnostics> {
        let mut tera = Tera::new();
        let found: Diagnostics = templates.values().flat_map(|file| forbidden_in(*file, files)).collect();
        if !found.is_empty() {
            return Err(found);
        }
        let in_forms = |(name, file): (&String, &FileId)| {
            let text = files.get(*file).text.clone();
            forms(name).into_iter().map(move |name| (name, text.clone()))
        };
        match tera.add_raw_templates(templates.iter().flat_map(in_forms).collect::<Vec<_>>()) {
            Ok(()) => {
                let compiled = compiled::templates(|name| is_built_in(name, templates, files)).collect();
                Ok(Self { tera, compiled, files: templates.clone() })
            }
            Err(error) => Err(broken(&error, templates, files)),
        }
    }

    /// Whether the compiled function of a page template gives the same result as the template.
    pub(super) fn is_compiled(&self, template: &str) -> bool {
        self.compiled.contains(template)
    }

    /// Renders one page into `bytes`. The finding does not name the page, because many pages may fail for one reason.
    pub(super) fn render(
        &self,
        template: &str,
        context: &Context,
        files: &Files,
        bytes: &mut Vec<u8>,
    ) -> Result<(), Diagnostic> {
        let result = self.tera.render_to(template, context, bytes);
        result.map_err(|error| finding(&error, Code::TemplateRender, &self.files, files))
    }
}

/// Whether a template has the text from which its function was compiled.
fn is_built_in(name: &str, templates: &BTreeMap<String, FileId>, files: &Files) -> bool {
    let text = templates.get(name).map(|file| &*files.get(*file).text);
    text.is_some() && text == builtin::template(name)
}

/// The names under which other templates may refer to a template. Tera compares names by their bytes, but an editor may
/// write `é` as one character or as two.
fn forms(name: &str) -> Vec<String> {
    let mut forms = vec![name.to_owned()];
    forms.extend(Some(name.nfd().collect()).filter(|apart| apart != name));
    forms
}

/// Findings for characters in a template that no page may contain.
fn forbidden_in(file: FileId, files: &Files) -> impl Iterator<Item = Diagnostic> {
    let found = forbidden(&files.get(file).text);
    found.map(move |(at, c)| forbidden_character(c, Span::new(file, at..at + c.len_utf8()), ""))
}

/// Findings for templates of the site that are not page templates and that no other template names, because of a typing
/// error or because they are left over.
pub fn idle_templates(theme: BuiltInTheme, templates: &BTreeMap<String, FileId>, files: &Files) -> Diagnostics {
    let known: Vec<&str> = builtin::templates(theme).map(|(name, _)| name).collect();
    let is_unknown = |(name, file): &(&String, &FileId)| {
        !known.contains(&name.as_str()) && !builtin::is_path(&files.get(**file).path)
    };
    let mut idle: BTreeMap<&str, FileId> =
        templates.iter().filter(is_unknown).map(|(name, file)| (name.as_str(), *file)).collect();
    for (other, file) in templates {
        if idle.is_empty() {
            break;
        }
        let text = composed(files.get(*file).text.to_string());
        for name in quoted(&text) {
            // A template that names only itself is not used.
            if name != other {
                idle.remove(name);
            }
        }
    }
    let finding = |(name, file): (&str, FileId)| {
        let path = &files.get(file).path;
        let folder = path.strip_suffix(name).unwrap_or_default();
        let (code, help) = match did_you_mean(name, known.iter().copied()) {
            Some(meant) => (Code::FileNotRead, format!("rename it to {folder}{meant}, or name it in another template")),
            None => {
                (Code::FileOutOfPlace, "include, extend or import it in another template, or take it out".to_owned())
            }
        };
        let message = format!("{path} is not used: no page is made from it, and no template names it");
        Diagnostic::new(code, message).help(help)
    };
    let mut findings = Diagnostics::default();
    findings.extend(idle.into_iter().map(finding));
    findings
}

/// All parts of a text between two quotation marks of one kind, including those between two strings.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    ['"', '\''].into_iter().flat_map(move |mark| {
        let mut pieces = text.split(mark).skip(1).peekable();
        std::iter::from_fn(move || pieces.next().filter(|_| pieces.peek().is_some()))
    })
}

/// Findings for templates that cannot be compiled. Tera stops at the first error, so each template is parsed by itself
/// to find all syntax errors.
fn broken(error: &tera::Error, templates: &BTreeMap<String, FileId>, files: &Files) -> Diagnostics {
    let alone = |(name, file): (&String, &FileId)| Tera::new().add_raw_template(name, &files.get(*file).text).err();
    let own_mistakes: Vec<tera::Error> =
        templates.iter().filter_map(alone).filter(|error| matches!(error.kind(), ErrorKind::SyntaxError(_))).collect();
    let errors = if own_mistakes.is_empty() { std::slice::from_ref(error) } else { &own_mistakes };
    let mut findings = Diagnostics::default();
    let help = "mend the template; no page can be made until all of them compile";
    findings.extend(errors.iter().map(|error| finding(error, Code::TemplateSyntax, templates, files).help(help)));
    findings
}

/// The finding for an error of Tera, with its place in the template.
fn finding(error: &tera::Error, code: Code, templates: &BTreeMap<String, FileId>, files: &Files) -> Diagnostic {
    let (message, span) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => (
            in_our_style(report.message()),
            templates.get(&composed(report.filename().to_owned())).map(|file| span_of(report, *file, files)),
        ),
        ErrorKind::MissingParent { current, parent } => (
            format!("there is no template {parent}"),
            templates.get(&composed(current.clone())).map(|file| words(parent, *file, files)),
        ),
        other => (in_our_style(&other.to_string()), None),
    };
    let mut finding = Diagnostic::new(code, message);
    finding.span = span;
    finding
}

/// Tera's message in the form of our findings: one line, with a small letter at the beginning and no full stop.
fn in_our_style(message: &str) -> String {
    let line = message
        .lines()
        .next()
        .unwrap_or("the template engine failed")
        .trim_end_matches('.')
        .replace(". Available", "; available");
    let mut letters = line.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// The first occurrence of a text in a file, else the beginning of the file.
fn words(words: &str, file: FileId, files: &Files) -> Span {
    let start = files.get(file).text.find(words);
    Span::new(file, start.map_or(0..0, |start| start..start + words.len()))
}

/// The span of an error. Tera counts lines from 1 and columns from 0, in characters.
fn span_of(report: &ReportError, file: FileId, files: &Files) -> Span {
    let text = &files.get(file).text;
    let offset = |line: usize, column: usize| {
        let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let rest = &text[start.min(text.len())..];
        start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
    };
    let span = report.span();
    let start = offset(span.start_line, span.start_col).min(text.len());
    let end = offset(span.end_line, span.end_col).clamp(start, text.len());
    Span::new(file, start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The page templates that Tera interprets if a site has changed these files.
    fn interpreted(theme: BuiltInTheme, changed: &[&str]) -> Vec<&'static str> {
        let mut files = Files::default();
        let mut templates = BTreeMap::new();
        for (name, text) in builtin::templates(theme) {
            let text = if changed.contains(&name) { format!("{text}{{# changed #}}") } else { text.to_owned() };
            templates.insert(name.to_owned(), files.add(format!("templates/{name}"), text));
        }
        let theme = CompiledTheme::compile(&templates, &files).unwrap_or_else(|_| panic!("our templates compile"));
        compiled::templates(|_| true).filter(|name| !theme.is_compiled(name)).collect()
    }

    #[test]
    fn a_page_is_compiled_where_everything_that_it_needs_is_as_in_the_first_theme() {
        assert_eq!(interpreted(BuiltInTheme::Reference, &[]), [""; 0]);
        assert_eq!(interpreted(BuiltInTheme::Reference, &["event.html"]), ["event.html"]);
        assert_eq!(interpreted(BuiltInTheme::Docket, &[]), [""; 0]);
        let all: Vec<&str> = compiled::templates(|_| true).collect();
        let but = |names: &[&str]| all.iter().copied().filter(|name| !names.contains(name)).collect::<Vec<_>>();
        assert_eq!(interpreted(BuiltInTheme::Reference, &["base.html"]), but(&["embed.html", "redirect.html"]));
        assert_eq!(interpreted(BuiltInTheme::Reference, &["components.html"]), but(&["redirect.html"]));
    }

    #[test]
    fn every_template_is_compiled() {
        let shared = ["base.html", "components.html"];
        let pages =
            builtin::templates(BuiltInTheme::Reference).map(|(name, _)| name).filter(|name| !shared.contains(name));
        assert_eq!(pages.collect::<BTreeSet<_>>(), compiled::templates(|_| true).collect::<BTreeSet<_>>());
    }

    #[test]
    fn a_template_is_used_where_another_one_names_it_in_either_form() {
        let mut files = Files::default();
        let texts = [
            ("page.html", "It's here: {% include 'caf\u{e9}.html' %}{% include \"box.html\" %}"),
            ("box.html", "{% extends \"page.html\" %}"),
            ("caf\u{e9}.html", "{% include \"cafe\u{301}-menu.html\" %}"),
            ("caf\u{e9}-menu.html", ""),
            ("evnt.html", "{% include \"evnt.html\" %} box.html leftover.html"),
            ("leftover.html", "\"leftover"),
        ];
        let templates: BTreeMap<String, FileId> = texts
            .iter()
            .map(|(name, text)| ((*name).to_owned(), files.add(format!("templates/{name}"), *text)))
            .collect();
        let found = idle_templates(BuiltInTheme::default(), &templates, &files);
        let told: Vec<(Code, &str)> = found.iter().map(|finding| (finding.code, finding.message.as_str())).collect();
        let words =
            |name: &str| format!("templates/{name} is not used: no page is made from it, and no template names it");
        assert_eq!(told, [(Code::FileNotRead, &*words("evnt.html")), (Code::FileOutOfPlace, &*words("leftover.html"))]);
    }
}
