package io.tcbridge.model;

import io.tcbridge.model.RemoteOrder.Status;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the remote API does by its documentation, with one call at a time. It shares no code with
 * the sandbox or the bridge.
 */
final class RemoteModel {

  private static final long LIFE_SECONDS = 900;
  private static final Map<String, Integer> STOCK = Map.of("floor", 10_000, "balcony", 3);

  private record Task(long due, long seq, Runnable work) {}

  private final Map<String, RemoteOrder> remotes = new LinkedHashMap<>();
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::seq));
  private final boolean slowDone;
  private final boolean shortageRefused;
  private final boolean repicks;
  private final boolean namedOnly;
  private final Promise promise;
  private boolean money = true;
  private long now;
  private long scheduled;

  /**
   * @param promise is told what an order's end may be
   * @param slowDone whether an order is {@code in_progress} for a while before it is done
   * @param shortageRefused whether a request that finds too few tickets is refused as a whole
   * @param repicks whether places are chosen anew with each request that wants some
   * @param namedOnly whether the venue sells to named visitors only
   */
  RemoteModel(
      Promise promise,
      boolean slowDone,
      boolean shortageRefused,
      boolean repicks,
      boolean namedOnly) {
    this.promise = promise;
    this.slowDone = slowDone;
    this.shortageRefused = shortageRefused;
    this.repicks = repicks;
    this.namedOnly = namedOnly;
  }

  // --- the remote API ---

  void pass(long seconds) {
    long until = now + seconds;
    while (!tasks.isEmpty() && tasks.peek().due <= until) {
      Task task = tasks.poll();
      now = task.due;
      task.work.run();
    }
    now = until;
  }

  private void later(long seconds, Runnable work) {
    tasks.add(new Task(now + seconds, scheduled++, work));
  }

  void money(boolean there) {
    money = there;
  }

  void created(String id, Wish owner) {
    RemoteOrder remote = new RemoteOrder(owner);
    remotes.put(id, remote);
    later(LIFE_SECONDS, () -> endIf(remote, Set.of(Status.EXECUTED), Status.EXPIRED));
  }

  /** A call that the server carries out when its time has come. */
  void calledLate(String operations, String id) {
    later(Trouble.LATE_SECONDS, () -> called(operations, id, null, Holding.NOTHING));
  }

  /**
   * A call that the server carries out now.
   *
   * @param chosen what the server chose where a fault leaves it a choice
   */
  void called(String operations, String id, Trouble trouble, Holding chosen) {
    RemoteOrder remote = remotes.get(id);
    for (String operation : operations.split("\\+")) {
      boolean open = remote.status == Status.EXECUTED;
      switch (operation) {
        case "reserve" -> {
          if (!reserve(remote, open, trouble, chosen) && shortageRefused) {
            return;
          }
        }
        case "customer" -> remote.promo |= open && Wish.GOOD_PROMO.equals(remote.owner.promo());
        case "visitors" -> remote.named |= open;
        case "done" -> done(remote, open);
        case "cancel" -> cancelled(id);
        default -> throw new IllegalArgumentException(operation);
      }
    }
  }

  void cancelled(String id) {
    endIf(remotes.get(id), Set.of(Status.EXECUTED, Status.IN_PROGRESS), Status.CANCELLED);
  }

  private static void endIf(RemoteOrder remote, Set<Status> from, Status end) {
    if (from.contains(remote.status)) {
      remote.status = end;
      remote.holding = Holding.NOTHING;
    }
  }

  /** All or nothing, as desired state; a mixed order takes its places first. */
  private boolean reserve(RemoteOrder remote, boolean open, Trouble trouble, Holding chosen) {
    if (!open) {
      return false;
    }
    Wish wish = remote.owner;
    boolean placesFirst = wish.isMixed() && remote.holding.isEmpty();
    Holding target = placesFirst ? wish.placesOnly() : wish.whole();
    boolean free = isFree(target, remote);
    boolean twisted = trouble == Trouble.PARTIAL || trouble == Trouble.OTHER_SEAT;
    if (twisted && isFree(chosen, remote) && chosen.size() <= target.size()) {
      remote.holding = chosen;
    } else if (free) {
      remote.named &= !repicks || !picksOthers(wish);
      remote.holding = target;
      remote.dearer = trouble == Trouble.DEARER ? Trouble.DELTA : remote.dearer;
    }
    if (!free || twisted) {
      promise.mayRefuse(wish, "SOLD_OUT");
    }
    if (remote.dearer > 0 || wish.surplus() != 0) {
      promise.mayRefuse(wish, "PRICE_CHANGED");
    }
    return free;
  }

  private boolean isFree(Holding target, RemoteOrder remote) {
    List<Holding> others =
        remotes.values().stream().filter(r -> r != remote).map(r -> r.holding).toList();
    return target.seats().stream()
            .noneMatch(s -> others.stream().anyMatch(o -> o.seats().contains(s)))
        && target.places().entrySet().stream()
            .allMatch(
                place ->
                    place.getValue() + others.stream().mapToInt(o -> o.places(place.getKey())).sum()
                        <= STOCK.get(place.getKey()));
  }

  /** Whether there are others to pick: what is held comes last. */
  private boolean picksOthers(Wish wish) {
    return wish.places().keySet().stream()
        .anyMatch(
            place ->
                remotes.values().stream().mapToInt(one -> one.holding.places(place)).sum()
                    < STOCK.get(place));
  }

  private void done(RemoteOrder remote, boolean open) {
    if (!open || remote.holding.isEmpty()) {
      return;
    }
    if (namedOnly && !remote.named) {
      if (!remote.owner.visitors()) {
        promise.mayRefuse(remote.owner, "VISITORS_NEEDED");
      }
      return;
    }
    if (!money) {
      return;
    }
    if (!remote.holding.equals(remote.owner.whole()) || remote.total() != remote.owner.paid()) {
      promise.broken("sold other than ordered: " + remote + " for " + remote.owner);
    }
    remote.status = slowDone ? Status.IN_PROGRESS : Status.DONE;
    if (slowDone) {
      later(
          Trouble.LATE_SECONDS,
          () -> remote.status = remote.status == Status.IN_PROGRESS ? Status.DONE : remote.status);
    }
  }

  /** Every remote order by its id: status, tickets, total. */
  Map<String, String> view() {
    Map<String, String> view = new TreeMap<>();
    remotes.forEach((id, remote) -> view.put(id, remote.toString()));
    return view;
  }

  long sales(Wish wish) {
    return of(wish).filter(remote -> remote.status == Status.DONE).count();
  }

  long count(Wish wish) {
    return of(wish).count();
  }

  /** Whether one of its remote orders has tickets that are not sold. */
  boolean isHolding(Wish wish) {
    return of(wish).anyMatch(r -> r.status != Status.DONE && !r.holding.isEmpty());
  }

  private Stream<RemoteOrder> of(Wish wish) {
    return remotes.values().stream().filter(remote -> remote.owner.equals(wish));
  }
}
