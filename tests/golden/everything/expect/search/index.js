dateline.part("index",{"version":"d6c6db04","documents":33,"names":9,"words":["00"],"pages":[33],"common":[]})
