//! The preview server from outside: after every change of the folder it serves what a fresh build would write.

mod edited_texts;
mod edits;
pub mod preview;
mod requests;
mod story;

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{PermissionsExt as _, chown, symlink};
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use preview::{Preview, Start, next_build};
use story::{Story, save_by_rename, save_with_backup};

use crate::support::{copy, dateline, root, tree};

/// A small site and its preview, which shows it.
fn opened() -> (Story, Preview) {
    let story = Story::small();
    let mut preview = Preview::start(&story.root());
    preview.wait_until_equal();
    (story, preview)
}

/// How long nothing must happen to be believed.
const SILENCE: Duration = Duration::from_millis(700);

/// Lets time pass in which nothing may change.
#[track_caller]
fn nothing_happens(preview: &Preview, change: impl FnOnce()) {
    let before = preview.build("/june/");
    change();
    thread::sleep(SILENCE);
    assert_eq!(preview.build("/june/"), before, "{:#?}", preview.lines());
}

#[test]
fn the_example_is_served_as_it_is_built() {
    let dir = tempfile::tempdir().unwrap();
    copy(&root().join("example"), dir.path());
    let mut preview = Preview::start(dir.path());
    preview.wait_until_equal();
    preview.stop();
}

#[test]
fn files_written_in_place_are_shown() {
    let (mut story, mut preview) = opened();
    let printed = preview.lines().len();
    story.change(0, |event| event.title = "Another title".to_owned());
    preview.wait_until_equal();
    preview.wait_for_line_after(printed);
    story.change(1, |event| event.body = "Another text.".to_owned());
    story.put("content/actors.toml", story.read("content/actors.toml").replace("name = \"", "name = \"The "));
    preview.wait_until_equal();
    preview.stop();
}

#[test]
fn files_saved_by_rename_are_shown() {
    let (mut story, mut preview) = opened();
    for save in [save_by_rename, save_with_backup] {
        for number in 0..4 {
            let event = &mut story.events[number];
            event.title.push_str(", saved");
            let (path, text) = (event.path(), event.text());
            save(&story.path(&path), &text);
            preview.wait_until_equal();
        }
    }
    let path = story.path(&story.events[5].path());
    let edited = Command::new("sed").args(["-i", "s/^title = \"/title = \"Edited: /"]).arg(&path).status().unwrap();
    assert!(edited.success());
    assert!(fs::read_to_string(path).unwrap().contains("Edited: "));
    preview.wait_until_equal();
    preview.stop();
}

#[test]
fn backups_and_swap_files_change_nothing() {
    let (story, mut preview) = opened();
    let folder = story.path(&story.events[0].path()).parent().unwrap().to_path_buf();
    let names = ["e001.md~", ".e001.md.swp", "#e001.md#", "4913", "e001.md___jb_tmp___", ".e001.md.kate-swp"];
    nothing_happens(&preview, || {
        for name in names {
            fs::write(folder.join(name), "+++\nhalf of it").unwrap();
        }
    });
    preview.wait_until_equal();
    nothing_happens(&preview, || {
        for name in names {
            fs::remove_file(folder.join(name)).unwrap();
        }
    });
    // The lock of Emacs is a link that leads nowhere.
    let lock = folder.join(".#e001.md");
    nothing_happens(&preview, || symlink("author@desk.4711", &lock).unwrap());
    preview.wait_until_equal();
    nothing_happens(&preview, || fs::remove_file(&lock).unwrap());
    preview.wait_until_equal();
    preview.stop();
}

#[test]
fn the_page_for_missing_addresses_finds_its_style_sheet_at_any_depth() {
    let dir = tempfile::tempdir().unwrap();
    copy(&root().join("example"), dir.path());
    let preview = Preview::start(dir.path());
    for address in ["/gone", "/events/gone/", "/a/b/c/d"] {
        let (status, page) = preview.get(address);
        let page = String::from_utf8(page).unwrap();
        assert_eq!(status, 404, "{address}");
        assert!(page.contains("href=\"/style.css?v="), "{address}: {page}");
        assert!(!page.contains("href=\"style.css") && !page.contains("href=\"index.html\""), "{address}: {page}");
    }
    preview.stop();
}

#[test]
fn deleted_and_renamed_files_leave_their_addresses() {
    let (mut story, mut preview) = opened();
    let event = story.events.pop().unwrap();
    story.remove(&event.path());
    preview.wait_until_equal();
    assert_eq!(preview.get(&format!("/june/events/{}/", event.id)).0, 404);
    let event = story.events.last_mut().unwrap();
    let (from, old) = (event.path(), event.id.clone());
    event.id = "renamed".to_owned();
    let to = event.path();
    story.rename(&from, &to);
    preview.wait_until_equal();
    assert_eq!(preview.get(&format!("/june/events/{old}/")).0, 404);
    assert_eq!(preview.get("/june/events/renamed/").0, 200);
    preview.stop();
}

#[test]
fn new_folders_are_shown_with_what_was_put_into_them_at_once() {
    let (mut story, mut preview) = opened();
    for depth in 1..6 {
        let mut event = story.invent();
        event.folder = vec!["new"; depth].join("/");
        story.put(&event.path(), event.text());
        story.events.push(event);
        preview.wait_until_equal();
    }
    let last = story.events.len() - 1;
    story.change(last, |event| event.title = "Changed in the deep".to_owned());
    preview.wait_until_equal();
    preview.stop();
}

#[test]
fn folders_moved_in_and_out_are_shown_and_forgotten() {
    let (mut story, mut preview) = opened();
    let mut event = story.invent();
    event.folder = "box/inner".to_owned();
    story.put(&event.path(), event.text());
    preview.wait_until_equal();
    fs::rename(story.path("content/events/box"), story.beside("box")).unwrap();
    preview.wait_until_equal();
    let outside = story.beside(&format!("box/inner/{}.md", event.id));
    nothing_happens(&preview, || fs::write(&outside, "+++\nbroken").unwrap());
    fs::write(&outside, event.text()).unwrap();
    fs::rename(story.beside("box"), story.path("content/events/chest")).unwrap();
    preview.wait_until_equal();
    event.folder = "chest/inner".to_owned();
    event.title = "Changed in the chest".to_owned();
    story.put(&event.path(), event.text());
    preview.wait_until_equal();
    // All content, away and back.
    story.rename("content", "away");
    preview.wait_until_equal();
    story.rename("away", "content");
    preview.wait_until_equal();
    story.change(0, |event| event.title = "After the return".to_owned());
    preview.wait_until_equal();
    preview.stop();
}

#[test]
fn two_hundred_files_may_change_at_once() {
    let mut story = Story::new(150, 11);
    let mut preview = Preview::start(&story.root());
    preview.wait_until_equal();
    for round in 0..3 {
        for number in (100..story.events.len()).rev().filter(|number| number % 3 == round) {
            let event = story.events.remove(number);
            story.remove(&event.path());
        }
        for number in 0..90 {
            story.change(number, |event| event.title = format!("Round {round}, number {number}"));
        }
        for _ in 0..90 {
            let mut event = story.invent();
            event.folder = format!("round-{round}");
            story.put(&event.path(), event.text());
            story.events.push(event);
        }
        preview.wait_until_equal();
    }
    preview.stop();
}

#[test]
fn pictures_beside_content_are_served_and_kept_current() {
    let (mut story, mut preview) = opened();
    let folder = format!("content/events/{}", story.events[5].folder);
    let picture = format!("{folder}/low-water.png");
    let page = format!("/june/events/{}/", story.events[5].id);
    let address = format!("{page}low-water.png");
    story.put(&picture, "the quay at low water");
    story.change(5, |event| event.body = "![The quay](low-water.png)".to_owned());
    preview.wait_until_equal();
    assert_eq!(preview.get(&address), (200, b"the quay at low water".to_vec()));
    let before = preview.attribute(&page, "data-assets");
    story.put(&picture, "the quay at high water");
    preview.wait_until_equal();
    assert_eq!(preview.get(&address), (200, b"the quay at high water".to_vec()));
    assert_ne!(preview.attribute(&page, "data-assets"), before, "an open page is not told");
    save_by_rename(&story.path(&picture), "the quay in fog");
    preview.wait_until_equal();
    assert_eq!(preview.get(&address), (200, b"the quay in fog".to_vec()));

    story.remove(&picture);
    preview.wait_until_broken("image/missing", Some(&story.events[5].path()));
    assert_eq!(preview.get(&address), (200, b"the quay in fog".to_vec()));
    story.put(&picture, "the quay, once more");
    preview.wait_until_equal();
    assert_eq!(preview.get(&address), (200, b"the quay, once more".to_vec()));
    story.change(5, |event| event.body = "There is no picture.".to_owned());
    preview.wait_until_equal();
    assert_eq!(preview.get(&address).0, 404, "nothing refers to it any more");
    preview.stop();
}

#[test]
fn templates_may_be_added_overridden_and_removed() {
    let (story, mut preview) = opened();
    let base = fs::read_to_string(root().join("templates/base.html")).unwrap();
    story.put("templates/base.html", base.replace("</body>", "<p>Ours.</p></body>"));
    preview.wait_until_equal();
    assert!(String::from_utf8(preview.get("/june/").1).unwrap().contains("<p>Ours.</p>"));
    story.put(
        "templates/page.html",
        "{% extends \"base.html\" %}{% block content %}{% include \"part.html\" %}{% endblock content %}",
    );
    preview.wait_until_equal();
    story.put("templates/part.html", "<p>A part.</p>");
    preview.wait_until_equal();
    assert!(String::from_utf8(preview.get("/june/about/").1).unwrap().contains("<p>A part.</p>"));
    fs::remove_dir_all(story.path("templates")).unwrap();
    preview.wait_until_equal();
    preview.stop();
}

#[test]
fn the_theme_may_be_changed_and_mended() {
    let (story, mut preview) = opened();
    let plain = story.read("site.toml");
    story.put("site.toml", format!("{plain}\n[theme]\nname = \"docket\"\n"));
    preview.wait_until_equal_after("the docket");
    assert_eq!(preview.get("/june/docket.css").0, 200);
    story.put("site.toml", format!("{plain}\n[theme]\nname = \"dockett\"\n"));
    preview.wait_until_broken("field/value", Some("site.toml"));
    story.put("site.toml", format!("{plain}\n[theme]\naccent = \"#7a1f3d\"\n"));
    preview.wait_until_equal_after("another accent");
    assert_eq!(preview.get("/june/docket.css").0, 404);
    preview.stop();
}

#[test]
fn static_files_may_be_added_changed_and_removed() {
    let (story, mut preview) = opened();
    story.put("static/fonts/ours.woff2", [0, 159, 146, 150]);
    story.put("static/style.css", "body { color: navy }\n");
    preview.wait_until_equal();
    let (styles, assets) = (preview.attribute("/june/", "data-styles"), preview.attribute("/june/", "data-assets"));
    story.put("static/style.css", "body { color: teal }\n");
    preview.wait_until_equal();
    assert_ne!(preview.attribute("/june/", "data-styles"), styles);
    assert_eq!(preview.attribute("/june/", "data-assets"), assets);
    story.put("static/fonts/ours.woff2", [1, 159, 146, 150]);
    story.put("static/a page.html", "<p>Nobody's template.</p>");
    preview.wait_until_equal();
    assert_ne!(preview.attribute("/june/", "data-assets"), assets);
    story.remove("static/map.svg");
    fs::remove_dir_all(story.path("static/fonts")).unwrap();
    preview.wait_until_equal();
    fs::remove_dir_all(story.path("static")).unwrap();
    preview.wait_until_equal();
    preview.stop();
}

#[test]
fn the_configuration_may_change_with_the_path_of_the_site() {
    let (mut story, mut preview) = opened();
    story.put("site.toml", Story::config("Another strike", "https://example.org/june/"));
    preview.wait_until_equal();
    for base_url in ["https://example.org/july/of/24/", "https://example.org/", "", "https://example.org/june/"] {
        story.put("site.toml", Story::config("Another strike", base_url));
        preview.wait_until_equal();
    }
    let config = Story::config("Another strike", "https://example.org/june/");
    story.put("site.toml", format!("{config}\n[paths]\ncontent = \"texts/all\"\n"));
    preview.wait_until_equal();
    copy(&story.path("content"), &story.path("texts/all"));
    preview.wait_until_equal();
    story.change(0, |event| event.title = "No longer read".to_owned());
    preview.wait_until_equal();
    let path = story.events[1].path().replace("content/", "texts/all/");
    story.put(&path, story.read(&path).replace("title = \"", "title = \"Read: "));
    preview.wait_until_equal();
    preview.stop();
}

#[test]
fn a_site_without_its_site_toml_stays_until_it_comes_back() {
    let (story, mut preview) = opened();
    let config = story.read("site.toml");
    story.remove("site.toml");
    preview.wait_until_equal();
    assert_eq!(preview.problems()["findings"][0]["code"], "site/missing");
    story.put("site.toml", config.replace("strike", "lockout"));
    preview.wait_until_equal();
    preview.stop();
}

#[test]
fn the_whole_root_may_be_replaced() {
    let (story, mut preview) = opened();
    let other = Story::new(9, 23);
    copy(&other.root(), &story.beside("new"));
    // The output belongs to the folder that stands there now.
    copy(&story.path("public"), &story.beside("new/public"));
    fs::rename(story.root(), story.beside("old")).unwrap();
    fs::rename(story.beside("new"), story.root()).unwrap();
    preview.wait_until_equal();
    story.put(&other.events[0].path(), other.events[0].text().replace("title = \"", "title = \"Later: "));
    preview.wait_until_equal();
    nothing_happens(&preview, || {
        fs::write(story.beside("old").join(story.events[0].path()), "nobody's").unwrap();
    });
    fs::rename(story.root(), story.beside("new")).unwrap();
    preview.wait_until_broken("site/missing", None);
    fs::remove_file(story.beside("old").join(story.events[0].path())).unwrap();
    fs::write(story.beside("old").join(story.events[0].path()), story.events[0].text()).unwrap();
    fs::rename(story.beside("old"), story.root()).unwrap();
    preview.wait_until_equal();
}

#[test]
fn a_link_to_the_root_may_be_turned_to_another_folder() {
    let story = Story::small();
    let (link, other) = (story.beside("current"), Story::new(9, 23));
    symlink(story.root(), &link).unwrap();
    let mut preview = Preview::start(&link);
    preview.wait_until_equal();
    // The output belongs to the folder that stands there now.
    copy(&story.path("public"), &other.path("public"));
    symlink(other.root(), story.beside("next")).unwrap();
    fs::rename(story.beside("next"), &link).unwrap();
    preview.wait_until_equal();
    other.put(&other.events[0].path(), other.events[0].text().replace("title = \"", "title = \"Later: "));
    preview.wait_until_equal();
}

#[test]
fn a_file_that_is_written_slowly_is_shown_in_the_end() {
    let (mut story, mut preview) = opened();
    story.events[0].title = "Slowly written".to_owned();
    story.events[0].body = "Word upon word. ".repeat(40);
    let mut file = fs::File::create(story.path(&story.events[0].path())).unwrap();
    for piece in story.events[0].text().as_bytes().chunks(70) {
        file.write_all(piece).unwrap();
        file.flush().unwrap();
        thread::sleep(Duration::from_millis(90));
    }
    drop(file);
    preview.wait_until_equal();
    preview.stop();
}

#[test]
fn a_file_that_is_no_utf8_is_told_and_may_be_mended() {
    let (story, mut preview) = opened();
    let path = story.events[0].path();
    let good = story.read(&path);
    story.put(&path, [good.as_bytes(), b"caf\xe9\n"].concat());
    preview.wait_until_equal();
    assert_eq!(preview.problems()["findings"][0]["code"], "file/not-utf8");
    story.put(&path, format!("{good}café\n"));
    preview.wait_until_equal();
    preview.stop();
}

#[test]
fn saved_texts_and_the_lock_may_come_change_and_go() {
    let story = Story::small();
    let article = "+++\ntitle = \"Ice on the quay\"\npublisher = \"Quill Post\"\npublished = \"1931-02-01\"\n[[notes]]\nquote = \"the quay froze\"\nnote = \"It did.\"\n+++\nThe quay.\n";
    story.put("content/articles/ice.md", article);
    let mut preview = Preview::start(&story.root());
    preview.wait_until_equal();
    story.put("captures/ice.txt", "In the night the quay froze over.");
    preview.wait_until_equal_after("a saved text came");
    story.put("captures/ice.txt", "In the night the quay thawed.");
    preview.wait_until_broken("evidence/quote-not-found", Some("content/articles/ice.md"));
    story.put("captures/ice.txt", "In the night the quay froze.");
    preview.wait_until_equal_after("the saved text was mended");
    dateline().arg("-C").arg(story.root()).args(["-q", "check", "--update-lock"]).assert().success();
    story.remove("captures/ice.txt");
    preview.wait_until_equal_after("only the lock is left");
    let (_, page) = preview.get("/june/articles/ice/");
    assert!(String::from_utf8(page).unwrap().contains("&nbsp;earlier"));
    story.put("content/articles/ice.md", article.replace("the quay froze", "the quay frost"));
    preview.wait_until_broken("evidence/quote-changed", Some("content/articles/ice.md"));
}

#[test]
fn a_permission_may_be_lost_and_regained() {
    /// Nobody's number on most systems.
    const NOBODY: u32 = 65534;
    let story = Story::small();
    let is_root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
    let mut start = Start::default();
    if is_root {
        let program = story.beside("dateline");
        // By another process: a file that this one has open for writing cannot be executed.
        let copied = Command::new("cp").arg(assert_cmd::cargo::cargo_bin("dateline")).arg(&program).status().unwrap();
        assert!(copied.success());
        fs::set_permissions(story.beside(""), fs::Permissions::from_mode(0o755)).unwrap();
        give(&story.root(), NOBODY);
        start = Start { program: Some(program), user: Some(NOBODY), ..start };
    }
    let mut preview = Preview::start_with(&story.root(), start);
    preview.wait_until_equal();
    let set = |path: &str, mode| fs::set_permissions(story.path(path), fs::Permissions::from_mode(mode)).unwrap();
    let event = story.events[0].path();
    set(&event, 0o000);
    preview.wait_until_broken("file/unreadable", None);
    set(&event, 0o644);
    preview.wait_until_equal();
    let folder = Path::new(&event).parent().unwrap().to_str().unwrap().to_owned();
    set(&folder, 0o000);
    preview.wait_until_broken("file/unreadable", None);
    set(&folder, 0o755);
    preview.wait_until_equal();
    story.put(&event, story.read(&event).replace("title = \"", "title = \"Regained: "));
    preview.wait_until_equal();
    preview.stop();
}

#[cfg(target_os = "linux")]
#[test]
fn a_system_without_free_files_is_looked_at_again() {
    let (mut story, mut preview) = opened();
    let printed = preview.lines().len();
    preview.limit_files(0);
    story.change(0, |event| event.title = "Saved at a bad moment".to_owned());
    preview.wait_for_line_after(printed);
    // Nothing wakes the preview when files are free again.
    preview.limit_files(512);
    preview.wait_until_equal_after("files are free again");
    preview.stop();
}

/// Gives a folder and all in it to a user.
fn give(folder: &Path, user: u32) {
    chown(folder, Some(user), Some(user)).unwrap();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            give(&path, user);
        } else {
            chown(path, Some(user), Some(user)).unwrap();
        }
    }
}

#[test]
fn links_out_of_the_root_are_never_served() {
    let (story, mut preview) = opened();
    let secret = story.beside("secret");
    fs::create_dir(&secret).unwrap();
    fs::write(secret.join("key.txt"), "xyzzy-7781").unwrap();
    fs::write(secret.join("e900.md"), "+++\ntitle = \"xyzzy-7781\"\ndate = \"2024-05\"\n+++\n").unwrap();
    symlink(secret.join("key.txt"), story.path("static/key.txt")).unwrap();
    symlink(&secret, story.path("static/secret")).unwrap();
    symlink(secret.join("e900.md"), story.path("content/events/e900.md")).unwrap();
    symlink(&secret, story.path("content/events/secret")).unwrap();
    preview.wait_until_equal();
    for path in ["key.txt", "secret/key.txt", "events/e900/", "static/key.txt"] {
        let (status, body) = preview.get(&format!("/june/{path}"));
        assert_eq!(status, 404, "{path}");
        assert!(!String::from_utf8_lossy(&body).contains("xyzzy-7781"), "{path}");
    }
    preview.wait_until_broken("file/symlink", None);
    for link in ["static/key.txt", "static/secret", "content/events/e900.md", "content/events/secret"] {
        fs::remove_file(story.path(link)).unwrap();
    }
    preview.wait_until_equal();
    // A link that stays inside is followed, to its file and through its folder.
    story.put("drafts/e901.md", "+++\ntitle = \"Linked\"\ndate = \"2024-05\"\n+++\n");
    symlink("../../drafts", story.path("content/events/drafts")).unwrap();
    preview.wait_until_equal();
    assert_eq!(preview.get("/june/events/e901/").0, 200);
    story.put("drafts/e901.md", "+++\ntitle = \"Linked and changed\"\ndate = \"2024-05\"\n+++\n");
    preview.wait_until_equal();
    preview.stop();
}

#[test]
fn beyond_this_machine_no_words_of_what_is_wrong_are_served() {
    let story = Story::small();
    let article = "+++\ntitle = \"Ice on the quay\"\npublisher = \"Quill Post\"\npublished = \"1931-02-01\"\n[[notes]]\nquote = \"the quay thawed\"\nnote = \"It did.\"\n+++\nThe quay.\n";
    story.put("content/articles/ice.md", article);
    story.put("captures/ice.txt", "In the night the quay froze over, said xyzzy-7781.");
    let told = |host| {
        let arguments = vec!["--host", host, "--editor", "vscode"];
        let preview = Preview::start_with(&story.root(), Start { arguments, ..Start::default() });
        let begun = Instant::now();
        while preview.problems()["findings"].as_array().unwrap().is_empty() {
            assert!(begun.elapsed() < preview::PATIENCE, "{:?}", preview.lines());
            thread::sleep(Duration::from_millis(20));
        }
        let told = preview.problems();
        let printed = preview.lines();
        preview.stop();
        (told, printed.join("\n"))
    };
    let (local, printed) = told("127.0.0.1");
    assert!(local.to_string().contains("quay froze") && local.to_string().contains("vscode://"), "{local}");
    assert!(!printed.contains("other machines"), "{printed}");
    let (open, printed) = told("0.0.0.0");
    for private in ["quay", "xyzzy", "captures", "content", "vscode", story.root().to_str().unwrap()] {
        assert!(!open.to_string().contains(private), "{private}: {open}");
    }
    assert_eq!(open["findings"][0]["code"], "evidence/quote-not-found");
    assert_eq!(open["errors"], 1);
    assert!(printed.contains("other machines can see the site"), "{printed}");
}

#[test]
fn broken_content_leaves_the_last_good_site_until_it_is_mended() {
    let (mut story, mut preview) = opened();
    let good = story.read(&story.events[0].path());
    story.put(&story.events[0].path(), good.replace("date = \"", "date = \"2024-02-30 or "));
    preview.wait_until_equal();
    assert!(!preview.problems()["findings"].as_array().unwrap().is_empty());
    // A good change beside the broken file does not come through yet.
    story.change(1, |event| event.title = "Waiting".to_owned());
    let places = story.read("content/places.toml");
    story.put("content/places.toml", "[quill-harbour\n");
    preview.wait_until_equal();
    story.put(&story.events[0].path(), good);
    preview.wait_until_equal();
    story.put("content/places.toml", places);
    preview.wait_until_equal();
    story.put("site.toml", "title = \n");
    preview.wait_until_equal();
    story.put("site.toml", Story::config("Mended", "https://example.org/june/"));
    preview.wait_until_equal();
    assert_ne!(preview.problems()["findings"][0]["severity"], "error");
    preview.stop();
}

#[test]
fn a_site_that_is_broken_at_the_start_is_shown_once_it_is_mended() {
    let story = Story::small();
    let good = story.read(&story.events[0].path());
    story.put(&story.events[0].path(), good.replace("title = ", "titel = "));
    let mut preview = Preview::start(&story.root());
    preview.wait_until_equal();
    let (_, body) = preview.get("/june/");
    assert!(String::from_utf8_lossy(&body).contains("/__dateline/client.js"), "the placeholder must wait for the site");
    story.put(&story.events[0].path(), good);
    preview.wait_until_equal();
    preview.stop();
}

#[test]
fn a_folder_without_a_site_is_served_once_there_is_one() {
    let story = Story::small();
    let config = story.read("site.toml");
    story.remove("site.toml");
    let mut preview = Preview::start(&story.root());
    preview.wait_until_equal();
    story.put("site.toml", config);
    preview.wait_until_equal();
    preview.stop();
}

#[test]
fn a_template_that_fails_on_one_page_only_is_told() {
    let (story, mut preview) = opened();
    let page = "{% extends \"base.html\" %}{% block content %}{% if page.title == \"About\" %}{{ page.titel }}{% endif %}{% endblock content %}";
    story.put("content/pages/method.md", "+++\ntitle = \"Method\"\n+++\n\nWe read.\n");
    preview.wait_until_equal();
    story.put("templates/page.html", page);
    preview.wait_until_equal();
    assert_eq!(preview.problems()["findings"][0]["code"], "template/render");
    story.put("templates/page.html", page.replace("titel", "title"));
    preview.wait_until_equal();
    preview.stop();
}

#[test]
fn drafts_are_shown_only_when_asked_for() {
    let mut story = Story::small();
    story.change(6, |event| event.draft = true);
    let mut plain = Preview::start(&story.root());
    let mut with = Preview::start_with(&story.root(), Start { arguments: vec!["--drafts"], ..Start::default() });
    let page = format!("/june/events/{}/", story.events[6].id);
    plain.wait_until_equal();
    with.wait_until_equal();
    assert_eq!((plain.get(&page).0, with.get(&page).0), (404, 200));
    story.change(6, |event| event.draft = false);
    plain.wait_until_equal();
    with.wait_until_equal();
    assert_eq!(plain.get(&page).0, 200);
    story.change(6, |event| event.draft = true);
    plain.wait_until_equal();
    with.wait_until_equal();
    plain.stop();
    with.stop();
}

#[test]
fn the_base_url_of_the_command_line_wins() {
    let mut story = Story::small();
    let start = Start { arguments: vec!["--base-url", "https://elsewhere.example/a/b/"], ..Start::default() };
    let mut preview = Preview::start_with(&story.root(), start);
    preview.wait_until_equal();
    assert_eq!(preview.get("/a/b/").0, 200);
    story.change(0, |event| event.title = "Changed".to_owned());
    story.put("site.toml", Story::config("Changed", "https://example.org/july/"));
    preview.wait_until_equal();
    preview.stop();
}

#[test]
fn polling_shows_changes_as_well() {
    let mut story = Story::small();
    let mut preview = Preview::start_with(&story.root(), Start { arguments: vec!["--poll"], ..Start::default() });
    preview.wait_until_equal();
    story.change(0, |event| event.title = "Polled".to_owned());
    preview.wait_until_equal();
    story.rename("content/events", "content/away");
    preview.wait_until_equal();
    story.rename("content/away", "content/events");
    preview.wait_until_equal();
    preview.stop();
}

#[test]
fn a_signal_ends_it_even_while_pages_are_connected() {
    for signal in ["-TERM", "-INT"] {
        let (_story, preview) = opened();
        let mut socket = preview.live();
        next_build(&mut socket);
        preview.stop_by(signal);
    }
}

#[test]
fn a_port_that_is_taken_is_an_error_where_it_was_asked_for() {
    let story = Story::small();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = dateline()
        .arg("-C")
        .arg(story.root())
        .args(["serve", "--port", &port])
        .timeout(Duration::from_secs(20))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains(&port));
}

#[test]
fn two_servers_find_ports_of_their_own() {
    let story = Story::small();
    let start = || Start { arguments: vec!["--default-port"], ..Start::default() };
    let mut one = Preview::start_with(&story.root(), start());
    let mut other = Preview::start_with(&story.root(), start());
    assert_ne!(one.host, other.host);
    one.wait_until_equal();
    other.wait_until_equal();
}

#[test]
fn a_build_beside_the_preview_does_not_disturb_it() {
    let (story, preview) = opened();
    nothing_happens(&preview, || {
        dateline().arg("-C").arg(story.root()).args(["build", "-q", "-o"]).arg(story.path("out")).assert().success();
    });
    assert!(!tree(&story.path("out")).is_empty());
    // The folder that the site names as its output.
    fs::remove_dir_all(story.path("public")).unwrap();
    nothing_happens(&preview, || {
        dateline().arg("-C").arg(story.root()).args(["build", "-q"]).assert().success();
    });
    assert!(story.path("public/index.html").is_file());
}
