/** How long something lasts, on a machine whose clocks may be set or stand still. */
package io.tcbridge.clock;
