package io.tcbridge.benchmarks;

import java.util.Map;

/**
 * The figures of one part of one run.
 *
 * @param part start, saturation, half-load, idle, instances, drain
 * @param at latency in milliseconds, or the number of instances; 0 where the part has only one
 * @param run 1, 2, 3 …
 * @param problem why there are no figures, or null
 */
record Sample(
    String part, String variant, int at, int run, Map<String, Double> figures, String problem) {}
