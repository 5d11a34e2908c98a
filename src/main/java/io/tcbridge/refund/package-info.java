/** Refunds: made for the ERP, decided by the ERP, and brought back whoever began them. */
package io.tcbridge.refund;
