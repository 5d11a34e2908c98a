package io.tcbridge.prove;

/**
 * A text that may tell what it must not.
 *
 * @param place where it was found, for people
 */
public record Text(String place, String content) {}
