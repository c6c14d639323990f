import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs a feature and the bundles that it names, as the build left them, into a zip of a p2 repository:
 * {@code PluginArchive ROOT ID}. With {@code --bundles} it only prints them, as Maven takes them after {@code -pl}.
 */
final class PluginArchive {

    private static final Pattern PLUGIN = Pattern.compile("<plugin\\s+id=\"([^\"]+)\"");
    private static final Pattern UNIT = Pattern.compile("(?s)<unit .*?</unit>");
    private static final Pattern UNIT_NAME =
            Pattern.compile("<unit id=['\"]([^'\"]+)['\"] version=['\"]([^'\"]+)['\"]");

    private final Path root;
    private final String feature;
    private final List<String> units = new ArrayList<>();
    private final List<String> artifacts = new ArrayList<>();

    private PluginArchive(Path root, String id) {
        this.root = root;
        this.feature = "org.jts.gateway." + id + ".feature";
    }

    public static void main(String[] args) throws IOException {
        PluginArchive archive = new PluginArchive(Path.of(args[0]), args[1]);
        List<String> bundles = archive.bundles();
        if (args.length > 2) {
            bundles.forEach(bundle -> System.out.print(",:" + bundle));
            return;
        }
        System.out.println(archive.pack(bundles));
    }

    private List<String> bundles() throws IOException {
        String xml = Files.readString(root.resolve("features").resolve(feature).resolve("feature.xml"));
        List<String> bundles = PLUGIN.matcher(xml).results().map(found -> found.group(1)).toList();
        for (String bundle : bundles) {
            if (!Files.isDirectory(root.resolve("bundles").resolve(bundle))) {
                end("expected the feature to name bundles of this checkout, found " + bundle
                        + "; offer it from a site of your own (docs/plugins.md)");
            }
        }
        return bundles;
    }

    private Path pack(List<String> bundles) throws IOException {
        Path target = root.resolve("features").resolve(feature).resolve("target");
        Path zip = target.resolve(feature + ".zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            add(out, "features", "org.eclipse.update.feature", feature, feature + ".feature.jar");
            for (String bundle : bundles) {
                add(out, "bundles", "osgi.bundle", bundle, bundle);
            }
            entry(out, "content.xml", repository("metadataRepository",
                    "org.eclipse.equinox.internal.p2.metadata.repository.LocalMetadataRepository", "1.0.0", "",
                    "units", units));
            entry(out, "artifacts.xml", repository("artifactRepository",
                    "org.eclipse.equinox.p2.artifact.repository.simpleRepository", "1.1.0",
                    "<mappings size='2'>"
                    + "<rule filter='(&amp; (classifier=osgi.bundle))' "
                    + "output='${repoUrl}/plugins/${id}_${version}.jar'/>"
                    + "<rule filter='(&amp; (classifier=org.eclipse.update.feature))' "
                    + "output='${repoUrl}/features/${id}_${version}.jar'/></mappings>", "artifacts", artifacts));
        }
        return zip;
    }

    /** Takes over what the build says of a module, and its jar. */
    private void add(ZipOutputStream out, String folder, String classifier, String module, String jarUnit)
            throws IOException {
        Path target = root.resolve(folder).resolve(module).resolve("target");
        String content = Files.readString(target.resolve("p2content.xml"));
        String version = null;
        for (MatchResult unit : UNIT.matcher(content).results().toList()) {
            units.add(unit.group());
            var name = UNIT_NAME.matcher(unit.group());
            if (name.find() && name.group(1).equals(jarUnit)) {
                version = name.group(2);
            }
        }
        if (version == null) {
            end("expected the build to describe " + jarUnit + ", found it does not; build it again");
        }
        byte[] jar = Files.readAllBytes(jar(target, module));
        entry(out, (folder.equals("features") ? "features/" : "plugins/") + module + "_" + version + ".jar", jar);
        artifacts.add("<artifact classifier='%s' id='%s' version='%s'><properties size='2'>".formatted(classifier,
                module,
                version) + "<property name='download.size' value='" + jar.length + "'/>"
                + "<property name='download.checksum.sha-256' value='" + sha256(jar) + "'/></properties></artifact>");
    }

    private static Path jar(Path target, String module) throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> {
                String name = file.getFileName().toString();
                return name.startsWith(module + "-") && name.endsWith(".jar") && !name.contains("-sources");
            }).findFirst().orElseThrow(() -> new IOException("expected a jar of " + module + ", found none"));
        }
    }

    private String repository(String tag, String type, String version, String more, String list, List<String> all) {
        return "<?xml version='1.0' encoding='UTF-8'?>\n<?" + tag + " version='" + version + "'?>\n<repository name='"
                + feature + "' type='" + type + "' version='1'>\n<properties size='1'><property name='p2.timestamp' "
                + "value='" + System.currentTimeMillis() + "'/></properties>\n" + more + "\n<" + list + " size='"
                + all.size() + "'>\n" + String.join("\n", all) + "\n</" + list + ">\n</repository>\n";
    }

    private static void entry(ZipOutputStream out, String name, String text) throws IOException {
        entry(out, name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void entry(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(bytes);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void end(String text) {
        System.err.println("jts: " + text);
        System.exit(1);
    }
}
