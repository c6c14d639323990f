package org.jts.install.internal.site;

import static org.jts.install.internal.Words.T;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.equinox.internal.p2.repository.Transport;
import org.eclipse.equinox.p2.core.IProvisioningAgent;
import org.eclipse.equinox.p2.core.IProvisioningAgentProvider;
import org.eclipse.equinox.p2.core.ProvisionException;
import org.eclipse.equinox.p2.repository.artifact.IArtifactRepository;
import org.eclipse.equinox.p2.repository.artifact.IArtifactRepositoryManager;
import org.eclipse.equinox.p2.repository.metadata.IMetadataRepository;
import org.eclipse.equinox.p2.repository.metadata.IMetadataRepositoryManager;
import org.jts.api.install.InstallException;
import org.jts.api.install.InstallMonitor;
import org.jts.install.internal.run.Pace;

/** Opens update sites: p2 repositories, at an address, in a folder or in an archive. */
public final class Sites implements AutoCloseable {

    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    private final IProvisioningAgent agent;
    private final HttpTransport transport = new HttpTransport();
    private final Pace pace;

    /** @param memory where p2 keeps what it has read of remote sites */
    public Sites(IProvisioningAgentProvider provider, Path memory, Pace pace) throws InstallException {
        this.pace = pace;
        try {
            Files.createDirectories(memory);
            agent = provider.createAgent(memory.toUri());
        } catch (IOException | ProvisionException e) {
            throw new InstallException(T.format("site.memory", memory, e.getMessage()), e);
        }
        agent.registerService(Transport.SERVICE_NAME, transport);
    }

    @Override
    public void close() {
        agent.unregisterService(Transport.SERVICE_NAME, transport);
        agent.stop();
        transport.close();
    }

    /**
     * Looks whether something can be the address of a site, without asking it.
     *
     * @throws InstallException with what is wrong
     */
    public static void check(URI site) throws InstallException {
        String scheme = String.valueOf(site.getScheme()).toLowerCase(Locale.ROOT);
        boolean fits = switch (scheme) {
            case "https" -> site.getHost() != null;
            case "http" -> LOCAL.contains(String.valueOf(site.getHost()));
            case "file" -> site.getPath() != null;
            default -> false;
        };
        if (!fits || site.getUserInfo() != null) {
            throw new InstallException(T.format("site.address", withoutUser(site)));
        }
    }

    /**
     * Reads what a site says of itself.
     *
     * @param work for an archive to be unpacked into; the caller deletes it
     */
    public Site open(URI site, Path work, InstallMonitor monitor) throws InstallException, InterruptedException {
        check(site);
        Progress progress = new Progress(monitor, T.format("step.read", site), 0);
        try {
            URI folder = folder(site, work, progress);
            IMetadataRepositoryManager metadata = agent.getService(IMetadataRepositoryManager.class);
            IArtifactRepositoryManager artifacts = agent.getService(IArtifactRepositoryManager.class);
            // asked anew each time: an author's site changes while he works
            metadata.removeRepository(folder);
            artifacts.removeRepository(folder);
            pace.breathe();
            IMetadataRepository units = metadata.loadRepository(folder, progress);
            pace.breathe();
            IArtifactRepository jars = artifacts.loadRepository(folder, progress);
            pace.breathe();
            return new Site(site, units, jars);
        } catch (ProvisionException e) {
            if (e.getStatus().matches(IStatus.CANCEL) || progress.isCanceled()) {
                throw new InterruptedException(T.get("givenUp"));
            }
            throw new InstallException(T.format("site.unreadable", site, e.getStatus().getMessage()), e);
        } catch (OperationCanceledException e) {
            throw new InterruptedException(T.get("givenUp"));
        } catch (IOException e) {
            throw new InstallException(T.format("site.unreadable", site, e.toString()), e);
        }
    }

    private URI folder(URI site, Path work, IProgressMonitor progress) throws IOException, InstallException {
        boolean isFile = "file".equalsIgnoreCase(site.getScheme());
        if (isFile && Files.isDirectory(Path.of(site))) {
            return site;
        }
        if (!isFile && !site.getPath().endsWith(".zip")) {
            return site;
        }
        Path archive = isFile ? Path.of(site) : fetch(site, work, progress);
        if (Files.notExists(archive)) {
            throw new InstallException(T.format("site.missing", archive));
        }
        Path unpacked = Files.createDirectories(work.resolve("site"));
        Archive.unpack(archive, unpacked, pace);
        return unpacked.toUri();
    }

    private Path fetch(URI site, Path work, IProgressMonitor progress) throws IOException, InstallException {
        Path file = work.resolve("site.zip");
        try (var out = Files.newOutputStream(file)) {
            IStatus status = transport.download(site, out, progress);
            if (!status.isOK()) {
                throw new InstallException(T.format("site.unreadable", site, status.getMessage()),
                        status.getException());
            }
        }
        return file;
    }

    /** For a message: an address may carry a password. */
    private static String withoutUser(URI site) {
        return site.getRawUserInfo() == null ? site.toString()
                : site.toString().replace(site.getRawUserInfo() + "@", "…@");
    }
}
