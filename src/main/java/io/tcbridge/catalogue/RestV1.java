package io.tcbridge.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tcbridge.config.Durations;
import io.tcbridge.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The deprecated services of REST (Ticketscloud API, v1), for keys that have nothing else. A list
 * of events is read page by page until one has nothing new; the seats of an event are one answer.
 */
final class RestV1 implements CatalogueSource {

  private static final int NOT_FOUND = 404;
  private static final int PAGE_SIZE = 100;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Settings settings;
  private final Turns turns;
  private final RestV1Reader reader;
  private final HttpClient client;
  private String event;
  private int page;
  private Iterator<JsonNode> rest = List.<JsonNode>of().iterator();
  private boolean wasLast;
  private Set<String> seen = Set.of();
  private String what = "";
  private long endsAt;
  private volatile CompletableFuture<HttpResponse<byte[]>> call;

  RestV1(Settings settings, Turns turns) {
    this.settings = settings;
    this.turns = turns;
    this.reader = new RestV1Reader(settings.catalogue().language());
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.ticketscloud().timeout())
            .build();
  }

  @Override
  public void probe() {
    ask("/v1/services/simple/events?page=1&page_size=1");
    answer(settings.catalogue().timeout());
  }

  @Override
  public List<Part> parts() {
    return List.of(Part.EVENTS_V1);
  }

  @Override
  public void open(Part part, String ofEvent) {
    event = ofEvent;
    page = 0;
    wasLast = false;
    call = null;
    seen = new HashSet<>();
    rest = List.<JsonNode>of().iterator();
  }

  @Override
  public Batch next(int messages, Duration patience) {
    if (!rest.hasNext() && !wasLast) {
      turnPage(patience);
    }
    List<Item> items = new ArrayList<>();
    int taken = 0;
    while (taken < messages && rest.hasNext()) {
      JsonNode entry = rest.next();
      items.addAll(event == null ? reader.event(entry) : reader.seat(event, entry));
      taken++;
    }
    return new Batch(wasLast && !rest.hasNext(), items);
  }

  /** A page that brings nothing new is the end: nobody says what the total counts. */
  private void turnPage(Duration patience) {
    if (call == null) {
      page++;
      ask(
          event == null
              ? "/v1/services/simple/events?page=" + page + "&page_size=" + PAGE_SIZE
              : "/v1/resources/events/" + event + "/tickets");
    }
    JsonNode answer = answer(patience);
    if (answer == null) {
      return;
    }
    JsonNode list = RestV1Reader.list(answer);
    if (!list.isArray()) {
      throw new CatalogueTrouble("the answer of the v1 service is no list", null);
    }
    List<JsonNode> fresh = new ArrayList<>();
    for (JsonNode entry : list) {
      if (seen.add(entry.path("id").asText())) {
        fresh.add(entry);
      }
    }
    wasLast = fresh.isEmpty() || event != null;
    rest = fresh.iterator();
  }

  private void ask(String path) {
    what = "the v1 list " + path.replaceAll("\\?.*", "");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(settings.ticketscloud().url() + path))
            .header("Authorization", "key " + settings.ticketscloud().apiKey().reveal())
            .header("Accept", "application/json")
            .build();
    try {
      turns.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CatalogueTrouble(what + " was interrupted", e);
    }
    endsAt = System.nanoTime() + settings.catalogue().timeout().toNanos();
    call = client.sendAsync(request, BodyHandlers.ofByteArray());
  }

  /** The answer to what was asked; null if it has not come yet, and may still come. */
  private JsonNode answer(Duration patience) {
    CompletableFuture<HttpResponse<byte[]>> asked = call;
    long left = endsAt - System.nanoTime();
    try {
      HttpResponse<byte[]> answer =
          asked.get(Math.min(patience.toNanos(), left), TimeUnit.NANOSECONDS);
      call = null;
      if (answer.statusCode() != 200) {
        throw new CatalogueTrouble(
            what + " answers HTTP " + answer.statusCode(), null, answer.statusCode() == NOT_FOUND);
      }
      return JSON.readTree(answer.body());
    } catch (TimeoutException e) {
      if (left > patience.toNanos()) {
        return null;
      }
      asked.cancel(true);
      throw new CatalogueTrouble(
          what + " did not end within " + Durations.format(settings.catalogue().timeout()), e);
    } catch (ExecutionException | CancellationException e) {
      throw new CatalogueTrouble(what + " broke off", e);
    } catch (IOException e) {
      throw new CatalogueTrouble(what + " is not readable", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CatalogueTrouble(what + " was interrupted", e);
    }
  }

  @Override
  public void close() {
    CompletableFuture<HttpResponse<byte[]>> running = call;
    if (running != null) {
      running.cancel(true);
    }
  }
}
