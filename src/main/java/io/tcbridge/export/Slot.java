package io.tcbridge.export;

import java.time.Instant;

/**
 * One logical run of an export.
 *
 * @param planned when it is to run
 * @param origin {@code schedule}, or {@code missed} when its time has passed unnoticed
 * @param skipped why it is not run; null if it is
 */
record Slot(Instant planned, Span span, String origin, String skipped) {}
