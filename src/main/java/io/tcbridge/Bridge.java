package io.tcbridge;

import com.zaxxer.hikari.HikariDataSource;
import io.tcbridge.alert.AlertAlone;
import io.tcbridge.alert.AlertSigns;
import io.tcbridge.alert.AlertSilence;
import io.tcbridge.alert.AlertTelling;
import io.tcbridge.alert.SmtpSession;
import io.tcbridge.catalogue.CatalogueSync;
import io.tcbridge.config.ConfigurationProblems;
import io.tcbridge.config.ErpSql;
import io.tcbridge.config.Problem;
import io.tcbridge.config.Settings;
import io.tcbridge.export.Export;
import io.tcbridge.export.ExportFiles;
import io.tcbridge.export.ExportLedger;
import io.tcbridge.export.ExportSetbacks;
import io.tcbridge.export.ExportSlots;
import io.tcbridge.export.ExportsFile;
import io.tcbridge.export.Instance;
import io.tcbridge.journal.Journal;
import io.tcbridge.journal.KeyRepository;
import io.tcbridge.journal.NamedParameters;
import io.tcbridge.ops.BridgeMetrics;
import io.tcbridge.ops.Health;
import io.tcbridge.ops.Heartbeat;
import io.tcbridge.ops.OpsServer;
import io.tcbridge.ops.Troubles;
import io.tcbridge.order.OrderAdoption;
import io.tcbridge.order.OrderCancels;
import io.tcbridge.order.OrderClaims;
import io.tcbridge.order.OrderCompare;
import io.tcbridge.order.OrderEndings;
import io.tcbridge.order.OrderIntake;
import io.tcbridge.order.OrderOffers;
import io.tcbridge.order.OrderPromo;
import io.tcbridge.order.OrderReport;
import io.tcbridge.order.OrderRequests;
import io.tcbridge.order.OrderRestore;
import io.tcbridge.order.OrderResume;
import io.tcbridge.order.OrderSearch;
import io.tcbridge.order.OrderSetbacks;
import io.tcbridge.order.OrderSteps;
import io.tcbridge.order.OrderSweep;
import io.tcbridge.order.OrderVisitors;
import io.tcbridge.order.RemoteReads;
import io.tcbridge.order.Workers;
import io.tcbridge.refund.RefundClaims;
import io.tcbridge.refund.RefundCompare;
import io.tcbridge.refund.RefundDecisions;
import io.tcbridge.refund.RefundIntake;
import io.tcbridge.refund.RefundPoll;
import io.tcbridge.refund.RefundReads;
import io.tcbridge.refund.RefundReport;
import io.tcbridge.refund.RefundSetbacks;
import io.tcbridge.refund.RefundSteps;
import io.tcbridge.schedule.JournalLook;
import io.tcbridge.schedule.ScheduleRuns;
import io.tcbridge.ticketscloud.ErrorDictionary;
import io.tcbridge.ticketscloud.ErrorsFileProblem;
import io.tcbridge.ticketscloud.KeyGate;
import io.tcbridge.ticketscloud.OneCall;
import io.tcbridge.ticketscloud.RemoteClock;
import io.tcbridge.ticketscloud.RemoteOrderReader;
import io.tcbridge.ticketscloud.RemoteRefundReader;
import io.tcbridge.ticketscloud.RequestRate;
import io.tcbridge.ticketscloud.TicketscloudCalls;
import io.tcbridge.ticketscloud.TicketscloudProbe;
import io.tcbridge.ticketscloud.ZoneCheck;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.mail.MailComponent;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.component.sql.SqlEndpoint;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/**
 * The running bridge: the routes of the installation with everything that they name. Neither
 * database nor the remote side has to be there when it starts; it is then up and not ready.
 */
public final class Bridge implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);
  private static final int DRAIN_SECONDS = 25;

  /** Of a stop that comes while routes are being started; with the drain no more than 30 s. */
  private static final int START_SECONDS = 5;

  private static final Duration PROBE_PERIOD = Duration.ofSeconds(30);

  /** They tell that the journal is down, also at the start. */
  private static final List<String> WITHOUT_JOURNAL =
      List.of(
          "alert-send-mail", "alert-send-webhook", "alert-send", "alert-send-alone", "alert-alone");

  private final Settings settings;
  private final List<Export> exports;
  private final Duration probePeriod;
  private final HikariDataSource erp;
  private final HikariDataSource journal;
  private final KeyGate gate = new KeyGate();
  private final RemoteClock remoteClock = new RemoteClock(InstantSource.system());
  private final BridgeMetrics metrics = new BridgeMetrics();
  private final Workers workers;
  private final RequestRate rate;
  private final Heartbeat heartbeat;
  private final RemoteOrderReader reader;
  private final OrderRestore restore;
  private final OrderCompare compare;
  private final OrderClaims claims;
  private final Workers refundWorkers;
  private final RefundCompare refundCompare;
  private final RefundClaims refundClaims;
  private final OneCall oneCall;
  private final CatalogueSync catalogueSync;
  private final JournalLook look;
  private final ScheduleRuns schedules;
  private final Health health;
  private final OpsServer ops;
  private final Main main = new Main();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread starter = new Thread(this::startRoutes, "start");
  private volatile boolean started;

  private Bridge(Settings settings, Duration probePeriod, int port) throws IOException {
    this.settings = settings;
    this.exports = ExportsFile.read(settings.configDirs(), settings.alert().mail().isPresent());
    this.probePeriod = probePeriod;
    this.erp = Journal.open("erp", settings.erp());
    this.journal = Journal.openJournal(settings.journal().database());
    this.workers = new Workers(settings.order().workers());
    this.refundWorkers = new Workers(settings.refund().workers());
    this.rate = new RequestRate(settings.ticketscloud().maxRequestsPerSecond() > 0);
    this.heartbeat =
        new Heartbeat(settings, version(), rate, metrics, ExportsFile.fingerprint(exports));
    this.reader = new RemoteOrderReader(settings.ticketscloud().timeZone());
    this.restore = new OrderRestore(settings, gate, reader, remoteClock);
    this.compare = new OrderCompare(settings, restore);
    this.claims = new OrderClaims(settings, workers, gate, rate, compare::isTried);
    this.refundCompare = new RefundCompare(settings);
    this.refundClaims =
        new RefundClaims(settings, refundWorkers, gate, rate, refundCompare::isCompared);
    this.oneCall = new OneCall(settings.ticketscloud().timeout());
    this.catalogueSync = new CatalogueSync(settings, InstantSource.system(), rate);
    this.look = new JournalLook(settings.bridge().idleDelay());
    this.schedules = new ScheduleRuns(settings, exports, look, gate::isOpen);
    this.health =
        new Health(
            erp,
            journal,
            gate,
            remoteClock,
            this::secondsSinceLastClaim,
            () -> started,
            schedules::isBusy,
            schedules::paused,
            metrics);
    this.ops = new OpsServer(port, health, metrics);
  }

  /**
   * Of orders, and of refunds where they are carried. What a person has paused is not missed, and
   * where a look at the journal said that nothing is due, that was the question.
   */
  private double secondsSinceLastClaim() {
    double ofOrders = secondsSince("order-claim", claims.secondsSinceLastRound());
    double ofRefunds =
        settings.refund().enabled()
            ? secondsSince("refund-claim", refundClaims.secondsSinceLastRound())
            : 0;
    return Math.max(ofOrders, ofRefunds);
  }

  private double secondsSince(String claim, double round) {
    return schedules.isQuiet(claim) ? 0 : Math.min(round, schedules.secondsSinceRest(claim));
  }

  /**
   * Starts the bridge.
   *
   * @throws ConfigurationProblems if something that the settings name cannot be used
   */
  public static Bridge start(Settings settings) throws Exception {
    return start(settings, PROBE_PERIOD);
  }

  /** As {@link #start(Settings)}, with another time between two probes of a paused process. */
  static Bridge start(Settings settings, Duration probePeriod) throws Exception {
    Bridge bridge;
    try {
      bridge = new Bridge(settings, probePeriod, settings.bridge().port());
    } catch (BindException taken) {
      throw new ConfigurationProblems(
          List.of(
              new Problem(
                  "bridge.port",
                  "BRIDGE_PORT",
                  settings.bridge().port() + " (" + taken.getMessage() + ")",
                  "choose a free port")));
    }
    try {
      bridge.start();
      return bridge;
    } catch (Exception e) {
      bridge.close();
      throw WrongStart.asTold(e, settings.bridge().routes());
    }
  }

  /**
   * Builds all routes as {@link #start(Settings)} does, and starts none.
   *
   * @throws ConfigurationProblems if they cannot be built
   */
  public static void tryRoutes(Settings settings) throws Exception {
    Bridge bridge = new Bridge(settings, PROBE_PERIOD, 0);
    try {
      bridge.configure();
      bridge.main.start();
    } catch (Exception e) {
      throw WrongStart.asTold(e, settings.bridge().routes());
    } finally {
      bridge.main.stop();
      bridge.release();
    }
  }

  private void start() throws Exception {
    gate.close(TicketscloudProbe.STARTING, "Ticketscloud has not been asked yet");
    metrics.watch(workers, gate, rate);
    metrics.paused(schedules::paused);
    configure();
    main.start();
    health.start();
    ops.start();
    refuseNewerJournal();
    starter.setDaemon(true);
    starter.start();
  }

  private void refuseNewerJournal() {
    Journal.newerVersion(journal)
        .ifPresent(
            version -> {
              throw new ConfigurationProblems(
                  List.of(
                      new Problem(
                          "journal.jdbc-url",
                          "JOURNAL_JDBC_URL",
                          "a journal of version " + version + ", made by a newer bridge",
                          "run that newer version; a journal does not go back")));
            });
  }

  /** For tests that run single routes by hand. */
  CamelContext camel() {
    return main.getCamelContext();
  }

  /** Port of health and metrics. */
  public int port() {
    return ops.port();
  }

  private void configure() {
    // Without Camel's own hook for signals: two threads that end one context may wait for each
    // other.
    main.setShutdownStrategy(new SimpleMainShutdownStrategy());
    main.configure()
        .withName("ticketscloud-bridge")
        .withAutoStartup(false)
        .withJmxEnabled(false)
        .withShutdownTimeout(DRAIN_SECONDS)
        .withShutdownLogInflightExchangesOnTimeout(false)
        .withStreamCachingEnabled(false)
        .withUseDataType(false)
        .withRoutesIncludePattern("file:" + settings.bridge().routes() + "/**/*.camel.yaml");
    if (!settings.refund().enabled()) {
      // The ERP may have no tables for refunds
      main.configure().withRoutesExcludePattern("**/refund-*.camel.yaml");
    }
    properties().forEach(main::addOverrideProperty);
    beans().forEach(main::bind);
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void beforeConfigure(BaseMainSupport starting) {
            var camel = starting.getCamelContext();
            camel.addRoutePolicyFactory(schedules);
            // Settings has read the environment already; nothing else may override it.
            ((PropertiesComponent) camel.getPropertiesComponent())
                .setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
            NamedParameters parameters = new NamedParameters();
            camel
                .getCamelContextExtension()
                .registerEndpointCallback(
                    (uri, endpoint) -> {
                      if (endpoint instanceof SqlEndpoint sql) {
                        sql.setPrepareStatementStrategy(parameters);
                      }
                      return endpoint;
                    });
            configure(camel.getComponent("http", HttpComponent.class));
            configure(camel.getComponent("https", HttpComponent.class));
            settings
                .alert()
                .mail()
                .ifPresent(
                    mail ->
                        SmtpSession.configure(
                            camel
                                .getComponent(mail.scheme(), MailComponent.class)
                                .getConfiguration(),
                            mail));
          }

          @Override
          public void afterConfigure(BaseMainSupport starting) {
            // Quartz refuses a trigger that never fires
            exports.stream()
                .filter(export -> export.timetable().next(Instant.now()).isPresent())
                .forEach(export -> addTick(starting.getCamelContext(), export));
          }
        });
  }

  /** One trigger for each export, made of the template that is among the routes. */
  private static void addTick(CamelContext camel, Export export) {
    TemplatedRouteBuilder.builder(camel, "export-tick")
        .routeId("export-tick-" + export.name())
        .parameter("export", export.name())
        .parameter("cron", export.timetable().cron())
        .parameter("zone", export.timetable().zone().getId())
        .add();
  }

  private void configure(HttpComponent http) {
    long timeout = settings.ticketscloud().timeout().toMillis();
    http.setHttpClientConfigurer(oneCall);
    http.setAutomaticRetriesDisabled(true);
    http.setCookieManagementDisabled(true);
    http.setFollowRedirects(false);
    http.setMaxTotalConnections(settings.ticketscloud().maxConnections());
    http.setConnectionsPerRoute(settings.ticketscloud().maxConnections());
    http.setConnectTimeout(timeout);
    http.setConnectionRequestTimeout(timeout);
    http.setResponseTimeout(timeout);
    http.setSoTimeout(timeout);
  }

  private Map<String, String> properties() {
    Map<String, String> all = new HashMap<>(settings.asProperties());
    all.put("ticketscloud.url", settings.ticketscloud().url().toString());
    all.put("bridge.heartbeat-ms", String.valueOf(settings.bridge().heartbeat().toMillis()));
    all.put("bridge.idle-delay-ms", String.valueOf(settings.bridge().lookEvery().toMillis()));
    all.put("order.poll-delay-ms", String.valueOf(settings.order().pollDelay().toMillis()));
    all.put(
        "journal.keep-personal-data-ms",
        String.valueOf(settings.journal().keepPersonalData().toMillis()));
    all.put("export.poll-delay-ms", String.valueOf(settings.export().pollDelay().toMillis()));
    all.put("report.poll-delay-ms", String.valueOf(settings.report().pollDelay().toMillis()));
    Settings.Alert alert = settings.alert();
    all.put("alert.poll-delay-ms", String.valueOf(alert.pollDelay().toMillis()));
    all.put(
        "alert.silence-poll-ms",
        String.valueOf(Math.min(60_000, alert.silenceAfter().toMillis() / 4)));
    // A route has its endpoints also while nobody is told by them.
    all.merge("alert.mail-to", "", (to, none) -> to.isEmpty() ? "nobody" : to);
    all.merge("alert.mail-from", "", (from, none) -> from.isEmpty() ? "nobody" : from);
    all.put("alert.smtp-address", alert.mail().map(Bridge::address).orElse("smtp:localhost"));
    all.put(
        "alert.webhook-address", alert.webhook().map(Bridge::address).orElse("http://localhost"));
    for (String file : ErpSql.ALL_OF_RUN) {
      all.put("erp.sql." + file, "file:" + settings.configDirs().find(ErpSql.path(file)));
    }
    return all;
  }

  private static String address(Settings.Mail mail) {
    return mail.scheme() + ":" + mail.host() + ":" + mail.port();
  }

  /** Without its query, which Camel would read as options of its own. */
  private static String address(URI webhook) {
    return webhook.getScheme() + "://" + webhook.getRawAuthority() + webhook.getRawPath();
  }

  private Map<String, Object> beans() {
    ErrorDictionary errors;
    try {
      errors = ErrorDictionary.load(settings.configDirs().find("errors.yaml"), remoteClock);
    } catch (ErrorsFileProblem wrong) {
      throw wrong.asConfigurationProblems();
    }
    ZoneCheck zone = new ZoneCheck(settings.ticketscloud().timeZone(), gate);
    OrderSteps steps = new OrderSteps(settings, reader, errors, zone, workers, metrics);
    RedeliveryPolicy repeats = new RedeliveryPolicy();
    repeats.setMaximumRedeliveries(settings.order().repeatLimit());
    repeats.setRedeliveryDelay(200);
    repeats.setUseExponentialBackOff(true);
    repeats.setBackOffMultiplier(3);
    repeats.setUseCollisionAvoidance(true);
    repeats.setMaximumRedeliveryDelay(2_000);
    // The repeat sends nothing then: it meets Stopping, and the order is given back.
    repeats.setAllowRedeliveryWhileStopping(true);
    repeats.setLogExhausted(false);
    repeats.setLogRetryAttempted(false);

    Map<String, Object> beans = new HashMap<>();
    beans.put("erp", erp);
    beans.put("journal", journal);
    beans.put("erpTransaction", transaction(erp));
    beans.put("journalTransaction", transaction(journal));
    beans.put("orderKeys", new KeyRepository(journal, "order-intake"));
    beans.put("orderRepeats", repeats);
    beans.put("heartbeat", heartbeat);
    beans.put("requestRate", rate);
    beans.put(
        "orderIntake",
        new OrderIntake(settings, metrics, compare::isCompared, restore::isRestored));
    beans.put("orderRestore", restore);
    beans.put("orderCompare", compare);
    beans.put("orderSweep", new OrderSweep(settings, gate, workers, reader, remoteClock));
    beans.put("orderAdoption", new OrderAdoption(settings, steps, remoteClock));
    beans.put("orderCancels", new OrderCancels(settings));
    beans.put("orderClaims", claims);
    beans.put(
        "remoteReads",
        new RemoteReads(reader, zone, remoteClock, settings.ticketscloud().timeout(), workers));
    beans.put("orderResume", new OrderResume(steps));
    beans.put("orderRequests", new OrderRequests(settings));
    beans.put("orderSteps", steps);
    beans.put("orderPromo", new OrderPromo(settings, steps, probePeriod));
    beans.put("orderVisitors", new OrderVisitors(steps, errors));
    beans.put("orderSearch", new OrderSearch(settings, reader, steps, remoteClock));
    beans.put("orderEndings", new OrderEndings(settings));
    beans.put(
        "orderSetbacks",
        new OrderSetbacks(settings, gate, metrics, () -> ThreadLocalRandom.current().nextDouble()));
    beans.put("orderReport", new OrderReport(settings));
    beans.put(
        "ticketscloudCalls",
        new TicketscloudCalls(
            () -> settings.ticketscloud().apiKey().reveal(), errors, remoteClock, metrics));
    beans.put("ticketscloudProbe", new TicketscloudProbe(gate, reader, zone, probePeriod));
    refundBeans(beans, errors);
    exportBeans(beans, errors);
    beans.put("catalogueSync", catalogueSync);
    beans.put("schedules", schedules);
    beans.put("journalLook", look);
    beans.put("orderOffers", new OrderOffers(settings, restore::isRestored));
    beans.put("troubles", new Troubles());
    AlertSilence silence = new AlertSilence(settings);
    beans.put("alertSilence", silence);
    beans.put("alertSigns", new AlertSigns(settings, gate, health, heartbeat, silence, metrics));
    beans.put("alertTelling", new AlertTelling(settings, metrics));
    beans.put("alertAlone", new AlertAlone(settings, health, metrics, Clock.systemUTC()));
    return beans;
  }

  private void refundBeans(Map<String, Object> beans, ErrorDictionary errors) {
    RemoteRefundReader refunds = new RemoteRefundReader(settings.ticketscloud().timeZone());
    beans.put("refundKeys", new KeyRepository(journal, "refund-intake"));
    beans.put("refundCompare", refundCompare);
    beans.put("refundIntake", new RefundIntake(settings, metrics, refundCompare::isCompared));
    beans.put("refundDecisions", new RefundDecisions(settings));
    beans.put("refundClaims", refundClaims);
    beans.put("refundReads", new RefundReads(settings, refunds, remoteClock, refundWorkers));
    beans.put(
        "refundSteps",
        new RefundSteps(settings, refunds, errors, remoteClock, refundWorkers, metrics));
    beans.put(
        "refundSetbacks",
        new RefundSetbacks(
            settings, gate, metrics, () -> ThreadLocalRandom.current().nextDouble()));
    beans.put("refundReport", new RefundReport(settings));
    beans.put(
        "refundPoll",
        new RefundPoll(
            settings,
            gate,
            refundWorkers,
            refunds,
            remoteClock,
            metrics,
            refundCompare::isCompared));
  }

  private void exportBeans(Map<String, Object> beans, ErrorDictionary errors) {
    Instance self = new Instance(heartbeat.runId(), heartbeat.silence());
    beans.put("exportLedger", new ExportLedger(settings, exports, self));
    beans.put(
        "exportSlots",
        new ExportSlots(
            settings, exports, self, gate, workers, errors, metrics, restore::isWatched));
    beans.put("exportFiles", new ExportFiles(settings, reader, workers));
    beans.put("exportSetbacks", new ExportSetbacks(settings, gate, metrics));
  }

  private static String version() {
    String version = Bridge.class.getPackage().getImplementationVersion();
    return version == null ? "unpacked" : version;
  }

  private static SpringTransactionPolicy transaction(DataSource database) {
    return new SpringTransactionPolicy(new DataSourceTransactionManager(database));
  }

  /** The routes begin once the journal is there and up to date, however long that takes. */
  private void startRoutes() {
    boolean told = false;
    try {
      for (String id : WITHOUT_JOURNAL) {
        main.getCamelContext().getRouteController().startRoute(id);
      }
      while (closing.getCount() > 0) {
        try {
          Journal.migrate(journal);
          if (closing.getCount() == 0) {
            return;
          }
          main.getCamelContext().getRouteController().startAllRoutes();
          started = true;
          LOG.info("The journal is up to date and the routes run");
          return;
        } catch (Exception e) {
          if (!told && closing.getCount() > 0) {
            LOG.warn(
                "The journal cannot be used yet; tried again every 2 s: {}", Troubles.cause(e));
            LOG.debug("The journal cannot be used", e);
          }
          told = true;
        }
        closing.await(2, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      if (closing.getCount() > 0) {
        LOG.error("The routes do not start; nothing runs", e);
      }
    }
  }

  /** Finishes what is in work within 30 s, gives back what is not begun, and ends. */
  @Override
  public void close() {
    closing.countDown();
    workers.stop();
    refundWorkers.stop();
    catalogueSync.stop();
    schedules.close();
    rate.stop();
    awaitStart();
    main.stop();
    heartbeat.leave(journal);
    release();
  }

  /** Camel does not bear to be stopped while its routes are being started. */
  private void awaitStart() {
    try {
      starter.join(Duration.ofSeconds(START_SECONDS).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void release() {
    ops.close();
    health.close();
    oneCall.close();
    erp.close();
    journal.close();
  }
}
