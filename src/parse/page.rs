//! Free pages, such as "About" or "Method".

use super::context::ParseContext;
use super::front_matter;
use super::raw::RawPage;
use super::toml::TomlTable;
use super::{check, event, keys, markdown};

/// The required fields, with an example of each.
const NEEDED: [&str; 1] = ["title = \"…\""];

/// Reads a page.
pub(super) fn page(context: &ParseContext<'_>) -> Option<RawPage> {
    let parts = front_matter::split(context, &NEEDED)?;
    let toml = TomlTable::parse(context, parts.toml)?;
    let fields = toml.fields(context, &keys::PAGE, context.span(parts.fence));
    let body = markdown::body(context, parts.body);
    let title = fields.required_line("title");
    let span = title.as_ref().map_or(fields.span(), |title| title.span);
    let page = RawPage {
        id: fields.id_or_stem("id"),
        aliases: fields.slugs("aliases"),
        title: title.map(|title| title.value).unwrap_or_default(),
        summary: fields.summary("summary").or(body.lead),
        body: body.html,
        nav: fields.truth("nav").unwrap_or(false),
        order: fields.integer("order").unwrap_or(0),
        draft: fields.truth("draft").unwrap_or(false),
        corrections: event::corrections(&fields),
        span,
    };
    context.rules.replace(check::rules(&fields));
    fields.finish();
    Some(page)
}
