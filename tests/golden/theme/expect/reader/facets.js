(window.dateline||={}).facets={"pages":["events/index.html"],"facets":[],"statuses":["confirmed","reported","disputed","denied","retracted"],"events":[[0,1,0,[],null]]};
