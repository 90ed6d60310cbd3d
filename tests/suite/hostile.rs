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
        <script>b()</script> <a href=\"java&#115;cript:c()\">x</a> <svg onload=d()></svg> <p style=\"position:fixed\">e</p>\n\
        <form action=\"https://evil.example\"><input name=a></form>\n";
    let (dir, output) = site(&[("content/events/a.md", body.as_bytes())]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for (path, bytes) in tree(&dir.path().join("public")) {
        // Every page has the theme's own script.
        let text = String::from_utf8_lossy(&bytes).replacen("<script src=", "", 1);
        for bad in
            ["<script", "javascript:", "onerror=s", "onload", "<svg o", "position:fixed", "<form action=\"https://evil"]
        {
            if path.ends_with(".html") {
                assert!(!text.contains(bad), "{path} contains {bad}");
            }
        }
    }
}

#[test]
fn a_link_with_a_forbidden_scheme_is_an_error() {
    let (_dir, output) =
        site(&[("content/events/a.md", b"+++\ntitle = \"A\"\ndate = \"2025\"\n+++\n[x](javascript:alert(1))\n")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("link/scheme"));
}

#[test]
fn deep_nesting_is_told_and_does_not_take_the_program_down() {
    let deep = format!("+++\ntitle = \"A\"\ndate = \"2025\"\n+++\n{}x\n", "> ".repeat(50_000));
    let (_dir, output) = site(&[("content/events/a.md", deep.as_bytes())]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("markdown/too-deep"));
}

#[test]
fn invalid_utf8_names_the_byte() {
    let (_dir, output) = site(&[("content/events/a.md", b"+++\ntitle = \"\xff\"\ndate = \"2025\"\n+++\n")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("byte 13 belongs to no character"));
}

#[cfg(unix)]
#[test]
fn links_out_of_the_site_are_not_followed() {
    let outside = tempfile::tempdir().unwrap();
    write(&outside.path().join("secret.md"), "+++\ntitle = \"Secret\"\ndate = \"2025\"\n+++\n");
    let dir = tempfile::tempdir().unwrap();
    write(&dir.path().join("site.toml"), "title = \"A\"\n");
    fs::create_dir_all(dir.path().join("content/events")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("secret.md"), dir.path().join("content/events/secret.md")).unwrap();
    std::os::unix::fs::symlink(outside.path(), dir.path().join("content/events/more")).unwrap();
    let output = dateline().arg("-C").arg(dir.path()).arg("build").output().unwrap();
    assert!(output.status.success());
    assert!(!dir.path().join("public/events").exists());
}

#[test]
fn a_template_loop_is_told() {
    let (_dir, output) = site(&[("templates/page.html", b"{% include \"page.html\" %}")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("template/"));
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
