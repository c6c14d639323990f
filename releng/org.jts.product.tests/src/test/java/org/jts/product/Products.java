package org.jts.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** The products that the build made for the system at hand. */
final class Products {

    private Products() {
    }

    /**
     * @param product its id
     * @param script  that starts it, without the ending that it has on Windows
     * @return the folder of the script
     */
    static Path home(String product, String script) {
        Path products = Path.of(System.getProperty("jts.products"));
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String os = name.startsWith("windows") ? "win32" : name.startsWith("mac") ? "macosx" : "linux";
        String arch = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
        String start = name.startsWith("windows") ? script + ".cmd" : script;
        try (Stream<Path> files = Files.walk(products.resolve(product).resolve(os))) {
            return files.filter(f -> f.getFileName().toString().equals(start) && f.toString().contains(arch))
                    .filter(Files::isRegularFile).findFirst()
                    .map(Path::getParent).orElseThrow(() -> new AssertionError(
                            "expected %s for %s %s below %s, found none".formatted(product, os, arch, products)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
