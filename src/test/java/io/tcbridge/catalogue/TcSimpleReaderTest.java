package io.tcbridge.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each field means, proto by proto. */
class TcSimpleReaderTest {

  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final long AGO = NOW.getEpochSecond() - 100;
  private static final long LATER = NOW.getEpochSecond() + 100;

  private final TcSimpleReader reader = new TcSimpleReader(InstantSource.fixed(NOW));

  @Test
  void an_event_without_a_status_is_not_on_sale() throws Exception {
    assertThat(event(new Proto())).containsEntry("status", "STAND_BY");
    assertThat(event(new Proto().int32(5, 1))).containsEntry("status", "PUBLIC");
    assertThat(event(new Proto().int32(5, 2))).containsEntry("status", "UNKNOWN_2");
  }

  @Test
  void what_is_absent_is_none_and_no_empty_text() throws Exception {
    assertThat(event(new Proto().text(3, "Night")))
        .containsEntry("meta_id", null)
        .containsEntry("map_id", null)
        .containsEntry("starts_at", null)
        .containsEntry("start_local", null)
        .containsEntry("extra_percent", null)
        .containsEntry("legal_name", null)
        .containsEntry("updated_at", null)
        .containsEntry("open_date", false)
        .containsEntry("tickets_vacant", 0);
  }

  @Test
  void a_seat_without_a_status_is_vacant() throws Exception {
    assertThat(one(Part.SEATS, new Proto().text(12, "t"))).containsEntry("status", "VACANT");
    assertThat(one(Part.SEATS, new Proto().text(12, "t").int32(13, 1)))
        .containsEntry("status", "RESERVED");
    assertThat(one(Part.SEATS, new Proto().text(12, "t").int32(13, 2)))
        .containsEntry("status", "SOLD");
    assertThat(one(Part.SEATS, new Proto().text(12, "t").int32(13, -1)))
        .containsEntry("status", "UNKNOWN_-1");
  }

  @ParameterizedTest
  @CsvSource({
    "5, 0, 5",
    "0, 500000000, 0.5",
    "7, 250000000, 7.25",
    "-2, 500000000, -2.5",
    "-2, -500000000, -2.5",
    "0, -500000000, -0.5",
    "0, 0, 0",
  })
  void billionths_are_unsigned_and_may_be_negative_all_the_same(
      int units, int nanos, BigDecimal percent) {
    Proto percentage = new Proto().int32(1, units).fixed32(2, nanos);

    assertThat(Columns.percent(percentage.read())).isEqualByComparingTo(percent);
  }

  @Test
  void the_fee_is_the_distributors_or_the_organizers() throws Exception {
    Proto five = new Proto().int32(1, 5);
    Proto deal = new Proto().message(2, new Proto().int32(1, 92)).message(4, five);

    assertThat(event(new Proto().message(17, deal)))
        .containsEntry("extra_percent", new BigDecimal("5.0000"));
    assertThat(event(new Proto().message(18, five)))
        .containsEntry("extra_percent", new BigDecimal("5.0000"));
    assertThat(event(new Proto().message(17, new Proto()))).containsEntry("extra_percent", null);
  }

  @Test
  void prices_are_in_minor_units_and_by_the_rule_that_holds_now() throws Exception {
    assertThat(price(rule(120_000).time(1, AGO).time(2, LATER))).isEqualTo("1200.00");
    assertThat(price(rule(120_000))).isEqualTo("1200.00");
    assertThat(price(rule(5))).isEqualTo("0.05");
    assertThat(price(rule(100).time(2, AGO), rule(200).time(1, AGO))).isEqualTo("2.00");
    assertThat(price(rule(100).time(2, AGO))).isNull();
    assertThat(price(rule(100), rule(200))).isNull();
    assertThat(price(rule(100), rule(100))).isEqualTo("1.00");
    assertThat(price()).isNull();
    assertThat(price(rule(-1))).as("more than any column has room for").isNull();
  }

  @Test
  void a_free_ticket_has_the_price_zero() throws Exception {
    assertThat(price(new Rule(new Proto(), new Proto()))).isEqualTo("0.00");
  }

  @Test
  void the_start_is_in_the_zone_of_the_venue() throws Exception {
    reader.city(new Proto().int32(1, 77).text(2, "Samara").text(4, "Europe/Samara").read());
    reader.items(Part.VENUES, new Proto().text(1, "v").int32(4, 77).read());
    Proto event = new Proto().text(7, "v").message(9, new Proto().time(1, NOW.getEpochSecond()));

    assertThat(event(event))
        .containsEntry("time_zone", "Europe/Samara")
        .containsEntry("starts_at", NOW)
        .containsEntry("start_local", LocalDateTime.parse("2030-01-01T04:00:00"));
  }

  @Test
  void a_zone_that_java_does_not_know_makes_no_local_time() throws Exception {
    reader.city(new Proto().int32(1, 77).text(4, "Mars/Olympus").read());
    reader.items(Part.VENUES, new Proto().text(1, "v").int32(4, 77).read());

    assertThat(event(new Proto().text(7, "v").message(9, new Proto().time(1, 5))))
        .containsEntry("start_local", null);
  }

  @Test
  void the_home_of_an_entrepreneur_is_not_kept() throws Exception {
    Proto company =
        new Proto().text(3, "Organ").text(4, "77").text(5, "Street 1").text(6, "1027").int32(8, 0);
    Proto entrepreneur =
        new Proto().int32(2, 1).text(3, "Ivanov").text(5, "Home 1").text(7, "3027");

    assertThat(event(new Proto().message(20, company)))
        .containsEntry("legal_name", "Organ")
        .containsEntry("legal_inn", "77")
        .containsEntry("legal_ogrn", "1027")
        .containsEntry("legal_address", "Street 1");
    assertThat(event(new Proto().message(20, entrepreneur)))
        .containsEntry("legal_name", "Ivanov")
        .containsEntry("legal_ogrn", "3027")
        .containsEntry("legal_address", null);
  }

  @Test
  void a_promotion_is_known_by_its_settings_and_not_by_its_number() throws Exception {
    Proto running = new Proto().message(10, new Proto());
    Proto over = new Proto().message(10, new Proto().message(1, new Proto().time(2, AGO)));
    Proto other = new Proto().int32(2, 1);

    assertThat(event(new Proto().message(50, running))).containsEntry("with_promotion", true);
    assertThat(event(new Proto().message(50, over))).containsEntry("with_promotion", false);
    assertThat(event(new Proto().message(50, other))).containsEntry("with_promotion", false);
  }

  @Test
  void a_map_gives_the_names_of_its_sectors() throws Exception {
    Proto map =
        new Proto().text(1, "m").text(4, "v").message(5, new Proto().text(1, "s").text(2, "Left"));

    assertThat(one(Part.MAPS, map))
        .containsEntry("sector_id", "s")
        .containsEntry("map_id", "m")
        .containsEntry("venue_id", "v")
        .containsEntry("name", "Left");
  }

  @Test
  void a_text_is_cut_where_the_column_ends_and_not_within_a_character() throws Exception {
    Map<String, Object> row =
        one(Part.VENUES, new Proto().text(1, "v").text(2, "\uD83C\uDFB7".repeat(500)));

    assertThat((String) row.get("name")).hasSize(800).endsWith("\uD83C\uDFB7");
  }

  private Map<String, Object> event(Proto event) throws Exception {
    return one(Part.EVENTS, event);
  }

  private Map<String, Object> one(Part part, Proto message) throws Exception {
    return reader.items(part, message.read()).get(0).columns();
  }

  /** A rule that is being put together: its lifetime and what it says. */
  private record Rule(Proto lifetime, Proto simple) {
    Rule time(int number, long at) {
      lifetime.time(number, at);
      return this;
    }
  }

  private static Rule rule(long price) {
    return new Rule(new Proto(), new Proto().uint64(1, price));
  }

  private String price(Rule... rules) throws Exception {
    Proto set = new Proto().text(1, "s");
    for (Rule rule : rules) {
      set.message(10, new Proto().message(3, rule.lifetime()).message(10, rule.simple()));
    }
    List<Item> items = reader.items(Part.EVENTS, new Proto().message(30, set).read());
    Object price = items.get(1).columns().get("price");
    return price == null ? null : price.toString();
  }
}
