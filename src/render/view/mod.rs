//! The data that templates receive.
//!
//! `docs/themes.md` documents these types for authors of themes; it repeats the comments here. [`VERSION`] changes if a
//! field is removed or changes its meaning. All addresses are correct for the page that contains them. Fields whose
//! name ends in `html` are safe markup, to be written with `| safe`. All other texts are plain.

mod actor;
mod article;
mod correction;
mod date;
mod entry;
mod event;
mod evidence;
mod headline;
mod home;
mod index;
mod link;
mod map;
mod origins;
mod page;
mod question;
mod share;
mod site;
mod source;
mod timeline;

pub use actor::{ActorView, NameView, OfficeTermView, PlaceView};
pub use article::{ArticleView, ClaimView, DifferenceView, NoteView};
pub use correction::{CorrectionView, CorrectionsView};
pub use date::{ClockView, DateView, OtherZoneView, WhenView};
pub use entry::{DayView, EntryView, ListView, ParticipantView};
pub use event::{AccountCellView, AccountRowView, AccountSourceView, AccountsView, EventView};
pub use evidence::{AssertionView, AttributionChainView, EvidenceView, QuoteView, SpeakerView};
pub use headline::{HeadlineGroupView, HeadlineView, HeadlinesView};
pub use home::{
    ChapterView, ContestedView, HomePersonView, HomeRowView, HomeView, LaneBandView, LaneColumnView, LaneCountView,
    LaneDotView, LaneMarkView, LaneRowView, LanesView, StandingItemView, StandingView,
};
pub use index::{IndexGroupView, IndexItemView, IndexView};
pub use link::{LinkView, NeighbourView, PagerView, TabView};
pub use map::{
    ChapterMapView, ChapterMapsView, MapEventView, MapFrameView, MapLabelView, MapLegendView, MapMarkView,
    MapPlaceView, MapQuietPlaceView, MapView,
};
pub use origins::{OriginDivergenceView, OriginRepeaterView, OriginRowView, OriginsView};
pub use page::{CardView, FreePageView, LogoView, NavLinkView, PageView};
pub use question::{
    AnswerSourceView, AnswerView, DisputeCellView, DisputeGroupView, DisputeRowView, DisputesView, QuestionPageView,
    QuestionView, SettledQuestionView, ShortAnswerView,
};
pub use share::{CiteView, EmbedView, PrintSectionView, PrintView, SharePageView};
pub use site::{LicenceView, SiteView, ThemeColourView, ThemeView};
pub use source::{ArchiveView, ReferenceView, SourceLinkView, SourceRowView, SourcesView};
pub use timeline::{
    CountsView, FacetView, KeyEventsView, NewestView, OutsideWindowView, StatusView, StripCellView, StripView,
    TimelinePageView, TimelineView,
};

/// Version of these types.
pub const VERSION: u32 = 1;
