package io.tcbridge.journal;

import javax.sql.DataSource;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keys of Camel's idempotent consumer, written in the surrounding transaction: a key and the
 * journal row behind it appear together or not at all. A duplicate is no error ({@code on conflict
 * do nothing}), because in PostgreSQL an error would end the transaction of its whole batch.
 */
public final class KeyRepository extends ServiceSupport implements IdempotentRepository {

  private final JdbcTemplate journal;
  private final String processor;

  /**
   * @param processor name that the keys belong to
   */
  public KeyRepository(DataSource journal, String processor) {
    this.journal = new JdbcTemplate(journal);
    this.processor = processor;
  }

  @Override
  public boolean add(String key) {
    return journal.update(
            "insert into bridge.processed_message (processor, message_id) values (?, ?)"
                + " on conflict do nothing",
            processor,
            key)
        == 1;
  }

  @Override
  public boolean contains(String key) {
    return Boolean.TRUE.equals(
        journal.queryForObject(
            "select exists (select 1 from bridge.processed_message"
                + " where processor = ? and message_id = ?)",
            Boolean.class,
            processor,
            key));
  }

  /** Nothing to take back: when the exchange fails, the transaction takes the key with it. */
  @Override
  public boolean remove(String key) {
    return true;
  }

  /** Nothing to confirm: the commit of the transaction does. */
  @Override
  public boolean confirm(String key) {
    return true;
  }

  /** Keys are kept: they are the proof that an order was taken. */
  @Override
  public void clear() {
    throw new UnsupportedOperationException("keys of taken orders are never cleared");
  }
}
