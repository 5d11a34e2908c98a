package io.tcbridge.ticketscloud;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What an answer means for the order, strongest first.
 *
 * <p>When one answer holds several texts, or one request was several operations, the strongest
 * consequence wins. The order says: what stops everybody comes before what stops one order, a
 * person before the machine, looking before acting, and whatever keeps an order open before
 * whatever ends it. So an order is never refused while one of the texts asks for a person.
 */
public enum Consequence {
  /** Nothing that this process sends can succeed (key, address): pause it, probe, tell somebody. */
  PAUSE_PROCESS,
  /** The distributor's account is empty: no instance commits until a probe succeeds. */
  PAUSE_COMMITS,
  /** A person decides. */
  HOLD,
  /** The effect is unknown or the wanted state may be there already: read, then decide. */
  READ_THEN_DECIDE,
  /** The same request again, later. */
  RETRY_LATER,
  /** This remote order is of no more use: release it, see it released, create another. */
  RECREATE,
  /** Final: the request can never succeed as it is. */
  REFUSE,
  /** Final unless configured otherwise: the inventory is gone. */
  SOLD_OUT,
  /** A promocode was not accepted: refuse, or go on without it where configured. */
  PROMO_REFUSED;

  /** The name in errors.yaml: {@code read-then-decide}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The consequence with this label, if there is one. */
  public static Optional<Consequence> of(String label) {
    return Arrays.stream(values()).filter(each -> each.label().equals(label)).findFirst();
  }
}
