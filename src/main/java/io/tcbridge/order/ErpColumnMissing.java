package io.tcbridge.order;

import io.tcbridge.config.ErpSql;
import java.util.List;
import java.util.Map;

/** The ERP's rows lack a column that we read. Nothing may be done with such rows. */
public final class ErpColumnMissing extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private ErpColumnMissing(String message) {
    super(message);
  }

  /** Throws if these rows of a file in {@code config/erp/} are not complete. */
  public static void check(String file, List<Map<String, Object>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    List<String> missing = ErpSql.missingColumns(file, rows.get(0).keySet());
    if (!missing.isEmpty()) {
      throw new ErpColumnMissing(
          "the result of "
              + ErpSql.path(file)
              + " has no column "
              + String.join(", ", missing)
              + "; "
              + ErpSql.howToAdd(missing));
    }
  }
}
