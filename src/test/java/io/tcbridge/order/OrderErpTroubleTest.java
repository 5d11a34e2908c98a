package io.tcbridge.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the on-call person reads when the ERP's SQL or rows are wrong. */
class OrderErpTroubleTest {

  @TempDir private Path config;

  private final Bundle bundle = Bundle.create();

  @BeforeEach
  void prepare() throws IOException {
    bundle.sandbox().seed(Sample.event());
    bundle.erp().jdbc().execute("create sequence polls");
    change(
        "select-new-orders",
        "o.bridge_status = 'NEW'",
        "o.bridge_status = 'NEW' and nextval('polls') > 0");
  }

  @AfterEach
  void cleanUp() {
    bundle.close();
  }

  @Test
  void no_order_is_taken_while_a_column_of_the_orders_is_missing() throws Exception {
    change("select-new-orders", "       o.expected_total,\n", "");
    bundle.erp().order("T-1", Sample.EVENT).places(Sample.FLOOR, 1).total("1.00").save();

    bundle.start(List.of(config));
    bundle.await(() -> !warnings("order-intake").isEmpty());
    polls(5);

    assertThat(bundle.erp().status("T-1")).isEqualTo("NEW");
    assertThat(bundle.journalRow("T-1")).isEmpty();
    assertThat(warnings("order-intake"))
        .singleElement()
        .asString()
        .contains("erp/select-new-orders.sql has no column expected_total");
  }

  @Test
  void no_order_is_taken_while_a_column_of_the_lines_is_missing() throws Exception {
    change("select-order-lines", "       l.visitor_id,\n", "");
    bundle.erp().order("T-1", Sample.EVENT).places(Sample.FLOOR, 1).save();

    bundle.start(List.of(config));
    bundle.await(() -> !warnings("order-intake").isEmpty());

    assertThat(bundle.journalRow("T-1")).isEmpty();
    assertThat(warnings("order-intake"))
        .singleElement()
        .asString()
        .contains("erp/select-order-lines.sql has no column visitor_id");
  }

  @Test
  void a_statement_that_the_erp_refuses_is_named_with_what_the_database_said() throws Exception {
    change("select-new-orders", "o.raw,", "o.rwa,");

    bundle.start(List.of(config));
    bundle.await(() -> !warnings("order-intake").isEmpty());

    assertThat(warnings("order-intake"))
        .singleElement()
        .asString()
        .contains("erp/select-new-orders.sql: PSQLException: ERROR: column o.rwa does not exist")
        .doesNotContain("\n", "customer_name");
  }

  @Test
  void a_result_that_the_erp_refuses_is_told_with_file_and_cause_and_without_values()
      throws Exception {
    bundle
        .erp()
        .jdbc()
        .execute("alter table erp_ticket add constraint ban check (barcode is null)");
    bundle.erp().order("T-1", Sample.EVENT).places(Sample.FLOOR, 1).save();

    bundle.start();
    bundle.await(() -> !warnings("order-report").isEmpty());

    assertThat(warnings("order-report"))
        .singleElement()
        .asString()
        .contains("erp/insert-ticket.sql: PSQLException: ERROR: ", "\"ban\"")
        .doesNotContain("\n", "insert into");
  }

  @Test
  void rows_without_a_number_are_told_when_their_count_changes() throws Exception {
    bundle.erp().jdbc().execute("alter table erp_order drop constraint erp_order_pkey");
    bundle.erp().jdbc().execute("alter table erp_order alter order_no drop not null");
    nameless();

    bundle.start(List.of(config));
    bundle.await(() -> nameless("has 1 new orders without order_no") == 1);
    polls(5);
    int before = nameless("without order_no");
    nameless();
    bundle.await(() -> nameless("has 2 new orders without order_no") == 1);
    polls(5);

    assertThat(before).isEqualTo(1);
    assertThat(nameless("without order_no")).isEqualTo(2);
    assertThat(warnings("order-intake")).isEmpty();
  }

  private void nameless() {
    bundle.erp().jdbc().execute("insert into erp_order (event_id, created_at) values ('x', null)");
  }

  private int nameless(String told) {
    return (int) bundle.log().all().stream().filter(line -> line.contains(told)).count();
  }

  private List<String> warnings(String route) {
    return bundle.log().all().stream()
        .filter(line -> line.startsWith("WARN") && line.contains(route))
        .toList();
  }

  /** A file of the ERP's SQL with one more change. */
  private void change(String name, String there, String instead) throws IOException {
    Path changed = config.resolve("erp").resolve(name + ".sql");
    Path installed = Path.of("config/erp", name + ".sql");
    String sql = Files.readString(Files.exists(changed) ? changed : installed);
    assertThat(sql).contains(there);
    Files.createDirectories(changed.getParent());
    Files.writeString(changed, sql.replace(there, instead));
  }

  /** Lets the intake look so many times more while there is a new order. */
  private void polls(int times) {
    long before = polls();
    bundle.await(() -> polls() >= before + times);
  }

  private long polls() {
    return bundle.erp().jdbc().queryForObject("select last_value from polls", Long.class);
  }
}
