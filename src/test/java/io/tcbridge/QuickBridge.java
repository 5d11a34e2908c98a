package io.tcbridge;

import io.tcbridge.config.Settings;
import java.time.Duration;
import org.apache.camel.CamelContext;

/** The bridge with shorter waits where production has none to set. */
public final class QuickBridge {

  private QuickBridge() {}

  /**
   * @param probePeriod between two questions whether a paused process may go on
   */
  public static Bridge start(Settings settings, Duration probePeriod) throws Exception {
    return Bridge.start(settings, probePeriod);
  }

  /** Its routes. */
  public static CamelContext camel(Bridge bridge) {
    return bridge.camel();
  }
}
