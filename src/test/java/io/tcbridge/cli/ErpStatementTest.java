package io.tcbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErpStatementTest {

  @Test
  void parameters_become_plain_ones() {
    ErpStatement statement =
        ErpStatement.parse(
            """
            -- Why this is read: it's needed
            select o.order_no, o.created_at::text
              from erp_order o
             where o.order_no in (:#in:order_nos)
               and o.event_id = :#${variable.eventId}
               and o.order_no > :#after
             limit :#batch;
            """);

    assertThat(statement.sql())
        .startsWith("select o.order_no, o.created_at::text")
        .contains("in (?)", "event_id = ?", "order_no > ?")
        .endsWith("limit ?");
    assertThat(statement.limits()).containsExactly(false, false, false, true);
    assertThat(statement.isQuery()).isTrue();
  }

  @Test
  void an_update_is_no_query() {
    assertThat(ErpStatement.parse("update erp_order set raw = :#raw").isQuery()).isFalse();
  }
}
