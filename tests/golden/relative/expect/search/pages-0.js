dateline.part("pages-0",[
["topic","closure","tags/closure/index.html","1 event","","","",[],[]],
["page","About","about/index.html","","","","All of it is invented; back to the closure. All of it All of it is invented; back to the closure.",[],[]],
["event","Divers find cracks","events/cracks-found/index.html","4 March 2024","reported","","",[],[]],
["event","The bridge is closed","events/bridge-closed/index.html","12 March 2024, 06:00","reported","","Divers had found cracks and see the sources, here. Later It stayed shut.",[],["closure"]]
])
