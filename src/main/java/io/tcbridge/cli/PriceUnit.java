package io.tcbridge.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the catalogue's prices are in the unit that they are taken for (tc-simple says nothing of
 * it). Only what was really sold can tell, so before the first sales nothing is said.
 *
 * @param compared sold tickets whose category has a price in the catalogue
 * @param same of them at that price; others may have been sold at an earlier one
 * @param larger of them where the catalogue shows a hundred times the price
 * @param smaller of them where it shows a hundredth
 */
record PriceUnit(long compared, long same, long larger, long smaller) {

  /**
   * A price may change to its hundredth by chance; not so often, and never without an equal one.
   */
  private static final int MANY = 3;

  static PriceUnit of(Connection journal) throws SQLException {
    Map<String, Object> row =
        JournalStatement.of("compare-prices.sql").rows(journal, Map.of()).get(0);
    return new PriceUnit(
        number(row, "compared"),
        number(row, "same"),
        number(row, "larger"),
        number(row, "smaller"));
  }

  private static long number(Map<String, Object> row, String column) {
    return ((Number) row.get(column)).longValue();
  }

  Optional<String> trouble() {
    if (same > 0 || Math.max(larger, smaller) < MANY) {
      return Optional.empty();
    }
    return Optional.of(
        "the catalogue shows %s of what %d tickets were sold for, so its prices are in another unit"
            .formatted(
                larger > smaller ? "a hundred times" : "a hundredth", Math.max(larger, smaller)));
  }

  String said() {
    return compared == 0
        ? "nothing was sold yet to compare them with"
        : same + " of " + compared + " tickets were sold at the price of the catalogue";
  }
}
