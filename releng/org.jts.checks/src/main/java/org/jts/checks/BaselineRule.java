package org.jts.checks;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.Baseline.Info;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Instructions;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Diff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Exported packages keep what the last release promised, or say by their version that they do not. The rules are those
 * of OSGi's semantic versions: what breaks callers is a new major version, what callers get more of a new minor one; an
 * interface that others implement ({@code @ConsumerType}) breaks them by a mere addition.
 */
public final class BaselineRule implements Rule {
    private static final int SHOWN = 8;

    /** Where the baseline of a checkout is kept. */
    static Path folder(Checkout checkout) {
        return checkout.root().resolve("releng/baseline");
    }

    @Override
    public List<Finding> check(Checkout checkout) {
        List<Finding> findings = new ArrayList<>();
        Set<String> bundles = new HashSet<>();
        for (Path bundle : checkout.bundles()) {
            String name = bundle.getFileName().toString();
            bundles.add(name);
            Path old = folder(checkout).resolve(name + ".jar");
            Path now = MetatypeRule.builtJar(bundle);
            if (Files.exists(old) && now == null) {
                findings.add(new Finding(checkout.name(bundle), "expected a built jar in target/, found none"));
            } else if (Files.exists(old)) {
                findings.addAll(compare(checkout.name(bundle), now, old));
            }
        }
        for (Path old : Checkout.files(folder(checkout), ".jar")) {
            String name = old.getFileName().toString().replaceFirst("\\.jar$", "");
            if (!bundles.contains(name)) {
                findings.add(new Finding(checkout.name(old), "expected the bundle " + name
                        + " to be there still, found "
                    + "none; if it goes with a major release, record the baseline anew: ./jts baseline"));
            }
        }
        return findings;
    }

    static List<Finding> compare(String where, Path newJar, Path oldJar) {
        List<Finding> findings = new ArrayList<>();
        try (Processor processor = new Processor(); Jar now = new Jar(newJar.toFile());
                Jar old = new Jar(oldJar.toFile())) {
            Set<Info> packages = new Baseline(processor, new DiffPluginImpl()).baseline(now, old, new Instructions());
            packages.stream().filter(info -> info.mismatch)
                .sorted(Comparator.comparing((Info info) -> info.packageName))
                .forEach(info -> findings.add(new Finding(where, describe(info))));
        } catch (IOException e) {
            throw new UncheckedIOException("expected two jars, found one that cannot be read", e);
        } catch (Exception e) { // bnd declares no narrower one
            throw new IllegalStateException("expected to compare " + newJar + " with " + oldJar + ", found it fails",
            e);
        }
        return findings;
    }

    private static String describe(Info info) {
        List<String> changes = new ArrayList<>();
        collect(info.packageDiff, "", changes);
        String shown = String.join("; ", changes.subList(0, Math.min(SHOWN, changes.size())));
        String more = changes.size() > SHOWN ? "; and " + (changes.size() - SHOWN) + " more" : "";
        return "expected the package " + info.packageName + " to be exported with version " + info.suggestedVersion
            + " or as it was in " + info.olderVersion + ", found version " + info.newerVersion + " and "
            + info.packageDiff.getDelta() + " changes: " + shown + more;
    }

    private static void collect(Diff diff, String path, List<String> changes) {
        Delta delta = diff.getDelta();
        if (delta == Delta.UNCHANGED || delta == Delta.IGNORED) {
            return;
        }
        String here = path + "/" + diff.getName();
        if (diff.getChildren().isEmpty() || delta == Delta.ADDED || delta == Delta.REMOVED) {
            changes.add(delta + " " + diff.getType() + " " + here.substring(here.indexOf('/') + 1));
        } else {
            diff.getChildren().forEach(child -> collect(child, here, changes));
        }
    }
}
