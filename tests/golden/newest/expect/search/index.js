dateline.part("index",{"version":"577af929","documents":16,"names":0,"words":["00"],"pages":[16],"common":[]})
