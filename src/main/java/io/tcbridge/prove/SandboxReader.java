package io.tcbridge.prove;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the sandbox's orders and its history of calls over the admin API, page by page. */
public final class SandboxReader implements RemoteSource {

  private static final int PAGE = 5000;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Http http = new Http(TIMEOUT);
  private final String url;

  /**
   * @param url of the sandbox, without a slash at the end
   */
  public SandboxReader(String url) {
    this.url = url;
  }

  @Override
  public RemoteSide read() throws IOException, InterruptedException {
    Instant now = Instant.parse(get("/admin/state").path("time").asText());
    RemoteSide side = new RemoteSide(now, Instant.EPOCH, true);
    orders(side);
    refunds(side);
    history(side);
    return side;
  }

  private void orders(RemoteSide side) throws IOException, InterruptedException {
    long after = 0;
    JsonNode page;
    do {
      page = get("/admin/orders?limit=" + PAGE + "&after=" + after);
      for (JsonNode order : page) {
        side.add(entry(order));
        after = order.path("number").asLong();
      }
    } while (page.size() == PAGE);
  }

  /** After the orders: what is gone from them is in a refund by now. */
  private void refunds(RemoteSide side) throws IOException, InterruptedException {
    int seen = 0;
    JsonNode page;
    do {
      page = get("/admin/refunds?limit=" + PAGE + "&after=" + seen);
      page.forEach(refund -> side.add(refund(refund)));
      seen += page.size();
    } while (page.size() == PAGE);
  }

  private static RemoteRefundEntry refund(JsonNode refund) {
    Set<String> tickets = new HashSet<>();
    refund.path("tickets").forEach(ticket -> tickets.add(ticket.asText()));
    return new RemoteRefundEntry(
        refund.path("id").asText(),
        refund.path("order").textValue(),
        refund.path("status").asText(),
        new BigDecimal(refund.path("amount").asText()),
        instant(refund.path("createdAt")),
        instant(refund.path("finishedAt")),
        tickets);
  }

  private void history(RemoteSide side) throws IOException, InterruptedException {
    CallTrails trails = new CallTrails();
    long last = 0;
    JsonNode page;
    do {
      page = get("/admin/history?limit=" + PAGE + "&after=" + last);
      for (JsonNode call : page) {
        if (last == 0 && call.path("seq").asLong() > 1) {
          side.note(
              "the sandbox has forgotten its first %d calls: what calls tell holds for the rest"
                  .formatted(call.path("seq").asLong() - 1));
        }
        last = call.path("seq").asLong();
        trails.add(call(call));
      }
    } while (page.size() == PAGE);
    trails.tell(side);
  }

  private static RemoteEntry entry(JsonNode order) {
    List<SoldTicket> tickets = new ArrayList<>(order.path("tickets").size());
    for (JsonNode ticket : order.path("tickets")) {
      tickets.add(
          new SoldTicket(
              ticket.path("id").asText(),
              ticket.path("set").textValue(),
              ticket.path("barcode").textValue(),
              new BigDecimal(ticket.path("full").asText()),
              ticket.path("refunded").asBoolean(false),
              ticket.path("visitor").asText("")));
    }
    return new RemoteEntry(
        order.path("id").asText(),
        order.path("orderNo").textValue(),
        order.path("event").textValue(),
        order.path("status").asText(),
        "api",
        instant(order.path("createdAt")),
        instant(order.path("expiresAt")),
        instant(order.path("endedAt")),
        new BigDecimal(order.path("total").asText()),
        List.copyOf(tickets),
        CallTrail.NONE);
  }

  private static RemoteCall call(JsonNode call) {
    return new RemoteCall(
        call.path("seq").asLong(),
        instant(call.path("time")),
        call.path("port").asInt(),
        call.path("operation").asText(),
        call.path("orderId").textValue(),
        call.path("status").asInt(),
        call.path("applied").asBoolean(),
        call.path("delivered").asBoolean(),
        call.path("fault").textValue(),
        call.path("shownBy").asLong(),
        call.path("other").asLong(),
        call.hasNonNull("otherOpenMs")
            ? Duration.ofMillis(call.path("otherOpenMs").asLong())
            : null);
  }

  private static Instant instant(JsonNode time) {
    return time.isTextual() ? Instant.parse(time.textValue()) : null;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer;
    try {
      answer = http.get(URI.create(url + path), null);
    } catch (IOException e) {
      throw new IOException(url + ": " + e.getMessage(), e);
    }
    JsonNode body = answer.statusCode() == 200 ? Http.tree(answer.body()) : null;
    if (body == null || answer.headers().firstValue("X-Sandbox").isEmpty()) {
      throw new IOException(
          url + " is no sandbox: it has no " + path.replaceAll("\\?.*", "") + "; try bridge prove");
    }
    return body;
  }
}
