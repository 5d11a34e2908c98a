package io.tcbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SandboxCommandTest {
  private final StringWriter err = new StringWriter();

  @RegisterExtension final SandboxClient client = new SandboxClient();

  @Test
  void a_wrong_switch_is_a_usage_error_that_lists_the_known_ones() {
    int code = run("--port", "0", "--set", "nonsense=1");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("Unknown switch 'nonsense'", "order_ttl_s");
  }

  @Test
  void a_port_of_the_catalogue_that_is_in_use_is_named() {
    int taken = client.sandbox.grpcPort();

    int code = run("--port", "0", "--grpc-port", String.valueOf(taken));

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("Cannot listen on 127.0.0.1:" + taken, "--grpc-port");
  }

  @Test
  void a_port_in_use_is_a_failure_with_a_clear_message() {
    int code = run("--port", String.valueOf(client.sandbox.port()));

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("Cannot listen on 127.0.0.1:" + client.sandbox.port());
  }

  @Test
  void a_wrong_seed_file_is_named(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("events.json"), "[{\"id\":\"1\"}]");

    int code = run("--port", "0", "--seed", file.toString());

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("events.json: events[0]: start is required");
  }

  @Test
  void the_sample_events_can_be_sold() {
    SampleEvents.all(Instant.now()).forEach(client.sandbox::seed);

    SandboxClient.Reply created =
        client.post("/v2/resources/orders", "{'event':'5f5e10000000000000000003'}");
    SandboxClient.Reply seat =
        client.patch(created.id(), "{'tickets':['5f5e1000000000000002101']}");
    SandboxClient.Reply rightSeat =
        client.patch(created.id(), "{'tickets':['5f5e10000000000000002101']}");

    assertThat(seat.status()).isEqualTo(400);
    assertThat(rightSeat.data().at("/tickets/0/seat/row").asText()).isEqualTo("1");
  }

  private int run(String... args) {
    return new CommandLine(new SandboxCommand()).setErr(new PrintWriter(err)).execute(args);
  }
}
