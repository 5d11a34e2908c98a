package io.tcbridge.ops;

import io.tcbridge.ticketscloud.RemoteClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far the clocks of the journal and of Ticketscloud are ahead of this machine's. Orders are not
 * harmed by that, because none of their times is taken from this machine; logs, certificates and
 * people are.
 */
final class Clocks {

  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  private final InstantSource own;
  private final RemoteClock remote;
  private volatile Duration journalAhead;

  Clocks(InstantSource own, RemoteClock remote) {
    this.own = own;
    this.remote = remote;
  }

  /** Takes the journal's clock, which was read just now. */
  void journal(Instant now) {
    journalAhead = Duration.between(own.instant(), now);
  }

  /** By name of whose clock it is; what is not known is not there. */
  Map<String, Duration> ahead() {
    Map<String, Duration> ahead = new TreeMap<>();
    Optional.ofNullable(journalAhead).ifPresent(by -> ahead.put("journal", by));
    remote.ahead().ifPresent(by -> ahead.put("ticketscloud", by));
    return ahead;
  }

  /** What is off by more than a minute; null when nothing is. */
  String trouble() {
    String off =
        ahead().entrySet().stream()
            .filter(clock -> clock.getValue().abs().compareTo(TOLERANCE) > 0)
            .map(clock -> clock.getKey() + " " + clock.getValue().toSeconds() + " s")
            .collect(Collectors.joining(", "));
    return off.isEmpty()
        ? null
        : "clocks are ahead of this machine's: " + off + "; let all of them be set by NTP";
  }
}
