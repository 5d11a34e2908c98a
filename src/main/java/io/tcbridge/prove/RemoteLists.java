package io.tcbridge.prove;

import com.fasterxml.jackson.databind.JsonNode;
import io.tcbridge.config.Settings.Ticketscloud;
import io.tcbridge.ticketscloud.RemoteId;
import io.tcbridge.ticketscloud.RemoteOrder;
import io.tcbridge.ticketscloud.RemoteOrderReader;
import io.tcbridge.ticketscloud.RemoteRefund;
import io.tcbridge.ticketscloud.RemoteRefundReader;
import io.tcbridge.ticketscloud.RetryAfter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Reads remote orders by lists only (Ticketscloud API, orders: list), slowly, so that the bridge
 * beside it keeps its share. Pages are read until one shows nothing new, because what {@code
 * pagination.total} counts is not documented; orders are not filtered by status, so none can leave
 * the list between two pages.
 */
public final class RemoteLists implements RemoteSource {

  private static final int PAGE_SIZE = 200;
  private static final int ATTEMPTS = 6;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** The filter's zone is not documented, and no zone is further from another one than this. */
  private static final Duration ZONES = Duration.ofHours(14);

  private static final DateTimeFormatter FILTER =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

  private final Ticketscloud remote;
  private final Window window;
  private final double requestsPerSecond;
  private final Clock clock;
  private final Http http;
  private final RemoteOrderReader reader;
  private final RemoteRefundReader refundReader;
  private final boolean withRefunds;
  private long nextRequest = System.nanoTime();

  /**
   * @param requestsPerSecond at most
   * @param withRefunds whether refunds are read too
   */
  public RemoteLists(
      Ticketscloud remote,
      Window window,
      double requestsPerSecond,
      Clock clock,
      boolean withRefunds) {
    this.withRefunds = withRefunds;
    this.refundReader = new RemoteRefundReader(remote.timeZone());
    this.remote = remote;
    this.window = window;
    this.requestsPerSecond = requestsPerSecond;
    this.clock = clock;
    this.http = new Http(remote.timeout());
    this.reader = new RemoteOrderReader(remote.timeZone());
  }

  @Override
  public RemoteSide read() throws IOException, InterruptedException {
    Instant now = clock.instant();
    RemoteSide side = new RemoteSide(now, window.since(), false);
    Set<String> seen = new HashSet<>();
    boolean isNew = true;
    for (int page = 1; isNew; page++) {
      byte[] body = page("orders", "created_at", page, now);
      List<RemoteOrder> orders =
          reader.list(body).orElseThrow(() -> new IOException("the answer is no list of orders"));
      Map<String, String> origins = origins(body);
      isNew = false;
      for (RemoteOrder order : orders) {
        isNew |= seen.add(order.id());
        RemoteEntry entry = entry(order, origins.get(order.id()));
        if (entry.createdAt() == null || !entry.createdAt().isBefore(window.since())) {
          side.add(entry);
        }
      }
    }
    if (withRefunds) {
      // After the orders: what is gone from them is in a refund by now.
      refunds(side, "created_at", now);
      refunds(side, "finished_at", now);
    }
    return side;
  }

  private void refunds(RemoteSide side, String field, Instant now)
      throws IOException, InterruptedException {
    Set<String> seen = new HashSet<>();
    boolean isNew = true;
    for (int page = 1; isNew; page++) {
      RemoteRefundReader.Page shown =
          refundReader
              .list(page("refund_requests", field, page, now))
              .orElseThrow(() -> new IOException("the answer is no list of refunds"));
      isNew = false;
      for (RemoteRefund refund : shown.refunds()) {
        isNew |= seen.add(refund.id());
        side.add(
            new RemoteRefundEntry(
                refund.id(),
                refund.orderId(),
                refund.status(),
                refund.nominal(),
                refund.madeAt(),
                refund.finishedAt(),
                refund.tickets() == null ? null : Set.copyOf(refund.tickets())));
      }
    }
  }

  private byte[] page(String list, String field, int page, Instant now)
      throws IOException, InterruptedException {
    ZoneId zone = remote.timeZone();
    Instant from =
        window.since().equals(Instant.EPOCH) ? Instant.EPOCH : window.since().minus(ZONES);
    String created =
        FILTER.format(from.atZone(zone)) + "," + FILTER.format(now.plus(ZONES).atZone(zone));
    URI address =
        URI.create(
            remote.url()
                + "/v2/resources/"
                + list
                + "?page_size="
                + PAGE_SIZE
                + "&page="
                + page
                + "&"
                + field
                + "="
                + created
                + window.event().map(event -> "&events=" + event).orElse(""));
    for (int attempt = 1; ; attempt++) {
      waitForTurn();
      HttpResponse<byte[]> answer = http.get(address, "key " + remote.apiKey().reveal());
      int status = answer.statusCode();
      if (status == 200) {
        return answer.body();
      }
      boolean mayHeal = status == 409 || status == 429 || status >= 500;
      if (!mayHeal || attempt == ATTEMPTS) {
        throw new IOException("the list of " + list + " answers HTTP " + status);
      }
      Duration wait =
          RetryAfter.parse(answer.headers().firstValue("Retry-After").orElse(null), clock)
              .orElse(Duration.ofSeconds(1L << attempt));
      TimeUnit.MILLISECONDS.sleep(Math.min(wait.toMillis(), LONGEST_WAIT.toMillis()));
    }
  }

  private void waitForTurn() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(Math.max(0, nextRequest - System.nanoTime()));
    nextRequest = System.nanoTime() + (long) (1e9 / requestsPerSecond);
  }

  private static Map<String, String> origins(byte[] body) throws IOException {
    Map<String, String> origins = new HashMap<>();
    for (JsonNode order : Http.tree(body).path("data")) {
      origins.put(order.path("id").asText(), order.path("origin").textValue());
    }
    return origins;
  }

  private static RemoteEntry entry(RemoteOrder order, String origin) {
    Instant created = RemoteId.createdAt(order.id()).orElse(order.createdAt());
    Instant expires =
        created == null || order.lifetime() == null ? null : created.plus(order.lifetime());
    return new RemoteEntry(
        order.id(),
        order.mark(),
        order.eventId(),
        order.status(),
        origin,
        created,
        expires,
        null,
        order.full(),
        order.tickets() == null
            ? null
            : order.tickets().stream()
                .map(
                    ticket ->
                        new SoldTicket(
                            ticket.id(),
                            ticket.set(),
                            ticket.barcode(),
                            ticket.full(),
                            false,
                            null))
                .toList(),
        CallTrail.NONE);
  }
}
