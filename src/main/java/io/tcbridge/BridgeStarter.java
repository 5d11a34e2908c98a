package io.tcbridge;

import io.tcbridge.config.Settings;

/** Starts the bridge; what it returns stops it again. */
@FunctionalInterface
public interface BridgeStarter {

  /**
   * @throws Exception if the bridge can't be started at all; a database or a service that is down
   *     is no such case
   */
  AutoCloseable start(Settings settings) throws Exception;
}
