package io.tcbridge.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What is ordered, how the remote side is set up, and what happens. Made from a seed alone, so it
 * can be made again.
 *
 * @param variation how the remote side behaves all the time
 * @param namedOnly whether the venue sells to named visitors only
 */
record Scenario(
    long seed, Variation variation, boolean namedOnly, List<Wish> wishes, List<Action> actions) {

  /** A documented behaviour of the remote side. */
  enum Variation {
    PLAIN("", "", ""),
    SLOW_DONE("done_mode", "sync", "via_in_progress:75000"),
    LATE_BARCODES("barcode_at_done", "immediate", "null_then_async:75000"),
    REPICKS("random_policy", "keep_and_top_up", "repick"),
    SHORTAGE_REFUSED("aon_failure", "200_unchanged", "400_text");

    final String name;
    final String usual;
    final String value;

    Variation(String name, String usual, String value) {
      this.name = name;
      this.usual = usual;
      this.value = value;
    }
  }

  private static final int MOST_ACTIONS = 16;
  private static final List<String> OPERATIONS =
      List.of("create", "reserve", "reserve", "customer", "done", "done", "read", "cancel");
  private static final String VISITORS = "visitors";
  private static final List<Integer> TIMES = List.of(45, 45, 45, 350, 1000);

  Scenario {
    wishes = List.copyOf(wishes);
    actions = List.copyOf(actions);
  }

  static String name(int order) {
    return String.valueOf((char) ('A' + order));
  }

  static Scenario of(long seed) {
    // Neighbouring seeds give neighbouring first numbers
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    random.nextInt();
    Variation variation = one(random, List.of(Variation.values()));
    List<Wish> wishes =
        IntStream.rangeClosed(0, random.nextInt(4)).mapToObj(n -> wish(random, n)).toList();
    List<Action> actions = new ArrayList<>();
    int length = 4 + random.nextInt(MOST_ACTIONS - 3);
    while (actions.size() < length) {
      actions.add(action(random, wishes.size()));
    }
    Scenario plain = new Scenario(seed, variation, false, wishes, actions);
    // By numbers of their own, so that a seed without visitors does what it did before there were
    Random visitors = new Random(seed * 0xC2B2AE3D27D4EB4FL);
    visitors.nextInt();
    return visitors.nextInt(4) > 0 ? plain : plain.withVisitors(visitors);
  }

  /** Most orders name visitors, most venues want them, and much goes wrong with the naming. */
  private Scenario withVisitors(Random random) {
    boolean named = random.nextInt(3) > 0;
    List<Wish> others =
        wishes.stream().map(wish -> wish.withVisitors(random.nextInt(8) > 0)).toList();
    List<Action> moved =
        actions.stream()
            .map(action -> random.nextInt(3) > 0 ? action : atVisitors(action, random))
            .toList();
    return new Scenario(seed, variation, named, others, moved);
  }

  private static Action atVisitors(Action action, Random random) {
    if (action instanceof Action.Fault) {
      return new Action.Fault(VISITORS, one(random, Trouble.of(VISITORS)));
    }
    return action instanceof Action.Freeze freeze
        ? new Action.Freeze(freeze.instance(), VISITORS, freeze.before())
        : action;
  }

  private static <T> T one(Random random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static Wish wish(Random random, int number) {
    int kind = random.nextInt(8);
    boolean seated = kind == 2 || kind == 3 || kind == 4;
    int floor = kind < 2 || kind == 4 ? 1 + random.nextInt(3) : 0;
    int balcony = kind >= 5 ? 1 + random.nextInt(4) : 0;
    // Few seats for many orders: some meet on the same one
    List<Integer> seats =
        seated
            ? random.ints(1, 6).distinct().limit(1 + random.nextInt(2)).boxed().toList()
            : List.of();
    String promo = random.nextInt(8) > 0 ? null : random.nextBoolean() ? Wish.GOOD_PROMO : "lucky";
    long surplus = random.nextInt(10) == 0 ? -100_00 : 0;
    return new Wish(name(number), floor, balcony, seats, promo, surplus, false);
  }

  private static Action action(Random random, int orders) {
    int order = random.nextInt(orders);
    int instance = random.nextInt(2);
    String operation = one(random, OPERATIONS);
    int kind = random.nextInt(100);
    if (kind < 30) {
      return new Action.Work(instance);
    } else if (kind < 40) {
      return new Action.Poll(instance, one(random, List.of(Action.Poll.Task.values())));
    } else if (kind < 62) {
      return new Action.Fault(operation, one(random, Trouble.of(operation)));
    } else if (kind < 70) {
      return new Action.Freeze(instance, operation, random.nextBoolean());
    } else if (kind < 73) {
      return new Action.Thaw(instance);
    } else if (kind < 84) {
      return new Action.Pass(one(random, TIMES));
    } else if (kind < 87) {
      return new Action.RemoteCancel(order);
    } else if (kind < 90) {
      return new Action.ErpCancel(order);
    } else if (kind < 93) {
      return new Action.ErpRenew(order);
    } else if (kind < 98) {
      return new Action.Command(order, one(random, List.of("retry", "hold", "release", "cancel")));
    }
    return new Action.Money(random.nextBoolean());
  }

  // --- shrinking ---

  /**
   * The smallest scenario found that still fails: parts of it are left out, large ones first, until
   * nothing more can be spared.
   */
  Scenario shrink(Predicate<Scenario> fails) {
    Scenario smallest = this;
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      for (Scenario next : smallest.simpler()) {
        if (fails.test(next)) {
          smallest = next;
          smaller = true;
          break;
        }
      }
    }
    return smallest;
  }

  private List<Scenario> simpler() {
    List<Scenario> simpler = new ArrayList<>();
    for (int size = actions.size(); size >= 1; size /= 2) {
      for (int from = actions.size() - size; from >= 0; from -= size) {
        List<Action> left = new ArrayList<>(actions);
        left.subList(from, from + size).clear();
        simpler.add(new Scenario(seed, variation, namedOnly, wishes, left));
      }
    }
    for (int n = 0; n < wishes.size() && wishes.size() > 1; n++) {
      simpler.add(without(n));
    }
    for (int n = 0; n < wishes.size(); n++) {
      Wish plain = new Wish(name(n), 1, 0, List.of(), null, 0, wishes.get(n).visitors());
      if (!wishes.get(n).equals(plain)) {
        List<Wish> other = new ArrayList<>(wishes);
        other.set(n, plain);
        simpler.add(new Scenario(seed, variation, namedOnly, other, actions));
      }
    }
    if (variation != Variation.PLAIN) {
      simpler.add(new Scenario(seed, Variation.PLAIN, namedOnly, wishes, actions));
    }
    List<Wish> unnamed = wishes.stream().map(wish -> wish.withVisitors(false)).toList();
    if (namedOnly || !unnamed.equals(wishes)) {
      simpler.add(new Scenario(seed, variation, false, unnamed, actions));
    }
    return simpler;
  }

  /** The orders after it get the names of the ones before them. */
  private Scenario without(int order) {
    List<Wish> left = new ArrayList<>();
    for (int n = 0; n < wishes.size(); n++) {
      if (n != order) {
        left.add(wishes.get(n).named(name(left.size())));
      }
    }
    List<Action> others =
        actions.stream()
            .filter(action -> action.order() != order)
            .map(action -> action.order() > order ? action.of(action.order() - 1) : action)
            .toList();
    return new Scenario(seed, variation, namedOnly, left, others);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(Wish.list(wishes));
    if (variation != Variation.PLAIN) {
      text.append("\n  remote side: ").append(variation.name).append(" = ").append(variation.value);
    }
    if (namedOnly) {
      text.append("\n  the venue sells to named visitors only");
    }
    for (int n = 0; n < actions.size(); n++) {
      text.append("\n  ").append(n + 1).append(". ").append(actions.get(n));
    }
    return text.append("\n  then all faults end and time passes").toString();
  }
}
