package io.tcbridge.benchmarks;

/**
 * Processor milliseconds at one moment, or between two.
 *
 * @param compiler of the worker, its just-in-time compilers
 * @param collector of the worker, its garbage collector
 * @param machine all that the machine's processors did
 * @param harness this process
 */
record Usage(
    double worker,
    double compiler,
    double collector,
    double postgres,
    double sandbox,
    double harness,
    double machine) {

  static Usage now(Lab lab, Program worker) {
    return new Usage(
        Cpu.millis(worker.pid()),
        Cpu.millisOfThreads(worker.pid(), "C[12] Compiler.*"),
        Cpu.millisOfThreads(worker.pid(), "G1.*|GC.*|VM Thread"),
        lab.database().cpuMillis(),
        Cpu.millis(lab.sandbox().program().pid()),
        Cpu.millis(ProcessHandle.current().pid()),
        Cpu.millisOfMachine());
  }

  Usage since(Usage before) {
    return new Usage(
        worker - before.worker,
        compiler - before.compiler,
        collector - before.collector,
        postgres - before.postgres,
        sandbox - before.sandbox,
        harness - before.harness,
        machine - before.machine);
  }

  /** The same moment, but for this process: what it did up to now does not count. */
  Usage withoutHarness() {
    return new Usage(
        worker,
        compiler,
        collector,
        postgres,
        sandbox,
        Cpu.millis(ProcessHandle.current().pid()),
        machine);
  }

  /** What had nothing to do with the measurement. */
  double others() {
    return Math.max(0, machine - worker - postgres - sandbox - harness);
  }
}
