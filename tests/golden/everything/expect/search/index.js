dateline.part("index",{"version":"8adf08a6","documents":33,"names":9,"words":["00"],"pages":[33],"common":[]})
