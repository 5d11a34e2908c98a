package io.tcbridge.config;

import java.util.Objects;

/**
 * One thing that is wrong with the configuration, told so that it can be repaired without reading
 * anything else.
 *
 * @param property the property's name, or the name of a file
 * @param variable the environment variable of that property; empty if there is none
 * @param found what was found and where, secrets masked
 * @param message what is expected and what to do
 */
public record Problem(String property, String variable, String found, String message) {

  public Problem {
    Objects.requireNonNull(property, "property");
    Objects.requireNonNull(variable, "variable");
    Objects.requireNonNull(found, "found");
    Objects.requireNonNull(message, "message");
  }

  @Override
  public String toString() {
    String name = variable.isEmpty() ? property : property + " (" + variable + ")";
    return name + ": found " + found + "; " + message;
  }
}
