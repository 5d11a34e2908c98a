package io.tcbridge.refund;

import io.tcbridge.config.Settings;
import io.tcbridge.order.ErpColumnMissing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Variable;

/** Pages through the ERP's decisions and hands them to the journal. */
public final class RefundDecisions {

  private static final int PAGE = 1000;

  private final Settings settings;
  private String after = "";

  public RefundDecisions(Settings settings) {
    this.settings = settings;
  }

  public Map<String, Object> ask() {
    return Map.of("after", after, "batch", PAGE);
  }

  /** Rows stay selected until their refunds are final; a full page must not hide the next one. */
  public void next(@Variable("refunds") List<Map<String, Object>> refunds) {
    ErpColumnMissing.check("select-refund-decisions", refunds);
    after =
        refunds.size() < PAGE
            ? ""
            : RefundIntake.text(refunds.get(refunds.size() - 1), "refund_no");
  }

  /** Parameters of {@code save-decisions.sql}. */
  public Map<String, Object> decided(@Variable("refunds") List<Map<String, Object>> refunds) {
    List<Map<String, Object>> decisions = new ArrayList<>();
    for (Map<String, Object> row : refunds) {
      Map<String, Object> decision = new HashMap<>();
      decision.put("refund_no", RefundIntake.text(row, "refund_no"));
      decision.put("decision", RefundRequest.decision(RefundIntake.text(row, "decision")));
      decisions.add(decision);
    }
    return Map.of("decisions", Json.of(decisions), "instance", settings.bridge().instance());
  }
}
