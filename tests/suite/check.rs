//! `dateline check` says what a build says, though it makes less.

use camino::Utf8PathBuf;
use dateline::diagnostic::{Diagnostics, to_json};
use dateline::load::load;
use dateline::pipeline::{BuildOptions, build, check};
use dateline::span::Files;

use crate::support::{dateline, root, write};

#[test]
fn a_check_of_every_golden_site_finds_what_a_build_finds() {
    for case in std::fs::read_dir(root().join("tests/golden")).unwrap() {
        let path = Utf8PathBuf::from_path_buf(case.unwrap().path()).unwrap();
        let inputs = load(&path.join("site"), None).inputs;
        let options = BuildOptions::default();
        let told = |findings: &Diagnostics, files: &Files| -> Vec<String> {
            findings.iter().map(|finding| to_json(finding, files).to_string()).collect()
        };
        let (built, checked) = (build(&inputs, &options, &()), check(&inputs, &options, &()));
        assert_eq!(told(&checked.findings, &checked.files), told(&built.findings, &built.files), "{path}");
        assert_eq!(checked.site.is_some(), built.site.is_some(), "{path}");
        assert_eq!(checked.counts, built.counts, "{path}");
    }
}

#[test]
fn a_check_finds_a_template_that_fails_on_a_page() {
    let dir = tempfile::tempdir().unwrap();
    let file = |path: &str, text: &str| write(&dir.path().join(path), text);
    file(
        "site.toml",
        "title = \"The bridge\"\nbase_url = \"https://example.org/\"\nlanguage = \"en\"\nzone = \"UTC\"\n",
    );
    file("content/events/opening.md", "+++\ntitle = \"Opening\"\ndate = \"1890-05-02\"\n+++\n");
    file("templates/event.html", "{{ event.no_such_thing.at_all }}\n");
    let output = dateline().arg("-C").arg(dir.path()).arg("check").assert().code(1).get_output().clone();
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(words.contains("/events/opening/"), "{words}");
}
