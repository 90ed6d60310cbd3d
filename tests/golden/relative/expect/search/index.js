dateline.part("index",{"version":"9db158b4","documents":4,"names":1,"words":["00"],"pages":[4],"common":[]})
