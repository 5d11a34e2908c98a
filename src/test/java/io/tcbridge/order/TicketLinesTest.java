package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.ticketscloud.RemoteTicket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TicketLinesTest {

  private final List<OrderLine> lines =
      List.of(
          new OrderLine(1, "floor", 2, null, null, null, null, null),
          new OrderLine(2, null, null, "s9", null, null, null, null),
          new OrderLine(3, "floor", 1, null, null, null, null, null),
          new OrderLine(4, "balcony", 1, null, null, null, null, null));
  private final List<RemoteTicket> tickets =
      List.of(
          ticket("t3", "floor"),
          ticket("s9", "stalls"),
          ticket("t1", "floor"),
          ticket("b5", "balcony"),
          ticket("t2", "floor"));

  @Test
  void every_answer_gives_each_ticket_the_same_line() {
    Map<String, Integer> expected = Map.of("t1", 1, "t2", 1, "s9", 2, "t3", 3, "b5", 4);
    List<RemoteTicket> other = new ArrayList<>(tickets);
    Collections.reverse(other);

    assertThat(lineNos(tickets)).isEqualTo(expected);
    assertThat(lineNos(other)).isEqualTo(expected);
  }

  @Test
  void what_no_line_asks_for_has_no_line() {
    assertThat(
            lineNos(
                List.of(
                    ticket("t1", "floor"),
                    ticket("t2", "floor"),
                    ticket("t3", "floor"),
                    ticket("t4", "floor"),
                    ticket("x1", "other"),
                    ticket("x2", null))))
        .containsOnlyKeys("t1", "t2", "t3");
  }

  private Map<String, Integer> lineNos(List<RemoteTicket> held) {
    Map<String, Integer> lineNos = new TreeMap<>();
    TicketLines.of(lines, held).forEach((id, line) -> lineNos.put(id, line.lineNo()));
    return lineNos;
  }

  private static RemoteTicket ticket(String id, String set) {
    return new RemoteTicket(
        id, set, null, null, null, null, null, null, null, null, null, null, null);
  }
}
