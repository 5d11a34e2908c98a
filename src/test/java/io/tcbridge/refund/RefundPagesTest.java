package io.tcbridge.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcbridge.ticketscloud.RemoteAnswer;
import io.tcbridge.ticketscloud.RemoteRefundReader;
import io.tcbridge.ticketscloud.Setback;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RefundPagesTest {

  private final RefundPages pages = new RefundPages("events=e");
  private final RemoteRefundReader reader = new RemoteRefundReader(ZoneOffset.UTC);

  private void page(String total, String... ids) {
    pages.next();
    String data =
        Stream.of(ids)
            .map(id -> "{\"id\": \"%s\", \"status\": \"new\"}".formatted(id))
            .collect(Collectors.joining(", "));
    answer("{\"data\": [%s], \"pagination\": {\"total\": %s}}".formatted(data, total));
  }

  private void answer(String body) {
    pages.take(
        new RemoteAnswer(200, "application/json", null, body.getBytes(StandardCharsets.UTF_8)),
        reader);
  }

  @Test
  void an_empty_page_is_the_end() {
    page("2", "a", "b");
    assertThat(pages.goesOn()).isTrue();

    page("2");

    assertThat(pages.goesOn()).isFalse();
    pages.end();
    assertThat(pages.refunds()).isEqualTo(2);
  }

  @Test
  void a_repeated_page_is_the_end_and_a_shifted_one_is_not() {
    page("2", "a", "b");
    page("2", "b", "c");
    assertThat(pages.goesOn()).isTrue();

    page("2", "c", "b");

    assertThat(pages.goesOn()).isFalse();
    pages.end();
    assertThat(pages.refunds()).isEqualTo(3);
  }

  @Test
  void a_total_may_count_pages_or_refunds() {
    page("2", "a", "b", "c");
    page("2", "d");
    page("2");

    pages.end();

    assertThat(pages.pages()).isEqualTo(2);
  }

  @Test
  void a_list_that_shows_less_than_it_says_is_not_whole() {
    page("4", "a", "b", "c");
    page("4");

    assertThatThrownBy(pages::end)
        .isInstanceOf(Setback.class)
        .hasMessageContaining("its total is 4, but it shows 3 on 1 pages");
  }

  @Test
  void too_few_pages_are_not_whole_either() {
    page("3", "a", "b", "c", "d");
    page("3", "e");
    page("3");

    assertThatThrownBy(pages::end).isInstanceOf(Setback.class);
  }

  @Test
  void a_list_may_grow_while_it_is_read() {
    page("3", "c", "b");
    page("4", "b", "a");
    page("4");

    pages.end();

    assertThat(pages.refunds()).isEqualTo(3);
  }

  @Test
  void an_entry_without_id_hides_no_other_one_and_is_named_in_the_end() {
    pages.next();
    answer("{\"data\": [{\"id\": \"a\", \"status\": \"new\"}]}");
    pages.next();
    answer("{\"data\": [{\"id\": \"b\", \"status\": \"new\"}, {\"status\": \"new\"}]}");
    pages.next();
    answer("{\"data\": [{\"id\": \"5f5e10000000000000002101\"}]}");
    assertThat(pages.goesOn()).isTrue();
    page("3");

    assertThat(pages.refunds()).isEqualTo(2);
    assertThatThrownBy(pages::end)
        .isInstanceOf(Setback.class)
        .hasMessageContaining("2 entries have no id or no status, the first: entry 2 of page 2");
  }

  @Test
  void an_entry_without_status_is_named_by_its_id() {
    pages.next();
    answer("{\"data\": [{\"id\": \"5f5e10000000000000002101\"}]}");
    pages.next();
    answer("{\"data\": [{\"id\": \"5f5e10000000000000002101\"}]}");

    assertThat(pages.goesOn()).isFalse();
    assertThatThrownBy(pages::end)
        .hasMessageContaining("entry 1 of page 1, 5f5e10000000000000002101");
  }

  @Test
  void what_is_no_list_is_asked_for_again() {
    pages.next();

    assertThatThrownBy(() -> answer("{\"data\": {}}")).isInstanceOf(Setback.class);
  }
}
