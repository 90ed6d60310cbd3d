(window.dateline||={}).known={"sources":{},"events":{"event-first-snow":[],"event-line-down":[],"event-milk-by-sledge":[],"event-pass-closed":[],"event-plough-stuck":[]},"texts":{}};
