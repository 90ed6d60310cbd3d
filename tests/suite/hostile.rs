//! Content that means harm: it is told or taken apart, and never reaches the output.

use std::fs;

use crate::support::{dateline, tree, write};

fn site(files: &[(&str, &[u8])]) -> (tempfile::TempDir, std::process::Output) {
    let dir = tempfile::tempdir().unwrap();
    write(&dir.path().join("site.toml"), "title = \"A\"\n");
    for (path, bytes) in files {
        write(&dir.path().join(path), bytes);
    }
    let output = dateline().arg("-C").arg(dir.path()).arg("build").output().unwrap();
    (dir, output)
}

#[test]
fn scripts_and_script_links_do_not_come_through() {
    let body = "+++\ntitle = \"<script>t()</script>\"\ndate = \"2025\"\nsummary = \"a <img src=x onerror=s()> b\"\n+++\n\
        <script>b()</script> <svg onload=d()></svg> <p style=\"position:fixed\">e</p>\n\
        <form action=\"https://evil.example\"><input name=a></form>\n";
    let (dir, output) = site(&[("content/events/a.md", body.as_bytes())]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut looked_at = 0;
    for (path, bytes) in tree(&dir.path().join("public")).into_iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = scraper::Html::parse_document(std::str::from_utf8(&bytes).unwrap());
        for element in page.tree.nodes().filter_map(|node| node.value().as_element()) {
            let is_ours = |name: &str| element.attr(name).is_some_and(|address| !address.contains("//"));
            match element.name() {
                "script" => assert!(is_ours("src"), "{path} has a script of somebody else's"),
                "form" => assert!(is_ours("action"), "{path} sends what is typed to another host"),
                _ => {}
            }
            for (name, value) in element.attrs() {
                assert!(!name.starts_with("on"), "{path} has {name}={value:?}");
                assert!(name != "style" || !value.contains("position"), "{path} has {name}={value:?}");
            }
            looked_at += 1;
        }
    }
    assert!(looked_at > 500, "only {looked_at} elements were looked at");
}

#[test]
fn a_link_with_a_forbidden_scheme_is_an_error() {
    let (_dir, output) =
        site(&[("content/events/a.md", b"+++\ntitle = \"A\"\ndate = \"2025\"\n+++\n[x](javascript:alert(1))\n")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("link/scheme"));
}

#[test]
fn a_script_link_in_raw_html_is_an_error_however_it_is_spelt() {
    for address in ["java&#115;cript:c()", "JAVASCRIPT:c()", " java&Tab;script:c()", "vbscript:c()"] {
        let body = format!("+++\ntitle = \"A\"\ndate = \"2025\"\n+++\n<a href=\"{address}\">x</a>\n");
        let (_dir, output) = site(&[("content/events/a.md", body.as_bytes())]);
        assert_eq!(output.status.code(), Some(1), "{address}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("link/scheme"), "{address}");
    }
}

#[test]
fn a_character_that_no_page_can_hold_is_told_wherever_it_comes_in() {
    let site_of =
        |path: &'static str, text: &str, line: usize| (vec![(path, text.to_owned())], format!("{path}:{line}:"));
    let event = |front_matter: &str, body: &str, line: usize| {
        let text = format!("+++\ntitle = \"A\"\ndate = \"2025\"\n{front_matter}+++\n{body}\n");
        site_of("content/events/a.md", &text, line)
    };
    let mut trusted = site_of("content/pages/b.md", "+++\ntitle = \"B\"\n+++\n<i>&#14;</i>\n", 4);
    trusted.0.push(("site.toml", "title = \"A\"\n[markdown]\nhtml = \"trust\"\n".to_owned()));
    let cases = [
        event("", "a\u{c}b", 5),
        event("", "a\u{b}b", 5),
        event("", "a\u{fffe}b", 5),
        event("", "a\0b", 5),
        event("", "a&#1;b", 5),
        event("", "a&#xFDD0;b", 5),
        event("", "`a` [b](/ \"c&#11;d\")", 5),
        event("", "[b](https://example.org/&#xFFFF;)", 5),
        event("", "<b title=\"c&#12;d\">e</b>", 5),
        event("", "<p>c&#127;d</p>", 5),
        event("", "``` a&#2;b\nc\n```", 5),
        event("note = \"a\\fb\"\n", "", 4),
        event("note = \"\"\"\na\n&#12;b\"\"\"\n", "", 6),
        event("tags = [\"a\", \"b\\u0000\"]\n", "", 4),
        event("place = \"\\uFDD0\"\n", "", 4),
        event("# a\u{1b}\n", "", 4),
        site_of("site.toml", "title = \"a\\U0001FFFFb\"\n", 1),
        site_of("site.toml", "title = \"A\"\n[extra]\n\"b\\fc\" = 1\n", 3),
        trusted,
        site_of("templates/404.html", "a\n\u{c}", 2),
    ];
    for (files, place) in cases {
        let files: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
        let (_dir, output) = site(&files);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{place} {told}");
        assert_eq!(told.matches("[character/forbidden]").count(), 1, "{place} {told}");
        assert!(told.contains(&place), "{place} in {told}");
    }
}

#[test]
fn whatever_may_stand_in_pages_and_feeds_leaves_them_sound() {
    let odd =
        "\u{a0}é\u{ad}پل\u{200c}\u{200f}\u{2028}\u{e000}\u{fdcf}\u{fffd}😀\u{10fffd} ]]> &amp; <b title=\"'\">x</b>";
    let value = odd.replace('"', "\\\"");
    let event = format!(
        "+++\ntitle = \"{value}\"\ndate = \"2025\"\nsummary = \"{value}\"\ntags = [\"{value}\"]\n+++\n{odd}\t&#9;\n"
    );
    let config = format!("title = \"{value}\"\nbase_url = \"https://example.org/\"\n");
    let (dir, output) = site(&[("content/events/a.md", event.as_bytes()), ("site.toml", config.as_bytes())]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for (path, bytes) in tree(&dir.path().join("public")) {
        if path.ends_with(".png") || path.ends_with(".woff2") {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap_or_else(|_| panic!("{path} is not UTF-8"));
        assert_eq!(dateline::text::forbidden(&text).next(), None, "{path}");
        if path.ends_with(".xml") {
            let mut reader = quick_xml::Reader::from_str(&text);
            loop {
                match reader.read_event() {
                    Ok(quick_xml::events::Event::Eof) => break,
                    Ok(_) => {}
                    Err(error) => panic!("{path} is not well-formed: {error}"),
                }
            }
        }
    }
}

#[test]
fn deep_nesting_is_told_and_does_not_take_the_program_down() {
    let deep = format!("+++\ntitle = \"A\"\ndate = \"2025\"\n+++\n{}x\n", "> ".repeat(50_000));
    let (_dir, output) = site(&[("content/events/a.md", deep.as_bytes())]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("markdown/too-deep"));
}

#[test]
fn a_tag_with_endless_attributes_does_not_take_the_program_down() {
    let tag = format!("<b {}>the pier is closed</b>", "a=\"1\" b='2' ".repeat(50_000));
    let event = format!(
        "+++\ntitle = \"A\"\ndate = \"2025\"\n[[evidence]]\nsource = \"s\"\nquote = \"the pier is closed\"\n+++\nSo {tag}.\n\n{tag}\n"
    );
    let page = format!("<html><head><title>Pier</title></head><body><p>{tag}</p><p>{tag}</body></html>");
    let source = "[[sources]]\nid = \"s\"\npublisher = \"S\"\n";
    let files = [
        ("content/events/a.md", event.as_bytes()),
        ("content/sources/s.toml", source.as_bytes()),
        ("captures/s.html", page.as_bytes()),
    ];
    let (_dir, output) = site(&files);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told:.2000}");
    assert!(told.contains("attributes of a tag beyond 200 are taken out"), "{told:.2000}");
    assert!(!told.contains("error["), "{told:.2000}");
}

#[test]
fn invalid_utf8_names_the_byte() {
    let (_dir, output) = site(&[("content/events/a.md", b"+++\ntitle = \"\xff\"\ndate = \"2025\"\n+++\n")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("byte 13 belongs to no character"));
}

#[cfg(unix)]
#[test]
fn links_out_of_the_site_are_told_and_not_followed() {
    let outside = tempfile::tempdir().unwrap();
    write(&outside.path().join("secret.md"), "+++\ntitle = \"Secret\"\ndate = \"2025\"\n+++\n");
    let dir = tempfile::tempdir().unwrap();
    write(&dir.path().join("site.toml"), "title = \"A\"\n");
    fs::create_dir_all(dir.path().join("content/events")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("secret.md"), dir.path().join("content/events/secret.md")).unwrap();
    std::os::unix::fs::symlink(outside.path(), dir.path().join("content/events/more")).unwrap();
    let content = dir.path().join("content");
    std::os::unix::fs::symlink("nowhere.md", content.join("events/gone.md")).unwrap();
    std::os::unix::fs::symlink(&content, content.join("events/round")).unwrap();
    write(&content.join("events/_shared/kept.md"), "+++\ntitle = \"Kept\"\ndate = \"2025\"\n+++\n");
    std::os::unix::fs::symlink("_shared/kept.md", content.join("events/kept.md")).unwrap();
    let output = dateline().arg("-C").arg(dir.path()).arg("build").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    for told in [
        "content/events/secret.md is a link to a place outside of the site",
        "content/events/more is a link to a place outside of the site",
        "content/events/gone.md is a link to nowhere.md, which is not there",
        "content/events/round is a link to a folder that it lies in",
    ] {
        assert!(said.contains(told), "{told} is not said:\n{said}");
    }
    assert_eq!(said.matches("error[").count(), 4, "{said}");
    assert!(!dir.path().join("public").exists());
}

#[test]
fn a_template_loop_is_told() {
    let (_dir, output) = site(&[("templates/page.html", b"{% include \"page.html\" %}")]);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("error[template/syntax]: circular include detected for template 'page.html'"), "{told}");
}

#[test]
fn a_chain_of_ten_thousand_steps_does_not_exhaust_the_stack() {
    let record = |n: usize| format!("[[sources]]\nid = \"s{n}\"\npublisher = \"S\"\nvia = [\"s{}\"]\n", n + 1);
    let mut records: String = (0..10_000).map(record).collect();
    records.push_str("[[sources]]\nid = \"s10000\"\npublisher = \"S\"\n");
    let event = "+++\ntitle = \"A\"\ndate = \"2025\"\n[[evidence]]\nsource = \"s0\"\n+++\n";
    let files = [("content/sources/s.toml", records.as_bytes()), ("content/events/a.md", event.as_bytes())];
    let (_dir, output) = site(&files);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
