//! Sets a text of any length in a box.
//!
//! The largest of the given sizes is used in which the text fits, with lines of about the same length. A text that is
//! too long for the smallest size is truncated with an ellipsis.

use unicode_bidi::{BidiInfo, Level};

use super::fonts::{FontStack, Fonts, ShapedLine};

/// The box of a text.
pub(super) struct TextBox<'s> {
    pub(super) width: f32,
    pub(super) height: f32,
    /// The allowed font sizes, from the largest to the smallest.
    pub(super) sizes: &'s [f32],
    /// The distance between two baselines, in ems.
    pub(super) leading: f32,
}

/// A text set in lines.
pub(super) struct WrappedText {
    pub(super) lines: Vec<ShapedLine>,
    pub(super) size: f32,
    /// Whether the text is written from right to left.
    pub(super) rtl: bool,
}

/// Sets a text, which must not be empty, in the largest size that fits.
pub(super) fn paragraph(fonts: &Fonts, hand: FontStack, text: &str, frame: &TextBox<'_>) -> WrappedText {
    let level = BidiInfo::new(text, None).paragraphs.first().map_or(Level::ltr(), |paragraph| paragraph.level);
    let words = MeasuredWords::new(fonts, hand, text);
    let lines_at = |size: f32| {
        let most = (frame.height / (size * frame.leading)) as usize;
        words.broken(frame.width / size).filter(|lines| lines.len() <= most)
    };
    let fitting = frame.sizes.iter().find_map(|size| Some((*size, lines_at(*size)?)));
    let (size, texts) = fitting.unwrap_or_else(|| {
        let size = frame.sizes.last().copied().expect("a frame has sizes");
        let most = (frame.height / (size * frame.leading)) as usize;
        (size, cut(fonts, hand, text, frame.width / size, most))
    });
    let lines = texts.iter().map(|text| fonts.line(hand, text, Some(level))).collect();
    WrappedText { lines, size, rtl: level.is_rtl() }
}

/// The text if it fits into a width in ems; otherwise as many of its words as fit, with an ellipsis. A word is only
/// broken if it takes more than two thirds of the width.
pub(super) fn shortened(fonts: &Fonts, hand: FontStack, text: &str, width: f32) -> String {
    let fits = |text: &str| fonts.line(hand, text, None).width <= width;
    if fits(text) {
        return text.to_owned();
    }
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let shortened = |end: &usize| format!("{}…", text[..*end].trim_end_matches([' ', ',', ';', ':', '–', '—']));
    let long = ends[ends.partition_point(|end| fits(&shortened(end))).saturating_sub(1)];
    let is_whole = text[long..].starts_with(' ');
    let words = if is_whole { Some(long) } else { text[..long].rfind(' ') };
    shortened(&words.filter(|end| *end > long / 3).unwrap_or(long))
}

/// The words of a text and their widths in ems.
struct MeasuredWords<'t> {
    words: Vec<(&'t str, f32)>,
    space: f32,
}

impl<'t> MeasuredWords<'t> {
    fn new(fonts: &Fonts, hand: FontStack, text: &'t str) -> Self {
        let width = |text: &str| fonts.line(hand, text, None).width;
        Self { words: text.split(' ').map(|word| (word, width(word))).collect(), space: width(" ") }
    }

    /// The text in lines that fit into `width` and are about equally long. `None` if a word is wider.
    fn broken(&self, width: f32) -> Option<Vec<String>> {
        let longest = self.words.iter().map(|(_, width)| *width).fold(0.0, f32::max);
        let number = self.lines(width)?.len();
        let (mut narrow, mut wide) = (longest, width);
        for _ in 0..12 {
            let middle = f32::midpoint(narrow, wide);
            match self.lines(middle) {
                Some(lines) if lines.len() == number => wide = middle,
                _ => narrow = middle,
            }
        }
        self.lines(wide)
    }

    /// The text in lines with as many words as fit. `None` if a word is wider than `width`.
    fn lines(&self, width: f32) -> Option<Vec<String>> {
        let mut lines: Vec<String> = Vec::new();
        let mut room = 0.0;
        for (word, length) in &self.words {
            match lines.last_mut() {
                Some(line) if self.space + length <= room => {
                    room -= self.space + length;
                    line.push(' ');
                    line.push_str(word);
                }
                _ if *length <= width => {
                    room = width - length;
                    lines.push((*word).to_owned());
                }
                _ => return None,
            }
        }
        Some(lines)
    }
}

/// The lines of a text that does not fit: at most `most`. Words that are wider than a line are broken, and the last
/// line is truncated.
fn cut(fonts: &Fonts, hand: FontStack, text: &str, width: f32, most: usize) -> Vec<String> {
    let fits = |text: &str| fonts.line(hand, text, None).width <= width;
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() && lines.len() + 1 < most && !fits(rest) {
        let ends: Vec<usize> = rest.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
        let long = ends.partition_point(|end| fits(&rest[..*end]));
        let end = ends[long.saturating_sub(1)];
        // The next character may be the space at the end of the line.
        let upto = rest[end..].chars().next().filter(|c| *c == ' ').map_or(end, |_| end + 1);
        let end = rest[..upto].rfind(' ').filter(|at| *at > 0).unwrap_or(end);
        lines.push(rest[..end].trim_end().to_owned());
        rest = rest[end..].trim_start();
    }
    if !rest.is_empty() {
        lines.push(shortened(fonts, hand, rest, width));
    }
    lines
}
