package io.tcbridge.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.BridgeStarter;
import io.tcbridge.config.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class RunCommandTest {

  private static final String KEY = "0123456789abcdef0123456789abcdeR";

  private final Map<String, String> env =
      new HashMap<>(
          Map.of(
              "ERP_JDBC_URL", "jdbc:postgresql://erp/erp?password=hidden-1",
              "ERP_JDBC_USER", "erp",
              "ERP_JDBC_PASSWORD", "hidden-2",
              "JOURNAL_JDBC_URL", "jdbc:postgresql://journal/journal",
              "JOURNAL_JDBC_USER", "journal",
              "JOURNAL_JDBC_PASSWORD", "hidden-3",
              "TICKETSCLOUD_API_KEY", KEY,
              "BRIDGE_INSTANCE", "one"));

  @Test
  void a_wrong_setting_keeps_it_from_starting() {
    env.put("ORDER_LEASE", "5s");

    Outcome outcome = Outcome.of(new RunCommand(env, Stub::new), "run");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("order.lease (ORDER_LEASE)", "25s").doesNotContain("\tat ");
  }

  @Test
  void a_signal_closes_the_bridge_and_ends_with_0() throws Exception {
    Process run = startProcess();
    List<String> lines = readUntil(run, "started");

    run.toHandle().destroy();

    try (BufferedReader rest = run.inputReader(StandardCharsets.UTF_8)) {
      lines.addAll(rest.lines().toList());
    }
    assertThat(run.waitFor(20, SECONDS)).isTrue();
    assertThat(run.exitValue()).isZero();
    assertThat(lines)
        .anyMatch(line -> line.contains("ERP jdbc:postgresql://erp/erp?password=*** as erp"))
        .anyMatch(line -> line.contains("journal jdbc:postgresql://journal/journal as journal"))
        .anyMatch(line -> line.contains("Ticketscloud https://stage.freetc.net"))
        .anyMatch(line -> line.contains("[one] [order-7] RunCommandTest$Stub - a line with ***"))
        .anyMatch(line -> line.contains("WARN") && line.contains("contains a password"))
        .noneMatch(line -> line.contains("hidden-") || line.contains(KEY));
    assertThat(lines.subList(lines.size() - 3, lines.size()))
        .extracting(line -> line.replaceAll(".* - ", ""))
        .containsExactly("stopping", "closed", "stopped");
  }

  @Test
  void log_lines_may_be_json() throws Exception {
    env.put("BRIDGE_LOG_FORMAT", "json");

    Process run = startProcess();
    List<String> lines = readUntil(run, "started");
    run.toHandle().destroy();

    assertThat(run.waitFor(20, SECONDS)).isTrue();
    assertThat(lines)
        .allMatch(line -> line.startsWith("{") && line.contains("\"instance\":\"one\""))
        .anyMatch(line -> line.contains("\"order\":\"order-7\""))
        .noneMatch(line -> line.contains(KEY));
  }

  private Process startProcess() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Stub.class.getName());
    builder.environment().putAll(env);
    return builder.redirectErrorStream(true).start();
  }

  private static List<String> readUntil(Process run, String end) throws IOException {
    List<String> lines = new ArrayList<>();
    BufferedReader reader = run.inputReader(StandardCharsets.UTF_8);
    String line;
    do {
      line = reader.readLine();
      if (line != null) {
        lines.add(line);
      }
    } while (line != null && !line.contains(end));
    return lines;
  }

  /** Stands for the bridge in a process of its own, and logs a secret that it should not log. */
  static final class Stub implements AutoCloseable {

    Stub(Settings settings) {
      MDC.put("order", "order-7");
      LoggerFactory.getLogger(Stub.class)
          .info("a line with {}", settings.ticketscloud().apiKey().reveal());
      MDC.clear();
    }

    public static void main(String[] args) {
      BridgeStarter starter = Stub::new;
      System.exit(Main.commandLine(new RunCommand(System.getenv(), starter)).execute("run"));
    }

    @Override
    public void close() {
      LoggerFactory.getLogger(Stub.class).info("closed");
    }
  }
}
