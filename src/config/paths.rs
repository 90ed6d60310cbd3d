//! The folders of a site, and whether they overlap.

/// The `[paths]` table. Paths are relative to the site's root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// Events, articles and other content files.
    pub content: String,
    /// Saved texts of sources.
    pub captures: String,
    /// The site's own templates.
    pub templates: String,
    /// Static files, which are copied as they are.
    pub assets: String,
    /// Where the site is written.
    pub output: String,
}

impl Paths {
    /// The folders that a build reads.
    pub fn inputs(&self) -> [&str; 4] {
        [&self.content, &self.captures, &self.templates, &self.assets]
    }

    /// All folders, each with its key in `[paths]`.
    pub fn keyed(&self) -> [(&'static str, &str); 5] {
        [
            ("content", &self.content),
            ("captures", &self.captures),
            ("templates", &self.templates),
            ("static", &self.assets),
            ("output", &self.output),
        ]
    }

    /// Pairs of folders that are the same, or one inside the other, as far as their paths show. Files that one of them
    /// keeps back would be published or overwritten through the other. Symbolic links are not resolved.
    pub fn overlaps(&self) -> Vec<PathOverlap> {
        let keyed = self.keyed();
        let pairs =
            keyed.iter().enumerate().flat_map(|(at, first)| keyed[at + 1..].iter().map(move |second| (first, second)));
        let overlap = |((first, a), (second, b)): (&(&'static str, &str), &(&'static str, &str))| {
            let (inner, outer) = match (holds(a, b), holds(b, a)) {
                (true, _) => (*second, *first),
                (false, true) => (*first, *second),
                (false, false) => return None,
            };
            Some(PathOverlap { inner, outer, is_same: holds(a, b) && holds(b, a) })
        };
        pairs.filter_map(overlap).collect()
    }

    /// Whether the folder with this key could have this path without overlapping another folder.
    pub fn has_room(&self, key: &str, path: &str) -> bool {
        self.keyed().iter().all(|(other, taken)| *other == key || !(holds(taken, path) || holds(path, taken)))
    }
}

/// Two folders of `[paths]`, one inside the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathOverlap {
    /// The key of the folder that lies inside.
    pub inner: &'static str,
    /// The key of the folder that contains it.
    pub outer: &'static str,
    /// Whether both are the same folder.
    pub is_same: bool,
}

/// The components of a path relative to the site's root, without `.`, and with `..` only at the start. `None` for an
/// absolute path, which cannot be compared with relative ones.
fn parts(path: &str) -> Option<Vec<&str>> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').filter(|part| !matches!(*part, "" | ".")) {
        if part == ".." && parts.last().is_some_and(|last| *last != "..") {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    (!path.starts_with('/')).then_some(parts)
}

/// Whether the folder `outer` is or contains the folder `inner`. A path that consists only of `..` leads to a folder
/// that contains the site.
fn holds(outer: &str, inner: &str) -> bool {
    let (Some(outer), Some(inner)) = (parts(outer), parts(inner)) else { return false };
    let ups = |parts: &[&str]| parts.iter().take_while(|part| **part == "..").count();
    inner.starts_with(&outer) || (ups(&outer) == outer.len() && ups(&outer) >= ups(&inner))
}

impl Default for Paths {
    fn default() -> Self {
        Self {
            content: "content".into(),
            captures: "captures".into(),
            templates: "templates".into(),
            assets: "static".into(),
            output: "public".into(),
        }
    }
}
