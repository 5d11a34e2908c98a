package io.tcbridge.export;

import io.tcbridge.config.ConfigDirs;
import io.tcbridge.config.ConfigurationProblems;
import io.tcbridge.config.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads {@code exports.yaml} whole, or says everything that is wrong with it. */
public final class ExportsFile {

  public static final String NAME = "exports.yaml";

  private final Path file;
  private final boolean hasMail;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Export> exports = new ArrayList<>();

  private ExportsFile(Path file, boolean hasMail) {
    this.file = file;
    this.hasMail = hasMail;
  }

  /**
   * The exports from top to bottom.
   *
   * @param hasMail whether the bridge has a mail server
   * @throws ConfigurationProblems with everything that is wrong
   */
  public static List<Export> read(ConfigDirs dirs, boolean hasMail) {
    ExportsFile exports = new ExportsFile(dirs.find(NAME), hasMail);
    exports.readAll(exports.compose());
    if (!exports.problems.isEmpty()) {
      throw new ConfigurationProblems(exports.problems);
    }
    return List.copyOf(exports.exports);
  }

  /** What tells two files with other exports from each other; null without any. */
  public static String fingerprint(List<Export> exports) {
    if (exports.isEmpty()) {
      return null;
    }
    try {
      byte[] all = exports.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<Node> compose() {
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
      return new Compose(settings).composeString(Files.readString(file));
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> ", line " + (mark.getLine() + 1)).orElse("");
      problem(line + ": not YAML: " + e.getProblem(), "check indent, quotes and colons");
    } catch (YamlEngineException e) {
      problem(": not YAML: " + e.getMessage(), "check indent, quotes and colons");
    } catch (CharacterCodingException e) {
      problem(": not UTF-8", "save it as UTF-8");
    } catch (IOException e) {
      problem(": it can't be read (" + e.getMessage() + ")", "check that it is a readable file");
    }
    return Optional.empty();
  }

  private void readAll(Optional<Node> root) {
    if (root.isEmpty() || isNothing(root.get())) {
      return;
    }
    if (!(root.get() instanceof MappingNode mapping)) {
      problem(", line 1: no list of exports", "write \"exports:\" at the margin");
      return;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String name = scalar(tuple.getKeyNode()).orElse("?");
      Node content = tuple.getValueNode();
      if (!name.equals("exports")) {
        problem(at(tuple.getKeyNode()) + ": \"" + name + "\"", "only \"exports:\" is known here");
      } else if (content instanceof SequenceNode list) {
        readList(list);
      } else if (!isNothing(content)) {
        problem(at(content) + ": exports is no list", "begin each export with -");
      }
    }
  }

  private void readList(SequenceNode list) {
    Set<String> names = new HashSet<>();
    for (Node node : list.getValue()) {
      ExportEntry entry = new ExportEntry(node, hasMail, this::problem);
      entry.read().ifPresent(exports::add);
      if (!entry.name().isEmpty() && !names.add(entry.name())) {
        problem(
            at(node) + ", export " + entry.name() + ": this name is there already",
            "give each export its own name: its past runs are kept under it");
      }
    }
  }

  private void problem(String found, String todo) {
    problems.add(new Problem(NAME, "", file + found, todo));
  }

  static String at(Node node) {
    return ", line " + node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  private static boolean isNothing(Node node) {
    return node instanceof ScalarNode && scalar(node).filter(text -> !text.isBlank()).isEmpty();
  }

  /** The value of a scalar that is not null. */
  static Optional<String> scalar(Node node) {
    return node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)
        ? Optional.of(scalar.getValue())
        : Optional.empty();
  }
}
