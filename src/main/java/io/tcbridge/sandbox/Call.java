package io.tcbridge.sandbox;

import java.time.Instant;

/**
 * One request the sandbox received. Holds no buyer's data, no key and no query string.
 *
 * @param seq 1, 2, 3 … in order of arrival
 * @param time arrival by the sandbox's clock
 * @param port of the sandbox at which it arrived; instances that are given different ones can be
 *     told apart
 * @param operation create, reserve, customer, done, cancel, read …; several are joined by +
 * @param orderId remote order concerned or created, or null
 * @param path path without the query
 * @param status HTTP status sent, 0 while or when none was sent
 * @param applied whether the request changed state
 * @param delivered whether the whole answer was written to the client
 * @param fault kind of the injected fault, or null
 * @param mark {@code vendor_data.order_id} sent with this request, or null
 * @param shownBy of a change: seq of the last read that has shown the order, was delivered whole
 *     before this call arrived, and had arrived at the same port; null for none
 * @param other if another change of the same order was open when this one arrived: its seq, of
 *     several the last one's; else null. A change is open as long as its client waits
 * @param otherOpenMs for how many real milliseconds that one had been open, or null
 */
public record Call(
    long seq,
    Instant time,
    int port,
    String operation,
    String orderId,
    String method,
    String path,
    int status,
    boolean applied,
    boolean delivered,
    String fault,
    String mark,
    Long shownBy,
    Long other,
    Long otherOpenMs) {

  /** Whether it arrived while another change of the same order was open. */
  public boolean overlapping() {
    return other != null;
  }
}
