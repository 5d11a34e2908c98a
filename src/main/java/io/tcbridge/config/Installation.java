package io.tcbridge.config;

import java.nio.file.Path;

/**
 * The directory that holds {@code bin/}, {@code lib/}, {@code routes/} and {@code config/}.
 *
 * @param home that directory, absolute
 */
public record Installation(Path home) {

  public Installation {
    home = home.toAbsolutePath().normalize();
  }

  /**
   * The installation of the running program: the system property {@code bridge.home}, which {@code
   * bin/bridge} sets, else the working directory.
   */
  public static Installation current() {
    return new Installation(Path.of(System.getProperty("bridge.home", "")));
  }

  public Path config() {
    return home.resolve("config");
  }

  public Path routes() {
    return home.resolve("routes");
  }
}
