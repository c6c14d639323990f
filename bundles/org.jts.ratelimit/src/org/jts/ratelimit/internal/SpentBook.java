package org.jts.ratelimit.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jts.api.Subscription;
import org.jts.api.limit.RateWindow;
import org.jts.api.time.TimeSource;

/**
 * Keeps what limiters have spent over the end of the process: a broker counts on, however often we start anew. Once a
 * second what was answered goes to disk, beside everything else. Thread-safe.
 */
final class SpentBook implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** What belongs to one limiter. */
    private final class Page implements Subscription {
        private final String key;
        private final ExactLimiter limiter;
        private final SpentFile file;
        private boolean closed;

        Page(String key, ExactLimiter limiter, SpentFile file) {
            this.key = key;
            this.limiter = limiter;
            this.file = file;
        }

        synchronized void tell() {
            if (closed) {
                return;
            }
            try {
                long monotone = time.nanoTime() / 1_000_000;
                file.tell(limiter.answered(), time.now().toEpochMilli(), monotone);
                keeps(key);
            } catch (IOException e) {
                // Tried again in a second. Until then the next process would take what was charged for just spent.
                cannotKeep(key, e);
            }
        }

        @Override
        public void close() {
            synchronized (SpentBook.this) {
                if (!pages.remove(this)) {
                    return;
                }
            }
            end();
        }

        /** The file is the next limiter's from now on. */
        private synchronized void end() {
            tell();
            closed = true;
            try {
                file.close();
            } catch (IOException e) {
                cannotKeep(key, e);
            }
        }
    }

    private final TimeSource time;
    private final Optional<Path> folder;
    private final LocalNotices notices;
    private final List<Page> pages = new ArrayList<>();
    private final Set<String> complained = new HashSet<>();
    private Subscription timer = () -> { };

    /** @param folder where to keep it; empty to keep nothing */
    SpentBook(TimeSource time, Optional<Path> folder, LocalNotices notices) {
        this.time = time;
        this.folder = folder;
        this.notices = notices;
    }

    /**
     * Lets a limiter go on where the one before it ended, and keeps what it spends from now on. Called before anybody
     * spends from it.
     *
     * @return ends that
     */
    Subscription open(String key, ExactLimiter limiter) {
        if (folder.isEmpty()) {
            return () -> { };
        }
        Duration longest = limiter.profile().windows().stream().map(RateWindow::period).max(Duration::compareTo)
                .orElseThrow();
        try {
            long wall = time.now().toEpochMilli();
            SpentFile file = new SpentFile(folder.get(), key, longest, wall, time.nanoTime() / 1_000_000);
            limiter.continueFrom(file, wall);
            file.past().damage().ifPresent(damage -> notices.spentDamaged(key, damage));
            Page page = new Page(key, limiter, file);
            synchronized (this) {
                if (pages.isEmpty()) {
                    timer.close();
                    timer = time.scheduleWithFixedDelay("limiter-spent", INTERVAL, this::tell);
                }
                pages.add(page);
            }
            return page;
        } catch (IOException | RuntimeException e) {
            cannotKeep(key, e);
            return () -> { };
        }
    }

    @Override
    public synchronized void close() {
        timer.close();
    }

    private void tell() {
        List<Page> all;
        synchronized (this) {
            all = List.copyOf(pages);
        }
        all.forEach(Page::tell);
    }

    private void keeps(String key) {
        boolean news;
        synchronized (this) {
            news = complained.remove(key);
        }
        if (news) {
            notices.spentKeptAgain(key);
        }
    }

    private void cannotKeep(String key, Exception e) {
        boolean news;
        synchronized (this) {
            news = complained.add(key);
        }
        if (news) {
            notices.spentNotKept(key, e.toString());
        }
    }
}
