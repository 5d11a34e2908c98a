package io.tcbridge.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/** What the wire makes of a right answer to a request that has had its effect. */
public enum Twist {
  /** The connection is reset in the middle of the body; even what was sent need not arrive. */
  RESET_IN_THE_BODY {
    @Override
    void send(WireAnswer answer, Socket client) throws IOException {
      write(client, half(answer.bytes()));
      client.setSoLinger(true, 0);
    }
  },
  /** The connection is reset instead of an answer. */
  RESET {
    @Override
    void send(WireAnswer answer, Socket client) throws IOException {
      client.setSoLinger(true, 0);
    }
  },
  /** The other side has nothing to say, but its connection stays half open. */
  HALF_CLOSED {
    @Override
    void send(WireAnswer answer, Socket client) throws IOException {
      client.shutdownOutput();
      awaitEnd(client);
    }
  },
  /** An orderly end within the headers. */
  HALF_THE_HEADERS {
    @Override
    void send(WireAnswer answer, Socket client) throws IOException {
      write(client, half(answer.head().getBytes(ISO_8859_1)));
    }
  },
  /** Headers that do not come to an end in time, though there is always something to read. */
  SLOW_HEADERS {
    @Override
    void send(WireAnswer answer, Socket client) throws IOException {
      slowly(client, answer.head().getBytes(ISO_8859_1));
    }
  },
  /** The same of the body. */
  SLOW_BODY {
    @Override
    void send(WireAnswer answer, Socket client) throws IOException {
      write(client, answer.head().getBytes(ISO_8859_1));
      slowly(client, answer.body());
    }
  },
  /** A body without an end, as fast as it can be sent. */
  ENDLESS_BODY {
    @Override
    void send(WireAnswer answer, Socket client) throws IOException {
      write(client, answer.without("Content-Length").head().getBytes(ISO_8859_1));
      byte[] blanks = new byte[1 << 16];
      Arrays.fill(blanks, (byte) ' ');
      while (!client.isClosed()) {
        write(client, blanks);
      }
    }
  },
  NO_HTTP {
    @Override
    void send(WireAnswer answer, Socket client) throws IOException {
      write(client, "HTTP/7.7 200 OK\r\n\r\n".getBytes(ISO_8859_1));
    }
  },
  HALF_THE_JSON {
    @Override
    WireAnswer twist(WireAnswer answer) {
      return answer.body(half(answer.body()));
    }
  },
  /** More bytes are promised than sent. */
  LENGTH_TOO_LARGE {
    @Override
    WireAnswer twist(WireAnswer answer) {
      return answer.with("Content-Length", "1000000");
    }
  },
  LENGTH_TOO_SMALL {
    @Override
    WireAnswer twist(WireAnswer answer) {
      return answer.with("Content-Length", "30");
    }
  },
  /** More bytes are promised than memory can be asked for. */
  LENGTH_ABSURD {
    @Override
    WireAnswer twist(WireAnswer answer) {
      return answer.with("Content-Length", "5000000000");
    }
  },
  LENGTH_IN_WORDS {
    @Override
    WireAnswer twist(WireAnswer answer) {
      return answer.with("Content-Length", "many");
    }
  },
  CHUNKS_WITHOUT_SIZE {
    @Override
    WireAnswer twist(WireAnswer answer) {
      return answer.without("Content-Length").with("Transfer-Encoding", "chunked");
    }
  },
  /** Called compressed, and is not. */
  BROKEN_GZIP {
    @Override
    WireAnswer twist(WireAnswer answer) {
      return answer.with("Content-Encoding", "gzip");
    }
  },
  HALF_THE_GZIP {
    @Override
    WireAnswer twist(WireAnswer answer) {
      return BROKEN_GZIP.twist(answer.body(half(gzip(answer.body()))));
    }
  },
  STRANGE_ENCODING {
    @Override
    WireAnswer twist(WireAnswer answer) {
      return answer.body(gzip(answer.body())).with("Content-Encoding", "zebra");
    }
  },
  /** The page of somebody in between, under the status of success. */
  LOGIN_PAGE {
    @Override
    WireAnswer twist(WireAnswer answer) {
      return answer
          .with("Content-Type", "text/html")
          .body("<html><body>Please log in</body></html>".getBytes(UTF_8));
    }
  },
  EMPTY {
    @Override
    WireAnswer twist(WireAnswer answer) {
      return WireAnswer.of("204 No Content", "Connection: close");
    }
  },
  OTHER_JSON {
    @Override
    WireAnswer twist(WireAnswer answer) {
      return answer.body("{\"data\": {\"queued\": true}}".getBytes(UTF_8));
    }
  },
  NULL {
    @Override
    WireAnswer twist(WireAnswer answer) {
      return answer.body("null".getBytes(UTF_8));
    }
  },

  // What follows is unusual, and right.

  GZIP {
    @Override
    WireAnswer twist(WireAnswer answer) {
      return BROKEN_GZIP.twist(answer.body(gzip(answer.body())));
    }
  },
  /** Without a length, to the end of the connection. */
  NO_LENGTH {
    @Override
    WireAnswer twist(WireAnswer answer) {
      return answer.without("Content-Length");
    }
  },
  CALLED_HTML {
    @Override
    WireAnswer twist(WireAnswer answer) {
      return answer.with("Content-Type", "text/html; charset=koi8-r");
    }
  },
  CALLED_NONSENSE {
    @Override
    WireAnswer twist(WireAnswer answer) {
      return answer.with("Content-Type", ";;/=?charset=no-such");
    }
  },
  /** After two answers that only say that it will come. */
  AFTER_HINTS {
    @Override
    void send(WireAnswer answer, Socket client) throws IOException {
      write(client, WireAnswer.of("100 Continue").bytes());
      write(client, WireAnswer.of("103 Early Hints", "Link: </a>").bytes());
      write(client, answer.bytes());
    }
  },
  /** Fields, objects and references that nobody has heard of. */
  NEW_FIELDS {
    @Override
    WireAnswer twist(WireAnswer answer) {
      return text(
          answer,
          text ->
              text.replace("{\"id\":", "{\"unheard_of\":{\"a\":[1,null,{}]},\"id\":")
                  .replace("\"refs\":{", "\"refs\":{\"unheard_of\":[{\"id\":7}],"));
    }
  };

  void send(WireAnswer answer, Socket client) throws IOException {
    write(client, twist(answer).bytes());
  }

  WireAnswer twist(WireAnswer answer) {
    return answer;
  }

  /** Whether the answer is as good as the one that it was made of. */
  public boolean isRight() {
    return compareTo(GZIP) >= 0;
  }

  static void write(Socket client, byte[] bytes) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  /** Byte by byte until the client has enough of it. */
  private static void slowly(Socket client, byte[] bytes) throws IOException {
    for (byte each : bytes) {
      write(client, new byte[] {each});
      LockSupport.parkNanos(50_000_000);
    }
    awaitEnd(client);
  }

  /** Until the client has hung up. */
  private static void awaitEnd(Socket client) throws IOException {
    while (client.getInputStream().read() >= 0) {
      // whatever it says is of no interest any more
    }
  }

  private static byte[] half(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return packed.toByteArray();
  }

  /** Changes the text of an answer and nothing else. */
  static WireAnswer text(WireAnswer answer, UnaryOperator<String> change) {
    return answer.body(change.apply(new String(answer.body(), UTF_8)).getBytes(UTF_8));
  }
}
