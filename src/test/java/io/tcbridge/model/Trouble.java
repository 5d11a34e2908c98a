package io.tcbridge.model;

import java.util.List;

/** What goes wrong with one call. */
enum Trouble {
  BUSY("is answered 409", false),
  RATE_LIMITED("is answered 429", false),
  DOWN("is answered 503", false),
  FAILED("is answered 500", false),
  FAILED_AFTER("is carried out and answered 500", true),
  DROPPED("is cut off before it is carried out", false),
  LOST("is carried out, its answer is lost", true),
  CUT("is carried out, its answer is cut in half", true),
  HTML("is answered with an HTML page", false),
  ODD_TEXT("is answered 400 with a text that nobody knows", false),
  PARTIAL("gets one ticket fewer", true),
  OTHER_SEAT("gets another ticket", true),
  DEARER("finds each ticket 100.00 dearer", true),
  LATE("is answered 504 and carried out 75 s later, the order is locked until then", false),
  LATE_UNLOCKED("is answered 504 and carried out 75 s later", false);

  static final int LATE_SECONDS = 75;
  static final long DELTA = 100_00;

  private static final List<Trouble> ANY =
      List.of(BUSY, RATE_LIMITED, DOWN, FAILED, FAILED_AFTER, DROPPED, LOST, CUT, HTML, ODD_TEXT);

  final String words;

  /** Whether the server carries the call out at once. */
  final boolean effect;

  Trouble(String words, boolean effect) {
    this.words = words;
    this.effect = effect;
  }

  boolean isLate() {
    return this == LATE || this == LATE_UNLOCKED;
  }

  /** What may go wrong with this operation. */
  static List<Trouble> of(String operation) {
    return switch (operation) {
      case "read", "create" -> ANY;
      case "reserve" -> List.of(values());
      default ->
          java.util.stream.Stream.concat(
                  ANY.stream(), java.util.stream.Stream.of(LATE, LATE_UNLOCKED))
              .toList();
    };
  }
}
