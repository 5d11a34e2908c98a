package io.tcbridge.config;

import io.tcbridge.config.Settings.Alert;
import io.tcbridge.config.Settings.Bridge;
import io.tcbridge.config.Settings.Calls;
import io.tcbridge.config.Settings.Catalogue;
import io.tcbridge.config.Settings.CatalogueSource;
import io.tcbridge.config.Settings.Create;
import io.tcbridge.config.Settings.Database;
import io.tcbridge.config.Settings.Export;
import io.tcbridge.config.Settings.Journal;
import io.tcbridge.config.Settings.LogFormat;
import io.tcbridge.config.Settings.Order;
import io.tcbridge.config.Settings.PromoFailure;
import io.tcbridge.config.Settings.Refund;
import io.tcbridge.config.Settings.Report;
import io.tcbridge.config.Settings.Restore;
import io.tcbridge.config.Settings.Ticketscloud;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns found values into {@link Settings}: which rule belongs to which key. */
final class SettingsReader {

  private static final String RETRY_LIMIT = "order.retry-limit.";

  /** Between the end of a remote call and the end of the lease, to save what was answered. */
  private static final Duration TIME_TO_SAVE = Duration.ofSeconds(10);

  private static final Duration TEN_MILLIS = Duration.ofMillis(10);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final ConfigDirs dirs;
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Layers layers;
  private final Values values;
  private final Addresses addresses;

  SettingsReader(ConfigDirs dirs, Map<String, String> env) {
    this.dirs = dirs;
    this.layers = new Layers(dirs, env, problems, warnings);
    this.values = new Values(layers, problems);
    this.addresses = new Addresses(values, warnings);
  }

  Settings read() {
    Database erp = erp();
    Journal journal = journal();
    Order order = order();
    Refund refund = refund();
    Ticketscloud ticketscloud = ticketscloud(order.workers());
    Bridge bridge = bridge(ticketscloud.maxRequestsPerSecond() > 0);
    Catalogue catalogue = catalogue();
    Report report =
        new Report(
            values.whole(Key.REPORT_BATCH_SIZE, 1, 1000),
            values.duration(Key.REPORT_POLL_DELAY, TEN_MILLIS, HOUR));
    Export export =
        new Export(
            values.duration(Key.EXPORT_POLL_DELAY, TEN_MILLIS, Duration.ofMinutes(5)),
            values.duration(Key.EXPORT_CATCH_UP_GAP, Duration.ZERO, DAY));
    Alert alert = new AlertReader(layers, values, addresses).read();
    checkLease(order.lease(), ticketscloud.timeout());
    checkRetries(order);
    checkPromocodes(order);
    refuseIfProblems();
    Map<String, String> all = new TreeMap<>(layers.camel());
    all.putAll(values.effective());
    return new Settings(
        dirs,
        erp,
        journal,
        ticketscloud,
        catalogue,
        bridge,
        order,
        refund,
        report,
        export,
        alert,
        warnings,
        all);
  }

  Database readErp() {
    Database erp = erp();
    refuseIfProblems();
    return erp;
  }

  Database readJournal() {
    Journal journal = journal();
    refuseIfProblems();
    return journal.database();
  }

  Ticketscloud readTicketscloud() {
    Ticketscloud ticketscloud = ticketscloud(order().workers());
    refuseIfProblems();
    return ticketscloud;
  }

  Order readOrder() {
    Order order = order();
    checkRetries(order);
    refuseIfProblems();
    return order;
  }

  private void refuseIfProblems() {
    if (!problems.isEmpty()) {
      throw new ConfigurationProblems(problems);
    }
  }

  private Database erp() {
    return new Database(
        addresses.jdbc(Key.ERP_JDBC_URL, "jdbc:", "jdbc:postgresql://host:5432/erp"),
        values.required(Key.ERP_JDBC_USER, "set it to the user that may work on the ERP's tables"),
        new Secret(values.required(Key.ERP_JDBC_PASSWORD, "set it to the password of that user")),
        values.whole(Key.ERP_POOL_SIZE, 1, 200));
  }

  private Journal journal() {
    return new Journal(
        new Database(
            addresses.jdbc(
                Key.JOURNAL_JDBC_URL, "jdbc:postgresql:", "jdbc:postgresql://host:5432/journal"),
            values.required(
                Key.JOURNAL_JDBC_USER, "set it to the user that owns the schema \"bridge\""),
            new Secret(
                values.required(Key.JOURNAL_JDBC_PASSWORD, "set it to the password of that user")),
            values.whole(Key.JOURNAL_POOL_SIZE, 2, 200)),
        values.duration(Key.JOURNAL_KEEP_PERSONAL_DATA, Duration.ZERO, Duration.ofDays(3650)),
        values.cron(Key.JOURNAL_PURGE_SCHEDULE));
  }

  private Ticketscloud ticketscloud(int workers) {
    return new Ticketscloud(
        addresses.remote(Key.TICKETSCLOUD_URL),
        new ApiKey(layers, values, problems).read(),
        values.choice(Key.TICKETSCLOUD_CALLS, Calls.class),
        values.choice(Key.TICKETSCLOUD_CREATE, Create.class),
        values.duration(Key.TICKETSCLOUD_TIMEOUT, Duration.ofMillis(100), Duration.ofMinutes(5)),
        values.whole(Key.TICKETSCLOUD_MAX_REQUESTS_PER_SECOND, 0, 10_000),
        values.zone(Key.TICKETSCLOUD_TIME_ZONE),
        values.whole(Key.TICKETSCLOUD_MAX_CONNECTIONS, 1, 2000, Integer.toString(workers + 8)));
  }

  private Catalogue catalogue() {
    boolean tls = values.yesOrNo(Key.CATALOGUE_TLS);
    CatalogueSource source = values.choice(Key.CATALOGUE_SOURCE, CatalogueSource.class);
    if (source == CatalogueSource.REST_V1) {
      warnings.add(
          "catalogue.source (CATALOGUE_SOURCE) is rest-v1: Ticketscloud no longer supports these"
              + " lists, and they do not say which venues sell to named visitors only; use"
              + " tc-simple as soon as the key may");
    }
    return new Catalogue(
        addresses.catalogue(Key.TICKETSCLOUD_CATALOGUE, Key.CATALOGUE_TLS, tls),
        tls,
        source,
        values.matching(
            Key.CATALOGUE_SERVICE,
            "[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*)*",
            "must be the full name of a gRPC service, e.g. v3.Simple"),
        values.matching(
            Key.CATALOGUE_LANGUAGE,
            "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*",
            "must be a language, e.g. ru"),
        values.duration(Key.CATALOGUE_TIMEOUT, Duration.ofMillis(100), HOUR),
        values.duration(Key.CATALOGUE_SYNC_EVERY, Duration.ofSeconds(1), DAY),
        values.matching(
            Key.CATALOGUE_SEATS,
            "none|all|[0-9A-Za-z]{24}(,[0-9A-Za-z]{24})*",
            "must be none, all, or ids of events with commas between them"),
        values.whole(Key.CATALOGUE_RETIRE_AFTER, 1, 1000),
        values.yesOrNo(Key.CATALOGUE_REFUSE_EARLY));
  }

  /**
   * @param shares whether instances share a limit: then it matters to know soon who is gone
   */
  private Bridge bridge(boolean shares) {
    return new Bridge(
        values.whole(Key.BRIDGE_PORT, 0, 65_535),
        values.name(Key.BRIDGE_INSTANCE, 64, InstanceName.ofThisProcess()),
        values.duration(
            Key.BRIDGE_HEARTBEAT,
            Duration.ofMillis(100),
            Duration.ofMinutes(1),
            shares ? "2s" : "5s"),
        values.duration(Key.BRIDGE_IDLE_DELAY, Duration.ZERO, Duration.ofMinutes(1)),
        values.choice(Key.BRIDGE_LOG_FORMAT, LogFormat.class),
        routes());
  }

  private Path routes() {
    String given = values.orElse(Key.BRIDGE_ROUTES, Installation.current().routes().toString());
    Path routes = Path.of(given).toAbsolutePath().normalize();
    if (values.isSet(Key.BRIDGE_ROUTES) && !Files.isDirectory(routes)) {
      values.refuse(Key.BRIDGE_ROUTES, "name a directory with *.camel.yaml files, or leave it out");
    }
    return routes;
  }

  private Order order() {
    int retryLimit = values.whole(Key.ORDER_RETRY_LIMIT, 0, 1000);
    Map<String, Integer> retryLimits = new LinkedHashMap<>();
    for (Key key : Key.values()) {
      if (key.property().startsWith(RETRY_LIMIT)) {
        retryLimits.put(
            key.property().substring(RETRY_LIMIT.length()),
            values.whole(key, 0, 1000, key.builtIn().orElse(Integer.toString(retryLimit))));
      }
    }
    return new Order(
        values.duration(Key.ORDER_POLL_DELAY, TEN_MILLIS, HOUR),
        values.whole(Key.ORDER_BATCH_SIZE, 1, 1000),
        values.whole(Key.ORDER_WORKERS, 1, 500),
        values.duration(Key.ORDER_LEASE, Duration.ofSeconds(1), HOUR),
        values.duration(Key.ORDER_MAX_AGE, Duration.ofSeconds(1), Duration.ofDays(30)),
        values.money(Key.ORDER_PRICE_TOLERANCE, new BigDecimal("1000000")),
        values.duration(Key.ORDER_EXPIRY_MARGIN, Duration.ZERO, Duration.ofMinutes(10)),
        values.whole(Key.ORDER_MAX_REMOTE_ORDERS, 1, 20),
        values.duration(Key.ORDER_SOLD_OUT_RETRY, Duration.ZERO, DAY),
        values.choice(Key.ORDER_PROMO_FAILURE, PromoFailure.class),
        values.yesOrNo(Key.ORDER_CHECK_PROMOCODE),
        values.duration(Key.ORDER_BARCODE_WAIT, Duration.ZERO, Duration.ofDays(30)),
        values.duration(Key.ORDER_HELD_HOLD_TIME, Duration.ZERO, DAY),
        values.duration(Key.ORDER_SWEEP_EVERY, Duration.ofSeconds(1), DAY),
        values.choice(Key.ORDER_RESTORE, Restore.class),
        values.duration(Key.ORDER_RESTORE_WINDOW, HOUR, Duration.ofDays(365)),
        values.whole(Key.ORDER_REPEAT_LIMIT, 0, 5),
        values.duration(Key.ORDER_RETRY_FIRST, TEN_MILLIS, HOUR),
        values.duration(Key.ORDER_RETRY_MAX, TEN_MILLIS, DAY),
        retryLimit,
        retryLimits);
  }

  private Refund refund() {
    return new Refund(
        values.yesOrNo(Key.REFUND_ENABLED),
        values.whole(Key.REFUND_WORKERS, 1, 200),
        values.instant(Key.REFUND_SINCE),
        values.duration(Key.REFUND_POLL_EVERY, TEN_MILLIS, DAY),
        values.duration(Key.REFUND_OVERLAP, Duration.ofMinutes(1), Duration.ofDays(30)),
        values.duration(Key.REFUND_FOLLOW_EVERY, TEN_MILLIS, DAY),
        values.duration(Key.REFUND_UNCLEAR_WAIT, Duration.ZERO, DAY),
        values.duration(Key.REFUND_ORDER_WAIT, Duration.ZERO, Duration.ofDays(365)));
  }

  private void checkLease(Duration lease, Duration timeout) {
    Duration shortest = timeout.plus(TIME_TO_SAVE);
    if (values.isFine(Key.ORDER_LEASE, Key.TICKETSCLOUD_TIMEOUT) && lease.compareTo(shortest) < 0) {
      values.refuse(
          Key.ORDER_LEASE,
          "must be at least ticketscloud.timeout ("
              + Durations.format(timeout)
              + ") + 10s, so that an answer is saved before another instance may take the order;"
              + " set it to "
              + Durations.format(shortest)
              + " or more, or lower ticketscloud.timeout");
    }
  }

  private void checkRetries(Order order) {
    if (values.isFine(Key.ORDER_RETRY_FIRST, Key.ORDER_RETRY_MAX)
        && order.retryFirst().compareTo(order.retryMax()) > 0) {
      values.refuse(
          Key.ORDER_RETRY_FIRST,
          "must not be longer than order.retry-max (" + Durations.format(order.retryMax()) + ")");
    }
  }

  private void checkPromocodes(Order order) {
    if (order.checkPromocode() && order.promoFailure() == PromoFailure.IGNORE) {
      warnings.add(
          "order.check-promocode (ORDER_CHECK_PROMOCODE) asks nothing while order.promo-failure is"
              + " ignore: a refused promocode refuses no order then; leave one of them out");
    }
  }
}
