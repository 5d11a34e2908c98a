package io.tcbridge.sandbox;

import java.util.function.Function;

/**
 * A request after routing.
 *
 * @param operation its name, or several joined by +
 * @param orderId order it names, or null
 * @param orderNo {@code vendor_data.order_id} sent with it or known of its order, or null
 * @param event event of the order, or null
 * @param mark {@code vendor_data.order_id} sent with it, or null
 * @param locked order that answers 409 to others meanwhile, or null for reads
 * @param action does it; refusals come as {@link Refusal}
 */
record Request(
    String operation,
    String orderId,
    String orderNo,
    String event,
    String mark,
    Order locked,
    Function<Tweaks, Answer> action) {

  /** A request that concerns no single order. */
  static Request of(String operation, Function<Tweaks, Answer> action) {
    return new Request(operation, null, null, null, null, null, action);
  }

  /** A request that is answered without looking further. */
  static Request answered(Answer answer) {
    return of("unknown", tweaks -> answer);
  }

  Answer perform(Tweaks tweaks) {
    try {
      return action.apply(tweaks);
    } catch (Refusal refusal) {
      return refusal.answer();
    } catch (RuntimeException e) {
      return Answer.reason(500, "SandboxBug", e.toString());
    }
  }
}
