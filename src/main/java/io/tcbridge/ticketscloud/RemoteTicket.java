package io.tcbridge.ticketscloud;

import java.math.BigDecimal;

/**
 * One ticket of a remote order. Every field but {@code id} may be missing in an answer and is then
 * null, which means unknown.
 *
 * @param set category of the ticket
 * @param barcode null until Ticketscloud has issued it, which it does only for a done order
 * @param full what the buyer pays: {@code nominal + extra}
 */
public record RemoteTicket(
    String id,
    String set,
    String serial,
    Long number,
    String barcode,
    String sector,
    String row,
    String seat,
    BigDecimal price,
    BigDecimal discount,
    BigDecimal nominal,
    BigDecimal extra,
    BigDecimal full) {}
