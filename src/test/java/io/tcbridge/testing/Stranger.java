package io.tcbridge.testing;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Somebody else who works with the same key: a colleague at a screen, another program. */
public final class Stranger {

  private final HttpClient http = HttpClient.newHttpClient();
  private final Bundle bundle;
  private final String url;

  public Stranger(Bundle bundle) {
    this.bundle = bundle;
    this.url = bundle.sandbox().url();
  }

  /** Changes a remote order behind the bridge's back; it must be accepted. */
  public void patch(String remoteId, String json) throws IOException, InterruptedException {
    bundle.touch(remoteId);
    send("PATCH", "/" + remoteId, json);
  }

  /** Makes a remote order that holds nothing. */
  public void begin() throws IOException, InterruptedException {
    send("POST", "", "{\"event\": \"%s\"}".formatted(Sample.EVENT));
  }

  /** Makes a remote order of one place without any number, and leaves it at that. */
  public String hold() throws IOException, InterruptedException {
    return hold(Sample.EVENT, Sample.FLOOR, 1);
  }

  /** Makes a remote order of some places of any event, and leaves it at that. */
  public String hold(String event, String set, int places)
      throws IOException, InterruptedException {
    return made("{\"event\": \"%s\", \"random\": {\"%s\": %d}}".formatted(event, set, places));
  }

  /** Makes a remote order of one place that carries this number, and leaves it at that. */
  public String hold(String orderNo) throws IOException, InterruptedException {
    return made(
        "{\"event\": \"%s\", \"random\": {\"%s\": 1}, \"vendor_data\": {\"order_id\": \"%s\"}}"
            .formatted(Sample.EVENT, Sample.FLOOR, orderNo));
  }

  private String made(String json) throws IOException, InterruptedException {
    return new JsonObject(send("POST", "", json)).getJsonObject("data").getString("id");
  }

  private String send(String method, String path, String json)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/v2/resources/orders" + path))
            .header("Authorization", "key " + Bundle.KEY)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("the sandbox answered " + answer.statusCode());
    }
    return answer.body();
  }
}
