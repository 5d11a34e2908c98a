package io.tcbridge.config;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All settings of the bridge, read once and checked. The environment is stronger than the property
 * files, the last configuration directory stronger than the first, and all are stronger than the
 * built-in defaults. What each setting means is said in {@code config/application.properties}.
 *
 * @param configDirs where they were read, and where {@code errors.yaml} and {@code erp/*.sql} are
 * @param warnings things that are odd but don't keep the bridge from running, in plain words
 * @param asProperties every property with its effective value, secrets included, for placeholders
 *     in routes; also all properties that start with {@code camel.}
 */
public record Settings(
    ConfigDirs configDirs,
    Database erp,
    Journal journal,
    Ticketscloud ticketscloud,
    Catalogue catalogue,
    Bridge bridge,
    Order order,
    Refund refund,
    Report report,
    Export export,
    Alert alert,
    List<String> warnings,
    Map<String, String> asProperties) {

  public Settings {
    warnings = List.copyOf(warnings);
    asProperties = Map.copyOf(asProperties);
  }

  /**
   * Reads and checks everything.
   *
   * @throws ConfigurationProblems with all problems at once
   */
  public static Settings load(ConfigDirs dirs, Map<String, String> env) {
    return new SettingsReader(dirs, env).read();
  }

  /** Reads only where the ERP's database is, for commands that need nothing else. */
  public static Database loadErp(ConfigDirs dirs, Map<String, String> env) {
    return new SettingsReader(dirs, env).readErp();
  }

  /** Reads only where the journal is, for commands that need nothing else. */
  public static Database loadJournal(ConfigDirs dirs, Map<String, String> env) {
    return new SettingsReader(dirs, env).readJournal();
  }

  /** Reads only where Ticketscloud is and how it is asked. */
  public static Ticketscloud loadTicketscloud(ConfigDirs dirs, Map<String, String> env) {
    return new SettingsReader(dirs, env).readTicketscloud();
  }

  /** Reads only the rules of the life of an order, none of which is required. */
  public static Order loadOrder(ConfigDirs dirs, Map<String, String> env) {
    return new SettingsReader(dirs, env).readOrder();
  }

  /** The names of all properties, without Camel's own. */
  public static List<String> propertyNames() {
    return Arrays.stream(Key.values()).map(Key::property).toList();
  }

  /** The environment variable of a property; empty if there is no such property. */
  public static Optional<String> variableOf(String property) {
    return Key.of(property).map(Key::variable);
  }

  /** The settings as {@code name = value} with secrets masked. */
  @Override
  public String toString() {
    Map<String, String> shown = new TreeMap<>(asProperties);
    shown.replaceAll(
        (name, value) -> isSecret(name) ? Secret.MASK : Database.withoutPassword(value));
    return "Settings" + shown;
  }

  private static boolean isSecret(String property) {
    return Key.of(property)
        .map(Key::isSecret)
        .orElseGet(() -> property.toLowerCase(Locale.ROOT).matches(".*(passw|secret|key|token).*"));
  }

  /**
   * A database to connect to.
   *
   * @param poolSize how many connections are held at most
   */
  public record Database(String jdbcUrl, String jdbcUser, Secret jdbcPassword, int poolSize) {

    /** The address as it may be logged. */
    public String shownUrl() {
      return withoutPassword(jdbcUrl);
    }

    /** Masks passwords that somebody wrote into an address. */
    static String withoutPassword(String text) {
      return text.replaceAll("(?i)(passw[a-z]*|pwd|secret)=[^&;\\s]*", "$1=" + Secret.MASK)
          .replaceAll("//([^/@:]*):[^/@]*@", "//$1:" + Secret.MASK + "@");
    }

    @Override
    public String toString() {
      return "Database[" + shownUrl() + ", user " + jdbcUser + ", pool of " + poolSize + "]";
    }
  }

  /**
   * The journal: always PostgreSQL.
   *
   * @param keepPersonalData how long customer columns are kept after the final report
   * @param purgeSchedule when they are emptied, as a Quartz cron expression
   */
  public record Journal(Database database, Duration keepPersonalData, String purgeSchedule) {}

  /**
   * The remote service.
   *
   * @param url base address without a slash at the end
   * @param timeout for one whole call, body included
   * @param maxRequestsPerSecond of all instances together; 0 = unlimited
   * @param timeZone zone of the remote times, which carry none
   * @param maxConnections open connections at most
   */
  public record Ticketscloud(
      URI url,
      Secret apiKey,
      Calls calls,
      Create create,
      Duration timeout,
      int maxRequestsPerSecond,
      ZoneId timeZone,
      int maxConnections) {}

  /** Whether reserving and naming the customer are two requests or one. */
  public enum Calls {
    SEPARATE,
    COMBINED
  }

  /** What the first request of an order carries. */
  public enum Create {
    EMPTY,
    WITH_TICKETS
  }

  /**
   * Where the catalogue is read, and how often.
   *
   * @param address {@code host:port} of tc-simple
   * @param service full name of its service
   * @param language for names that exist in several
   * @param timeout for one whole stream
   * @param seats {@code none}, {@code all}, or the events whose seats are mirrored
   * @param retireAfter how many sound readings in a row must miss what is then retired
   * @param refuseEarly whether the intake refuses what the catalogue says cannot be sold
   */
  public record Catalogue(
      Optional<String> address,
      boolean tls,
      CatalogueSource source,
      String service,
      String language,
      Duration timeout,
      Duration syncEvery,
      String seats,
      int retireAfter,
      boolean refuseEarly) {

    public boolean isOn() {
      return source == CatalogueSource.REST_V1 || address.isPresent();
    }

    public boolean allSeats() {
      return seats.equals("all");
    }

    /** The events whose seats are wanted, when these are named. */
    public List<String> seatsOf() {
      return seats.equals("all") || seats.equals("none") ? List.of() : List.of(seats.split(","));
    }
  }

  /** The service that has the catalogue: the gRPC one, or the deprecated one of REST. */
  public enum CatalogueSource {
    TC_SIMPLE,
    REST_V1
  }

  /**
   * This process.
   *
   * @param port of health and metrics; 0 = any free one
   * @param instance name in claims, history and logs
   * @param heartbeat how often it says in the journal that it lives
   * @param idleDelay how long polls rest at most while nothing comes; zero: they don't
   */
  public record Bridge(
      int port,
      String instance,
      Duration heartbeat,
      Duration idleDelay,
      LogFormat logFormat,
      Path routes) {

    /** From one look at what is due to the next; where no poll rests by it, now and then. */
    public Duration lookEvery() {
      return idleDelay.isZero() ? Duration.ofHours(1) : idleDelay;
    }
  }

  /** How log lines look. */
  public enum LogFormat {
    TEXT,
    JSON
  }

  /**
   * The life of an order.
   *
   * @param sweepEvery how often holds without an owner are looked for, and the ERP is compared
   * @param restoreWindow how far back remote orders are searched in restore mode
   * @param checkPromocode whether promocodes are asked about before anything is made
   * @param repeatLimit repeats in memory, within seconds
   * @param retryFirst first waiting time of a repeat that is kept in the journal; it then doubles
   * @param retryLimit how often an order is tried again for one cause, unless its class says else
   * @param retryLimits the effective limit of each failure class
   */
  public record Order(
      Duration pollDelay,
      int batchSize,
      int workers,
      Duration lease,
      Duration maxAge,
      BigDecimal priceTolerance,
      Duration expiryMargin,
      int maxRemoteOrders,
      Duration soldOutRetry,
      PromoFailure promoFailure,
      boolean checkPromocode,
      Duration barcodeWait,
      Duration heldHoldTime,
      Duration sweepEvery,
      Restore restore,
      Duration restoreWindow,
      int repeatLimit,
      Duration retryFirst,
      Duration retryMax,
      int retryLimit,
      Map<String, Integer> retryLimits) {

    public Order {
      retryLimits = Map.copyOf(retryLimits);
    }

    /** The limit of a failure class such as {@code rate-limited}. */
    public int retryLimit(String failureClass) {
      return retryLimits.getOrDefault(failureClass, retryLimit);
    }
  }

  /** When restore mode begins: by what is seen only, or also with this process. */
  public enum Restore {
    AUTO,
    ON
  }

  /** What a refused promocode does to its order. */
  public enum PromoFailure {
    REFUSE,
    IGNORE
  }

  /**
   * Refunds.
   *
   * @param enabled whether they are made and brought back at all
   * @param since refunds that were begun elsewhere are brought into the ERP from then on; empty:
   *     from the first start on
   * @param pollEvery how often the list of all refunds is read
   * @param overlap how much of what was read before is read again each time
   * @param followEvery how often an open one is looked at
   * @param unclearWait how long a request without a clear answer may still have its effect
   * @param orderWait how long a refund waits for an order that the journal does not know
   */
  public record Refund(
      boolean enabled,
      int workers,
      Optional<Instant> since,
      Duration pollEvery,
      Duration overlap,
      Duration followEvery,
      Duration unclearWait,
      Duration orderWait) {}

  /** Writing results into the ERP. */
  public record Report(int batchSize, Duration pollDelay) {}

  /**
   * Exports on schedule; which there are is said in {@code exports.yaml}.
   *
   * @param pollDelay between two looks at what is due
   * @param catchUpGap between two runs of one export that are made up for
   */
  public record Export(Duration pollDelay, Duration catchUpGap) {}

  /**
   * Who is told when automation gives up or pauses.
   *
   * @param mail empty: nobody by e-mail
   * @param webhook empty: nobody by webhook; the address may hold a secret, so it is never shown
   * @param pollDelay between two looks at what is wrong
   * @param settleAfter how long a cause must last before it is told, and be gone before that is
   *     told
   * @param repeatAfter how often it is told while it lasts
   * @param downAfter how long something may be down, or an order not get on, before it is a cause
   * @param silenceAfter how long orders may wait while none becomes final
   */
  public record Alert(
      Optional<Mail> mail,
      Optional<URI> webhook,
      Duration pollDelay,
      Duration settleAfter,
      Duration repeatAfter,
      Duration downAfter,
      Duration silenceAfter) {

    /** The names of the channels that are set up. */
    public List<String> channels() {
      return Stream.of(mail.map(on -> "mail"), webhook.map(on -> "webhook"))
          .flatMap(Optional::stream)
          .toList();
    }

    @Override
    public String toString() {
      return "Alert[by " + channels() + "]";
    }
  }

  /**
   * The mail server and what stands on the envelope.
   *
   * @param to one address, or several with commas
   * @param user empty: without a login
   */
  public record Mail(
      String to,
      String from,
      String host,
      int port,
      SmtpSecurity security,
      String user,
      Secret password) {

    /** The protocol's name as an address begins with it. */
    public String scheme() {
      return security == SmtpSecurity.TLS ? "smtps" : "smtp";
    }
  }

  /** How mail is encrypted on its way to the server. */
  public enum SmtpSecurity {
    STARTTLS,
    TLS,
    NONE
  }
}
