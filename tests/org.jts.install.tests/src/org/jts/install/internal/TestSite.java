package org.jts.install.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.eclipse.equinox.p2.core.IProvisioningAgent;
import org.eclipse.equinox.p2.core.IProvisioningAgentProvider;
import org.eclipse.equinox.p2.core.ProvisionException;
import org.eclipse.equinox.p2.metadata.IArtifactKey;
import org.eclipse.equinox.p2.metadata.IInstallableUnit;
import org.eclipse.equinox.p2.metadata.IProvidedCapability;
import org.eclipse.equinox.p2.metadata.IRequirement;
import org.eclipse.equinox.p2.metadata.MetadataFactory;
import org.eclipse.equinox.p2.metadata.MetadataFactory.InstallableUnitDescription;
import org.eclipse.equinox.p2.metadata.Version;
import org.eclipse.equinox.p2.metadata.VersionRange;
import org.eclipse.equinox.p2.repository.IRepository;
import org.eclipse.equinox.p2.repository.artifact.IArtifactDescriptor;
import org.eclipse.equinox.p2.repository.artifact.IArtifactRepository;
import org.eclipse.equinox.p2.repository.artifact.IArtifactRepositoryManager;
import org.eclipse.equinox.p2.repository.artifact.spi.ArtifactDescriptor;
import org.eclipse.equinox.p2.repository.metadata.IMetadataRepository;
import org.eclipse.equinox.p2.repository.metadata.IMetadataRepositoryManager;

/** A real p2 repository with plug-ins in it, written by p2 itself. */
final class TestSite {

    private final Path folder;
    private final IMetadataRepository units;
    private final IArtifactRepository artifacts;

    TestSite(IProvisioningAgentProvider provider, Path folder) throws ProvisionException {
        this.folder = folder;
        IProvisioningAgent agent = provider.createAgent(folder.resolveSibling(folder.getFileName() + ".agent").toUri());
        Map<String, String> plain = Map.of(IRepository.PROP_COMPRESSED, "false");
        units = agent.getService(IMetadataRepositoryManager.class).createRepository(folder.toUri(), "Test",
                IMetadataRepositoryManager.TYPE_SIMPLE_REPOSITORY, plain);
        artifacts = agent.getService(IArtifactRepositoryManager.class).createRepository(folder.toUri(), "Test",
                IArtifactRepositoryManager.TYPE_SIMPLE_REPOSITORY, plain);
    }

    URI address() {
        return folder.toUri();
    }

    /** A feature with these bundles. */
    TestSite feature(String id, String version, String name, AcmeJar... bundles) throws IOException,
            ProvisionException {
        for (AcmeJar bundle : bundles) {
            bundle(bundle);
        }
        return group(id, version, name, bundles);
    }

    /** A feature with one bundle, whose jar somebody has signed. */
    TestSite signedFeature(String id, String version, String name, Path jar) throws IOException, ProvisionException {
        return signedFeature(id, version, name, jar, AcmeJar.NAME);
    }

    TestSite signedFeature(String id, String version, String name, Path jar, String symbolicName) throws IOException,
            ProvisionException {
        AcmeJar bundle = new AcmeJar(version).named(symbolicName);
        store(unit(bundle), jar);
        return group(id, version, name, bundle);
    }

    private TestSite group(String id, String version, String name, AcmeJar... bundles) {
        InstallableUnitDescription feature = new InstallableUnitDescription();
        feature.setId(id + ".feature.group");
        feature.setVersion(Version.create(version));
        feature.setProperty(IInstallableUnit.PROP_NAME, name);
        feature.setProperty(IInstallableUnit.PROP_DESCRIPTION, "Trades at " + name + ".");
        feature.setProperty(IInstallableUnit.PROP_PROVIDER, "Acme Ltd.");
        feature.setProperty("org.eclipse.equinox.p2.type.group", "true");
        feature.setCapabilities(new IProvidedCapability[] {self(feature)});
        List<IRequirement> needs = new ArrayList<>();
        for (AcmeJar bundle : bundles) {
            needs.add(MetadataFactory.createRequirement(IInstallableUnit.NAMESPACE_IU_ID, bundle.symbolicName(),
                    exactly(bundle.version()), null, false, false));
        }
        feature.setRequirements(needs.toArray(IRequirement[]::new));
        units.addInstallableUnits(List.of(MetadataFactory.createInstallableUnit(feature)));
        return this;
    }

    /** A bundle that no feature names. */
    TestSite bundle(AcmeJar jar) throws IOException, ProvisionException {
        Path file = Files.createTempFile("acme", ".jar");
        jar.write(file);
        store(unit(jar), file);
        return this;
    }

    /** @return what its jar goes by */
    private IArtifactKey unit(AcmeJar jar) {
        Version version = Version.create(jar.version());
        InstallableUnitDescription unit = new InstallableUnitDescription();
        unit.setId(jar.symbolicName());
        unit.setVersion(version);
        List<IProvidedCapability> offers = new ArrayList<>(List.of(self(unit)));
        if (!jar.type().isEmpty()) {
            offers.add(MetadataFactory.createProvidedCapability("org.jts.plugin",
                    Map.of("org.jts.plugin", jar.symbolicName(), "brokers", List.of(jar.type()))));
        }
        if (!jar.exports().isEmpty()) {
            String[] words = jar.exports().split(";version=");
            offers.add(MetadataFactory.createProvidedCapability("java.package", words[0],
                    Version.create(words[1].replace("\"", ""))));
        }
        unit.setCapabilities(offers.toArray(IProvidedCapability[]::new));
        IArtifactKey key = artifacts.createArtifactKey("osgi.bundle", jar.symbolicName(), version);
        unit.setArtifacts(new IArtifactKey[] {key});
        units.addInstallableUnits(List.of(MetadataFactory.createInstallableUnit(unit)));
        return key;
    }

    private void store(IArtifactKey key, Path file) throws IOException, ProvisionException {
        IArtifactDescriptor descriptor = new ArtifactDescriptor(key);
        ((ArtifactDescriptor) descriptor).setProperty("download.checksum.sha-256", PluginFolder.sha256(file));
        try (OutputStream out = artifacts.getOutputStream(descriptor)) {
            Files.copy(file, out);
        }
        Files.delete(file);
    }

    /** Where the jar of a bundle lies. */
    Path jar(String symbolicName, String version) {
        return folder.resolve("plugins").resolve(symbolicName + "_" + version + ".jar");
    }

    /** The same as one file. */
    URI zip(Path file) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file));
                Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile).forEach(path -> {
                try {
                    zip.putNextEntry(new ZipEntry(folder.relativize(path).toString().replace('\\', '/')));
                    Files.copy(path, zip);
                    zip.closeEntry();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return file.toUri();
    }

    private static IProvidedCapability self(InstallableUnitDescription unit) {
        return MetadataFactory.createProvidedCapability(IInstallableUnit.NAMESPACE_IU_ID, unit.getId(),
                unit.getVersion());
    }

    private static VersionRange exactly(String version) {
        return new VersionRange(Version.create(version), true, Version.create(version), true);
    }
}
