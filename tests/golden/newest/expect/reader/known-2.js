(window.dateline||={}).known={"sources":{},"events":{"event-avalanche":[],"event-bus-found":[],"event-driver-home":[],"event-school-closed":[],"event-search-party":[]},"texts":{}};
