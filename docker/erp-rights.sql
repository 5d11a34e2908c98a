-- Runs once the ERP's tables are there: the rights of docs/operations.md, which may be given again.
grant select on erp_order, erp_order_line, erp_ticket, erp_event, erp_venue, erp_sector to bridge;
grant update (bridge_status, bridge_reason, tc_order_id, tc_order_number, tc_order_code, tc_total,
              bridge_updated_at) on erp_order to bridge;
grant insert on erp_ticket to bridge;
grant update (status) on erp_ticket to bridge;
grant select, insert on erp_refund to bridge;
grant update (bridge_status, bridge_reason, tc_refund_id, refund_nominal, finished_at) on erp_refund to bridge;
grant select, insert, delete on erp_refund_ticket to bridge;
grant select, insert, update on erp_event, erp_ticket_set, erp_seat, erp_venue, erp_sector to bridge;
