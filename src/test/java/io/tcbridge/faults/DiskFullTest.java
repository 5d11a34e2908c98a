package io.tcbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.testing.BridgeProcess;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Erp;
import io.tcbridge.testing.OwnPostgres;
import io.tcbridge.testing.Postgres;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The journal's tables lie on a disk that gets full: a small one in memory, which only root may
 * mount. Nothing is simulated; PostgreSQL says {@code could not extend file}.
 */
@Tag("campaign")
final class DiskFullTest {

  private static final int MEGABYTES = 48;
  private static final int ORDERS = 600;

  @Test
  void a_journal_without_room_stops_the_orders_and_loses_none() throws Exception {
    Scenario scenario =
        Scenario.of("disk of the journal full, then not", "R48")
            .needs("root".equals(System.getProperty("user.name")), "only root may mount a disk");
    Path disk = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "full-disk-");
    run("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "tmpfs", disk.toString());
    try (OwnPostgres server = OwnPostgres.start()) {
      Path tables = Files.createDirectory(disk.resolve("tables"));
      server.execute("create tablespace small location '" + tables + "'");
      scenario.on(() -> ground(server)).run(scene -> fill(scene, disk.resolve("ballast")));
    } finally {
      run("umount", "-l", disk.toString());
    }
  }

  private static Bundle ground(OwnPostgres server) {
    try {
      return Scene.onSale(
          Bundle.create(
              new Erp(Postgres.newDatabase(), Postgres.user(), Postgres.password()),
              server.newDatabase("tablespace small")));
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void fill(Scene scene, Path ballast) throws Exception {
    Bundle bundle = scene.bundle();
    BridgeProcess one = scene.start("one");
    scene.orders("before", 20);
    scene.await(() -> bundle.erp().count("DONE") == 20);

    takeAllRoom(ballast);
    scene.orders("full", ORDERS);
    scene.await(() -> one.lines().stream().anyMatch(line -> line.contains("No space left")));
    Files.delete(ballast);

    scene.await(() -> bundle.erp().count("DONE") == ORDERS + 20);
    assertThat(one.isAlive()).isTrue();
  }

  private static void takeAllRoom(Path ballast) throws IOException {
    try (OutputStream out = Files.newOutputStream(ballast)) {
      byte[] block = new byte[8192];
      for (int i = 0; i < MEGABYTES * 128; i++) {
        out.write(block);
      }
    } catch (IOException full) {
      // that is what it was for
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
        .as(String.join(" ", command))
        .isZero();
  }
}
