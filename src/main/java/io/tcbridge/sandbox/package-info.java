/** A stateful simulator of the Ticketscloud REST API, with switches, faults and an admin API. */
package io.tcbridge.sandbox;
