package org.jts.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every PID of a component with {@code @Designate} has its metatype XML in the built jar. */
public final class MetatypeRule implements Rule {
    private static final Pattern PID_OF_DESIGNATE =
            Pattern.compile("<Designate\\s[^>]*?(?:factoryPid|pid)=\"([^\"]+)\"");
    private static final Pattern IMPLEMENTATION = Pattern.compile("<implementation\\s+class=\"([^\"]+)\"");
    private static final Pattern COMPONENT_NAME = Pattern.compile("<scr:component[^>]*?\\sname=\"([^\"]+)\"");
    private static final Pattern COMPONENT_PIDS = Pattern.compile("configuration-pid=\"([^\"]+)\"");

    @Override
    public List<Finding> check(Checkout checkout) {
        List<Finding> findings = new ArrayList<>();
        for (Path bundle : checkout.bundles()) {
            Set<String> designated = designatedClasses(bundle);
            if (designated.isEmpty()) {
                continue;
            }
            Path jar = builtJar(bundle);
            if (jar == null) {
                findings.add(new Finding(checkout.name(bundle), "expected a built jar in target/, found none"));
            } else {
                findings.addAll(check(checkout.name(bundle), designated, jar));
            }
        }
        return findings;
    }

    private static List<Finding> check(String where, Set<String> designated, Path jar) {
        List<Finding> findings = new ArrayList<>();
        Set<String> described = new HashSet<>();
        List<String> components = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (var entry : file.stream().filter(e -> e.getName().endsWith(".xml")).toList()) {
                String xml = new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                if (entry.getName().startsWith("OSGI-INF/metatype/")) {
                    described.addAll(Patterns.all(PID_OF_DESIGNATE, xml));
                } else if (entry.getName().startsWith("OSGI-INF/")) {
                    components.add(xml);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("expected a jar, found " + jar + " cannot be read as one", e);
        }
        Set<String> seen = new HashSet<>();
        for (String component : components) {
            for (String implementation : Patterns.all(IMPLEMENTATION, component)) {
                seen.add(implementation);
                if (designated.contains(implementation)) {
                    for (String pid : pids(component)) {
                        if (!described.contains(pid)) {
                            findings.add(new Finding(where, "expected metatype XML for the PID '" + pid + "' of "
                                + implementation + ", found it for " + new TreeSet<>(described)));
                        }
                    }
                }
            }
        }
        for (String name : designated) {
            if (!seen.contains(name)) {
                findings.add(new Finding(where, "expected component XML for " + name + ", found none in the jar"));
            }
        }
        return findings;
    }

    private static List<String> pids(String component) {
        List<String> pids = new ArrayList<>();
        for (String value : Patterns.all(COMPONENT_PIDS, component)) {
            for (String pid : value.split("\\s+")) {
                pids.add(pid.equals("$") ? Patterns.all(COMPONENT_NAME, component).get(0) : pid);
            }
        }
        return pids.isEmpty() ? Patterns.all(COMPONENT_NAME, component) : pids;
    }

    private static Set<String> designatedClasses(Path bundle) {
        Set<String> classes = new TreeSet<>();
        Path source = bundle.resolve("src");
        for (Path file : Checkout.files(source, ".java")) {
            if (Java.withoutComments(Checkout.read(file)).contains("@Designate(")) {
                String name = source.relativize(file).toString().replace('\\', '/').replace('/', '.');
                classes.add(name.substring(0, name.length() - ".java".length()));
            }
        }
        return classes;
    }

    /** The jar that the build made of a bundle, or null. */
    static Path builtJar(Path bundle) {
        Path target = bundle.resolve("target");
        if (!Files.isDirectory(target)) {
            return null;
        }
        try (Stream<Path> files = Files.list(target)) {
            String start = bundle.getFileName() + "-";
            return files.filter(file -> file.getFileName().toString().startsWith(start))
                .filter(file -> file.getFileName().toString().endsWith(".jar"))
                .filter(file -> !file.getFileName().toString().endsWith("-sources.jar"))
                .sorted().findFirst().orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException("expected a folder that can be read, found " + target + " cannot", e);
        }
    }
}
