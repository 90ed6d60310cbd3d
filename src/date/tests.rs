//! Tables of dates: what is accepted, refused, shown.
