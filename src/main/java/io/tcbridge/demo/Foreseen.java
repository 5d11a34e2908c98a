package io.tcbridge.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares how the samples ended with the ends that their data must lead to. */
final class Foreseen {

  private static final Ending UNKNOWN = new Ending("absent", "");

  private Foreseen() {}

  /**
   * One line of the result table.
   *
   * @param orders how many orders ended so
   * @param foreseen how many were to end so
   */
  record Row(Ending ending, int orders, int foreseen) {}

  /** A line for each ending that was reached or foreseen. */
  static List<Row> table(List<Sample> samples, Map<String, Ending> endings) {
    Map<Ending, Integer> reached = new TreeMap<>();
    Map<Ending, Integer> foreseen = new TreeMap<>();
    for (Sample sample : samples) {
      reached.merge(endings.getOrDefault(sample.orderNo(), UNKNOWN), 1, Integer::sum);
      foreseen.merge(sample.foreseen(), 1, Integer::sum);
    }
    Set<Ending> all = new HashSet<>(reached.keySet());
    all.addAll(foreseen.keySet());
    return all.stream()
        .sorted()
        .map(
            ending ->
                new Row(ending, reached.getOrDefault(ending, 0), foreseen.getOrDefault(ending, 0)))
        .toList();
  }

  /** Every sample that ended otherwise; of a contest only the sum of its ends counts. */
  static List<String> differences(List<Sample> samples, Map<String, Ending> endings) {
    Map<String, List<Sample>> contests =
        samples.stream()
            .collect(
                Collectors.groupingBy(Sample::contest, LinkedHashMap::new, Collectors.toList()));
    List<String> differences = new ArrayList<>();
    for (List<Sample> contest : contests.values()) {
      List<Ending> wanted = contest.stream().map(Sample::foreseen).sorted().toList();
      List<Ending> reached =
          contest.stream()
              .map(sample -> endings.getOrDefault(sample.orderNo(), UNKNOWN))
              .sorted()
              .toList();
      if (!wanted.equals(reached)) {
        differences.add(
            "%s ended as %s, foreseen was %s"
                .formatted(numbers(contest), text(reached), text(wanted)));
      }
    }
    return differences;
  }

  private static String numbers(List<Sample> contest) {
    return contest.stream().map(Sample::orderNo).collect(Collectors.joining(" and "));
  }

  private static String text(Collection<Ending> endings) {
    return endings.stream().map(Ending::toString).collect(Collectors.joining(" and "));
  }
}
