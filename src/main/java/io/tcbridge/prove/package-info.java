/** Decides from what ERP, journal and Ticketscloud show whether the bridge kept its promises. */
package io.tcbridge.prove;
