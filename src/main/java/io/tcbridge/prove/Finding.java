package io.tcbridge.prove;

/**
 * One thing that is off.
 *
 * @param code stable, for programs, e.g. {@code SOLD_TWICE}
 * @param orderNo of the ERP, or null
 * @param remoteId remote order concerned, or null
 * @param text one plain sentence without any buyer's data
 * @param next the command to type, or what to do
 */
public record Finding(
    Invariant invariant, String code, String orderNo, String remoteId, String text, String next) {

  /** The same thing found twice has the same key, even if its sentence tells other figures. */
  String key() {
    return code + "/" + (invariant == Invariant.I9 ? text : orderNo + "/" + remoteId);
  }
}
