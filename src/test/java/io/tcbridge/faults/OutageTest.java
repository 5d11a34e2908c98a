package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.sandbox.Fault;
import io.tcbridge.sandbox.SandboxEvent;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ten minutes in which one step of each order fails, with the waiting times of production: nobody
 * is needed, nothing is lost, and Ticketscloud is not flooded with repeats.
 */
@Tag("campaign")
final class OutageTest {

  private static final List<String> STEPS = List.of("create", "reserve", "customer", "done");
  private static final String OTHER = "6a0000000000000000000009";
  private static final String PAGE = "<html><body><h1>Bad gateway</h1></body></html>";

  /** Waits of 2 s and twice as long each time, ±25 %, fill ten minutes with so many tries. */
  private static final int FEWEST = 6;

  private static final int MOST = 11;

  private static Bundle ground() {
    Bundle bundle =
        Scene.ground()
            .with("ORDER_RETRY_FIRST", "2s")
            .with("ORDER_RETRY_MAX", "5m")
            .with("ORDER_RETRY_LIMIT", "12");
    SandboxEvent sample = Sample.event();
    bundle
        .sandbox()
        .seed(SandboxEvent.of(OTHER, "Other", sample.start(), sample.sets().subList(0, 1)));
    return bundle;
  }

  @ParameterizedTest
  @CsvSource({"500, false", "502, false", "503, true", "504, false"})
  void ten_minutes_without_a_server_need_nobody(int status, boolean repeated) throws Exception {
    Scenario.of("ten minutes of HTTP " + status + " at every step", "R12", "R53")
        .on(OutageTest::ground)
        .times(0.4)
        .run(scene -> outage(scene, status, repeated));
  }

  private static void outage(Scene scene, int status, boolean repeated) throws Exception {
    Bundle bundle = scene.bundle();
    bundle.startAndWait();
    List<String> numbers = IntStream.range(0, 40).mapToObj(n -> "O-" + n).toList();
    for (int i = 0; i < numbers.size(); i++) {
      String step = STEPS.get(i % STEPS.size());
      Fault fault = Fault.statusBefore(step, status).body(PAGE);
      boolean create = step.equals("create");
      bundle.sandbox().fault(create ? fault.forEvent(OTHER) : fault.forOrderNo(numbers.get(i)));
      bundle
          .erp()
          .order(numbers.get(i), create ? OTHER : Sample.EVENT)
          .places(Sample.FLOOR, 1)
          .total("1100.00")
          .save();
    }
    scene.counts(numbers.size());
    bundle.await(() -> bundle.erp().count("ACCEPTED") == numbers.size());

    Time.passSlowly(bundle, Duration.ofMinutes(10));
    int created = bundle.calls("create").size() - 30;
    assertThat(bundle.erp().count("ACCEPTED")).isEqualTo(numbers.size());

    bundle.sandbox().clearFaults();
    Time.passSlowly(bundle, Duration.ofMinutes(7));
    bundle.await(() -> bundle.erp().count("DONE") == numbers.size());
    int repeats = repeated ? 3 : 1;
    assertThat(created).isBetween(10 * FEWEST * repeats, 10 * MOST * repeats);
    for (int i = 0; i < numbers.size(); i++) {
      String step = STEPS.get(i % STEPS.size());
      int each = step.equals("done") ? 1 : repeats;
      if (!step.equals("create")) {
        assertThat(bundle.calls(step, numbers.get(i)).size() - 1)
            .as(step)
            .isBetween(FEWEST * each, MOST * each);
      }
    }
  }
}
