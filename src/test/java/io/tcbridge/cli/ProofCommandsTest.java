package io.tcbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Both commands where nothing is off, or what they need is not there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProofCommandsTest {

  private SomeRun run;

  @BeforeAll
  void prepare() throws Exception {
    run = SomeRun.of();
  }

  @AfterAll
  void cleanUp() {
    run.close();
  }

  @Test
  void a_clean_run_is_proved_with_counts() {
    Outcome outcome = run.verify("--json");

    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
    JsonObject proof = new JsonObject(outcome.out());
    assertThat(proof.getBoolean("holds")).isTrue();
    assertThat(proof.getJsonArray("findings")).isEmpty();
    assertThat(proof.getJsonObject("read").getLong("ERP orders")).isEqualTo(3);
    assertThat(checked(proof, "I1")).isEqualTo(3);
    assertThat(checked(proof, "I2")).isEqualTo(3);
    assertThat(checked(proof, "I3")).isEqualTo(2);
    assertThat(checked(proof, "I4")).isEqualTo(2);
    assertThat(checked(proof, "I5")).isEqualTo(3);
    assertThat(checked(proof, "I6")).isEqualTo(3);
    assertThat(checked(proof, "I7")).isGreaterThan(12);
    assertThat(checked(proof, "I9")).isGreaterThan(10);
  }

  @Test
  void a_clean_system_is_proved_by_lists_alone() {
    Outcome outcome = run.prove();

    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
    assertThat(outcome.out())
        .containsPattern("I1 +no double sale +3 +0 +orders")
        .containsPattern("I3 +no lost result +2 +0 +sales")
        .containsPattern("I9 +privacy +- +-")
        .contains("Read: 3 ERP orders, 3 journal rows, 3 remote orders, 0 calls.")
        .contains("Nothing is off.");
    assertThat(run.bundle().calls("read")).isNotEmpty();
  }

  @Test
  void an_order_that_nobody_takes_is_found_when_it_is_old() {
    run.bundle().erp().order("A-4", Sample.EVENT).places(Sample.FLOOR, 1).save();

    assertThat(run.prove().exitCode()).isZero();
    assertThat(SomeRun.codes(run.prove("--json", "--intake-within", "0s")))
        .containsExactly("NOT_TAKEN");

    run.bundle().erp().jdbc().update("delete from erp_order where order_no = 'A-4'");
  }

  @Test
  void a_buyer_in_a_log_is_found_without_being_told(@TempDir Path dir) throws Exception {
    Path log = dir.resolve("bridge.log");
    Files.writeString(log, "INFO Order A-1 is done\nINFO mailed to anna@example.com\n");

    Outcome outcome = run.verify("--log", log.toString());

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out())
        .contains("I9 PERSONAL_DATA: the buyer's e-mail of A-1 is in " + log + ", line 2")
        .doesNotContain("anna@");
    assertThat(run.prove("--log", log.toString()).exitCode()).isEqualTo(3);
  }

  @Test
  void what_cannot_be_read_is_named() {
    Outcome noSandbox = run.verify("--sandbox", "http://127.0.0.1:1");
    Outcome noFile = run.verify("--log", "/nowhere/bridge.log");
    run.bundle()
        .erp()
        .jdbc()
        .execute("alter table erp_order rename column tc_total to their_total");
    Outcome otherTable = run.prove();
    run.bundle()
        .erp()
        .jdbc()
        .execute("alter table erp_order rename column their_total to tc_total");

    assertThat(List.of(noSandbox, noFile, otherTable))
        .extracting(Outcome::exitCode)
        .containsOnly(1);
    assertThat(noSandbox.err()).contains("http://127.0.0.1:1").doesNotContain("\tat ");
    assertThat(noFile.err()).contains("/nowhere/bridge.log").doesNotContain("\tat ");
    assertThat(otherTable.err())
        .contains("erp/select-orders-to-prove.sql", "tc_total")
        .doesNotContain("\tat ");
  }

  @Test
  void wrong_usage_and_wrong_configuration_are_told() {
    Outcome noUrl = run.verify("--sandbox", "here");
    Outcome noTime = run.prove("--since", "yesterday");
    run.bundle().with("TICKETSCLOUD_API_KEY", "");
    Outcome noKey = run.prove();
    run.bundle().with("TICKETSCLOUD_API_KEY", Bundle.KEY);

    assertThat(List.of(noUrl, noTime, noKey)).extracting(Outcome::exitCode).containsOnly(2);
    assertThat(noUrl.err()).contains("--sandbox");
    assertThat(noTime.err()).contains("expected a duration");
    assertThat(noKey.err()).contains("TICKETSCLOUD_API_KEY");
  }

  private static long checked(JsonObject proof, String invariant) {
    return proof.getJsonObject("invariants").getJsonObject(invariant).getLong("checked");
  }
}
