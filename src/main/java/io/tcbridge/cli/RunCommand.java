package io.tcbridge.cli;

import io.tcbridge.BridgeStarter;
import io.tcbridge.config.Settings;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Runs the routes until a signal ends the process. */
@Command(
    name = "run",
    description =
        "Runs the routes until SIGTERM or SIGINT, then finishes what is in work and gives the rest"
            + " back. A database or service that is down does not end it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class RunCommand implements Callable<Integer> {

  @ParentCommand private Main bridge;

  private final Map<String, String> env;
  private final BridgeStarter starter;

  public RunCommand(Map<String, String> env, BridgeStarter starter) {
    this.env = Map.copyOf(env);
    this.starter = starter;
  }

  @Override
  public Integer call() throws Exception {
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Thread onSignal = new Thread(() -> endBySignal(stop, stopped), "on-signal");
    Runtime.getRuntime().addShutdownHook(onSignal);
    try {
      Settings settings = Settings.load(bridge.common().dirs(), env);
      Logging.start(settings);
      run(settings, stop);
    } catch (Exception e) {
      giveUp(stop, onSignal, e);
      throw e;
    }
    stopped.countDown();
    return ExitCode.FINE;
  }

  private void run(Settings settings, CountDownLatch stop) throws Exception {
    Logger log = LoggerFactory.getLogger(RunCommand.class);
    sayWhatRuns(settings, log);
    AutoCloseable bridge = starter.start(settings);
    log.info("started");
    stop.await();
    log.info("stopping");
    bridge.close();
    log.info("stopped");
  }

  /** Java would end with 128 + the signal's number; a stop that was asked for is exit code 0. */
  private static void endBySignal(CountDownLatch stop, CountDownLatch stopped) {
    stop.countDown();
    try {
      stopped.await();
      Runtime.getRuntime().halt(ExitCode.FINE);
    } catch (InterruptedException e) {
      Runtime.getRuntime().halt(ExitCode.FAILED);
    }
  }

  private static void giveUp(CountDownLatch stop, Thread onSignal, Exception cause) {
    if (stop.getCount() == 0) {
      LoggerFactory.getLogger(RunCommand.class).error("stopping failed", cause);
      onSignal.interrupt();
    } else {
      Runtime.getRuntime().removeShutdownHook(onSignal);
    }
  }

  private void sayWhatRuns(Settings settings, Logger log) {
    log.info(
        "ticketscloud-bridge {}, Camel {}, Java {}",
        Version.ofBridge(),
        Version.ofCamel(),
        Runtime.version());
    log.info("instance {}", settings.bridge().instance());
    log.info("configuration {}", settings.configDirs().dirs());
    log.info("routes {}", settings.bridge().routes());
    log.info("ERP {} as {}", settings.erp().shownUrl(), settings.erp().jdbcUser());
    Settings.Database journal = settings.journal().database();
    log.info("journal {} as {}", journal.shownUrl(), journal.jdbcUser());
    log.info("Ticketscloud {}", settings.ticketscloud().url());
    log.info("port {} for health and metrics", settings.bridge().port());
    settings.warnings().forEach(log::warn);
    if (settings.alert().channels().isEmpty()) {
      log.warn(AlertChecks.NOBODY);
    } else {
      log.info("alerts by {}", String.join(" and ", settings.alert().channels()));
    }
  }
}
