-- All revisions of these orders, each with its remote orders and its history. An end counts as seen only if
-- that was before the remote orders were begun to be read: what ended since may still be shown as it was.
select o.order_id, o.order_no, o.revision, cast(o.lines as text) as lines, o.expected_total, o.status,
       o.outcome, o.reason_code, o.due_at, o.remote_id, o.remote_total, o.report_at, o.report_attempts,
       o.reported_at,
       (select cast(jsonb_object_agg(r.remote_id,
                                        case when r.seen_at < :#read_at then coalesce(r.seen, '') else '' end) as text)
          from bridge.remote_order r
         where r.order_id = o.order_id) as remotes,
       (select cast(jsonb_agg(jsonb_build_array(extract(epoch from h.at), h.instance, h.fact, h.detail)
                              order by h.history_id) as text)
          from bridge.order_history h
         where h.order_id = o.order_id) as facts
  from bridge.order_journal o
  join jsonb_array_elements_text(cast(:#order_nos as jsonb)) as wanted (order_no) on wanted.order_no = o.order_no
 order by o.order_no, o.revision
