package io.tcbridge.sandbox;

import java.util.Map;
import java.util.Objects;

/**
 * How a sandbox is started.
 *
 * @param port port to listen on; 0 takes a free one
 * @param host address to bind to; keep it a loopback address, the admin API has no key
 * @param apiKey key that clients send as {@code Authorization: key <apiKey>}
 * @param switches switch values that differ from the defaults
 * @param grpcPort port of the catalogue; 0 takes a free one, {@link #CLOSED} leaves it out
 */
public record SandboxOptions(
    int port, String host, String apiKey, Map<String, String> switches, int grpcPort) {

  /** No gRPC catalogue. */
  public static final int CLOSED = -1;

  public SandboxOptions {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(apiKey, "apiKey");
    switches = Map.copyOf(switches);
  }

  /** Free ports on 127.0.0.1, the key {@code sandbox-key}, every switch at its default. */
  public static SandboxOptions defaults() {
    return new SandboxOptions(0, "127.0.0.1", "sandbox-key", Map.of(), 0);
  }

  public SandboxOptions withPort(int newPort) {
    return new SandboxOptions(newPort, host, apiKey, switches, grpcPort);
  }

  public SandboxOptions withApiKey(String newKey) {
    return new SandboxOptions(port, host, newKey, switches, grpcPort);
  }

  public SandboxOptions withSwitches(Map<String, String> newSwitches) {
    return new SandboxOptions(port, host, apiKey, newSwitches, grpcPort);
  }

  public SandboxOptions withGrpcPort(int newPort) {
    return new SandboxOptions(port, host, apiKey, switches, newPort);
  }

  /** Leaves the key out, so that options may be logged. */
  @Override
  public String toString() {
    return "SandboxOptions[port=" + port + ", host=" + host + ", switches=" + switches + "]";
  }
}
