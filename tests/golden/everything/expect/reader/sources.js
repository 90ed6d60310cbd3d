(window.dateline||={}).cited=[["sources/#city-archive","City Archive, 1931",[]],["articles/old-note/","Saltmouth Gazette, 2 June 1931",[]]];
