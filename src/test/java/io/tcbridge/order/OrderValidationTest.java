package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderValidationTest {
  private static final String EVENT = "5d31fbdd637adf7f979951a1";
  private static final String SET = "696f565ad28c142a36f5ae30";
  private static final String TICKET = "696f56aa637adf7f979951a1";
  private static final String LONG = "x".repeat(10_000_000);

  private final OrderValidation validation = new OrderValidation();

  private static Map<String, Object> order(Object... changes) {
    var row = new HashMap<String, Object>();
    row.put("order_no", "SHOP-2026-000431");
    row.put("event_id", EVENT);
    row.put("customer_name", " Anna Petrova ");
    row.put("customer_email", "anna@example.com");
    row.put("customer_phone", "+7 (900) 000-00-01");
    row.put("customer_lang", "ru");
    row.put("promo_codes", "spring200, vip");
    row.put("send_tickets", true);
    row.put("expected_total", new BigDecimal("1250.5"));
    row.put("raw", "{\"channel\": \"site\", \"attempt\": \"1\"}");
    row.put("created_at", Timestamp.from(Instant.parse("2026-11-24T12:00:00Z")));
    row.put("cancel_requested", false);
    return changed(row, changes);
  }

  private static Map<String, Object> line(int lineNo, Object... changes) {
    var row = new HashMap<String, Object>();
    row.put("line_no", lineNo);
    return changed(row, changes);
  }

  private static Map<String, Object> changed(Map<String, Object> row, Object... changes) {
    for (var i = 0; i < changes.length; i += 2) {
      row.put((String) changes[i], changes[i + 1]);
    }
    return row;
  }

  private static List<Map<String, Object>> twoTickets() {
    return List.of(line(1, "set_id", SET, "quantity", 2));
  }

  private List<String> problems(Object... changes) {
    return validation.check(order(changes), twoTickets()).problems();
  }

  private List<String> problemsOf(List<Map<String, Object>> lines) {
    return validation.check(order(), lines).problems();
  }

  @Test
  void a_good_order_is_read_whole() {
    var lines =
        List.of(
            line(
                2,
                "ticket_id",
                TICKET,
                "visitor_id",
                "v1",
                "visitor_name",
                "Anna",
                "visitor_surname",
                "Petrova"),
            line(
                1,
                "set_id",
                SET,
                "quantity",
                1L,
                "visitor_id",
                "v2",
                "visitor_name",
                "Vera",
                "visitor_surname",
                "Petrova",
                "visitor_middle_name",
                " Ivanovna "));

    var checked = validation.check(order(), lines);

    assertThat(checked.problems()).isEmpty();
    assertThat(checked.valid()).isTrue();
    assertThat(checked.reason()).isEmpty();
    assertThat(checked.order())
        .isEqualTo(
            new ErpOrder(
                "SHOP-2026-000431",
                EVENT,
                new Customer("Anna Petrova", "anna@example.com", "+7 (900) 000-00-01", "ru"),
                List.of("spring200", "vip"),
                true,
                new BigDecimal("1250.50"),
                Map.of("channel", "site", "attempt", "1"),
                Instant.parse("2026-11-24T12:00:00Z"),
                false,
                List.of(
                    new OrderLine(1, SET, 1, null, "v2", "Vera", "Petrova", "Ivanovna"),
                    new OrderLine(2, null, null, TICKET, "v1", "Anna", "Petrova", null))));
  }

  @Test
  void columns_are_found_in_any_case() {
    var upper = new HashMap<String, Object>();
    order().forEach((name, value) -> upper.put(name.toUpperCase(Locale.ROOT), value));

    assertThat(validation.check(upper, twoTickets()).problems()).isEmpty();
  }

  @Test
  void an_order_needs_no_more_than_number_event_and_a_line() {
    var row = Map.<String, Object>of("order_no", 431L, "event_id", EVENT);

    var checked = validation.check(row, twoTickets());

    assertThat(checked.problems()).isEmpty();
    assertThat(checked.order().orderNo()).isEqualTo("431");
    assertThat(checked.order().customer()).isEqualTo(new Customer(null, null, null, null));
    assertThat(checked.order().promoCodes()).isEmpty();
    assertThat(checked.order().expectedTotal()).isNull();
    assertThat(checked.order().raw()).isNull();
    assertThat(checked.order().createdAt()).isNull();
    assertThat(checked.order().cancelRequested()).isFalse();
  }

  @Test
  void blank_columns_count_as_empty() {
    var checked =
        validation.check(
            order(
                "customer_name",
                " ",
                "customer_phone",
                "",
                "customer_lang",
                " ",
                "promo_codes",
                " ",
                "raw",
                " ",
                "expected_total",
                " "),
            List.of(line(1, "set_id", SET, "quantity", "2", "ticket_id", " ")));

    assertThat(checked.problems()).isEmpty();
    assertThat(checked.order().customer())
        .isEqualTo(new Customer(null, "anna@example.com", null, null));
    assertThat(checked.order().raw()).isNull();
  }

  static Stream<Arguments> flags() {
    return Stream.of(
        Arguments.of(true, true),
        Arguments.of(false, false),
        Arguments.of(null, false),
        Arguments.of(1, true),
        Arguments.of(0L, false),
        Arguments.of(BigDecimal.ONE, true),
        Arguments.of("Y", true),
        Arguments.of("n", false),
        Arguments.of("TRUE", true),
        Arguments.of("f ", false),
        Arguments.of(" ", false),
        Arguments.of('1', true),
        Arguments.of(new byte[] {1}, true),
        Arguments.of(new byte[] {0}, false));
  }

  @ParameterizedTest
  @MethodSource("flags")
  void a_truth_value_is_read_from_what_drivers_give(Object value, boolean meaning) {
    var checked = validation.check(order("cancel_requested", value), twoTickets());

    assertThat(checked.problems()).isEmpty();
    assertThat(checked.order().cancelRequested()).isEqualTo(meaning);
  }

  static Stream<Object> moments() {
    var instant = Instant.parse("2026-11-24T12:00:00Z");
    return Stream.of(
        instant,
        Timestamp.from(instant),
        Date.from(instant),
        OffsetDateTime.parse("2026-11-24T15:00:00+03:00"),
        ZonedDateTime.parse("2026-11-24T15:00:00+03:00[Europe/Moscow]"),
        LocalDateTime.parse("2026-11-24T12:00:00"),
        "2026-11-24 15:00:00+03:00");
  }

  @ParameterizedTest
  @MethodSource("moments")
  void a_moment_is_read_from_what_drivers_give(Object value) {
    var checked = validation.check(order("created_at", value), twoTickets());

    assertThat(checked.problems()).isEmpty();
    assertThat(checked.order().createdAt()).isEqualTo("2026-11-24T12:00:00Z");
  }

  static Stream<Arguments> brokenColumns() {
    return Stream.of(
        Arguments.of("order_no", null, "order_no is empty"),
        Arguments.of("order_no", "  ", "order_no is empty"),
        Arguments.of("order_no", "x".repeat(65), "order_no is longer than 64 characters"),
        Arguments.of("order_no", LONG, "order_no is longer than 64 characters"),
        Arguments.of("order_no", "A\u0007B", "order_no holds a control character"),
        Arguments.of("order_no", "A\u0000B", "order_no holds a control character"),
        Arguments.of("order_no", "A ", "order_no begins or ends with a blank"),
        Arguments.of("event_id", null, "event_id is empty"),
        Arguments.of(
            "event_id", EVENT + "0", "event_id is not 24 letters a-z or digits (it has 25"),
        Arguments.of("event_id", "5d31fbdd-37adf7f979951a1", "event_id is not 24 letters"),
        Arguments.of("event_id", "5d31fbdd637adf7f979951а1", "event_id is not 24 letters"),
        Arguments.of("event_id", LONG, "event_id is not 24 letters"),
        Arguments.of("event_id", new byte[] {-1, -2}, "event_id can't be read as text"),
        Arguments.of("customer_name", "x".repeat(201), "customer_name is longer than 200"),
        Arguments.of("customer_name", LONG, "customer_name is longer than 200 characters"),
        Arguments.of("customer_name", "An\nna", "customer_name holds a control character"),
        Arguments.of("customer_name", "An\ud83dna", "customer_name holds half a character"),
        Arguments.of("customer_email", "anna", "customer_email is not an e-mail address"),
        Arguments.of("customer_email", "anna@home", "customer_email is not an e-mail address"),
        Arguments.of("customer_email", "a b@example.com", "customer_email is not an e-mail"),
        Arguments.of("customer_email", "a@b@example.com", "customer_email is not an e-mail"),
        Arguments.of("customer_email", "a@example..com", "customer_email is not an e-mail"),
        Arguments.of("customer_email", "a@b.de, c@d.de", "customer_email is not an e-mail"),
        Arguments.of("customer_email", "a@" + "b.".repeat(126) + "com", "customer_email is longer"),
        Arguments.of("customer_email", null, "customer_email is empty, but send_tickets needs it"),
        Arguments.of("customer_phone", "call me", "customer_phone holds something else than"),
        Arguments.of("customer_phone", "+-()", "customer_phone holds something else than"),
        Arguments.of("customer_phone", "1".repeat(33), "customer_phone is longer than 32"),
        Arguments.of("customer_lang", "de", "customer_lang is neither en nor ru"),
        Arguments.of("customer_lang", "EN", "customer_lang is neither en nor ru"),
        Arguments.of("customer_lang", "rus", "customer_lang is longer than 2 characters"),
        Arguments.of("promo_codes", "a,,b", "promo_codes has an empty part"),
        Arguments.of("promo_codes", "a,", "promo_codes has an empty part"),
        Arguments.of("promo_codes", "a,".repeat(20) + "a", "promo_codes has 21 codes, at most 20"),
        Arguments.of("promo_codes", "x".repeat(401), "promo_codes is longer than 400"),
        Arguments.of("send_tickets", "perhaps", "send_tickets is neither true nor false"),
        Arguments.of("send_tickets", 2, "send_tickets is neither true nor false"),
        Arguments.of("expected_total", "-0.01", "expected_total is negative"),
        Arguments.of("expected_total", "1.005", "expected_total has more than 2 decimals"),
        Arguments.of("expected_total", new BigDecimal("1E+999999999"), "expected_total has more"),
        Arguments.of("expected_total", new BigDecimal("1E-999999999"), "expected_total has more"),
        Arguments.of("expected_total", Double.NaN, "expected_total is not a number"),
        Arguments.of("expected_total", "1250,50", "expected_total is not a number"),
        Arguments.of("expected_total", "9".repeat(1_000_000), "expected_total is not a number"),
        Arguments.of("expected_total", true, "expected_total is not a number"),
        Arguments.of("created_at", "yesterday", "created_at is not a date with time"),
        Arguments.of("created_at", 5, "created_at is not a date with time"),
        Arguments.of("created_at", OffsetDateTime.MAX, "created_at is not between the years"),
        Arguments.of("created_at", new Timestamp(Long.MAX_VALUE), "created_at is not between"),
        Arguments.of("raw", "{", "raw is not JSON, or names a key twice"),
        Arguments.of(
            "raw", "{\"a\": \"1\", \"a\": \"2\"}", "raw is not JSON, or names a key twice"),
        Arguments.of("raw", "{} {}", "raw is not JSON, or names a key twice"),
        Arguments.of("raw", "[]", "raw is not a JSON object but an array"),
        Arguments.of("raw", "null", "raw is not a JSON object but null"),
        Arguments.of("raw", LONG, "raw is longer than 4000 characters"),
        Arguments.of("raw", "[".repeat(4_000), "raw is not JSON, or names a key twice"),
        Arguments.of("raw", "{\"a\": 1}", "raw: the value of key 1 is a number, only texts are"),
        Arguments.of("raw", "{\"a\": \"1\", \"b\": true}", "raw: the value of key 2 is a boolean"),
        Arguments.of("raw", "{\"a\": null}", "raw: the value of key 1 is null, only texts are"),
        Arguments.of("raw", "{\"\": \"1\"}", "raw: key 1 is not 1 to 40 characters"),
        Arguments.of("raw", "{\"a\": \"b\\u0000\"}", "raw: key 1 or its value holds NUL"),
        Arguments.of(
            "raw", "{\"" + "k".repeat(41) + "\": \"1\"}", "raw: key 1 is not 1 to 40 characters"),
        Arguments.of(
            "raw",
            "{\"a\": \"" + "v".repeat(129) + "\"}",
            "raw: the value of key 1 is longer than"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("brokenColumns")
  void a_broken_column_is_named_with_its_rule(String column, Object value, String problem) {
    assertThat(problems(column, value)).singleElement().asString().startsWith(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anna@example.com",
        "a@b.co",
        "o'hara+tickets@sub.example.org",
        "анна@почта.рф",
        "a_b.c-d@xn--80a.xn--p1ai"
      })
  void ordinary_addresses_are_accepted(String email) {
    assertThat(problems("customer_email", email)).isEmpty();
  }

  @Test
  void limits_themselves_are_allowed() {
    var twenty = new StringBuilder();
    IntStream.range(0, 20)
        .forEach(i -> twenty.append(i == 0 ? "" : ",").append("\"k" + i + "\": \"\""));

    assertThat(problems("order_no", "x".repeat(64), "customer_name", "я".repeat(200))).isEmpty();
    assertThat(problems("customer_name", "😀".repeat(200))).isEmpty();
    assertThat(problems("raw", "{" + twenty + "}")).isEmpty();
    assertThat(problems("raw", "{}", "expected_total", 0)).isEmpty();
    assertThat(problems("raw", "{" + twenty + ",\"k20\": \"\"}"))
        .containsExactly("raw has 21 keys, at most 20 are allowed");
    assertThat(problems("raw", "{\"" + "k".repeat(40) + "\": \"" + "v".repeat(128) + "\"}"))
        .isEmpty();
  }

  @Test
  void an_order_without_lines_is_named() {
    var checked = validation.check(order(), List.of());

    assertThat(checked.problems()).containsExactly("the order has no lines");
    assertThat(checked.order().lines()).isEmpty();
  }

  @Test
  void the_same_set_may_stand_on_two_lines() {
    assertThat(
            problemsOf(
                List.of(
                    line(1, "set_id", SET, "quantity", 1000),
                    line(2, "set_id", SET, "quantity", 1))))
        .isEmpty();
  }

  @Test
  void a_broken_line_is_named_by_its_number() {
    assertThat(
            problemsOf(
                List.of(
                    line(1, "set_id", SET, "quantity", 1, "ticket_id", TICKET),
                    line(2, "quantity", 1),
                    line(3, "set_id", SET),
                    line(4, "set_id", SET, "quantity", 0),
                    line(5, "set_id", SET, "quantity", 1001),
                    line(6, "set_id", SET, "quantity", -1),
                    line(7, "set_id", SET, "quantity", new BigDecimal("1.5")),
                    line(8, "set_id", SET, "quantity", 99_999_999_999L),
                    line(9, "ticket_id", TICKET, "quantity", 2),
                    line(10, "set_id", "short", "quantity", 1),
                    line(11, "ticket_id", TICKET.replace('6', '7'), "quantity", 1),
                    line(12, "ticket_id", TICKET, "visitor_name", "Anna"))))
        .containsExactly(
            "line 1: both set_id and ticket_id are given",
            "line 2: neither set_id nor ticket_id is given",
            "line 3: quantity is empty",
            "line 4: quantity is 0, must be 1 to 1000",
            "line 5: quantity is 1001, must be 1 to 1000",
            "line 6: quantity is -1, must be 1 to 1000",
            "line 7: quantity is not a whole number of usual size",
            "line 8: quantity is not a whole number of usual size",
            "line 9: quantity is 2, must be 1 or empty for a ticket_id",
            "line 10: set_id is not 24 letters a-z or digits (it has 5 characters)",
            "line 12: a visitor is named, but visitor_id and visitor_surname is empty",
            "line 9: ticket_id is there twice",
            "line 12: ticket_id is there twice");
  }

  @Test
  void either_every_ticket_has_a_visitor_of_its_own_or_none_has() {
    var anna = new Object[] {"visitor_id", "v", "visitor_name", "A", "visitor_surname", "P"};

    assertThat(problemsOf(List.of(named(line(1, "set_id", SET, "quantity", 1), anna)))).isEmpty();
    assertThat(
            problemsOf(
                List.of(
                    named(line(1, "set_id", SET, "quantity", 2), anna),
                    line(2, "set_id", SET, "quantity", 1))))
        .containsExactly(
            "line 1: a visitor is named, so quantity must be 1; write one line for each visitor",
            "line 2: no visitor, but other lines have one: each ticket needs its own");
    assertThat(
            validation
                .check(
                    order("visitors_required", 1),
                    List.of(
                        line(1, "set_id", SET, "quantity", 1),
                        named(line(2, "ticket_id", TICKET), anna)))
                .problems())
        .containsExactly("line 1: no visitor, but the venue sells to named visitors only");
  }

  private static Map<String, Object> named(Map<String, Object> line, Object... visitor) {
    for (var i = 0; i < visitor.length; i += 2) {
      line.put((String) visitor[i], visitor[i + 1]);
    }
    return line;
  }

  @Test
  void line_numbers_are_there_and_differ() {
    assertThat(
            problemsOf(
                List.of(
                    line(1, "set_id", SET, "quantity", 1),
                    line(1, "set_id", SET, "quantity", 1),
                    line(0, "line_no", null, "set_id", SET, "quantity", 1),
                    line(0, "line_no", "two", "set_id", SET, "quantity", 1))))
        .containsExactly(
            "row 3 of the lines: line_no is empty",
            "row 4 of the lines: line_no is not a number",
            "line 1: line_no is there twice");
  }

  @Test
  void a_thousand_lines_are_enough() {
    var lines = new ArrayList<Map<String, Object>>();
    IntStream.rangeClosed(1, 1000).forEach(i -> lines.add(line(i, "set_id", SET, "quantity", 1)));

    var thousand = validation.check(order(), lines);
    lines.add(line(1001, "set_id", SET, "quantity", 1));
    var more = validation.check(order(), lines);

    assertThat(thousand.problems()).isEmpty();
    assertThat(more.problems())
        .containsExactly("the order has 1001 lines, at most 1000 are allowed");
  }

  @Test
  void all_reasons_are_told_at_once_and_counted_where_they_do_not_fit() {
    var lines = new ArrayList<Map<String, Object>>();
    IntStream.rangeClosed(1, 1000).forEach(i -> lines.add(line(i)));

    var few = validation.check(order("order_no", "", "customer_lang", "de"), twoTickets());
    var many = validation.check(order(), lines);

    assertThat(few.reason())
        .isEqualTo("INVALID: order_no is empty; customer_lang is neither en nor ru");
    assertThat(many.problems()).hasSize(1000);
    assertThat(many.reason())
        .hasSizeBetween(400, 500)
        .startsWith("INVALID: line 1: neither set_id nor ticket_id is given; line 2: ")
        .matches(".*; …and 99[0-9] more");
  }

  @Test
  void no_customer_value_is_ever_told() {
    var secret = "Secret\u0001Buyer";
    var row = order();
    row.replaceAll((column, value) -> secret);
    var lines =
        List.<Map<String, Object>>of(
            line(
                1,
                "set_id",
                secret,
                "quantity",
                secret,
                "ticket_id",
                secret,
                "visitor_id",
                secret,
                "visitor_name",
                secret));

    var checked = validation.check(row, lines);
    var good = validation.check(order(), twoTickets());

    assertThat(checked.problems()).hasSizeGreaterThan(12);
    assertThat(checked.problems()).noneMatch(problem -> problem.contains("Secret"));
    assertThat(good.toString()).doesNotContain("Anna", "anna@", "900", "spring200", "site");
    assertThat(new OrderLine(1, null, null, TICKET, "v", "Anna", "Petrova", null).toString())
        .doesNotContain("Anna", "Petrova");
  }

  static Stream<Object> poison() {
    var broken =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("broken driver object");
          }
        };
    return Stream.of(
        "",
        "\u0000",
        "\ud800",
        LONG,
        -1,
        Long.MIN_VALUE,
        Double.NEGATIVE_INFINITY,
        'x',
        new BigDecimal("1E+2147483647"),
        new byte[0],
        new byte[] {-1},
        new int[0],
        broken,
        LocalDateTime.MAX,
        OffsetDateTime.MIN,
        new Date(Long.MIN_VALUE),
        new java.sql.Date(0),
        List.of(),
        Map.of());
  }

  @ParameterizedTest
  @MethodSource("poison")
  void poison_in_every_column_never_throws(Object value) {
    var row = order();
    row.replaceAll((column, old) -> value);
    var columns =
        List.of(
            "line_no",
            "set_id",
            "quantity",
            "ticket_id",
            "visitor_id",
            "visitor_name",
            "visitor_surname",
            "visitor_middle_name");
    var line = new HashMap<String, Object>();
    columns.forEach(column -> line.put(column, value));

    var checked = validation.check(row, List.of(line, line));

    assertThat(checked.valid()).isFalse();
    assertThat(checked.reason()).startsWith("INVALID: ").hasSizeLessThanOrEqualTo(500);
  }

  @Test
  void rows_of_nulls_and_no_columns_never_throw() {
    var nulls = order();
    nulls.replaceAll((column, value) -> null);

    var checked = validation.check(nulls, List.of(Map.of(), Map.of()));

    assertThat(validation.check(Map.of(), List.of()).problems())
        .isEqualTo(validation.check(nulls, List.of()).problems())
        .containsExactly("order_no is empty", "event_id is empty", "the order has no lines");
    assertThat(checked.problems()).hasSize(6);
  }

  @ParameterizedTest
  @CsvSource({"1250.50", "1250.5", "1250.500", "1.2505E+3"})
  void a_total_has_two_decimals_however_it_is_written(String written) {
    var checked = validation.check(order("expected_total", written), twoTickets());

    assertThat(checked.order().expectedTotal()).isEqualTo(new BigDecimal("1250.50"));
  }
}
