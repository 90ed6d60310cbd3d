//! The parent folders of a path.

/// The parent folders of a path, innermost first: `a/b` and `a` for `a/b/c`.
pub(super) fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    let parent = |path: &str| path.rfind('/');
    let mut rest = path;
    std::iter::from_fn(move || {
        rest = &rest[..parent(rest)?];
        Some(rest)
    })
}
