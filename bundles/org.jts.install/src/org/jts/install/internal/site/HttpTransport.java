package org.jts.install.internal.site;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.equinox.internal.p2.repository.Transport;

/**
 * How p2 reads over HTTPS and from files: by the JDK's client, instead of the three bundles that p2 would bring for it.
 * Gives up when its monitor does.
 */
final class HttpTransport extends Transport implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final String PLUGIN = "org.jts.install";
    private static final int CHUNK = 64 * 1024;

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
        if (!isHttp(from)) {
            try {
                return from.toURL().openStream();
            } catch (FileNotFoundException e) {
                throw e;
            } catch (IOException e) {
                throw failed(from, e);
            }
        }
        HttpResponse<InputStream> answer = send(HttpRequest.newBuilder(from).timeout(ANSWER).GET().build(),
                HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            close(answer.body());
            refuse(from, answer.statusCode());
        }
        return answer.body();
    }

    @Override
    public long getLastModified(URI of, IProgressMonitor monitor) throws CoreException, FileNotFoundException {
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

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // The answer is an error anyway.
        }
    }
}
