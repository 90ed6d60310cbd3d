dateline.part("index",{"version":"fc1429a6","documents":35,"names":9,"words":["00"],"pages":[35],"common":[]})
