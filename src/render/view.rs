//! What templates see. Documented for theme authors in `docs/themes.md`; [`VERSION`] changes when a field goes or changes
//! its meaning.
//!
//! All addresses are ready for the page that they stand on. Fields whose name ends in `html` are safe markup, to be
//! written with `| safe`; all others are plain text.

use serde::Serialize;

/// Version of these types.
pub const VERSION: u32 = 1;

/// An address with words: a tag, a place, a page of the header.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    /// The words.
    pub name: String,
    /// The address.
    pub url: String,
}

/// `site`: the same on every page.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// Title of the timeline.
    pub title: String,
    /// The publication's name.
    pub name: String,
    /// The line below the title.
    pub description: String,
    /// BCP 47 tag.
    pub language: String,
    /// `ltr` or `rtl`.
    pub dir: String,
    /// The span covered, in words: "June 2025".
    pub period: Option<String>,
    /// When it was first published.
    pub published: Option<DateView>,
    /// When the content last changed after that.
    pub updated: Option<DateView>,
    /// Who writes it.
    pub authors: Vec<String>,
    /// Terms of use.
    pub licence: Option<LicenceView>,
    /// Where corrections can be proposed.
    pub repository: Option<String>,
    /// `[theme]` of `site.toml`, where it sets anything but a logo.
    pub theme: Option<ThemeView>,
    /// `[extra]` of `site.toml`.
    pub extra: serde_json::Value,
}

/// Terms of use.
#[derive(Clone, Debug, Serialize)]
pub struct LicenceView {
    /// "CC BY 4.0"
    pub name: String,
    /// Where they can be read.
    pub url: Option<String>,
}

/// How the site wants to look.
#[derive(Clone, Debug, Serialize)]
pub struct ThemeView {
    /// The theme's name: `reference` or `docket`.
    pub name: &'static str,
    /// Declarations for the `style` attribute of the root element; may be empty.
    pub style: String,
    /// `light` or `dark`, where pages are always that.
    pub scheme: Option<&'static str>,
    /// `compact`, or nothing: for `data-density` on the root element.
    pub density: Option<&'static str>,
    /// Colours for `<meta name="theme-color">`.
    pub frame: Vec<FrameColourView>,
}

/// A colour for what a browser draws around a page.
#[derive(Clone, Debug, Serialize)]
pub struct FrameColourView {
    /// `#rrggbb`
    pub colour: String,
    /// A media query, where it holds for light or dark pages only.
    pub media: Option<&'static str>,
}

/// The picture of the header.
#[derive(Clone, Debug, Serialize)]
pub struct LogoView {
    /// Its address.
    pub url: String,
    /// What it says, where it stands in place of the site's name. Without this it stands beside it.
    pub alt: Option<String>,
}

/// `page`: what the frame of every page needs.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// Which template: `timeline`, `event`, `article`, `sources`, `actors`, `actor`, `tags`, `tag`, `places`,
    /// `place`, `disputes`, `corrections`, `background`, `page`, `share`, `print`, `embed`, `404`.
    pub kind: &'static str,
    /// Heading, without the site's title.
    pub title: String,
    /// One or two sentences.
    pub description: String,
    /// Address of the home page.
    pub home: String,
    /// The content security policy, for `<meta http-equiv>`.
    pub policy: String,
    /// Addresses of the style sheets, in their order: `style.css`, on all pages but the timeline `pages.css`, `compact.css`
    /// where `[theme] density` asks for it, that of the theme, and the site's `theme.css` where there is one.
    pub styles: Vec<String>,
    /// Address of the style sheet for paper.
    pub print_style: String,
    /// Address of the script. The page reads, links and prints without it.
    pub script: String,
    /// Address of the icon.
    pub icon: String,
    /// The picture of the header, if there is one.
    pub logo: Option<LogoView>,
    /// Address of the feed.
    pub feed: String,
    /// Links of the header.
    pub nav: Vec<NavView>,
    /// The page's own absolute address, if the site has one; of an embedded page that of the page that it stands for.
    pub canonical: Option<String>,
    /// Of an event: when it was first published, an ISO 8601 date.
    pub published: Option<String>,
    /// Of an event: the date of its latest correction.
    pub modified: Option<String>,
    /// The site's language as Open Graph writes it, where it names a region: `pt_BR`.
    pub locale: Option<String>,
    /// Where programs read how to embed what this page shows (oEmbed), if they can.
    pub oembed: Option<String>,
    /// Address of the page about citing and sharing.
    pub share: String,
    /// Address of the timeline for paper.
    pub print: String,
    /// Address of the corrections page.
    pub corrections: String,
    /// Address of the disputes page.
    pub disputes: String,
    /// Address of the sources page.
    pub sources: String,
    /// Address of the index of people and bodies, if there are any.
    pub actors: Option<String>,
    /// Address of the index of topics, if there are any.
    pub tags: Option<String>,
    /// Address of the index of places, if there are any.
    pub places: Option<String>,
    /// Address of the data file.
    pub data: String,
    /// The picture that other sites show of a link to this page, if the site has pictures and a `base_url`.
    pub card: Option<CardView>,
}

/// A social card: the page's own, or that of the whole timeline.
#[derive(Clone, Debug, Serialize)]
pub struct CardView {
    /// Its absolute address.
    pub url: String,
    /// What it says.
    pub alt: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// A link of the header.
#[derive(Clone, Debug, Serialize)]
pub struct NavView {
    /// The words.
    pub name: String,
    /// The address.
    pub url: String,
    /// `page` on that very page, `true` on pages below it, empty elsewhere: a value of `aria-current`.
    pub current: &'static str,
}

/// A date.
#[derive(Clone, Debug, Serialize)]
pub struct DateView {
    /// With the year: "16 June 2025".
    pub words: String,
    /// Without the year where that is the timeline's own: "16 June".
    pub short: String,
    /// A value for `<time datetime>`, where HTML can say it.
    pub datetime: Option<String>,
    /// In EDTF.
    pub edtf: String,
}

/// The 24-hour line.
#[derive(Clone, Debug, Serialize)]
pub struct ClockView {
    /// `exact`, `span`, `about` or `unknown`.
    pub kind: &'static str,
    /// Hours from midnight where the mark begins.
    pub from: f32,
    /// Hours from midnight where it ends.
    pub to: f32,
}

/// The same moment in another zone.
#[derive(Clone, Debug, Serialize)]
pub struct ElsewhereView {
    /// "18:40 the day before"
    pub words: String,
    /// "Washington"
    pub zone: String,
    /// A value for `<time datetime>`, where HTML has one.
    pub datetime: Option<String>,
}

/// When an event happened.
#[derive(Clone, Debug, Serialize)]
pub struct WhenView {
    /// What is known beyond the day: "02:10", "about 12:00", "13 to 19 June", "hour not known".
    pub words: String,
    /// The date with the year.
    pub date: DateView,
    /// The zone in words, for clock times: "Tehran".
    pub zone: Option<String>,
    /// The 24-hour line, where the day is known.
    pub clock: Option<ClockView>,
    /// The same moment in other zones.
    pub elsewhere: Vec<ElsewhereView>,
    /// A remark on the date.
    pub note_html: Option<String>,
}

/// A quotation.
#[derive(Clone, Debug, Serialize)]
pub struct QuoteView {
    /// The words.
    pub text: String,
    /// Their language, where it is not the site's.
    pub lang: Option<String>,
    /// Their direction, where it is not the site's.
    pub dir: Option<&'static str>,
    /// What is known of them: `verified` (found in a saved copy held here, or in the article's own text), `locked`
    /// (found earlier, the copy is not here),
    /// `cited` (nobody looked them up) or `missing` (not in the saved copy).
    pub state: &'static str,
}

/// A source, named.
#[derive(Clone, Debug, Serialize)]
pub struct SourceLinkView {
    /// Its id.
    pub id: String,
    /// Who published it.
    pub publisher: String,
    /// As printed.
    pub title: Option<String>,
    /// Language of the title, where it is not the site's.
    pub lang: Option<String>,
    /// Direction of the title, where it is not the site's.
    pub dir: Option<&'static str>,
    /// Its page, or its place in the list of sources.
    pub url: String,
    /// When.
    pub date: Option<DateView>,
    /// "news agency"
    pub genre: Option<String>,
    /// Its number in the page's list of references, where that has one.
    pub number: Option<usize>,
}

/// An entry of a page's list of references, for paper.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceView {
    /// The source, with its number.
    pub source: SourceLinkView,
    /// As printed.
    pub author: Option<String>,
    /// Address of the original.
    pub original: Option<String>,
    /// Archived copies.
    pub archived: Vec<ArchiveView>,
}

/// A point of fact and what is said on it.
#[derive(Clone, Debug, Serialize)]
pub struct AssertionView {
    /// The point of fact.
    pub key: String,
    /// What is said.
    pub value: String,
}

/// An archived copy.
#[derive(Clone, Debug, Serialize)]
pub struct ArchiveView {
    /// Its address.
    pub url: String,
    /// When it was taken.
    pub date: Option<DateView>,
}

/// One source's passage.
#[derive(Clone, Debug, Serialize)]
pub struct EvidenceView {
    /// Who says it.
    pub source: SourceLinkView,
    /// Whether this source is an origin of the event.
    pub is_origin: bool,
    /// Their words.
    pub quote: Option<QuoteView>,
    /// Address of the original, scrolling to the words.
    pub original: Option<String>,
    /// Archived copies.
    pub archived: Vec<ArchiveView>,
    /// Whom they have it from.
    pub via: Vec<SourceLinkView>,
    /// `supports`, `disputes` or `context`.
    pub stance: &'static str,
    /// `reported`, `witnessed`, `official`, `alleged` or `denied`.
    pub modality: &'static str,
    /// What it asserts on points of fact.
    pub asserts: Vec<AssertionView>,
    /// A remark.
    pub note_html: Option<String>,
}

/// Somebody's part in an event.
#[derive(Clone, Debug, Serialize)]
pub struct ParticipantView {
    /// Who.
    pub name: String,
    /// Their page.
    pub url: String,
    /// As what.
    pub role: Option<String>,
}

/// An event in a list.
#[derive(Clone, Debug, Serialize)]
pub struct EntryView {
    /// `event`, `article` or `see` (an event that stands under another date).
    pub kind: &'static str,
    /// Its anchor, unique on the page: `event-landing`.
    pub id: String,
    /// Its page.
    pub url: String,
    /// One line.
    pub title: String,
    /// Language of the title, where it is not the site's.
    pub lang: Option<String>,
    /// Direction of the title, where it is not the site's.
    pub dir: Option<&'static str>,
    /// Of a `see`: where it was this day, "Washington".
    pub zone: Option<String>,
    /// When.
    pub when: WhenView,
    /// `confirmed`, `reported`, `disputed`, `denied` or `retracted`; empty for articles.
    pub status: &'static str,
    /// Where its open questions are set out, if it has any.
    pub disputes: Option<String>,
    /// Where; the first one is the place whose clocks and calendar count. In lists other than the timeline at most 30,
    /// and a link "5 more" to the event's page.
    pub places: Vec<LinkView>,
    /// One paragraph.
    pub summary_html: Option<String>,
    /// Belongs in the short version.
    pub key: bool,
    /// How many sources report it.
    pub reports: usize,
    /// "2 reports"
    pub reports_words: String,
    /// How many distinct origins they have.
    pub origins: usize,
    /// "1 origin"
    pub origins_words: String,
    /// Whether some of the reports are no origins, so that a list of them names those that are.
    pub some_repeat: bool,
    /// What the sources say: everything on the event's own page; on the timeline at most three passages, which speak for
    /// the sides of a quarrel and for the origins; elsewhere nothing.
    pub evidence: Vec<EvidenceView>,
    /// Reports of which no passage stands here: "3 more reports"; on the timeline.
    pub more_words: Option<String>,
    /// Ids of those sources among them that stand in the menu, for the script.
    pub more: Vec<String>,
    /// Who; as many as of places.
    pub actors: Vec<ParticipantView>,
    /// Topics; as many as of places.
    pub tags: Vec<LinkView>,
    /// The editor's note.
    pub note_html: Option<String>,
    /// The latest correction.
    pub correction: Option<CorrectionView>,
    /// Of an article: its publisher.
    pub publisher: Option<String>,
}

/// A day, or a longer span where the day is not known, with what stands under it.
#[derive(Clone, Debug, Serialize)]
pub struct DayView {
    /// Anchor: `2025-06-16`.
    pub id: String,
    /// Words on days without entries before this one: "27–29 June: no event recorded".
    pub gap: Option<String>,
    /// "Monday"; `None` where the day is not known.
    pub weekday: Option<&'static str>,
    /// "16"; `None` where the day is not known.
    pub number: Option<String>,
    /// "June", or the whole heading where the day is not known: "a day in June 2025".
    pub month: String,
    /// "2025", where it is not the timeline's own.
    pub year: Option<String>,
    /// A value for `<time datetime>`.
    pub datetime: Option<String>,
    /// "4 events", where there are several.
    pub events_words: Option<String>,
    /// What stands under it.
    pub entries: Vec<EntryView>,
}

/// A cell of the overview strip.
#[derive(Clone, Debug, Serialize)]
pub struct StripCellView {
    /// `day`, `month`, `year`, or `gap`: an empty span that is told and not drawn, of which there is only the label.
    pub unit: &'static str,
    /// "16", "Jun", "2025", "1950s"; "882 years"
    pub label: String,
    /// What stands below: "M", the initial of the weekday; "2025" below the first month of a year; in mixed strips "Jun"
    /// below the first day of a month.
    pub initial: Option<String>,
    /// Whether a week, a year or a decade begins here.
    pub starts: bool,
    /// Where its entries stand, if it has any.
    pub url: Option<String>,
    /// "Monday 16 June: 1 event, 1 disputed"; the name alone where no event is drawn: one may go on there, or lie there on a
    /// day that is not known.
    pub title: String,
    /// How many events.
    pub events: usize,
    /// How many of them are disputed.
    pub disputed: usize,
}

/// The overview strip.
#[derive(Clone, Debug, Serialize)]
pub struct StripView {
    /// `day`, `month` or `year`: what a cell is; `mixed` where long empty spans are left out.
    pub unit: &'static str,
    /// "Days of June 2025"
    pub title: String,
    /// Column of the first cell in a week, from 1 (Sunday); for days.
    pub first: u32,
    /// Events of the busiest cell.
    pub most: usize,
    /// The cells.
    pub cells: Vec<StripCellView>,
    /// Words on events without a known day, which may lie in cells that look empty.
    pub undrawn: Option<String>,
}

/// A choice of a filter menu: without script, a link.
#[derive(Clone, Debug, Serialize)]
pub struct FacetView {
    /// "Donald Trump"
    pub name: String,
    /// Its page.
    pub url: String,
    /// How many events.
    pub count: usize,
}

/// Numbers of the masthead.
#[derive(Clone, Debug, Serialize)]
pub struct CountsView {
    /// Events in the window.
    pub events: usize,
    /// Sources cited for them.
    pub sources: usize,
    /// Distinct origins of those.
    pub origins: usize,
    /// Open questions.
    pub disputes: usize,
}

/// A list that goes on over several pages.
#[derive(Clone, Debug, Serialize)]
pub struct PagerView {
    /// This page, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// The page before.
    pub previous: Option<LinkView>,
    /// The page after.
    pub next: Option<LinkView>,
}

/// `timeline`: the home page and the pages that follow it.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineView {
    /// Numbers.
    pub counts: CountsView,
    /// The overview, on every page.
    pub strip: Option<StripView>,
    /// People and bodies, most events first, at most ten.
    pub actors: Vec<FacetView>,
    /// Topics, most events first, at most ten.
    pub tags: Vec<FacetView>,
    /// Places, most events first, at most ten.
    pub places: Vec<FacetView>,
    /// Sources, most events first, at most six.
    pub sources: Vec<FacetView>,
    /// What the statuses mean here.
    pub statuses: Vec<StatusView>,
    /// What lies before the window.
    pub before: Option<OutsideView>,
    /// What lies after it.
    pub after: Option<OutsideView>,
    /// The days of this page.
    pub days: Vec<DayView>,
    /// Words on days without entries after the last one.
    pub gap_after: Option<String>,
    /// Other pages.
    pub pager: Option<PagerView>,
}

/// A status and its meaning.
#[derive(Clone, Debug, Serialize)]
pub struct StatusView {
    /// `confirmed` …
    pub status: &'static str,
    /// What it means here.
    pub meaning: String,
}

/// Events outside the window, in short.
#[derive(Clone, Debug, Serialize)]
pub struct OutsideView {
    /// "Before June 2025"
    pub title: String,
    /// "8 events, 1979 to May 2025"
    pub words: String,
    /// The page that has them in full.
    pub url: String,
}

/// `event`
#[derive(Clone, Debug, Serialize)]
pub struct EventView {
    /// What lists show of it; without a summary where that is the text's first paragraph.
    pub entry: EntryView,
    /// Its day as a heading.
    pub day: DayView,
    /// The full text.
    pub body_html: String,
    /// Points of fact on which the evidence disagrees.
    pub questions: Vec<QuestionView>,
    /// Points × sources, where there are questions; none where there are more than four of both.
    pub accounts: Option<AccountsView>,
    /// Who took the report from whom.
    pub chains: Vec<AttributionChainView>,
    /// What was changed, newest first.
    pub corrections: Vec<CorrectionView>,
    /// The event before.
    pub previous: Option<NeighbourView>,
    /// The event after.
    pub next: Option<NeighbourView>,
    /// How to cite this page.
    pub cite: CiteView,
    /// Markup that embeds the event in another page; only on a site with a `base_url`, and where the event has such a page.
    pub embed: Option<String>,
    /// The sources cited here, by the numbers that they have here.
    pub references: Vec<ReferenceView>,
}

/// A neighbouring event.
#[derive(Clone, Debug, Serialize)]
pub struct NeighbourView {
    /// "14 June, two days earlier"
    pub words: String,
    /// Its title.
    pub title: String,
    /// Its page.
    pub url: String,
}

/// How to cite a page.
#[derive(Clone, Debug, Serialize)]
pub struct CiteView {
    /// The absolute address, if the site has one.
    pub permalink: Option<String>,
    /// In the style of the American Psychological Association, 7th edition.
    pub apa: String,
    /// In that of the Chicago Manual of Style, 17th edition: for a bibliography.
    pub chicago: String,
    /// The same for a note.
    pub chicago_note: String,
    /// For BibTeX.
    pub bibtex: String,
    /// CSL-JSON 1.0.2, for reference managers.
    pub csl: String,
}

/// Points of fact as rows, sources as columns.
#[derive(Clone, Debug, Serialize)]
pub struct AccountsView {
    /// The columns.
    pub sources: Vec<AccountSourceView>,
    /// The rows.
    pub rows: Vec<AccountRowView>,
}

/// A column of the accounts.
#[derive(Clone, Debug, Serialize)]
pub struct AccountSourceView {
    /// The source.
    pub source: SourceLinkView,
    /// Whether it is an origin.
    pub is_origin: bool,
}

/// A row of the accounts.
#[derive(Clone, Debug, Serialize)]
pub struct AccountRowView {
    /// The question in words.
    pub ask: String,
    /// A cell for every column.
    pub cells: Vec<AccountCellView>,
}

/// What one source says on one point.
#[derive(Clone, Debug, Serialize)]
pub struct AccountCellView {
    /// What it says; `None` where it says nothing.
    pub value: Option<String>,
    /// In its own words.
    pub quote: Option<QuoteView>,
    /// Whether it departs from its own origin, or from the editor's answer.
    pub differs: bool,
    /// The source's publisher, for narrow screens.
    pub by: String,
}

/// A point of fact on which evidence disagrees.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionView {
    /// The point of fact.
    pub key: String,
    /// Anchor on the disputes page.
    pub id: String,
    /// In words.
    pub ask: String,
    /// Whether it waits for an answer.
    pub open: bool,
    /// The answers.
    pub positions: Vec<PositionView>,
    /// The distinct origins of all answers.
    pub origins: Vec<SourceLinkView>,
    /// "1 origin"
    pub origins_words: String,
    /// The editor's answer.
    pub answer: Option<String>,
    /// Why.
    pub why_html: Option<String>,
    /// Since when.
    pub settled: Option<DateView>,
    /// What would settle it.
    pub note_html: Option<String>,
    /// The event: title, page, date.
    pub event: NeighbourView,
}

/// One answer and who gives it.
#[derive(Clone, Debug, Serialize)]
pub struct PositionView {
    /// The answer.
    pub value: String,
    /// Who gives it.
    pub sources: Vec<SourceLinkView>,
    /// The same, in their words.
    pub reports: Vec<ReportView>,
    /// Where those have it from.
    pub origins: Vec<SourceLinkView>,
    /// Whether it is the editor's answer.
    pub holds: bool,
}

/// Who gives an answer, and how.
#[derive(Clone, Debug, Serialize)]
pub struct ReportView {
    /// Who.
    pub source: SourceLinkView,
    /// In these words.
    pub quote: Option<QuoteView>,
    /// From whom it has the report, where that source says otherwise.
    pub departs_from: Option<SourceLinkView>,
}

/// A step of provenance.
#[derive(Clone, Debug, Serialize)]
pub struct AttributionChainView {
    /// Who.
    pub source: SourceLinkView,
    /// `origin`, `step` (not cited here itself) or `report`.
    pub role: &'static str,
    /// Whether this is the page's own source.
    pub here: bool,
    /// Whether it has it from others, or others from it, that are not drawn, because the chain is too long.
    pub cut: bool,
    /// The words that the event quotes.
    pub quote: Option<QuoteView>,
    /// Those that took it from here.
    pub children: Vec<AttributionChainView>,
}

/// What was changed.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionView {
    /// The day.
    pub date: DateView,
    /// `correction`, `clarification`, `update` or `retraction`.
    pub kind: &'static str,
    /// What and why.
    pub note_html: String,
    /// Before.
    pub was: Option<String>,
    /// Now.
    pub now: Option<String>,
    /// Where: title and page.
    pub about: LinkView,
}

/// `source`: an article's page.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleView {
    /// The source.
    pub source: SourceLinkView,
    /// As printed.
    pub author: Option<String>,
    /// Its language in English, and its tag.
    pub language: Option<LinkView>,
    /// Address of the original.
    pub url: Option<String>,
    /// Host of the original.
    pub host: Option<String>,
    /// Archived copies.
    pub archived: Vec<ArchiveView>,
    /// `abstract`, `full` or `record`.
    pub publish: &'static str,
    /// Abstract or text.
    pub body_html: String,
    /// When it was published, with the time of day where that is known.
    pub published: Option<DateView>,
    /// Language of the text, if published in full and not the site's.
    pub body_lang: Option<String>,
    /// What is wrong or remarkable.
    pub notes: Vec<NoteView>,
    /// Whom the article has it from, grown from the origins.
    pub chains: Vec<AttributionChainView>,
    /// Origins other than itself.
    pub origins: Vec<SourceLinkView>,
    /// What it says about events.
    pub claims: Vec<ClaimView>,
    /// SHA-256 of the saved text.
    pub sha256: Option<String>,
    /// When that was saved.
    pub taken: Option<DateView>,
    /// A remark on the record.
    pub note_html: Option<String>,
    /// Topics.
    pub tags: Vec<LinkView>,
    /// What was changed.
    pub corrections: Vec<CorrectionView>,
    /// How to cite this page about it.
    pub cite: CiteView,
    /// The other sources named here, by the numbers that they have here.
    pub references: Vec<ReferenceView>,
}

/// A remark on an article.
#[derive(Clone, Debug, Serialize)]
pub struct NoteView {
    /// "office"
    pub kind: Option<String>,
    /// The words that it is about.
    pub quote: Option<QuoteView>,
    /// The remark.
    pub note_html: String,
    /// Sources that show it.
    pub basis: Vec<SourceLinkView>,
}

/// What an article says about an event.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimView {
    /// The event: title, page, date.
    pub event: NeighbourView,
    /// The passage.
    pub evidence: EvidenceView,
}

/// A row of the list of sources.
#[derive(Clone, Debug, Serialize)]
pub struct SourceRowView {
    /// Anchor.
    pub id: String,
    /// The source.
    pub source: SourceLinkView,
    /// Whether it has a page of its own.
    pub has_page: bool,
    /// As printed.
    pub author: Option<String>,
    /// Its language, where it is not the site's.
    pub language: Option<String>,
    /// Address of the original.
    pub original: Option<String>,
    /// Archived copies.
    pub archived: Vec<ArchiveView>,
    /// Whom it has it from.
    pub via: Vec<SourceLinkView>,
    /// SHA-256 of the saved text.
    pub sha256: Option<String>,
    /// When that was saved.
    pub taken: Option<DateView>,
    /// A remark.
    pub note_html: Option<String>,
    /// Events that it is cited for.
    pub events: Vec<LinkView>,
}

/// `sources`
#[derive(Clone, Debug, Serialize)]
pub struct SourcesView {
    /// How many there are on all pages.
    pub total: usize,
    /// Articles with pages of their own.
    pub articles: Vec<SourceRowView>,
    /// All others, by publisher and date.
    pub records: Vec<SourceRowView>,
    /// Other pages.
    pub pager: Option<PagerView>,
}

/// A term of office on the axis.
#[derive(Clone, Debug, Serialize)]
pub struct TermView {
    /// "President of Iran"
    pub office: String,
    /// "28 July 2024 –"
    pub words: String,
    /// Where it begins on the axis, 0 to 1.
    pub from: f32,
    /// Where it ends.
    pub to: f32,
    /// Whether nobody has checked it.
    pub unverified: bool,
    /// Who says so.
    pub source: Option<SourceLinkView>,
    /// A remark.
    pub note_html: Option<String>,
}

/// A name in another language.
#[derive(Clone, Debug, Serialize)]
pub struct NameView {
    /// "Persian"
    pub language: String,
    /// `fa`
    pub lang: String,
    /// `rtl`
    pub dir: &'static str,
    /// The name.
    pub name: String,
}

/// `actor`
#[derive(Clone, Debug, Serialize)]
pub struct ActorView {
    /// The name.
    pub name: String,
    /// `person`, `body`, `state`, `publisher`, `anonymous`.
    pub kind: &'static str,
    /// A few words.
    pub description: Option<String>,
    /// Names in other languages.
    pub names: Vec<NameView>,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Address of the Wikidata item.
    pub wikidata: Option<String>,
    /// Offices, the latest first.
    pub terms: Vec<TermView>,
    /// Words at the ends of the axis: "1981", "June 2025".
    pub axis: Option<(String, String)>,
    /// Where the timeline's window stands on the axis, 0 to 1.
    pub now: f32,
    /// Events with it.
    pub days: Vec<DayView>,
    /// "12 events"
    pub events_words: String,
    /// Other pages.
    pub pager: Option<PagerView>,
}

/// `place`
#[derive(Clone, Debug, Serialize)]
pub struct PlaceView {
    /// The name.
    pub name: String,
    /// Names in other languages.
    pub names: Vec<NameView>,
    /// The country.
    pub country: Option<String>,
    /// "35.69, 51.39"
    pub coordinates: Option<String>,
    /// `exact`, `site`, `city`, `region`, `country`.
    pub precision: Option<&'static str>,
    /// IANA zone.
    pub zone: Option<String>,
    /// Address of the Wikidata item.
    pub wikidata: Option<String>,
    /// A remark.
    pub note_html: Option<String>,
    /// Events there.
    pub days: Vec<DayView>,
    /// "12 events"
    pub events_words: String,
    /// Other pages.
    pub pager: Option<PagerView>,
}

/// `tag`, `background`: a list of events under a heading.
#[derive(Clone, Debug, Serialize)]
pub struct ListView {
    /// "talks"
    pub name: String,
    /// The events.
    pub days: Vec<DayView>,
    /// "12 events", or "12 events: 10 on the timeline, 2 before June 2025"
    pub events_words: String,
    /// Articles on this topic; on the first page.
    pub articles: Vec<SourceLinkView>,
    /// Other pages.
    pub pager: Option<PagerView>,
}

/// `actors`, `tags`, `places`: all of a kind with their numbers of events.
#[derive(Clone, Debug, Serialize)]
pub struct IndexView {
    /// Groups with a heading each; a single group has an empty one.
    pub groups: Vec<IndexGroupView>,
}

/// A group of an index.
#[derive(Clone, Debug, Serialize)]
pub struct IndexGroupView {
    /// "People"
    pub name: String,
    /// Its things.
    pub items: Vec<IndexItemView>,
}

/// A thing in an index.
#[derive(Clone, Debug, Serialize)]
pub struct IndexItemView {
    /// The name.
    pub name: String,
    /// Its page.
    pub url: String,
    /// How many events.
    pub count: usize,
    /// A few words.
    pub description: Option<String>,
    /// Its name in its own script.
    pub native: Option<NameView>,
}

/// `disputes`
#[derive(Clone, Debug, Serialize)]
pub struct DisputesView {
    /// Without an answer.
    pub open: Vec<QuestionView>,
    /// With one.
    pub settled: Vec<QuestionView>,
}

/// `corrections`
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionsView {
    /// Newest first.
    pub corrections: Vec<CorrectionView>,
}

/// `page`: a free page.
#[derive(Clone, Debug, Serialize)]
pub struct FreePageView {
    /// The text.
    pub body_html: String,
    /// What was changed.
    pub corrections: Vec<CorrectionView>,
}

/// `share`: how to cite, embed and take along the timeline.
#[derive(Clone, Debug, Serialize)]
pub struct ShareView {
    /// How to cite the whole.
    pub cite: CiteView,
    /// Markup that embeds it in another page; only on a site with a `base_url`.
    pub embed: Option<String>,
    /// The page that is embedded, unless the site makes none.
    pub embed_url: Option<String>,
}

/// `embed`: the timeline, or one event, in short, for other people's pages.
#[derive(Clone, Debug, Serialize)]
pub struct EmbedView {
    /// The event; `None` where this is the timeline.
    pub event: Option<EntryView>,
    /// The days of the timeline, with titles, dates and statuses.
    pub days: Vec<DayView>,
    /// How many events of the timeline are left out.
    pub more: usize,
}

/// `print`: the timeline for paper.
#[derive(Clone, Debug, Serialize)]
pub struct PrintView {
    /// What lies before the window, in it and after it.
    pub sections: Vec<PrintSectionView>,
    /// The sources cited, by their numbers on this page.
    pub references: Vec<ReferenceView>,
    /// Other parts of a long timeline.
    pub pager: Option<PagerView>,
}

/// A part of the timeline for paper.
#[derive(Clone, Debug, Serialize)]
pub struct PrintSectionView {
    /// "Before June 2025"; `None` for the timeline's own window.
    pub name: Option<String>,
    /// Its days, with all evidence.
    pub days: Vec<DayView>,
}
