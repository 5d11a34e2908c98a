/** Who is told when automation gives up or pauses, and how. */
package io.tcbridge.alert;
