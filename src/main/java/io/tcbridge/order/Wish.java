package io.tcbridge.order;

import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.Setback;

/**
 * What a person has asked for by a command and what is not carried out yet.
 *
 * @param what {@code hold} or {@code cancel}
 * @param by who asked
 */
public record Wish(String what, String by) {

  static final String CANCELLED = "CANCELLED_BY_PERSON";

  /** The wish in these two columns; null when there is none. */
  static Wish of(Object what, Object by) {
    return what == null ? null : new Wish((String) what, by == null ? "somebody" : (String) by);
  }

  boolean isCancel() {
    return what.equals("cancel");
  }

  /** The reason that the ERP is told. */
  String reason() {
    return (isCancel() ? "cancelled by " : "taken out of automation by ") + by;
  }

  Setback setback() {
    return isCancel()
        ? new Setback(Consequence.REFUSE, CANCELLED, reason())
        : new Setback(Consequence.HOLD, "HELD_BY_PERSON", reason());
  }
}
