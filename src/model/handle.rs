//! Handles: indices into the lists of a [`super::Site`], with which its parts refer to each other.

macro_rules! handles {
    ($($handle:ident => $field:ident,)*) => {
        $(
            #[doc = concat!("A handle on one of [`super::Site::", stringify!($field), "`].")]
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $handle(u32);

            impl $handle {
                /// The handle with the index `at`.
                pub fn new(at: usize) -> Self {
                    Self(u32::try_from(at).expect("fewer than four thousand million things"))
                }

                /// Its index in the list.
                pub fn at(self) -> usize {
                    self.0 as usize
                }
            }
        )*
    };
}

handles! {
    EventIx => events,
    SourceIx => sources,
    ActorIx => actors,
    OfficeIx => offices,
    PlaceIx => places,
    TagIx => tags,
    PageIx => pages,
    QuestionIx => questions,
    SharedQuestionIx => shared_questions,
}
