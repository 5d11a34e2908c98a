package io.tcbridge.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the bridge promises about the end of each order: it is sold unless something has happened
 * that may keep it from that, and then it ends for that reason.
 */
final class Promise {

  private static final int MOST_REMOTE_ORDERS = 5;

  private final Map<String, Set<String>> reasons = new HashMap<>();
  private final Set<String> cancelled = new HashSet<>();
  private final Set<String> cancelledInTime = new HashSet<>();
  private final List<String> broken = new ArrayList<>();

  /** The remote side has shown something that the order may be refused for. */
  void mayRefuse(Wish wish, String code) {
    reasons.computeIfAbsent(wish.no(), no -> new HashSet<>()).add(code);
  }

  void broken(String what) {
    broken.add(what);
  }

  /**
   * Somebody wants the order cancelled.
   *
   * @param inTime whether the bridge knows it before any "done" was sent
   */
  void cancelAsked(Wish wish, boolean inTime) {
    cancelled.add(wish.no());
    if (inTime) {
      cancelledInTime.add(wish.no());
    }
  }

  /** A person wants it tried again, which takes a wish to cancel back. */
  void retried(Wish wish) {
    cancelledInTime.remove(wish.no());
  }

  /** The ERP has set an order that ended without a sale to NEW again: everything begins anew. */
  void renewed(Wish wish) {
    reasons.remove(wish.no());
    cancelled.remove(wish.no());
    cancelledInTime.remove(wish.no());
  }

  /** What is wrong at the end, when all faults are over. */
  List<String> judge(Wish wish, String status, String reason, RemoteModel remote) {
    List<String> found = new ArrayList<>(broken);
    long sales = remote.sales(wish);
    if (sales > 1) {
      found.add(wish.no() + " is sold " + sales + " times");
    }
    if (sales > 0 && cancelledInTime.contains(wish.no())) {
      found.add(wish.no() + " is sold although it was cancelled in time");
    }
    if (remote.isHolding(wish)) {
      found.add(wish.no() + " ended, and its tickets are still held");
    }
    String code = reason == null ? null : reason.replaceFirst("(?s):.*", "");
    String end = code == null || status.equals("DONE") ? status : status + " " + code;
    Set<String> allowed = sales > 0 ? Set.of("DONE") : endsWithoutSale(wish, remote.count(wish));
    if (!allowed.contains(end) && !(sales == 0 && isRefusedAtLast(reason, allowed))) {
      found.add(
          wish.no()
              + " ends as "
              + status
              + " "
              + reason
              + ", allowed is "
              + (allowed.isEmpty() ? "DONE" : allowed));
    }
    return found;
  }

  /**
   * Decided, then held because it could not be carried out: the text names a cause of the first.
   */
  private static boolean isRefusedAtLast(String reason, Set<String> allowed) {
    return reason != null
        && reason.startsWith("REFUSED: ")
        && allowed.stream()
            .filter(end -> end.startsWith("REFUSED "))
            .anyMatch(end -> reason.contains(end.substring("REFUSED ".length()) + ": "));
  }

  private Set<String> endsWithoutSale(Wish wish, long remoteOrders) {
    Set<String> allowed = new HashSet<>();
    reasons.getOrDefault(wish.no(), Set.of()).forEach(code -> allowed.add("REFUSED " + code));
    if (wish.promo() != null && !wish.promo().equals(Wish.GOOD_PROMO)) {
      allowed.add("REFUSED PROMO_REFUSED");
    }
    if (cancelled.contains(wish.no())) {
      allowed.add("CANCELLED CANCELLED_BY_ERP");
      allowed.add("CANCELLED CANCELLED_BY_PERSON");
    }
    if (remoteOrders >= MOST_REMOTE_ORDERS) {
      allowed.add("HELD TOO_MANY_REMOTE_ORDERS");
    }
    return allowed;
  }
}
