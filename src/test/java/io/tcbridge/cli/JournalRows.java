package io.tcbridge.cli;

import com.zaxxer.hikari.HikariDataSource;
import io.tcbridge.journal.Journal;
import io.tcbridge.testing.Postgres;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** A real journal that no bridge works on, with an order in any state. */
final class JournalRows implements AutoCloseable {

  static final String EVENT = "6a0000000000000000000001";

  private static final String[] DEFAULTS = {
    "status", "'waiting'",
    "stage", "'reserved'",
    "remote_id", "'6a00000000000000000000f1'",
    "expires_at", "now() + interval '10 minutes'",
    "due_at", "now() + interval '5 minutes'"
  };

  private static final Map<String, String[]> STATES =
      Map.ofEntries(
          Map.entry("later", row("problem", "'NO_ANSWER: no whole answer'", "attempts", "3")),
          Map.entry("due", row("due_at", "now() - interval '5 seconds'")),
          Map.entry("lost", row("due_at", "null")),
          Map.entry("money", row("stage", "'identified'", "waiting_for", "'commits'")),
          Map.entry("unclear", row("stage", "'identified'", "committing", "true")),
          Map.entry("refusing", row("decision", "'refused'", "reason_code", "'SOLD_OUT'")),
          Map.entry("cancelling", row("decision", "'cancelled'")),
          Map.entry("recreating", row("decision", "'recreate'")),
          Map.entry("new", row("stage", "'received'", "remote_id", "null", "expires_at", "null")),
          Map.entry("barcodes", row("stage", "'committed'", "expires_at", "null")),
          Map.entry("working", claimed("status", "'working'")),
          Map.entry("working-wish", claimed("status", "'working'", "wish", "'hold'")),
          Map.entry(
              "working-done",
              claimed("status", "'working'", "stage", "'identified'", "committing", "true")),
          Map.entry(
              "lease-over",
              claimed("status", "'working'", "due_at", "now() - interval '5 seconds'")),
          Map.entry("held", held()),
          Map.entry(
              "held-empty",
              held(
                  "stage",
                  "'received'",
                  "remote_id",
                  "null",
                  "expires_at",
                  "null",
                  "due_at",
                  "null")),
          Map.entry("held-claimed", claimed("status", "'held'", "reason_code", "'NO_DEAL'")),
          Map.entry("held-unclear", held("stage", "'identified'", "committing", "true")),
          Map.entry("held-sold", held("stage", "'committed'", "expires_at", "null")),
          Map.entry("done", finished("'done'")),
          Map.entry("refused", finished("'refused'")),
          Map.entry("cancelled", finished("'cancelled'")),
          Map.entry(
              "untold",
              finished(
                  "'done'", "report_at", "now() + interval '4 minutes'", "report_attempts", "4")));

  private final String url = Postgres.newDatabase();
  private final HikariDataSource pool = new HikariDataSource();
  private final JdbcTemplate jdbc;

  JournalRows() {
    pool.setJdbcUrl(url);
    pool.setUsername(Postgres.user());
    pool.setPassword(Postgres.password());
    pool.setMaximumPoolSize(2);
    Journal.migrate(pool);
    jdbc = new JdbcTemplate(pool);
  }

  private static String[] row(String... columns) {
    return columns;
  }

  private static String[] claimed(String... columns) {
    return with(columns, "claimed_by", "'worker-1'", "fence", "gen_random_uuid()", "claims", "1");
  }

  private static String[] held(String... columns) {
    return with(
        columns,
        "status",
        "'held'",
        "reason_code",
        "'NO_DEAL'",
        "reason",
        "'no deal'",
        "attempts",
        "7",
        "held_since",
        "now()",
        "reported_status",
        "'HELD'");
  }

  private static String[] finished(String outcome, String... columns) {
    return with(
        columns,
        "status",
        "'finished'",
        "outcome",
        outcome,
        "finished_at",
        "now()",
        "due_at",
        "null",
        "expires_at",
        "null");
  }

  private static String[] with(String[] first, String... rest) {
    String[] all = new String[first.length + rest.length];
    System.arraycopy(rest, 0, all, 0, rest.length);
    System.arraycopy(first, 0, all, rest.length, first.length);
    return all;
  }

  /**
   * Writes an order in a state.
   *
   * @param changes column and SQL value in turn
   */
  void write(String orderNo, String state, String... changes) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("order_no", "'" + orderNo + "'");
    columns.put("revision", "1");
    columns.put("event_id", "'" + EVENT + "'");
    columns.put("customer_name", "'Anna Petrova'");
    columns.put("customer_email", "'anna@example.com'");
    columns.put("customer_phone", "'+79000000001'");
    columns.put("raw", "'{\"seller\": \"Olga Sidorova\"}'");
    columns.put(
        "lines",
        "'[{\"lineNo\": 1, \"ticketId\": \"6a0000000000000000000101\","
            + " \"visitorSurname\": \"Kuznetsov\"}]'");
    for (String[] more : new String[][] {DEFAULTS, STATES.get(state), changes}) {
      for (int i = 0; i < more.length; i += 2) {
        columns.put(more[i], more[i + 1]);
      }
    }
    jdbc.execute(
        "insert into bridge.order_journal ("
            + String.join(", ", columns.keySet())
            + ") values ("
            + String.join(", ", columns.values())
            + ")");
  }

  Map<String, Object> row(String orderNo) {
    return jdbc.queryForMap(
        "select *, extract(epoch from due_at - now()) as due_in from bridge.order_journal"
            + " where order_no = ? order by revision desc limit 1",
        orderNo);
  }

  /** Every row and every line of history, to see that nothing has changed. */
  String everything() {
    return jdbc.queryForList("select * from bridge.order_journal order by order_id").toString()
        + jdbc.queryForList("select * from bridge.order_history order by history_id");
  }

  JdbcTemplate jdbc() {
    return jdbc;
  }

  Outcome order(String... args) {
    return orderWith("", args);
  }

  Outcome orderWith(String stdin, String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "order";
    System.arraycopy(args, 0, all, 1, args.length);
    return Outcome.of(
        OrderCommand.of(env(), new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8))),
        all);
  }

  /** What an action with {@code --json} says of its first order. */
  static JsonObject first(Outcome outcome) {
    return new JsonObject(outcome.out()).getJsonArray("orders").getJsonObject(0);
  }

  static JsonArray array(Outcome outcome) {
    return new JsonArray(outcome.out());
  }

  /** Only what a command for orders needs. */
  Map<String, String> env() {
    return Map.of(
        "JOURNAL_JDBC_URL",
        url,
        "JOURNAL_JDBC_USER",
        Postgres.user(),
        "JOURNAL_JDBC_PASSWORD",
        Postgres.password());
  }

  void clear() {
    jdbc.execute("truncate bridge.order_journal, bridge.order_history cascade");
  }

  @Override
  public void close() {
    pool.close();
  }
}
