package io.tcbridge.demo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One order as an ERP writes it, with the end that its data must lead to.
 *
 * @param contest samples with the same contest want the same seat: one of them gets the first
 *     ending, whichever it is; a sample of its own contest must end as foreseen itself
 * @param total what the buyer paid; null = no price guard
 * @param age how long before now the ERP took the order
 */
record Sample(
    String orderNo,
    String contest,
    Ending foreseen,
    String eventId,
    String email,
    String phone,
    String lang,
    String promoCodes,
    boolean sendTickets,
    BigDecimal total,
    String raw,
    Duration age,
    boolean cancelRequested,
    List<Line> lines) {

  Sample {
    lines = List.copyOf(lines);
  }

  /**
   * A line of the order: places of a category, or one seat.
   *
   * @param visitorId who will come, or null
   */
  record Line(String setId, Integer quantity, String ticketId, String visitorId) {}

  /** An order that is being put together; it will be sold unless its data say otherwise. */
  static final class Draft {
    private final String orderNo;
    private final List<Line> lines = new ArrayList<>();
    private String contest;
    private String eventId;
    private String email = "buyer@example.com";
    private String phone = "+7 900 000-00-01";
    private String lang = "ru";
    private String promoCodes;
    private boolean sendTickets;
    private BigDecimal total;
    private String raw;
    private Duration age = Duration.ZERO;
    private boolean cancelRequested;

    Draft(String orderNo, String eventId) {
      this.orderNo = orderNo;
      this.contest = orderNo;
      this.eventId = eventId;
    }

    Draft places(String setId, Integer quantity) {
      return line(new Line(setId, quantity, null, null));
    }

    Draft seat(String ticketId) {
      return line(new Line(null, null, ticketId, null));
    }

    Draft line(Line line) {
      lines.add(line);
      return this;
    }

    Draft contest(String name) {
      contest = name;
      return this;
    }

    Draft event(String id) {
      eventId = id;
      return this;
    }

    Draft email(String value) {
      email = value;
      return this;
    }

    Draft phone(String value) {
      phone = value;
      return this;
    }

    Draft lang(String value) {
      lang = value;
      return this;
    }

    Draft promo(String codes) {
      promoCodes = codes;
      return this;
    }

    Draft sendTickets() {
      sendTickets = true;
      return this;
    }

    Draft total(BigDecimal amount) {
      total = amount;
      return this;
    }

    Draft raw(String json) {
      raw = json;
      return this;
    }

    Draft age(Duration value) {
      age = value;
      return this;
    }

    Draft cancelRequested() {
      cancelRequested = true;
      return this;
    }

    Sample ends(Ending foreseen) {
      return new Sample(
          orderNo,
          contest,
          foreseen,
          eventId,
          email,
          phone,
          lang,
          promoCodes,
          sendTickets,
          total,
          raw,
          age,
          cancelRequested,
          lines);
    }
  }
}
