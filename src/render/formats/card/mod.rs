//! Social cards: the pictures that other sites show for links to pages, as PNG.
//!
//! In: the content of a [`Card`]. Out: the bytes of a PNG, which are the same on every machine. A card looks like a
//! page: paper, ink and one thick rule, the day beside the title, and the status as shape, colour and word. A text with
//! letters that no font has is left out.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a card has hundreds of pixels and shades that are less than a byte"
)]

mod bitmap;
mod colours;
mod fonts;
mod mark;
mod mask;
mod paragraph;
#[cfg(test)]
mod tests;

pub(in crate::render) use bitmap::{HEIGHT, WIDTH};
pub(in crate::render) use fonts::Fonts;

use serde::{Serialize, Serializer};

use crate::config::Status;
use crate::text::capitalised;
use bitmap::CardBitmap;
use colours::{CardColours, Ink};
use fonts::FontStack;
use mark::CardMark;
use paragraph::{TextBox, paragraph, shortened};

/// The content of a card. Equal contents make equal pictures. The serialised content is part of the mark in the file.
#[derive(Serialize)]
pub(in crate::render) struct Card {
    /// Whether the site is written from right to left. The card is then mirrored.
    pub(in crate::render) rtl: bool,
    /// The name of the publication.
    pub(in crate::render) name: String,
    /// The text at the other end of the head.
    pub(in crate::render) aside: Option<String>,
    /// The headline.
    pub(in crate::render) title: String,
    /// The part of the card below the head.
    pub(in crate::render) body: CardBody,
}

/// The content of a card below the head, without its title.
#[derive(Serialize)]
pub(in crate::render) enum CardBody {
    /// An event, an article or a question.
    Entry(EntryCard),
    /// The whole timeline.
    Timeline(TimelineCard),
}

/// An event, an article or a question.
#[derive(Serialize)]
pub(in crate::render) struct EntryCard {
    /// The day, which is drawn beside the title.
    pub(in crate::render) day: Option<CardDate>,
    /// The line above the title: date and place, or the publisher.
    pub(in crate::render) line: Vec<TextRun>,
    /// Lines between the title and the status: an open question with its answers, the answers to a question, or what is
    /// held on an article. At
    /// most three are drawn.
    pub(in crate::render) lines: Vec<CardLine>,
    /// The status.
    #[serde(serialize_with = "serialize_word")]
    pub(in crate::render) status: Option<Status>,
    /// The line below the title: numbers of reports and origins, or the origins of an article.
    pub(in crate::render) foot: Vec<TextRun>,
}

/// A day in three parts; or only words, if the day is not known.
#[derive(Serialize)]
pub(in crate::render) struct CardDate {
    /// "Monday".
    pub(in crate::render) weekday: Option<String>,
    /// "16".
    pub(in crate::render) number: Option<String>,
    /// "June 2025", or "a day in June 2025".
    pub(in crate::render) rest: String,
}

/// Some words of a line.
#[derive(Serialize)]
pub(in crate::render) enum TextRun {
    /// Important words.
    Strong(String),
    /// Other words.
    Soft(String),
}

impl TextRun {
    fn text(&self) -> &str {
        match self {
            Self::Strong(text) | Self::Soft(text) => text,
        }
    }

    fn part(&self) -> (FontStack, &str) {
        (self.manner().0, self.text())
    }

    fn manner(&self) -> (FontStack, Ink) {
        match self {
            Self::Strong(_) => (FontStack::Strong, Ink::Dark),
            Self::Soft(_) => (FontStack::Label, Ink::Soft),
        }
    }
}

/// A line of an entry.
#[derive(Serialize)]
pub(in crate::render) struct CardLine {
    /// A question or other words; an answer is strong and has a mark before it.
    pub(in crate::render) words: TextRun,
    /// What stands after them: for an answer, those to whom it is attributed.
    pub(in crate::render) aside: Option<String>,
}

impl CardLine {
    /// The width of the mark before an answer.
    fn indent(&self) -> f32 {
        if matches!(self.words, TextRun::Strong(_)) { ANSWER.2 } else { 0.0 }
    }

    fn parts(&self) -> impl Iterator<Item = (FontStack, &str)> {
        let aside = self.aside.as_deref().map(|aside| (FontStack::Label, aside));
        [self.words.part()].into_iter().chain(aside)
    }

    /// The line in the alternative text.
    fn sentence(&self) -> String {
        match (&self.words, &self.aside) {
            (words, None) => words.text().to_owned(),
            (TextRun::Strong(answer), Some(who)) => format!("{answer}: {who}"),
            (TextRun::Soft(words), Some(aside)) => format!("{words} {aside}"),
        }
    }
}

/// The whole timeline.
#[derive(Serialize)]
pub(in crate::render) struct TimelineCard {
    /// "June 2025".
    pub(in crate::render) period: Option<String>,
    /// Numbers and their nouns: "58" and "events".
    pub(in crate::render) counts: Vec<(String, String)>,
    /// The number of events of each cell of the overview strip, and how many of them are disputed.
    pub(in crate::render) strip: Vec<(usize, usize)>,
}

impl Card {
    /// Draws the card, and returns the PNG.
    pub(in crate::render) fn draw(&self, fonts: &Fonts) -> Vec<u8> {
        let mut table = CardCanvas { fonts, bitmap: CardBitmap::default(), rtl: self.rtl };
        table.head(self);
        let tone = match &self.body {
            CardBody::Entry(entry) => {
                table.entry(&self.title, entry);
                entry.status
            }
            CardBody::Timeline(timeline) => {
                table.timeline(&self.title, timeline);
                None
            }
        };
        table.bitmap.png(&CardColours::new(tone.unwrap_or(Status::Disputed)), &CardMark::new(self))
    }

    /// Whether a PNG was drawn from the same content, according to the mark in it. The caller must know that the file
    /// is unchanged since the program wrote it.
    pub(in crate::render) fn is_drawn_in(&self, png: &[u8]) -> bool {
        CardMark::of_file(png) == Some(CardMark::new(self))
    }

    /// The content in words: the alternative text of the picture.
    pub(in crate::render) fn words(&self) -> String {
        let pieces = |pieces: &[TextRun]| pieces.iter().map(TextRun::text).collect::<Vec<_>>().join(" ");
        let parts: Vec<Option<String>> = match &self.body {
            CardBody::Entry(EntryCard { day, line, lines, status, foot }) => {
                let day = day.as_ref().map(|CardDate { weekday, number, rest }| {
                    [weekday.as_deref(), number.as_deref(), Some(rest)]
                        .into_iter()
                        .flatten()
                        .collect::<Vec<_>>()
                        .join(" ")
                });
                let status = status.map(|status| capitalised(status.word()));
                let head = [day, Some(pieces(line)), Some(self.title.clone())];
                let lines = lines.iter().map(|line| Some(line.sentence()));
                head.into_iter().chain(lines).chain([status, Some(pieces(foot))]).collect()
            }
            CardBody::Timeline(TimelineCard { period, counts, .. }) => {
                let counts = counts.iter().map(|(number, of)| format!("{number} {of}")).collect::<Vec<_>>().join(", ");
                // A site without a name of its own is named after its title.
                let name = Some(self.name.clone()).filter(|name| *name != self.title);
                vec![name, Some(self.title.clone()), period.clone(), Some(counts)]
            }
        };
        let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
        parts.fold(String::new(), |words, part| {
            let end = match words.chars().last() {
                None => "",
                Some('?' | '!') => " ",
                Some(_) => ". ",
            };
            words + end + part.trim_end_matches('.')
        })
    }
}

/// Serialises a status as its word.
#[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde gives a field as it stands")]
fn serialize_word<S: Serializer>(status: &Option<Status>, serializer: S) -> Result<S::Ok, S::Error> {
    status.map(Status::word).serialize(serializer)
}

/// The width of the empty margins, in pixels, as all lengths here.
const MARGIN: f32 = 72.0;
/// The width between the margins.
const MEASURE: f32 = WIDTH as f32 - 2.0 * MARGIN;
/// The distance from the margin to the titles, which leaves room for the day.
const HANG: f32 = 252.0;
/// The font size of all text except titles and days.
const LABEL: f32 = 30.0;
/// The font size of that text where there is less room.
const SMALL: f32 = 27.0;
/// The baseline of the head; the top and height of the rule below it.
const HEAD: f32 = 84.0;
const RULE: (f32, f32) = (112.0, 7.0);
/// The first baseline below the rule.
const FIRST: f32 = 190.0;
/// The last baseline.
const LAST: f32 = 558.0;
/// The font size of the day's number.
const NUMBER: f32 = 138.0;
/// The font size of the timeline's numbers.
const COUNT: f32 = 40.0;
/// The font sizes of titles.
const SIZES: [f32; 12] = [88.0, 80.0, 74.0, 68.0, 62.0, 56.0, 52.0, 48.0, 44.0, 40.0, 36.0, 32.0];
/// The distance between two baselines of a title, in ems.
const LEADING: f32 = 1.12;
/// The distance from the top of a title's line to its baseline, in ems.
const ASCENT: f32 = 0.86;
/// The distance between two parts of a line.
const GAP: f32 = 14.0;
/// The height of the room for the title of an entry without lines.
const ROOM: f32 = 240.0;
/// The baseline of the last line of an entry, the distance between two, and the room above the first.
const LINE: (f32, f32, f32) = (480.0, 42.0, 38.0);
/// The most lines of an entry that are drawn.
const MOST_LINES: usize = 3;
/// The largest part of a line's width that what stands after the words may take.
const MOST_ASIDE: f32 = 0.45;
/// The width and height of the mark before an answer, and the distance from its start to the answer.
const ANSWER: (f32, f32, f32) = (6.0, 27.0, 20.0);

/// A card being drawn. Positions on a line are measured from the side at which reading begins.
struct CardCanvas<'f> {
    fonts: &'f Fonts,
    bitmap: CardBitmap,
    rtl: bool,
}

impl CardCanvas<'_> {
    /// The left edge of something that begins at `start`.
    fn left(&self, start: f32, width: f32) -> f32 {
        if self.rtl { WIDTH as f32 - start - width } else { start }
    }

    fn rect(&mut self, ink: Ink, (start, top): (f32, f32), width: f32, height: f32) {
        self.bitmap.rect(ink, (self.left(start, width), top), width, height);
    }

    /// Draws as much of a text as fits into `room`, and returns its width.
    fn text(
        &mut self,
        (hand, ink): (FontStack, Ink),
        text: &str,
        size: f32,
        (start, base): (f32, f32),
        room: f32,
    ) -> f32 {
        let Some(text) = self.fonts.writable(hand, text) else { return 0.0 };
        let line = self.fonts.line(hand, &shortened(self.fonts, hand, &text, room / size), None);
        let width = line.width * size;
        self.bitmap.text(ink, self.fonts, &line, size, (self.left(start, width), base));
        width
    }

    /// The font size of a line: the smaller one if the texts, with gaps between them, are wider than `room` in the usual
    /// one.
    fn line_size<'t>(&self, texts: impl Iterator<Item = (FontStack, &'t str)>, room: f32) -> f32 {
        let width = |(hand, text): (FontStack, &str)| {
            let text = self.fonts.writable(hand, text);
            text.map_or(0.0, |text| self.fonts.line(hand, &text, None).width * LABEL + GAP)
        };
        if texts.map(width).sum::<f32>() - GAP <= room { LABEL } else { SMALL }
    }

    /// Draws the parts of a line one after the other.
    fn pieces(&mut self, pieces: &[TextRun], (start, base): (f32, f32)) {
        let end = WIDTH as f32 - MARGIN;
        let size = self.line_size(pieces.iter().map(TextRun::part), end - start);
        let mut at = start;
        for piece in pieces {
            if end - at < 4.0 * LABEL {
                break;
            }
            let width = self.text(piece.manner(), piece.text(), size, (at, base), end - at);
            at += if width > 0.0 { width + GAP } else { 0.0 };
        }
    }

    /// Draws a title in the largest size that fits, and returns the bottom of its last line.
    fn title(&mut self, text: &str, sizes: &[f32], (start, top): (f32, f32), height: f32) -> f32 {
        let Some(text) = self.fonts.writable(FontStack::Title, text) else { return top };
        let width = WIDTH as f32 - MARGIN - start;
        let frame = TextBox { width, height, sizes, leading: LEADING };
        let paragraph = paragraph(self.fonts, FontStack::Title, &text, &frame);
        let mut base = top + ASCENT * paragraph.size;
        for line in &paragraph.lines {
            let long = line.width * paragraph.size;
            // A title in the other direction begins at the other side.
            let start = if paragraph.rtl == self.rtl { start } else { start + width - long };
            self.bitmap.text(Ink::Dark, self.fonts, line, paragraph.size, (self.left(start, long), base));
            base += LEADING * paragraph.size;
        }
        base - ASCENT * paragraph.size
    }

    fn head(&mut self, card: &Card) {
        let name = self.text((FontStack::Strong, Ink::Dark), &card.name, LABEL, (MARGIN, HEAD), MEASURE * 0.62);
        if let Some(aside) = card.aside.as_deref().and_then(|aside| self.fonts.writable(FontStack::Label, aside)) {
            // A truncated title would be useless, so it is drawn in full or not at all.
            let (room, ems) = (MEASURE - name - 2.0 * LABEL, self.fonts.line(FontStack::Label, &aside, None).width);
            if let Some(size) = [LABEL, SMALL].into_iter().find(|size| ems * size <= room) {
                let start = MARGIN + MEASURE - ems * size;
                self.text((FontStack::Label, Ink::Soft), &aside, size, (start, HEAD), MEASURE);
            }
        }
        self.rect(Ink::Dark, (MARGIN, RULE.0), MEASURE, RULE.1);
    }

    fn entry(&mut self, title: &str, entry: &EntryCard) {
        if let Some(day) = &entry.day {
            self.day(day);
        }
        let start = MARGIN + HANG;
        self.pieces(&entry.line, (start, FIRST));
        let lines = &entry.lines[..entry.lines.len().min(MOST_LINES)];
        let (last, distance, above) = LINE;
        let first = last - distance * lines.len().saturating_sub(1) as f32;
        let top = FIRST + 24.0;
        let height = if lines.is_empty() { ROOM } else { ROOM.min(first - above - top) };
        self.title(title, &SIZES, (start, top), height);
        // All lines have the same size.
        let end = WIDTH as f32 - MARGIN;
        let size = |line: &CardLine| self.line_size(line.parts(), end - start - line.indent());
        let size = lines.iter().map(size).fold(LABEL, f32::min);
        for (at, line) in lines.iter().enumerate() {
            self.line(line, size, (start, first + distance * at as f32));
        }
        self.foot(entry);
    }

    /// Draws a line of an entry. Words that are too long are truncated so that what stands after them is seen.
    fn line(&mut self, line: &CardLine, size: f32, (start, base): (f32, f32)) {
        let (mark, height, _) = ANSWER;
        if line.indent() > 0.0 {
            self.rect(Ink::Tone, (start, base - height + 5.0), mark, height);
        }
        let (mut at, end) = (start + line.indent(), WIDTH as f32 - MARGIN);
        let aside = line.aside.as_deref().and_then(|aside| self.fonts.writable(FontStack::Label, aside));
        let width = |aside: &str| self.fonts.line(FontStack::Label, aside, None).width * size + GAP;
        let reserved = aside.as_deref().map_or(0.0, |aside| width(aside).min((end - at) * MOST_ASIDE));
        let width = self.text(line.words.manner(), line.words.text(), size, (at, base), end - at - reserved);
        at += if width > 0.0 { width + GAP } else { 0.0 };
        if let Some(aside) = aside {
            self.text((FontStack::Label, Ink::Soft), &aside, size, (at, base), end - at);
        }
    }

    fn day(&mut self, day: &CardDate) {
        let room = HANG - 20.0;
        let soft = (FontStack::Label, Ink::Soft);
        let Some(number) = &day.number else {
            let frame = TextBox { width: room, height: 220.0, sizes: &[44.0, 38.0, 32.0], leading: 1.2 };
            let paragraph = paragraph(self.fonts, FontStack::Figure, &day.rest, &frame);
            for (at, line) in (0u8..).zip(&paragraph.lines) {
                let width = line.width * paragraph.size;
                let base = FIRST + 4.0 + f32::from(at) * 1.2 * paragraph.size;
                self.bitmap.text(Ink::Dark, self.fonts, line, paragraph.size, (self.left(MARGIN, width), base));
            }
            return;
        };
        if let Some(weekday) = &day.weekday {
            self.text(soft, weekday, SMALL, (MARGIN, FIRST), room);
        }
        self.text((FontStack::Figure, Ink::Dark), number, NUMBER, (MARGIN - 5.0, FIRST + 122.0), room);
        self.text(soft, &day.rest, SMALL, (MARGIN, FIRST + 172.0), room);
    }

    /// Draws a hairline, and below it the status and the foot of the entry.
    fn foot(&mut self, entry: &EntryCard) {
        let start = MARGIN + HANG;
        self.rect(Ink::Rule, (start, LAST - 56.0), MEASURE - HANG, 2.0);
        let mut at = start;
        if let Some(status) = entry.status {
            let radius = 15.0;
            let centre = self.left(at + radius, 0.0);
            self.bitmap.mark(status, (centre, LAST - 11.0), radius);
            at += 2.0 * radius + GAP;
            at += self.text((FontStack::Strong, Ink::Tone), &capitalised(status.word()), LABEL, (at, LAST), MEASURE)
                + 3.0 * GAP;
        }
        self.pieces(&entry.foot, (at, LAST));
    }

    fn timeline(&mut self, title: &str, timeline: &TimelineCard) {
        let mut top = FIRST - 30.0;
        if let Some(period) = &timeline.period {
            self.text((FontStack::Figure, Ink::Soft), period, 38.0, (MARGIN, FIRST), MEASURE);
            top = FIRST + 22.0;
        }
        let strip = if timeline.strip.is_empty() { 0.0 } else { 76.0 };
        self.title(title, &SIZES, (MARGIN, top), LAST - 66.0 - strip - top);
        self.strip(&timeline.strip);
        self.counts(&timeline.counts);
    }

    /// Draws as many of the numbers as fit.
    fn counts(&mut self, counts: &[(String, String)]) {
        let mut at = MARGIN;
        for (number, of) in counts {
            let width = |hand, text, size| self.fonts.line(hand, text, None).width * size;
            let (wide, long) = (width(FontStack::Title, number, COUNT), width(FontStack::Label, of, SMALL));
            if at + wide + GAP + long > MARGIN + MEASURE {
                return;
            }
            self.text((FontStack::Title, Ink::Dark), number, COUNT, (at, LAST), MEASURE);
            self.text((FontStack::Label, Ink::Soft), of, SMALL, (at + wide + GAP, LAST), MEASURE);
            at += wide + GAP + long + 3.0 * GAP;
        }
    }

    /// Draws the overview strip, with a block for each event.
    fn strip(&mut self, cells: &[(usize, usize)]) {
        let (Some(most), base) = (cells.iter().map(|(events, _)| *events).max(), LAST - 62.0) else { return };
        let (cell, unit) = (MEASURE / cells.len() as f32, (64.0 / most.max(1) as f32).min(13.0));
        let (gap, width) = ((unit / 4.0).min(3.0), (cell * 0.72).min(30.0));
        for (at, (events, disputed)) in cells.iter().enumerate() {
            for block in 0..*events {
                let ink = if block < events - disputed { Ink::Dark } else { Ink::Tone };
                let start = MARGIN + cell * at as f32 + (cell - width) / 2.0;
                let top = base - unit * (block + 1) as f32;
                self.rect(ink, (start, top), width, unit - gap);
            }
        }
        self.rect(Ink::Rule, (MARGIN, base), MEASURE, 2.0);
    }
}
