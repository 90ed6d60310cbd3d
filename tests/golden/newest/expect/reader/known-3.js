(window.dateline||={}).known={"sources":{},"events":{"event-count":[],"event-line-up":[],"event-one-lane":[],"event-second-plough":[]},"texts":{}};
