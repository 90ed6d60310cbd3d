//! Pictures and documents that content shows or links to: where they stand, and what of them is published.

use std::collections::BTreeMap;

use scraper::{Html, Selector};

use crate::support::{dateline, tree, write};

const EVENT: &str = "+++\ntitle = \"The ferry sails\"\ndate = \"1998-05-02\"\nnote = \"[the log](log.pdf)\"\n+++\n\
    ![The *old* pier](boats/pier.jpg \"A title\") ![The flag](/img/flag.svg#red) ![The flag](../../static/img/flag.svg)\n\n\
    <figure><img src=\"boats/pier.jpg\" alt=\"The pier\" width=40><figcaption>H<sub>2</sub>O</figcaption></figure>\n\n\
    [the log](log.pdf#page=2) [sound](boats/h%C3%B6rn%20one.mp3)\n";

/// Builds a site of these files; what stands in its output, and what was said.
fn build(base_url: &str, files: &[(&str, &str)]) -> (BTreeMap<String, Vec<u8>>, String) {
    let dir = tempfile::tempdir().unwrap();
    let config = format!("title = \"Ferries\"\nbase_url = \"{base_url}\"\n[check]\nallow = [\"evidence/none\"]\n");
    write(&dir.path().join("site.toml"), config);
    for (path, text) in files {
        write(&dir.path().join(path), text);
    }
    let output = dateline().arg("-C").arg(dir.path()).arg("build").output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    (tree(&dir.path().join("public")), said)
}

/// The values of an attribute in the text of a page.
fn values(page: &[u8], selector: &str, attribute: &str) -> Vec<String> {
    let page = Html::parse_document(std::str::from_utf8(page).unwrap());
    let selector = Selector::parse(&format!(".prose {selector}, .aside {selector}")).unwrap();
    page.select(&selector).filter_map(|element| element.attr(attribute)).map(str::to_owned).collect()
}

fn files() -> Vec<(&'static str, &'static str)> {
    vec![
        ("content/events/ferry.md", EVENT),
        ("content/events/boats/pier.jpg", "pier"),
        ("content/events/boats/h\u{f6}rn one.mp3", "horn"),
        ("content/events/log.pdf", "log"),
        ("static/img/flag.svg", "<svg/>"),
    ]
}

#[test]
fn pictures_and_documents_lead_to_files_that_are_there() {
    for (base_url, root, beside) in
        [("https://example.org/june/", "/june/", "/june/events/ferry/"), ("", "../../", "../../events/ferry/")]
    {
        let (out, _) = build(base_url, &files());
        let page = &out["events/ferry/index.html"];
        let (pier, flag) = (format!("{beside}pier.jpg"), format!("{root}img/flag.svg"));
        assert_eq!(values(page, "img", "src"), [pier.as_str(), &format!("{flag}#red"), &flag, &pier]);
        assert_eq!(values(page, "img", "alt"), ["The old pier", "The flag", "The flag", "The pier"]);
        assert_eq!(values(page, "img", "title"), ["A title"]);
        let log = format!("{beside}log.pdf");
        assert_eq!(values(page, "a", "href"), [format!("{log}#page=2"), format!("{beside}h%C3%B6rn%20one.mp3"), log]);
        for name in ["pier.jpg", "log.pdf", "h\u{f6}rn one.mp3"] {
            assert!(out.contains_key(&format!("events/ferry/{name}")), "{name}");
        }
    }
}

#[test]
fn a_file_that_no_published_text_refers_to_is_not_published() {
    let mut site = files();
    let draft = "+++\ntitle = \"A draft\"\ndate = \"1999\"\ndraft = true\n+++\n![A boat](unseen.png)\n";
    site.extend([
        ("content/events/draft.md", draft),
        ("content/events/unseen.png", "unseen"),
        ("content/lone.webm", "lone"),
    ]);
    site.extend([("content/events/_kept/boat.jpg", "kept"), ("content/events/.hidden.jpg", "hidden")]);
    let (out, _) = build("https://example.org/", &site);
    for (path, bytes) in &out {
        for word in ["unseen", "lone.webm", "boat.jpg", "hidden.jpg"] {
            assert!(!path.contains(word) && !String::from_utf8_lossy(bytes).contains(word), "{word} in {path}");
        }
    }
}

#[test]
fn every_page_that_shows_a_file_has_it_beside_it() {
    let mut site = files();
    site.push(("content/pages/about.md", "+++\ntitle = \"About\"\n+++\n![The pier](../events/boats/pier.jpg)\n"));
    let article = "+++\ntitle = \"On the pier\"\npublisher = \"The Quay\"\npublished = \"1998-05-03\"\n[[events]]\nid = \"storm\"\ntitle = \"A storm\"\ndate = \"1998-05-01\"\n+++\n\
        ![The page](page-one.png)\n";
    site.extend([("content/articles/quay.md", article), ("content/articles/page-one.png", "page")]);
    let (out, _) = build("https://example.org/", &site);
    assert_eq!(values(&out["about/index.html"], "img", "src"), ["/about/pier.jpg"]);
    assert_eq!(values(&out["articles/quay/index.html"], "img", "src"), ["/articles/quay/page-one.png"]);
    for path in ["about/pier.jpg", "events/ferry/pier.jpg", "articles/quay/page-one.png"] {
        assert!(out.contains_key(path), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_the_content_folder_does_not_bring_out_what_lies_elsewhere() {
    let dir = tempfile::tempdir().unwrap();
    write(&dir.path().join("site.toml"), "title = \"Ferries\"\n");
    write(&dir.path().join("captures/secret.pdf"), "secret");
    write(&dir.path().join("content/pages/about.md"), "+++\ntitle = \"About\"\n+++\n[a](a.pdf) [b](b/secret.pdf)\n");
    std::os::unix::fs::symlink(dir.path().join("captures/secret.pdf"), dir.path().join("content/pages/a.pdf")).unwrap();
    std::os::unix::fs::symlink(dir.path().join("captures"), dir.path().join("content/pages/b")).unwrap();
    let output = dateline().arg("-C").arg(dir.path()).arg("build").output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(said.matches("leads out of the content folder").count(), 2, "{said}");
}
