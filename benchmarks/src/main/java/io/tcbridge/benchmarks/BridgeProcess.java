package io.tcbridge.benchmarks;

/**
 * A running {@code bridge run}, or a peer.
 *
 * @param instance its name in claims, history and files
 */
record BridgeProcess(String instance, Program program, GcLog gcLog) {}
