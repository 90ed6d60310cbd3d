//! Headlines: a text of any length in a box.
//!
//! The largest of some sizes is taken at which the lines fit; they are then made about equally long. What is too long
//! even for the smallest size ends in an ellipsis.

use unicode_bidi::{BidiInfo, Level};

use super::fonts::{FontStack, Fonts, ShapedLine};

/// The room for a text.
pub(super) struct TextBox<'s> {
    pub(super) width: f32,
    pub(super) height: f32,
    /// From the largest to the smallest.
    pub(super) sizes: &'s [f32],
    /// From one baseline to the next, in ems.
    pub(super) leading: f32,
}

/// A text in lines.
pub(super) struct WrappedText {
    pub(super) lines: Vec<ShapedLine>,
    pub(super) size: f32,
    /// Whether it reads from right to left.
    pub(super) rtl: bool,
}

/// Sets a text, which has words, as large as its frame allows.
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

/// A text that fits a width in ems, or as much of it as does, with an ellipsis.
pub(super) fn shortened(fonts: &Fonts, hand: FontStack, text: &str, width: f32) -> String {
    let fits = |text: &str| fonts.line(hand, text, None).width <= width;
    if fits(text) {
        return text.to_owned();
    }
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let shortened = |end: &usize| format!("{}…", text[..*end].trim_end());
    let long = ends.partition_point(|end| fits(&shortened(end)));
    shortened(&ends[long.saturating_sub(1)])
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

    /// Lines no longer than a width and about equally long; `None` where a word is longer.
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

    /// As many words on each line as have room there.
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

/// Lines of a text that is too long, or has words that are: as many as there may be, broken within words where they must
/// be.
fn cut(fonts: &Fonts, hand: FontStack, text: &str, width: f32, most: usize) -> Vec<String> {
    let fits = |text: &str| fonts.line(hand, text, None).width <= width;
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() && lines.len() + 1 < most && !fits(rest) {
        let ends: Vec<usize> = rest.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
        let long = ends.partition_point(|end| fits(&rest[..*end]));
        let end = ends[long.saturating_sub(1)];
        // The next sign may be the space at which the line ends.
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
