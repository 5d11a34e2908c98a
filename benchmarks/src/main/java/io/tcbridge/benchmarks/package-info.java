/** Measures the built distribution from outside: every part is a process of its own. */
package io.tcbridge.benchmarks;
