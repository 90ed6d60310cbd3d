dateline.part("index",{"version":"1ad5504c","documents":35,"names":9,"words":["00"],"pages":[35],"common":[]})
