package io.tcbridge.order;

/** The buyer as the ERP knows him; every field may be null. */
public record Customer(String name, String email, String phone, String lang) {

  /** Says nothing: a buyer's data must not reach a log by accident. */
  @Override
  public String toString() {
    return "Customer[…]";
  }
}
