package io.tcbridge.ticketscloud;

import java.util.Set;

/**
 * One entry of errors.yaml, for people.
 *
 * @param group the list it stands in
 * @param line where it begins in the file
 * @param number in the table of documented messages; null for other entries
 * @param match the text, the code, or the name of the outcome that it is for; empty when it goes by
 *     the HTTP status alone
 * @param isText whether {@code match} is a text that Ticketscloud sends
 * @param status the HTTP statuses; empty means any
 */
public record DictionaryLine(
    String group,
    int line,
    Integer number,
    String match,
    boolean isText,
    String status,
    Set<Operation> operations,
    Consequence consequence,
    String reason,
    boolean repeatNow,
    String hint) {}
