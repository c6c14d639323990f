package org.jts.ratelimit.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.time.TimeSource;

/** Makes limiters as the service does, without a framework. */
public final class Ours {

    private Ours() {
    }

    /** @return a limiter with pacing of the lower lanes */
    public static RequestLimiter paced(LimitProfile profile, TimeSource time) {
        return new ExactLimiter("bench", profile, time, GuavaPace::of, (lane, nanos) -> { });
    }

    /** @return as {@link #paced}, and what it spends is kept in a new folder for the next process */
    public static RequestLimiter kept(LimitProfile profile, TimeSource time) throws IOException {
        ExactLimiter limiter = (ExactLimiter) paced(profile, time);
        Path folder = Files.createTempDirectory("spent");
        folder.toFile().deleteOnExit();
        SpentFile file = new SpentFile(folder, "bench", Duration.ofHours(1), 0, 0);
        limiter.continueFrom(file, 0);
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(each -> each.toFile().deleteOnExit());
        }
        return limiter;
    }

    /** @return a limiter that leaves the order of sending to its windows */
    public static RequestLimiter plain(LimitProfile profile, TimeSource time) {
        return new ExactLimiter("bench", profile, time, (p, now) -> Pace.NONE, (lane, nanos) -> { });
    }

    public static void close(RequestLimiter limiter) {
        ((ExactLimiter) limiter).close();
    }
}
