package io.tcbridge;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcbridge.config.ConfigurationProblems;
import io.tcbridge.testing.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users change routes and Camel's properties: a mistake there is told as one, not as a defect. */
class WrongStartTest {

  private final Bundle bundle = Bundle.create();

  @TempDir private Path dir;

  @AfterEach
  void cleanUp() {
    bundle.close();
  }

  @Test
  void a_property_that_camel_does_not_know_is_named() throws IOException {
    Files.writeString(dir.resolve("application.properties"), "camel.main.nonsense = 1\n");

    assertThatThrownBy(() -> bundle.start(List.of(dir)))
        .isInstanceOf(ConfigurationProblems.class)
        .hasMessageStartingWith("camel.main.nonsense: found ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "description: Commits the sale | description: [             | one.camel.yaml",
        "direct:order-done             | drect:order-done           | drect",
        "ref: orderSteps               | ref: orderStips            | orderStips",
        "routeConfigurationId          | routeConfigId              | routeConfigId"
      })
  void a_route_that_camel_cannot_build_is_named_with_the_reason(
      String text, String wrong, String reason) throws IOException {
    String route = Files.readString(Path.of("routes/order/order-done.camel.yaml"));
    Files.writeString(dir.resolve("one.camel.yaml"), route.replace(text, wrong));
    bundle.with("BRIDGE_ROUTES", dir.toString());

    assertThatThrownBy(bundle::start)
        .isInstanceOf(ConfigurationProblems.class)
        .hasMessageStartingWith("bridge.routes (BRIDGE_ROUTES): found ")
        .hasMessageContaining(reason);
  }
}
