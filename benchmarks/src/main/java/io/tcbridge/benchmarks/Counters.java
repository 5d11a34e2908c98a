package io.tcbridge.benchmarks;

import java.util.List;

/**
 * What a contender has used up so far.
 *
 * @param transactions that have written something, of the whole server
 * @param statements of the measured processes, with begin and commit
 * @param walBytes of the whole server
 */
record Counters(
    double worker,
    double compiler,
    double postgres,
    double sandbox,
    double harness,
    double machine,
    long transactions,
    long statements,
    double walBytes) {

  static Counters now(Lab lab, Contender contender) throws Exception {
    List<String> server =
        lab.database()
            .rows(
                "postgres",
                "select pg_snapshot_xmax(pg_current_snapshot()),"
                    + " (select coalesce(sum(s.calls), 0) from pg_stat_statements s"
                    + " join pg_roles r on r.oid = s.userid where r.rolname = ?),"
                    + " pg_current_wal_insert_lsn() - '0/0'::pg_lsn",
                Database.WORKER)
            .get(0);
    double worker = 0;
    double compiler = 0;
    for (BridgeProcess process : contender.processes()) {
      worker += Cpu.millis(process.program().pid());
      compiler += Cpu.millisOfThreads(process.program().pid(), "C[12] Compiler.*");
    }
    return new Counters(
        worker,
        compiler,
        lab.database().cpuMillis(),
        Cpu.millis(lab.sandbox().program().pid()),
        Cpu.millis(ProcessHandle.current().pid()),
        Cpu.millisOfMachine(),
        Long.parseLong(server.get(0)),
        Long.parseLong(server.get(1)),
        Double.parseDouble(server.get(2)));
  }

  Counters since(Counters before) {
    return new Counters(
        worker - before.worker,
        compiler - before.compiler,
        postgres - before.postgres,
        sandbox - before.sandbox,
        harness - before.harness,
        machine - before.machine,
        transactions - before.transactions,
        statements - before.statements,
        walBytes - before.walBytes);
  }

  /** Share of all processor time that had nothing to do with the measurement, in percent. */
  double othersPercent() {
    return machine <= 0
        ? 0
        : 100 * Math.max(0, machine - worker - postgres - sandbox - harness) / machine;
  }
}
