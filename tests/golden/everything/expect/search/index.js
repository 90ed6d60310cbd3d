dateline.part("index",{"version":"b0e4ff44","documents":39,"names":9,"words":["00"],"pages":[39],"common":[]})
