package io.tcbridge.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.ticketscloud.RemoteRefund;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefundMatchTest {

  private static final Instant SENT = Instant.parse("2026-03-16T18:05:27Z");
  private static final List<String> TICKETS = List.of("t1", "t2");

  private static RemoteRefund remote(String id, String status, int secondsLater, String... of) {
    return new RemoteRefund(
        id,
        status,
        "user",
        SENT.plusSeconds(secondsLater),
        null,
        null,
        null,
        "e",
        "o",
        List.of(of));
  }

  private static RefundMatch match(Instant sentFrom, RemoteRefund... remotes) {
    return RefundMatch.of(TICKETS, sentFrom, List.of(remotes), Map.of());
  }

  @Test
  void exactly_these_tickets_made_after_we_asked_are_ours() {
    RefundMatch match = match(SENT, remote("x", "new", 1, "t2", "t1"));

    assertThat(match.ours().id()).isEqualTo("x");
    assertThat(match.foreign()).isEmpty();
    assertThat(match.taken()).isNull();
  }

  @Test
  void what_we_never_asked_for_is_not_ours() {
    RefundMatch match = match(null, remote("x", "new", 1, "t1", "t2"));

    assertThat(match.ours()).isNull();
    assertThat(match.foreign()).extracting(RemoteRefund::id).containsExactly("x");
    assertThat(match.taken().id()).isEqualTo("x");
  }

  @Test
  void what_was_made_before_we_asked_is_not_ours() {
    assertThat(match(SENT, remote("x", "new", -60, "t1", "t2")).ours()).isNull();
  }

  @Test
  void other_tickets_are_not_ours_and_take_what_they_share() {
    RefundMatch match =
        match(SENT, remote("x", "new", 1, "t1"), remote("y", "new", 1, "t1", "t2", "t3"));

    assertThat(match.ours()).isNull();
    assertThat(match.foreign()).hasSize(2);
    assertThat(match.taken()).isNotNull();
  }

  @Test
  void what_belongs_to_another_row_is_not_ours() {
    RefundMatch match =
        RefundMatch.of(
            TICKETS, SENT, List.of(remote("x", "new", 1, "t1", "t2")), Map.of("x", "R-9"));

    assertThat(match.ours()).isNull();
    assertThat(match.foreign()).isEmpty();
    assertThat(match.taken().id()).isEqualTo("x");
  }

  @Test
  void rejected_refunds_take_nothing() {
    RefundMatch match = match(null, remote("x", "rejected", 1, "t1"));

    assertThat(match.taken()).isNull();
    assertThat(match.foreign()).hasSize(1);
  }

  @Test
  void of_two_the_living_one_is_ours_and_two_living_ones_are_a_persons() {
    assertThat(
            match(SENT, remote("x", "rejected", 1, "t1", "t2"), remote("y", "new", 2, "t1", "t2"))
                .ours()
                .id())
        .isEqualTo("y");
    assertThat(
            match(SENT, remote("x", "new", 1, "t1", "t2"), remote("y", "new", 2, "t1", "t2"))
                .isAmbiguous())
        .isTrue();
  }
}
