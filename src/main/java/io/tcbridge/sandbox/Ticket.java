package io.tcbridge.sandbox;

/** One ticket: on sale, held or sold. Amounts are those of the order that holds it. */
final class Ticket {
  final String id;
  final Category category;
  final String serial;
  final int number;
  final SandboxSeat seat;

  Order order;
  String barcode;
  boolean refunded;
  long price;
  long discount;
  long nominal;
  long extra;
  long full;

  Ticket(String id, Category category, String serial, int number, SandboxSeat seat) {
    this.id = id;
    this.category = category;
    this.serial = serial;
    this.number = number;
    this.seat = seat;
  }

  /** What a refund keeps of a ticket: who it is and what it cost. */
  Ticket paidCopy() {
    Ticket copy = new Ticket(id, category, serial, number, seat);
    copy.order = order;
    copy.barcode = barcode;
    copy.price = price;
    copy.discount = discount;
    copy.nominal = nominal;
    copy.extra = extra;
    copy.full = full;
    return copy;
  }

  /** What an order may keep of a ticket that went back on sale after a refund: no money. */
  Ticket refundedCopy() {
    Ticket copy = new Ticket(id, category, serial, number, seat);
    copy.order = order;
    copy.barcode = barcode;
    copy.refunded = true;
    return copy;
  }

  void clear() {
    order = null;
    barcode = null;
    price = 0;
    discount = 0;
    nominal = 0;
    extra = 0;
    full = 0;
  }
}
