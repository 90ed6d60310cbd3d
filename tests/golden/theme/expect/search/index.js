dateline.part("index",{"version":"1dff35bf","documents":1,"names":0,"words":["00"],"pages":[1],"common":[]})
