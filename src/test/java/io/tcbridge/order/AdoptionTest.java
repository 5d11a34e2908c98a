package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.EventInfo;
import io.tcbridge.ticketscloud.RemoteCustomer;
import io.tcbridge.ticketscloud.RemoteOrder;
import io.tcbridge.ticketscloud.RemoteTicket;
import io.tcbridge.ticketscloud.Setback;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdoptionTest {

  private static final String OWN = "6b0000000000000000000001";
  private static final String STRAY = "6b0000000000000000000002";
  private static final String OTHER = "6b0000000000000000000003";
  private static final String FLOOR = "6a00000000000000000000a1";

  private final OrderGuard guard = new OrderGuard(BigDecimal.ZERO, Duration.ofSeconds(60));

  @ParameterizedTest
  @CsvSource({"executed", "done"})
  void a_remote_order_that_agrees_in_everything_is_taken_over(String status) {
    Claim claim = claim(STRAY).build();

    Adoption adoption = decide(claim, found(STRAY, status, 2));

    assertThat(adoption.adopted().id()).isEqualTo(STRAY);
    assertThat(adoption.over()).isEmpty();
  }

  @Test
  void what_is_over_is_remembered_and_leaves_the_way_free() {
    Claim claim = claim(STRAY, OTHER).build();

    Adoption adoption = decide(claim, found(STRAY, "expired", 0), found(OTHER, "cancelled", 2));

    assertThat(adoption.adopted()).isNull();
    assertThat(adoption.over()).extracting(RemoteOrder::id).containsExactlyInAnyOrder(STRAY, OTHER);
  }

  @Test
  void the_journals_own_remote_order_goes_on_when_the_others_are_over() {
    Claim claim = claim(STRAY).remote(OWN, Duration.ofMinutes(9)).build();

    Adoption adoption = decide(claim, found(OWN, "executed", 2), found(STRAY, "expired", 2));

    assertThat(adoption.adopted()).isNull();
    assertThat(adoption.over()).extracting(RemoteOrder::id).containsExactly(STRAY);
  }

  @Test
  void a_later_one_takes_the_place_of_one_that_is_over() {
    Claim claim = claim(STRAY).remote(OWN, Duration.ofMinutes(9)).build();

    Adoption adoption = decide(claim, found(OWN, "expired", 2), found(STRAY, "done", 2));

    assertThat(adoption.adopted().id()).isEqualTo(STRAY);
    assertThat(adoption.over()).extracting(RemoteOrder::id).containsExactly(OWN);
  }

  @Test
  void what_the_journal_knows_as_sold_is_sold_whatever_else_is_held() {
    Claim claim = claim(STRAY).remote(OWN, Duration.ofMinutes(9)).build();

    Adoption adoption = decide(claim, found(OWN, "done", 2), found(STRAY, "executed", 1));

    assertThat(adoption.adopted()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"done,done", "executed,executed", "executed,done"})
  void two_that_are_not_over_are_a_persons_business(String one, String two) {
    Claim claim = claim(STRAY, OTHER).build();

    Setback setback = setback(claim, found(STRAY, one, 2), found(OTHER, two, 2));

    assertThat(setback.verdict().consequence()).isEqualTo(Consequence.HOLD);
    assertThat(setback.verdict().reason()).isEqualTo("FOREIGN_ORDER");
    assertThat(setback.verdict().text()).contains(STRAY, OTHER, "neither is touched");
  }

  @ParameterizedTest
  @CsvSource({
    "6a0000000000000000000009, A-1, 2, executed, is for event 6a0000000000000000000009",
    "6a0000000000000000000001, B-1, 2, executed, now it is marked as B-1",
    "6a0000000000000000000001, A-1, 3, executed, its tickets are others",
    "6a0000000000000000000001, A-1, 1, done, its tickets are others",
  })
  void one_that_differs_is_a_persons_business(
      String event, String mark, int places, String status, String text) {
    Claim claim = claim(STRAY).build();

    Setback setback =
        setback(claim, new FoundOrder(order(STRAY, status, event, mark, places), null));

    assertThat(setback.verdict().consequence()).isEqualTo(Consequence.HOLD);
    assertThat(setback.verdict().reason()).isEqualTo("FOREIGN_ORDER");
    assertThat(setback.verdict().text()).contains(STRAY).contains(text);
  }

  @Test
  void another_customer_is_named_by_the_field_and_never_by_his_data() {
    Claim claim = claim(STRAY).build();
    FoundOrder other =
        new FoundOrder(
            order(STRAY, "done", ClaimBuilder.EVENT, "A-1", 2),
            new RemoteCustomer("Boris", "boris@example.com", null));

    Setback setback = setback(claim, other);

    assertThat(setback.verdict().reason()).isEqualTo("FOREIGN_ORDER");
    assertThat(setback.verdict().text()).contains("another e-mail").doesNotContain("oris", "anna");
  }

  @Test
  void a_customer_agrees_as_far_as_both_sides_show_him() {
    Claim claim = claim(STRAY).build();
    FoundOrder same =
        new FoundOrder(
            order(STRAY, "done", ClaimBuilder.EVENT, "A-1", 2),
            new RemoteCustomer("Anna", " ANNA@example.com", "+7 900"));

    assertThat(decide(claim, same).adopted().id()).isEqualTo(STRAY);
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void a_hold_of_a_part_is_waited_for(int places) {
    Claim claim = claim(STRAY).build();

    Setback setback = setback(claim, found(STRAY, "executed", places));

    assertThat(setback.verdict().consequence()).isEqualTo(Consequence.RETRY_LATER);
    assertThat(setback.verdict().reason()).isEqualTo("POSSIBLE_HOLD");
  }

  @Test
  void one_that_is_not_shown_any_more_is_read_again() {
    Claim claim = claim(STRAY, OTHER).build();

    Setback setback = setback(claim, found(STRAY, "expired", 2));

    assertThat(setback.verdict().consequence()).isEqualTo(Consequence.READ_THEN_DECIDE);
    assertThat(setback.verdict().reason()).isEqualTo("REMOTE_NOT_FOUND");
  }

  @Test
  void one_in_a_status_that_nobody_knows_is_waited_for() {
    Claim claim = claim(STRAY).build();

    Setback setback = setback(claim, found(STRAY, "in_progress", 2));

    assertThat(setback.verdict().reason()).isEqualTo("REMOTE_IN_PROGRESS");
  }

  @Test
  void an_order_waits_until_all_was_searched_unless_it_has_a_remote_one() {
    assertThat(claim().searched(false).build().waitsForSearch()).isTrue();
    assertThat(claim().searched(true).build().waitsForSearch()).isFalse();
    assertThat(claim().build().waitsForSearch()).isFalse();
    assertThat(
            new ClaimBuilder().searched(false).remote(OWN, Duration.ZERO).build().waitsForSearch())
        .isFalse();
    assertThat(claim(STRAY).searched(false).remote(OWN, Duration.ZERO).build().waitsForSearch())
        .isTrue();
  }

  private static ClaimBuilder claim(String... strays) {
    ClaimBuilder claim = new ClaimBuilder().stage(Stage.RECEIVED).places(FLOOR, 2).searched(true);
    return strays.length == 0 ? new ClaimBuilder().places(FLOOR, 2) : claim.strays(strays);
  }

  private Adoption decide(Claim claim, FoundOrder... found) {
    claim.foundAs(List.of(found));
    return Adoption.of(claim, guard, Instant.EPOCH);
  }

  private Setback setback(Claim claim, FoundOrder... found) {
    Setback[] thrown = new Setback[1];
    assertThatThrownBy(() -> decide(claim, found))
        .isInstanceOfSatisfying(Setback.class, setback -> thrown[0] = setback);
    return thrown[0];
  }

  private static FoundOrder found(String id, String status, int places) {
    return new FoundOrder(order(id, status, ClaimBuilder.EVENT, "A-1", places), null);
  }

  private static RemoteOrder order(
      String id, String status, String event, String mark, int places) {
    return new RemoteOrder(
        id,
        status,
        event,
        Instant.EPOCH,
        Duration.ofMinutes(15),
        mark,
        IntStream.range(0, places).mapToObj(AdoptionTest::place).toList(),
        new BigDecimal("2200.00"),
        null,
        null,
        new EventInfo(null, null, null, null),
        Map.of(),
        false);
  }

  private static RemoteTicket place(int number) {
    return new RemoteTicket(
        "p" + number, FLOOR, null, null, null, null, null, null, null, null, null, null, null);
  }
}
