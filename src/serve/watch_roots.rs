//! Which folders and files on the disk matter, and which changes in them.
//!
//! In: the folders of a site. Out: the folders to watch ([`WatchTarget`]), and a [`WatchRoots`] that tells which
//! changed paths matter. Paths from a watch have no symbolic links, so all paths here are resolved too. Never here:
//! reading files, or the watching itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;

use camino::{Utf8Path, Utf8PathBuf};

use crate::load::{FileNameFilter, OutwardSymlinks, SITE, entries, is_passing};

/// The folders of a site. Paths are absolute and need not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WatchScope {
    /// The folder that holds `site.toml`.
    pub root: Utf8PathBuf,
    /// Folders that matter with everything in them: content, templates, static files, captures.
    pub folders: Vec<Utf8PathBuf>,
    /// The folder that a build writes to. Changes in it do not matter.
    pub output: Utf8PathBuf,
}

/// How a folder is to be watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WatchTarget {
    /// Whether all its subfolders are watched too.
    pub deep: bool,
    /// Whether changes of the site would be missed without it. Other folders are watched only to notice that a folder
    /// is replaced.
    pub needed: bool,
    identity: FolderIdentity,
}

/// Identifies a folder, to tell it from another one with the same name.
#[cfg(unix)]
type FolderIdentity = (u64, u64);
#[cfg(not(unix))]
type FolderIdentity = Option<std::time::SystemTime>;

#[cfg(unix)]
fn identity(metadata: &Metadata) -> FolderIdentity {
    use std::os::unix::fs::MetadataExt as _;
    (metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
fn identity(metadata: &Metadata) -> FolderIdentity {
    metadata.created().ok()
}

/// Tells which changed paths matter.
#[derive(Debug, Default)]
pub(super) struct WatchRoots {
    root: Utf8PathBuf,
    /// Folders that matter with everything in them. None of them is inside another.
    deep: Vec<Utf8PathBuf>,
    /// Single files and folders that matter, and with them all folders above.
    goals: BTreeSet<Utf8PathBuf>,
    output: Option<Utf8PathBuf>,
}

/// Folders in the root of many projects that have nothing to do with a site.
const IDLE: [&str; 2] = ["node_modules", "target"];

/// Files in the root that are read. They may be symbolic links.
const SINGLE: [&str; 2] = [SITE, "evidence.lock"];

/// Reads from the disk which folders to watch now and which paths in them matter.
pub(super) fn survey(site: &WatchScope) -> (BTreeMap<Utf8PathBuf, WatchTarget>, WatchRoots) {
    let root = real(&site.root).unwrap_or_else(|| site.root.clone());
    let mut watch_roots = WatchRoots { root, ..WatchRoots::default() };
    for path in site.folders.iter().chain([&site.root]) {
        watch_roots.lead_to(path, &site.root);
    }
    let mut deep: BTreeSet<Utf8PathBuf> = BTreeSet::new();
    for folder in &site.folders {
        let targets = link_targets(folder, &watch_roots.root);
        for target in targets.into_iter().chain(real(folder)) {
            if target.is_dir() {
                deep.insert(target.clone());
            }
            watch_roots.goals.insert(target);
        }
    }
    watch_roots.goals.extend(SINGLE.iter().filter_map(|name| real(&site.root.join(name))));
    // The set is sorted, so a folder comes before its subfolders.
    for folder in deep {
        if !watch_roots.is_deep(&folder) {
            watch_roots.deep.push(folder);
        }
    }
    let output = real_end(&site.output);
    let swallows = |path: &Utf8PathBuf| path.starts_with(&output);
    watch_roots.output = (!swallows(&watch_roots.root) && !watch_roots.deep.iter().any(swallows)).then_some(output);
    (watch_roots.posts(), watch_roots)
}

impl WatchRoots {
    /// Adds each folder on the way to a path to the goals, from the one that holds the root on, because each may be
    /// created, deleted or replaced. If the folder that holds the root does not exist, it begins at the first folder
    /// above that does.
    fn lead_to(&mut self, path: &Utf8Path, root: &Utf8Path) {
        for step in path.ancestors() {
            let (Some(folder), Some(name)) = (step.parent(), step.file_name()) else { continue };
            let Some(folder) = real(folder) else { continue };
            self.goals.insert(folder.join(name));
            if step == root || !step.starts_with(root) {
                break;
            }
        }
    }

    /// The folders to watch: the deep ones, the root, and all folders in which a goal may be created or deleted.
    fn posts(&self) -> BTreeMap<Utf8PathBuf, WatchTarget> {
        let deep = self.deep.iter().map(|path| (path.as_path(), true, true));
        let flat = self.goals.iter().filter_map(|goal| goal.parent()).map(|path| (path, false, false));
        let wanted = flat.chain([(self.root.as_path(), false, true)]).filter(|(path, ..)| !self.is_deep(path));
        let mut posts = BTreeMap::new();
        for (path, deep, needed) in wanted.chain(deep) {
            if let Some(metadata) = path.metadata().ok().filter(Metadata::is_dir) {
                posts.insert(path.to_owned(), WatchTarget { deep, needed, identity: identity(&metadata) });
            }
        }
        posts
    }

    fn is_deep(&self, path: &Utf8Path) -> bool {
        self.deep.iter().any(|folder| path.starts_with(folder))
    }

    /// Whether a path is a goal or a folder above one. If it is deleted, its watches are lost.
    pub fn leads_on(&self, path: &Utf8Path) -> bool {
        self.goals.iter().any(|goal| goal.starts_with(path))
    }

    /// Whether a change at this path requires a scan.
    pub fn matters(&self, path: &Utf8Path) -> bool {
        if self.leads_on(path) {
            return true;
        }
        if self.output.as_ref().is_some_and(|output| path.starts_with(output)) {
            return false;
        }
        // Names above the folder do not count: a whole site may be below `.cache` or `target`.
        let folder = match self.deep.iter().find(|folder| path.starts_with(folder)) {
            Some(folder) => folder,
            None if path.parent() == Some(&self.root) => &self.root,
            None => return false,
        };
        let below = path.strip_prefix(folder).expect("it lies there");
        let mut names = below.components().map(|part| part.as_str());
        let is_idle = folder == &self.root && names.clone().next().is_some_and(|name| IDLE.contains(&name));
        !is_idle && !names.any(is_passing)
    }
}

/// The targets of symbolic links in a folder, as far as the loader follows them: links that lead out of the root are
/// left out.
fn link_targets(folder: &Utf8Path, root: &Utf8Path) -> Vec<Utf8PathBuf> {
    let entries = entries(folder, root.to_owned(), FileNameFilter::Visible, &OutwardSymlinks::default());
    let links = entries.flatten().filter(|entry| entry.depth() > 0 && entry.path_is_symlink());
    links.filter_map(|entry| real(Utf8Path::from_path(entry.path())?)).collect()
}

/// The path without symbolic links, if it exists.
fn real(path: &Utf8Path) -> Option<Utf8PathBuf> {
    path.canonicalize_utf8().ok()
}

/// The path without symbolic links as far as it exists, followed by the rest.
fn real_end(path: &Utf8Path) -> Utf8PathBuf {
    let known = path.ancestors().find_map(|ancestor| Some((ancestor, real(ancestor)?)));
    known.map_or_else(
        || path.to_owned(),
        |(ancestor, known)| match path.strip_prefix(ancestor) {
            Ok(rest) if !rest.as_str().is_empty() => known.join(rest),
            _ => known,
        },
    )
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test makes folders")]
mod tests {
    use super::*;

    #[test]
    fn names_that_editors_leave_behind_are_passing() {
        let passing =
            "a.md~ .a.md.swp a.md.swp a.md.swx .#a.md #a.md# 4913 a.md___jb_tmp___ a.md___jb_old___ .git .hidden";
        for name in passing.split(' ') {
            assert!(is_passing(name), "{name}");
        }
        for name in "a.md 49134 a~b.md #1.md # a.bak a.tmp sedXqj2Kw a.md.XK2JQ1".split(' ') {
            assert!(!is_passing(name), "{name}");
        }
    }

    #[test]
    fn only_names_below_the_site_are_judged() {
        let dir = tempfile::tempdir().unwrap();
        let above = real(Utf8Path::from_path(dir.path()).unwrap()).unwrap();
        let root = above.join(".cache/target/june~");
        for folder in ["content/target", "public"] {
            std::fs::create_dir_all(root.join(folder)).unwrap();
        }
        let folders = vec![root.join("content"), root.join("templates")];
        let (posts, watch_roots) = survey(&WatchScope { output: root.join("public"), folders, root: root.clone() });
        for path in ["site.toml", "evidence.lock", "content/a.md", "content/target/a.md", "templates", "new", ""] {
            assert!(watch_roots.matters(&root.join(path)), "{path}");
        }
        let idle = "target node_modules .git public public/a.html .public.dateline-staging .public.dateline-lock \
            content/.git/a content/a.md~ templates~ new/below";
        for path in idle.split_ascii_whitespace() {
            assert!(!watch_roots.matters(&root.join(path)), "{path}");
        }
        assert!(!watch_roots.matters(&above.join(".cache/target/other")));
        assert!(watch_roots.matters(&above.join(".cache/target")), "the root is lost with what it lies in");
        let watched: Vec<_> = posts.iter().map(|(path, post)| (path.as_str(), post.deep)).collect();
        let parent = root.parent().unwrap();
        assert_eq!(watched, [(parent.as_str(), false), (root.as_str(), false), (root.join("content").as_str(), true)]);
    }
}
