/** Exports on schedule: which runs are due, who makes them, and what is asked for or built. */
package io.tcbridge.export;
