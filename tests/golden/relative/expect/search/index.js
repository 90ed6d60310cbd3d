dateline.part("index",{"version":"1c490d76","documents":4,"names":1,"words":["00"],"pages":[4],"common":[]})
