package io.tcbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The table of paths: which request is which operation. */
final class Router {
  private static final String ORDERS = "/v2/resources/orders";
  private static final String REFUNDS = "/v2/resources/refund_requests";
  private static final String EXPORT = ORDERS + "/export";
  private static final String VISITORS = "/v2/services/orders/mosbilet/user_data";
  private static final String EVENTS_V1 = "/v1/services/simple/events";
  private static final Pattern TICKETS_V1 = Pattern.compile("/v1/resources/events/([^/]+)/tickets");
  private static final String CHECK = "/v2/services/promocodes/check";

  private static final Answer NOT_FOUND =
      Answer.reason(404, "HTTPNotFound", "The resource could not be found.");
  private static final Answer NOT_ALLOWED =
      Answer.reason(405, "HTTPMethodNotAllowed", "The method is not allowed for this resource.");

  private final SandboxState state;
  private final OrderApi orders;
  private final OrderList orderList;
  private final Promocodes promocodes;
  private final OrderJson orderJson;
  private final Refunds refunds;
  private final Visitors visitors;
  private final Exports exports;
  private final CatalogueV1 catalogueV1;

  Router(SandboxState state) {
    this.state = state;
    Refs refs = new Refs(state.times);
    promocodes = new Promocodes(state);
    orderJson = new OrderJson(state, promocodes, refs);
    orders = new OrderApi(state, promocodes, orderJson);
    orderList = new OrderList(state, orderJson, refs);
    refunds = new Refunds(state, orderJson, refs);
    visitors = new Visitors(state);
    exports = new Exports(state, orderList);
    catalogueV1 = new CatalogueV1(state);
  }

  /** Body null = there was one and it is no JSON. */
  Request route(String method, String requestPath, Query query, JsonNode body) {
    String path = requestPath;
    if (path.endsWith("/") && path.length() > 1) {
      if (state.switches.is(Switch.TRAILING_SLASH, "strict_404")) {
        return Request.answered(NOT_FOUND);
      }
      path = path.substring(0, path.length() - 1);
      if (state.switches.is(Switch.TRAILING_SLASH, "redirect_301")) {
        return Request.answered(Answer.redirect(path));
      }
    }
    if (body == null) {
      return Request.answered(Answer.errors(400, List.of("body is not JSON")));
    }
    return switch (path) {
      case ORDERS -> orders(method, query, body);
      case EXPORT -> export(method, query, body);
      case VISITORS -> method.equals("PUT") ? visitors(body) : notAllowed();
      case CHECK ->
          method.equals("POST")
              ? Request.of("promocode-check", tweaks -> promocodes.check(body))
              : notAllowed();
      case REFUNDS -> refunds(method, query, body);
      case EVENTS_V1 -> Request.of("catalogue-v1", tweaks -> catalogueV1.events(query));
      default -> TICKETS_V1.matcher(path).matches() ? ticketsV1(path) : byId(method, path, body);
    };
  }

  private Request ticketsV1(String path) {
    String event = path.split("/")[4];
    return Request.of("catalogue-v1-tickets", tweaks -> catalogueV1.tickets(event));
  }

  private static Request notAllowed() {
    return Request.answered(NOT_ALLOWED);
  }

  private Request orders(String method, Query query, JsonNode body) {
    return switch (method) {
      case "POST" -> create(body);
      case "GET" -> Request.of("read", tweaks -> orderList.list(query));
      case "PATCH" ->
          Request.answered(
              state.switches.is(Switch.PATCH_WITHOUT_ID, "404") ? NOT_FOUND : NOT_ALLOWED);
      default -> notAllowed();
    };
  }

  private Request create(JsonNode body) {
    String mark = mark(body);
    String changes = changes(body);
    return new Request(
        changes.isEmpty() ? "create" : "create+" + changes,
        null,
        mark,
        body.path("event").asText(null),
        mark,
        null,
        tweaks -> orders.create(body, tweaks));
  }

  private Request byId(String method, String path, JsonNode body) {
    String id = path.substring(path.lastIndexOf('/') + 1);
    String parent = path.substring(0, path.length() - id.length() - 1);
    if (parent.equals(ORDERS)) {
      return order(method, id, body);
    }
    if (parent.equals(REFUNDS)) {
      return method.equals("PATCH") ? refund(id, body) : notAllowed();
    }
    return Request.answered(NOT_FOUND);
  }

  private Request order(String method, String id, JsonNode body) {
    boolean asPatch =
        method.equals("POST") && state.switches.is(Switch.POST_ON_ORDER_ID, "act_as_patch");
    if (method.equals("PATCH") || asPatch) {
      return patch(id, body);
    }
    if (!method.equals("GET") || state.switches.is(Switch.SINGLE_GET, "405")) {
      return method.equals("GET") ? onOrder("read", id, null, t -> NOT_ALLOWED) : notAllowed();
    }
    Order order = state.orders.byId.get(id);
    boolean readable = order != null && state.switches.is(Switch.SINGLE_GET, "ok");
    return onOrder(
        "read",
        id,
        null,
        tweaks ->
            readable
                ? orderJson.answer(200, order, false, List.of()).showing(List.of(order))
                : NOT_FOUND);
  }

  private Request patch(String id, JsonNode body) {
    Order order = state.orders.byId.get(id);
    String changes = changes(body);
    return onOrder(
        changes.isEmpty() ? "customer" : changes,
        id,
        body,
        tweaks -> order == null ? NOT_FOUND : orders.patch(order, body, tweaks));
  }

  /** Body null = a read, which is no conflict with a change. */
  private Request onOrder(
      String operation, String id, JsonNode body, Function<Tweaks, Answer> action) {
    Order order = state.orders.byId.get(id);
    String mark = body == null ? null : mark(body);
    if (order == null) {
      return new Request(operation, id, mark, null, mark, null, action);
    }
    return new Request(
        operation,
        order.id,
        mark == null ? order.orderNo : mark,
        order.event.id(),
        mark,
        body == null ? null : order,
        action);
  }

  private static String mark(JsonNode body) {
    return body.path("vendor_data").path("order_id").asText(null);
  }

  /** What a PATCH does, in the order of an order's life. */
  private static String changes(JsonNode body) {
    List<String> names = new ArrayList<>(3);
    if (body.has("tickets") || body.has("random") || body.has("all_or_nothing")) {
      names.add("reserve");
    }
    if (body.has("settings") || body.has("promocodes")) {
      names.add("customer");
    }
    if (body.has("status")) {
      names.add(body.get("status").asText().equals("cancelled") ? "cancel" : "done");
    }
    return String.join("+", names);
  }

  private Request visitors(JsonNode body) {
    String id = body.path("order").asText();
    return onOrder("visitors", id, body, tweaks -> visitors.put(id, body));
  }

  private Request export(String method, Query query, JsonNode body) {
    boolean post = method.equals("POST") && !state.switches.is(Switch.EXPORT_METHOD, "get_query");
    boolean get = method.equals("GET") && !state.switches.is(Switch.EXPORT_METHOD, "post_json");
    if (!post && !get) {
      return notAllowed();
    }
    return Request.of("export", tweaks -> exports.export(post ? Query.of(body) : query));
  }

  private Request refunds(String method, Query query, JsonNode body) {
    return switch (method) {
      case "POST" ->
          onOrder(
              "refund-create", body.path("order").asText(), null, tweaks -> refunds.create(body));
      case "GET" -> Request.of("refund-read", tweaks -> refunds.list(query));
      default -> notAllowed();
    };
  }

  private Request refund(String id, JsonNode body) {
    boolean reject = body.path("status").asText().equals("rejected");
    Refund refund = state.refunds.get(id);
    return onOrder(
        reject ? "refund-reject" : "refund-approve",
        refund == null ? null : refund.order.id,
        null,
        tweaks -> refund == null ? NOT_FOUND : refunds.change(refund, body));
  }
}
