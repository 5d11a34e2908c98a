package io.tcbridge.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An order as the ERP handed it over.
 *
 * @param orderNo the ERP's number, the mark of the remote order ({@code vendor_data.order_id})
 * @param eventId the remote event
 * @param customer the buyer; never null, its fields may be
 * @param promoCodes the codes in the ERP's order; empty when there are none
 * @param sendTickets whether Ticketscloud mails the tickets
 * @param expectedTotal what the buyer paid, fee included, with two decimals; null = no price guard
 * @param raw further data for {@code vendor_data.raw}, in the ERP's order; null = send none
 * @param createdAt when the ERP took the order; null when it does not say
 * @param cancelRequested whether the ERP wants it cancelled
 * @param lines in the order of their numbers
 */
public record ErpOrder(
    String orderNo,
    String eventId,
    Customer customer,
    List<String> promoCodes,
    boolean sendTickets,
    BigDecimal expectedTotal,
    Map<String, String> raw,
    Instant createdAt,
    boolean cancelRequested,
    List<OrderLine> lines) {
  public ErpOrder {
    promoCodes = List.copyOf(promoCodes);
    raw = raw == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(raw));
    lines = List.copyOf(lines);
  }

  /** Names the order only: the rest is the buyer's or the distributor's business. */
  @Override
  public String toString() {
    return "ErpOrder[orderNo=%s, eventId=%s, lines=%d]".formatted(orderNo, eventId, lines.size());
  }
}
