package io.tcbridge.benchmarks.peer;

import java.io.Serializable;

/** An order of the ERP with its only line. */
public record NewOrder(
    String orderNo, String event, String set, int places, String name, String email, String phone)
    implements Serializable {}
