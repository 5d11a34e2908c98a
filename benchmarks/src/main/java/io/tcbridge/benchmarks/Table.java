package io.tcbridge.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Named figures, one row each, with one or more columns; printed for people or as JSON. */
final class Table {

  private final List<String> columns;
  private final Map<String, List<Object>> rows = new LinkedHashMap<>();

  Table(String... columns) {
    this.columns = List.of(columns);
  }

  void row(String name, Object... values) {
    List<Object> row = new ArrayList<>();
    for (Object value : values) {
      row.add(value instanceof Double number ? rounded(number) : value);
    }
    rows.put(name, row);
  }

  private static Object rounded(double number) {
    if (!Double.isFinite(number)) {
      return "-";
    }
    int digits = Math.abs(number) >= 100 ? 0 : Math.abs(number) >= 10 ? 1 : 2;
    return BigDecimal.valueOf(number).setScale(digits, RoundingMode.HALF_UP);
  }

  void print(PrintStream out, boolean json) {
    if (json) {
      out.println(json());
      return;
    }
    int name = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = columns.get(i).length();
      for (List<Object> row : rows.values()) {
        widths[i] = Math.max(widths[i], cell(row, i).length());
      }
    }
    out.println(line("", name, columns.stream().map(column -> (Object) column).toList(), widths));
    rows.forEach((row, values) -> out.println(line(row, name, values, widths)));
  }

  private static String line(String first, int width, List<Object> values, int[] widths) {
    StringBuilder line = new StringBuilder(String.format("%-" + Math.max(1, width) + "s", first));
    for (int i = 0; i < widths.length; i++) {
      line.append("  ").append(String.format("%" + Math.max(1, widths[i]) + "s", cell(values, i)));
    }
    return line.toString();
  }

  private static String cell(List<Object> row, int column) {
    return column < row.size() && row.get(column) != null ? row.get(column).toString() : "";
  }

  private String json() {
    Map<String, Map<String, Object>> all = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      Map<String, Object> figures = new LinkedHashMap<>();
      for (Map.Entry<String, List<Object>> row : rows.entrySet()) {
        if (i < row.getValue().size()) {
          figures.put(row.getKey(), row.getValue().get(i));
        }
      }
      all.put(columns.get(i), figures);
    }
    try {
      return JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build()
          .writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
