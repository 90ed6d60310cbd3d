//! Checks that the picture in the header exists.

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::route::Route;

/// The finding for a logo that is not among the static files.
pub(super) fn check(config: &Config, assets: &[(Route, String)]) -> Option<Diagnostic> {
    let file = &config.appearance.logo.as_ref()?.file;
    if assets.iter().any(|(asset, _)| *asset == file.value) {
        return None;
    }
    let (path, folder) = (file.value.path(), &config.paths.assets);
    let help = match did_you_mean(path, assets.iter().map(|(asset, _)| asset.path())) {
        Some(meant) => format!("did you mean \"{meant}\"?"),
        None => format!("put the picture there, or write the path of another one from {folder}/"),
    };
    Some(Diagnostic::new(Code::FieldValue, format!("there is no {folder}/{path}")).at(file.span).help(help))
}
