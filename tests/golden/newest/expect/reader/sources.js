(window.dateline||={}).cited=[["articles/last-word/","Pass Gazette, 14 January 2031",[]]];
