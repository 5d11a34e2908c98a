package io.tcbridge.demo;

import java.math.BigDecimal;

/** What one side says was sold. */
record Sold(int orders, int tickets, BigDecimal total) {}
