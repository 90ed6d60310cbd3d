dateline.part("index",{"version":"3955bd88","documents":1,"names":0,"words":["00"],"pages":[1],"common":[]})
