package io.tcbridge.prove;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tcbridge.prove.JournalEntry.Fact;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the journal, page by page, and changes nothing. */
final class JournalReader {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int FETCH_SIZE = 1000;

  private final Connection connection;
  private final Window window;
  private Timestamp readAt;

  JournalReader(Connection connection, Window window) {
    this.connection = connection;
    this.window = window;
  }

  /**
   * Now, by the clock of the journal, which writes all its times. Asked before the remote side is
   * read: what the journal saw end later is no proof against what was shown.
   */
  Instant clock() throws SQLException {
    List<Instant> now = new ArrayList<>();
    query("intake/journal-clock", Map.of(), row -> now.add(row.instant("polled_at")));
    readAt = Timestamp.from(now.get(0));
    return now.get(0);
  }

  /** All revisions of these orders, by number, the first one first. */
  Map<String, List<JournalEntry>> entries(Collection<String> numbers) throws SQLException {
    Map<String, List<JournalEntry>> entries = new HashMap<>();
    if (!numbers.isEmpty()) {
      query(
          "prove/select-entries",
          Map.of("order_nos", json(numbers), "read_at", readAt),
          row ->
              entries
                  .computeIfAbsent(row.text("order_no"), key -> new ArrayList<>(1))
                  .add(entry(row)));
    }
    return entries;
  }

  /**
   * A page of order numbers of the window.
   *
   * @param after the last id of the page before, 0 for the first one
   * @return number by id, in the order of the ids; empty when there are no more
   */
  Map<Long, String> numbers(long after) throws SQLException {
    Map<Long, String> numbers = new LinkedHashMap<>();
    query(
        "prove/select-numbers",
        window.page(after),
        row -> numbers.put(row.number("order_id"), row.text("order_no")));
    return numbers;
  }

  /** For which orders the journal made remote orders, by remote id. */
  Map<String, String> owners(Collection<String> remoteIds) throws SQLException {
    Map<String, String> owners = new HashMap<>();
    if (!remoteIds.isEmpty()) {
      query(
          "prove/find-owners",
          Map.of("remote_ids", json(remoteIds)),
          row -> owners.put(row.text("remote_id"), row.text("order_no")));
    }
    return owners;
  }

  /** These refunds, by number. */
  Map<String, JournalRefund> refunds(Collection<String> numbers) throws SQLException {
    Map<String, JournalRefund> refunds = new HashMap<>();
    if (!numbers.isEmpty()) {
      query(
          "prove/select-refunds",
          Map.of("refund_nos", json(numbers)),
          row -> refunds.put(row.text("refund_no"), refund(row)));
    }
    return refunds;
  }

  private static JournalRefund refund(Row row) {
    return new JournalRefund(
        row.text("refund_no"),
        row.text("order_no"),
        "remote".equals(row.text("origin")),
        row.text("status"),
        row.text("outcome"),
        row.text("remote_id"),
        row.instant("due_at"),
        row.instant("report_at"),
        row.number("report_attempts", 0),
        row.text("reported_status"),
        row.instant("reported_at"),
        row.instant("moved_at"));
  }

  /** A page of refund numbers of the window, as {@link #numbers} gives those of orders. */
  Map<Long, String> refundNumbers(long after) throws SQLException {
    Map<Long, String> numbers = new LinkedHashMap<>();
    query(
        "prove/select-refund-numbers",
        window.page(after),
        row -> numbers.put(row.number("refund_id"), row.text("refund_no")));
    return numbers;
  }

  /** Which of these remote refunds belong to a refund of the journal, by remote id. */
  Map<String, String> refundsOf(Collection<String> remoteIds) throws SQLException {
    Map<String, String> owners = new HashMap<>();
    if (!remoteIds.isEmpty()) {
      query(
          "refund/find-bound-refunds",
          Map.of("remote_ids", json(remoteIds)),
          row -> owners.put(row.text("remote_id"), row.text("refund_no")));
    }
    return owners;
  }

  /** From when on refunds that were begun elsewhere are brought in; empty: not yet. */
  Optional<Instant> refundsSince() throws SQLException {
    List<Instant> since = new ArrayList<>();
    query("prove/select-refund-since", Map.of(), row -> since.add(row.instant("since")));
    return since.stream().findFirst();
  }

  /** Every text that is kept, as a stream. */
  void texts(Consumer<Text> reader) throws SQLException {
    connection.setAutoCommit(false);
    try {
      query(
          "prove/select-texts",
          Map.of("since", Timestamp.from(window.since())),
          row ->
              reader.accept(
                  new Text(
                      "the journal's " + row.text("place") + orderOf(row.text("order_no")),
                      row.text("text"))));
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static String orderOf(String orderNo) {
    return orderNo == null ? "" : " of " + orderNo;
  }

  private static JournalEntry entry(Row row) {
    return new JournalEntry(
        row.number("order_id"),
        row.text("order_no"),
        row.number("revision", 0),
        wish(tree(row.text("lines"))),
        row.money("expected_total"),
        row.text("status"),
        row.text("outcome"),
        row.text("reason_code"),
        row.instant("due_at"),
        row.text("remote_id"),
        row.money("remote_total"),
        row.instant("report_at"),
        row.number("report_attempts", 0),
        row.instant("reported_at"),
        remotes(tree(row.text("remotes"))),
        facts(tree(row.text("facts"))));
  }

  private static Wish wish(JsonNode lines) {
    Set<String> seats = new HashSet<>();
    Map<String, Integer> places = new HashMap<>();
    for (JsonNode line : lines) {
      if (line.hasNonNull("ticketId")) {
        seats.add(line.get("ticketId").asText());
      } else if (line.hasNonNull("setId")) {
        places.merge(line.get("setId").asText(), line.path("quantity").asInt(1), Integer::sum);
      }
    }
    return new Wish(seats, places);
  }

  private static Map<String, String> remotes(JsonNode byId) {
    Map<String, String> remotes = new HashMap<>();
    byId.properties().forEach(remote -> remotes.put(remote.getKey(), remote.getValue().asText()));
    return remotes;
  }

  private static List<Fact> facts(JsonNode all) {
    List<Fact> facts = new ArrayList<>(all.size());
    for (JsonNode fact : all) {
      facts.add(
          new Fact(
              instant(fact.get(0).decimalValue()),
              fact.get(1).textValue(),
              fact.get(2).textValue(),
              fact.get(3).textValue()));
    }
    return facts;
  }

  private static Instant instant(BigDecimal seconds) {
    return Instant.ofEpochSecond(
        seconds.longValue(), seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue());
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json == null ? "[]" : json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the journal holds unreadable JSON", e);
    }
  }

  private static String json(Collection<String> texts) {
    try {
      return JSON.writeValueAsString(texts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can't be written as JSON", e);
    }
  }

  private void query(String name, Map<String, ?> values, Consumer<Row> reader) throws SQLException {
    NamedSql sql = NamedSql.parse(resource("/sql/" + name + ".sql"));
    try (PreparedStatement statement = sql.prepare(connection, values)) {
      statement.setFetchSize(FETCH_SIZE);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          reader.accept(new Row(rows));
        }
      }
    } catch (Row.UnreadableRow e) {
      throw new SQLException("the journal: " + e.getMessage(), e);
    } catch (SQLException e) {
      throw new SQLException("the journal: " + e.getMessage(), e.getSQLState(), e);
    }
  }

  private static String resource(String path) {
    try (InputStream file = JournalReader.class.getResourceAsStream(path)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " can't be read", e);
    }
  }
}
