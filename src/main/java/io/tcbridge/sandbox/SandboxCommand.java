package io.tcbridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bridge sandbox}: the simulator alone, until it is stopped. */
@Command(
    name = "sandbox",
    description = "Runs the simulator of Ticketscloud, REST and gRPC, until it is stopped.",
    mixinStandardHelpOptions = true)
public final class SandboxCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8089",
      description =
          "Port to listen on (default: ${DEFAULT-VALUE}; 0 takes a free one). May be repeated:"
              + " verify-history tells apart what arrives at different ones.")
  private List<Integer> ports;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (default: ${DEFAULT-VALUE}). The admin API has no key.")
  private String host;

  @Option(
      names = "--grpc-port",
      paramLabel = "PORT",
      description = "Port of the gRPC catalogue (default: none; 0 takes a free one).")
  private Integer grpcPort;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Sets a switch; may be repeated. See docs/sandbox.md.")
  private Map<String, String> switches = new LinkedHashMap<>();

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      defaultValue = "${env:SANDBOX_API_KEY:-sandbox-key}",
      description = "Key that clients must send (variable: SANDBOX_API_KEY; default: sandbox-key).")
  private String apiKey;

  @Option(
      names = "--seed",
      paramLabel = "FILE",
      description = "JSON file with the events to sell, instead of the sample events.")
  private Path seed;

  @Override
  public Integer call() throws InterruptedException {
    for (int port : ports) {
      if (port < 0 || port > 65_535) {
        return fail(USAGE, "--port: expected 0 to 65535, found " + port + ".");
      }
    }
    if (grpcPort != null && (grpcPort < 0 || grpcPort > 65_535)) {
      return fail(USAGE, "--grpc-port: expected 0 to 65535, found " + grpcPort + ".");
    }
    int catalogue = grpcPort == null ? SandboxOptions.CLOSED : grpcPort;
    List<SandboxEvent> events;
    try {
      events = seed == null ? SampleEvents.all(Instant.now()) : read(seed);
    } catch (IOException e) {
      return fail(USAGE, "--seed: cannot read " + seed + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      return fail(USAGE, "--seed: " + seed + ": " + e.getMessage());
    }
    try (Sandbox sandbox =
        Sandbox.start(new SandboxOptions(ports.get(0), host, apiKey, switches, catalogue))) {
      events.forEach(sandbox::seed);
      ports.stream().skip(1).forEach(sandbox::alsoAt);
      greet(sandbox, events.size());
      awaitStop(sandbox);
      return 0;
    } catch (IllegalArgumentException e) {
      return fail(USAGE, "--set: " + e.getMessage());
    } catch (UncheckedIOException e) {
      return fail(
          FAILED, e.getCause().getMessage() + ". Choose another one with --port or --grpc-port.");
    }
  }

  private static List<SandboxEvent> read(Path file) throws IOException {
    JsonNode json = Json.parse(Files.readAllBytes(file));
    if (json == null) {
      throw new IllegalArgumentException("this is no JSON");
    }
    try {
      return SeedJson.events(json);
    } catch (Refusal refusal) {
      throw new IllegalArgumentException(refusal.getMessage(), refusal);
    }
  }

  private void greet(Sandbox sandbox, int events) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Sandbox (a simulator, nothing is really sold) with " + events + " events.");
    out.println("  API    " + sandbox.url() + "/v2/resources/orders");
    out.println("  key    " + apiKey + "   (header: Authorization: key " + apiKey + ")");
    if (grpcPort != null) {
      out.println(
          "  gRPC   " + host + ":" + sandbox.grpcPort() + "   (header: authorization: key)");
    }
    out.println("  admin  " + sandbox.url() + "/admin/state   (no key)");
    out.println("Stop it with Ctrl-C.");
    out.flush();
  }

  /** A signal closes the sandbox and ends the process with 0, not with the signal's number. */
  private static void awaitStop(Sandbox sandbox) throws InterruptedException {
    Thread stop =
        new Thread(
            () -> {
              sandbox.close();
              Runtime.getRuntime().halt(0);
            },
            "sandbox-stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      new CountDownLatch(1).await();
    } finally {
      Runtime.getRuntime().removeShutdownHook(stop);
    }
  }

  private int fail(int code, String message) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(message);
    err.flush();
    return code;
  }
}
