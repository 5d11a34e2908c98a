package io.tcbridge.cli;

import io.tcbridge.config.Settings.Ticketscloud;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether Ticketscloud answers, knows the key, and lives by the clock we think it does. */
final class RemoteChecks {

  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

  /** Zones differ by quarters of an hour; less than that is the clocks. */
  private static final Duration ZONE_TOLERANCE = Duration.ofMinutes(10);

  private final Ticketscloud remote;
  private final Clock clock;

  RemoteChecks(Ticketscloud remote, Clock clock) {
    this.remote = remote;
    this.clock = clock;
  }

  List<CheckLine> lines() {
    try {
      HttpResponse<String> answer = askForOrders();
      List<CheckLine> lines = new ArrayList<>();
      Optional<JsonObject> orders = orders(answer);
      lines.add(key(answer, orders));
      answer.headers().firstValue("Date").flatMap(this::clockLine).ifPresent(lines::add);
      orders.ifPresent(found -> lines.add(zone(found)));
      return lines;
    } catch (TimeoutException e) {
      return List.of(
          fail(
              "no answer within " + remote.timeout().toMillis() + " ms",
              "check the network and proxies between here and there, or raise"
                  + " ticketscloud.timeout"));
    } catch (ExecutionException e) {
      return List.of(
          fail(
              reason(e.getCause()),
              "check TICKETSCLOUD_URL, and whether this machine may connect to it"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of(fail("interrupted", "run check again"));
    }
  }

  private static String reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "its host name is not known here";
      }
    }
    if (failure instanceof ConnectException) {
      return "can't connect";
    }
    String message = failure.getMessage() == null ? "" : ": " + failure.getMessage();
    return failure.getClass().getSimpleName() + message;
  }

  private HttpResponse<String> askForOrders()
      throws ExecutionException, InterruptedException, TimeoutException {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(remote.timeout())
            .build();
    HttpRequest list =
        HttpRequest.newBuilder(URI.create(remote.url() + "/v2/resources/orders?page_size=1"))
            .header("Authorization", "key " + remote.apiKey().reveal())
            .header("Accept", "application/json")
            .build();
    return client
        .sendAsync(list, BodyHandlers.ofString())
        .get(remote.timeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Optional<JsonObject> orders(HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      return Optional.empty();
    }
    try {
      return Optional.of(new JsonObject(answer.body()))
          .filter(body -> body.getValue("data") instanceof JsonArray);
    } catch (DecodeException e) {
      return Optional.empty();
    }
  }

  private CheckLine key(HttpResponse<String> answer, Optional<JsonObject> orders) {
    int status = answer.statusCode();
    if (orders.isPresent()) {
      return CheckLine.ok("Ticketscloud", remote.url() + " accepts the key");
    }
    if (status == 401 || status == 403) {
      return fail(
          "the key is refused (HTTP " + status + ")",
          "check TICKETSCLOUD_API_KEY, and that it belongs to this address: stage and production"
              + " have different keys");
    }
    if (status >= 300 && status < 400) {
      return fail(
          "it answers with a redirect (HTTP " + status + "), which is not followed",
          "set TICKETSCLOUD_URL to the address that is meant");
    }
    if (status == 429 || status >= 500) {
      return fail("it answers HTTP " + status, "try again later; run will wait by itself");
    }
    return fail(
        "HTTP " + status + " without a list of orders",
        "check TICKETSCLOUD_URL: this does not look like the Ticketscloud API");
  }

  private Optional<CheckLine> clockLine(String date) {
    try {
      Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration ahead = Duration.between(clock.instant(), theirs);
      String detail =
          String.format(Locale.ROOT, "Ticketscloud is %+d s off this machine", ahead.toSeconds());
      return Optional.of(
          ahead.abs().compareTo(CLOCK_TOLERANCE) > 0
              ? CheckLine.warn("remote clock", detail, "let this machine set its clock by NTP")
              : CheckLine.ok("remote clock", detail));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** An order's id starts with its creation time, so it tells what zone created_at is in. */
  private CheckLine zone(JsonObject orders) {
    String what = "remote time zone";
    JsonArray data = orders.getJsonArray("data");
    if (data.isEmpty() || !(data.getValue(0) instanceof JsonObject order)) {
      return CheckLine.ok(what, remote.timeZone() + " is set; no order yet to compare it with");
    }
    Optional<Instant> created = timeOfId(order.getString("id", ""));
    Optional<LocalDateTime> stated = time(order.getString("created_at", ""));
    if (created.isEmpty() || stated.isEmpty()) {
      return CheckLine.ok(what, remote.timeZone() + " is set; the last order does not tell");
    }
    Duration off =
        Duration.between(created.get(), stated.get().atZone(remote.timeZone()).toInstant());
    if (off.abs().compareTo(ZONE_TOLERANCE) <= 0) {
      return CheckLine.ok(what, remote.timeZone() + " agrees with the last order");
    }
    Duration offset = Duration.between(created.get(), stated.get().toInstant(ZoneOffset.UTC));
    long quarters = Math.round(offset.toSeconds() / 900.0);
    return CheckLine.fail(
        what,
        "times read as " + remote.timeZone() + " are " + off.toMinutes() + " minutes off",
        Math.abs(quarters) <= 72
            ? "set ticketscloud.time-zone to "
                + ZoneOffset.ofTotalSeconds((int) quarters * 900)
                + " or to the zone with this offset"
            : "compare created_at of an order with the clock");
  }

  private static Optional<Instant> timeOfId(String id) {
    return id.matches("[0-9a-f]{24}")
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(id.substring(0, 8), 16)))
        : Optional.empty();
  }

  private static Optional<LocalDateTime> time(String text) {
    try {
      return Optional.of(
          LocalDateTime.parse(text.replace(' ', 'T').replaceAll("(Z|[+-]\\d\\d:?\\d\\d)$", "")));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private CheckLine fail(String detail, String todo) {
    return CheckLine.fail("Ticketscloud", remote.url() + ": " + detail, todo);
  }
}
