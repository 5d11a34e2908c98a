package io.tcbridge.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows the orders travel: redrawn in place on a terminal, a line per second otherwise. */
public final class Screen {

  /** How much is shown, and how. */
  public enum Mode {
    /** A small table that is redrawn in place. */
    LIVE,
    /** Plain lines. */
    LINES,
    /** Nothing. */
    SILENT
  }

  private static final int BAR = 36;
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(1);

  private final PrintWriter out;
  private final Mode mode;
  private Duration lastLine = BETWEEN_LINES.negated();
  private int drawn;

  public Screen(PrintWriter out, Mode mode) {
    this.out = out;
    this.mode = mode;
  }

  /** One line that stays. */
  void say(String text) {
    if (mode != Mode.SILENT) {
      out.println(text);
      out.flush();
    }
  }

  void show(Progress progress) {
    if (mode == Mode.LIVE) {
      redraw(table(progress));
    } else if (mode == Mode.LINES
        && progress.elapsed().minus(lastLine).compareTo(BETWEEN_LINES) >= 0) {
      lastLine = progress.elapsed();
      say(line(progress));
    }
  }

  /** The last state of all, shown whenever the one before was. */
  void showLast(Progress progress) {
    lastLine = BETWEEN_LINES.negated();
    show(progress);
    drawn = 0;
    say("");
  }

  private void redraw(List<String> lines) {
    StringBuilder frame = new StringBuilder();
    if (drawn > 0) {
      frame.append(String.format(Locale.ROOT, "\u001b[%dA\u001b[J", drawn));
    }
    lines.forEach(line -> frame.append(line).append(System.lineSeparator()));
    out.print(frame);
    out.flush();
    drawn = lines.size();
  }

  private static List<String> table(Progress progress) {
    int filled = BAR * progress.ended() / Math.max(1, progress.orders());
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "  [%s%s] %d of %d orders ended, %s",
            "#".repeat(filled),
            ".".repeat(BAR - filled),
            progress.ended(),
            progress.orders(),
            seconds(progress.elapsed())));
    lines.add("");
    for (int i = 0; i < Progress.STAGES.size(); i++) {
      lines.add(
          "  "
              + cell(progress, Progress.STAGES, i)
              + "    "
              + cell(progress, Progress.OUTCOMES, i));
    }
    return lines;
  }

  private static String cell(Progress progress, List<String> places, int index) {
    return index < places.size()
        ? String.format(Locale.ROOT, "%-11s %5d", places.get(index), progress.at(places.get(index)))
        : "";
  }

  private static String line(Progress progress) {
    return String.format(
        Locale.ROOT,
        "  %7s  %d of %d ended | %s | %s",
        seconds(progress.elapsed()),
        progress.ended(),
        progress.orders(),
        counts(progress, Progress.STAGES),
        counts(progress, Progress.OUTCOMES));
  }

  private static String counts(Progress progress, List<String> places) {
    String counts =
        places.stream()
            .filter(place -> progress.at(place) > 0)
            .map(place -> place + " " + progress.at(place))
            .collect(Collectors.joining(", "));
    return counts.isEmpty() ? "-" : counts;
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
