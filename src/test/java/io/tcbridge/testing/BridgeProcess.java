package io.tcbridge.testing;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.tcbridge.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** {@code bridge run} as a process of its own, so that a test can take it away without a word. */
public final class BridgeProcess implements AutoCloseable {

  private static final int STOP_SECONDS = 35;

  /** How long after it wakes up it may still do what it was about to do. */
  private static final Duration WAKING = Duration.ofSeconds(2);

  /** When it was told to stop, and when it was let go on; the last one may still last. */
  private final List<Instant> frozen = new CopyOnWriteArrayList<>();

  private final List<Instant> woken = new CopyOnWriteArrayList<>();
  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Thread reader;

  private BridgeProcess(Process process) {
    this.process = process;
    this.reader = new Thread(this::read, "bridge-process-lines");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts one with this environment on top of the test's own; it needs some seconds to begin. */
  public static BridgeProcess start(Map<String, String> env) {
    return start(System.getProperty("java.class.path"), env);
  }

  /** The same with another class path. */
  public static BridgeProcess start(String classPath, Map<String, String> env) {
    return start(List.of(), List.of(), classPath, env);
  }

  /** The same under a program that changes what the process sees, for instance of the time. */
  static BridgeProcess start(List<String> under, List<Path> configDirs, Map<String, String> env) {
    return start(under, configDirs, System.getProperty("java.class.path"), env);
  }

  private static BridgeProcess start(
      List<String> under, List<Path> configDirs, String classPath, Map<String, String> env) {
    List<String> command = new ArrayList<>(under);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            Main.class.getName(),
            "run"));
    configDirs.forEach(dir -> command.addAll(List.of("--config", dir.toString())));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(env);
    try {
      return new BridgeProcess(builder.redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException("the bridge did not start", e);
    }
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      output.lines().forEach(lines::add);
    } catch (UncheckedIOException | IOException gone) {
      // A killed process has nothing more to say.
    }
  }

  /** What it has logged so far. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** Whether it has found Ticketscloud and its key good, and so claims orders. */
  public boolean isReady() {
    return lines.stream().anyMatch(line -> line.contains("answers and accepts the key"));
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public String toString() {
    return "process " + process.pid();
  }

  /**
   * Stops it in the middle of whatever it does, as a long pause of the machine would. The signal
   * arrives some time after it was sent; here every thread has stopped when this returns.
   */
  public void freeze() {
    frozen.add(Instant.now());
    signal("STOP");
    Awaitility.await()
        .pollInterval(Duration.ofMillis(5))
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .until(() -> threadStates().equals(Set.of("T")));
  }

  /** The letters that stand behind the names of its threads in their {@code stat}. */
  private Set<String> threadStates() {
    Path threads = Path.of("/proc", "" + process.pid(), "task");
    try (Stream<Path> all = Files.list(threads)) {
      return all.map(BridgeProcess::state).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String state(Path thread) {
    try {
      String stat = Files.readString(thread.resolve("stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets a frozen one go on: it has noticed nothing but the time. */
  public void thaw() {
    woken.add(Instant.now());
    signal("CONT");
  }

  /** Whether it had just been let go on: it may have slept between its last look and this. */
  public boolean isWaking(Instant time) {
    return woken.stream().anyMatch(at -> !time.isBefore(at) && time.isBefore(at.plus(WAKING)));
  }

  /** Whether it slept at the first moment, and from there until it woke up for the second one. */
  public boolean slept(Instant from, Instant until) {
    for (int i = 0; i < frozen.size(); i++) {
      Instant end = i < woken.size() ? woken.get(i).plus(WAKING) : Instant.MAX;
      if (!frozen.get(i).isAfter(from) && until.isBefore(end)) {
        return true;
      }
    }
    return false;
  }

  /** Asks it to end, and waits for nothing. */
  public void terminate() {
    process.toHandle().destroy();
  }

  private void signal(String name) {
    try {
      int exit = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException("kill -" + name + " ended with " + exit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("there is no command kill", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As {@code kill -9} does: between any two instructions, with nothing tidied up. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /**
   * As {@code kill} does, and waits for the end.
   *
   * @return the exit code
   */
  public int stop() throws InterruptedException {
    terminate();
    if (!process.waitFor(STOP_SECONDS, SECONDS)) {
      kill();
      throw new IllegalStateException("the bridge did not stop within " + STOP_SECONDS + " s");
    }
    reader.join();
    return process.exitValue();
  }

  @Override
  public void close() {
    kill();
  }
}
