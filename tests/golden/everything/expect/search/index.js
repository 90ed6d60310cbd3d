dateline.part("index",{"version":"78fc1d9d","documents":38,"names":9,"words":["00"],"pages":[38],"common":[]})
