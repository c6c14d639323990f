import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Finishes the products that p2 has laid out: adds the start scripts, takes out what tells when and where they were
 * made, and packs them, so that the same commit gives the same bytes. Run by the build as a single source file.
 *
 * <p>Arguments: the module's folder, the time of every file (ISO 8601), the version, and whether to pack.
 */
public final class FinishProducts {
    private static final int EXECUTABLE = 0755;
    private static final int PLAIN = 0644;
    private static final int FOLDER = 0755;
    private static final Pattern P2_TIME = Pattern.compile(
        "(name=\"p2\\.timestamp\" value=|<profile id=\"[^\"]*\" timestamp=)\"\\d+\"");
    private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(?:SF|RSA|DSA|EC)");
    private static final Set<String> UNORDERED = Set.of("artifacts", "units", "properties", "provides", "requires",
        "iusProperties");
    private static final TransformerFactory TRANSFORMERS = TransformerFactory.newInstance();

    private final Path module;
    private final Path target;
    private final Instant time;
    private final String version;

    private FinishProducts(Path module, Instant time, String version) {
        this.module = module;
        this.target = module.resolve("target");
        this.time = time;
        this.version = version;
    }

    public static void main(String[] arguments) throws IOException {
        FinishProducts finish = new FinishProducts(Path.of(arguments[0]), Instant.parse(arguments[1]), arguments[2]);
        boolean pack = Boolean.parseBoolean(arguments[3]);
        for (String product : List.of("workstation", "headless")) {
            for (Path system : descend(finish.target.resolve("products/org.jts." + product), 3)) {
                finish.finish(product, system, pack);
            }
        }
        if (pack) {
            finish.packSite();
        }
    }

    /** One product for one system: the folder holds one folder, for macOS with the layout of an application bundle. */
    private void finish(String product, Path system, boolean pack) throws IOException {
        Path laidOut = children(system).get(0);
        Path inApp = laidOut.resolve("Contents/Eclipse");
        Path root = Files.isDirectory(inApp) ? inApp : laidOut;
        copy(module.resolve("root/common"), root);
        if (product.equals("workstation")) {
            copy(module.resolve("root/workstation"), root);
        }
        removeTraces(root);
        freeFramework(root);
        if (!pack) {
            return;
        }
        String name = "jts-" + product;
        Path products = target.resolve("products");
        String os = products.relativize(system).getName(1).toString();
        String arch = system.getFileName().toString();
        String file = name + "-" + version + "-" + os + "-" + arch;
        if (os.equals("win32")) {
            zip(root, name + "/", products.resolve(file + ".zip"));
        } else {
            tar(root, name, products.resolve(file + ".tar.gz"));
        }
    }

    // --- traces ------------------------------------------------------------------------------------------------------

    private void removeTraces(Path root) throws IOException {
        rewrite(root.resolve("configuration/config.ini"), text -> text.lines().filter(line -> !line.startsWith("#"))
            .sorted().reduce("", (all, line) -> all + line + "\n"));
        delete(root.resolve("configuration/org.eclipse.update"));
        Path engine = root.resolve("p2/org.eclipse.equinox.p2.engine");
        delete(engine.resolve(".settings"));
        delete(root.resolve("p2/org.eclipse.equinox.p2.core/cache"));
        rewrite(root.resolve("artifacts.xml"), this::canonical);
        for (Path profile : children(engine.resolve("profileRegistry"))) {
            keepLast(profile, root);
        }
    }

    /** p2 keeps each state of a profile in a file named by its time: only the last is kept, freed of time and place. */
    private void keepLast(Path profile, Path root) throws IOException {
        List<Path> states = children(profile).stream().filter(file -> file.toString().endsWith(".profile.gz")).toList();
        Path last = states.get(states.size() - 1);
        String text;
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(last))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        delete(profile);
        Files.createDirectories(profile);
        // p2 sets both folders of a roaming profile anew where it runs
        text = canonical(text).replace(root.toString(), "jts");
        try (OutputStream out = new GZIPOutputStream(
                Files.newOutputStream(profile.resolve(time.toEpochMilli() + ".profile.gz")))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * p2's XML with a fixed time, and sorted where p2 lists as its hash tables happen to: order means nothing there.
     */
    private String canonical(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
            order(document);
            String text = P2_TIME.matcher(serialize(document)).replaceAll("$1\"" + time.toEpochMilli() + "\"");
            return text.endsWith("\n") ? text : text + "\n";
        } catch (IOException | ParserConfigurationException | SAXException | TransformerException e) {
            throw new IllegalStateException("expected the XML of p2, found what cannot be read as such", e);
        }
    }

    private static void order(Node node) throws TransformerException {
        List<Node> children = new ArrayList<>();
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            order(child);
            children.add(child);
        }
        if (UNORDERED.contains(node.getNodeName())) {
            TreeMap<String, Node> sorted = new TreeMap<>();
            for (Node child : children) {
                node.removeChild(child);
                if (child.getNodeType() == Node.ELEMENT_NODE) {
                    sorted.put(serialize(child), child);
                }
            }
            for (Node child : sorted.values()) {
                node.appendChild(node.getOwnerDocument().createTextNode("\n"));
                node.appendChild(child);
            }
        }
    }

    private static String serialize(Node node) throws TransformerException {
        Transformer transformer = TRANSFORMERS.newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, node instanceof Document ? "no" : "yes");
        StringWriter out = new StringWriter();
        transformer.transform(new DOMSource(node), new StreamResult(out));
        return out.toString();
    }

    // --- start -------------------------------------------------------------------------------------------------------

    /**
     * Takes the signature out of the framework. It is the one bundle that Java itself loads: it would check the
     * signature again at each start, and keep none of its classes from one start to the next (docs/adr/0015).
     */
    private void freeFramework(Path root) throws IOException {
        Path jar = children(root.resolve("plugins")).stream()
            .filter(file -> file.getFileName().toString().startsWith("org.eclipse.osgi_")).findFirst().orElseThrow(
                () -> new IllegalStateException("expected org.eclipse.osgi in " + root + ", found none"));
        long before = Files.size(jar);
        Map<String, byte[]> entries = entries(jar);
        entries.keySet().removeIf(SIGNATURE.asMatchPredicate());
        // what follows the first empty line are digests of entries
        entries.computeIfPresent(JarFile.MANIFEST_NAME, (name, bytes) -> new String(bytes, StandardCharsets.UTF_8)
            .replaceFirst("(?s)(\r?\n)\r?\n.*", "$1$1").getBytes(StandardCharsets.UTF_8));
        writeJar(jar, entries);
        String size = "name=\"download.size\" value=\"%d\"";
        rewrite(root.resolve("artifacts.xml"), text -> text.replaceFirst("(?s)(id=\"org.eclipse.osgi\".*?)"
            + size.formatted(before), "$1" + size.formatted(jar.toFile().length())));
    }

    private interface Change {
        String apply(String text);
    }

    private static void rewrite(Path file, Change change) throws IOException {
        Files.writeString(file, change.apply(Files.readString(file)));
    }

    /** By name. */
    private static TreeMap<String, byte[]> entries(Path jar) throws IOException {
        TreeMap<String, byte[]> entries = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return entries;
    }

    private void writeJar(Path jar, Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (var entry : entries.entrySet()) {
                put(out, entry.getKey(), entry.getValue());
            }
        }
    }

    // --- site --------------------------------------------------------------------------------------------------------

    /** The update site, with its two indexes as the only ones. */
    private void packSite() throws IOException {
        Path site = target.resolve("repository");
        for (String index : List.of("content", "artifacts")) {
            Path jar = site.resolve(index + ".jar");
            Map<String, byte[]> entries = entries(jar);
            entries.replaceAll((name, bytes) -> canonical(new String(bytes, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8));
            writeJar(jar, entries);
            delete(site.resolve(index + ".xml.xz"));
        }
        delete(site.resolve("p2.index"));
        zip(site, "", target.resolve("products/jts-site-" + version + ".zip"));
    }

    // --- archives ----------------------------------------------------------------------------------------------------

    private void zip(Path root, String prefix, Path archive) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
            out.setLevel(Deflater.BEST_SPEED);
            for (Path file : walk(root)) {
                if (Files.isRegularFile(file)) {
                    put(out, prefix + name(root, file), Files.readAllBytes(file));
                }
            }
        }
    }

    private void put(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }

    private void tar(Path root, String prefix, Path archive) throws IOException {
        try (OutputStream out = new FastGzip(Files.newOutputStream(archive))) {
            for (Path file : walk(root)) {
                String name = file.equals(root) ? prefix : prefix + "/" + name(root, file);
                if (Files.isDirectory(file)) {
                    out.write(header(name + "/", '5', FOLDER, 0));
                } else {
                    byte[] bytes = Files.readAllBytes(file);
                    out.write(header(name, '0', Files.isExecutable(file) ? EXECUTABLE : PLAIN, bytes.length));
                    out.write(bytes);
                    out.write(new byte[(512 - bytes.length % 512) % 512]);
                }
            }
            out.write(new byte[1024]);
        }
    }

    /** Nearly all of a product is jars, which do not get smaller: speed is what is left to gain. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** A header of the ustar format: a name of more than 100 bytes is split in two at a slash. */
    private byte[] header(String name, char type, int mode, long size) {
        int split = name.length() <= 100 ? -1 : name.indexOf('/', name.length() - 101);
        if (name.length() > 100 && (split < 0 || split > 155)) {
            throw new IllegalStateException("expected a path that fits into a tar header, found " + name);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        field(out, name.substring(split + 1), 100);
        field(out, String.format("%07o", mode), 8);
        field(out, "0000000", 8);
        field(out, "0000000", 8);
        field(out, String.format("%011o", size), 12);
        field(out, String.format("%011o", time.getEpochSecond()), 12);
        field(out, "        ", 8);
        field(out, String.valueOf(type), 1);
        field(out, "", 100);
        field(out, "ustar", 6);
        field(out, "00", 2);
        field(out, "root", 32);
        field(out, "root", 32);
        field(out, "0000000", 8);
        field(out, "0000000", 8);
        field(out, split < 0 ? "" : name.substring(0, split), 155);
        field(out, "", 12);
        byte[] header = out.toByteArray();
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        byte[] checksum = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(checksum, 0, header, 148, checksum.length);
        return header;
    }

    private static void field(ByteArrayOutputStream out, String value, int length) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(bytes);
        out.writeBytes(new byte[length - bytes.length]);
    }

    // --- files -------------------------------------------------------------------------------------------------------

    private static String name(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : walk(from)) {
            Path copy = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(copy);
            } else {
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void delete(Path path) throws IOException {
        if (Files.exists(path)) {
            for (Path file : walk(path).reversed()) {
                Files.delete(file);
            }
        }
    }

    /** A folder and everything below it, sorted by name whatever the system's separator. */
    private static List<Path> walk(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.sorted(Comparator.comparing(file -> name(root, file))).toList();
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    private static List<Path> descend(Path folder, int levels) throws IOException {
        if (levels == 0) {
            return List.of(folder);
        }
        List<Path> found = new ArrayList<>();
        for (Path child : children(folder)) {
            found.addAll(descend(child, levels - 1));
        }
        return found;
    }
}
