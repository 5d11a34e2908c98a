package io.tcbridge.export;

/** Hears what becomes of runs, for the metrics. */
public interface ExportEvents {

  /**
   * @param result {@code done}, {@code later} or {@code open}
   */
  void ended(String export, String result);
}
