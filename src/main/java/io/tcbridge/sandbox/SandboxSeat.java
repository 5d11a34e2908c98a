package io.tcbridge.sandbox;

import java.util.Objects;

/** One seat on sale: the ticket id and where it is. Row and number are text, as in the API. */
public record SandboxSeat(String ticketId, String row, String number, String sector) {

  public SandboxSeat {
    ObjectIds.require("ticketId", ticketId);
    Objects.requireNonNull(row, "row");
    Objects.requireNonNull(number, "number");
    Objects.requireNonNull(sector, "sector");
  }
}
