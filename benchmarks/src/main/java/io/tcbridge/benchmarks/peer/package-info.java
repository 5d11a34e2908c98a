/** Other ways to carry the same orders; each class with a main method is a process of the table. */
package io.tcbridge.benchmarks.peer;
