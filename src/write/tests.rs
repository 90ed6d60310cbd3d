//! Tests of the writer in real folders.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt as _, symlink};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use tempfile::TempDir;

use super::disk::Disk;
use super::folders::folders_above;
use super::*;
use crate::output::{OutputSink as _, SinkClosed, SiteOutput};
use crate::route::Route;

/// A site's root with a content folder, and `public` to write to.
struct WriteTestSite {
    _temporary: TempDir,
    root: Utf8PathBuf,
}

impl WriteTestSite {
    fn new() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let root = Utf8PathBuf::try_from(temporary.path().canonicalize().unwrap()).unwrap();
        fs::create_dir_all(root.join("content/events")).unwrap();
        Self { _temporary: temporary, root }
    }

    fn write(&self, site: &SiteOutput) -> Result<WriteReport, WriteError> {
        self.write_to("public", site)
    }

    /// Whether the output is as the build with this report left it.
    fn is_as_written(&self, written: &WriteReport) -> bool {
        let output = self.root.join("public");
        let target = OutputTarget { output: &output, root: &self.root, home: None, inputs: &[], sync: false };
        is_as_written(&target, &written.manifest)
    }

    fn write_to(&self, output: &str, site: &SiteOutput) -> Result<WriteReport, WriteError> {
        self.write_through(&Arc::new(Disk::new(false)), output, site)
    }

    fn write_through(&self, disk: &Arc<Disk>, output: &str, site: &SiteOutput) -> Result<WriteReport, WriteError> {
        let writer = self.begin_through(disk, output, site)?;
        // The error is returned by `finish`.
        let _ = put_all(&writer, site);
        writer.finish()
    }

    fn begin(&self, site: &SiteOutput) -> SiteWriter {
        self.begin_through(&Arc::new(Disk::new(false)), "public", site).unwrap()
    }

    fn begin_through(&self, disk: &Arc<Disk>, output: &str, site: &SiteOutput) -> Result<SiteWriter, WriteError> {
        let inputs = [self.root.join("content"), self.root.join("captures")];
        let home = self.root.join("home/jo");
        let output = self.root.join(output);
        let target =
            OutputTarget { output: &output, root: &self.root, home: Some(&home), inputs: &inputs, sync: false };
        SiteWriter::begin_through(disk.clone(), &target, site.iter().map(|(route, _)| route))
    }

    /// The message of a refusal, with the root's path left out.
    fn refusal(&self, output: &str, site: &SiteOutput) -> String {
        match self.write_to(output, site) {
            Err(error @ WriteError::Refused { .. }) => error.to_string().replace(&format!("{}/", self.root), ""),
            other => panic!("not refused: {other:?}"),
        }
    }

    fn path(&self, path: &str) -> Utf8PathBuf {
        self.root.join("public").join(path)
    }

    fn put(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }

    fn inode(&self, path: &str) -> u64 {
        self.path(path).symlink_metadata().unwrap().ino()
    }

    /// The content of the output without the manifest. The paths of folders end in a slash.
    fn tree(&self) -> BTreeMap<String, String> {
        let mut tree = tree(&self.root.join("public"));
        assert!(tree.remove(".dateline-manifest").is_some(), "there is no manifest");
        tree
    }

    /// The entries beside the content and the output. After a build there is none.
    fn beside(&self) -> Vec<String> {
        let names = self.root.read_dir_utf8().unwrap().map(|entry| entry.unwrap().file_name().to_owned());
        let mut names: Vec<_> = names.filter(|name| name != "content" && name != "public").collect();
        names.sort();
        names
    }
}

/// Puts all files of a site, in parallel.
fn put_all(writer: &SiteWriter, site: &SiteOutput) -> Result<(), SinkClosed> {
    let files: Vec<(&Route, &[u8])> = site.iter().collect();
    files.into_par_iter().try_for_each(|(route, bytes)| writer.put(route, bytes))
}

fn tree(root: &Utf8Path) -> BTreeMap<String, String> {
    let mut tree = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir_utf8().unwrap() {
            let entry = entry.unwrap();
            let path = entry.path().strip_prefix(root).unwrap().to_string();
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path().to_owned());
                tree.insert(format!("{path}/"), String::new());
            } else {
                tree.insert(path, fs::read_to_string(entry.path()).unwrap());
            }
        }
    }
    tree
}

fn site(files: &[(&str, &str)]) -> SiteOutput {
    let mut output = SiteOutput::default();
    for (path, text) in files {
        output.insert(Route::file(path).unwrap(), text.as_bytes().to_vec());
    }
    output
}

/// The tree that the output must have: the files of a site and these other files.
fn expected(site: &SiteOutput, foreign: &[(&str, &str)]) -> BTreeMap<String, String> {
    let ours = site.iter().map(|(route, bytes)| (route.path(), str::from_utf8(bytes).unwrap()));
    let mut tree = BTreeMap::new();
    for (path, text) in ours.chain(foreign.iter().copied()) {
        tree.insert(path.to_owned(), text.to_owned());
        tree.extend(folders_above(path).map(|folder| (format!("{folder}/"), String::new())));
    }
    tree
}

/// A report without the hash of the manifest.
fn counts(written: WriteReport) -> WriteReport {
    WriteReport { manifest: String::new(), ..written }
}

const BEFORE: &[(&str, &str)] = &[
    ("index.html", "one"),
    ("style.css", "red"),
    ("events/a/index.html", "a"),
    ("events/b/index.html", "b"),
    ("feed.xml", "f"),
];

#[test]
fn a_missing_folder_becomes_the_site() {
    let world = WriteTestSite::new();
    let written = world.write_to("deep/er/public", &site(BEFORE)).unwrap();
    assert_eq!(counts(written), WriteReport { created: 5, bytes_written: 9, ..WriteReport::default() });
    let mut made = tree(&world.root.join("deep/er/public"));
    let manifest = made.remove(".dateline-manifest").unwrap();
    assert_eq!(made, expected(&site(BEFORE), &[]));
    assert_eq!(world.root.join("deep/er").read_dir().unwrap().count(), 1, "staging or lock was left");
    assert_eq!(
        manifest,
        "# dateline manifest 1\n\
         ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  events/a/index.html\n\
         3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d  events/b/index.html\n\
         252f10c83610ebca1a059c0bae8255eba2f95be4d1d7bcfa89d7248a82d9f111  feed.xml\n\
         7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed  index.html\n\
         b1f51a511f1da0cd348b8f8598db32e61cb963e5fc69e2b41485bf99590ed75a  style.css\n"
    );
}

#[test]
fn an_empty_folder_becomes_the_site() {
    let world = WriteTestSite::new();
    fs::create_dir(world.path("")).unwrap();
    assert_eq!(world.write(&site(BEFORE)).unwrap().created, 5);
    assert_eq!(world.tree(), expected(&site(BEFORE), &[]));
}

#[test]
fn an_empty_site_is_a_site() {
    let world = WriteTestSite::new();
    world.write(&site(&[])).unwrap();
    assert_eq!(world.tree(), BTreeMap::new());
    world.write(&site(BEFORE)).unwrap();
    assert_eq!(world.write(&site(&[])).unwrap().deleted, 5);
    assert_eq!(world.tree(), BTreeMap::new());
}

#[test]
fn with_sync_it_is_the_same_site() {
    let world = WriteTestSite::new();
    world.write_through(&Arc::new(Disk::new(true)), "public", &site(BEFORE)).unwrap();
    world.put("CNAME", "example.org");
    world.write_through(&Arc::new(Disk::new(true)), "public", &site(&BEFORE[1..])).unwrap();
    assert_eq!(world.tree(), expected(&site(&BEFORE[1..]), &[("CNAME", "example.org")]));
}

#[test]
fn the_same_again_touches_nothing() {
    let world = WriteTestSite::new();
    world.write(&site(BEFORE)).unwrap();
    let stamps = || {
        let paths = world.tree().into_keys().chain([String::new(), ".dateline-manifest".to_owned()]);
        paths
            .map(|path| {
                let metadata = world.path(&path).metadata().unwrap();
                (path, metadata.ino(), metadata.mtime(), metadata.mtime_nsec(), metadata.ctime_nsec())
            })
            .collect::<Vec<_>>()
    };
    let before = stamps();
    let written = world.write_through(&Arc::new(Disk::failing_after(0)), "public", &site(BEFORE)).unwrap();
    assert_eq!(counts(written), WriteReport { unchanged: 5, ..WriteReport::default() });
    assert_eq!(stamps(), before);
    assert_eq!(world.beside(), [""; 0]);
}

#[test]
fn an_output_is_as_written_until_a_file_of_ours_changes() {
    /// Something that happens to the output, and whether it is as written afterwards.
    type Change = (&'static str, fn(&WriteTestSite), bool);
    let changes: &[Change] = &[
        ("nothing", |_| {}, true),
        ("a file of others", |world| world.put("CNAME", "example.org"), true),
        ("an edit", |world| world.put("feed.xml", "ff"), false),
        (
            "an edit that keeps size and time",
            |world| {
                let modified = world.path("feed.xml").metadata().unwrap().modified().unwrap();
                world.put("feed.xml", "g");
                File::options().write(true).open(world.path("feed.xml")).unwrap().set_modified(modified).unwrap();
            },
            false,
        ),
        ("a deletion", |world| fs::remove_file(world.path("feed.xml")).unwrap(), false),
        (
            "a link to the same bytes",
            |world| {
                fs::rename(world.path("feed.xml"), world.root.join("elsewhere")).unwrap();
                symlink(world.root.join("elsewhere"), world.path("feed.xml")).unwrap();
            },
            false,
        ),
        ("another manifest", |world| world.put(".dateline-manifest", "# dateline manifest 1\n"), false),
        ("no manifest", |world| fs::remove_file(world.path(".dateline-manifest")).unwrap(), false),
        ("a killed build", |world| fs::create_dir(world.root.join(".public.dateline-staging")).unwrap(), false),
        ("another site", |world| drop(world.write(&site(&BEFORE[1..])).unwrap()), false),
        ("no output", |world| fs::remove_dir_all(world.path("")).unwrap(), false),
    ];
    for (name, change, is_same) in changes {
        let world = WriteTestSite::new();
        let written = world.write(&site(BEFORE)).unwrap();
        change(&world);
        assert_eq!(world.is_as_written(&written), *is_same, "{name}");
        // A build repairs it, and then it is the same output again.
        let again = world.write(&site(BEFORE));
        if *name != "no manifest" {
            assert_eq!(again.unwrap().manifest, written.manifest, "{name}");
            assert!(world.is_as_written(&written), "{name}");
        }
    }
}

#[test]
fn what_did_not_change_keeps_its_inode_and_time() {
    let world = WriteTestSite::new();
    world.write(&site(BEFORE)).unwrap();
    let stamp = |path| (world.inode(path), world.path(path).metadata().unwrap().modified().unwrap());
    let (folder, kept, changed) = (world.inode(""), stamp("events/a/index.html"), stamp("index.html"));
    let after = site(&[("index.html", "two"), ("events/a/index.html", "a"), ("events/c/index.html", "c")]);
    let written = world.write(&after).unwrap();
    assert_eq!(
        counts(written),
        WriteReport { created: 1, changed: 1, unchanged: 1, deleted: 3, bytes_written: 4, ..WriteReport::default() }
    );
    assert_eq!(world.tree(), expected(&after, &[]));
    assert_eq!(stamp("events/a/index.html"), kept);
    assert_ne!(stamp("index.html"), changed);
    assert_ne!(world.inode(""), folder, "the tree was not swapped");
    assert_eq!(world.beside(), [""; 0]);
}

#[test]
fn the_folder_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = WriteTestSite::new();
    world.write(&site(BEFORE)).unwrap();
    fs::set_permissions(world.path(""), fs::Permissions::from_mode(0o2771)).unwrap();
    world.write(&site(&BEFORE[1..])).unwrap();
    assert_eq!(world.path("").metadata().unwrap().mode() & 0o7777, 0o2771);
}

#[test]
fn files_that_are_not_ours_stay_and_the_work_goes_file_by_file() {
    let world = WriteTestSite::new();
    world.write(&site(BEFORE)).unwrap();
    let foreign = [("CNAME", "example.org"), (".git/HEAD", "ref"), ("events/b/notes.txt", "mine")];
    for (path, text) in foreign {
        world.put(path, text);
    }
    fs::create_dir(world.path("drafts")).unwrap();
    let folder = world.inode("");
    let kept = world.inode("style.css");
    let after = site(&[("index.html", "two"), ("style.css", "red"), ("events/c/index.html", "c")]);
    let written = world.write(&after).unwrap();
    assert_eq!(
        counts(written),
        WriteReport { created: 1, changed: 1, unchanged: 1, deleted: 3, bytes_written: 4, ..WriteReport::default() }
    );
    let mut whole = expected(&after, &foreign);
    whole.insert("drafts/".to_owned(), String::new());
    assert_eq!(world.tree(), whole);
    assert_eq!((world.inode(""), world.inode("style.css")), (folder, kept));
    assert_eq!(world.beside(), [""; 0]);
    assert_eq!(world.write(&after).unwrap().unchanged, 3);
}

#[test]
fn a_page_that_somebody_changed_is_ours_to_write_again() {
    let world = WriteTestSite::new();
    world.write(&site(BEFORE)).unwrap();
    world.put("index.html", "by hand");
    fs::remove_file(world.path("style.css")).unwrap();
    fs::remove_file(world.path("feed.xml")).unwrap();
    symlink("/dev/null", world.path("feed.xml")).unwrap();
    let written = world.write(&site(BEFORE)).unwrap();
    assert_eq!((written.created, written.changed, written.unchanged), (1, 2, 2));
    assert_eq!(world.tree(), expected(&site(BEFORE), &[]));
    assert!(!world.path("feed.xml").is_symlink());
}

#[test]
fn a_page_that_left_but_that_somebody_changed_is_kept_and_told() {
    let world = WriteTestSite::new();
    world.write(&site(BEFORE)).unwrap();
    world.put("events/b/index.html", "by hand");
    let after = site(&BEFORE[..3]);
    for deleted in [1, 0] {
        let written = world.write(&after).unwrap();
        assert_eq!((written.deleted, written.kept), (deleted, vec![Utf8PathBuf::from("events/b/index.html")]));
        assert_eq!(world.tree(), expected(&after, &[("events/b/index.html", "by hand")]));
    }
    // It is again as the writer wrote it, so it is deleted.
    world.put("events/b/index.html", "b");
    let written = world.write(&after).unwrap();
    assert_eq!((written.deleted, written.kept), (1, vec![]));
    assert_eq!(world.tree(), expected(&after, &[]));
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    for foreign in [&[][..], &[("CNAME", "example.org")]] {
        let world = WriteTestSite::new();
        let before = site(&[("a", "file"), ("b/index.html", "page"), ("b/deep/er.html", "page"), ("c.html", "c")]);
        let after = site(&[("a/index.html", "page"), ("a/x/y.html", "page"), ("b", "file"), ("c.html", "c")]);
        world.write(&before).unwrap();
        for (path, text) in foreign {
            world.put(path, text);
        }
        for (site, created, deleted) in [(&after, 3, 3), (&before, 3, 3)] {
            let written = world.write(site).unwrap();
            assert_eq!((written.created, written.unchanged, written.deleted), (created, 1, deleted));
            assert_eq!(world.tree(), expected(site, foreign));
        }
    }
}

#[test]
fn what_is_not_ours_is_never_written_over() {
    let world = WriteTestSite::new();
    world.write(&site(BEFORE)).unwrap();
    world.put("CNAME", "theirs");
    world.put("maps/index.html", "theirs");
    let whole = world.tree();
    let refused = |files: &[(&str, &str)]| world.refusal("public", &site(&[BEFORE, files].concat()));
    let way_out = "help: move it elsewhere or delete it";
    assert_eq!(
        refused(&[("CNAME", "ours")]),
        format!("`public/CNAME` is in the way of the site, and is not as dateline wrote it\n{way_out}")
    );
    assert_eq!(
        refused(&[("CNAME/index.html", "ours")]),
        format!("`public/CNAME` is in the way of the site, and is not as dateline wrote it\n{way_out}")
    );
    assert_eq!(
        refused(&[("maps", "ours")]),
        format!("`public/maps` is in the way of the site, and is not as dateline wrote it\n{way_out}")
    );
    assert_eq!(world.tree(), whole);
    // If it has the same bytes, nothing is lost.
    world.write(&site(&[BEFORE, &[("CNAME", "theirs")]].concat())).unwrap();
}

#[test]
fn a_changed_page_that_left_is_in_the_way_as_well() {
    let world = WriteTestSite::new();
    world.write(&site(&[("a", "file"), ("b/index.html", "page")])).unwrap();
    world.put("a", "by hand");
    world.put("b/index.html", "by hand");
    let message = world.refusal("public", &site(&[("a/index.html", "page"), ("b/index.html", "page")]));
    assert!(message.starts_with("`public/a` is in the way of the site"), "{message}");
    let message = world.refusal("public", &site(&[("a", "file"), ("b", "file")]));
    assert!(message.starts_with("`public/b/index.html` is in the way of the site"), "{message}");
}

#[test]
fn nothing_is_written_through_a_symlink() {
    let world = WriteTestSite::new();
    world.write(&site(BEFORE)).unwrap();
    let elsewhere = world.root.join("content/events");
    fs::remove_dir_all(world.path("events")).unwrap();
    symlink(&elsewhere, world.path("events")).unwrap();
    assert_eq!(
        world.refusal("public", &site(BEFORE)),
        "`public/events` is a symbolic link, and dateline writes through none\n\
         help: remove the link, or choose another folder with -o"
    );
    // Nothing is deleted through it either.
    fs::create_dir(elsewhere.join("a")).unwrap();
    fs::write(elsewhere.join("a/index.html"), "a").unwrap();
    world.write(&site(&BEFORE[..2])).unwrap();
    assert!(elsewhere.join("a/index.html").exists());
    assert!(world.path("events").is_symlink());
}

#[test]
fn an_output_that_is_a_symlink_is_where_it_leads() {
    let world = WriteTestSite::new();
    fs::create_dir_all(world.root.join("disk/site")).unwrap();
    symlink("disk/site", world.root.join("public")).unwrap();
    world.write(&site(BEFORE)).unwrap();
    world.write(&site(&BEFORE[1..])).unwrap();
    assert_eq!(world.tree(), expected(&site(&BEFORE[1..]), &[]));
    assert!(world.root.join("public").is_symlink());

    symlink("content/events", world.root.join("sly")).unwrap();
    let message = world.refusal("sly", &site(BEFORE));
    assert!(message.starts_with("the output `sly` lies in `content`, which the site is made from"), "{message}");

    symlink("nowhere", world.root.join("lost")).unwrap();
    assert_eq!(
        world.refusal("lost", &site(BEFORE)),
        "`lost` is a symbolic link that leads nowhere\nhelp: create the folder that it names, or remove the link"
    );
}

#[test]
fn folders_that_must_not_be_touched_are_refused_with_a_way_out() {
    let world = WriteTestSite::new();
    fs::create_dir_all(world.root.join("home/jo/sites")).unwrap();
    fs::write(world.root.join("file"), "").unwrap();
    let before = tree(&world.root);
    for (output, message) in [
        ("content", "the output `content` is what the site is made from"),
        ("content/public", "the output `content/public` lies in `content`, which the site is made from"),
        ("missing/../content/x", "the output `missing/../content/x` lies in `content`, which the site is made from"),
        ("captures/x", "the output `captures/x` lies in `captures`, which the site is made from"),
        ("home/jo", "the output `home/jo` is your home folder"),
        ("home", "the output `home` holds your home folder"),
        ("file", "the output `file` is a file"),
    ] {
        let help = "\nhelp: choose a folder of its own with -o, such as `-o public`";
        assert_eq!(world.refusal(output, &site(BEFORE)), format!("{message}{help}"));
    }
    let root = |output: &str| world.write_to(output, &site(BEFORE)).unwrap_err().message();
    assert_eq!(root("/"), "the output `/` is the root of the file system");
    assert_eq!(root(world.root.as_str()), format!("the output `{}` is the root of the site", world.root));
    let above = world.root.parent().unwrap();
    let message = root(above.as_str());
    assert!(
        message.ends_with("holds the root of the site") || message.ends_with("holds your home folder"),
        "{message}"
    );
    assert_eq!(tree(&world.root), before);
    assert_eq!(world.write_to("home/jo/sites", &site(BEFORE)).unwrap().created, 5);
}

#[test]
fn a_folder_with_files_but_no_manifest_is_refused() {
    let world = WriteTestSite::new();
    world.put("thesis.doc", "years of work");
    assert_eq!(
        world.refusal("public", &site(BEFORE)),
        "the output `public` has files that dateline did not write\n\
         help: empty it, or choose another folder with -o; to build next to these files, which are then left alone, put \
         an empty file `.dateline-manifest` there"
    );
    // The help of the error must work.
    world.put(".dateline-manifest", "");
    world.write(&site(BEFORE)).unwrap();
    assert_eq!(world.tree(), expected(&site(BEFORE), &[("thesis.doc", "years of work")]));
}

#[test]
fn a_fresh_checkout_is_as_good_as_empty() {
    let world = WriteTestSite::new();
    world.put(".git", "gitdir: elsewhere");
    world.write(&site(BEFORE)).unwrap();
    assert_eq!(world.tree(), expected(&site(BEFORE), &[(".git", "gitdir: elsewhere")]));
}

#[test]
fn a_damaged_manifest_is_refused() {
    let world = WriteTestSite::new();
    let hash = "0".repeat(64);
    for damaged in [
        "hello".to_owned(),
        "# dateline manifest 2\n".to_owned(),
        format!("# dateline manifest 1\n{hash} one-space\n"),
        format!("# dateline manifest 1\n{hash}  ../content/events\n"),
        format!("# dateline manifest 1\n{hash}  /etc/passwd\n"),
        format!("# dateline manifest 1\n{}  short\n", &hash[1..]),
    ] {
        world.put(".dateline-manifest", &damaged);
        assert_eq!(
            world.refusal("public", &site(BEFORE)),
            "`public/.dateline-manifest` is damaged, or another version of dateline wrote it\n\
             help: empty `public`, or choose another folder with -o"
        );
    }
}

#[test]
fn manifests_read_what_they_write() {
    use super::manifest::{FileHash, Manifest};
    let mut manifest = Manifest::default();
    for path in ["a b/ü.html", "two  spaces"] {
        manifest.add(path, FileHash::of(b"one"));
        manifest.add(path, FileHash::of(b"two"));
    }
    assert_eq!(Manifest::parse(&manifest.text()), Some(manifest));
}

#[test]
fn sites_that_no_folder_can_hold_are_refused() {
    let world = WriteTestSite::new();
    assert_eq!(
        world.refusal("public", &site(&[("a", ""), ("a/index.html", "")])),
        "`a` is a file of the site and a folder of it as well\nhelp: give one of the two another name"
    );
    assert_eq!(
        world.refusal("public", &site(&[(".dateline-manifest", "")])),
        "the site has a file `.dateline-manifest`, but names that begin with `.dateline-` are the writer's own\n\
         help: give it another name"
    );
    assert!(!world.path("").exists());
}

#[test]
fn two_builds_do_not_write_at_once() {
    let world = WriteTestSite::new();
    let path = world.root.join(".public.dateline-lock");
    let other = File::create(&path).unwrap();
    other.lock().unwrap();
    let error = world.write(&site(BEFORE)).unwrap_err().to_string().replace(world.root.as_str(), "");
    assert_eq!(
        error,
        "another build is writing `/public`\nhelp: wait until it is done, or write to another folder with -o"
    );
    assert!(!world.path("").exists());
    // A lock file without a lock, as a killed build leaves it.
    drop(other);
    world.write(&site(BEFORE)).unwrap();
    assert_eq!(world.beside(), [""; 0]);
}

#[test]
fn many_builds_at_once_leave_one_site() {
    let world = WriteTestSite::new();
    let sites: Vec<SiteOutput> =
        (0..8).map(|n| site(&[("index.html", &n.to_string()), (&format!("{n}.html"), "")])).collect();
    std::thread::scope(|scope| {
        for site in &sites {
            scope.spawn(|| {
                for _ in 0..20 {
                    assert!(matches!(world.write(site), Ok(_) | Err(WriteError::Busy { .. })));
                }
            });
        }
    });
    assert!(sites.iter().any(|site| world.tree() == expected(site, &[])), "{:?}", world.tree());
    assert_eq!(world.beside(), [""; 0]);
}

#[test]
fn what_a_killed_build_left_is_cleared() {
    let world = WriteTestSite::new();
    world.write(&site(BEFORE)).unwrap();
    fs::create_dir_all(world.root.join(".public.dateline-staging/events")).unwrap();
    fs::write(world.root.join(".public.dateline-staging/events/x"), "half").unwrap();
    world.put(".dateline-staging/0", "half");
    world.write(&site(BEFORE)).unwrap();
    assert_eq!(world.tree(), expected(&site(BEFORE), &[]));
    assert_eq!(world.beside(), [""; 0]);
}

#[test]
fn something_else_in_the_place_of_the_lock_is_told_and_not_waited_for() {
    let world = WriteTestSite::new();
    let lock = world.root.join(".public.dateline-lock");
    let make: [&dyn Fn(); 4] = [
        &|| symlink("nowhere", &lock).unwrap(),
        &|| symlink(world.root.join("content"), &lock).unwrap(),
        &|| fs::create_dir(&lock).unwrap(),
        &|| assert!(std::process::Command::new("mkfifo").arg(&lock).status().unwrap().success()),
    ];
    for (number, make) in make.iter().enumerate() {
        make();
        let message = world.refusal("public", &site(BEFORE));
        assert!(message.starts_with("`.public.dateline-lock` is in the way"), "{number}: {message}");
        assert!(message.contains("help: delete it"), "{number}: {message}");
        if lock.is_dir() && !lock.is_symlink() {
            fs::remove_dir(&lock).unwrap()
        } else {
            fs::remove_file(&lock).unwrap()
        }
    }
    world.write(&site(BEFORE)).unwrap();
    assert!(world.root.join("content").is_dir() && !world.root.join("nowhere").exists());
}

#[test]
fn what_arrives_during_the_build_moves_over() {
    let world = WriteTestSite::new();
    fs::create_dir_all(world.root.join("old/.git")).unwrap();
    fs::create_dir_all(world.root.join("old/events")).unwrap();
    for (path, text) in [(".git/HEAD", "ref"), ("events/note", "mine"), ("CNAME", "example.org")] {
        fs::write(world.root.join("old").join(path), text).unwrap();
    }
    world.write(&site(BEFORE)).unwrap();
    let stranded = staged::carry_over(&Disk::new(false), &world.root.join("old"), &world.path(""));
    assert_eq!(stranded, [""; 0]);
    let foreign = [(".git/HEAD", "ref"), ("events/note", "mine"), ("CNAME", "example.org")];
    assert_eq!(world.tree(), expected(&site(BEFORE), &foreign));
    assert_eq!(world.beside(), [""; 0]);
}

#[test]
fn what_cannot_move_over_stays_and_is_told() {
    let world = WriteTestSite::new();
    fs::create_dir_all(world.root.join("old/events")).unwrap();
    for path in ["index.html", "events/note", "CNAME"] {
        fs::write(world.root.join("old").join(path), "mine").unwrap();
    }
    world.write(&site(BEFORE)).unwrap();
    let carry = |disk: &Disk| {
        let mut stranded = staged::carry_over(disk, &world.root.join("old"), &world.path(""));
        stranded.sort();
        stranded.iter().map(|path| path.strip_prefix(&world.root).unwrap().to_string()).collect::<Vec<_>>()
    };
    // First a disk on which moves fail, then one on which they succeed. A name that exists in the new site stays
    // occupied.
    assert_eq!(carry(&Disk::failing_after(0)), ["old/CNAME", "old/events/note", "old/index.html"]);
    assert_eq!(carry(&Disk::new(false)), ["old/index.html"]);
    assert_eq!(world.tree(), expected(&site(BEFORE), &[("CNAME", "mine"), ("events/note", "mine")]));
    assert_eq!(tree(&world.root.join("old")), expected(&site(&[("index.html", "mine")]), &[]));
}

#[test]
fn what_somebody_does_to_the_output_while_the_site_is_made_is_not_lost() {
    let after = site(&[("index.html", "two"), ("style.css", "red"), ("events/new.html", "n")]);
    let deeds: [fn(&WriteTestSite); 5] = [
        |world| world.put("CNAME", "example.org"),
        |world| world.put("events/new.html", "mine"),
        |world| world.put("events/b/index.html", "an obsolete page, changed"),
        |world| fs::remove_file(world.path("style.css")).unwrap(),
        |world| fs::create_dir(world.path("drafts")).unwrap(),
    ];
    for foreign in [&[][..], &[("robots.txt", "theirs")]] {
        for (number, deed) in deeds.iter().enumerate() {
            let world = WriteTestSite::new();
            world.write(&site(BEFORE)).unwrap();
            for (path, text) in foreign {
                world.put(path, text);
            }
            let writer = world.begin(&after);
            put_all(&writer, &after).unwrap();
            deed(&world);
            let mut disturbed = world.tree();
            disturbed.retain(|path, _| !path.starts_with(".dateline-staging"));
            let error = writer.finish().unwrap_err();
            let is_told = matches!(error, WriteError::Disturbed { .. } | WriteError::Refused { .. });
            assert!(is_told, "{number}: {error}");
            assert_eq!(world.tree(), disturbed, "{number}");
            assert_eq!(world.beside(), [""; 0], "{number}");
        }
    }
}

/// Begins to write another site, with and without files of others, and gives up as `how` does. Nothing must be changed
/// or left over.
fn give_up(how: impl Fn(SiteWriter, &SiteOutput)) {
    let after = site(&[("index.html", "two"), ("events/c/index.html", "c"), ("style.css", "red")]);
    for foreign in [&[][..], &[("CNAME", "example.org")]] {
        let world = WriteTestSite::new();
        world.write(&site(BEFORE)).unwrap();
        for (path, text) in foreign {
            world.put(path, text);
        }
        how(world.begin(&after), &after);
        assert_eq!(world.tree(), expected(&site(BEFORE), foreign));
        assert_eq!(world.beside(), [""; 0]);
        world.write(&after).unwrap();
        assert_eq!(world.tree(), expected(&after, foreign));
    }
}

#[test]
fn a_writer_that_is_dropped_changes_nothing() {
    give_up(|writer, _| drop(writer));
    give_up(|writer, site| {
        put_all(&writer, site).unwrap();
        drop(writer);
    });
}

#[test]
fn a_panic_while_files_are_made_changes_nothing() {
    give_up(|writer, site| {
        let making = std::panic::AssertUnwindSafe(move || {
            put_all(&writer, site).unwrap();
            panic!("this panic belongs to the test");
        });
        std::panic::catch_unwind(making).unwrap_err();
    });
}

#[test]
fn a_site_with_a_file_missing_is_not_published() {
    give_up(|writer, site| {
        let (route, bytes) = site.iter().next().unwrap();
        writer.put(route, bytes).unwrap();
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| writer.finish())).unwrap_err();
    });
}

#[test]
fn folders_that_were_made_for_a_site_that_was_given_up_go_again() {
    let world = WriteTestSite::new();
    let disk = Arc::new(Disk::new(false));
    let writer = world.begin_through(&disk, "deep/er/public", &site(BEFORE)).unwrap();
    put_all(&writer, &site(BEFORE)).unwrap();
    assert!(world.root.join("deep/er").is_dir());
    drop(writer);
    assert_eq!(world.beside(), [""; 0]);
}

#[test]
fn new_files_wait_while_the_site_is_made_and_the_old_site_stands() {
    let world = WriteTestSite::new();
    world.write(&site(BEFORE)).unwrap();
    let after = site(&[("index.html", "two"), ("style.css", "red")]);
    let writer = world.begin(&after);
    let unchanged = Route::file("style.css").unwrap();
    writer.put(&unchanged, b"red").unwrap();
    assert_eq!(world.beside(), [".public.dateline-lock"], "staging was made for a file that did not change");
    writer.put(&Route::home(), b"two").unwrap();
    assert_eq!(tree(&world.root.join(".public.dateline-staging")), expected(&site(&[("index.html", "two")]), &[]));
    assert_eq!(world.tree(), expected(&site(BEFORE), &[]));
    assert!(matches!(world.write(&after), Err(WriteError::Busy { .. })));
    writer.finish().unwrap();
    assert_eq!(world.tree(), expected(&after, &[]));
}

#[test]
fn after_a_failure_nothing_more_is_taken_and_the_first_is_told() {
    let world = WriteTestSite::new();
    let after = site(&[("a", "1"), ("b", "2")]);
    let disk = Arc::new(Disk::failing_once_after(2));
    let writer = world.begin_through(&disk, "deep/er/public", &after).unwrap();
    let (a, b) = (Route::file("a").unwrap(), Route::file("b").unwrap());
    assert_eq!(writer.put(&a, b"1"), Err(SinkClosed));
    assert!(disk.is_exhausted());
    assert_eq!(writer.put(&b, b"2"), Err(SinkClosed), "the disk is well again, but the site has a hole");
    let message = writer.finish().unwrap_err().message();
    assert!(message.ends_with("staging/a`: broken"), "{message}");
    assert_eq!(world.beside(), [""; 0]);
}

#[test]
fn an_earlier_file_is_given_out_only_as_it_was_written() {
    let world = WriteTestSite::new();
    world.write(&site(BEFORE)).unwrap();
    world.put("feed.xml", "g");
    world.put("events/a/index.html", "longer");
    world.put("CNAME", "example.org");
    fs::remove_file(world.path("style.css")).unwrap();
    symlink("index.html", world.path("style.css")).unwrap();
    let writer = world.begin(&site(BEFORE));
    let earlier = |path: &str| writer.earlier(&Route::file(path).unwrap());
    assert_eq!(earlier("index.html").as_deref(), Some(&b"one"[..]));
    for path in ["feed.xml", "events/a/index.html", "CNAME", "style.css", "new.html"] {
        assert_eq!(earlier(path), None, "{path}");
    }
}

/// Lets a single operation fail, each in turn. A failed build leaves nothing beside the output. If all files in the
/// output belong to the writer, the old site is unchanged.
fn fail_once_everywhere(foreign: &[(&str, &str)], atomic: bool) {
    let before = site(&[BEFORE, &[("x", "file"), ("y/index.html", "y")]].concat());
    let after = site(&[("index.html", "two"), ("style.css", "red"), ("x/index.html", "x"), ("y", "file")]);
    let (old, new) = (expected(&before, foreign), expected(&after, foreign));
    let mut results = [0, 0];
    for operations in 0.. {
        let world = WriteTestSite::new();
        world.write(&before).unwrap();
        for (path, text) in foreign {
            world.put(path, text);
        }
        let disk = Arc::new(Disk::failing_once_after(operations));
        let result = world.write_through(&disk, "public", &after);
        if !disk.is_exhausted() {
            result.unwrap();
            break;
        }
        results[usize::from(result.is_ok())] += 1;
        let found = world.tree();
        if result.is_ok() {
            assert_eq!(found, new, "after {operations} operations");
            // The old tree may be left over. The next build deletes it.
            assert!(world.beside().iter().all(|name| name == ".public.dateline-staging"), "{:?}", world.beside());
        } else {
            assert!(!atomic || found == old, "after {operations} operations: {found:?}");
            assert_eq!(world.beside(), [""; 0], "after {operations} operations");
        }
        world.write(&after).unwrap();
        assert_eq!(world.tree(), new, "after {operations} operations");
        assert_eq!(world.beside(), [""; 0], "after {operations} operations");
    }
    assert!(results[0] > 1, "no failure was met: {results:?}");
    assert!(!atomic || results[1] > 1, "no failure was got over: {results:?}");
}

#[test]
fn a_failure_leaves_the_old_site_and_nothing_beside_it() {
    fail_once_everywhere(&[], true);
}

#[test]
fn a_failure_file_by_file_is_completed_by_the_next_build() {
    fail_once_everywhere(&[("CNAME", "example.org"), ("events/a/notes.txt", "mine")], false);
}

/// Kills the build after each operation in turn. Afterwards every file is complete, files of others are untouched, and
/// the next build writes the site.
fn kill_everywhere(foreign: &[(&str, &str)], atomic: bool) {
    let before = site(&[BEFORE, &[("x", "file"), ("y/index.html", "y")]].concat());
    let after = site(&[
        ("index.html", "two"),
        ("style.css", "red"),
        ("events/c/index.html", "c"),
        ("x/index.html", "x"),
        ("y", "file"),
        ("feed.xml", "g"),
    ]);
    let mut landed = [0, 0];
    for operations in 0.. {
        let world = WriteTestSite::new();
        world.write(&before).unwrap();
        for (path, text) in foreign {
            world.put(path, text);
        }
        let disk = Arc::new(Disk::failing_after(operations));
        let result = world.write_through(&disk, "public", &after);

        let mut found = world.tree();
        found.retain(|path, _| !path.starts_with(".dateline-staging"));
        let (old, new) = (expected(&before, foreign), expected(&after, foreign));
        if atomic {
            assert!(found == old || found == new, "after {operations} operations: {found:?}");
            landed[usize::from(found == new)] += 1;
        }
        for (path, text) in &found {
            let sound = [&old, &new].into_iter().any(|tree| tree.get(path) == Some(text));
            assert!(sound, "after {operations} operations, `{path}` is {text:?}");
        }
        for (path, text) in foreign {
            assert_eq!(found.get(*path).map(String::as_str), Some(*text), "after {operations} operations");
        }

        // The next build may be of a third site, and must not leave anything of the second one.
        let third = site(&[("index.html", "three")]);
        for next in [&third, &after] {
            let written = world.write(next).unwrap();
            assert_eq!(written.kept, [""; 0], "after {operations} operations");
            assert_eq!(world.tree(), expected(next, foreign), "after {operations} operations");
            assert_eq!(world.beside(), [""; 0], "after {operations} operations");
        }
        if !disk.is_exhausted() {
            result.unwrap();
            break;
        }
    }
    assert!(!atomic || landed.iter().all(|times| *times > 1), "the swap was not met: {landed:?}");
}

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new() {
    kill_everywhere(&[], true);
}

#[test]
fn a_build_killed_file_by_file_is_completed_by_the_next() {
    kill_everywhere(&[("CNAME", "example.org"), ("events/a/notes.txt", "mine")], false);
}
