package io.tcbridge.sandbox;

/** {@code POST /v2/resources/orders/export}: notes what would have been mailed. */
final class Exports {

  /**
   * One export that was asked for.
   *
   * @param email address the file would go to
   * @param orders how many orders it would hold
   */
  record Export(
      long time, String email, String createdAt, String status, String events, int orders) {}

  private final SandboxState state;
  private final OrderList orders;

  Exports(SandboxState state, OrderList orders) {
    this.state = state;
    this.orders = orders;
  }

  Answer export(Query query) {
    String email = query.get("email");
    if (email == null) {
      throw new Refusal("email is required");
    }
    state.exports.add(
        new Export(
            state.now(),
            email,
            query.get("created_at"),
            query.get("status"),
            query.get("events"),
            orders.count(query)));
    return Answer.empty(200).applied(null);
  }
}
