dateline.part("pages-0",[
["event","A mild autumn","events/autumn/","October 2030","reported","","",[],[]],
["event","A plough is stuck","events/plough-stuck/","3 January 2031, 07:40","reported","","It stands below the chapel. ",[],[]],
["event","The pass is closed","events/pass-closed/","3 January 2031, 18:00","reported","","",[],[]],
["event","First snow on the pass","events/first-snow/","3 January 2031","reported","","",[],[]],
["event","The telephone line is down","events/line-down/","5 January 2031","reported","","",[],[]],
["event","Milk comes by sledge","events/milk-by-sledge/","5 January 2031","reported","","",[],[]],
["event","The school closes","events/school-closed/","6 January 2031","reported","","",[],[]],
["event","An avalanche crosses the road","events/avalanche/","8 January 2031, about 04:10","confirmed","","",[],[]],
["event","A party looks for the post bus","events/search-party/","8 January 2031, 09:00","reported","","",[],[]],
["event","The driver was at home","events/driver-home/","9 January 2031, 20:00","reported","","",[],[]],
["event","The bus is found empty","events/bus-found/","9 January 2031","reported","","",[],[]],
["event","A second plough arrives","events/second-plough/","12 January 2031","reported","","",[],[]],
["event","The snow is measured","events/count/","13 January 2031","reported","","",[],[]],
["event","One lane is open","events/one-lane/","14 January 2031, 12:00","reported","","",[],[]],
["event","The telephone rings again","events/line-up/","14 January 2031","reported","","",[],[]],
["article","After the snow","articles/last-word/","14 January 2031","","","Looks back on the newest days. Looks back on the newest days.",[],[]]
])
