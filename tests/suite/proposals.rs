//! What a help proposes is accepted: every fix of every finding is made, and what it was about must be gone.
//!
//! Two sets of sites are gone through: the golden ones, and small inputs with one mistake each, after whose fix no error may
//! be left. A help that says what to type and has no fix must say why in [`WITHOUT_FIX`].

use std::collections::BTreeMap;

use dateline::diagnostic::{Code, Diagnostic, Fix, Severity};
use dateline::load::load;
use dateline::parse::ContentKind;
use dateline::pipeline::{BuildCache, BuildInputs, BuildOptions, BuildResult, make};
use dateline::render::Renderer;

use crate::support::root;

/// Codes whose helps say what to type, but not as a change of one place in a text, and why.
const WITHOUT_FIX: &[(Code, &str)] = &[
    (Code::FieldMissing, "ids of other things are known to the editor alone"),
    (Code::IdUnknown, "the thing is missing, and only the editor can write it"),
    (Code::IdTwice, "either of two may be the right one"),
    (Code::FrontMatterMissing, "YAML with more than keys, texts and lists"),
    (Code::FrontMatterTooLarge, "the help moves a text, and only its editor knows which"),
    (Code::TomlSyntax, "what was meant can be anything"),
    (Code::FieldUnknown, "nothing of a like name exists"),
    (Code::FieldValue, "nothing of a like name exists"),
    (Code::FieldType, "the value below a heading belongs elsewhere"),
    (Code::FileNotRead, "files are renamed, or texts moved into fields"),
    (Code::FileNotUtf8, "the editor's program saves it in another encoding"),
    (Code::IdBad, "a tag without letters says nothing"),
];

/// A finding, as it is known again.
type Known = (Code, String, String);

/// How many of each error there are, and of all findings.
struct Found {
    all: BTreeMap<Known, usize>,
    errors: BTreeMap<Known, usize>,
}

fn known(made: &BuildResult<Renderer>, finding: &Diagnostic) -> Known {
    let path = finding.span.map_or_else(String::new, |span| made.files.get(span.file).path.to_string());
    (finding.code, path, finding.message.clone())
}

fn found(made: &BuildResult<Renderer>) -> Found {
    let mut found = Found { all: BTreeMap::new(), errors: BTreeMap::new() };
    for finding in &made.findings {
        *found.all.entry(known(made, finding)).or_default() += 1;
        if finding.severity == Severity::Error {
            *found.errors.entry(known(made, finding)).or_default() += 1;
        }
    }
    found
}

/// The site after a fix.
fn fixed(
    inputs: &BuildInputs,
    made: &BuildResult<Renderer>,
    fix: &Fix,
    memory: &mut BuildCache,
) -> (String, BuildResult<Renderer>) {
    let file = made.files.get(fix.edits.first().expect("a fix changes something").span.file);
    let mut inputs = inputs.clone();
    let text = fix.apply(&file.text);
    inputs.files.replace(&file.path, text.clone());
    (text, make(&inputs, &BuildOptions::default(), Some(memory), &()))
}

fn count(found: &BTreeMap<Known, usize>, key: &Known) -> usize {
    found.get(key).copied().unwrap_or_default()
}

/// Whether a finding hid what stands in its place, so that other mistakes can come to light.
fn hides_others(code: Code) -> bool {
    code.name().starts_with("front-matter/")
        || matches!(code, Code::TomlSyntax | Code::DateUnquoted | Code::FileMergeConflict | Code::FieldUnknown)
}

/// Makes every fix, and tells what it does not do. Returns how many were made.
fn try_all(name: &str, inputs: &BuildInputs, memory: &mut BuildCache, wrong: &mut Vec<String>) -> usize {
    let made = make(inputs, &BuildOptions::default(), Some(memory), &());
    let before = found(&made);
    let mut tried = 0;
    for finding in &made.findings {
        let key = known(&made, finding);
        // What has no place in a text cannot be mended by a change of one.
        if finding.span.is_some() && finding.fixes.is_empty() && says_what_to_type(finding) {
            let is_named = WITHOUT_FIX.iter().any(|(code, _)| *code == finding.code) || !is_asked(finding.code);
            if !is_named && finding.severity == Severity::Error {
                wrong.push(format!("{name}: {key:?} has no fix: {:?}", finding.help));
            }
        }
        for fix in finding.fixes.iter() {
            tried += 1;
            let (text, after) = fixed(inputs, &made, fix, memory);
            let after_found = found(&after);
            if count(&after_found.all, &key) >= count(&before.all, &key) {
                wrong.push(format!("{name}: {key:?} is still there after {:?}:\n{text}", finding.help));
            }
            let is_new = |(key, times): &(&Known, &usize)| **times > count(&before.errors, key);
            let new: Vec<_> = after_found.errors.iter().filter(is_new).map(|(key, _)| key).collect();
            let is_bad = |key: &&&Known| {
                // What a field names is looked up only when the field can be read.
                let comes_to_light = key.0 == Code::IdUnknown || key.2.ends_with("is both denied and allowed");
                !comes_to_light && (!hides_others(finding.code) || hides_others(key.0))
            };
            if let Some(bad) = new.iter().find(is_bad) {
                wrong.push(format!("{name}: {key:?}: {:?} brings {bad:?}:\n{text}", finding.help));
            }
        }
    }
    tried
}

/// Whether helps of this code must have fixes: those on how things are written. Dates, links and quotations are proposed
/// with the words around them, and tried in the tests of their own rooms.
fn is_asked(code: Code) -> bool {
    ["toml/", "front-matter/", "field/", "id/", "file/"].iter().any(|family| code.name().starts_with(family))
}

fn says_what_to_type(finding: &Diagnostic) -> bool {
    let help = finding.help.as_deref().unwrap_or_default();
    ["write ", "change ", "add ", "did you mean", "put ", "move ", "take "].iter().any(|verb| help.contains(verb))
}

#[test]
fn what_is_proposed_in_the_golden_sites_is_accepted() {
    let mut wrong = Vec::new();
    let mut tried = 0;
    let mut memory = BuildCache::default();
    for case in std::fs::read_dir(root().join("tests/golden")).unwrap() {
        let path = camino::Utf8PathBuf::from_path_buf(case.unwrap().path()).unwrap();
        let inputs = load(&path.join("site"), None).inputs;
        tried += try_all(path.file_name().unwrap_or_default(), &inputs, &mut memory, &mut wrong);
    }
    println!("{tried} fixes tried in the golden sites");
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(tried > 60, "only {tried} fixes were tried");
}

const SITE: &[(&str, &str)] = &[
    ("site.toml", "title = \"The new ferry\"\nstarted = 2024-01-02\n"),
    (
        "content/actors.toml",
        "[mayor]\nname = \"Ada Lund\"\naliases = [\"Mayor Lund\"]\n\n[line]\nname = \"Quay Line\"\nkind = \"body\"\n",
    ),
    ("content/places.toml", "[quay]\nname = \"North Quay\"\nlat = 57.5\nlon = 11.25\n"),
    ("content/offices.toml", "[head]\ntitle = \"Mayor of the Harbour\"\n"),
    (
        "content/sources/wires.toml",
        "[[sources]]\nid = \"wire\"\npublisher = \"Coast Wire\"\nurl = \"https://coast.example/ferry\"\n\n[[sources]]\nid = \"minutes\"\npublisher = \"Harbour Board\"\nvia = [\"radio\"]\ntitle = \"Minutes of May\"\n\n[[sources]]\nid = \"radio\"\npublisher = \"Radio\"\n",
    ),
    ("content/events/launch.md", "+++\ntitle = \"The ferry is launched\"\ndate = \"2024-05-02\"\n+++\nWords.\n"),
];

/// The small site with one more file, or another one in place of its own.
fn small(path: &str, text: &str) -> BuildInputs {
    let mut files: BTreeMap<&str, &str> = SITE.iter().copied().collect();
    files.insert(path, text);
    let mut inputs = BuildInputs::default();
    for (path, text) in files {
        let file = inputs.files.add(path, text);
        match path.strip_prefix("content/").and_then(ContentKind::of) {
            Some(kind) => inputs.content.push((file, kind)),
            None => inputs.site = Some(file),
        }
    }
    inputs
}

/// An event with these fields besides its title and date.
fn event(fields: &str) -> (&'static str, String) {
    ("content/events/trial.md", format!("+++\ntitle = \"A trial run\"\ndate = \"2024-05-01\"\n{fields}\n+++\nText.\n"))
}

fn all_of_event(text: &str) -> (&'static str, String) {
    ("content/events/trial.md", text.to_owned())
}

fn article(fields: &str) -> (&'static str, String) {
    let text =
        format!("+++\ntitle = \"A day out\"\npublisher = \"P\"\npublished = \"2024-05-03\"\n{fields}\n+++\nText.\n");
    ("content/articles/day-out.md", text)
}

fn other(path: &'static str, text: &str) -> (&'static str, String) {
    (path, text.to_owned())
}

/// Inputs with one mistake each, and how many ways out of it are proposed.
fn inputs() -> Vec<(usize, (&'static str, String))> {
    let evidence = "[[evidence]]\nsource = \"wire\"\n";
    let brought = "[[events]]\nid = \"brought\"\ntitle = \"T\"\ndate = \"2024\"\n";
    vec![
        // Quotation marks, brackets and signs of TOML.
        (1, event("tags = [\"a\", \"b\"\nstatus = \"confirmed\"")),
        (1, event("tags = [\n  \"a\",\n  \"b\"\n\n[[evidence]]\nsource = \"wire\"")),
        (1, event("summary = \"Ends nowhere\nstatus = \"confirmed\"")),
        (1, event("tags = [\"a\", \"b]\nkey = true")),
        (1, event("summary = 'Ends nowhere")),
        (1, event("summary = \"\"\"\nOver lines\n\n[[evidence]]\nsource = \"wire\"")),
        (1, event("summary = \"\"\"words")),
        (1, event("[[evidence]\nsource = \"wire\"")),
        (1, event("[check\nallow = [\"evidence/none\"]")),
        (1, event("summary = \"He said \"no\" loudly\"")),
        (1, event("summary = “Curly words”")),
        (1, event("summary = „Niedrig“")),
        (1, event("summary = «Guillemets»")),
        (1, event("tags = [“a”, “b”]")),
        (1, event("summary = Bare words # and a remark")),
        (1, event("tags = [bare, words]")),
        (1, event("tags = [\"a\" \"b\"]")),
        (1, event("status: confirmed")),
        (1, event("summary: It's fine")),
        (1, event("tags: [a, b]")),
        (1, event("tags:\n  - a\n  - b")),
        (1, event("key: yes")),
        (1, event("order: 3")),
        (1, event("order = 007")),
        (1, event("order = -0x10")),
        (1, event("place = [\"quay\", \"quay\"]")),
        (1, event("key = yes")),
        (1, event("key = True")),
        (1, event("key = no")),
        (1, event("key = FALSE")),
        (1, event("summary = ")),
        (1, event("when note = \"x\"")),
        (1, event("status\u{a0}= \"confirmed\"")),
        (1, event("status =\u{a0}\"confirmed\"")),
        (1, event("\u{200b}status = \"confirmed\"")),
        (1, event("\u{3000}status = \"confirmed\"")),
        (1, event("status = \"confirmed\"\nstatus = \"reported\"")),
        (1, event("status = confirmed")),
        // Front matter.
        (1, all_of_event("---\ntitle = \"T\"\ndate = \"2024\"\n---\nText.\n")),
        (1, all_of_event("---\ntitle: T\ndate: 2024-05-01\ntags:\n  - a\n---\nText.\n")),
        (1, all_of_event("---\ntitle: \"T\"\ndate: 2024\nkey: yes\n---\n")),
        (1, all_of_event("+++\ntitle = \"T\"\ndate = \"2024\"\n---\nText.\n")),
        (1, all_of_event("---\ntitle = \"T\"\ndate = \"2024\"\n+++\nText.\n")),
        (1, all_of_event("+++\ntitle = \"T\"\ndate = \"2024\"\n\nText without a fence.\n")),
        (1, all_of_event("\n\n+++\ntitle = \"T\"\ndate = \"2024\"\n+++\n")),
        (1, all_of_event("\u{200b}+++\ntitle = \"T\"\ndate = \"2024\"\n+++\n")),
        (1, all_of_event("Only words.\n")),
        (1, all_of_event("")),
        (1, other("content/pages/about.md", "Only words.\n")),
        (1, other("content/articles/a.md", "Only words.\n")),
        // Fields in the wrong place, misspelt, missing, of the wrong type.
        (1, event("[[evidence]]\nsource = \"wire\"\nstatus = \"confirmed\"")),
        (1, event("[[evidence]]\nsource = \"wire\"\n\n[[evidence]]\nsource = \"minutes\"\ntags = [\n  \"a\",\n]")),
        (1, event("[check]\nallow = [\"evidence/none\"]\nplace = \"quay\"")),
        (
            1,
            all_of_event(
                "+++\n[[events]]\nid = \"a\"\ntitle = \"T\"\ndate = \"2024\"\n[[events.evidence]]\nsource = \"wire\"\nstatus = \"denied\"\n+++\n",
            ),
        ),
        (1, all_of_event("+++\ntitle = \"T\"\n[[evidence]]\nsource = \"wire\"\ndate = \"2024\"\n+++\n")),
        (1, article(&format!("{brought}[[events.questions]]\nkey = \"n\"\nask = \"How many?\"\ngenre = \"report\"\n"))),
        (1, article(&format!("{brought}[[events.questions]]\nkey = \"n\"\nask = \"How many?\"\nplace = \"quay\"\n"))),
        (1, event("sumary = \"x\"")),
        (1, event("[[evidense]]\nsource = \"wire\"\n\n[[evidense]]\nsource = \"minutes\"")),
        (1, event("[evidence]\nsource = \"wire\"")),
        (1, event("evidence = { source = \"wire\" }")),
        (1, event("[[check]]\nallow = [\"evidence/none\"]")),
        (1, event("key = \"yes\"")),
        (1, event("draft = \"false\"")),
        (1, event("key = 1")),
        (1, event("order = 1.5")),
        (1, event("order = \"2\"")),
        (1, event("order = \"two\"")),
        (1, event("status = \"Confirmed\"")),
        (1, event("status = \"confirmd\"")),
        (1, event("tags = \"a, b\"")),
        (1, event("actors = \"mayor\"")),
        (1, event("actors = \"mayor, line\"")),
        (1, event("actors = { id = \"mayor\" }")),
        (1, event("tags = [\"a\", 7]")),
        (1, event("tags = 7")),
        (1, event("place = [\"quay\"]")),
        (1, event("summary = \"\"")),
        (1, event("summary = 5")),
        (1, event("aliases = \"old, older\"")),
        (1, event("id = \"Trial Run\"")),
        (1, all_of_event("+++\ndate = \"2024\"\n+++\n")),
        (1, all_of_event("+++\ntitle = \"T\"\n+++\n")),
        (1, event(&format!("{evidence}via = \"minutes, radio\""))),
        (1, event(&format!("{evidence}stance = \"contxt\""))),
        (1, event(&format!("{evidence}asserts = {{ n = nan }}"))),
        (1, event(&format!("{evidence}asserts = {{ n = 99999999999999999999 }}"))),
        (1, event(&format!("{evidence}[[questions]]\nkey = \"n\"\nresolved = \"It was\""))),
        (1, event("[[corrections]]\ndate = \"2024-03\"\nnote = \"x\"")),
        (1, event("[[corrections]]\nnote = \"x\"")),
        (2, event("[[evidence]]\nsource = \"wire\"\nlang = \"english\"")),
        // Things that are referred to.
        (1, event("place = \"quai\"")),
        (1, event("actors = [\"mayer\"]")),
        (1, event("actors = [\"Ada Lund\"]")),
        (1, event("actors = [\"Mayor Lund\", \"line\"]")),
        (1, event("place = \"North Quay\"")),
        (1, event("[[evidence]]\nsource = \"wir\"")),
        (1, event("[[evidence]]\nsource = \"Coast Wire\"")),
        (1, event("[[evidence]]\nsource = \"https://www.coast.example/ferry/\"")),
        (1, event("[[evidence]]\nsource = \"Minutes of May\"")),
        // Articles, records, the site.
        (1, article("archived = \"https://archive.example/1\"")),
        (1, article("archived = [\"https://archive.example/1\"]")),
        (1, article("archived = { url = \"https://archive.example/1\" }")),
        (1, article("url = \"www.day.example/out\"")),
        (1, article("url = \"(www.day.example)\"")),
        (1, article("publish = \"ful\"")),
        (1, article("[[notes]]\nkind = \"name\"")),
        (1, article("[[reports]]\nevent = \"lanch\"")),
        (1, other("content/articles/a.md", "+++\ntitle = \"T\"\npublisher = \"P\"\n+++\nText.\n")),
        (
            1,
            other(
                "content/sources/more.toml",
                "[[source]]\nid = \"a\"\npublisher = \"A\"\n\n[[source]]\nid = \"b\"\npublisher = \"B\"\n",
            ),
        ),
        (1, other("content/sources/more.toml", "[[sources]]\nid = \"A b\"\npublisher = \"A\"\n")),
        (1, other("content/sources/more.toml", "[[sources]]\nid = \"a\"\n")),
        (1, other("content/sources/more.toml", "[sources]\nid = \"a\"\npublisher = \"A\"\n")),
        (1, other("content/actors.toml", "[mayor]\nname = \"A\"\nkind = \"persn\"\n")),
        (1, other("content/actors.toml", "[\"The Mayor\"]\nname = \"A\"\n")),
        (1, other("content/actors.toml", "[The-Mayor]\nname = \"A\"\n")),
        (1, other("content/actors.toml", "[mayor]\nnames = { fa = \"A\" }\n")),
        (1, other("content/actors.toml", "[mayor]\nname = \"A\"\nnames = \"B\"\n")),
        (1, other("content/actors.toml", "[mayor\nname = \"A\"\n")),
        (1, other("content/places.toml", "[quay]\nname = \"A\"\nlat = \"57.5 N\"\nlon = 11\n")),
        (1, other("content/places.toml", "[quay]\nname = \"A\"\nlat = 57,5\nlon = 11\n")),
        (1, other("content/places.toml", "[quay]\nname = \"A\"\nlat = .5\nlon = 11\n")),
        (1, other("content/places.toml", "[quay]\nname = \"A\"\nlat = 57.5\nlon = 011.25° W\n")),
        (1, other("content/places.toml", "[quay]\nname = \"A\"\nlat = −57.5\nlon = 11\n")),
        (0, other("content/places.toml", "[quay]\nname = \"A\"\nlat = 57 30\nlon = 11\n")),
        (1, other("content/places.toml", "[quay]\nname = \"A\"\nprecision = \"cty\"\n")),
        (1, other("content/pages/about.md", "+++\ntitle = \"A\"\nnav = \"yes\"\n+++\n")),
        (1, other("site.toml", "title = \"A\"\nlicence = \"CC BY 4.0\"\n")),
        (1, other("site.toml", "title = \"A\"\nbase_url = \"ferry.example/june\"\n")),
        (1, other("site.toml", "title = \"A\"\neditor = \"vscod\"\n")),
        (1, other("site.toml", "title = \"A\"\n[timeline]\nper_page = 0\n")),
        (1, other("site.toml", "title = \"A\"\n[timeline]\nper_page = \"50\"\n")),
        (1, other("site.toml", "title = \"A\"\n[timeline]\noutside = \"backgroud\"\n")),
        (1, other("site.toml", "title = \"A\"\n[check]\ndeny = [\"tag/twin\"]\n")),
        (1, other("site.toml", "title = \"A\"\n[paths]\ncontent = \"/content\"\n")),
        (1, other("site.toml", "title = \"A\"\n[theme]\naccent = \"blue\"\n")),
        (1, other("site.toml", "title = \"A\"\n[[theme]]\nscheme = \"dark\"\n")),
        (1, other("site.toml", "title = \"A\"\n[share]\ncards = \"keys\"\n")),
        (1, other("site.toml", "title = The ferry\n")),
        (1, other("site.toml", "name = \"A\"\n")),
        // What a merge has left.
        (2, event("<<<<<<< HEAD\nstatus = \"confirmed\"\n=======\nstatus = \"denied\"\n>>>>>>> other")),
        (
            2,
            all_of_event(
                "+++\ntitle = \"T\"\ndate = \"2024\"\n+++\n<<<<<<< HEAD\nA.\n||||||| base\nB.\n=======\nC.\n>>>>>>> other\n",
            ),
        ),
        (
            2,
            all_of_event(
                "<<<<<<< HEAD\n+++\ntitle = \"T\"\n=======\n+++\ntitle = \"U\"\n>>>>>>> other\ndate = \"2024\"\n+++\n",
            ),
        ),
        (1, all_of_event("+++\ntitle = \"T\"\ndate = \"2024\"\n+++\nText.\n>>>>>>> other\n")),
        (2, other("site.toml", "<<<<<<< HEAD\ntitle = \"A\"\n=======\ntitle = \"B\"\n>>>>>>> other\n")),
    ]
}

#[test]
fn what_is_proposed_for_one_mistake_leaves_none() {
    let mut wrong = Vec::new();
    let mut tried = 0;
    for (ways_out, (path, text)) in inputs() {
        let inputs = small(path, &text);
        let made = make(&inputs, &BuildOptions::default(), None, &());
        let errors: Vec<&Diagnostic> =
            made.findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
        let [error] = &errors[..] else {
            let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
            wrong.push(format!("{} errors in {path}: {messages:?}\n{text}", errors.len()));
            continue;
        };
        if error.fixes.len() != ways_out {
            wrong.push(format!("{} fixes of {:?}: {:?}\n{text}", error.fixes.len(), error.message, error.help));
        }
        for fix in error.fixes.iter() {
            tried += 1;
            let (fixed, after) = fixed(&inputs, &made, fix, &mut BuildCache::default());
            if after.findings.has_errors() {
                let left: Vec<&str> = after.findings.iter().map(|finding| finding.message.as_str()).collect();
                wrong.push(format!("{:?}: {:?} leaves {left:?}:\n{fixed}", error.message, error.help));
            }
        }
    }
    println!("{tried} fixes tried in small inputs");
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n---\n"));
}

#[test]
fn a_text_that_nothing_ends_is_one_error() {
    for fields in ["summary = \"\"\"", "summary = '''", "summary = \"\"\"a\"\"", "summary = \"\"\"\\", "summary = \""] {
        let (path, text) = event(fields);
        let made = make(&small(path, &text), &BuildOptions::default(), None, &());
        let errors = made.findings.iter().filter(|finding| finding.severity == Severity::Error);
        assert_eq!(errors.map(|error| error.code).collect::<Vec<_>>(), [Code::TomlSyntax], "{fields}");
    }
}
