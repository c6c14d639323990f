import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.lang.model.SourceVersion;

/**
 * Makes a broker's folders out of those of the one named template:
 * {@code NewBroker ROOT ID [--name NAME] [--to FOLDER [--site ADDRESS]]}. With a folder it makes a project of its own
 * there, which builds against the p2 repository of the workstation.
 */
final class NewBroker {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]{1,11}");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} .&'()-]{0,39}");
    private static final Pattern WORD = Pattern.compile("Template Securities|TEMPLATE|Template|template");
    /** What marks the lines that docs/plugin-guide.md shows. */
    private static final Pattern MARK = Pattern.compile("(?m)^ *// (?:snippet: .*|end)\\R");
    private static final List<String> PLACES = List.of("bundles/org.jts.gateway.template",
            "features/org.jts.gateway.template.feature", "tests/org.jts.gateway.template.tests",
            "docs/gateways/template.md");

    /** What makes a project of the folders: its place in the project, by its file in releng/scripts/author/outside. */
    private static final Map<String, String> PROJECT = Map.of("pom.xml", "pom.xml", "extensions.xml",
            ".mvn/extensions.xml", "maven.config", ".mvn/maven.config", "gitignore", ".gitignore", "category.xml",
            "sites/org.jts.gateway.template.site/category.xml");

    private final Path root;
    private final Path to;
    private final String site;
    private final String id;
    private final String capital;
    private final String name;

    private NewBroker(Path root, Optional<Path> to, String site, String id, String name) {
        this.root = root;
        this.to = to.orElse(root);
        this.site = site;
        this.id = id;
        this.capital = id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
        this.name = name.isEmpty() ? capital : name;
    }

    public static void main(String[] args) throws IOException {
        String id = "";
        String name = "";
        String to = "";
        String site = Path.of(args[0]).resolve("releng/org.jts.product/target/repository").toUri().toString();
        for (int i = 1; i < args.length; i++) {
            if (args[i].equals("--name") && i + 1 < args.length) {
                name = args[++i];
            } else if (args[i].equals("--to") && i + 1 < args.length) {
                to = args[++i];
            } else if (args[i].equals("--site") && i + 1 < args.length) {
                site = args[++i];
            } else if (!args[i].startsWith("-") && id.isEmpty()) {
                id = args[i];
            } else {
                end("expected an ID and --name \"NAME\", --to FOLDER or --site ADDRESS, found '" + args[i]
                        + "'; see ./jts new-broker --help");
            }
        }
        if (!ID.matcher(id).matches() || SourceVersion.isKeyword(id)) {
            end("expected an ID of 2 to 12 of a-z and 0-9, a letter first and no word of Java, found '" + id + "'");
        }
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            end("expected a name of up to 40 letters, digits, spaces and .&'()-, a letter or digit first, found '"
                    + name + "'");
        }
        if (!site.matches("(https?|file):[^\\s<>&\"]+")) {
            end("expected the address of a p2 repository, such as https://HOST/PATH or file:/PATH, found '" + site
                    + "'");
        }
        new NewBroker(Path.of(args[0]), to.isEmpty() ? Optional.empty() : Optional.of(Path.of(to).toAbsolutePath()),
                site, id, name).make();
    }

    private static void end(String text) {
        System.err.println("jts: " + text);
        System.exit(2);
    }

    private void make() throws IOException {
        TreeMap<Path, Path> copies = new TreeMap<>();
        for (String place : PLACES) {
            if (Files.exists(to.resolve(renamed(place)))) {
                end("expected no " + renamed(place) + " yet, found it; choose another ID, or remove what is there");
            }
            for (Path file : files(root.resolve(place))) {
                copies.put(file, to.resolve(renamed(root.relativize(file).toString())));
            }
        }
        if (!to.equals(root)) {
            PROJECT.forEach((file, place) -> copies.put(root.resolve("releng/scripts/author/outside").resolve(file),
                    to.resolve(renamed(place))));
            if (Files.exists(to.resolve("pom.xml"))) {
                end("expected a folder without a pom.xml, found one in " + to + "; choose another folder");
            }
        }
        for (var copy : copies.entrySet()) {
            Files.createDirectories(copy.getValue().getParent());
            Files.writeString(copy.getValue(), filled(copy.getKey()));
        }
        PLACES.forEach(place -> System.out.println(renamed(place)));
        if (!to.equals(root)) {
            System.out.printf("Next: mvn verify in %s; it builds against %s, and leaves the archive to install in "
                    + "%s.%n", to,
                    site, renamed("sites/org.jts.gateway.template.site/target"));
            return;
        }
        System.out.printf("Next: ./jts test org.jts.gateway.%s.tests, then ./jts plugin %s; docs/plugin-guide.md tells"
                + " how to go on.%n", id, id);
    }

    /** What the author of the template wrote; not what builds left there. */
    private static List<Path> files(Path place) throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            return all.filter(Files::isRegularFile).filter(file -> {
                String inside = place.relativize(file).toString().replace('\\', '/');
                return !inside.startsWith("target/") && !inside.startsWith(".") && !inside.startsWith("bin/")
                        && !inside.startsWith("OSGI-INF/");
            }).toList();
        }
    }

    private String renamed(String path) {
        return path.replace("Template", capital).replace("template", id);
    }

    private String filled(Path file) throws IOException {
        String kind = file.getFileName().toString();
        String text = MARK.matcher(Files.readString(file)).replaceAll("").replace("@SITE@", site);
        return WORD.matcher(text).replaceAll(found -> Matcher.quoteReplacement(switch (found.group()) {
            case "Template Securities" -> name(kind);
            case "TEMPLATE" -> id.toUpperCase(Locale.ROOT);
            case "Template" -> capital;
            default -> id;
        }));
    }

    /** The name as a file of this kind writes it. */
    private String name(String kind) {
        if (kind.endsWith(".xml")) {
            return name.replace("&", "&amp;");
        }
        if (kind.startsWith("metatype")) {
            StringBuilder escaped = new StringBuilder();
            name.chars().forEach(c -> escaped.append(c < 128 ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
            return escaped.toString();
        }
        return name;
    }
}
