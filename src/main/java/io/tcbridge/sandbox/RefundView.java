package io.tcbridge.sandbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A refund request as the sandbox has it.
 *
 * @param orderId the remote order
 * @param tickets their ids
 * @param finishedAt null while it is open
 */
public record RefundView(
    String id,
    String orderId,
    String status,
    String culprit,
    List<String> tickets,
    BigDecimal amount,
    Instant createdAt,
    Instant finishedAt) {
  public RefundView {
    tickets = List.copyOf(tickets);
  }
}
