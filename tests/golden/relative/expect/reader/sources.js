(window.dateline||={}).cited=[];
