package org.jts.install.internal.site;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.equinox.internal.p2.repository.Transport;
import org.jts.api.install.InstallException;

/**
 * How p2 reads over HTTPS and from files: by the JDK's client, instead of the three bundles that p2 would bring for it.
 * Gives up when its monitor does.
 */
final class HttpTransport extends Transport implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final String PLUGIN = "org.jts.install";
    private static final int CHUNK = 64 * 1024;
    private static final Duration LOOK = Duration.ofMillis(200);
    /** Ten times what the largest broker with its libraries has. */
    private static final long MOST_BYTES = 512L << 20;

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL).build();

    @Override
    public IStatus download(URI from, OutputStream target, IProgressMonitor monitor) {
        try (InputStream in = stream(from, monitor)) {
            byte[] chunk = new byte[CHUNK];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                if (monitor != null && monitor.isCanceled()) {
                    return Status.CANCEL_STATUS;
                }
                target.write(chunk, 0, n);
            }
            return Status.OK_STATUS;
        } catch (FileNotFoundException e) {
            return new Status(IStatus.ERROR, PLUGIN, e.getMessage(), e);
        } catch (IOException e) {
            return new Status(IStatus.ERROR, PLUGIN, from + ": " + e, e);
        } catch (CoreException e) {
            return e.getStatus();
        }
    }

    @Override
    public InputStream stream(URI from, IProgressMonitor monitor) throws FileNotFoundException, CoreException {
        check(from);
        if (!isHttp(from)) {
            try {
                return from.toURL().openStream();
            } catch (FileNotFoundException e) {
                throw e;
            } catch (IOException e) {
                throw failed(from, e);
            }
        }
        Path file = fetch(from, monitor);
        try {
            return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw failed(from, e);
        }
    }

    /**
     * Into a file, so that a server that goes silent, or on and on, is given up, and the monitor is asked meanwhile.
     */
    private Path fetch(URI from, IProgressMonitor monitor) throws CoreException, FileNotFoundException {
        Path file = null;
        CompletableFuture<HttpResponse<Path>> call = null;
        try {
            file = Files.createTempFile("jts-site", ".part");
            call = client.sendAsync(HttpRequest.newBuilder(from).timeout(ANSWER).GET().build(),
                    HttpResponse.BodyHandlers.ofFile(file));
            HttpResponse<Path> answer = await(from, call, file, monitor);
            if (answer.statusCode() != 200) {
                refuse(from, answer.statusCode());
            }
            return file;
        } catch (IOException e) {
            giveUp(call, file);
            if (e instanceof FileNotFoundException missing) {
                throw missing;
            }
            throw failed(from, e);
        } catch (InterruptedException e) {
            giveUp(call, file);
            Thread.currentThread().interrupt();
            throw new CoreException(Status.CANCEL_STATUS);
        } catch (CoreException e) {
            giveUp(call, file);
            throw e;
        }
    }

    private static HttpResponse<Path> await(URI from, CompletableFuture<HttpResponse<Path>> call, Path file,
            IProgressMonitor monitor) throws IOException, InterruptedException, CoreException {
        long size = 0;
        long grown = System.nanoTime();
        while (true) {
            try {
                return call.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw new IOException(String.valueOf(e.getCause()), e.getCause());
            } catch (TimeoutException e) {
                long now = Files.size(file);
                if (now > size) {
                    size = now;
                    grown = System.nanoTime();
                }
                if (now > MOST_BYTES) {
                    throw new IOException("more than %d MB".formatted(MOST_BYTES >> 20));
                }
                if (System.nanoTime() - grown > ANSWER.toNanos()) {
                    throw new IOException("nothing came for %d s".formatted(ANSWER.toSeconds()));
                }
                if (monitor != null && monitor.isCanceled()) {
                    throw new CoreException(Status.CANCEL_STATUS);
                }
            }
        }
    }

    private static void giveUp(CompletableFuture<?> call, Path file) {
        if (call != null) {
            call.cancel(true);
        }
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A part of a file in the folder for temporary files: the system clears it.
        }
    }

    @Override
    public long getLastModified(URI of, IProgressMonitor monitor) throws CoreException, FileNotFoundException {
        check(of);
        if (!isHttp(of)) {
            try {
                return of.toURL().openConnection().getLastModified();
            } catch (IOException e) {
                throw failed(of, e);
            }
        }
        HttpResponse<Void> answer = send(HttpRequest.newBuilder(of).timeout(ANSWER)
                .method("HEAD", HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.discarding());
        if (answer.statusCode() != 200) {
            refuse(of, answer.statusCode());
        }
        return answer.headers().firstValue("Last-Modified").map(HttpTransport::millis).orElse(0L);
    }

    @Override
    public void close() {
        client.close();
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) throws CoreException {
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw failed(request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CoreException(Status.CANCEL_STATUS);
        }
    }

    /** p2 takes a missing file for "look for the next name", everything else for an error. */
    private static void refuse(URI from, int status) throws FileNotFoundException, CoreException {
        if (status == 404 || status == 410) {
            throw new FileNotFoundException(from.toString());
        }
        throw new CoreException(new Status(IStatus.ERROR, PLUGIN, "%s: HTTP %d".formatted(from, status)));
    }

    private static CoreException failed(URI from, IOException e) {
        return new CoreException(new Status(IStatus.ERROR, PLUGIN, "%s: %s".formatted(from, e), e));
    }

    /** What a site refers to is held to what holds for the site: children, mirrors, artifacts. */
    private static void check(URI uri) throws CoreException {
        try {
            Sites.check(uri);
        } catch (InstallException e) {
            throw new CoreException(new Status(IStatus.ERROR, PLUGIN, e.getMessage(), e));
        }
    }

    private static boolean isHttp(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    }

    private static long millis(String date) {
        try {
            return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant().toEpochMilli();
        } catch (DateTimeParseException e) {
            return 0;
        }
    }
}
