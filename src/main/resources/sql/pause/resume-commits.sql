-- A "done" went through: nothing pauses commits any more.
delete from bridge.pause
 where name = 'commits'
returning name
