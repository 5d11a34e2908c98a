package io.tcbridge.benchmarks.peer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** What a peer is told by its environment: the same for all of them. */
final class PeerEnvironment {

  private static final int CONNECTIONS = 20;

  private PeerEnvironment() {}

  static HikariDataSource erp() {
    return pool("erp", System.getenv("PEER_ERP_URL"));
  }

  /** A database of the peer's own, for what it must remember. */
  static HikariDataSource journal() {
    return pool("journal", System.getenv("PEER_JOURNAL_URL"));
  }

  private static HikariDataSource pool(String name, String url) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(url);
    config.setUsername(System.getenv("PEER_USER"));
    config.setPassword(System.getenv("PEER_PASSWORD"));
    config.setMaximumPoolSize(CONNECTIONS);
    return new HikariDataSource(config);
  }

  static Ticketscloud ticketscloud() {
    return new Ticketscloud(url(), key());
  }

  static String url() {
    return System.getenv("PEER_URL");
  }

  static String key() {
    return System.getenv("PEER_KEY");
  }

  static int workers() {
    return Integer.parseInt(System.getenv("PEER_WORKERS"));
  }
}
