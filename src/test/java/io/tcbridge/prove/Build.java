package io.tcbridge.prove;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcbridge.config.ConfigDirs;
import io.tcbridge.config.Installation;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A build of the bridge that differs from the shipped one in one text. It starts beside the tests'
 * own, in class loaders that see the changed class or statement first.
 */
final class Build {

  private static final Path SHIPPED_CLASSES = Path.of("target", "classes").toAbsolutePath();
  private static final Path JAVA = Path.of("src", "main", "java");
  private static final Path RESOURCES = Path.of("src", "main", "resources");

  /** A bridge that runs. */
  interface Instance extends AutoCloseable {
    @Override
    void close();
  }

  private final Path dir;

  private Build(Path dir) {
    this.dir = dir;
  }

  /** As it is shipped. */
  static Build shipped() {
    return new Build(Path.of("no such directory"));
  }

  /**
   * Makes the build in this directory.
   *
   * @throws AssertionError unless the file has the text exactly once: the mutant would be none
   */
  static Build of(Mutant mutant, Path dir) throws IOException {
    Path file = Path.of(mutant.file());
    String source = Files.readString(file);
    assertThat(source.split(Pattern.quote(mutant.text()), -1))
        .as("the text of " + mutant + " stands once in " + file)
        .hasSize(2);
    Build build = new Build(dir);
    build.put(file, source.replace(mutant.text(), mutant.replacement()));
    return build;
  }

  private void put(Path file, String changed) throws IOException {
    if (file.startsWith(JAVA)) {
      compile(write(dir.resolve("sources").resolve(file.getFileName()), changed));
    } else if (file.startsWith(RESOURCES)) {
      write(classes().resolve(RESOURCES.relativize(file)), changed);
    } else {
      copy(file.getName(0));
      write(dir.resolve(file), changed);
    }
  }

  private void compile(Path source) throws IOException {
    Files.createDirectories(classes());
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-parameters",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes().toString(),
                source.toString());
    assertThat(exit).as("the mutant compiles").isZero();
  }

  private void copy(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        write(dir.resolve(file), Files.readString(file));
      }
    }
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** What stands first on its class path. */
  Path classes() {
    return dir.resolve("classes");
  }

  /** Starts an instance in this process. */
  Instance start(Map<String, String> env) throws Exception {
    Map<String, String> own = new HashMap<>(env);
    if (Files.isDirectory(dir.resolve("routes"))) {
      own.put("BRIDGE_ROUTES", dir.resolve("routes").toString());
    }
    ClassLoader loader =
        new URLClassLoader(
            new URL[] {classes().toUri().toURL(), SHIPPED_CLASSES.toUri().toURL()},
            new Libraries(getClass().getClassLoader()));
    Thread current = Thread.currentThread();
    ClassLoader before = current.getContextClassLoader();
    current.setContextClassLoader(loader);
    try {
      return start(loader, own);
    } catch (InvocationTargetException failure) {
      throw (Exception) failure.getCause();
    } finally {
      current.setContextClassLoader(before);
    }
  }

  private Instance start(ClassLoader loader, Map<String, String> env)
      throws ReflectiveOperationException {
    Class<?> installation = loader.loadClass(Installation.class.getName());
    Class<?> dirs = loader.loadClass(ConfigDirs.class.getName());
    Class<?> settings = loader.loadClass("io.tcbridge.config.Settings");
    Class<?> bridge = loader.loadClass("io.tcbridge.Bridge");
    Object home = installation.getMethod("current").invoke(null);
    List<Path> over =
        Files.isDirectory(dir.resolve("config")) ? List.of(dir.resolve("config")) : List.of();
    Object config = dirs.getMethod("over", installation, List.class).invoke(null, home, over);
    Object loaded = settings.getMethod("load", dirs, Map.class).invoke(null, config, env);
    // Quartz keeps the schedulers of a JVM in one place, and looks before it puts one there.
    synchronized (Build.class) {
      AutoCloseable started =
          (AutoCloseable) bridge.getMethod("start", settings).invoke(null, loaded);
      return () -> stop(started);
    }
  }

  private static void stop(AutoCloseable started) {
    try {
      started.close();
    } catch (Exception failure) {
      throw new IllegalStateException("the bridge did not stop", failure);
    }
  }

  /** The class path without the bridge itself. */
  private static final class Libraries extends ClassLoader {

    Libraries(ClassLoader all) {
      super(all);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (Files.exists(SHIPPED_CLASSES.resolve(name.replace('.', '/') + ".class"))) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }

    @Override
    public URL getResource(String name) {
      return Files.exists(SHIPPED_CLASSES.resolve(name)) ? null : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return Files.exists(SHIPPED_CLASSES.resolve(name))
          ? Collections.emptyEnumeration()
          : super.getResources(name);
    }
  }
}
