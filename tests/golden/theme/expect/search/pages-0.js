dateline.part("pages-0",[
["event","The bridge is closed","events/bridge-closed/index.html","12 March 2024, 06:00","reported","","",[],[]]
])
