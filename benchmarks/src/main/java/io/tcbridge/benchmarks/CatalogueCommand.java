package io.tcbridge.benchmarks;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run.sh catalogue}: a large catalogue, read for the first time and again without changes. */
@Command(
    name = "catalogue",
    description = "Mirrors a large catalogue, and reads it again without changes.",
    mixinStandardHelpOptions = true)
final class CatalogueCommand implements Callable<Integer> {

  private static final Duration MOST = Duration.ofMinutes(30);
  private static final Duration GLANCE = Duration.ofMillis(100);
  private static final List<String> TABLES =
      List.of("erp_event", "erp_ticket_set", "erp_seat", "erp_venue", "erp_sector");

  @Mixin private LabOptions options;

  @Option(names = "--listed", defaultValue = "50000", description = "Events. Default: ${DEFAULT-VALUE}.")
  private int listed;

  @Option(
      names = "--seated",
      defaultValue = "500",
      description = "Of these, events with seats. Default: ${DEFAULT-VALUE}.")
  private int seated;

  @Option(
      names = "--seats",
      defaultValue = "1000000",
      description = "Seats of all of them. Default: ${DEFAULT-VALUE}.")
  private int seats;

  @Override
  public Integer call() throws Exception {
    try (Lab lab = Lab.open(options)) {
      lab.sandbox().seedCatalogue(listed, seated, seats / seated);
      Map<String, String> settings = new HashMap<>();
      settings.put("TICKETSCLOUD_CATALOGUE", lab.sandbox().catalogue());
      settings.put("CATALOGUE_TLS", "false");
      settings.put("CATALOGUE_SYNC_EVERY", "1d");
      settings.put("CATALOGUE_SEATS", "all");
      BridgeProcess bridge = lab.startBridge("bridge", settings);
      double first = read(lab, 0);
      List<GcLog.Pause> filling = bridge.gcLog().pauses();
      long written = written(lab);
      lab.database()
          .run(
              Lab.JOURNAL,
              "update bridge.catalogue_sync set requested = requested + 1, due_at = now()");
      double second = read(lab, 1);
      List<GcLog.Pause> all = bridge.gcLog().pauses();
      List<GcLog.Pause> comparing = all.subList(filling.size(), all.size());
      long again = written(lab) - written;
      long sound =
          lab.database()
              .number(
                  Lab.JOURNAL,
                  "select count(*) from bridge.catalogue_sync where trouble is null");
      long mirrored = lab.database().number(Lab.ERP, "select count(*) from erp_seat");
      Table table = new Table("catalogue", "first reading", "without changes");
      table.row("seconds", first, second);
      table.row("rows written, ERP and journal", written, again);
      table.row("peak heap after collection, MB", GcLog.peakAfter(filling), GcLog.peakAfter(comparing));
      table.row("peak heap before collection, MB", GcLog.peakBefore(filling), GcLog.peakBefore(comparing));
      table.row("events", count(lab, "erp_event"), "");
      table.row("seats", mirrored, "");
      table.print(System.out, options.json());
      return sound == 1 && again == 0 && mirrored >= (long) seated * (seats / seated) ? 0 : 1;
    }
  }

  /** Seconds that the reading took which serves this request. */
  private static double read(Lab lab, long request) throws Exception {
    Wait.until(
        "the catalogue is read",
        MOST,
        GLANCE,
        () ->
            lab.database()
                    .number(
                        Lab.JOURNAL,
                        "select count(*) from information_schema.tables"
                            + " where table_name = 'catalogue_sync'")
                > 0);
    Wait.until(
        "the catalogue is read",
        MOST,
        GLANCE,
        () ->
            lab.database()
                    .number(
                        Lab.JOURNAL,
                        "select count(*) from bridge.catalogue_sync"
                            + " where ended_at is not null and fence is null and served >= ?",
                        request)
                > 0);
    return lab.database()
        .decimal(
            Lab.JOURNAL, "select extract(epoch from ended_at - began_at) from bridge.catalogue_sync");
  }

  private static long count(Lab lab, String table) throws Exception {
    return lab.database().number(Lab.ERP, "select count(*) from " + table);
  }

  /** Rows that were ever inserted, updated or deleted, as the server counts them. */
  private static long written(Lab lab) throws Exception {
    // A session that idles tells the server of its last rows after ten seconds only.
    Wait.pause(Duration.ofSeconds(12));
    String sum = "select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) from pg_stat_user_tables";
    long rows =
        lab.database()
            .number(Lab.JOURNAL, sum + " where schemaname = 'bridge' and relname = 'catalogue_item'");
    for (String table : TABLES) {
      rows += lab.database().number(Lab.ERP, sum + " where relname = ?", table);
    }
    return rows;
  }
}
