package io.tcbridge.export;

import java.time.Duration;
import java.util.Map;

/**
 * Who this process is among the living ones: of several with different files only the newest opens
 * and sends.
 *
 * @param runId of its row in {@code bridge.instance}
 * @param silence after which another one counts as gone
 */
public record Instance(String runId, Duration silence) {

  void addTo(Map<String, Object> parameters) {
    parameters.put("run_id", runId);
    parameters.put("silent_ms", silence.toMillis());
  }
}
