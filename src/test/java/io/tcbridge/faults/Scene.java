package io.tcbridge.faults;

import io.tcbridge.prove.Finding;
import io.tcbridge.prove.Terms;
import io.tcbridge.sandbox.Call;
import io.tcbridge.testing.BridgeProcess;
import io.tcbridge.testing.Bundle;
import io.tcbridge.testing.Invariants;
import io.tcbridge.testing.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/** One repetition of a scenario: a fresh bundle, its processes and what was measured. */
public final class Scene {

  private static final Set<String> ENDS = Set.of("done", "cancel");

  /** How the checker names a call and the earlier one that makes it wrong. */
  private static final Pattern PAIR = Pattern.compile("call (\\d+) after call (\\d+)");

  private static final Duration START = Duration.ofSeconds(90);

  private final Bundle bundle;
  private final long seed;
  private final Random random;
  private final Map<String, List<Duration>> measured = new TreeMap<>();
  private Duration patience = Duration.ofMinutes(3);
  private int orders;
  private int late;

  Scene(Bundle bundle, long seed) {
    this.bundle = bundle;
    this.seed = seed;
    this.random = new Random(seed);
  }

  /**
   * The sample event on sale with 10 % fee. Unlike in other tests nothing gives up soon: faults
   * end, and then every order is to go through. The shortest lease that is accepted, so that orders
   * of a dead process don't wait long.
   */
  public static Bundle ground() {
    return onSale(Bundle.create());
  }

  /** The same between other databases. */
  static Bundle onSale(Bundle bundle) {
    bundle
        .with("TICKETSCLOUD_TIMEOUT", "2s")
        .with("ORDER_LEASE", "12s")
        .with("ORDER_WORKERS", "16")
        .with("ORDER_RETRY_LIMIT", "1000")
        .with("ORDER_RETRY_FIRST", "100ms")
        .with("ORDER_RETRY_MAX", "1s");
    bundle.sandbox().seed(Sample.event());
    bundle.sandbox().set("fee_percent", "10");
    return bundle;
  }

  public Bundle bundle() {
    return bundle;
  }

  public long seed() {
    return seed;
  }

  /** Chance of this repetition; the same seed plays the same. */
  public Random random() {
    return random;
  }

  /** Starts a process and waits until it claims orders. */
  public BridgeProcess start(String instance) {
    BridgeProcess process = bundle.startProcess(instance);
    await(START, () -> process.isReady() || !process.isAlive());
    if (!process.isAlive()) {
      throw new IllegalStateException(instance + " ended: " + process.lines());
    }
    return process;
  }

  /** An order of one place that is to go through. */
  public void order(String orderNo) {
    bundle.erp().order(orderNo, Sample.EVENT).places(Sample.FLOOR, 1).total("1100.00").save();
    orders++;
  }

  /** So many orders of one to three places, with a buyer, all of which are to go through. */
  public List<String> orders(String prefix, int count) {
    List<String> numbers = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      int places = 1 + random.nextInt(3);
      String orderNo = prefix + "-" + i;
      bundle
          .erp()
          .order(orderNo, Sample.EVENT)
          .places(Sample.FLOOR, places)
          .total(1100 * places + ".00")
          .save();
      numbers.add(orderNo);
    }
    orders += count;
    return numbers;
  }

  /** Says that the scenario has written orders by itself. */
  public void counts(int more) {
    orders += more;
  }

  public void await(Callable<Boolean> condition) {
    await(Duration.ofMinutes(2), condition);
  }

  public void await(Duration most, Callable<Boolean> condition) {
    bundle.await(most, condition);
  }

  /** How long orders may take to come to their end after everything has healed. */
  public void patience(Duration most) {
    patience = most;
  }

  /** Keeps a figure for the table. */
  public void measured(String what, Duration took) {
    measured.computeIfAbsent(what, any -> new ArrayList<>()).add(took);
  }

  /** Lets all faults end and waits until no order is on its way and the ERP knows every end. */
  void settle() {
    bundle.sandbox().clearFaults();
    await(patience, () -> open() == 0);
  }

  private int open() {
    return bundle
            .erp()
            .jdbc()
            .queryForObject(
                "select count(*) from erp_order where bridge_status in ('NEW', 'ACCEPTED')",
                Integer.class)
        + bundle
            .journal()
            .queryForObject(
                "select count(*) from bridge.order_journal"
                    + " where status in ('waiting', 'working') or report_at is not null",
                Integer.class);
  }

  /**
   * What the shipped checker finds in everything that happened, but for what a process did because
   * it slept: the checker does not know which one did.
   */
  List<Finding> judge() {
    List<Finding> found = new ArrayList<>();
    for (Finding finding : Invariants.violations(bundle, Terms::withoutPatience)) {
      if (isExcused(finding)) {
        late++;
      } else {
        found.add(finding);
      }
    }
    return found;
  }

  private boolean isExcused(Finding finding) {
    return switch (finding.code()) {
      case "WRITE_AFTER_END" -> isLate(finding.remoteId());
      case "WRITTEN_BLINDLY", "DONE_REPEATED_BLINDLY" ->
          pairs(finding, (call, earlier) -> isOfWaking(call) || isOfWaking(earlier));
      case "NOT_HUNG_UP" -> pairs(finding, this::couldNotHangUp);
      default -> false;
    };
  }

  private boolean pairs(Finding finding, BiPredicate<Call, Call> excuse) {
    List<Call> calls = bundle.sandbox().history();
    return PAIR.matcher(finding.text())
        .results()
        .allMatch(
            pair ->
                excuse.test(
                    calls.get(Integer.parseInt(pair.group(1)) - 1),
                    calls.get(Integer.parseInt(pair.group(2)) - 1)));
  }

  /** Whether the sender of the earlier one slept when it should have hung up, and still did. */
  private boolean couldNotHangUp(Call call, Call earlier) {
    Instant deadline = earlier.time().plus(bundle.settings().ticketscloud().timeout());
    return bundle.sender(earlier).filter(from -> from.slept(deadline, call.time())).isPresent();
  }

  /**
   * Whether all that was asked of this order after its end was refused, and came from a process in
   * the moment when it woke up: it had slept between its last look at its lease and the request,
   * which no client can keep back then.
   */
  private boolean isLate(String remoteId) {
    List<Call> writes =
        bundle.sandbox().history().stream()
            .filter(call -> remoteId.equals(call.orderId()) && !call.operation().equals("read"))
            .toList();
    List<Call> afterEnd =
        writes.stream()
            .dropWhile(call -> !(call.applied() && ENDS.contains(call.operation())))
            .skip(1)
            .toList();
    return afterEnd.stream().noneMatch(Call::applied)
        && afterEnd.stream().allMatch(this::isOfWaking);
  }

  private boolean isOfWaking(Call call) {
    return bundle.sender(call).filter(from -> from.isWaking(call.time())).isPresent();
  }

  /** In how many orders it shows that a process slept. */
  int late() {
    return late;
  }

  int orders() {
    return orders;
  }

  Map<String, List<Duration>> measured() {
    return Collections.unmodifiableMap(measured);
  }
}
