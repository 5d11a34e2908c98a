package io.tcbridge.cli;

import io.tcbridge.config.Settings;
import io.tcbridge.prove.Proof;
import io.tcbridge.prove.SandboxReader;
import io.tcbridge.prove.Window;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Decides after a run against the sandbox whether every promise was kept. */
@Command(
    name = "verify-history",
    description =
        "Reads the sandbox's orders and its history of calls, the ERP and the journal, and decides"
            + " whether every promise was kept. Changes nothing.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {"", "Exit codes: 0 all kept, 1 failed, 2 wrong configuration, 3 something is off."})
public final class VerifyHistoryCommand implements Callable<Integer> {

  @ParentCommand private Main bridge;

  @Spec private CommandSpec spec;

  @Mixin private ProofOptions options;

  @Option(
      names = "--sandbox",
      paramLabel = "URL",
      description = "Address of the sandbox (default: ticketscloud.url).")
  private String sandbox;

  private final Map<String, String> env;

  public VerifyHistoryCommand(Map<String, String> env) {
    this.env = Map.copyOf(env);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (sandbox != null && !sandbox.matches("https?://[\\w.:\\[\\]-]+/*")) {
      throw new ParameterException(
          spec.commandLine(), "--sandbox: expected an address like http://127.0.0.1:8089");
    }
    Settings settings = Settings.load(bridge.common().dirs(), env);
    String url = sandbox == null ? settings.ticketscloud().url().toString() : sandbox;
    Proof proof =
        new ProofRun(settings, options)
            .prove(Window.everything(), new SandboxReader(url.replaceAll("/+$", "")), false, true);
    return new ProofPrint(proof)
        .tell(spec.commandLine().getOut(), bridge.common().json(), options.limit());
  }
}
