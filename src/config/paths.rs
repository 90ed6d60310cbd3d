//! The folders of a site, and which of them lie in one another.

/// `[paths]`, from the site's root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// Events, articles and the rest.
    pub content: String,
    /// Saved texts.
    pub captures: String,
    /// The site's own templates.
    pub templates: String,
    /// Files that are copied.
    pub assets: String,
    /// Where the site is written.
    pub output: String,
}

impl Paths {
    /// The folders that the site is made from.
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

    /// Pairs of folders that are one folder, or of which one lies in the other, as far as their paths tell: what one of
    /// them keeps back, the other would publish or overwrite. Symbolic links are not known here.
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

    /// Whether a folder with this key could have this path without an overlap with the others.
    pub fn has_room(&self, key: &str, path: &str) -> bool {
        self.keyed().iter().all(|(other, taken)| *other == key || !(holds(taken, path) || holds(path, taken)))
    }
}

/// Two folders of `[paths]` of which one lies in the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathOverlap {
    /// The key of the folder that lies in the other.
    pub inner: &'static str,
    /// The key of the other.
    pub outer: &'static str,
    /// Whether both are one folder.
    pub is_same: bool,
}

/// The parts of a path from the site's root, without `.` and with `..` at most in front. `None` for a path from the root of
/// the disk, which cannot be compared with it.
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

/// Whether the folder `outer` is or holds the folder `inner`. A path of nothing but `..` leads to a folder that holds the
/// site.
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
