package org.jts.checks;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Every text that people see exists in English and in Korean, with the same keys and the same places for values, and
 * every key that code, a manifest or a plugin.xml names exists.
 */
public final class TextRule implements Rule {
    private static final String KOREAN = "_ko";
    /** {@code T.get("key")} and {@code T.format("key", ...)}; a key must be a literal, so that it can be found here. */
    private static final Pattern USE = Pattern.compile("\\bT\\s*\\.\\s*(?:get|format)\\(\\s*\"([^\"]*)\"");
    private static final Pattern NOT_LITERAL = Pattern.compile("\\bT\\s*\\.\\s*(?:get|format)\\(\\s*([^\"\\s][^,)]*)");
    private static final Pattern KEY_IN_XML = Pattern.compile("[=>]\\s*\"?%([\\w.\\-]+)");
    private static final Pattern KEY_IN_MANIFEST = Pattern.compile(":\\s*%([\\w.\\-]+)");
    private static final Pattern KEY_IN_METATYPE = Pattern.compile("\"%([\\w.\\-]+)\"");
    private static final Pattern PLACE = Pattern.compile("\\{(\\d+)");

    @Override
    public List<Finding> check(Checkout checkout) {
        List<Finding> findings = new ArrayList<>();
        for (Path bundle : checkout.bundles()) {
            Set<String> messages = new HashSet<>();
            Set<String> others = new HashSet<>();
            for (Path file : Checkout.files(bundle, ".properties")) {
                if (isTexts(file)) {
                    boolean isMessages = file.getFileName().toString().startsWith("messages");
                    (isMessages ? messages : others).addAll(load(file).stringPropertyNames());
                    findings.addAll(compare(checkout, file));
                }
            }
            findings.addAll(usesInCode(checkout, bundle, messages, others));
            findings.addAll(usesInDescriptions(checkout, bundle, others));
        }
        for (Path feature : checkout.modules("features", "feature.xml")) {
            findings.addAll(feature(checkout, feature));
        }
        return findings;
    }

    /** The name and the description of a plug-in, as traders see them. */
    private static List<Finding> feature(Checkout checkout, Path folder) {
        List<Finding> findings = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Path file : Checkout.files(folder, ".properties")) {
            if (isTexts(file)) {
                known.addAll(load(file).stringPropertyNames());
                findings.addAll(compare(checkout, file));
            }
        }
        Path feature = folder.resolve("feature.xml");
        findings.addAll(usesInXml(checkout, feature, known, "feature.properties"));
        return findings;
    }

    private static boolean isTexts(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("messages") || file.getParent().endsWith("OSGI-INF/l10n") || name.startsWith("plugin")
            || name.startsWith("feature");
    }

    private static List<Finding> compare(Checkout checkout, Path file) {
        List<Finding> findings = new ArrayList<>();
        String name = file.getFileName().toString().replace(".properties", "");
        boolean korean = name.endsWith(KOREAN);
        String base = korean ? name.substring(0, name.length() - KOREAN.length()) : name;
        Path other = file.resolveSibling(base + (korean ? "" : KOREAN) + ".properties");
        String where = checkout.name(file);
        if (!Files.exists(other)) {
            findings.add(new Finding(where, "expected its twin " + other.getFileName() + " beside it, found none"));
            return findings;
        }
        Properties here = load(file);
        Properties there = load(other);
        for (String key : new TreeSet<>(here.stringPropertyNames())) {
            if (here.getProperty(key).isBlank()) {
                findings.add(new Finding(where, "expected a text for the key '" + key + "', found it empty"));
            }
            if (!there.containsKey(key)) {
                findings.add(new Finding(where, "expected the key '" + key + "' in " + other.getFileName()
                    + " too, found it only here"));
            } else if (!korean && !places(here.getProperty(key)).equals(places(there.getProperty(key)))) {
                findings.add(new Finding(where, "expected the key '" + key + "' to have the same {n} in "
                    + other.getFileName() + ", found they differ"));
            }
        }
        return findings;
    }

    private static Set<String> places(String text) {
        return new TreeSet<>(Patterns.all(PLACE, text));
    }

    private static List<Finding> usesInCode(Checkout checkout, Path bundle, Set<String> messages, Set<String> others) {
        List<Finding> findings = new ArrayList<>();
        for (Path file : Checkout.files(bundle.resolve("src"), ".java")) {
            String code = Java.withoutComments(Checkout.read(file));
            for (String key : keys(USE, code)) {
                if (!messages.contains(key)) {
                    findings.add(missing(checkout, file, key, "messages.properties"));
                }
            }
            if (code.contains(" T = Texts.of(")) {
                for (String argument : keys(NOT_LITERAL, code)) {
                    findings.add(new Finding(checkout.name(file),
                        "expected the key of a text to be a literal, found '" + argument.strip() + "'"));
                }
            }
            if (code.contains("@ObjectClassDefinition")) {
                for (String key : keys(KEY_IN_METATYPE, code)) {
                    if (!others.contains(key)) {
                        findings.add(missing(checkout, file, key, "OSGI-INF/l10n"));
                    }
                }
            }
        }
        return findings;
    }

    private static List<Finding> usesInDescriptions(Checkout checkout, Path bundle, Set<String> known) {
        List<Finding> findings = new ArrayList<>();
        Path manifest = bundle.resolve("META-INF/MANIFEST.MF");
        for (String key : keys(KEY_IN_MANIFEST, Checkout.read(manifest))) {
            if (!known.contains(key)) {
                findings.add(missing(checkout, manifest, key, "OSGI-INF/l10n"));
            }
        }
        Path plugin = bundle.resolve("plugin.xml");
        if (Files.exists(plugin)) {
            findings.addAll(usesInXml(checkout, plugin, known, "OSGI-INF/l10n"));
        }
        return findings;
    }

    private static List<Finding> usesInXml(Checkout checkout, Path file, Set<String> known, String place) {
        List<Finding> findings = new ArrayList<>();
        for (String key : keys(KEY_IN_XML, Checkout.read(file))) {
            if (!known.contains(key)) {
                findings.add(missing(checkout, file, key, place));
            }
        }
        return findings;
    }

    private static Finding missing(Checkout checkout, Path file, String key, String place) {
        return new Finding(checkout.name(file), "expected the key '" + key + "' in " + place + ", found none");
    }

    private static Set<String> keys(Pattern pattern, String text) {
        return new TreeSet<>(Patterns.all(pattern, text));
    }

    private static Properties load(Path file) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Checkout.read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("expected a file of properties, found " + file + " is none", e);
        }
        return properties;
    }
}
