//! `article/no-abstract`: an article that is published as an abstract and has none.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{ArticleOrRecord, PublishedArticlePart, Site};

pub(super) fn lint(site: &Site) -> Vec<Diagnostic> {
    let empty = site.sources.iter().filter(|source| {
        source.form == ArticleOrRecord::Article(PublishedArticlePart::Abstract)
            && source.body.is_empty()
            && source.summary.is_none()
    });
    empty
        .map(|source| {
            Diagnostic::new(Code::ArticleNoAbstract, "this article has no abstract").at(source.span).help(
                "say below the front matter what the article reports, in your own words; or write publish = \"record\"",
            )
        })
        .collect()
}
