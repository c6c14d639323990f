package org.jts.storage.internal;

import static org.jts.storage.internal.Words.T;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jts.api.event.Severity;
import org.jts.api.store.StoreException;
import org.jts.api.time.TimeSource;

/**
 * The open database: one thread with the connection that writes, one with a connection that reads. Calls wait for those
 * threads, because a native call would pin the carrier of a virtual thread, and a few that wait for a lock would stop
 * all virtual threads of a small machine. The threads end when idle.
 */
final class Database implements AutoCloseable {

    /** Work on a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Where notices go. */
    @FunctionalInterface
    interface Notices {
        void publish(Severity severity, String text, String detail);
    }

    private record Connections(Connection writer, Connection reader) {
    }

    /** After a failed opening, calls fail at once for this long: each would else wait for the same lock again. */
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);

    private final Supplier<DatabaseFile> locate;
    private final Notices notices;
    private final TimeSource time;
    private final ThreadPoolExecutor writer = single("jts-store-writer");
    private final ThreadPoolExecutor reader = single("jts-store-reader");
    private volatile Connections open;
    private volatile boolean damaged;
    /** Below: only touched on the writer's thread, or under this object's lock. */
    private DatabaseFile file;
    private StoreException openFailure;
    private long openFailedAtNanos;
    private String complaint = "";

    Database(Supplier<DatabaseFile> locate, Notices notices, TimeSource time) {
        this.locate = locate;
        this.notices = notices;
        this.time = time;
    }

    /** Opens the file if it is not, in the background; what goes wrong becomes a notice. */
    void openSoon() {
        writer.execute(() -> {
            try {
                ensureOpen();
            } catch (StoreException e) {
                complain(e);
            }
        });
    }

    <T> T read(Work<T> work) throws StoreException {
        return call(() -> {
            Connections seen = open;
            if (seen == null || damaged) {
                seen = await(submit(writer, this::ensureOpen));
            }
            Connection connection = seen.reader();
            return await(submit(reader, () -> guarded(() -> work.on(connection))));
        });
    }

    /** Runs {@code work} as one transaction: all of it, or, when it throws or the result is empty, nothing. */
    <T> Optional<T> write(Work<Optional<T>> work) throws StoreException {
        Optional<T> result = call(() -> await(submit(writer, () -> {
            Connection connection = ensureOpen().writer();
            return guarded(() -> transaction(connection, work));
        })));
        relax();
        return result;
    }

    /** Ends the work under way, then closes. Calls from now on fail. */
    @Override
    public void close() {
        // The reader goes first: the last connection to close tidies the write-ahead log up.
        shutDown(reader);
        if (!writer.isShutdown()) {
            writer.execute(this::closeConnections);
        }
        shutDown(writer);
    }

    private Connections ensureOpen() throws StoreException {
        if (damaged) {
            closeConnections();
        }
        Connections seen = open;
        if (seen != null) {
            return seen;
        }
        if (openFailure != null && time.nanoTime() - openFailedAtNanos < PAUSE_AFTER_FAILURE.toNanos()) {
            throw new StoreException(openFailure.getMessage(), openFailure);
        }
        try {
            open = openNow();
            openFailure = null;
            relax();
            return open;
        } catch (StoreException e) {
            openFailure = e;
            openFailedAtNanos = time.nanoTime();
            throw e;
        }
    }

    private Connections openNow() throws StoreException {
        if (file == null) {
            file = locate.get();
        }
        file.prepare();
        try {
            if (damaged) {
                startAfresh(T.get("store.pages"));
            }
            return connect();
        } catch (SQLException e) {
            if (!Faults.isDamage(e)) {
                throw Faults.translate(e, file.path(), file.busyLimit());
            }
            startAfresh(e.getMessage());
        }
        try {
            return connect();
        } catch (SQLException e) {
            throw Faults.translate(e, file.path(), file.busyLimit());
        }
    }

    private Connections connect() throws SQLException, StoreException {
        Connection forWriting = file.openWriter();
        try {
            return new Connections(forWriting, file.openReader());
        } catch (SQLException e) {
            DatabaseFile.closeQuietly(forWriting, e);
            throw e;
        }
    }

    private void startAfresh(String found) throws StoreException {
        var aside = file.setAside(time.now());
        damaged = false;
        notices.publish(Severity.ERROR, T.get("store.damaged"),
                T.format("store.damaged.detail", file.path(), found, aside));
    }

    /** Begins and ends by itself: the driver's own commit would begin the next transaction, which can fail. */
    private static <T> Optional<T> transaction(Connection connection, Work<Optional<T>> work) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.executeUpdate("BEGIN IMMEDIATE");
            try {
                Optional<T> result = work.on(connection);
                sql.executeUpdate(result.isPresent() ? "COMMIT" : "ROLLBACK");
                return result;
            } catch (SQLException | RuntimeException e) {
                rollback(sql, e);
                throw e;
            }
        }
    }

    static void rollback(Statement sql, Exception cause) {
        try {
            sql.executeUpdate("ROLLBACK");
        } catch (SQLException e) {
            // SQLite ends the transaction by itself after some faults; then there is nothing to roll back.
            cause.addSuppressed(e);
        }
    }

    private interface SqlCall<T> {
        T run() throws SQLException;
    }

    private <T> T guarded(SqlCall<T> call) throws StoreException {
        try {
            return call.run();
        } catch (SQLException e) {
            damaged |= Faults.isDamage(e);
            throw Faults.translate(e, file.path(), file.busyLimit());
        }
    }

    private interface StoreCall<T> {
        T run() throws StoreException;
    }

    private <T> T call(StoreCall<T> call) throws StoreException {
        try {
            return call.run();
        } catch (StoreException e) {
            complain(e);
            throw e;
        }
    }

    /** One notice for one kind of trouble, however many calls run into it. */
    private synchronized void complain(StoreException e) {
        if (!complaint.equals(e.getMessage())) {
            complaint = e.getMessage();
            notices.publish(Severity.ERROR, T.get("store.unusable"), e.getMessage());
        }
    }

    private synchronized void relax() {
        if (!complaint.isEmpty()) {
            complaint = "";
            notices.publish(Severity.INFO, T.get("store.again"), "");
        }
    }

    /** On the writer's thread. Waits for the reader, which never waits for the writer. */
    private void closeConnections() {
        Connections seen = open;
        open = null;
        if (seen == null) {
            return;
        }
        try {
            if (!reader.isShutdown()) {
                reader.submit(() -> null).get();
            }
            seen.reader().close();
            seen.writer().close();
        } catch (SQLException | ExecutionException e) {
            notices.publish(Severity.WARNING, T.get("store.close"), String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> Future<T> submit(ExecutorService executor, Callable<T> task) throws StoreException {
        try {
            return executor.submit(task);
        } catch (RejectedExecutionException e) {
            throw new StoreException(T.get("store.closed"), e);
        }
    }

    /** Waits to the end even when interrupted: a caller must know whether its write happened. */
    private static <T> T await(Future<T> future) throws StoreException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreException known) {
                throw known;
            }
            throw new IllegalStateException("store: expected an answer, found a fault of the program", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void shutDown(ExecutorService executor) {
        executor.shutdown();
        try {
            executor.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadPoolExecutor single(String name) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name(name).daemon().factory());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
