dateline.part("index",{"version":"527e8ee8","documents":35,"names":9,"words":["00"],"pages":[35],"common":[]})
