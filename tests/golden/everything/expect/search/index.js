dateline.part("index",{"version":"e42708a3","documents":35,"names":9,"words":["00"],"pages":[35],"common":[]})
