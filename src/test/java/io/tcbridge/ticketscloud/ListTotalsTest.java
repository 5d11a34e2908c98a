package io.tcbridge.ticketscloud;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the first and the last page of a list say, and how much it has shown. */
class ListTotalsTest {

  @ParameterizedTest
  @CsvSource({
    // first, last, seen, filled, contradicts
    "400, 400, 400, 2, false",
    "400, 400, 399, 2, true",
    // made meanwhile: shown, not shown, and some of each
    "400, 403, 403, 3, false",
    "400, 403, 400, 2, false",
    "400, 403, 402, 3, false",
    "400, 403, 399, 2, true",
    // in pages
    "2, 2, 400, 2, false",
    "2, 3, 401, 3, false",
    "2, 3, 400, 2, false",
    "3, 3, 400, 2, true",
    ",, 400, 2, false"
  })
  void orders_that_are_made_while_it_is_read_are_no_contradiction(
      Long first, Long last, int seen, int filled, boolean contradicts) {
    ListTotals begin = new ListTotals(200, first, null);

    assertThat(begin.contradiction(new ListTotals(200, last, null), seen, filled).isPresent())
        .isEqualTo(contradicts);
  }
}
