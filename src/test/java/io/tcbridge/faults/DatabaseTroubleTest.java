package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.testing.BridgeProcess;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Erp;
import io.tcbridge.testing.OwnPostgres;
import io.tcbridge.testing.Postgres;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Databases that end sessions, restart or crash while orders are on their way. */
final class DatabaseTroubleTest {

  /** Which database is on the server that goes away. */
  private enum Side {
    ERP,
    JOURNAL,
    BOTH
  }

  private static final String SESSIONS =
      "select count(pg_terminate_backend(pid)) from pg_stat_activity"
          + " where datname = current_database() and application_name = 'ticketscloud-bridge'";

  @Test
  void every_session_is_ended_again_and_again() throws Exception {
    Scenario.of("sessions of journal and ERP ended in a loop", "R25", "R26")
        .run(
            scene -> {
              Bundle bundle = scene.bundle();
              scene.start("one");
              bundle.sandbox().set("latency_ms", "20");
              scene.orders("session", 120);

              for (int i = 1; i <= 10; i++) {
                long step = 10L * i;
                scene.await(() -> sold(bundle) >= step);
                bundle.journal().queryForObject(SESSIONS, Long.class);
                bundle.erp().jdbc().queryForObject(SESSIONS, Long.class);
              }
              scene.await(() -> bundle.erp().count("DONE") == 120);
            });
  }

  @Tag("campaign")
  @ParameterizedTest
  @EnumSource
  void a_server_is_restarted_and_crashes(Side side) throws Exception {
    try (OwnPostgres server = OwnPostgres.start()) {
      Scenario.of("restarts and crashes of the server of " + side, "R25", "R26")
          .on(() -> ground(side, server))
          .run(scene -> restarts(scene, server));
    }
  }

  private static Bundle ground(Side side, OwnPostgres server) {
    try {
      String erp = side == Side.JOURNAL ? Postgres.newDatabase() : server.newDatabase();
      String journal = side == Side.ERP ? Postgres.newDatabase() : server.newDatabase();
      return Scene.onSale(
          Bundle.create(new Erp(erp, Postgres.user(), Postgres.password()), journal));
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void restarts(Scene scene, OwnPostgres server) throws Exception {
    Bundle bundle = scene.bundle();
    BridgeProcess one = scene.start("one");
    BridgeProcess two = scene.start("two");
    bundle.sandbox().set("latency_ms", "20");
    scene.orders("restart", 200);
    for (int i = 1; i <= 4; i++) {
      int step = i * 30;
      scene.await(Duration.ofMinutes(2), () -> sold(bundle) >= step);
      if (i % 2 == 0) {
        server.stopFast();
      } else {
        server.crash();
      }
      server.startAgain();
    }
    scene.await(Duration.ofMinutes(2), () -> bundle.erp().count("DONE") == 200);
    assertThat(one.isAlive() && two.isAlive()).isTrue();
  }

  /** Asked of the only side that is always there. */
  private static long sold(Bundle bundle) {
    return bundle.sandbox().orders().stream()
        .filter(order -> order.status().equals("done"))
        .count();
  }
}
