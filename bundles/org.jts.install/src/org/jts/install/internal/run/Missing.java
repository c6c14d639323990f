package org.jts.install.internal.run;

import static org.jts.install.internal.Words.T;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.resource.Namespace;

/** What bundles need and nobody has, as sentences that a person can act on. */
final class Missing {

    /** A package that nobody offers in the version that is asked for. */
    record Package(String name, String range) {
    }

    private final Bundles bundles;
    private final Set<Bundle> coming;
    private final Set<Bundle> leaving;

    Missing(Bundles bundles, Set<Bundle> coming, Set<Bundle> leaving) {
        this.bundles = bundles;
        this.coming = coming;
        this.leaving = leaving;
    }

    /** One sentence for each thing that is missing; what several packages of one bundle lack is said once. */
    List<String> sentences() {
        return unmet().stream().map(this::sentence).distinct().toList();
    }

    /** Packages that another bundle of the same site may have. */
    List<Package> packages() {
        return unmet().stream().filter(r -> r.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE))
                .map(r -> new Package(name(r), range(r))).distinct().toList();
    }

    private List<BundleRequirement> unmet() {
        List<BundleCapability> there = bundles.all().filter(bundle -> !leaving.contains(bundle))
                .map(bundle -> bundle.adapt(BundleRevision.class)).filter(revision -> revision != null)
                .flatMap(revision -> revision.getDeclaredCapabilities(null).stream()).toList();
        List<BundleRequirement> unmet = new ArrayList<>();
        for (Bundle bundle : coming) {
            for (BundleRequirement requirement : bundle.adapt(BundleRevision.class).getDeclaredRequirements(null)) {
                if (isNeeded(requirement) && there.stream().noneMatch(requirement::matches)) {
                    unmet.add(requirement);
                }
            }
        }
        return unmet;
    }

    private static boolean isNeeded(BundleRequirement requirement) {
        Map<String, String> directives = requirement.getDirectives();
        return !Namespace.RESOLUTION_OPTIONAL.equals(directives.get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE))
                && !Namespace.EFFECTIVE_ACTIVE.equals(directives.get(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE))
                && !PackageNamespace.RESOLUTION_DYNAMIC.equals(directives.get(
                        Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE));
    }

    private String sentence(BundleRequirement requirement) {
        String who = requirement.getRevision().getSymbolicName();
        return switch (requirement.getNamespace()) {
            case PackageNamespace.PACKAGE_NAMESPACE -> ofPackage(who, requirement);
            case BundleNamespace.BUNDLE_NAMESPACE, HostNamespace.HOST_NAMESPACE -> ofBundle(who, name(requirement),
                    range(requirement));
            case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE -> T.format("missing.java", who,
                    String.valueOf(requirement.getDirectives().get(Namespace.REQUIREMENT_FILTER_DIRECTIVE)),
                    System.getProperty("java.specification.version"));
            default -> T.format("missing.other", who, requirement.getNamespace(),
                    String.valueOf(requirement.getDirectives().get(Namespace.REQUIREMENT_FILTER_DIRECTIVE)));
        };
    }

    private String ofPackage(String who, BundleRequirement requirement) {
        String name = name(requirement);
        Optional<BundleCapability> other = offered(PackageNamespace.PACKAGE_NAMESPACE, name);
        String range = words(range(requirement));
        if (other.isEmpty()) {
            return T.format("missing.package", who, name, range);
        }
        String bundle = other.get().getRevision().getSymbolicName();
        return T.format("missing.version", who, bundle, name, range, version(other.get(),
                PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE));
    }

    private String ofBundle(String who, String name, String range) {
        Optional<Bundle> other = bundles.all().filter(b -> name.equals(b.getSymbolicName())).findFirst();
        return other.isEmpty() ? T.format("missing.bundle", who, name, words(range))
                : T.format("missing.bundleVersion", who, name, words(range), other.get().getVersion());
    }

    private Optional<BundleCapability> offered(String namespace, String name) {
        return bundles.all().filter(bundle -> !coming.contains(bundle) && !leaving.contains(bundle))
                .map(bundle -> bundle.adapt(BundleRevision.class)).filter(revision -> revision != null)
                .map(revision -> revision.getDeclaredCapabilities(namespace)).flatMap(Collection::stream)
                .filter(capability -> name.equals(capability.getAttributes().get(namespace))).findFirst();
    }

    private static String version(BundleCapability capability, String attribute) {
        return String.valueOf(capability.getAttributes().get(attribute));
    }

    private static String name(BundleRequirement requirement) {
        return FilterWords.value(filter(requirement), requirement.getNamespace());
    }

    private static String range(BundleRequirement requirement) {
        String attribute = requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)
                ? Constants.VERSION_ATTRIBUTE : Constants.BUNDLE_VERSION_ATTRIBUTE;
        return FilterWords.range(filter(requirement), attribute);
    }

    private static String filter(BundleRequirement requirement) {
        return String.valueOf(requirement.getDirectives().get(Namespace.REQUIREMENT_FILTER_DIRECTIVE));
    }

    /** {@code [2.0.0,3.0.0)} as people write it: {@code 2.x}. */
    static String words(String range) {
        VersionRange parsed = VersionRange.valueOf(range);
        Version left = parsed.getLeft();
        Version right = parsed.getRight();
        if (right == null) {
            return left.equals(Version.emptyVersion) ? T.get("missing.any")
                    : T.format("missing.orNewer", plain(left));
        }
        boolean wholeMajor = parsed.getLeftType() == VersionRange.LEFT_CLOSED
                && parsed.getRightType() == VersionRange.RIGHT_OPEN
                && right.equals(new Version(left.getMajor() + 1, 0, 0));
        if (!wholeMajor) {
            return range;
        }
        return left.getMinor() == 0 && left.getMicro() == 0 ? left.getMajor() + ".x"
                : T.format("missing.from", left.getMajor(), plain(left));
    }

    private static String plain(Version version) {
        return version.getMicro() == 0 ? version.getMajor() + "." + version.getMinor()
                : version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
    }
}
