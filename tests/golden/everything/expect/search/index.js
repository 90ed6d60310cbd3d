dateline.part("index",{"version":"a09b6bff","documents":33,"names":9,"words":["00"],"pages":[33],"common":[]})
