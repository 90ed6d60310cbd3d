(window.dateline||={}).known={"sources":{},"events":{"event-bridge-closed":[],"event-cracks-found":[]},"texts":{}};
