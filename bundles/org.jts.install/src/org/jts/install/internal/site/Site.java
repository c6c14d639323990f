package org.jts.install.internal.site;

import static org.jts.install.internal.Words.T;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.equinox.p2.metadata.IArtifactKey;
import org.eclipse.equinox.p2.metadata.IInstallableUnit;
import org.eclipse.equinox.p2.metadata.IProvidedCapability;
import org.eclipse.equinox.p2.metadata.IRequirement;
import org.eclipse.equinox.p2.metadata.Version;
import org.eclipse.equinox.p2.query.QueryUtil;
import org.eclipse.equinox.p2.repository.artifact.IArtifactDescriptor;
import org.eclipse.equinox.p2.repository.artifact.IArtifactRepository;
import org.eclipse.equinox.p2.repository.metadata.IMetadataRepository;
import org.jts.api.install.Brings;
import org.jts.api.install.InstallException;
import org.jts.api.install.InstallMonitor;
import org.jts.api.install.PluginOffer;
import org.jts.install.internal.Said;

/** One opened site: what it offers, and the jars of it. */
public final class Site {

    /** A bundle that the site has. */
    public record SiteBundle(String symbolicName, String version, IArtifactKey artifact) {
    }

    private static final String GROUP = ".feature.group";
    private static final String BUNDLE = "osgi.bundle";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}");

    private final URI address;
    private final IMetadataRepository units;
    private final IArtifactRepository jars;

    Site(URI address, IMetadataRepository units, IArtifactRepository jars) {
        this.address = address;
        this.units = units;
        this.jars = jars;
    }

    /** Every version of every plug-in: by name, the newest version first. */
    public List<PluginOffer> offers() {
        List<IInstallableUnit> features = new ArrayList<>(units.query(QueryUtil.createIUGroupQuery(),
                new NullProgressMonitor()).toSet());
        features.removeIf(unit -> !unit.getId().endsWith(GROUP) || !isName(unit.getId())
                || !isName(unit.getVersion().toString()));
        features.sort(Comparator.comparing(Site::name).thenComparing(IInstallableUnit::getVersion,
                Comparator.reverseOrder()));
        List<PluginOffer> offers = new ArrayList<>();
        for (IInstallableUnit feature : features) {
            Optional<Brings> brings = brings(bundleUnits(feature).values());
            brings.ifPresent(what -> offers.add(new PluginOffer(address, id(feature), feature.getVersion().toString(),
                    name(feature), text(feature, IInstallableUnit.PROP_DESCRIPTION),
                    text(feature, IInstallableUnit.PROP_PROVIDER), what)));
        }
        return offers;
    }

    /** The bundles of a plug-in. */
    public List<SiteBundle> bundles(PluginOffer offer) throws InstallException {
        Set<IInstallableUnit> found = units.query(QueryUtil.createIUQuery(offer.id() + GROUP,
                Version.create(offer.version())), new NullProgressMonitor()).toUnmodifiableSet();
        if (found.isEmpty()) {
            throw new InstallException(T.format("site.gone", address, offer.id(), offer.version()));
        }
        List<SiteBundle> bundles = new ArrayList<>();
        for (IInstallableUnit unit : bundleUnits(found.iterator().next()).values()) {
            bundle(unit).ifPresent(bundles::add);
        }
        for (SiteBundle bundle : bundles) {
            if (!isName(bundle.symbolicName()) || !isName(bundle.version())) {
                throw new InstallException(T.format("site.badName", address, bundle.symbolicName(), bundle.version()));
            }
        }
        return bundles;
    }

    /** A bundle of the site that offers a package, the newest that does. */
    public Optional<SiteBundle> exporter(String name, String range) {
        return !isName(name) ? Optional.empty()
                : units.query(QueryUtil.createMatchQuery(
                "providedCapabilities.exists(c | c.namespace == 'java.package' "
                + "&& c.name == $0 && c.version ~= range($1))", name, range), new NullProgressMonitor()).toSet()
                .stream().filter(unit -> bundle(unit).filter(b -> isName(b.symbolicName())).isPresent())
                .max(Comparator.comparing(
                        IInstallableUnit::getVersion)).flatMap(Site::bundle);
    }

    /** Fetches the jar of a bundle; its check sums are looked at on the way. */
    public void fetch(SiteBundle bundle, Path file, InstallMonitor monitor, double share)
            throws InstallException, InterruptedException {
        IArtifactDescriptor[] descriptors = jars.getArtifactDescriptors(bundle.artifact());
        if (descriptors.length == 0) {
            throw new InstallException(T.format("site.noJar", address, bundle.symbolicName(), bundle.version()));
        }
        Progress progress = new Progress(monitor, T.format("step.fetch", bundle.symbolicName()), share);
        IStatus status;
        try (OutputStream out = Files.newOutputStream(file)) {
            status = jars.getArtifact(descriptors[0], out, progress);
        } catch (IOException e) {
            throw new InstallException(T.format("site.notKept", file, e.toString()), e);
        }
        if (status.matches(IStatus.CANCEL) || progress.isCanceled()) {
            throw new InterruptedException(T.get("givenUp"));
        }
        if (status.matches(IStatus.ERROR)) {
            throw new InstallException(T.format("site.notFetched", bundle.symbolicName(), bundle.version(), address,
                    worst(status)), status.getException());
        }
    }

    private Map<String, IInstallableUnit> bundleUnits(IInstallableUnit feature) {
        Map<String, IInstallableUnit> bundles = new LinkedHashMap<>();
        collect(feature, bundles, new TreeSet<>());
        return bundles;
    }

    /** Features are made of bundles and other features; each is required by name and version. */
    private void collect(IInstallableUnit feature, Map<String, IInstallableUnit> bundles, Set<String> seen) {
        if (!seen.add(feature.getId())) {
            return;
        }
        for (IRequirement requirement : feature.getRequirements()) {
            for (IInstallableUnit unit : units.query(QueryUtil.createLatestQuery(QueryUtil.createMatchQuery(
                    requirement.getMatches())), new NullProgressMonitor()).toSet()) {
                if (unit.getId().endsWith(GROUP)) {
                    collect(unit, bundles, seen);
                } else if (bundle(unit).isPresent()) {
                    bundles.put(unit.getId(), unit);
                }
            }
        }
    }

    /** Names and versions become names of files: whatever a site says, they stay in their folder. */
    private static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private static Optional<SiteBundle> bundle(IInstallableUnit unit) {
        return unit.getArtifacts().stream().filter(key -> key.getClassifier().equals(BUNDLE)).findFirst()
                .map(key -> new SiteBundle(key.getId(), key.getVersion().toString(), key));
    }

    /** @return empty for a feature without a bundle that says it is part of a plug-in */
    private static Optional<Brings> brings(Collection<IInstallableUnit> bundles) {
        return Said.of(bundles.stream().flatMap(unit -> unit.getProvidedCapabilities().stream())
                .filter(capability -> capability.getNamespace().equals(Brings.CAPABILITY))
                .map(IProvidedCapability::getProperties).toList());
    }

    private static String id(IInstallableUnit feature) {
        return feature.getId().substring(0, feature.getId().length() - GROUP.length());
    }

    private static String name(IInstallableUnit feature) {
        String name = text(feature, IInstallableUnit.PROP_NAME);
        return name.isBlank() ? id(feature) : name;
    }

    private static String text(IInstallableUnit unit, String property) {
        String text = unit.getProperty(property, Locale.getDefault().toString());
        return text == null ? "" : text.strip();
    }

    /** The sentence that says what went wrong is often a child of one that says that something did. */
    private static String worst(IStatus status) {
        for (IStatus child : status.getChildren()) {
            if (child.matches(IStatus.ERROR)) {
                return worst(child);
            }
        }
        return status.getMessage();
    }
}
