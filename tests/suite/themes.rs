//! `docs/themes.md` lists what templates see and what style sheets set, and the lists are true; `[theme]` does what it
//! says.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use dateline::config::{BuiltInTheme, Colour, LightDarkColour, READABLE};
use regex::{Captures, Regex};
use tempfile::TempDir;

use crate::support::{copy, dateline, random_from, root, tree, write};

/// The tables by the names of structs, made from those of `src/render/view` and their comments.
fn tables() -> String {
    let files = tree(&root().join("src/render/view")).into_values();
    let source: String = files.map(|bytes| String::from_utf8(bytes).unwrap()).collect();
    let structs = Regex::new(r"(?s)((?:/// [^\n]*\n)+)#\[derive[^\n]*\npub struct (\w+) \{\n(.*?)\n\}").unwrap();
    let fields = Regex::new(r"((?: {4}/// [^\n]*\n)+) {4}pub (\w+): ([^\n]+),").unwrap();
    let words = |comment: &str| {
        comment.lines().map(|line| line.trim().trim_start_matches("/// ")).collect::<Vec<_>>().join(" ")
    };
    let mut text = String::new();
    let found: BTreeMap<String, Captures<'_>> =
        structs.captures_iter(&source).map(|found| (found[2].to_owned(), found)).collect();
    for found in found.values() {
        writeln!(text, "\n### `{}`\n\n{}\n\n| field | type | |\n|---|---|---|", &found[2], words(&found[1])).unwrap();
        let body = format!("{}\n", &found[3]);
        for field in fields.captures_iter(&body) {
            let kind = field[3]
                .replace("&'static str", "text")
                .replace("String", "text")
                .replace("serde_json::Value", "anything");
            writeln!(text, "| `{}` | `{kind}` | {} |", &field[2], words(&field[1]).replace('|', "\\|")).unwrap();
        }
    }
    text
}

#[test]
fn the_documentation_lists_every_field_that_templates_see() {
    let path = root().join("docs/themes.md");
    let old = fs::read_to_string(&path).unwrap();
    let (before, rest) = old.split_once("<!-- views -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- /views -->").unwrap();
    let new = format!("{before}<!-- views -->\n{}\n<!-- /views -->{after}", tables());
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, new).unwrap();
        return;
    }
    assert!(old == new, "docs/themes.md is not what src/render/view says; BLESS=1 cargo test themes writes it anew");
    assert!(new.matches("### `").count() > 30);
}

#[test]
fn every_template_is_named_in_the_documentation() {
    let text = fs::read_to_string(root().join("docs/themes.md")).unwrap();
    for entry in fs::read_dir(root().join("templates")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(text.contains(&format!("`{name}`")), "docs/themes.md does not name {name}");
    }
}

#[test]
fn each_state_of_a_quotation_has_a_mark_or_words_that_say_no_more_than_is_known() {
    let dir = tempfile::tempdir().unwrap();
    copy(&root().join("example"), dir.path());
    let states = ["verified", "locked", "cited", "missing"];
    let page = states.map(|state| {
        format!("<p>{{{{ <mark of={{\"{state}\"}} /> }}}}</p><p>{{{{ <meaning of={{\"{state}\"}} /> }}}}</p>")
    });
    let page = page.concat();
    write(
        &dir.path().join("templates/page.html"),
        format!("{{% extends \"base.html\" %}}{{% block content %}}{page}{{% endblock content %}}"),
    );
    dateline().arg("-C").arg(dir.path()).args(["-q", "build"]).assert().success();
    let html = std::fs::read_to_string(dir.path().join("public/about/index.html")).unwrap();
    let html = scraper::Html::parse_document(&html);
    let selector = scraper::Selector::parse("main p").unwrap();
    let words: Vec<String> = html.select(&selector).map(|element| element.text().collect::<String>()).collect();
    let words: Vec<(&str, &str)> = words.chunks(2).map(|pair| (pair[0].trim(), pair[1].trim())).collect();
    assert_eq!(
        words,
        [
            ("✓", "found in the source’s text"),
            ("✓\u{a0}earlier", "found in a saved copy that is not kept here"),
            ("", "copied by hand, not looked up"),
            ("", "not found in the source’s text"),
        ]
    );
}

/// Properties that `:root` of a style sheet sets, with what they are set to.
fn properties(style: &str) -> Vec<(String, String)> {
    let block = style.split_once(":root {").unwrap().1.split_once("\n  }").unwrap().0;
    let line = Regex::new(r"(--[a-z]+): ([^;]+);").unwrap();
    line.captures_iter(block).map(|found| (found[1].to_owned(), found[2].to_owned())).collect()
}

#[test]
fn every_custom_property_is_documented_with_its_value() {
    let set = |sheet: &str| properties(&fs::read_to_string(root().join("static").join(sheet)).unwrap());
    let docs = fs::read_to_string(root().join("docs/themes.md")).unwrap();
    let (_, rest) = docs.split_once("<!-- properties -->\n").unwrap();
    let (table, _) = rest.split_once("<!-- /properties -->").unwrap();
    let row = Regex::new(r"(?m)^\| `(--[a-z]+)` \| `([^`]+)` \| \S").unwrap();
    let rows: Vec<_> = row.captures_iter(table).map(|found| (found[1].to_owned(), found[2].to_owned())).collect();
    assert!(rows.len() > 20);
    assert_eq!(rows, [set("style.css"), set("pages.css")].concat());
}

#[test]
fn accents_are_judged_on_the_paper_that_the_themes_have() {
    for (theme, file) in
        [(BuiltInTheme::Reference, "static/style.css"), (BuiltInTheme::Docket, "themes/docket/static/docket.css")]
    {
        let style = fs::read_to_string(root().join(file)).unwrap();
        let paper = theme.paper();
        let written = ("--paper".to_owned(), format!("light-dark({}, {})", paper.light, paper.dark));
        assert!(properties(&style).contains(&written), "{file} has no {written:?}");
    }
}

#[test]
fn derived_accents_can_be_read() {
    let mut random = random_from(2025);
    let mut byte = || random.u8(..);
    for _ in 0..200 {
        let colour = Colour::new(byte(), byte(), byte());
        for paper in BuiltInTheme::ALL.map(BuiltInTheme::paper) {
            let dark = LightDarkColour::from_light(colour, paper).dark;
            assert!(dark.contrast(paper.dark) >= READABLE, "{colour} became {dark}");
            let light = LightDarkColour::from_dark(colour, paper).light;
            assert!(light.contrast(paper.light) >= READABLE, "{colour} became {light}");
            for on in [paper.light, paper.dark] {
                assert!(colour.readable_on(on, READABLE).contrast(on) >= READABLE, "{colour} on {on}");
            }
        }
    }
}

/// A copy of a golden site with these lines at the end of its `site.toml`.
fn with(case: &str, settings: &str) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    copy(&root().join("tests/golden").join(case).join("site"), dir.path());
    let config = dir.path().join("site.toml");
    let text = fs::read_to_string(&config).unwrap();
    write(&config, format!("{text}\n{settings}\n"));
    dir
}

/// Builds a site, and gives its pages.
fn pages(root: &Path) -> Vec<(String, String)> {
    dateline().arg("-C").arg(root).args(["-q", "build"]).assert().success();
    let files = tree(&root.join("public")).into_iter().filter(|(name, _)| name.ends_with(".html"));
    files.map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

#[test]
fn each_setting_appears_where_it_must_and_nothing_else_changes() {
    let plain = with("everything", "");
    let plain = pages(plain.path());
    let accent = "--accent:light-dark(#7a1f3d,#f2a7bd)";
    let style = |declarations: &str| format!(r#"<html lang="en" dir="ltr" style="{declarations}">"#);
    let meta = |shade: &str, colour: &str| {
        format!(r#"<meta name="theme-color" content="{colour}" media="(prefers-color-scheme: {shade})">"#)
    };
    // Settings, and the lines that they bring to a page.
    let cases = [
        (r#"name = "reference""#, vec![]),
        (
            r##"accent = { light = "#7a1f3d", dark = "#f2a7bd" }"##,
            vec![style(accent), meta("light", "#7a1f3d"), meta("dark", "#f2a7bd")],
        ),
        (r#"serif = ["Source Serif 4"]"#, vec![style("--serif:&#39;Source Serif 4&#39;,serif")]),
        (r#"sans = "system-ui""#, vec![style("--sans:system-ui,sans-serif")]),
        (r#"mono = ["ui-monospace", "monospace"]"#, vec![style("--mono:ui-monospace,monospace")]),
        (
            r#"scheme = "light""#,
            vec![style("color-scheme:light"), r#"<meta name="color-scheme" content="light">"#.to_owned()],
        ),
    ];
    for (setting, mut lines) in cases {
        let site = with("everything", &format!("[theme]\n{setting}"));
        lines.sort_unstable();
        for ((name, old), (_, new)) in plain.iter().zip(pages(site.path())) {
            let old: BTreeSet<&str> = old.lines().collect();
            let mut brought: Vec<&str> = new.lines().filter(|line| !old.contains(line)).collect();
            brought.sort_unstable();
            let is_moved = new.contains(r#"http-equiv="refresh""#);
            assert_eq!(
                brought,
                if is_moved { Vec::new() } else { lines.iter().map(String::as_str).collect() },
                "{name}, {setting}"
            );
        }
    }
}

#[test]
fn a_logo_stands_beside_the_name_or_with_words_in_place_of_it() {
    let header = |setting: &str| {
        let site = with("everything", &format!("[theme]\nlogo = {setting}"));
        let (_, home) = pages(site.path()).into_iter().find(|(name, _)| name == "events/in-march/index.html").unwrap();
        home.lines()
            .find(|line| line.contains(r#"<header class="site">"#))
            .unwrap()
            .split("<nav")
            .next()
            .unwrap()
            .to_owned()
    };
    let link = r#"<header class="site"><a href="/bridge/"><img src="/bridge/favicon.svg" alt="#;
    assert_eq!(header(r#""favicon.svg""#), format!(r#"{link}"">Bridge Watch</a>"#));
    assert_eq!(
        header(r#"{ file = "favicon.svg", alt = "A \"bridge\"" }"#),
        format!(r#"{link}"A &quot;bridge&quot;"></a>"#)
    );
}

#[test]
fn values_that_would_break_out_of_their_place_are_refused() {
    let hostile = [
        r#""; background: url(//example.org)"#,
        "x'; background: url(//example.org)",
        "x) url(//example.org",
        "x\\\\ y",
        "a\\nb",
        "a, b",
        "</style>",
        "#fff;--paper:red",
        "red",
        "\\u0000",
    ];
    for value in hostile {
        let value = if value.contains('"') { format!("'{value}'") } else { format!("\"{value}\"") };
        for key in ["accent", "fonts", "serif", "sans", "mono", "logo", "scheme", "density", "name"] {
            // A family may well be called “red”.
            if value == "\"red\"" && matches!(key, "serif" | "sans" | "mono") {
                continue;
            }
            let site = with("relative", &format!("[theme]\n{key} = {value}"));
            let output = dateline().arg("-C").arg(site.path()).args(["-q", "build"]).output().unwrap();
            let stderr = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(1), "{key} = {value} was taken:\n{stderr}");
            assert!(!site.path().join("public").exists(), "{key} = {value}");
        }
    }
}

#[test]
fn only_sites_that_use_the_font_of_the_program_have_it() {
    let cases = [
        ("everything", "", "en", true, 1),
        ("everything", "", "pl", true, 2),
        ("relative", "", "en", true, 0),
        ("everything", "[theme]\nserif = [\"Source Serif 4\", \"Georgia\"]", "en", true, 1),
        ("everything", "", "fa", false, 0),
        ("everything", "[theme]\nfonts = \"system\"", "en", false, 0),
        ("everything", "[theme]\nserif = \"Georgia\"", "en", false, 0),
        ("everything", "[theme]\nname = \"docket\"", "en", false, 0),
    ];
    for (case, setting, language, is_used, preloaded) in cases {
        let told = format!("{case}, {setting}, {language}");
        let site = with(case, setting);
        let config = fs::read_to_string(site.path().join("site.toml")).unwrap();
        let config = format!("language = \"{language}\"\n{}", config.replace("language    = \"en\"\n", ""));
        write(&site.path().join("site.toml"), config);
        for (name, html) in pages(site.path()) {
            let is_plain = name.starts_with("embed/") || html.contains(r#"http-equiv="refresh""#);
            assert_eq!(html.contains("fonts.css"), is_used && !is_plain, "{name}, {told}");
            let number = html.matches(r#"<link rel="preload" as="font""#).count();
            assert_eq!(number, if is_plain { 0 } else { preloaded }, "{name}, {told}");
        }
        let made = tree(&site.path().join("public"));
        let of_font: Vec<&str> =
            made.keys().map(String::as_str).filter(|name| name.starts_with("fonts/") || *name == "fonts.css").collect();
        assert_eq!(of_font.len(), if is_used { 4 } else { 0 }, "{of_font:?}, {told}");
        let headers = String::from_utf8_lossy(&made["_headers"]).into_owned();
        assert_eq!(headers.matches(".woff2").count(), if is_used { 2 } else { 0 }, "{told}");
        // What the style sheet names is there.
        for part in made
            .get("fonts.css")
            .map(|css| String::from_utf8_lossy(css))
            .iter()
            .flat_map(|css| css.split("url(\"").skip(1))
        {
            let file = part.split('"').next().unwrap();
            assert!(made.contains_key(file) && headers.contains(&format!("/{file}\n")), "{file}, {told}");
        }
        let faces = made
            .iter()
            .filter(|(name, bytes)| name.ends_with(".css") && String::from_utf8_lossy(bytes).contains("@font-face"));
        assert_eq!(faces.count(), usize::from(is_used), "{told}");
    }
}

#[test]
fn every_page_can_be_set_in_every_theme() {
    let expected: BTreeSet<String> = tree(&root().join("tests/golden/everything/expect")).into_keys().collect();
    for theme in BuiltInTheme::ALL {
        let site = with("everything", &format!("[theme]\nname = \"{}\"", theme.name()));
        let sheet = format!("{}.css", theme.name());
        for (name, html) in pages(site.path()) {
            assert!(expected.contains(&name), "{name}");
            let is_linked = html.contains(&sheet);
            let is_moved = html.contains(r#"http-equiv="refresh""#);
            assert_eq!(is_linked, theme == BuiltInTheme::Docket && !is_moved, "{name} in {sheet}");
        }
        let made: BTreeSet<String> = tree(&site.path().join("public")).into_keys().collect();
        assert!(expected.iter().all(|name| made.contains(name)), "{} leaves pages out", theme.name());
    }
}

#[test]
fn the_sites_own_files_come_before_those_of_a_theme_and_its_style_after_them() {
    let site = with("relative", "[theme]\nname = \"docket\"");
    write(&site.path().join("static/theme.css"), ":root { --gap: 1rem }");
    write(
        &site.path().join("templates/disputes.html"),
        "{% extends \"base.html\" %}{% block content %}Ours{% endblock content %}",
    );
    let pages = pages(site.path());
    let (_, disputes) = pages.iter().find(|(name, _)| name == "disputes/index.html").unwrap();
    assert!(disputes.contains("Ours") && !disputes.contains("Question"));
    let place = |sheet: &str| disputes.find(sheet).unwrap_or_else(|| panic!("{sheet} is not linked"));
    assert!(place("style.css") < place("docket.css") && place("docket.css") < place("theme.css"));
}

#[test]
fn a_mistake_in_a_template_of_a_theme_is_said_to_be_of_the_theme() {
    let site = with("everything", "[theme]\nname = \"docket\"");
    // The theme's own templates are sound, so something that they use is changed.
    let components = fs::read_to_string(root().join("templates/components.html")).unwrap();
    let changed = components
        .replace("component question(of: map, title: bool = true", "component question(of: map, title: string");
    assert_ne!(components, changed);
    write(&site.path().join("templates/components.html"), changed);
    let output = dateline().arg("-C").arg(site.path()).args(["-q", "build"]).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("templates/question.html of the theme"), "{stderr}");
}
