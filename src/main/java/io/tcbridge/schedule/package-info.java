/**
 * What runs on schedule, seen as one: how its last run went, and whether a person has paused it.
 */
package io.tcbridge.schedule;
