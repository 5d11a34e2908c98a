package io.tcbridge.refund;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares the three amounts of a refund. What the ERP expects decides where it says so; else the
 * refund must be what its tickets have cost, with the fee or without it: which of both is not
 * documented. It is never more than the buyer has paid.
 */
final class RefundAmounts {

  private final BigDecimal tolerance;

  RefundAmounts(BigDecimal tolerance) {
    this.tolerance = tolerance;
  }

  /**
   * @return the difference in plain words; empty when there is none, or when nothing can be said
   */
  Optional<String> difference(RefundClaim claim, BigDecimal nominal) {
    RefundRow row = claim.row();
    if (nominal == null || row.sold() == null) {
      return Optional.empty();
    }
    Map<String, SoldTicket> sold =
        row.sold().tickets().stream()
            .collect(Collectors.toMap(SoldTicket::id, Function.identity()));
    List<SoldTicket> tickets =
        claim.tickets().stream().filter(sold::containsKey).map(sold::get).toList();
    BigDecimal full = sum(tickets, SoldTicket::full);
    BigDecimal net = sum(tickets, SoldTicket::nominal);
    if (tickets.size() == claim.tickets().size()
        && full != null
        && nominal.compareTo(full.add(tolerance)) > 0) {
      return Optional.of("Ticketscloud refunds " + nominal + ", but the tickets have cost " + full);
    }
    BigDecimal expected = expected(claim);
    if (expected != null) {
      return expectedDifference(claim, expected, nominal);
    }
    boolean isKnown = tickets.size() == claim.tickets().size() && full != null && net != null;
    return !isKnown || agrees(nominal, net) || agrees(nominal, full)
        ? Optional.empty()
        : Optional.of(
            "Ticketscloud refunds "
                + nominal
                + ", but the tickets have cost "
                + net
                + ", "
                + full
                + " with the fee; set expected_nominal if that is right");
  }

  /** What the ERP expects of this refund and the other parts of what it asked for. */
  private static BigDecimal expected(RefundClaim claim) {
    BigDecimal own = claim.row().expectedNominal();
    return own != null ? own : claim.row().siblings().expected();
  }

  private Optional<String> expectedDifference(
      RefundClaim claim, BigDecimal expected, BigDecimal nominal) {
    if (waitsForSiblings(claim)) {
      return Optional.empty();
    }
    BigDecimal others = claim.row().siblings().nominal();
    BigDecimal all = others == null ? nominal : nominal.add(others);
    return agrees(all, expected)
        ? Optional.empty()
        : Optional.of("Ticketscloud refunds " + all + ", but the ERP expects " + expected);
  }

  /** Whether the sum of a split refund is expected, and not every part has its amount yet. */
  boolean waitsForSiblings(RefundClaim claim) {
    return expected(claim) != null && (claim.isSplitNow() || claim.row().siblings().unknown() > 0);
  }

  private boolean agrees(BigDecimal one, BigDecimal other) {
    return one.subtract(other).abs().compareTo(tolerance) <= 0;
  }

  private static BigDecimal sum(List<SoldTicket> tickets, Function<SoldTicket, BigDecimal> of) {
    BigDecimal sum = BigDecimal.ZERO;
    for (SoldTicket ticket : tickets) {
      if (of.apply(ticket) == null) {
        return null;
      }
      sum = sum.add(of.apply(ticket));
    }
    return sum;
  }
}
