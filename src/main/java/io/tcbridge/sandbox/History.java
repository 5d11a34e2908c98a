package io.tcbridge.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Every call in a compact form; the oldest go once there are a million. */
final class History {
  private static final int LIMIT = 1_000_000;
  private static final int CUT = 100_000;
  private static final int MAX_PATH = 120;
  private static final String ORDER = "/v2/resources/orders/:id";
  private static final List<String> PARENTS =
      List.of("/v2/resources/orders", "/v2/resources/refund_requests");

  /** One call. Strings are shared with the order or are constants. */
  static final class Entry {
    final long seq;
    final long time;
    final int port;
    final String method;
    String path;
    String operation = "unknown";
    String orderId;
    String mark;
    String fault;
    short status;
    boolean applied;
    boolean delivered;
    Long shownBy;
    long other;
    Long otherOpenMs;

    Entry(long seq, long time, int port, String method, String path) {
      this.seq = seq;
      this.time = time;
      this.port = port;
      this.method = method;
      this.path = path;
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private long dropped;

  Entry begin(long time, int port, String method, String path) {
    if (entries.size() >= LIMIT) {
      entries.subList(0, CUT).clear();
      dropped += CUT;
    }
    Entry entry = new Entry(size() + 1, time, port, method, path);
    entries.add(entry);
    return entry;
  }

  /** A path without its id, so that equal paths are one string. */
  static String shorten(String path) {
    int slash = path.lastIndexOf('/');
    boolean id = path.length() - slash - 1 == 24;
    String parent = id ? path.substring(0, slash) : path;
    for (String known : PARENTS) {
      if (known.equals(parent)) {
        return id ? known + "/:id" : known;
      }
    }
    return path.length() > MAX_PATH ? path.substring(0, MAX_PATH) : path;
  }

  long size() {
    return dropped + entries.size();
  }

  void clear() {
    entries.clear();
    dropped = 0;
  }

  /** Calls with a higher sequence number, oldest first; operation null = all. */
  List<Call> after(long seq, int limit, String operation) {
    List<Call> calls = new ArrayList<>();
    int index = (int) Math.max(0, Math.min(seq - dropped, entries.size()));
    for (; index < entries.size() && calls.size() < limit; index++) {
      Entry entry = entries.get(index);
      if (operation == null || Fault.names(entry.operation, operation)) {
        calls.add(view(entry));
      }
    }
    return calls;
  }

  private static String path(Entry entry) {
    boolean order = entry.path.equals(ORDER) && entry.orderId != null;
    return order ? entry.path.replace(":id", entry.orderId) : entry.path;
  }

  private static Call view(Entry entry) {
    return new Call(
        entry.seq,
        Instant.ofEpochMilli(entry.time),
        entry.port,
        entry.operation,
        entry.orderId,
        entry.method,
        path(entry),
        entry.status,
        entry.applied,
        entry.delivered,
        entry.fault,
        entry.mark,
        entry.shownBy,
        entry.otherOpenMs == null ? null : entry.other,
        entry.otherOpenMs);
  }
}
