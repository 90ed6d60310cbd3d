dateline.part("index",{"version":"fcbdfccc","documents":38,"names":9,"words":["00"],"pages":[38],"common":[]})
