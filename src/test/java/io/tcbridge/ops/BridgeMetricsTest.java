package io.tcbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.order.Workers;
import io.tcbridge.ticketscloud.KeyGate;
import io.tcbridge.ticketscloud.RequestRate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BridgeMetricsTest {

  /** A timer has a second series for its longest time. */
  private static final Pattern SERIES = Pattern.compile("(?m)^# TYPE (bridge_\\w+?)(?:_max)? ");

  private static final Pattern DOCUMENTED = Pattern.compile("`(bridge_[a-z_]+)(?:\\{([a-z,]+)})?`");

  @Test
  void the_operations_page_names_each_metric_with_its_labels_and_no_other() throws IOException {
    BridgeMetrics metrics = new BridgeMetrics();
    metrics.watch(new Workers(1), new KeyGate(), new RequestRate(false));
    metrics.paused(List::of);
    metrics.open(List.of(Map.of("status", "waiting", "stage", "received", "orders", 1)), 0);
    metrics.called("create", "2xx", Duration.ofMillis(1));
    metrics.setBack("NO_ANSWER", "retry-later");
    metrics.finished("done", null);
    metrics.alertSent("mail", true);
    metrics.sold(Duration.ofMillis(1));
    metrics.refunded("approved", null);
    metrics.found(1, 1);
    metrics.ended("daily-sales", "done");
    metrics.exports(
        List.of(Map.of("export", "daily-sales", "open", 1L, "late", 0L, "done_age", 60.0)));
    metrics.clocks(Map.of("journal", Duration.ofSeconds(-2)));

    String scraped = metrics.scrape();
    String page = Files.readString(Path.of("docs/operations.md"));

    Set<String> series =
        SERIES.matcher(scraped).results().map(type -> type.group(1)).collect(Collectors.toSet());
    assertThat(DOCUMENTED.matcher(page).results().map(name -> name.group(1)))
        .filteredOn(name -> !name.matches("bridge_(status|reason|updated_at)"))
        .containsExactlyInAnyOrderElementsOf(series);
    assertThat(DOCUMENTED.matcher(page).results().filter(name -> name.group(2) != null))
        .isNotEmpty()
        .allSatisfy(
            name ->
                assertThat(labels(scraped, name.group(1)))
                    .isEqualTo(new TreeSet<>(List.of(name.group(2).split(",")))));
  }

  private static Set<String> labels(String scraped, String series) {
    String sample =
        scraped
            .lines()
            .filter(line -> line.matches(series + "(_count)?\\{.*"))
            .findFirst()
            .orElseThrow();
    return Pattern.compile("(\\w+)=\"")
        .matcher(sample)
        .results()
        .map(label -> label.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
