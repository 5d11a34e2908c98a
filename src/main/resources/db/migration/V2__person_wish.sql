-- What a person has asked for by a command while a worker had the order: the worker sees it in the
-- statement just before "done", the next claim before anything else.
alter table order_journal
  add column wish text check (wish in ('hold', 'cancel')),
  add column wish_by text;
