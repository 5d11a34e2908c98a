package io.tcbridge.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.tcbridge.BridgeStarter;
import io.tcbridge.journal.Journal;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in a process of its own, as a user starts it. */
class DemoTest {

  @TempDir Path place;

  private Process demo;

  @AfterEach
  void cleanUp() throws InterruptedException {
    if (demo.isAlive()) {
      demo.destroy();
      demo.waitFor(60, SECONDS);
      demo.destroyForcibly();
    }
  }

  @Test
  void it_shows_orders_and_refunds_travel_as_the_first_page_says_and_leaves_nothing_behind()
      throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      start(taken.getLocalPort(), "--orders", "60");
      List<String> lines = rest();

      assertThat(demo.waitFor(60, SECONDS)).isTrue();
      assertThat(lines)
          .anyMatch(line -> line.startsWith("Port " + taken.getLocalPort() + " is in use"))
          .anyMatch(line -> line.matches(" +\\d+\\.\\d s  60 of 60 ended \\| - \\| done .*"))
          .anyMatch(line -> line.matches("REFUSED +PRICE_CHANGED +(\\d+) +\\1"))
          .anyMatch(line -> line.matches("REFUSED +SOLD_OUT +(\\d+) +\\1"))
          .anyMatch(line -> line.matches("tickets +(\\d+) +\\1  equal"))
          .anyMatch(line -> line.matches("money +(\\d+\\.\\d\\d) +\\1  equal"))
          .anyMatch(line -> line.contains("1 x answer to done lost"))
          .anyMatch(line -> line.matches(" +\\d+\\.\\d s  3 of 3 ended"))
          .anyMatch(line -> line.matches("approved +2 +2  equal"))
          .anyMatch(line -> line.matches("rejected +1 +1  equal"))
          .anyMatch(line -> line.matches("tickets back +2 +2  equal"))
          .anyMatch(line -> line.matches("money back +(\\d+\\.\\d\\d) +\\1  equal"))
          .anyMatch(
              line -> line.startsWith("3 refunds by 3 requests, the answer to 1 of them lost"))
          .contains("Every order ended as foreseen; ERP and sandbox agree to the ticket.")
          .noneMatch(line -> line.contains("\u001b"));
      assertThat(lines).extracting(DemoTest::form).containsAll(shownOnTheFirstPage());
      assertThat(demo.exitValue()).isZero();
      assertThat(left()).isEmpty();
    }
  }

  /** The demo's own lines in README.md, without their figures. */
  private static List<String> shownOnTheFirstPage() throws IOException {
    List<String> shown =
        Files.readAllLines(Path.of("README.md")).stream()
            .dropWhile(line -> !line.startsWith("    Refunds "))
            .takeWhile(line -> line.startsWith("    "))
            .map(line -> form(line.strip()))
            .toList();
    assertThat(shown).hasSize(6);
    return shown;
  }

  private static String form(String line) {
    return line.replaceAll("\\d+(\\.\\d+)?", "N").replaceAll(" +", " ");
  }

  @Test
  void kept_running_it_tells_where_to_look_and_a_signal_ends_it_with_0() throws Exception {
    start(0, "--orders", "5", "--keep", "--json");
    JsonObject result = new JsonObject(String.join("\n", readUntil("}")));

    assertThat(result.getBoolean("fine")).isTrue();
    assertThat(result.getInteger("orders")).isEqualTo(5);
    JsonObject refunds = result.getJsonObject("refunds");
    assertThat(refunds.getJsonObject("erp").getInteger("approved")).isEqualTo(1);
    assertThat(refunds.getJsonObject("erp")).isEqualTo(refunds.getJsonObject("sandbox"));
    JsonObject look = result.getJsonObject("lookNext");
    assertThat(Path.of(look.getString("log"))).content().contains("The journal is up to date");
    assertThat(get(look.getString("health"))).contains("UP");
    assertThat(get(look.getString("sandbox state"))).contains("soldTickets");

    demo.toHandle().destroy();

    assertThat(rest()).isEmpty();
    assertThat(demo.waitFor(60, SECONDS)).isTrue();
    assertThat(demo.exitValue()).isZero();
    assertThat(left()).isEmpty();
  }

  @Test
  void orders_that_do_not_end_in_time_are_named_and_the_log_is_kept() throws Exception {
    start(0, Stuck.class, "--orders", "3");
    List<String> lines = rest();

    assertThat(demo.waitFor(60, SECONDS)).isTrue();
    assertThat(lines)
        .contains(
            "Stopped with 3 orders open:", "  DEMO-00001 is NEW", "  DEMO-00003 was not taken")
        .anyMatch(line -> line.startsWith("The log of the bridge is kept: "));
    assertThat(demo.exitValue()).isEqualTo(1);
    assertThat(left())
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrder("bridge.log", "postgresql.log");
  }

  @Test
  void a_number_of_orders_that_makes_no_sense_is_refused() throws Exception {
    start(0, "--orders", "0");

    assertThat(String.join("\n", rest())).contains("--orders: expected 1 to 20000, found 0.");
    assertThat(demo.waitFor(60, SECONDS)).isTrue();
    assertThat(demo.exitValue()).isEqualTo(2);
  }

  /** A bridge that makes its tables and does nothing, and a command with little patience. */
  static final class Stuck {
    public static void main(String[] args) {
      BridgeStarter starter =
          settings -> {
            try (HikariDataSource journal =
                Journal.open("journal", settings.journal().database())) {
              Journal.migrate(journal);
            }
            return () -> {};
          };
      System.exit(
          Main.commandLine(new DemoCommand(System.getenv(), starter, Duration.ofSeconds(1)))
              .execute(args));
    }
  }

  private void start(int port, String... args) throws IOException {
    start(port, Main.class, args);
  }

  private void start(int port, Class<?> main, String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + place,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                "demo"));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(Map.of("BRIDGE_PORT", String.valueOf(port)));
    demo = builder.redirectErrorStream(true).start();
  }

  private List<String> rest() throws IOException {
    try (BufferedReader reader = demo.inputReader(StandardCharsets.UTF_8)) {
      return reader.lines().toList();
    }
  }

  private List<String> readUntil(String end) throws IOException {
    List<String> lines = new ArrayList<>();
    BufferedReader reader = demo.inputReader(StandardCharsets.UTF_8);
    String line;
    do {
      line = reader.readLine();
      if (line != null) {
        lines.add(line);
      }
    } while (line != null && !line.equals(end));
    return lines;
  }

  private static String get(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }

  /** Files of the demo that are still there. */
  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().contains("ticketscloud-bridge-demo-"))
          .toList();
    }
  }
}
