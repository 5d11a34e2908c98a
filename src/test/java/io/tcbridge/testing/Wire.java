package io.tcbridge.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;
import org.awaitility.Awaitility;

/**
 * A wire to the sandbox that can be pulled out: then connections are refused. One request per
 * connection, so that no open one is left to be used.
 */
public final class Wire implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

  private final URI target;
  private final int port;
  private ServerSocketFactory sockets = ServerSocketFactory.getDefault();
  private ServerSocket listener;
  private Predicate<String> last = request -> false;
  private final List<Rule> rules = new CopyOnWriteArrayList<>();

  /** What happens to the answer of the next request that fits, or of each. */
  private record Rule(Predicate<String> request, boolean once, Sender sender) {}

  private interface Sender {
    void send(WireAnswer answer, Socket client) throws IOException;
  }

  private Wire(URI target) throws IOException {
    this.target = target;
    this.listener = listen(0);
    this.port = listener.getLocalPort();
    serve(listener);
  }

  /** Plugged in, on any free port. */
  public static Wire to(String url) {
    try {
      return new Wire(URI.create(url));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ServerSocket listen(int port) throws IOException {
    ServerSocket socket = sockets.createServerSocket();
    socket.setReuseAddress(true);
    try {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (BindException e) {
      socket.close();
      throw e;
    }
    return socket;
  }

  public int port() {
    return port;
  }

  public String url() {
    return "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port;
  }

  /** Refuses every connection after the first request that fits, which is still answered. */
  public synchronized void pullAfter(Predicate<String> request) {
    last = request;
  }

  /** Twists the answer of the first request that fits, which has its effect. */
  public void twist(Predicate<String> request, Twist twist) {
    rules.add(new Rule(request, true, twist::send));
  }

  /** Twists answers by chance, in one of these ways each. */
  public void twistSome(double probability, Random random, Twist... twists) {
    rules.add(
        new Rule(
            request -> random.nextDouble() < probability,
            false,
            (answer, client) -> twists[random.nextInt(twists.length)].send(answer, client)));
  }

  /** Changes the texts of all answers to requests that fit, until {@link #straighten}. */
  public void rewrite(Predicate<String> request, UnaryOperator<String> change) {
    rules.add(
        new Rule(
            request,
            false,
            (answer, client) -> Twist.write(client, Twist.text(answer, change).bytes())));
  }

  /** How many twists still wait for their request. */
  public long waiting() {
    return rules.stream().filter(Rule::once).count();
  }

  /** Takes all twists and changes away. */
  public void straighten() {
    rules.clear();
  }

  private synchronized Optional<Sender> senderFor(String request) {
    Optional<Rule> rule = rules.stream().filter(each -> each.request().test(request)).findFirst();
    rule.filter(Rule::once).ifPresent(rules::remove);
    return rule.map(Rule::sender);
  }

  /** Speaks with clients in another way from now on, TLS for instance. */
  public synchronized void speak(ServerSocketFactory other) {
    sockets = other;
    close();
    plug();
  }

  /** Lets connections through again. */
  public synchronized void plug() {
    if (listener.isClosed()) {
      // While nobody listened the system may have lent the port to somebody's connection.
      listener =
          Awaitility.await()
              .atMost(Duration.ofMinutes(2))
              .ignoreException(BindException.class)
              .until(() -> listen(port), Objects::nonNull);
      serve(listener);
    }
  }

  public synchronized boolean isPulled() {
    return listener.isClosed();
  }

  private synchronized void pullIfLast(String request) throws IOException {
    if (last.test(request)) {
      last = any -> false;
      listener.close();
    }
  }

  private void serve(ServerSocket socket) {
    daemon(
        () -> {
          while (!socket.isClosed()) {
            Socket client = socket.accept();
            daemon(() -> carry(client));
          }
        });
  }

  private void carry(Socket client) throws IOException {
    try (client;
        Socket server = new Socket(target.getHost(), target.getPort())) {
      byte[] request = readRequest(client.getInputStream());
      if (request.length > 0) {
        String text = new String(request, UTF_8);
        server.getOutputStream().write(closing(text));
        server.getOutputStream().flush();
        byte[] answer = server.getInputStream().readAllBytes();
        pullIfLast(text);
        Optional<Sender> sender = answer.length == 0 ? Optional.empty() : senderFor(text);
        if (sender.isPresent()) {
          sender.get().send(WireAnswer.of(answer), client);
        } else {
          Twist.write(client, answer);
        }
      }
    }
  }

  private static byte[] closing(String request) {
    return request
        .replaceFirst("\r\n", "\r\nConnection: close\r\n")
        .replaceFirst("(?i)connection: keep-alive\r\n", "")
        .getBytes(UTF_8);
  }

  private static byte[] readRequest(InputStream in) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    while (!request.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return new byte[0];
      }
      request.write(next);
    }
    Matcher length = LENGTH.matcher(request.toString(ISO_8859_1));
    if (length.find()) {
      request.write(in.readNBytes(Integer.parseInt(length.group(1))));
    }
    return request.toByteArray();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException gone) {
                // one side has closed the connection, or the wire was pulled out
              }
            },
            "wire");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public synchronized void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
