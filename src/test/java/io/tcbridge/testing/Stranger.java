package io.tcbridge.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Somebody else who works with the same key: a colleague at a screen, another program. */
public final class Stranger {

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;

  public Stranger(Bundle bundle) {
    this.url = bundle.sandbox().url();
  }

  /** Changes a remote order behind the bridge's back; it must be accepted. */
  public void patch(String remoteId, String json) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/v2/resources/orders/" + remoteId))
            .header("Authorization", "key " + Bundle.KEY)
            .header("Content-Type", "application/json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(json))
            .build();
    int status = http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    if (status != 200) {
      throw new IllegalStateException("the sandbox answered " + status);
    }
  }
}
