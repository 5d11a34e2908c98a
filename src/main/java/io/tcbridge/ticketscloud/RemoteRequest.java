package io.tcbridge.ticketscloud;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One request to Ticketscloud, and when it was last sent. */
public final class RemoteRequest {

  private static final String ORDERS = "/v2/resources/orders";
  private static final String REFUNDS = "/v2/resources/refund_requests";

  private final Set<Operation> operations;
  private final String method;
  private final String path;
  private final String query;
  private final Map<String, Object> body;
  private long sentAt;

  private RemoteRequest(
      Set<Operation> operations,
      String method,
      String path,
      String query,
      Map<String, Object> body) {
    this.operations = EnumSet.copyOf(operations);
    this.method = method;
    this.path = path;
    this.query = query;
    this.body = body;
  }

  /** {@code POST /v2/resources/orders}: creates a remote order. */
  public static RemoteRequest create(Map<String, Object> body) {
    return new RemoteRequest(Set.of(Operation.CREATE), "POST", ORDERS, null, body);
  }

  /** {@code PATCH /v2/resources/orders/:id}: every change of a remote order. */
  public static RemoteRequest change(
      Set<Operation> operations, String remoteId, Map<String, Object> body) {
    return new RemoteRequest(operations, "PATCH", ORDERS + "/" + remoteId, null, body);
  }

  /** {@code PUT /v2/services/orders/mosbilet/user_data}: the visitors of a remote order. */
  public static RemoteRequest visitors(String remoteId, List<Map<String, Object>> visitors) {
    return new RemoteRequest(
        Set.of(Operation.VISITORS),
        "PUT",
        "/v2/services/orders/mosbilet/user_data",
        null,
        Map.of("order", remoteId, "user_data", visitors));
  }

  /** {@code GET /v2/resources/orders}: one page of the list. */
  public static RemoteRequest list(String query) {
    return new RemoteRequest(Set.of(Operation.READ), "GET", ORDERS, query, null);
  }

  /** {@code GET /v2/resources/orders/:id}: not documented, tried once per process. */
  public static RemoteRequest single(String remoteId) {
    return new RemoteRequest(Set.of(Operation.READ), "GET", ORDERS + "/" + remoteId, null, null);
  }

  /** {@code POST /v2/services/promocodes/check}: asks about a promocode; reserves nothing. */
  public static RemoteRequest promocodeCheck(String eventId, String code) {
    return new RemoteRequest(
        Set.of(Operation.PROMOCODE_CHECK),
        "POST",
        "/v2/services/promocodes/check",
        null,
        Map.of("event", eventId, "code", code));
  }

  /**
   * {@code POST /v2/resources/refund_requests}: asks for a refund; without the slash at the end.
   */
  public static RemoteRequest refund(Map<String, Object> body) {
    return new RemoteRequest(Set.of(Operation.REFUND_CREATE), "POST", REFUNDS, null, body);
  }

  /** {@code PATCH /v2/resources/refund_requests/:id}: approves or rejects one. */
  public static RemoteRequest decision(boolean approves, String refundId) {
    return new RemoteRequest(
        Set.of(approves ? Operation.REFUND_APPROVE : Operation.REFUND_REJECT),
        "PATCH",
        REFUNDS + "/" + refundId,
        null,
        Map.of("status", approves ? "approved" : "rejected"));
  }

  /** {@code GET /v2/resources/refund_requests}: one page of the list. */
  public static RemoteRequest refunds(String query) {
    return new RemoteRequest(Set.of(Operation.REFUND_READ), "GET", REFUNDS, query, null);
  }

  /** {@code POST /v2/resources/orders/export}: has a file of orders e-mailed to somebody. */
  public static RemoteRequest export(Map<String, Object> body) {
    return new RemoteRequest(Set.of(Operation.EXPORT), "POST", ORDERS + "/export", null, body);
  }

  public Set<Operation> operations() {
    return operations;
  }

  /** The operations as one label, {@code reserve+customer}. */
  public String label() {
    StringBuilder label = new StringBuilder();
    for (Operation operation : operations) {
      label.append(label.length() == 0 ? "" : "+").append(operation.label());
    }
    return label.toString();
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  String query() {
    return query;
  }

  Map<String, Object> body() {
    return body;
  }

  void sentNow() {
    sentAt = System.nanoTime();
  }

  /** Time since the request was sent, by a clock that nobody sets. */
  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - sentAt);
  }

  /** Names operation and address only: the body carries the buyer's data. */
  @Override
  public String toString() {
    return label() + " " + method + " " + path;
  }
}
