package io.tcbridge.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One answer as it goes over the wire.
 *
 * @param head status line and headers, with the empty line behind them
 */
record WireAnswer(String head, byte[] body) {

  private static final String END = "\r\n";

  static WireAnswer of(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    int body = text.indexOf(END + END) + 4;
    return new WireAnswer(text.substring(0, body), Arrays.copyOfRange(bytes, body, bytes.length));
  }

  static WireAnswer of(String statusLine, String... headers) {
    String all = Arrays.stream(headers).map(header -> header + END).collect(Collectors.joining());
    return new WireAnswer("HTTP/1.1 " + statusLine + END + all + END, new byte[0]);
  }

  /** With this header instead of those of the same name. */
  WireAnswer with(String name, String value) {
    return new WireAnswer(
        without(name).head.replaceFirst(END + END + "$", END + name + ": " + value + END + END),
        body);
  }

  WireAnswer without(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return new WireAnswer(
        Arrays.stream(head.strip().split(END))
            .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith(start))
            .collect(Collectors.joining(END, "", END + END)),
        body);
  }

  /** With this body and its length. */
  WireAnswer body(byte[] other) {
    return new WireAnswer(with("Content-Length", String.valueOf(other.length)).head, other);
  }

  byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.getBytes(ISO_8859_1));
    all.writeBytes(body);
    return all.toByteArray();
  }
}
