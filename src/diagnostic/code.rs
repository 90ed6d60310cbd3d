//! All codes of findings, each with its severity and its explanation.

use super::Severity;

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident,)*) => {
        /// The kind of a finding, such as `date/no-such-day`. `dateline explain CODE` prints what it means.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl Code {
            /// All codes, in the order of this list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name that the report shows and `[check]` takes.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// The severity, unless `[check]` changes it.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity),* }
            }

            /// The explanation that `dateline explain` prints, with an example, in Markdown.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$variant => include_str!(concat!("explain/", $name, ".md"))),* }
            }
        }
    };
}

codes! {
    FileNotUtf8 "file/not-utf8" Error,
    FileTooLarge "file/too-large" Error,
    FileUnreadable "file/unreadable" Error,
    FileSymlink "file/symlink" Error,
    FileOutOfPlace "file/out-of-place" Warning,
    CharacterForbidden "character/forbidden" Error,
    FileMergeConflict "file/merge-conflict" Error,
    FileNotRead "file/not-read" Error,
    SiteMissing "site/missing" Error,
    SiteLanguage "site/language" Warning,
    TomlSyntax "toml/syntax" Error,
    FrontMatterMissing "front-matter/missing" Error,
    FrontMatterOpen "front-matter/open" Error,
    FrontMatterTooLarge "front-matter/too-large" Error,
    FieldUnknown "field/unknown" Error,
    FieldMissing "field/missing" Error,
    FieldType "field/type" Error,
    FieldValue "field/value" Error,
    IdBad "id/bad" Error,
    IdTwice "id/twice" Error,
    IdUnknown "id/unknown" Error,
    DateNotADate "date/not-a-date" Error,
    DateNoSuchMonth "date/no-such-month" Error,
    DateNoSuchDay "date/no-such-day" Error,
    DateNoSuchTime "date/no-such-time" Error,
    DateBackwards "date/backwards" Error,
    DateSkipped "date/skipped" Error,
    DateRepeated "date/repeated" Error,
    DateUnquoted "date/unquoted" Error,
    DateZone "date/zone" Error,
    DateOutsideWindow "date/outside-window" Error,
    EventOrder "event/order" Error,
    MergeConflict "merge/conflict" Error,
    MergeTwins "merge/twins" Warning,
    TagTwins "tag/twins" Warning,
    ChainLoop "chain/loop" Error,
    QuestionTwice "question/twice" Error,
    QuestionUnasked "question/unasked" Warning,
    ChapterOverlap "chapter/overlap" Error,
    ChapterGap "chapter/gap" Warning,
    LinkScheme "link/scheme" Error,
    LinkCredentials "link/credentials" Error,
    LinkDangling "link/dangling" Error,
    LinkAnchor "link/anchor" Error,
    LinkQuery "link/query" Error,
    MarkdownTooDeep "markdown/too-deep" Error,
    MarkdownNotInline "markdown/not-inline" Warning,
    HtmlRemoved "html/removed" Warning,
    ImageMissing "image/missing" Error,
    ImageElsewhere "image/elsewhere" Error,
    ImageNoAlt "image/no-alt" Warning,
    FileUnpublished "file/unpublished" Note,
    RouteCollision "route/collision" Error,
    TemplateSyntax "template/syntax" Error,
    TemplateRender "template/render" Error,
    RenderPanic "render/panic" Error,
    CaptureTwice "capture/twice" Error,
    CaptureUnknown "capture/unknown" Warning,
    CaptureUnreadable "capture/unreadable" Error,
    EvidenceQuoteNotFound "evidence/quote-not-found" Error,
    EvidenceQuoteFolded "evidence/quote-folded" Note,
    EvidenceQuoteAmbiguous "evidence/quote-ambiguous" Note,
    EvidenceCaptureChanged "evidence/capture-changed" Error,
    EvidenceQuoteChanged "evidence/quote-changed" Error,
    EvidenceNoLock "evidence/no-lock" Warning,
    EvidenceNotLocked "evidence/not-locked" Warning,
    EvidenceLockEdited "evidence/lock-edited" Error,
    EvidenceLockStale "evidence/lock-stale" Warning,
    EvidenceLockBehind "evidence/lock-behind" Warning,
    EvidenceNone "evidence/none" Warning,
    EvidenceSingleOrigin "evidence/single-origin" Warning,
    QuoteTooLong "quote/too-long" Warning,
    OfficeNotHeld "office/not-held" Warning,
    DateWrongWeekday "date/wrong-weekday" Warning,
    DateAfterReport "date/after-report" Warning,
    SourceTwice "source/twice" Error,
    SourceUnused "source/unused" Warning,
    ArchiveShape "archive/shape" Warning,
    ArticleNoAbstract "article/no-abstract" Warning,
    CorrectionNoNote "correction/no-note" Warning,
    PrivateNamed "private/named" Error,
    LinkUnreachable "link/unreachable" Warning,
    ThemeContrast "theme/contrast" Warning,
}

impl Code {
    /// The code with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained_under_its_name() {
        for code in Code::ALL {
            let text = code.explanation();
            assert!(text.starts_with(&format!("# {}\n", code.name())), "{} has no explanation of its own", code.name());
            assert!(text.contains("```"), "{} shows no example", code.name());
            assert_eq!(Code::from_name(code.name()), Some(*code));
        }
    }
}
