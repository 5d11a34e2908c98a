package io.tcbridge.benchmarks;

/**
 * A running {@code bridge run}.
 *
 * @param instance its name in claims and history
 */
record BridgeProcess(String instance, Program program, GcLog gcLog) {}
