dateline.part("index",{"version":"2655df34","documents":38,"names":9,"words":["00"],"pages":[38],"common":[]})
