package io.tcbridge.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.ErrorDictionary;
import io.tcbridge.ticketscloud.KeyGate;
import io.tcbridge.ticketscloud.RemoteOrderReader;
import io.tcbridge.ticketscloud.Setback;
import io.tcbridge.ticketscloud.ZoneCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a read means: the order goes on, something is decided, or it waits. */
class OrderResumeTest {

  private static final String REMOTE = "6b0000000000000000000001";
  private static final String FLOOR = "6a00000000000000000000a1";
  private static final String SEAT = "6a0000000000000000000101";
  private static final Duration LEFT = Duration.ofMinutes(14);

  private final RemoteOrderReader reader = new RemoteOrderReader(ZoneOffset.UTC);
  private final OrderResume resume = new OrderResume(steps());

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // remote status, what was decided before -> what is decided now
        "executed,  -,         -",
        "executed,  refused,   refused",
        "executed,  cancelled, cancelled",
        "executed,  recreate,  recreate",
        "done,      -,         -",
        "done,      refused,   refused",
        "cancelled, -,         -",
        "cancelled, refused,   refused",
        "expired,   recreate,  recreate"
      })
  void a_clear_state_lets_the_order_go_its_way(String remote, String decided, String decision) {
    Claim claim = read(claim().decided(decided), remote);

    resume.look(claim);

    assertThat(claim.decision()).isEqualTo(decision);
  }

  @ParameterizedTest
  @CsvSource({"in_progress, REMOTE_IN_PROGRESS", "paused, REMOTE_IN_PROGRESS"})
  void an_unclear_state_is_waited_for_whatever_was_decided(String remote, String reason) {
    for (String decided : new String[] {null, "refused", "cancelled", "recreate"}) {
      Claim claim = read(claim().decided(decided).cancelRequested(), remote);

      assertSetBack(claim, Consequence.READ_THEN_DECIDE, reason);
      assertThat(claim.decision()).isEqualTo(decided);
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_order_that_no_list_shows_is_waited_for_at_every_stage(Stage stage) {
    Claim claim = claim().stage(stage).cancelRequested().build();
    claim.readAs(null);

    assertSetBack(claim, Consequence.READ_THEN_DECIDE, "REMOTE_NOT_FOUND");
    assertThat(claim.decision()).isNull();
  }

  @Test
  void what_kept_the_read_itself_from_its_end_is_passed_on() {
    Claim claim = claim().build();
    claim.setback(new Setback(Consequence.RETRY_LATER, "RATE_LIMITED", "slowly"));

    assertSetBack(claim, Consequence.RETRY_LATER, "RATE_LIMITED");
  }

  @Test
  void a_claim_that_was_lost_during_the_read_goes_no_further() {
    Claim claim = read(claim(), "executed");
    claim.end();

    assertThatExceptionOfType(ClaimLost.class).isThrownBy(() -> resume.look(claim));
  }

  @Test
  void an_order_without_a_remote_one_goes_on_without_a_read() {
    Claim claim = new ClaimBuilder().places(FLOOR, 1).stage(Stage.RECEIVED).build();

    resume.look(claim);

    assertThat(claim.decision()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"vendor_data\": {\"order_id\": \"B-2\"}", "\"event\": \"other\""})
  void a_remote_order_that_is_somebody_elses_is_not_touched(String foreign) {
    Claim claim = claim().decided("refused").build();
    claim.readAs(reader.order(json("executed", foreign)).orElseThrow());

    assertSetBack(claim, Consequence.HOLD, "FOREIGN_ORDER");
  }

  @ParameterizedTest
  @ValueSource(strings = {"executed", "cancelled", "expired"})
  void a_sold_order_that_went_back_needs_a_person(String remote) {
    Claim claim = read(claim().stage(Stage.COMMITTED).committing(), remote);

    assertSetBack(claim, Consequence.HOLD, "REMOTE_WENT_BACK");
  }

  @ParameterizedTest
  @CsvSource({"59, recreate", "61, "})
  void a_hold_that_runs_out_too_soon_is_made_anew(int seconds, String decision) {
    Claim claim =
        read(
            new ClaimBuilder().places(FLOOR, 1).remote(REMOTE, Duration.ofSeconds(seconds)),
            "executed");

    resume.look(claim);

    assertThat(claim.decision()).isEqualTo(decision);
  }

  // --- held ---

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"-,         held", "recreate,  held", "refused,   refused", "cancelled, cancelled"})
  void the_hold_of_a_held_order_is_released(String decided, String decision) {
    Claim claim = read(claim().held("GAVE_UP").decided(decided), "executed");

    resume.look(claim);

    assertThat(claim.decision()).isEqualTo(decision);
  }

  @Test
  void a_held_order_whose_done_is_unclear_is_not_released() {
    Claim claim = read(claim().held("GAVE_UP").committing(), "executed");

    assertSetBack(claim, Consequence.READ_THEN_DECIDE, "NO_ANSWER");
  }

  // --- wishes of the ERP to cancel ---

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // remote status, "done" may have been sent -> decision
        "executed,  false, cancelled",
        "executed,  true,  -",
        "cancelled, false, cancelled",
        "cancelled, true,  -",
        "expired,   false, cancelled",
        "done,      false, -",
        "done,      true,  -"
      })
  void a_wish_to_cancel_is_honoured_until_done_may_have_been_sent(
      String remote, boolean committing, String decision) {
    ClaimBuilder builder = claim().stage(Stage.IDENTIFIED).cancelRequested();
    Claim claim = read(committing ? builder.committing() : builder, remote);

    resume.look(claim);

    assertThat(claim.decision()).isEqualTo(decision);
  }

  @Test
  void a_held_order_is_cancelled_and_not_only_released() {
    Claim claim = read(claim().held("NO_DEAL").cancelRequested(), "executed");

    resume.look(claim);

    assertThat(claim.decision()).isEqualTo("cancelled");
  }

  // --- mixed orders ---

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // taken over, unclear request, places are chosen -> decision
        "true,  -,                      false, recreate",
        "true,  -,                      true,  recreate",
        "false, reserve,                false, recreate",
        "false, reserve,                true,  -",
        "false, UNKNOWN_400_AT_RESERVE, true,  -",
        "false, UNKNOWN_400_COMBINED,   false, -",
        "false, -,                      false, -"
      })
  void a_mixed_order_is_made_anew_when_a_late_random_could_drop_its_seats(
      boolean takenOver, String unclear, boolean chosen, String decision) {
    ClaimBuilder builder = claim().seat(SEAT).unclear(unclear);
    if (takenOver) {
      builder.takenOver();
    }
    if (chosen) {
      builder.unseated("6a0000000000000000000201");
    }
    Claim claim = read(builder, "executed");

    resume.look(claim);

    assertThat(claim.decision()).isEqualTo(decision);
  }

  @Test
  void a_mixed_order_whose_done_may_have_been_sent_is_not_made_anew() {
    Claim claim =
        read(claim().seat(SEAT).stage(Stage.IDENTIFIED).takenOver().committing(), "executed");

    resume.look(claim);

    assertThat(claim.decision()).isNull();
  }

  @Test
  void an_order_that_is_not_mixed_goes_on_after_a_takeover() {
    Claim claim = read(claim().takenOver().unclear("reserve"), "executed");

    resume.look(claim);

    assertThat(claim.decision()).isNull();
  }

  // --- a reservation that was refused for an unknown reason ---

  @Test
  void it_is_sold_out_when_the_list_of_tickets_is_unchanged() {
    Claim claim = claim().unclear("UNKNOWN_400_AT_RESERVE").build();
    claim.readAs(reader.order(json("executed", "\"tickets\": []")).orElseThrow());

    assertSetBack(claim, Consequence.SOLD_OUT, "SOLD_OUT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"code\": \"the tickets are not shown\"",
        "\"tickets\": [{\"id\": \"6a0000000000000000000301\"}]"
      })
  void it_goes_on_when_the_list_is_not_shown_or_has_grown(String shown) {
    Claim claim = claim().unclear("UNKNOWN_400_AT_RESERVE").build();
    claim.readAs(reader.order(json("executed", shown)).orElseThrow());

    resume.look(claim);

    assertThat(claim.decision()).isNull();
  }

  private void assertSetBack(Claim claim, Consequence consequence, String reason) {
    assertThatExceptionOfType(Setback.class)
        .isThrownBy(() -> resume.look(claim))
        .satisfies(
            setback -> {
              assertThat(setback.verdict().consequence()).isEqualTo(consequence);
              assertThat(setback.verdict().reason()).isEqualTo(reason);
            });
  }

  @Test
  void nothing_is_sent_when_the_lease_is_short_in_spite_of_its_renewal() {
    Claim claim = claim().claimedAgo(ClaimBuilder.LEASE).build();

    assertThatExceptionOfType(ClaimLost.class).isThrownBy(() -> steps().request(claim));
    assertThat(claim.isOver()).isTrue();
  }

  private static ClaimBuilder claim() {
    return new ClaimBuilder().places(FLOOR, 1).remote(REMOTE, LEFT);
  }

  private Claim read(ClaimBuilder builder, String status) {
    Claim claim = builder.build();
    claim.readAs(reader.order(json(status, "\"code\": \"x\"")).orElseThrow());
    return claim;
  }

  private static byte[] json(String status, String more) {
    return "{\"data\": {\"id\": \"%s\", \"status\": \"%s\", %s}}"
        .formatted(REMOTE, status, more)
        .getBytes(UTF_8);
  }

  private OrderSteps steps() {
    return new OrderSteps(
        DefaultSettings.load(),
        reader,
        ErrorDictionary.load(Path.of("config", "errors.yaml")),
        new ZoneCheck(ZoneOffset.UTC, new KeyGate()),
        new Workers(1),
        new Deaf());
  }
}
