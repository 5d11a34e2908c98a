package io.tcbridge.prove;

import java.math.BigDecimal;

/**
 * A ticket as one side shows it.
 *
 * @param setId its category, or null where the side does not say
 * @param barcode null until issued
 * @param full what the buyer pays for it
 * @param refunded whether its sale was taken back
 */
record SoldTicket(String id, String setId, String barcode, BigDecimal full, boolean refunded) {

  SoldTicket asRefunded() {
    return new SoldTicket(id, setId, barcode, full, true);
  }
}
