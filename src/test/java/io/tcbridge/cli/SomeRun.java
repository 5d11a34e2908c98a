package io.tcbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.Bridge;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a real bridge has left behind after two sales and one refusal, and both commands on it. */
record SomeRun(Bundle bundle) implements AutoCloseable {

  static SomeRun of() throws Exception {
    Bundle bundle = Bundle.onSale();
    bundle.erp().order("A-1", Sample.EVENT).places(Sample.FLOOR, 2).total("2200.00").save();
    bundle.erp().order("A-2", Sample.EVENT).seat(Sample.seat(1)).total("2750.00").save();
    bundle.erp().order("A-3", Sample.EVENT).places(Sample.BALCONY, 4).save();
    Bridge bridge = bundle.start();
    bundle.awaitStatus("A-1", "DONE");
    bundle.awaitStatus("A-2", "DONE");
    bundle.awaitStatus("A-3", "REFUSED");
    bundle.stop(bridge);
    return new SomeRun(bundle);
  }

  Outcome verify(String... options) {
    List<String> args = new ArrayList<>(List.of("verify-history"));
    args.addAll(Arrays.asList(options));
    return Outcome.of(new VerifyHistoryCommand(bundle.env()), args.toArray(String[]::new));
  }

  /** In one look, as fast as the sandbox answers. */
  Outcome prove(String... options) {
    List<String> args =
        new ArrayList<>(List.of("prove", "--look-again", "0s", "--requests-per-second", "1000"));
    args.addAll(Arrays.asList(options));
    return Outcome.of(new ProveCommand(bundle.env()), args.toArray(String[]::new));
  }

  static List<String> codes(Outcome outcome) {
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(3);
    JsonArray findings = new JsonObject(outcome.out()).getJsonArray("findings");
    return findings.stream().map(finding -> ((JsonObject) finding).getString("code")).toList();
  }

  @Override
  public void close() {
    bundle.close();
  }
}
