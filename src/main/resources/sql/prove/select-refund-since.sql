-- From when on refunds that were begun elsewhere are brought in; no row while none was looked for.
select min(w.since) as since
  from bridge.refund_window w
having min(w.since) is not null
