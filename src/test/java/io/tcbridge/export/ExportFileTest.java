package io.tcbridge.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.ticketscloud.EventInfo;
import io.tcbridge.ticketscloud.RemoteCustomer;
import io.tcbridge.ticketscloud.RemoteOrder;
import io.tcbridge.ticketscloud.RemoteTicket;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportFileTest {

  private static final Instant MADE = Instant.parse("2026-11-27T20:59:59Z");

  private static ExportFile file(boolean withCustomer) {
    Export export =
        new Export(
            "daily",
            Export.By.BRIDGE,
            Timetable.of("0 0 6 * * ?", ZoneId.of("Europe/Moscow")).orElseThrow(),
            ExportPeriod.YESTERDAY,
            0,
            Duration.ZERO,
            List.of(),
            List.of(),
            false,
            List.of("sales@example.org"),
            Optional.empty(),
            withCustomer,
            Missed.ALL,
            Duration.ofHours(1));
    return new ExportFile(export, export.span(Instant.parse("2026-11-28T03:00:00Z"), MADE));
  }

  private static RemoteTicket ticket(String id, String row, String full) {
    BigDecimal amount = full == null ? null : new BigDecimal(full);
    return new RemoteTicket(
        id,
        "s1",
        "AB",
        7L,
        "1234567890128",
        null,
        row,
        "12",
        amount,
        BigDecimal.ZERO,
        amount,
        BigDecimal.ZERO,
        amount);
  }

  private static RemoteOrder order(String id, String status, List<RemoteTicket> tickets) {
    return new RemoteOrder(
        id,
        status,
        "e1",
        MADE,
        null,
        "A-17",
        tickets,
        null,
        801L,
        "k7d2",
        new EventInfo("=HYPERLINK(\"x\")", "2026-12-01T19:00", "Hall, \"big\"", null),
        Map.of("s1", "Floor"),
        false);
  }

  private static String text(ExportFile file) {
    return new String(file.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void a_row_is_a_ticket_without_its_barcode_and_without_the_buyer() {
    ExportFile file = file(false);

    file.add(
        order("o1", "done", List.of(ticket("t1", "3", "1100.10"), ticket("t2", "-3", "0.20"))),
        MADE,
        new RemoteCustomer("Anna Petrova", "anna@example.org", "+70000000000"));
    file.add(order("o2", "executed", List.of()), MADE, null);

    assertThat(text(file).split("\r\n")).hasSize(3);
    assertThat(text(file))
        .startsWith("\uFEFForder_id,order_number")
        .contains(
            "\r\no1,801,k7d2,done,2026-11-27T23:59:59+03:00,A-17,e1,\"'=HYPERLINK(\"\"x\"\")\","
                + "2026-12-01T19:00,t1,AB,7,s1,3,12,1100.10,0,1100.10,0,"
                + "1100.10\r\n")
        .contains(",'-3,12,")
        .doesNotContain("1234567890128", "Petrova", "customer");
    assertThat(file.tickets()).isEqualTo(2);
    assertThat(file.orders()).isEqualTo(2);
    assertThat(file.total()).isEqualTo("1100.30");
    assertThat(file.checksum()).matches("[0-9a-f]{64}");
  }

  @Test
  void the_buyer_is_in_it_where_that_was_asked_for() {
    ExportFile file = file(true);

    file.add(
        order("o1", "done", List.of(ticket("t1", "3", "1100.10"))),
        MADE,
        new RemoteCustomer("@Anna", "anna@example.org", "+70000000000"));

    assertThat(text(file))
        .contains(",customer_name,customer_email,customer_phone\r\n")
        .contains(",'@Anna,anna@example.org,'+70000000000\r\n");
  }

  @Test
  void the_figures_are_told_by_status_and_a_missing_price_is_said() {
    ExportFile file = file(false);

    file.add(order("o1", "done", List.of(ticket("t1", "3", "10.00"))), MADE, null);
    file.add(order("o2", "cancelled", List.of(ticket("t2", "3", null))), MADE, null);

    assertThat(file.name()).isEqualTo("daily_20261127T000000+03_20261128T000000+03");
    assertThat(file.summary(Repeat.YES))
        .startsWith("This is a repeat")
        .contains("made from 2026-11-27T00:00+03:00 up to 2026-11-28T00:00+03:00")
        .contains("done: 1 orders, 1 tickets, total 10.00\n")
        .contains("cancelled: 1 orders, 1 tickets, total 0 (not every")
        .contains("all: 2 orders, 2 tickets, total 10.00 (not every")
        .contains("Rows     2 and a head\nSHA-256  " + file.checksum());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "plain|plain",
        "+7 900|'+7 900",
        "@cmd|'@cmd",
        "-1+1|'-1+1",
        "a;b|\"a;b\"",
        "=1,2|\"'=1,2\"",
        "a-b|a-b",
        "a;=1|\"a;'=1\"",
        "a; -1|\"a;' -1\"",
        "a;\"=1|\"a;'\"\"=1\"",
        "~ =1~|~' =1~",
        "a, -2|\"a, -2\"",
        "\uFF1D1|'\uFF1D1",
        "say \"hi\"|\"say \"\"hi\"\"\""
      })
  void what_a_spreadsheet_would_calculate_is_text(String value, String cell) {
    assertThat(ExportFile.cell(value)).isEqualTo(cell);
  }

  @Test
  void a_cell_that_begins_after_a_tabulator_or_line_is_text_too() {
    assertThat(ExportFile.cell("\t1")).isEqualTo("'\t1");
    assertThat(ExportFile.cell("\r1")).isEqualTo("\"'\r1\"");
    assertThat(ExportFile.cell("a\t=1")).isEqualTo("a\t'=1");
    assertThat(ExportFile.cell("a\r\n@b")).contains("\n'@b");
  }
}
