package io.tcbridge.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.ticketscloud.Consequence;
import io.tcbridge.ticketscloud.KeyGate;
import io.tcbridge.ticketscloud.RemoteAnswer;
import io.tcbridge.ticketscloud.RemoteOrderReader;
import io.tcbridge.ticketscloud.Setback;
import io.tcbridge.ticketscloud.ZoneCheck;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RemoteReadingTest {

  private static final String FIRST = "6b0000000000000000000001";
  private static final String SECOND = "6b0000000000000000000002";

  private final Workers workers = new Workers(4);
  private final RemoteReads reads =
      new RemoteReads(
          new RemoteOrderReader(ZoneOffset.UTC),
          new ZoneCheck(ZoneOffset.UTC, new KeyGate()),
          InstantSource.system(),
          Duration.ofSeconds(2),
          workers);
  private final Claim first = claim(1, FIRST);
  private final Claim second = claim(2, SECOND);

  @Test
  void the_single_get_is_tried_first_and_never_again_once_it_failed() {
    RemoteReading reading = reads.begin(List.of(first));

    String tried = reading.next().toString();
    reading.failed(notFound());
    String then = reading.next().toString();
    reading.take(list(FIRST));
    String later = reads.begin(List.of(second)).next().toString();

    assertThat(tried).endsWith("/" + FIRST);
    assertThat(then).endsWith("/v2/resources/orders");
    assertThat(later).endsWith("/v2/resources/orders");
    assertThat(reading.goesOn()).isFalse();
    assertThat(reading.claims()).extracting(claim -> claim.remote().id()).containsExactly(FIRST);
  }

  @Test
  void a_single_get_that_works_is_used_for_every_order() {
    RemoteReading reading = reads.begin(List.of(first, second));

    reading.next();
    reading.take(single(FIRST));
    String next = reading.next().toString();
    reading.take(single(SECOND));

    assertThat(next).endsWith("/" + SECOND);
    assertThat(reading.goesOn()).isFalse();
  }

  @Test
  void pages_are_read_until_one_shows_nothing_new_and_then_once_more_with_a_wider_window() {
    RemoteReading reading = withoutSingleGet(first);

    int requests = 0;
    for (RemoteAnswer answer :
        List.of(list(SECOND), list(SECOND), list(SECOND), list("6b0000000000000000000003"))) {
      assertThat(reading.goesOn()).isTrue();
      reading.next();
      reading.take(answer);
      requests++;
    }
    reading.next();
    reading.take(list());

    assertThat(requests).isEqualTo(4);
    assertThat(reading.goesOn()).isFalse();
    assertThat(reading.claims().get(0).remote()).isNull();
    assertThat(reading.claims().get(0).setback()).isNull();
  }

  @Test
  void orders_of_one_event_share_a_page() {
    RemoteReading reading = withoutSingleGet(first, second);

    reading.next();
    reading.take(list(SECOND, FIRST));

    assertThat(reading.goesOn()).isFalse();
    assertThat(reading.claims())
        .extracting(claim -> claim.remote().id())
        .containsExactly(FIRST, SECOND);
  }

  @Test
  void a_read_that_fails_sets_back_only_what_it_has_not_found() {
    RemoteReading reading = withoutSingleGet(first, second);

    reading.next();
    reading.take(list(FIRST));
    reading.next();
    reading.failed(new Setback(Consequence.RETRY_LATER, "REMOTE_DOWN", "down"));

    assertThat(reading.claims()).extracting(Claim::setback).first().isNull();
    assertThat(second.setback().verdict().reason()).isEqualTo("REMOTE_DOWN");
    assertThat(reading.goesOn()).isFalse();
  }

  @Test
  void something_that_is_no_list_proves_nothing() {
    RemoteReading reading = withoutSingleGet(first);

    reading.next();
    reading.take(new RemoteAnswer(200, "application/json", null, "{}".getBytes(UTF_8)));

    assertThat(first.setback().verdict().consequence()).isEqualTo(Consequence.RETRY_LATER);
  }

  @Test
  void short_leases_are_renewed_also_of_those_that_are_found_already() {
    RemoteReading reading = withoutSingleGet(old(1, FIRST), old(2, SECOND));
    reading.next();
    reading.take(list(FIRST));

    assertThat(reads.isLeaseShort(reading)).isTrue();
    assertThat(reading.renewal()).extracting(row -> row.get("order_id")).containsExactly(1L, 2L);
    reads.renewed(reading, List.of(Map.of("order_id", 1L), Map.of("order_id", 2L)));

    assertThat(reads.isLeaseShort(reading)).isFalse();
    assertThat(reads.goesOn(reading)).isTrue();
  }

  @Test
  void a_claim_that_is_lost_meanwhile_is_read_no_more() {
    RemoteReading reading = withoutSingleGet(old(1, FIRST), old(2, SECOND));

    reading.renewal();
    reads.renewed(reading, List.of(Map.of("order_id", 1L)));
    reading.next();
    reading.take(list(FIRST));

    assertThat(reads.goesOn(reading)).isFalse();
    assertThat(reading.claims()).extracting(Claim::isOver).containsExactly(false, true);
    assertThat(reading.claims()).extracting(Claim::setback).containsOnlyNulls();
  }

  @Test
  void no_page_is_asked_for_when_the_instance_stops() {
    RemoteReading reading = withoutSingleGet(first);

    workers.stop();

    assertThat(reads.goesOn(reading)).isFalse();
    assertThat(first.setback()).isNull();
  }

  private RemoteReading withoutSingleGet(Claim... claims) {
    reads.singleWorks(false);
    return reads.begin(List.of(claims));
  }

  private static Claim claim(long id, String remoteId) {
    return new ClaimBuilder().id(id).remote(remoteId, Duration.ofMinutes(14)).build();
  }

  private static Claim old(long id, String remoteId) {
    return new ClaimBuilder()
        .id(id)
        .remote(remoteId, Duration.ofMinutes(14))
        .claimedAgo(ClaimBuilder.LEASE.minusSeconds(1))
        .build();
  }

  private static Setback notFound() {
    return new Setback(Consequence.READ_THEN_DECIDE, "REMOTE_NOT_FOUND", "not found");
  }

  private static RemoteAnswer single(String id) {
    return answer("{\"data\": " + order(id) + "}");
  }

  private static RemoteAnswer list(String... ids) {
    return answer(
        "{\"data\": ["
            + Stream.of(ids).map(RemoteReadingTest::order).collect(Collectors.joining(","))
            + "]}");
  }

  private static String order(String id) {
    return "{\"id\": \"" + id + "\", \"status\": \"executed\"}";
  }

  private static RemoteAnswer answer(String json) {
    return new RemoteAnswer(200, "application/json", null, json.getBytes(UTF_8));
  }
}
