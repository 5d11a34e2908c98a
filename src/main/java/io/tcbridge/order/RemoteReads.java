package io.tcbridge.order;

import io.tcbridge.ticketscloud.RemoteAnswer;
import io.tcbridge.ticketscloud.RemoteOrderReader;
import io.tcbridge.ticketscloud.RemoteRequest;
import io.tcbridge.ticketscloud.Setback;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;

/**
 * Begins reads. The GET of one order is not documented; it is tried once per process and used from
 * then on only if it worked.
 */
public final class RemoteReads {

  private enum Single {
    UNTRIED,
    WORKS,
    ABSENT
  }

  private final RemoteOrderReader reader;
  private volatile Single single = Single.UNTRIED;

  public RemoteReads(RemoteOrderReader reader) {
    this.reader = reader;
  }

  public RemoteReading begin(@Body List<Claim> claims) {
    return new RemoteReading(claims, reader, this);
  }

  public boolean goesOn(@Variable("reading") RemoteReading reading) {
    return reading.goesOn();
  }

  public RemoteRequest next(@Variable("reading") RemoteReading reading) {
    return reading.next();
  }

  public void take(@Variable("reading") RemoteReading reading, @Body RemoteAnswer answer) {
    reading.take(answer);
  }

  public void failed(
      @Variable("reading") RemoteReading reading, @ExchangeException Setback setback) {
    reading.failed(setback);
  }

  public List<Claim> claims(@Variable("reading") RemoteReading reading) {
    return reading.claims();
  }

  boolean maySingle() {
    return single != Single.ABSENT;
  }

  void singleWorks(boolean works) {
    single = works ? Single.WORKS : Single.ABSENT;
  }

  /** Whether a failed single GET only means that the list must be used. */
  boolean isFirstTry(Setback setback) {
    return switch (setback.verdict().consequence()) {
      case PAUSE_PROCESS, RETRY_LATER -> false;
      default -> true;
    };
  }
}
