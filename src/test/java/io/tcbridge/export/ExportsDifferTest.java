package io.tcbridge.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tcbridge.Bridge;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Exports;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances that were given different exports.yaml: nobody gets anything by both. */
class ExportsDifferTest {

  private static final String DAILY =
      """
      name: daily-sales
      cron: 0 0 6 * * ?
      zone: Europe/Moscow
      period: yesterday
      recipients: [%s@example.org]
      missed: all
      """;

  @TempDir Path oldDir;
  @TempDir Path newDir;
  private Bundle bundle;
  private Exports exports;

  @BeforeEach
  void prepare() {
    bundle = Bundle.onSale().with("ALERT_POLL_DELAY", "300ms").with("ALERT_DOWN_AFTER", "1s");
    exports = new Exports(bundle, oldDir).define(DAILY.formatted("old"));
  }

  @AfterEach
  void cleanUp() {
    bundle.close();
  }

  @Test
  void only_the_instance_with_the_newest_file_looks_and_claims_and_an_alert_names_both()
      throws Exception {
    new Exports(bundle, newDir).define(DAILY.formatted("new"));
    Bridge older = bundle.start(List.of(oldDir));
    bundle.await(() -> !exports.ledger().isEmpty());
    bundle.start(List.of(newDir));
    bundle.await(() -> !alerts("EXPORTS_DIFFER").isEmpty());

    exports.missDays(3);
    bundle.await(() -> exports.count("done") == 3);

    assertThat(workers()).containsExactly("test-2");
    assertThat(exports.mailed())
        .hasSize(3)
        .extracting(JsonNode::toString)
        .allMatch(text -> text.contains("new@example.org"));
    assertThat(alerts("EXPORTS_DIFFER"))
        .containsExactly("test-1: test-2, which was started later, has another exports.yaml");
    assertThat(bundle.log().all())
        .anyMatch(line -> line.contains("test-2 has another exports.yaml and was started later"));

    bundle.start(List.of(newDir));
    bundle.stop(older);
    bundle.await(() -> alerts("EXPORTS_DIFFER").isEmpty());
    exports.missDays(5);
    bundle.await(() -> exports.count("done") == 5);

    assertThat(exports.mailed()).hasSize(5);
    assertThat(workers()).doesNotContain("test-1");
  }

  @Test
  void the_older_one_goes_on_by_its_own_file_when_the_newest_has_stopped() throws Exception {
    new Exports(bundle, newDir).define(DAILY.formatted("new"));
    bundle.start(List.of(oldDir));
    bundle.await(() -> !exports.ledger().isEmpty());
    Bridge newer = bundle.start(List.of(newDir));
    bundle.await(() -> !alerts("EXPORTS_DIFFER").isEmpty());

    bundle.stop(newer);
    exports.missDays(2);
    bundle.await(() -> exports.count("done") == 2);

    assertThat(workers()).containsExactly("test-1");
    assertThat(exports.mailed())
        .hasSize(2)
        .extracting(JsonNode::toString)
        .allMatch(text -> text.contains("old@example.org"));
    bundle.await(() -> alerts("EXPORTS_DIFFER").isEmpty());
  }

  @Test
  void one_without_any_export_leaves_them_to_the_others_and_nobody_is_told() throws Exception {
    new Exports(bundle, newDir).define();
    bundle.start(List.of(oldDir));
    bundle.await(() -> !exports.ledger().isEmpty());
    bundle.start(List.of(newDir));
    bundle.await(() -> living() == 2);

    exports.missDays(2);
    bundle.await(() -> exports.count("done") == 2);

    assertThat(workers()).containsExactly("test-1");
    assertThat(exports.ledger().get(0)).containsEntry("gone_since", null);
    assertThat(alerts("EXPORTS_DIFFER")).isEmpty();
  }

  /** Who has opened, sent or ended anything. */
  private List<String> workers() {
    return bundle
        .journal()
        .queryForList(
            "select distinct instance from bridge.export_history order by instance", String.class);
  }

  private int living() {
    return bundle.journal().queryForObject("select count(*) from bridge.instance", Integer.class);
  }

  private List<String> alerts(String cause) {
    return bundle
        .journal()
        .queryForList(
            "select detail from bridge.alert where cause = ? and over_at is null",
            String.class,
            cause);
  }
}
