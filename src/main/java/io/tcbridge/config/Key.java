package io.tcbridge.config;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every setting there is. The constant's name is the environment variable; the first argument is
 * the property, the second the built-in default (null: none).
 */
enum Key {
  ERP_JDBC_URL("erp.jdbc-url", null),
  ERP_JDBC_USER("erp.jdbc-user", null),
  ERP_JDBC_PASSWORD("erp.jdbc-password", null),
  ERP_POOL_SIZE("erp.pool-size", "8"),

  JOURNAL_JDBC_URL("journal.jdbc-url", null),
  JOURNAL_JDBC_USER("journal.jdbc-user", null),
  JOURNAL_JDBC_PASSWORD("journal.jdbc-password", null),
  JOURNAL_POOL_SIZE("journal.pool-size", "20"),
  JOURNAL_KEEP_PERSONAL_DATA("journal.keep-personal-data", "30d"),
  JOURNAL_PURGE_SCHEDULE("journal.purge-schedule", "0 30 3 * * ?"),

  TICKETSCLOUD_URL("ticketscloud.url", "https://stage.freetc.net"),
  TICKETSCLOUD_API_KEY("ticketscloud.api-key", null),
  TICKETSCLOUD_API_KEY_FILE("ticketscloud.api-key-file", null),
  TICKETSCLOUD_CALLS("ticketscloud.calls", "separate"),
  TICKETSCLOUD_CREATE("ticketscloud.create", "empty"),
  TICKETSCLOUD_TIMEOUT("ticketscloud.timeout", "15s"),
  TICKETSCLOUD_MAX_REQUESTS_PER_SECOND("ticketscloud.max-requests-per-second", "0"),
  TICKETSCLOUD_TIME_ZONE("ticketscloud.time-zone", "UTC"),
  TICKETSCLOUD_MAX_CONNECTIONS("ticketscloud.max-connections", null),

  TICKETSCLOUD_CATALOGUE("catalogue.address", null),
  CATALOGUE_TLS("catalogue.tls", "true"),
  CATALOGUE_SOURCE("catalogue.source", "tc-simple"),
  CATALOGUE_SERVICE("catalogue.service", "v3.Simple"),
  CATALOGUE_LANGUAGE("catalogue.language", "ru"),
  CATALOGUE_TIMEOUT("catalogue.timeout", "10m"),
  CATALOGUE_SYNC_EVERY("catalogue.sync-every", "15m"),
  CATALOGUE_SEATS("catalogue.seats", "none"),
  CATALOGUE_RETIRE_AFTER("catalogue.retire-after", "3"),
  CATALOGUE_REFUSE_EARLY("catalogue.refuse-early", "false"),

  BRIDGE_PORT("bridge.port", "9876"),
  BRIDGE_INSTANCE("bridge.instance", null),
  BRIDGE_HEARTBEAT("bridge.heartbeat", null),
  BRIDGE_IDLE_DELAY("bridge.idle-delay", "5s"),
  BRIDGE_LOG_FORMAT("bridge.log-format", "text"),
  BRIDGE_ROUTES("bridge.routes", null),

  ORDER_POLL_DELAY("order.poll-delay", "1s"),
  ORDER_BATCH_SIZE("order.batch-size", "100"),
  ORDER_WORKERS("order.workers", "32"),
  ORDER_LEASE("order.lease", "30s"),
  ORDER_MAX_AGE("order.max-age", "24h"),
  ORDER_PRICE_TOLERANCE("order.price-tolerance", "0.00"),
  ORDER_EXPIRY_MARGIN("order.expiry-margin", "60s"),
  ORDER_MAX_REMOTE_ORDERS("order.max-remote-orders", "5"),
  ORDER_SOLD_OUT_RETRY("order.sold-out-retry", "0s"),
  ORDER_PROMO_FAILURE("order.promo-failure", "refuse"),
  ORDER_CHECK_PROMOCODE("order.check-promocode", "false"),
  ORDER_BARCODE_WAIT("order.barcode-wait", "10m"),
  ORDER_HELD_HOLD_TIME("order.held-hold-time", "15m"),
  ORDER_SWEEP_EVERY("order.sweep-every", "10m"),
  ORDER_RESTORE("order.restore", "auto"),
  ORDER_RESTORE_WINDOW("order.restore-window", "7d"),
  ORDER_REPEAT_LIMIT("order.repeat-limit", "2"),
  ORDER_RETRY_FIRST("order.retry-first", "2s"),
  ORDER_RETRY_MAX("order.retry-max", "5m"),
  ORDER_RETRY_LIMIT("order.retry-limit", "12"),
  ORDER_RETRY_LIMIT_BUSY("order.retry-limit.busy", null),
  ORDER_RETRY_LIMIT_RATE_LIMITED("order.retry-limit.rate-limited", "0"),
  ORDER_RETRY_LIMIT_REMOTE_DOWN("order.retry-limit.remote-down", "0"),
  ORDER_RETRY_LIMIT_NO_ANSWER("order.retry-limit.no-answer", null),
  ORDER_RETRY_LIMIT_NOT_SENT("order.retry-limit.not-sent", "0"),
  ORDER_RETRY_LIMIT_REMOTE_NOT_FOUND("order.retry-limit.remote-not-found", null),
  ORDER_RETRY_LIMIT_INTERNAL("order.retry-limit.internal", null),

  REFUND_ENABLED("refund.enabled", "true"),
  REFUND_WORKERS("refund.workers", "16"),
  REFUND_SINCE("refund.since", null),
  REFUND_POLL_EVERY("refund.poll-every", "1m"),
  REFUND_OVERLAP("refund.overlap", "1d"),
  REFUND_FOLLOW_EVERY("refund.follow-every", "10m"),
  REFUND_UNCLEAR_WAIT("refund.unclear-wait", "2m"),
  REFUND_ORDER_WAIT("refund.order-wait", "1h"),

  REPORT_BATCH_SIZE("report.batch-size", "100"),
  REPORT_POLL_DELAY("report.poll-delay", "1s"),

  EXPORT_POLL_DELAY("export.poll-delay", "5s"),
  EXPORT_CATCH_UP_GAP("export.catch-up-gap", "1m"),

  ALERT_MAIL_TO("alert.mail-to", null),
  ALERT_MAIL_FROM("alert.mail-from", null),
  ALERT_SMTP_HOST("alert.smtp-host", null),
  ALERT_SMTP_PORT("alert.smtp-port", null),
  ALERT_SMTP_SECURITY("alert.smtp-security", "starttls"),
  ALERT_SMTP_USER("alert.smtp-user", null),
  ALERT_SMTP_PASSWORD("alert.smtp-password", null),
  ALERT_SMTP_PASSWORD_FILE("alert.smtp-password-file", null),
  ALERT_WEBHOOK_URL("alert.webhook-url", null),
  ALERT_POLL_DELAY("alert.poll-delay", "10s"),
  ALERT_SETTLE_AFTER("alert.settle-after", "30s"),
  ALERT_REPEAT_AFTER("alert.repeat-after", "1h"),
  ALERT_DOWN_AFTER("alert.down-after", "2m"),
  ALERT_SILENCE_AFTER("alert.silence-after", "15m");

  private static final Map<String, Key> BY_PROPERTY =
      Arrays.stream(values()).collect(Collectors.toMap(Key::property, Function.identity()));

  private final String property;
  private final String builtIn;

  Key(String property, String builtIn) {
    this.property = property;
    this.builtIn = builtIn;
  }

  static Optional<Key> of(String property) {
    return Optional.ofNullable(BY_PROPERTY.get(property));
  }

  String property() {
    return property;
  }

  String variable() {
    return name();
  }

  Optional<String> builtIn() {
    return Optional.ofNullable(builtIn);
  }

  boolean isSecret() {
    return this == TICKETSCLOUD_API_KEY
        || this == ALERT_SMTP_PASSWORD
        || this == ALERT_WEBHOOK_URL
        || isPassword();
  }

  /** A database may let its users in without a password, so an empty one can be meant. */
  boolean isPassword() {
    return this == ERP_JDBC_PASSWORD || this == JOURNAL_JDBC_PASSWORD;
  }
}
