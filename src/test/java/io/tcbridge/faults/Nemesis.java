package io.tcbridge.faults;

import io.tcbridge.testing.BridgeProcess;
import io.tcbridge.testing.Bundle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Does harm to several instances at random moments, one deed at a time: kills, freezes and stops
 * processes and ends sessions of both databases. What it has stopped it starts again.
 */
final class Nemesis implements AutoCloseable {

  private static final String SOME_SESSIONS =
      "select count(pg_terminate_backend(pid)) from pg_stat_activity"
          + " where datname = current_database() and application_name = 'ticketscloud-bridge'"
          + " and hashtext(pid || ?) % 3 = 0";

  private final Bundle bundle;
  private final Random random;
  private final List<BridgeProcess> running = new ArrayList<>();
  private final Map<BridgeProcess, Instant> frozen = new HashMap<>();
  private final Map<String, Integer> deeds = new TreeMap<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread = new Thread(this::work, "nemesis");
  private RuntimeException failure;
  private int started;

  Nemesis(Scene scene, int instances) {
    this.bundle = scene.bundle();
    this.random = new Random(scene.seed());
    for (int i = 0; i < instances; i++) {
      running.add(start());
    }
  }

  private BridgeProcess start() {
    String name = "storm-" + ++started;
    BridgeProcess process = bundle.startProcess(name);
    System.out.println(Instant.now() + " " + name + " is " + process);
    return process;
  }

  /** Begins; the first deed comes some seconds later. */
  void begin() {
    thread.start();
  }

  private void work() {
    try {
      while (!over.await(2_000 + random.nextInt(8_000), TimeUnit.MILLISECONDS)) {
        thawDue(Instant.now());
        deed();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void deed() {
    int victim = random.nextInt(running.size());
    BridgeProcess process = running.get(victim);
    switch (random.nextInt(6)) {
      case 0, 1 -> {
        count("kill -9", process);
        process.kill();
        running.set(victim, start());
      }
      case 2 -> {
        count("SIGTERM", process);
        process.terminate();
        running.set(victim, start());
      }
      case 3 -> {
        count("SIGSTOP", process);
        process.freeze();
        frozen.put(process, Instant.now().plusMillis(500 + random.nextInt(20_000)));
      }
      case 4 -> end("sessions of the journal", bundle.journal());
      default -> end("sessions of the ERP", bundle.erp().jdbc());
    }
  }

  private void thawDue(Instant now) {
    frozen.forEach(
        (process, until) -> {
          if (process.isAlive() && until.isBefore(now)) {
            process.thaw();
          }
        });
    frozen.values().removeIf(until -> until.isBefore(now));
  }

  private void end(String what, JdbcTemplate database) {
    count(what, "");
    database.queryForObject(SOME_SESSIONS, Long.class, String.valueOf(random.nextInt()));
  }

  private void count(String deed, Object victim) {
    System.out.println(Instant.now() + " " + deed + " " + victim);
    deeds.merge(deed, 1, Integer::sum);
  }

  /** Lets everything live again. */
  void end() throws InterruptedException {
    over.countDown();
    thread.join();
    if (failure != null) {
      throw failure;
    }
    thawDue(Instant.MAX);
    for (int i = 0; i < running.size(); i++) {
      if (!running.get(i).isAlive()) {
        running.set(i, start());
      }
    }
  }

  /** How often it did what; after the end. */
  Map<String, Integer> deeds() {
    return Map.copyOf(deeds);
  }

  @Override
  public void close() {
    over.countDown();
  }
}
