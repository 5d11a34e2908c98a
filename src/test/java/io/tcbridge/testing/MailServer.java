package io.tcbridge.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A mail server that keeps what it takes. It can be down, refuse with any answer, and do something
 * just before it says that it took a message.
 */
public final class MailServer implements AutoCloseable {

  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final List<String> refused = new CopyOnWriteArrayList<>();
  private final int port;
  private ServerSocket listener;
  private volatile String login;
  private volatile String refusal;
  private final Map<String, String> refusedFor = new ConcurrentHashMap<>();
  private volatile boolean isCut;
  private volatile Runnable beforeAnswer = () -> {};

  private MailServer() throws IOException {
    this.listener = listen(0);
    this.port = listener.getLocalPort();
  }

  public static MailServer start() {
    try {
      return new MailServer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ServerSocket listen(int at) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
    Thread thread = new Thread(() -> serve(socket), "mail-server");
    thread.setDaemon(true);
    thread.start();
    return socket;
  }

  public int port() {
    return port;
  }

  /** Headers and text of each mail that was taken, oldest first. */
  public List<String> mails() {
    return List.copyOf(mails);
  }

  /** The mails whose subject contains this. */
  public List<String> mails(String subject) {
    return mails.stream()
        .filter(
            mail ->
                mail.lines()
                    .anyMatch(line -> line.startsWith("Subject: ") && line.contains(subject)))
        .toList();
  }

  /** How often a mail was refused. */
  public int refused() {
    return refused.size();
  }

  /** Takes nothing any more from anybody who is not logged in so. */
  public void onlyFor(String user, String password) {
    login = "\0" + user + "\0" + password;
  }

  /** Answers each message with this, e.g. {@code 451 try later}; null: takes them again. */
  public void refuse(String answer) {
    refusal = answer;
  }

  /** Answers whoever names this addressee with this; null: takes mails for him again. */
  public void refuseFor(String address, String answer) {
    refusedFor.compute(address, (key, before) -> answer);
  }

  /** Done once, when a message has arrived and nobody was told so yet. */
  public void beforeNextAnswer(Runnable work) {
    beforeAnswer = work;
  }

  /** Takes the next message, and goes away without a word. */
  public void cutNextAnswer() {
    isCut = true;
  }

  /** Nobody listens any more. */
  public synchronized void pull() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public synchronized void plug() {
    try {
      listener = listen(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(ServerSocket socket) {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        talk(client);
      } catch (IOException gone) {
        // the client has closed the connection, or the wire was pulled out
      }
    }
  }

  private void talk(Socket client) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
    OutputStream out = client.getOutputStream();
    boolean isKnown = login == null;
    say(out, "220 test");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String verb = line.toUpperCase(Locale.ROOT);
      if (verb.startsWith("EHLO")) {
        say(out, login == null ? "250-test\r\n250 8BITMIME" : "250-test\r\n250 AUTH PLAIN");
      } else if (verb.startsWith("AUTH")) {
        isKnown = decoded(line).endsWith(login);
        say(out, isKnown ? "235 hello" : "535 5.7.8 wrong password");
      } else if (!isKnown && verb.startsWith("MAIL")) {
        say(out, "530 5.7.0 log in first");
      } else if (verb.startsWith("RCPT") && refusalFor(line) != null) {
        refused.add(line);
        say(out, refusalFor(line));
      } else if (verb.startsWith("DATA")) {
        say(out, "354 go on");
        take(readMessage(in), out);
      } else if (verb.startsWith("QUIT")) {
        say(out, "221 bye");
        return;
      } else {
        say(out, "250 ok");
      }
    }
  }

  private String refusalFor(String line) {
    return refusedFor.entrySet().stream()
        .filter(one -> line.contains("<" + one.getKey() + ">"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  /**
   * Who one wants to act for, who one is, and the password, with NUL before each of the last two.
   */
  private static String decoded(String auth) {
    String coded = auth.substring(auth.lastIndexOf(' ') + 1);
    return new String(Base64.getDecoder().decode(coded), UTF_8);
  }

  private void take(String message, OutputStream out) throws IOException {
    String answer = refusal;
    if (answer != null) {
      refused.add(message);
      say(out, answer);
      return;
    }
    mails.add(unfolded(message));
    if (isCut) {
      isCut = false;
      throw new IOException("the connection is cut");
    }
    Runnable work = beforeAnswer;
    beforeAnswer = () -> {};
    work.run();
    say(out, "250 taken");
  }

  private static String readMessage(BufferedReader in) throws IOException {
    StringBuilder message = new StringBuilder();
    String line = in.readLine();
    while (line != null && !line.equals(".")) {
      message.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
      line = in.readLine();
    }
    return message.toString();
  }

  /** A long header goes on in the next line, behind a blank. */
  private static String unfolded(String message) {
    int body = message.indexOf("\n\n");
    return message.substring(0, body).replaceAll("\n[ \t]+", " ") + message.substring(body);
  }

  private static void say(OutputStream out, String answer) throws IOException {
    out.write((answer + "\r\n").getBytes(UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    pull();
  }
}
