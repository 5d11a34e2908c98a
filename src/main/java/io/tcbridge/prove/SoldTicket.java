package io.tcbridge.prove;

import java.math.BigDecimal;

/**
 * A ticket as one side shows it.
 *
 * @param setId its category, or null where the side does not say
 * @param barcode null until issued
 * @param full what the buyer pays for it
 * @param refunded whether its sale was taken back
 * @param visitor id of who comes with it, in the ERP the one of its line; empty for nobody, null
 *     where the side does not say
 */
record SoldTicket(
    String id, String setId, String barcode, BigDecimal full, boolean refunded, String visitor) {

  SoldTicket asRefunded() {
    return new SoldTicket(id, setId, barcode, full, true, visitor);
  }
}
