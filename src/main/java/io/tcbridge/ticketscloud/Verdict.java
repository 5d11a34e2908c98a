package io.tcbridge.ticketscloud;

import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * What an answer, or the lack of one, means for the order.
 *
 * @param consequence what has to happen
 * @param reason the stable code of docs/reasons.md
 * @param text the dictionary's hint in plain words, then the remote texts word for word and whole,
 *     without control characters. It may quote customer data: only what {@link #kept} gives may be
 *     told or stored
 * @param repeatNow whether the same request may be repeated at once, a few times in memory and
 *     without a read
 * @param retryAfter how long Ticketscloud asked to wait, 5 minutes at most; null when it did not
 */
public record Verdict(
    Consequence consequence, String reason, String text, boolean repeatNow, Duration retryAfter) {

  private static final int LONGEST_TEXT = 2_000;

  public Verdict {
    Objects.requireNonNull(consequence, "consequence");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(text, "text");
  }

  /**
   * The same with a text that may be told and stored: at most 2,000 characters.
   *
   * @param mask takes customer data out of a text; it sees the whole one, because half a name or
   *     address is not found
   */
  public Verdict kept(UnaryOperator<String> mask) {
    return new Verdict(consequence, reason, shorten(mask.apply(text)), repeatNow, retryAfter);
  }

  private static String shorten(String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    int end = LONGEST_TEXT - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
