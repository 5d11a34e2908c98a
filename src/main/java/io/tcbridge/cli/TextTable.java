package io.tcbridge.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Columns of text, each as wide as its widest cell; the last one is never padded. */
final class TextTable {

  /** What somebody else has written must not steer the terminal. */
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

  private final List<List<String>> lines = new ArrayList<>();

  TextTable(String... head) {
    lines.add(List.of(head));
  }

  /** Adds one line; nothing is shown as a dash. */
  void add(Object... cells) {
    List<String> line = new ArrayList<>();
    for (Object cell : cells) {
      String text = cell == null ? "" : CONTROL.matcher(cell.toString()).replaceAll(" ").strip();
      line.add(text.isEmpty() ? "-" : text);
    }
    lines.add(line);
  }

  List<String> lines() {
    int columns = lines.get(0).size();
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    List<String> shown = new ArrayList<>();
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String cell = line.get(i);
        text.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
      }
      shown.add(text.toString().stripTrailing());
    }
    return shown;
  }
}
