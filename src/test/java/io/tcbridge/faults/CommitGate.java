package io.tcbridge.faults;

import io.tcbridge.testing.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Stops statements inside the database, until it is said whether they are committed. A trigger
 * waits for a lock, and PostgreSQL looks after its client only when it answers: so a statement may
 * come to its commit although the process that sent it has been killed.
 */
final class CommitGate implements AutoCloseable {

  /** Where a statement stops. */
  enum Moment {
    /** Behind the statement; what else its transaction has to do does not come. */
    STATEMENT("create trigger %s after insert or update or delete on %s for each row"),
    /** In the commit, after all statements of the transaction. */
    COMMIT(
        "create constraint trigger %s after insert or update or delete on %s"
            + " deferrable initially deferred for each row");

    private final String trigger;

    Moment(String trigger) {
      this.trigger = trigger;
    }
  }

  private static final String STOPS =
      "create table stop (key int, moment text, place text, condition text)";

  private static final String FUNCTION =
      """
      create function stop_at_gate() returns trigger language plpgsql as $$
      declare
        new_row jsonb := case when tg_op = 'DELETE' then '{}' else to_jsonb(new) end;
        old_row jsonb := case when tg_op = 'INSERT' then '{}' else to_jsonb(old) end;
        fits boolean;
        each record;
      begin
        for each in select key, condition from public.stop
                     where moment = tg_argv[0] and place = tg_table_name
        loop
          execute 'select ' || each.condition into fits using new_row, old_row;
          if fits then
            perform pg_advisory_xact_lock_shared(each.key);
          end if;
        end loop;
        return null;
      end
      $$
      """;

  private static final String WAITING =
      "select pid from pg_locks where locktype = 'advisory' and not granted and classid = 0"
          + " and objid = ? and database = (select oid from pg_database"
          + " where datname = current_database())";

  private final Connection connection;
  private final JdbcTemplate jdbc;
  private int stops;

  /** On a database that has these tables. */
  CommitGate(String url, Collection<String> tables) throws SQLException {
    this.connection = DriverManager.getConnection(url, Postgres.user(), Postgres.password());
    this.jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
    jdbc.execute(STOPS);
    jdbc.execute(FUNCTION);
    for (String table : tables) {
      for (Moment moment : Moment.values()) {
        jdbc.execute(
            moment.trigger.formatted("gate_" + moment, table)
                + " execute function stop_at_gate('"
                + moment
                + "')");
      }
    }
  }

  /**
   * Stops what writes a row of this table.
   *
   * @param table without a schema
   * @param condition on the row as it is then, {@code $1}, and as it was before, {@code $2}, both
   *     as JSON, which is empty when there is none
   */
  Stop at(Moment moment, String table, String condition) {
    Stop stop = new Stop(++stops);
    jdbc.execute("select pg_advisory_lock(" + stop.key + ")");
    jdbc.update("insert into stop values (?, ?, ?, ?)", stop.key, moment.name(), table, condition);
    return stop;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** One place where a statement stops. */
  final class Stop {
    private final int key;

    private Stop(int key) {
      this.key = key;
    }

    boolean isReached() {
      return !jdbc.queryForList(WAITING, Integer.class, key).isEmpty();
    }

    /** The statement goes on: it is committed, if its client has said so or need not say it. */
    void open() {
      jdbc.execute("select pg_advisory_unlock(" + key + ")");
    }

    /** The session that waits is ended, so nothing of its transaction is there. */
    void rollBack() {
      for (int pid : jdbc.queryForList(WAITING, Integer.class, key)) {
        jdbc.queryForObject("select pg_terminate_backend(?, 10000)", Boolean.class, pid);
      }
      open();
    }
  }
}
