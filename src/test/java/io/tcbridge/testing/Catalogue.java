package io.tcbridge.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The mirrored catalogue of a bundle, and readings of it. */
public final class Catalogue {

  private static final List<String> TABLES =
      List.of("erp_event", "erp_ticket_set", "erp_seat", "erp_venue", "erp_sector");

  private final Bundle bundle;

  public Catalogue(Bundle bundle) {
    this.bundle = bundle;
  }

  /** Has the catalogue read and waits for the end; returns the row of {@code catalogue_sync}. */
  public Map<String, Object> read() {
    Long wanted = request();
    return await(wanted);
  }

  /** Asks for a reading that begins after this. */
  public Long request() {
    // The first instance makes the tables.
    bundle.await(() -> sync() != null);
    return bundle
        .journal()
        .queryForObject(
            "update bridge.catalogue_sync set requested = requested + 1,"
                + " due_at = case when fence is null then now() else due_at end returning requested",
            Long.class);
  }

  public Map<String, Object> await(Long wanted) {
    bundle.await(() -> (Long) sync().get("served") >= wanted);
    return sync();
  }

  public Map<String, Object> sync() {
    return bundle.journal().queryForMap("select * from bridge.catalogue_sync");
  }

  /** Readings until the end, however many; all of them must be sound. */
  public void read(int times) {
    for (int i = 0; i < times; i++) {
      Map<String, Object> ended = read();
      if (ended.get("trouble") != null) {
        throw new AssertionError("trouble: " + ended.get("trouble"));
      }
    }
  }

  public Map<String, Object> event(String id) {
    return bundle.erp().jdbc().queryForMap("select * from erp_event where event_id = ?", id);
  }

  public Map<String, Object> set(String id) {
    return bundle.erp().jdbc().queryForMap("select * from erp_ticket_set where set_id = ?", id);
  }

  public Map<String, Object> seat(String id) {
    return bundle.erp().jdbc().queryForMap("select * from erp_seat where ticket_id = ?", id);
  }

  public long live(String table) {
    return bundle
        .erp()
        .jdbc()
        .queryForObject("select count(*) from " + table + " where retired_at is null", Long.class);
  }

  /** Which version of each row is there: PostgreSQL numbers every write. */
  public Map<String, String> versions() {
    Map<String, String> versions = new HashMap<>();
    for (String table : TABLES) {
      versions.put(
          table,
          bundle
              .erp()
              .jdbc()
              .queryForObject(
                  "select coalesce(string_agg(cast(t.xmin as text), ',' order by t.ctid), '')"
                      + " from "
                      + table
                      + " t",
                  String.class));
    }
    versions.put(
        "catalogue_item",
        bundle
            .journal()
            .queryForObject(
                "select string_agg(cast(t.xmin as text), ',' order by t.ctid)"
                    + " from bridge.catalogue_item t",
                String.class));
    return versions;
  }
}
