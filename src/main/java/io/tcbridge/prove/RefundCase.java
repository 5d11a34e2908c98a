package io.tcbridge.prove;

/**
 * One refund of the ERP on all three sides.
 *
 * @param erp null when the ERP does not show it
 * @param entry null when the journal does not know it
 * @param remote null when it has no remote refund that was read
 */
record RefundCase(String refundNo, ErpRefund erp, JournalRefund entry, RemoteRefundEntry remote) {

  String orderNo() {
    return erp != null && erp.orderNo() != null
        ? erp.orderNo()
        : entry == null ? null : entry.orderNo();
  }

  String remoteId() {
    return entry != null && entry.remoteId() != null
        ? entry.remoteId()
        : erp == null ? null : erp.remoteId();
  }
}
