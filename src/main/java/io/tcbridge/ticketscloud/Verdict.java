package io.tcbridge.ticketscloud;

import java.time.Duration;
import java.util.Objects;

/**
 * What an answer, or the lack of one, means for the order.
 *
 * @param consequence what has to happen
 * @param reason the stable code of docs/reasons.md
 * @param text the dictionary's hint in plain words, then the remote texts word for word; at most
 *     2,000 characters, without control characters. It may quote customer data: mask it before it
 *     is kept
 * @param repeatNow whether the same request may be repeated at once, a few times in memory and
 *     without a read
 * @param retryAfter how long Ticketscloud asked to wait, 5 minutes at most; null when it did not
 */
public record Verdict(
    Consequence consequence, String reason, String text, boolean repeatNow, Duration retryAfter) {
  public Verdict {
    Objects.requireNonNull(consequence, "consequence");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(text, "text");
  }
}
