package io.tcbridge.sandbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What the sandbox knows about one order, without any buyer's data.
 *
 * @param number human-readable number, grows with every order
 * @param code code of a done order, else null
 * @param status executed, in_progress, done, cancelled or expired
 * @param orderNo {@code vendor_data.order_id}, or null
 * @param total {@code values.full}
 * @param customerPresent whether customer data were sent
 * @param doneAt null unless done
 */
public record OrderView(
    String id,
    long number,
    String code,
    String status,
    String eventId,
    String orderNo,
    List<TicketView> tickets,
    List<String> promocodes,
    BigDecimal total,
    boolean customerPresent,
    boolean sendTickets,
    int visitors,
    Instant createdAt,
    Instant expiresAt,
    Instant doneAt) {

  /**
   * A ticket of an order.
   *
   * @param set category id
   * @param barcode null until issued
   * @param full what the buyer pays for it
   * @param visitor the id of who comes with it, or null
   */
  public record TicketView(
      String id,
      String set,
      String row,
      String seat,
      String barcode,
      BigDecimal full,
      String visitor) {}
}
