package io.tcbridge.sandbox;

/** A time interval of a filter: milliseconds, both ends inside. */
record Window(long from, long to) {
  private static final Window ALWAYS = new Window(Long.MIN_VALUE, Long.MAX_VALUE);

  /** Reads {@code from,to}; without the filter everything is inside. */
  static Window of(SandboxState state, Query query, String name) {
    String value = query.get(name);
    if (value == null) {
      return ALWAYS;
    }
    String[] ends = value.split(",", -1);
    if (ends.length != 2) {
      throw new Refusal(name + " is not an interval of two date-times");
    }
    boolean inclusive = state.switches.is(Switch.FILTER_BOUNDS, "inclusive");
    long to = state.times.filterBound(ends[1]);
    return new Window(state.times.filterBound(ends[0]), inclusive ? to : to - 1);
  }

  boolean contains(long millis) {
    return from <= millis && millis <= to;
  }
}
