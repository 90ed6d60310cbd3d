//! `oembed.json` (oEmbed 1.0): describes how other programs embed the timeline or an event when somebody pastes its
//! address.

use serde::Serialize;

use super::super::build::PageBuilder;
use crate::model::Site;
use crate::plan::{PageKind, SitePlan};
use crate::route::Route;

/// How long the answer may be cached, in seconds.
const CACHE_AGE: u32 = 86_400;

#[derive(Serialize)]
struct OembedResponse<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    version: &'static str,
    title: &'a str,
    author_name: String,
    provider_name: &'a str,
    provider_url: String,
    cache_age: u32,
    html: String,
    width: u32,
    height: u32,
    #[serde(flatten)]
    thumbnail: Option<Thumbnail>,
}

/// The social card of the page. oEmbed requires its size.
#[derive(Serialize)]
struct Thumbnail {
    #[serde(rename = "thumbnail_url")]
    url: String,
    #[serde(rename = "thumbnail_width")]
    width: u32,
    #[serde(rename = "thumbnail_height")]
    height: u32,
}

/// The description of how to embed a page's content. Panics if there is no page to be embedded.
pub(super) fn answer(site: &Site, plan: &SitePlan, kind: &PageKind) -> Vec<u8> {
    let home = Route::home();
    let builder = PageBuilder::new(site, plan, &home);
    let frame = builder.frame(kind).expect("only what can be embedded is described");
    let authors: Vec<String> = site.config.authors.iter().map(ToString::to_string).collect();
    let answer = OembedResponse {
        kind: "rich",
        version: "1.0",
        title: &frame.title,
        author_name: if authors.is_empty() { site.config.name.clone() } else { authors.join(", ") },
        provider_name: &site.config.name,
        provider_url: builder.addresses.whole(&home),
        cache_age: CACHE_AGE,
        html: frame.markup(),
        width: frame.width,
        height: frame.height,
        thumbnail: builder.card_view(kind).map(|card| Thumbnail {
            url: card.url,
            width: card.width,
            height: card.height,
        }),
    };
    serde_json::to_vec(&answer).expect("texts and numbers")
}
