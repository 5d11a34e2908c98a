package io.tcbridge.prove;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** The lines of a file, packed by gzip or not, or of a page that a URL names. */
public final class LogFile implements TextSource {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final String place;

  /**
   * @param place path of a file, or address of a page that starts with {@code http}
   */
  public LogFile(String place) {
    this.place = place;
  }

  @Override
  public void read(Consumer<Text> reader) throws IOException, InterruptedException {
    if (place.startsWith("http")) {
      HttpResponse<byte[]> page = new Http(TIMEOUT).get(URI.create(place), null);
      if (page.statusCode() != 200) {
        throw new IOException(place + " answers HTTP " + page.statusCode());
      }
      lines(new java.io.ByteArrayInputStream(page.body()), reader);
      return;
    }
    try (InputStream file = Files.newInputStream(Path.of(place))) {
      lines(place.endsWith(".gz") ? new GZIPInputStream(file) : file, reader);
    } catch (IOException e) {
      throw new IOException(place + " can't be read: " + e.getClass().getSimpleName(), e);
    }
  }

  /** Bytes that are no UTF-8 are replaced: a log that was cut must not end the search. */
  private void lines(InputStream bytes, Consumer<Text> reader) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    long number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      reader.accept(new Text(place + ", line " + number, line));
    }
  }
}
