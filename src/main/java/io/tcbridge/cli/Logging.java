package io.tcbridge.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import io.tcbridge.config.ConfigDirs;
import io.tcbridge.config.ConfigurationProblems;
import io.tcbridge.config.Problem;
import io.tcbridge.config.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** Sets up logging by {@code logback.xml} of the configuration. */
final class Logging {

  private Logging() {}

  /**
   * @throws ConfigurationProblems if the file is missing or can't be understood
   */
  static void start(Settings settings) {
    LoggerContext context = cleanContext(settings.bridge().instance());
    context.putProperty("format", settings.bridge().logFormat().name().toLowerCase(Locale.ROOT));
    context.putObject(MaskingEncoder.SECRET, settings.ticketscloud().apiKey());
    configure(context, settings.configDirs());
  }

  /**
   * Writes the same lines into a file, for a command that has the terminal for itself.
   *
   * @throws ConfigurationProblems if the file is missing or can't be understood
   */
  static void intoFile(ConfigDirs dirs, String instance, Path file) {
    LoggerContext context = cleanContext(instance);
    context.putProperty("format", "file");
    context.putProperty("file", file.toString());
    configure(context, dirs);
  }

  private static LoggerContext cleanContext(String instance) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    context.putProperty("instance", instance);
    return context;
  }

  private static void configure(LoggerContext context, ConfigDirs dirs) {
    Path file = dirs.find("logback.xml");
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(file.toFile());
    } catch (JoranException e) {
      throw new ConfigurationProblems(
          List.of(
              new Problem(
                  "logback.xml",
                  "",
                  "a file that can't be understood: " + file + " (" + e.getMessage() + ")",
                  "correct it, or remove it to use the installed one")));
    }
  }
}
