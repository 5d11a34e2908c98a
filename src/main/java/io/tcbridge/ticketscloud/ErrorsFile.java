package io.tcbridge.ticketscloud;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads errors.yaml whole, or says everything that is wrong with it. */
final class ErrorsFile {
  static final List<String> TEXT_FIELDS = List.of("no", "text", "field-prefix", "code");

  private final Path file;
  private final List<String> problems = new ArrayList<>();
  private final List<ErrorEntry> entries = new ArrayList<>();

  private ErrorsFile(Path file) {
    this.file = file;
  }

  /** The entries from top to bottom. */
  static List<ErrorEntry> read(Path file) {
    var errors = new ErrorsFile(file);
    errors.readGroups(errors.compose());
    if (errors.problems.isEmpty()) {
      errors.checkTwins();
      errors.checkOutcomes();
    }
    if (!errors.problems.isEmpty()) {
      throw new ErrorsFileProblem(file, errors.problems);
    }
    return List.copyOf(errors.entries);
  }

  private Node compose() {
    try {
      var settings = LoadSettings.builder().setLabel(file.toString()).build();
      return new Compose(settings)
          .composeString(Files.readString(file))
          .orElseThrow(() -> broken("the file is empty; take the one from the distribution"));
    } catch (MarkedYamlEngineException e) {
      var line = e.getProblemMark().map(mark -> "line " + (mark.getLine() + 1) + ": ").orElse("");
      throw broken(line + "is not YAML: " + e.getProblem() + "; check indent, quotes and colons");
    } catch (YamlEngineException e) {
      throw broken("is not YAML: " + e.getMessage() + "; check indent, quotes and colons");
    } catch (NoSuchFileException e) {
      throw broken("there is no such file; take the one from the distribution");
    } catch (CharacterCodingException e) {
      throw broken("is not UTF-8; save it as UTF-8");
    } catch (IOException e) {
      throw broken("can't be read (" + e.getMessage() + "); check that it is a readable file");
    }
  }

  private void readGroups(Node root) {
    if (!(root instanceof MappingNode groups)) {
      throw broken("line 1: has no groups; write \"own:\", \"outcomes:\" and so on at the margin");
    }
    for (var group : groups.getValue()) {
      var name = scalar(group.getKeyNode()).orElse("?");
      var content = group.getValueNode();
      if (content instanceof SequenceNode list) {
        var position = 0;
        for (var entry : list.getValue()) {
          position++;
          new EntryReader(name, position, entry, problems).read().ifPresent(entries::add);
        }
      } else if (scalar(content).isPresent() || content instanceof MappingNode) {
        problems.add("line %d: %s is no list; begin entries with -".formatted(line(content), name));
      }
    }
  }

  /** In one group a second entry for the same text would never be reached. */
  private void checkTwins() {
    for (var later = 0; later < entries.size(); later++) {
      var second = entries.get(later);
      entries.subList(0, later).stream()
          .filter(first -> areTwins(first, second))
          .findFirst()
          .ifPresent(
              first ->
                  problems.add(
                      "line %d, %s: text \"%s\" is already there on line %d for the same"
                              .formatted(second.line(), second.group(), second.text(), first.line())
                          + " operation and status; keep one"));
    }
  }

  private static boolean areTwins(ErrorEntry first, ErrorEntry second) {
    return first.group().equals(second.group())
        && first.text() != null
        && second.text() != null
        && TextPattern.fold(first.text()).equals(TextPattern.fold(second.text()))
        && Objects.equals(first.statuses(), second.statuses())
        && first.operations().stream().anyMatch(second.operations()::contains);
  }

  /** Every operation needs a way out of every outcome. */
  private void checkOutcomes() {
    for (var outcome : List.of("not-sent", "no-answer", "not-json", "unknown")) {
      var status = outcome.equals("not-json") ? 200 : 0;
      var missing = EnumSet.allOf(Operation.class);
      missing.removeIf(
          operation ->
              entries.stream()
                  .filter(entry -> outcome.equals(entry.outcome()))
                  .anyMatch(entry -> entry.fits(operation, status)));
      if (!missing.isEmpty()) {
        problems.add(
            "outcomes: outcome %s has no entry for %s; add one"
                .formatted(
                    outcome,
                    missing.stream().map(Operation::label).collect(Collectors.joining(", "))));
      }
    }
  }

  private ErrorsFileProblem broken(String problem) {
    return new ErrorsFileProblem(file, List.of(problem));
  }

  /** Where a node begins; the first line is 1. */
  static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  /** The value of a scalar that is not null. */
  static Optional<String> scalar(Node node) {
    return node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)
        ? Optional.of(scalar.getValue())
        : Optional.empty();
  }
}
