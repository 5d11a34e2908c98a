package io.tcbridge.prove;

import io.tcbridge.config.Secret;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/**
 * I9: no API key and nobody's name, e-mail or phone where they don't belong. The buyers of the
 * window are read from the ERP, compared and forgotten; a finding names the order, never the value.
 *
 * @param sources logs and metrics, besides the texts of the journal and the ERP
 */
public record Privacy(Secret apiKey, List<TextSource> sources) {

  private static final int MOST_FINDINGS = 1000;

  void judge(ErpReader erp, JournalReader journal, Tally tally)
      throws SQLException, IOException, InterruptedException {
    BuyerData buyers = new BuyerData(apiKey.reveal());
    erp.customers(buyers);
    Consumer<Text> reader = text -> judge(text, buyers, tally);
    erp.reasons(reader);
    journal.texts(reader);
    for (TextSource source : sources) {
      source.read(reader);
    }
  }

  private static void judge(Text text, BuyerData buyers, Tally tally) {
    tally.checked(Invariant.I9);
    if (tally.size() < MOST_FINDINGS) {
      buyers.in(text.content()).ifPresent(leak -> found(text, leak, tally));
    }
  }

  private static void found(Text text, BuyerData.Leak leak, Tally tally) {
    boolean isKey = leak.orderNo() == null;
    String whose = isKey ? "the API key" : "the buyer's " + leak.what() + " of " + leak.orderNo();
    tally.found(
        new Finding(
            Invariant.I9,
            isKey ? "API_KEY" : "PERSONAL_DATA",
            leak.orderNo(),
            null,
            whose + " is in " + text.place(),
            isKey
                ? "change the key, then remove it from there"
                : "remove it from there, and report the line without the value"));
  }
}
