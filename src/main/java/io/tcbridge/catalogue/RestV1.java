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
    seen = new HashSet<>();
    rest = List.<JsonNode>of().iterator();
  }

  @Override
  public Batch next(int messages) {
    if (!rest.hasNext() && !wasLast) {
      turnPage();
    }
    List<Item> items = new ArrayList<>();
    int taken = 0;
    while (taken < messages && rest.hasNext()) {
      JsonNode entry = rest.next();
      items.addAll(event == null ? reader.event(entry) : reader.seat(event, entry));
      taken++;
    }
    return new Batch(taken, items);
  }

  /** A page that brings nothing new is the end: nobody says what the total counts. */
  private void turnPage() {
    page++;
    JsonNode list =
        RestV1Reader.list(
            ask(
                event == null
                    ? "/v1/services/simple/events?page=" + page + "&page_size=" + PAGE_SIZE
                    : "/v1/resources/events/" + event + "/tickets"));
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

  private JsonNode ask(String path) {
    String what = "the v1 list " + path.replaceAll("\\?.*", "");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(settings.ticketscloud().url() + path))
            .header("Authorization", "key " + settings.ticketscloud().apiKey().reveal())
            .header("Accept", "application/json")
            .build();
    try {
      turns.take();
      call = client.sendAsync(request, BodyHandlers.ofByteArray());
      HttpResponse<byte[]> answer =
          call.get(settings.catalogue().timeout().toMillis(), TimeUnit.MILLISECONDS);
      if (answer.statusCode() != 200) {
        throw new CatalogueTrouble(what + " answers HTTP " + answer.statusCode(), null);
      }
      return JSON.readTree(answer.body());
    } catch (TimeoutException e) {
      call.cancel(true);
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
