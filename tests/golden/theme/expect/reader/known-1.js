(window.dateline||={}).known={"sources":{},"events":{"event-bridge-closed":[]},"texts":{}};
