//! Compiles the built-in theme into functions: `templates/*.html` become Rust over the structs of `src/render/view`, in
//! `OUT_DIR/compiled_theme.rs`, which `src/render/compiled` includes.
//!
//! The templates stay the only source of pages: Tera renders them wherever a site or theme puts its own in place of one.
//! What is translated is told in [`translation`].

#![expect(clippy::disallowed_methods, reason = "a build script reads sources and writes what it makes of them")]

mod translation;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use translation::translator::Page;
use translation::types::{Type, Views};
use translation::{parser, translator};

fn main() -> ExitCode {
    // The program holds the files of these folders.
    for folder in ["templates", "static", "themes", "example", "build", "src/render/view"] {
        println!("cargo:rerun-if-changed={folder}");
    }
    match compile() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo:error={error}");
            ExitCode::FAILURE
        }
    }
}

/// Translates the templates and writes what comes of it.
fn compile() -> Result<(), Box<dyn Error>> {
    let mut templates = BTreeMap::new();
    for (name, text) in texts("templates", "html")? {
        let template = parser::parse(&name, &text).map_err(|refusal| refusal.to_string())?;
        templates.insert(name, template);
    }
    let mut views = Views::default();
    for (_, text) in texts("src/render/view", "rs")? {
        views.read(&text);
    }
    let code = translator::translate(&templates, &views, &pages()).map_err(|refusal| refusal.to_string())?;
    let path = Path::new(&env::var("OUT_DIR")?).join("compiled_theme.rs");
    Ok(fs::write(path, code)?)
}

/// Names and texts of a folder's files.
fn texts(folder: &str, extension: &str) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == extension) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            texts.push((name, fs::read_to_string(&path)?));
        }
    }
    Ok(texts)
}

/// The templates of pages, as `src/render/renderer.rs` gives them their views.
fn pages() -> Vec<Page> {
    let of_a_view = [
        ("home.html", "home", "HomeView"),
        ("timeline.html", "timeline", "TimelineView"),
        ("newest.html", "newest", "NewestView"),
        ("headlines.html", "headlines", "HeadlinesView"),
        ("key.html", "key", "KeyEventsView"),
        ("event.html", "event", "EventView"),
        ("article.html", "article", "ArticleView"),
        ("sources.html", "sources", "SourcesView"),
        ("origins.html", "origins", "OriginsView"),
        ("actors.html", "index", "IndexView"),
        ("tags.html", "index", "IndexView"),
        ("places.html", "index", "IndexView"),
        ("actor.html", "actor", "ActorView"),
        ("place.html", "place", "PlaceView"),
        ("tag.html", "list", "ListView"),
        ("background.html", "list", "ListView"),
        ("map.html", "map", "MapView"),
        ("disputes.html", "disputes", "DisputesView"),
        ("question.html", "dispute", "QuestionPageView"),
        ("corrections.html", "corrections", "CorrectionsView"),
        ("page.html", "free", "FreePageView"),
        ("share.html", "share", "SharePageView"),
        ("print.html", "print", "PrintView"),
        ("embed.html", "embed", "EmbedView"),
    ];
    let with_view = of_a_view.map(|(name, variable, view)| (name, variable, Type::View(view.to_owned())));
    with_view.into_iter().chain([("404.html", "", Type::None), ("redirect.html", "target", Type::Text)]).collect()
}
