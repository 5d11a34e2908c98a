package io.tcbridge.demo;

import io.tcbridge.sandbox.RefundView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Compares what the ERP was told about its refunds with what the sandbox has refunded. */
final class RefundAgreement {

  private RefundAgreement() {}

  /** Every difference in plain words; empty when all is as decided and both sides agree. */
  static List<String> differences(List<ErpRefund> erp, List<RefundView> remote) {
    List<String> differences = new ArrayList<>();
    Map<String, RefundView> unmatched = new HashMap<>();
    remote.forEach(refund -> unmatched.put(refund.id(), refund));
    for (ErpRefund refund : erp) {
      if (!refund.isAsDecided()) {
        differences.add(refund.toString());
      }
      RefundView there = refund.remoteId() == null ? null : unmatched.remove(refund.remoteId());
      if (there == null) {
        differences.add(refund.refundNo() + " has no remote refund of its own");
      } else if (!agree(refund, there)) {
        differences.add(
            "%s is %s of %s for ticket %s in the ERP, and %s of %s for tickets %s in the sandbox"
                .formatted(
                    refund.refundNo(),
                    refund.status(),
                    refund.money(),
                    refund.ticketId(),
                    there.status(),
                    there.amount(),
                    there.tickets()));
      }
    }
    unmatched
        .keySet()
        .forEach(id -> differences.add("remote refund " + id + " belongs to none of the ERP's"));
    return differences;
  }

  private static boolean agree(ErpRefund refund, RefundView there) {
    return there.status().equals(refund.status().toLowerCase(Locale.ROOT))
        && there.tickets().equals(List.of(refund.ticketId()))
        && refund.money() != null
        && refund.money().compareTo(there.amount()) == 0;
  }

  static Refunded erp(List<ErpRefund> refunds) {
    List<ErpRefund> approved = refunds.stream().filter(ErpRefund::isApproved).toList();
    return new Refunded(
        approved.size(),
        (int) refunds.stream().filter(ErpRefund::isRejected).count(),
        (int) refunds.stream().filter(one -> one.ticketStatus().equals("REFUNDED")).count(),
        sum(approved.stream().map(ErpRefund::money).toList()));
  }

  static Refunded sandbox(List<RefundView> refunds) {
    List<RefundView> approved =
        refunds.stream().filter(refund -> refund.status().equals("approved")).toList();
    return new Refunded(
        approved.size(),
        (int) refunds.stream().filter(refund -> refund.status().equals("rejected")).count(),
        approved.stream().mapToInt(refund -> refund.tickets().size()).sum(),
        sum(approved.stream().map(RefundView::amount).toList()));
  }

  private static BigDecimal sum(List<BigDecimal> amounts) {
    return amounts.stream()
        .map(amount -> amount == null ? BigDecimal.ZERO : amount)
        .reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
  }
}
