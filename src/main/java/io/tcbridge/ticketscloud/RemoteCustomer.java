package io.tcbridge.ticketscloud;

/** The buyer as a remote order shows him; what it does not show is null. */
public record RemoteCustomer(String name, String email, String phone) {

  /** Says nothing: a buyer's data must not reach a log by accident. */
  @Override
  public String toString() {
    return "RemoteCustomer[…]";
  }
}
